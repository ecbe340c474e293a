"""A desk to test with: the real assistant on a real SQLite file, and a person who talks to it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from bot.assistant import Assistant
from bot.clock import Clock
from bot.messages import Choice, Exchange, Inbound, Reply
from bot.purchases import PurchaseWork
from bot.settings import Settings
from storage.store import Store
from tests.databases import lay_tables
from tests.shipped import shipped

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
OPEN_DAY = date(2018, 6, 1)
"""A day within the window of document 2: 2018-02-01 to 2018-11-30."""
CLOSED_DAY = date(2026, 11, 20)


def settings(folder: Path, **values: object) -> Settings:
    """Settings for a folder of the test's own, untouched by the environment."""
    given = {"data": folder, "encryption_keys": SecretStr(KEY), "unit": "測試中心", **values}
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


def open_desk(folder: Path, today: date = CLOSED_DAY, **values: object) -> tuple[Assistant, Store]:
    """An assistant on a database in `folder`; opening the same folder again goes on with it."""
    lay_tables(folder / "desk.sqlite3")
    store = Store.open(f"sqlite:///{folder / 'desk.sqlite3'}", [KEY])
    return Assistant(store, shipped(), settings(folder, **values), Clock(today)), store


@dataclass
class Person:
    """Somebody at one address: says things, presses buttons, sees what comes back."""

    assistant: Assistant
    address: str = "someone"
    channel: str = "web"
    seen: int = 0
    last: tuple[Reply, ...] = ()
    _ids: itertools.count[int] = field(default_factory=itertools.count)

    def says(self, *texts: str) -> str:
        """Say texts in one go; what is answered, as one string."""
        return self._sends(*(Inbound("text", text) for text in texts))

    def sends(self, kind: str, text: str = "") -> str:
        """Send something that is neither text nor button."""
        return self._sends(Inbound(kind, text))  # type: ignore[arg-type]

    def presses(self, label: str) -> str:
        """Press the button of that label on the newest bubbles that show it."""
        return self.presses_value(self.button(label).value)

    def presses_value(self, value: str) -> str:
        """Press a button by its value, also one of long ago."""
        return self._sends(Inbound("choice", value, value))

    def button(self, label: str) -> Choice:
        """The button of that label among the last bubbles."""
        found = [choice for reply in self.last for choice in reply.choices if choice.label == label]
        assert found, f"no button {label!r} among {[c.label for r in self.last for c in r.choices]}"
        return found[-1]

    def labels(self) -> list[str]:
        """The labels of the last bubble's buttons."""
        return [choice.label for choice in self.last[-1].choices]

    def _sends(self, *inbounds: Inbound) -> str:
        for inbound in inbounds:
            assert self.assistant.receive(self.channel, self.address, inbound, event_id=self._event())
        while self.assistant.work():
            pass
        exchanges: list[tuple[int, Exchange]] = self.assistant.exchanges(self.channel, self.address, self.seen)
        assert exchanges, "nothing came back"
        self.seen = exchanges[-1][0]
        self.last = tuple(reply for _, exchange in exchanges for reply in exchange.replies)
        return "\n\n".join(reply.text for reply in self.last)

    def _event(self) -> str:
        return f"{self.channel}-{self.address}-{id(self)}-{next(self._ids)}"


@dataclass
class Uploader(Person):
    """Somebody on the page who sends spreadsheets; the work on them is done when it is asked for."""

    work: PurchaseWork = field(init=False)

    def __post_init__(self) -> None:
        self.work = self.assistant.purchase_work()

    def uploads(self, content: str | bytes, name: str = "採購.csv") -> str:
        """Send a spreadsheet; what is answered at once."""
        data = content.encode() if isinstance(content, str) else content
        file = self.assistant.upload(self.channel, self.address, name, data)
        return self._sends(Inbound("file", name, file=file))

    def waits(self) -> str:
        """Have the work done; what comes back."""
        while self.work.work():
            pass
        return self._sends()

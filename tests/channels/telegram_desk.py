"""The whole path for tests: the real server with its Telegram channel, before the stand-in for Telegram."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx

from bot.assistant import Assistant
from bot.channels.adapter import Pace
from bot.channels.service import Service
from bot.channels.telegram import WEBHOOK, Paces, Telegram, secret_of
from bot.channels.telegram_http import Http
from bot.channels.web import create_app, server_of
from storage.store import Store
from tests.channels.telegram_standin import TOKEN, Json, TelegramStandIn
from tests.desk import OPEN_DAY, open_desk, settings

PUBLIC = "https://desk.example"
PATIENCE = 20.0
UNHURRIED = Pace(burst=1_000_000, seconds=1e-9)
UNPACED = Paces(UNHURRIED, UNHURRIED, UNHURRIED)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class TelegramDesk:
    """A running desk on Telegram."""

    telegram: TelegramStandIn
    assistant: Assistant
    store: Store
    folder: Path
    address: str
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=10.0, trust_env=False))

    def calls(self, update: Json | bytes, secret: str | bytes = "") -> int:
        """Call the webhook as Telegram does; the status that came back."""
        given = secret or secret_of(TOKEN)
        headers = {SECRET_HEADER.encode(): given if isinstance(given, bytes) else given.encode()}
        if isinstance(update, bytes):
            return self.http.post(self.address + WEBHOOK, content=update, headers=headers).status_code
        return self.http.post(self.address + WEBHOOK, json=update, headers=headers).status_code

    def hears(self, chat: int, count: int = 1) -> list[str]:
        """What a chat shows, once it shows so many messages."""
        self.until(lambda: len(self.telegram.texts(chat)) >= count)
        return self.telegram.texts(chat)

    def until(self, done: Callable[[], Any], patience: float = PATIENCE) -> None:
        """Wait until something holds."""
        end = time.monotonic() + patience
        while not done():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.005)

    def quiet(self) -> bool:
        """Whether all that came in is handled and all that goes out has gone."""
        return self.store.health().waiting == 0 and not states_of(self.folder).keys() & {"pending", "sending"}


def states_of(folder: Path) -> Counter[str]:
    """How many deliveries to Telegram stand how, looked at from outside."""
    with closing(sqlite3.connect(folder / "desk.sqlite3", timeout=30)) as database:
        return Counter(
            state
            for (state,) in database.execute(
                "SELECT outbox.state FROM outbox JOIN conversation ON conversation.id = outbox.conversation_id "
                "JOIN identity ON identity.id = conversation.identity_id WHERE identity.channel = 'telegram'"
            )
        )


@contextmanager
def serving(
    folder: Path,
    telegram: TelegramStandIn,
    *,
    today: date = OPEN_DAY,
    webhook: bool = False,
    paces: Paces = UNPACED,
    read_seconds: float = 5.0,
    **given: object,
) -> Iterator[TelegramDesk]:
    """A desk that answers on Telegram; without the gathering pause unless `telegram_gathering` is given."""
    values = {"telegram_gathering": 0.0, **given}
    assistant, store = open_desk(folder, today, **values)
    adapter = Telegram(
        TOKEN,
        assistant.documents.linked,
        api=telegram.api,
        webhook=PUBLIC if webhook else "",
        paces=paces,
        http=Http(read_seconds=read_seconds),
    )
    here = settings(folder, **values)
    service = Service(assistant, store, here, [adapter])
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        server = server_of(create_app(assistant, here, service))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        desk = TelegramDesk(telegram, assistant, store, folder, f"http://127.0.0.1:{listening.getsockname()[1]}")
        desk.until(lambda: server.started and (telegram.webhook if webhook else telegram.polls))
        try:
            yield desk
        finally:
            server.should_exit = True
            thread.join(20)
            desk.http.close()
            store.close()

"""What a platform's adapter is to the sender: it renders, sends and says what a failure means. Nothing else."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

from starlette.routing import BaseRoute

from bot.messages import Event, Exchange, FileRef, Lang
from bot.wording import words

CallT = TypeVar("CallT")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One delivery to make. `attempts` counts this one; `first` is the first call not made yet."""

    id: int
    address: str
    exchange: Exchange
    created_at: datetime
    attempts: int = 1
    first: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed call means.

    - `retry`: surely not taken; again after `seconds` (the platform's own wish), or by the sender's backoff.
    - `uncertain`: nobody can tell whether it was taken; never sent again.
    - `closed`: the person blocked the bot or left; what waits for them is dropped quietly.
    - `refused`: the platform will never take this; shown to the officers.
    - `held`: surely not taken, and to be said with the answer to the person's next message.

    `error` is a kind, never text that may hold what a person wrote.
    """

    kind: Literal["retry", "uncertain", "closed", "refused", "held"]
    error: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `greendesk doctor`: whether it is in order, what was found, and what to do about it."""

    good: bool
    text: str
    cure: str = ""


class Report:
    """What the doctor finds of one channel, in words: `<channel>.doctor.<key>`, and `<key>_cure` for what is amiss."""

    def __init__(self, channel: str, lang: Lang) -> None:
        self._channel = channel
        self._lang = lang
        self.findings: list[Finding] = []

    def good(self, key: str, **values: object) -> None:
        """Something is in order."""
        self.findings.append(Finding(True, self._say(key, **values)))

    def bad(self, key: str, **values: object) -> None:
        """Something is amiss, and what to do about it."""
        self.findings.append(Finding(False, self._say(key, **values), self._say(f"{key}_cure", **values)))

    def _say(self, key: str, **values: object) -> str:
        return words().say(f"{self._channel}.doctor.{key}", self._lang, **values)


class FileRefused(Exception):
    """A file can't be had from the platform any more, or is larger than what is taken; `reason` is a word's key."""

    def __init__(self, reason: Literal["gone", "too_large"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a platform may be called: `burst` at once, then one each `seconds`."""

    burst: int
    seconds: float


class Intake(Protocol):
    """Where an adapter puts what it receives."""

    async def take(self, channel: str, events: Sequence[Event]) -> int:
        """Stores events durably, in this order; how many of them are new. Only then answer the platform."""

    async def on_watch(self, channel: str) -> bool:
        """Whether this process is the one to poll a platform just now; ask before each poll."""


class Adapter(ABC, Generic[CallT]):
    """One platform. `CallT` is one call of its API: what it takes in one go, or not at all.

    All coroutines run in the server's event loop, between `open` and `close`; what blocks goes into a thread.
    """

    channel: ClassVar[str]
    parallel: ClassVar[int] = 32
    """Deliveries under way at once."""
    overall: ClassVar[Pace]
    """The pace of all calls together."""

    @abstractmethod
    def pace(self, address: str) -> Pace:
        """The pace of the calls to one address."""

    async def open(self) -> None:
        """Prepare for calls."""

    async def close(self) -> None:
        """The end of all calls."""

    @abstractmethod
    def render(self, outgoing: Outgoing) -> Sequence[CallT]:
        """The calls that deliver an exchange, in order, within the platform's limits; the same ones each time."""

    @abstractmethod
    async def send(self, outgoing: Outgoing, call: CallT, number: int) -> None:
        """Make one call, the `number`th (from 0) of its delivery; returns once the platform has taken it."""

    @abstractmethod
    def classify(self, error: Exception) -> Failure:
        """What an exception of `send` means."""

    async def receiving(self, intake: Intake) -> None:
        """Runs beside the sender until cancelled: polling, where the platform is polled."""

    def routes(self, intake: Intake) -> Sequence[BaseRoute]:
        """The webhook and other addresses of this channel on the server."""
        return ()

    @abstractmethod
    async def fetch(self, file: FileRef, most: int) -> bytes:
        """A file that somebody sent, of at most so many bytes. Raises FileRefused; anything else is tried again."""

    @abstractmethod
    async def examine(self, lang: Lang) -> list[Finding]:
        """What `greendesk doctor` says of this channel; neither `open` nor `close` is called around it."""

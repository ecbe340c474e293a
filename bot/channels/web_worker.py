"""The page's worker: one thread that handles due conversations, and a bell that tells the open streams."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from bot.assistant import place_of

log = logging.getLogger("greendesk.web")

POLL_SECONDS = 1.0


class Works(Protocol):
    """Whatever has due conversations to handle."""

    def work(self) -> bool:
        """Handles one; False when none is due."""


def note_failure(what: str, error: Exception) -> None:
    """Logs that something failed: kind and place only, for its own words may hold what a person wrote."""
    log.error("%s failed: %s", what, place_of(error))


class Bell:
    """Rings in an event loop, from any thread: whoever listens goes on."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._rung = asyncio.Event()
        self._told: list[Callable[[], None]] = []

    def tell(self, listener: Callable[[], None]) -> None:
        """Calls this at every ring, in the event loop."""
        self._told.append(listener)

    def _ring(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()
        for listener in self._told:
            listener()

    def ring(self) -> None:
        """Wakes all who wait. Does nothing once the loop has closed."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def listen(self) -> asyncio.Event:
        """The next ring. Ask for it before looking for news, so that none rings unheard in between."""
        return self._rung


async def heard(ring: asyncio.Event, seconds: float) -> None:
    """Returns at that ring, or after so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(ring.wait(), seconds)


class Worker:
    """A thread that works while there is work. A failure is logged and work goes on a second later."""

    def __init__(self, works: Works, bell: Bell, name: str = "greendesk-worker") -> None:
        self._works = works
        self._bell = bell
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Has the worker look now, for a message has come in."""
        self._wake.set()

    def stop(self) -> None:
        """Ends the thread after the conversation in hand, and waits for that."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            if not self._one():
                self._wake.wait(POLL_SECONDS)

    def _one(self) -> bool:
        try:
            worked = self._works.work()
        except Exception as error:  # noqa: BLE001 - the thread must outlive any failure
            note_failure("work", error)
            return False
        if worked:
            self._bell.ring()
        return worked

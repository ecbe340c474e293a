"""The messaging channels beside the web page: each with its receiving, its sender and its files, in one event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.assistant import Assistant, place_of
from bot.channels.adapter import Adapter
from bot.channels.files import Files
from bot.channels.sender import LEASE, POLL_SECONDS, Sender
from bot.messages import Event
from bot.settings import Settings
from storage.store import Store

log = logging.getLogger("greendesk.channels")

RESTART_SECONDS = 5.0
AT_ONCE = 200
"""What at most shares one transaction, in requests."""


@dataclass(frozen=True, slots=True)
class _Given:
    """Events that wait to be stored, and who waits for it."""

    events: Sequence[tuple[str, Event]]
    stored: asyncio.Future[Sequence[bool]]

    def settle(self, outcome: Sequence[bool] | Exception) -> None:
        if self.stored.done():  # the request was given up on
            return
        if isinstance(outcome, Exception):
            self.stored.set_exception(outcome)
        else:
            self.stored.set_result(outcome)


class Service:
    """Runs channels. `Service` is also their intake: what they receive goes through it into the inbox."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        settings: Settings,
        adapters: Sequence[Adapter[Any]],
        *,
        lease: timedelta = LEASE,
    ) -> None:
        self.adapters = tuple(adapters)
        self._assistant = assistant
        self._store = store
        self._settings = settings
        self._lease = lease
        self._wake: Callable[[float], None] = lambda _: None
        self._senders: list[Sender] = []
        self._waiting: list[_Given] = []
        self._storing: asyncio.Task[None] | None = None

    async def take(self, channel: str, events: Sequence[Event]) -> int:
        """Stores events durably, in this order; how many of them are new.

        What comes in while a transaction runs shares the next one: a busy webhook needs less than one for each event.
        """
        if not events:
            return 0
        given = _Given([(channel, event) for event in events], asyncio.get_running_loop().create_future())
        self._waiting.append(given)
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_waiting())
        new = sum(await given.stored)
        if new:
            self._wake(0.0)
            if wait := self._assistant.gathering(channel).total_seconds():
                self._wake(wait)
        return new

    async def _store_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            try:
                flags = iter(await self._receive([event for given in batch for event in given.events]))
            except Exception as error:  # noqa: BLE001 - whoever gave them is told; the others are stored on their own
                await self._one_by_one(batch, error)
                continue
            for given in batch:
                given.settle([next(flags) for _ in given.events])

    async def _one_by_one(self, batch: Sequence[_Given], error: Exception) -> None:
        for given in batch:
            try:
                given.settle(error if len(batch) == 1 else await self._receive(given.events))
            except Exception as own:  # noqa: BLE001 - told to whoever gave it
                given.settle(own)

    async def _receive(self, events: Sequence[tuple[str, Event]]) -> Sequence[bool]:
        return await asyncio.to_thread(self._assistant.receive_all, events)

    def ring(self) -> None:
        """There may be something to send. Called in the event loop."""
        for sender in self._senders:
            sender.ring()

    @asynccontextmanager
    async def running(self, wake: Callable[[float], None]) -> AsyncIterator[None]:
        """All channels run within this; `wake` has a worker look at the inbox now, or in so many seconds."""
        self._wake = wake
        self._senders = [Sender(self._store, adapter, lease=self._lease) for adapter in self.adapters]
        tasks = [asyncio.create_task(self._channel(*one)) for one in zip(self.adapters, self._senders, strict=True)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _channel(self, adapter: Adapter[Any], sender: Sender) -> None:
        """One channel, from opening to closing: cancelled, it stops receiving and settles what is on its way."""
        await self._opened(adapter)
        files = Files(self._store, self._settings, adapter, self)
        parts = [
            asyncio.create_task(_kept_up(adapter.channel, lambda: adapter.receiving(self))),
            asyncio.create_task(sender.run()),
            asyncio.create_task(files.run()),
        ]
        try:
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            await adapter.close()

    async def _opened(self, adapter: Adapter[Any]) -> None:
        while True:
            try:
                await adapter.open()
            except Exception as error:  # noqa: BLE001 - the web page and other channels go on meanwhile
                log.error("%s doesn't start: %s", adapter.channel, place_of(error))
                await asyncio.sleep(RESTART_SECONDS)
            else:
                return


async def _kept_up(channel: str, receiving: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Receiving, begun again when it fails."""
    while True:
        try:
            await receiving()
        except Exception as error:  # noqa: BLE001 - a channel must outlive any failure
            log.error("%s: receiving failed: %s", channel, place_of(error))
            await asyncio.sleep(POLL_SECONDS)
        else:
            return

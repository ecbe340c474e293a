"""The messaging channels beside the web page: each with its receiving, its sender and its files, in one event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot.assistant import Assistant, place_of
from bot.channels.adapter import Adapter
from bot.channels.files import Files
from bot.channels.post import POLL_SECONDS, Post
from bot.channels.sender import LEASE, Sender
from bot.channels.watch import Watch
from bot.messages import Event
from bot.settings import Settings
from storage.store import Store

log = logging.getLogger("greendesk.channels")

RESTART_SECONDS = 5.0


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
        self._post = Post(assistant, store, self._answered)
        self._told: Callable[[], None] = lambda: None
        self._own = {adapter.channel for adapter in adapters}
        self._watches = {channel: Watch(store, f"poll:{channel}") for channel in self._own}

    async def take(self, channel: str, events: Sequence[Event]) -> int:
        """Stores events durably, in this order; how many of them are new."""
        if not events:
            return 0
        new = sum(await self._post.take([(channel, event) for event in events]))
        if new and (wait := self._assistant.gathering(channel).total_seconds()):
            asyncio.get_running_loop().call_later(wait, self._post.ring)
        return new

    async def on_watch(self, channel: str) -> bool:
        """Whether this process is the one to poll a platform just now."""
        return await self._watches[channel].mine()

    def ring(self) -> None:
        """There may be something to send. Called in the event loop."""
        self._post.ring()

    def _answered(self, channels: Sequence[str]) -> None:
        """Somebody else may wait for what was said elsewhere than on these channels."""
        if not self._own.issuperset(channels):
            self._told()

    @asynccontextmanager
    async def running(self, told: Callable[[], None]) -> AsyncIterator[None]:
        """All channels run within this; `told` is called when something was said on a channel that isn't among them."""
        self._told = told
        post = asyncio.create_task(self._post.run())
        tasks = [asyncio.create_task(self._channel(adapter)) for adapter in self.adapters]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._post.stop()
            await post

    async def _channel(self, adapter: Adapter[Any]) -> None:
        """One channel, from opening to closing: cancelled, it stops receiving and settles what is on its way."""
        await self._opened(adapter)
        sender = Sender(self._store, adapter, self._post.ring, lease=self._lease)
        self._post.serve(sender)
        files = Files(self._store, self._settings, adapter, self)
        parts = [
            asyncio.create_task(_kept_up(adapter.channel, lambda: adapter.receiving(self))),
            asyncio.create_task(files.run()),
        ]
        try:
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
            await self._post.leave(sender)
            await self._watches[adapter.channel].leave()
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

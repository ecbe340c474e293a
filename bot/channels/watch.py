"""The watch: of several processes on one database, one asks a platform for news."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta

from storage.store import Store

log = logging.getLogger("greendesk.watch")

LEASE = timedelta(seconds=60)
"""How long after the death of the process on watch another one takes over; longer than a platform is asked at once."""


class Watch:
    """One name's watch as this process sees it. Whoever comes last stands watch, so that a restart loses no time."""

    def __init__(self, store: Store, name: str, *, lease: timedelta = LEASE) -> None:
        self._store = store
        self._name = name
        self._lease = lease
        self._number = 0
        self._came = False
        self._renew_at = 0.0

    async def mine(self) -> bool:
        """Whether this process stands watch just now."""
        return await asyncio.to_thread(self._mine)

    def _mine(self) -> bool:
        if self._number and self._still():
            return True
        if self._number:
            log.warning("%s: another process has taken over", self._name)
            self._number = 0
        if self._came and not self._store.is_free(self._name, datetime.now(UTC)):
            return False
        self._came = True
        now = datetime.now(UTC)
        self._number = self._store.take_over(self._name, now, now + self._lease)
        self._renewed()
        return True

    def _still(self) -> bool:
        if time.monotonic() < self._renew_at:
            return self._store.holds(self._name, self._number)
        self._renewed()
        return self._store.keep(self._name, self._number, datetime.now(UTC) + self._lease)

    def _renewed(self) -> None:
        self._renew_at = time.monotonic() + self._lease.total_seconds() / 3

    async def leave(self) -> None:
        """Another process may take over at once."""
        if self._number:
            await asyncio.to_thread(self._store.keep, self._name, self._number, datetime.now(UTC))

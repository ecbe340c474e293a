"""The sender: takes deliveries out of the outbox, makes their calls, and settles how it went.

Claim with a lease, commit, send, settle. What finished and what comes next share one transaction, so a busy sender
needs less than one for each delivery.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.assistant import place_of
from bot.channels.adapter import Adapter, Failure, Outgoing
from bot.channels.pacing import Pacing
from bot.messages import Exchange
from storage.records import Delivery, Settled
from storage.store import Store

log = logging.getLogger("greendesk.sender")

LEASE = timedelta(seconds=120)
POLL_SECONDS = 1.0
LONGEST_WAIT = 1.0
"""Seconds a delivery waits for its pace while holding a place; a longer wait gives the place to another chat."""
LONGEST_BACKOFF = 300.0
GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Interrupted(Exception):
    """A delivery can't go on now; `done` of its calls are made."""

    failure: Failure
    done: int


class Sender:
    """Delivers what one channel has to say."""

    def __init__(self, store: Store, adapter: Adapter[Any], *, lease: timedelta = LEASE) -> None:
        self._store = store
        self._adapter = adapter
        self._lease = lease
        self._pacing = Pacing(adapter.overall)
        self._bell = asyncio.Event()
        self._tasks: set[asyncio.Task[Settled]] = set()

    def ring(self) -> None:
        """There may be something to send."""
        self._bell.set()

    async def run(self) -> None:
        """Sends until cancelled; what is on its way then is finished and settled."""
        try:
            while True:
                await self._round()
        finally:
            await self._finish()

    async def _round(self) -> None:
        self._bell.clear()
        try:
            finished = [task for task in self._tasks if task.done()]
            free = self._adapter.parallel - len(self._tasks) + len(finished)
            claimed = await self._dispatch([task.result() for task in finished], free)
            self._tasks.difference_update(finished)
            for delivery in claimed:
                task = asyncio.create_task(self._deliver(delivery))
                task.add_done_callback(lambda _: self._bell.set())
                self._tasks.add(task)
            idle = not claimed
        except Exception as error:  # noqa: BLE001 - the sender must outlive a database that is away
            log.error("the outbox can't be reached: %s", place_of(error))
            await asyncio.sleep(POLL_SECONDS)
            return
        if idle or len(self._tasks) >= self._adapter.parallel:
            await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._bell.wait(), POLL_SECONDS)
        except TimeoutError:
            return

    async def _dispatch(self, settled: Sequence[Settled], most: int) -> Sequence[Delivery]:
        now = datetime.now(UTC)
        return await asyncio.to_thread(
            self._store.dispatch, self._adapter.channel, now, self._lease, settled=settled, most=most
        )

    async def _finish(self) -> None:
        """What is on its way gets a little time; what isn't done by then is uncertain by its lease."""
        if self._tasks:
            done, rest = await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
            for task in rest:
                task.cancel()
            await self._dispatch([task.result() for task in done], 0)

    async def _deliver(self, delivery: Delivery) -> Settled:
        """Make the calls of one delivery, in order. Never raises."""
        done = delivery.done
        try:
            outgoing = _outgoing(delivery)
            calls = self._adapter.render(outgoing)
            for done in range(delivery.done, len(calls)):
                await self._paced(outgoing, done)
                await self._adapter.send(outgoing, calls[done], done)
        except _Interrupted as interrupted:
            return self._settled(delivery, interrupted.failure, interrupted.done)
        except Exception as error:  # noqa: BLE001 - the adapter says what it means
            failure = self._adapter.classify(error)
            log.warning("%s: a delivery is %s: %s", self._adapter.channel, failure.kind, failure.error)
            return self._settled(delivery, failure, done)
        return Settled(delivery.id, "sent", done=done)

    async def _paced(self, outgoing: Outgoing, done: int) -> None:
        """Wait until the platform wants the next call to this address; a long wait interrupts the delivery."""
        pace = self._adapter.pace(outgoing.address)
        wait = self._pacing.wait(outgoing.address, pace, time.monotonic())
        if wait > LONGEST_WAIT:
            raise _Interrupted(Failure("retry", "paced", wait), done)
        self._pacing.take(outgoing.address, pace, time.monotonic())
        if wait:
            await asyncio.sleep(wait)

    def _settled(self, delivery: Delivery, failure: Failure, done: int) -> Settled:
        if failure.kind == "retry":
            seconds = failure.seconds if failure.seconds is not None else backoff(delivery.attempts)
            if failure.seconds:
                address = delivery.address
                self._pacing.hold(address, self._adapter.pace(address), time.monotonic() + failure.seconds)
            due = datetime.now(UTC) + timedelta(seconds=seconds)
            return Settled(delivery.id, "later", failure.error, due, done)
        if failure.kind == "closed":
            return Settled(delivery.id, "dropped", failure.error, done=done)
        return Settled(delivery.id, failure.kind, failure.error, done=done)


def backoff(attempts: int) -> float:
    """Seconds before the next try, after so many: doubled each time, and never the same for all."""
    return min(LONGEST_BACKOFF, 0.5 * 2.0 ** min(attempts, 12)) * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def _outgoing(delivery: Delivery) -> Outgoing:
    exchange = Exchange.from_json(delivery.payload)
    return Outgoing(
        delivery.id, delivery.address, exchange, delivery.created_at, delivery.attempts, first=delivery.done
    )

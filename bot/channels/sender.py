"""The sender: takes deliveries out of the outbox, makes their calls, and settles how it went.

Claim with a lease, commit, send, settle. What finished and what comes next share one transaction, so a busy sender
needs less than one for each delivery.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.adapter import Adapter, Failure, Outgoing
from bot.channels.pacing import Pacing
from bot.messages import Exchange
from storage.records import Delivery, Settled
from storage.store import Store

log = logging.getLogger("greendesk.sender")

LEASE = timedelta(seconds=120)
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
    """Delivers what one channel has to say. `told` is called whenever a delivery has ended."""

    def __init__(
        self,
        store: Store,
        adapter: Adapter[Any],
        told: Callable[[], None],
        *,
        lease: timedelta = LEASE,
    ) -> None:
        self.channel = adapter.channel
        self._store = store
        self._adapter = adapter
        self._told = told
        self._lease = lease
        self._pacing = Pacing(adapter.overall)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended: list[Settled] = []

    def ended(self) -> tuple[Sequence[Settled], int]:
        """How the deliveries that ended went, each told once, and how many more can be made."""
        ended, self._ended = self._ended, []
        return ended, self._adapter.parallel - len(self._tasks)

    def still_ended(self, settled: Sequence[Settled]) -> None:
        """These couldn't be written: they are told again."""
        self._ended = [*settled, *self._ended]

    def dispatch(self, settled: Sequence[Settled], most: int) -> Sequence[Delivery]:
        """Write how deliveries went, and claim the next. Called in a thread."""
        return self._store.dispatch(self.channel, datetime.now(UTC), self._lease, settled=settled, most=most)

    def start(self, deliveries: Sequence[Delivery]) -> None:
        """Make deliveries that were claimed."""
        for delivery in deliveries:
            task = asyncio.create_task(self._made(delivery))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """What is on its way gets a little time; what isn't done by then is uncertain by its lease."""
        if self._tasks:
            _, rest = await asyncio.wait(self._tasks, timeout=GRACE_SECONDS)
            for task in rest:
                task.cancel()
        if self._ended:
            await asyncio.to_thread(self.dispatch, self.ended()[0], 0)

    async def _made(self, delivery: Delivery) -> None:
        settled = await self._deliver(delivery)
        self._ended.append(settled)
        self._told()

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

"""The post: rounds that store what came in, answer whose turn it is, and write and claim what goes out.

A round is one transaction. What comes in while it runs waits for the next: a busy desk needs less than one for each
message, and a quiet one makes each round for a single message at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.assistant import Assistant, place_of
from bot.channels.sender import Sender
from bot.messages import Event
from storage.records import Delivery, Settled
from storage.store import Store

log = logging.getLogger("greendesk.post")

POLL_SECONDS = 1.0
AT_ONCE = 200
"""What at most shares one round, in requests."""

Stored = Sequence[bool] | Exception


@dataclass(frozen=True, slots=True)
class Given:
    """Events that wait to be stored, and who waits for it."""

    events: Sequence[tuple[str, Event]]
    stored: asyncio.Future[Sequence[bool]]

    def settle(self, outcome: Stored) -> None:
        """Tell whoever waits, unless the request was given up on."""
        if self.stored.done():
            return
        if isinstance(outcome, Exception):
            self.stored.set_exception(outcome)
        else:
            self.stored.set_result(outcome)


@dataclass(frozen=True, slots=True)
class _Lane:
    """A channel's sender in a round: what ended, and how many deliveries it can take up."""

    sender: Sender
    ended: Sequence[Settled]
    most: int


@dataclass(slots=True)
class _Round:
    """What came of a round."""

    stored: list[Stored] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    claimed: list[Sequence[Delivery]] = field(default_factory=list)
    unwritten: list[_Lane] = field(default_factory=list)
    more: bool = False


class Post:
    """Makes the rounds, in one event loop. `told` is called with the channels whose conversations were answered."""

    def __init__(self, assistant: Assistant, store: Store, told: Callable[[Sequence[str]], None]) -> None:
        self._assistant = assistant
        self._store = store
        self._told = told
        self._senders: list[Sender] = []
        self._waiting: list[Given] = []
        self._bell = asyncio.Event()
        self._under_way = asyncio.Lock()
        self._stopping = False

    async def take(self, events: Sequence[tuple[str, Event]]) -> Sequence[bool]:
        """Stores events durably, in this order; for each whether it is new."""
        given = Given(events, asyncio.get_running_loop().create_future())
        self._waiting.append(given)
        self._bell.set()
        return await given.stored

    def ring(self) -> None:
        """There may be something to do."""
        self._bell.set()

    def serve(self, sender: Sender) -> None:
        """From now on this sender's channel is sent to."""
        self._senders.append(sender)
        self._bell.set()

    async def leave(self, sender: Sender) -> None:
        """This sender takes nothing up any more; what it has on its way is finished and written."""
        self._senders.remove(sender)
        async with self._under_way:  # a round may still bring it something
            pass
        await sender.finish()

    async def run(self) -> None:
        """Makes rounds until stopped: at each ring, and each second for what came due or from another process."""
        while not self._stopping:
            self._bell.clear()
            try:
                more = await self._round()
            except Exception as error:  # noqa: BLE001 - the rounds must outlive any failure
                log.error("a round failed: %s", place_of(error))
                more = False
            if not more:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), POLL_SECONDS)

    def stop(self) -> None:
        """The end of all rounds."""
        self._stopping = True
        self._bell.set()

    async def _round(self) -> bool:
        """One round; whether there may be more to do at once."""
        batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        lanes = [_Lane(sender, *sender.ended()) for sender in self._senders]
        async with self._under_way:
            made = await asyncio.to_thread(self._made, batch, lanes)
            for given, outcome in zip(batch, made.stored, strict=True):
                given.settle(outcome)
            for lane in made.unwritten:
                lane.sender.still_ended(lane.ended)
            for lane, claimed in zip(lanes, made.claimed, strict=True):
                lane.sender.start(claimed)
        if made.answered:
            self._told(made.answered)
        return bool(self._waiting or made.answered or made.more)

    def _made(self, batch: Sequence[Given], lanes: Sequence[_Lane]) -> _Round:
        """A round's transaction, in a thread; where it fails, each part has one of its own."""
        try:
            if not (batch or any(lane.ended for lane in lanes) or self._anything_waits(lanes)):
                return _Round(claimed=[() for _ in lanes])
            with self._store.together():
                return self._parts(batch, lanes)
        except Exception as error:  # noqa: BLE001 - one part is at fault: the others go on
            log.error("a round failed: %s", place_of(error))
            return self._apart(batch, lanes)

    def _anything_waits(self, lanes: Sequence[_Lane]) -> bool:
        return self._store.anything_waits(datetime.now(UTC), [lane.sender.channel for lane in lanes if lane.most])

    def _parts(self, batch: Sequence[Given], lanes: Sequence[_Lane]) -> _Round:
        made = _Round()
        for lane in lanes:
            if lane.ended:  # first, for an answer may take up what was held
                lane.sender.dispatch(lane.ended, 0)
        flags = iter(self._assistant.receive_all([event for given in batch for event in given.events]))
        made.stored = [[next(flags) for _ in given.events] for given in batch]
        made.answered = self._assistant.answer_due()
        made.claimed = [lane.sender.dispatch((), lane.most) for lane in lanes]
        return made

    def _apart(self, batch: Sequence[Given], lanes: Sequence[_Lane]) -> _Round:
        made = _Round()
        made.stored = [self._stored(given) for given in batch]
        try:
            made.more = self._assistant.work()
        except Exception as error:  # noqa: BLE001 - tried again in the next round
            log.error("nobody can be answered: %s", place_of(error))
        made.claimed = list(self._dispatched(lanes, made))
        return made

    def _stored(self, given: Given) -> Stored:
        try:
            return self._assistant.receive_all(given.events)
        except Exception as error:  # noqa: BLE001 - told to whoever gave it
            return error

    @staticmethod
    def _dispatched(lanes: Sequence[_Lane], made: _Round) -> Iterator[Sequence[Delivery]]:
        for lane in lanes:
            try:
                yield lane.sender.dispatch(lane.ended, lane.most)
            except Exception as error:  # noqa: BLE001 - told again in the next round
                log.error("the outbox can't be reached: %s", place_of(error))
                made.unwritten.append(lane)
                yield ()

"""The inbox: storing arrivals once, giving turns, setting aside what keeps failing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from storage import statements
from storage.contacts import address_digests, create
from storage.group import MAX_ATTEMPTS, Group
from storage.outbox import put
from storage.records import Arrival, SetAside
from storage.tables import ConversationRow, InboxRow
from storage.turn import Turn
from storage.upkeep import Upkeep


@dataclass(slots=True)
class _Standing:
    """A conversation, and when it wants its turn."""

    id: int
    due_at: datetime | None


class Inbox(Upkeep):
    """What comes in."""

    def receive(self, arrival: Arrival) -> bool:
        """Store an arrival durably; False where its channel and event id were stored before.

        The first arrival from an address makes its contact and conversation.
        """
        return self.receive_all([arrival])[0]

    def receive_all(self, arrivals: Sequence[Arrival]) -> tuple[bool, ...]:
        """Store arrivals durably, all in one transaction, in this order; for each, whether it wasn't stored before."""
        if not arrivals:
            return ()
        first: dict[tuple[str, str], Arrival] = {}
        for arrival in arrivals:
            first.setdefault((arrival.channel, arrival.event_id), arrival)
        with self._writing() as session:
            standing = self._standing(session, first.values())
            connection = session.connection()
            receive = statements.RECEIVE[connection.dialect.name]
            new = {
                key
                for key, arrival in first.items()
                if receive.rows(connection, **_row(standing[_where(arrival)].id, arrival))
            }
            statements.WANTS_TURN.run_for(connection, _wanting(standing, [first[key] for key in first if key in new]))
        stored = []
        for arrival in arrivals:
            key = arrival.channel, arrival.event_id
            stored.append(key in new)
            new.discard(key)  # the same event again in one go isn't new
        return tuple(stored)

    def _standing(self, session: Session, arrivals: Iterable[Arrival]) -> dict[tuple[str, str], _Standing]:
        """The conversations these came in, locked; those of addresses heard of for the first time are made."""
        heard: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        since: dict[tuple[str, str], datetime] = {}
        for arrival in arrivals:
            since.setdefault(_where(arrival), arrival.received_at)
        for channel, address in sorted(since):
            for digest in address_digests(self._vault, channel, address):
                heard[channel][digest] = (channel, address)
        for _ in range(10):
            found = self._found(session, heard)
            missing = [where for where in sorted(since) if where not in found]
            if not missing:
                return found
            for channel, address in missing:
                create(session, self._vault, channel, address, since[channel, address])
        raise AssertionError("a conversation vanished ten times while it was being made")

    @staticmethod
    def _found(
        session: Session, heard: Mapping[str, Mapping[str, tuple[str, str]]]
    ) -> dict[tuple[str, str], _Standing]:
        connection = session.connection()
        found = {}
        for channel, places in sorted(heard.items()):
            for row in statements.AT_ADDRESSES.rows(connection, channel=channel, hashes=[*places]):
                found[places[row.address_hash]] = _Standing(row.id, row.due_at)
        return found

    @contextmanager
    def turn(self, now: datetime) -> Iterator[Turn | None]:
        """One conversation whose turn it is, as `turns` gives several; None where none is due."""
        with self.turns(now, 1) as turns:
            yield turns[0] if turns else None

    @contextmanager
    def turns(self, now: datetime, most: int) -> Iterator[tuple[Turn, ...]]:
        """Conversations whose turn it is, locked, each with its pending arrivals; of a contact one at a time.

        Everything done through the turns, and the arrivals being handled, is one transaction: committed at the end of
        the block, undone as a whole by an exception. Where it was for one turn, call `failed` with the arrivals' ids;
        where for several, give each a transaction of its own, to find the one at fault.
        """
        if not self._any(statements.ANYTHING_DUE, now=now):  # an idle worker takes no lock
            yield ()
            return
        with self._writing() as session:
            group = Group(session, self._vault, now, most)
            turns = tuple(Turn(group, place) for place in group.places)
            yield turns
            group.finish()
        if any(turn.erased for turn in turns):
            self._afterwards(self.forget_pages)

    def failed(
        self,
        arrival_ids: Sequence[int],
        error: str,
        now: datetime,
        *,
        apology: Mapping[str, Any] | None = None,
    ) -> tuple[int, ...]:
        """Count a failed turn against its arrivals; the ids of those now set aside (after three failures).

        `error` is a kind, such as an exception's class, never its text. Where something is set aside,
        `apology` is said to the person in the same transaction. The next try waits a second, then two; the
        last one takes the arrivals one by one, so that only the one at fault is lost.
        """
        with self._writing() as session:
            conversation = session.exec(
                select(ConversationRow)
                .where(
                    col(ConversationRow.id).in_(
                        select(InboxRow.conversation_id).where(col(InboxRow.id).in_(arrival_ids))
                    )
                )
                .with_for_update()
            ).one_or_none()
            if conversation is None or conversation.id is None:
                return ()
            failed = [row for row in pending(session, conversation.id) if row.id in set(arrival_ids)]
            given_up = tuple(row.id for row in failed if _count(row, error, now) and row.id is not None)
            session.flush()
            waiting = pending(session, conversation.id)
            conversation.due_at = now + timedelta(seconds=waiting[0].attempts) if waiting else None
            if given_up and apology is not None:
                put(session, conversation.id, apology, now)
        return given_up

    def set_aside(self) -> tuple[SetAside, ...]:
        """The arrivals given up, newest first, for the officers."""
        with self._reading() as session:
            rows = session.exec(
                select(InboxRow).where(col(InboxRow.state) == "set_aside").order_by(col(InboxRow.id).desc())
            )
            return tuple(
                SetAside(row.id or 0, row.channel, row.payload, row.received_at, row.error or "", row.closed_at)
                for row in rows
                if row.closed_at
            )


def _where(arrival: Arrival) -> tuple[str, str]:
    return arrival.channel, arrival.address


def _row(conversation: int, arrival: Arrival) -> dict[str, Any]:
    return {
        "conversation_id": conversation,
        "channel": arrival.channel,
        "event_id": arrival.event_id,
        "payload": dict(arrival.payload),
        "received_at": arrival.received_at,
        "due_at": arrival.due_at,
        "state": "pending",
        "attempts": 0,
        "place": arrival.place,
        "message": arrival.message,
    }


def _wanting(standing: Mapping[tuple[str, str], _Standing], new: Iterable[Arrival]) -> list[dict[str, Any]]:
    """When each conversation that something new came in wants its turn."""
    wanting = {}
    for arrival in new:
        conversation = standing[_where(arrival)]
        conversation.due_at = _due(conversation.due_at, arrival)
        values = {"conversation": conversation.id, "due": conversation.due_at, "now": arrival.received_at}
        wanting[conversation.id] = values
    return list(wanting.values())


def _due(standing: datetime | None, arrival: Arrival) -> datetime:
    """When a conversation wants its turn: at once if anything in it does, else a moment after the last."""
    if standing is None or arrival.due_at <= arrival.received_at:
        return arrival.due_at if standing is None else min(standing, arrival.due_at)
    return standing if standing <= arrival.received_at else arrival.due_at


def pending(session: Session, conversation_id: int) -> Sequence[InboxRow]:
    """A conversation's pending arrivals, by their place, then in the order in which they came."""
    return session.exec(
        select(InboxRow)
        .where(col(InboxRow.conversation_id) == conversation_id, col(InboxRow.state) == "pending")
        .order_by(col(InboxRow.place), col(InboxRow.id))
    ).all()


def _count(row: InboxRow, error: str, now: datetime) -> bool:
    row.attempts += 1
    row.error = error[:255]
    if row.attempts < MAX_ATTEMPTS:
        return False
    row.state, row.closed_at = "set_aside", now
    return True

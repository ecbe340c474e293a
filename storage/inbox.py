"""The inbox: storing arrivals once, giving turns, setting aside what keeps failing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlmodel import Session, col, select

from storage.contacts import contact_for
from storage.outbox import put
from storage.records import Arrival, SetAside
from storage.tables import ConversationRow, IdentityRow, InboxRow
from storage.turn import Turn
from storage.upkeep import Upkeep
from storage.upsert import insert_unless_there
from storage.vault import Vault

MAX_ATTEMPTS = 3


class Inbox(Upkeep):
    """What comes in."""

    def receive(self, arrival: Arrival) -> bool:
        """Store an arrival durably; False where its channel and event id were stored before.

        The first arrival from an address makes its contact and conversation.
        """
        return self.receive_all([arrival])[0]

    def receive_all(self, arrivals: Sequence[Arrival]) -> tuple[bool, ...]:
        """Store arrivals durably, all in one transaction, in this order; for each, whether it wasn't stored before."""
        stored = [False] * len(arrivals)
        # Sorted, so that two processes lock the conversations in the same order; each one's stay in theirs.
        order = sorted(range(len(arrivals)), key=lambda place: _where(arrivals[place]))
        with self._writing() as session:
            for (channel, address), places in groupby(order, key=lambda place: _where(arrivals[place])):
                first, *more = places
                conversation, _ = contact_for(session, self._vault, channel, address, arrivals[first].received_at)
                for place in (first, *more):
                    stored[place] = _store(session, conversation, arrivals[place])
        return tuple(stored)

    @contextmanager
    def turn(self, now: datetime) -> Iterator[Turn | None]:
        """One conversation whose turn it is, locked, with its pending arrivals; None where none is due.

        Everything done through the Turn, and the arrivals being handled, is one transaction: committed at
        the end of the block, undone as a whole by an exception (then call `failed` with the arrivals' ids).
        """
        if not self._anything_due(now):  # an idle worker takes no lock
            yield None
            return
        with self._writing() as session:
            turn = _take(session, now, self._vault)
            yield turn
            if turn:
                turn.finish()
        if turn and turn.erased:
            self.forget_pages()

    def _anything_due(self, now: datetime) -> bool:
        with self._reading() as session:
            due = select(ConversationRow.id).where(col(ConversationRow.due_at) <= now).limit(1)
            return session.exec(due).first() is not None

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


def _store(session: Session, conversation: ConversationRow, arrival: Arrival) -> bool:
    values = {
        "conversation_id": conversation.id,
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
    if insert_unless_there(session, InboxRow, values) is None:
        return False
    conversation.due_at = _due(conversation.due_at, arrival)
    conversation.updated_at = arrival.received_at
    return True


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


def _take(session: Session, now: datetime, vault: Vault) -> Turn | None:
    found = session.exec(
        select(ConversationRow, IdentityRow)
        .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
        .where(col(ConversationRow.due_at) <= now)
        .order_by(col(ConversationRow.due_at), col(ConversationRow.id))
        .limit(1)
        .with_for_update(of=ConversationRow, skip_locked=True)
    ).first()
    if found is None:
        return None
    conversation, identity = found
    assert conversation.id is not None
    waiting = pending(session, conversation.id)
    taken = _ripe(waiting, now)
    rest = waiting[len(taken) :]
    conversation.due_at = max(row.due_at for row in rest) if rest else None
    return Turn(session, conversation, identity, taken, now, vault)


def _ripe(waiting: Sequence[InboxRow], now: datetime) -> Sequence[InboxRow]:
    """What a turn takes: all up to the last one that is due. One that failed twice is taken alone.

    Where the turn comes late, what has only just come in still waits for more of its own burst.
    """
    if waiting and waiting[0].attempts >= MAX_ATTEMPTS - 1:
        return waiting[:1]
    last_due = max((place for place, row in enumerate(waiting) if row.due_at <= now), default=len(waiting) - 1)
    return waiting[: last_due + 1]


def _count(row: InboxRow, error: str, now: datetime) -> bool:
    row.attempts += 1
    row.error = error[:255]
    if row.attempts < MAX_ATTEMPTS:
        return False
    row.state, row.closed_at = "set_aside", now
    return True

"""The outbox: deliveries in order per conversation, claimed with a lease, never blindly sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage.contacts import conversation_of
from storage.database import Database
from storage.records import Delivery, Line, Settled, Undelivered
from storage.tables import ConversationRow, IdentityRow, OutboxRow, TranscriptRow


def put(session: Session, conversation_id: int, payload: Mapping[str, Any], now: datetime) -> None:
    """Queue one delivery; the caller holds the conversation, so ids follow the order of what was said."""
    session.add(OutboxRow(conversation_id=conversation_id, payload=dict(payload), created_at=now, due_at=now))
    session.flush()


class Outbox(Database):
    """What goes out."""

    def outbox_after(self, channel: str, address: str, last_id: int) -> tuple[Delivery, ...]:
        """The deliveries to an address past an id (0: all that are kept), in order: how the page reads."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            if found is None:
                return ()
            rows = session.exec(
                select(OutboxRow)
                .where(col(OutboxRow.conversation_id) == found[0].id, col(OutboxRow.id) > last_id)
                .order_by(col(OutboxRow.id))
            ).all()
            return tuple(_delivery(row, address) for row in rows if row.payload is not None)

    def transcript(self, channel: str, address: str) -> tuple[Line, ...]:
        """What was said in the conversation at an address, oldest first."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            if found is None:
                return ()
            rows = session.exec(
                select(TranscriptRow)
                .where(col(TranscriptRow.conversation_id) == found[0].id)
                .order_by(col(TranscriptRow.id))
            )
            return tuple(Line(row.speaker, row.text, row.at) for row in rows)

    def dispatch(
        self, channel: str, now: datetime, lease: timedelta, *, settled: Sequence[Settled] = (), most: int = 1
    ) -> tuple[Delivery, ...]:
        """Settle what was sent and lease the next deliveries of a channel to the caller, in one transaction.

        A conversation's deliveries come in order: none while an earlier one is on its way or waits for a
        retry, so each one returned is of another conversation. One whose lease ran out (its sender died) becomes
        uncertain: it may or may not have been sent.
        """
        if not (settled or self._anything_to_send(channel, now)):  # an idle sender takes no lock
            return ()
        with self._writing() as session:
            for one in settled:
                _settle(session, one, now)
            session.exec(
                update(OutboxRow)
                .where(col(OutboxRow.state) == "sending", col(OutboxRow.lease_until) <= now)
                .values(state="uncertain", error="lease ran out", closed_at=now)
            )
            claimed = []
            for row, identity in session.exec(_next_deliveries(channel, now, most)).all() if most else ():
                row.state, row.lease_until, row.attempts = "sending", now + lease, row.attempts + 1
                claimed.append(_delivery(row, identity.address))
            return tuple(claimed)

    def _anything_to_send(self, channel: str, now: datetime) -> bool:
        ready = (col(OutboxRow.state) == "pending") & (col(OutboxRow.due_at) <= now)
        died = (col(OutboxRow.state) == "sending") & (col(OutboxRow.lease_until) <= now)
        with self._reading() as session:
            query = (
                select(OutboxRow.id)
                .join(ConversationRow, col(OutboxRow.conversation_id) == col(ConversationRow.id))
                .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
                .where(col(IdentityRow.channel) == channel, ready | died)
                .limit(1)
            )
            return session.exec(query).first() is not None

    def undelivered(self) -> tuple[Undelivered, ...]:
        """The deliveries that may not have arrived or never will, newest first."""
        with self._reading() as session:
            rows = session.exec(
                select(OutboxRow, IdentityRow)
                .join(ConversationRow, col(OutboxRow.conversation_id) == col(ConversationRow.id))
                .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
                .where(col(OutboxRow.state).in_(("uncertain", "refused")))
                .order_by(col(OutboxRow.id).desc())
            )
            return tuple(
                Undelivered(row.id or 0, identity.channel, row.state, row.payload, row.created_at, row.error or "")
                for row, identity in rows
            )


def _settle(session: Session, one: Settled, now: datetime) -> None:
    """Write how it went. A late word settles an uncertain one; what was sent stays sent."""
    state, due = ("pending", {"due_at": one.due_at or now}) if one.state == "later" else (one.state, {})
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.id) == one.id, col(OutboxRow.state).in_(("sending", "uncertain")))
        .values(
            state=state,
            error=one.error[:255] if one.error else None,
            closed_at=None if one.state in ("later", "held") else now,
            lease_until=None,
            done=one.done,
            **due,
        )
    )
    if one.state == "dropped":
        theirs = select(OutboxRow.conversation_id).where(col(OutboxRow.id) == one.id).scalar_subquery()
        drop_waiting(session, theirs, now)


def drop_waiting(session: Session, conversation_id: Any, now: datetime) -> None:  # noqa: ANN401 (an id or a query)
    """Nothing that waits is sent to this conversation any more."""
    session.exec(
        update(OutboxRow)
        .where(col(OutboxRow.conversation_id) == conversation_id, col(OutboxRow.state).in_(("pending", "held")))
        .values(state="dropped", closed_at=now)
        .execution_options(synchronize_session=False)
    )


def take_held(session: Session, conversation_id: int, now: datetime) -> tuple[Mapping[str, Any], ...]:
    """What was held for this conversation, oldest first, to be said with the next delivery."""
    mine = (col(OutboxRow.conversation_id) == conversation_id, col(OutboxRow.state) == "held")
    rows = session.exec(select(OutboxRow).where(*mine).order_by(col(OutboxRow.id))).all()
    held = tuple(row.payload for row in rows if row.payload)
    for row in rows:
        row.state, row.closed_at, row.payload = "joined", now, None
    return held


def _next_deliveries(channel: str, now: datetime, most: int) -> Any:  # noqa: ANN401 (a select of two tables)
    earlier = aliased(OutboxRow)
    return (
        select(OutboxRow, IdentityRow)
        .join(ConversationRow, col(OutboxRow.conversation_id) == col(ConversationRow.id))
        .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
        .where(
            col(IdentityRow.channel) == channel,
            col(OutboxRow.state) == "pending",
            col(OutboxRow.due_at) <= now,
            col(OutboxRow.payload).is_not(None),
            ~exists().where(
                col(earlier.conversation_id) == col(OutboxRow.conversation_id),
                col(earlier.id) < col(OutboxRow.id),
                col(earlier.state).in_(("pending", "sending")),
            ),
        )
        .order_by(col(OutboxRow.id))
        .limit(most)
        .with_for_update(of=OutboxRow, skip_locked=True)
    )


def _delivery(row: OutboxRow, address: str) -> Delivery:
    assert row.id is not None
    return Delivery(row.id, address, row.payload or {}, row.created_at, row.attempts, row.done)

"""The outbox: deliveries in order per conversation, claimed with a lease, never blindly sent again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from storage import statements
from storage.contacts import conversation_of
from storage.database import Database
from storage.records import Delivery, Settled, Undelivered
from storage.tables import ConversationRow, IdentityRow, OutboxRow


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

    def dispatch(
        self, channel: str, now: datetime, lease: timedelta, *, settled: Sequence[Settled] = (), most: int = 1
    ) -> tuple[Delivery, ...]:
        """Settle what was sent and lease the next deliveries of a channel to the caller, in one transaction.

        A conversation's deliveries come in order: none while an earlier one is on its way or waits for a
        retry, so each one returned is of another conversation. One whose lease ran out (its sender died) becomes
        uncertain: it may or may not have been sent.
        """
        if not (settled or self._any(statements.ANYTHING_TO_SEND, channel=channel, now=now)):
            return ()  # an idle sender takes no lock
        with self._writing() as session:
            connection = session.connection()
            _settle(session, settled, now)
            statements.GIVE_UP_DEAD.run(connection, now=now)
            if not most:
                return ()
            rows = statements.NEXT.rows(connection, channel=channel, now=now, most=most)
            if rows:
                statements.CLAIM.run(connection, deliveries=[row.id for row in rows], until=now + lease)
            return tuple(
                Delivery(row.id, row.address, row.payload, row.created_at, row.attempts + 1, row.done) for row in rows
            )

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


def _settle(session: Session, settled: Sequence[Settled], now: datetime) -> None:
    """Write how it went."""
    statements.SETTLE.run_for(
        session.connection(),
        [
            {
                "delivery": one.id,
                "becomes": "pending" if one.state == "later" else one.state,
                "kind": one.error[:255] if one.error else None,
                "closed": None if one.state in ("later", "held") else now,
                "due": (one.due_at or now) if one.state == "later" else None,
                "calls": one.done,
            }
            for one in settled
        ],
    )
    for one in settled:
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


def _delivery(row: OutboxRow, address: str) -> Delivery:
    assert row.id is not None
    return Delivery(row.id, address, row.payload or {}, row.created_at, row.attempts, row.done)

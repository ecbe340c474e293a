"""The outbox: deliveries in order per conversation, claimed with a lease, never blindly sent again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage.contacts import conversation_of
from storage.database import Database
from storage.records import Delivery, Line
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

    def claim(self, channel: str, now: datetime, lease: timedelta) -> Delivery | None:
        """The next delivery of a channel, leased to the caller, who sends it and then marks it.

        A conversation's deliveries come in order: none while an earlier one is on its way or waits for a
        retry. One whose lease ran out (its sender died) becomes uncertain: it may or may not have been sent.
        """
        with self._writing() as session:
            session.exec(
                update(OutboxRow)
                .where(col(OutboxRow.state) == "sending", col(OutboxRow.lease_until) <= now)
                .values(state="uncertain", error="lease ran out", closed_at=now)
            )
            found = session.exec(_next_delivery(channel, now)).first()
            if found is None:
                return None
            row, identity = found
            row.state, row.lease_until, row.attempts = "sending", now + lease, row.attempts + 1
            return _delivery(row, identity.address)

    def mark_sent(self, delivery_id: int, now: datetime) -> None:
        """The platform has taken it."""
        self._mark(delivery_id, state="sent", closed_at=now, error=None)

    def mark_uncertain(self, delivery_id: int, error: str, now: datetime) -> None:
        """Nobody can tell whether it arrived: shown so to the officers, not sent again. `error` is a kind."""
        self._mark(delivery_id, state="uncertain", closed_at=now, error=error[:255])

    def retry_later(self, delivery_id: int, error: str, due_at: datetime) -> None:
        """It surely didn't arrive: send it again from `due_at`, later ones of the conversation after it."""
        self._mark(delivery_id, state="pending", due_at=due_at, error=error[:255], closed_at=None)

    def _mark(self, delivery_id: int, **values: object) -> None:
        with self._writing() as session:
            session.exec(
                update(OutboxRow)
                .where(col(OutboxRow.id) == delivery_id, col(OutboxRow.state).in_(("sending", "uncertain")))
                .values(lease_until=None, **values)
            )


def _next_delivery(channel: str, now: datetime) -> Any:  # noqa: ANN401 (a select of two tables)
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
        .limit(1)
        .with_for_update(of=OutboxRow, skip_locked=True)
    )


def _delivery(row: OutboxRow, address: str) -> Delivery:
    assert row.id is not None
    return Delivery(row.id, address, row.payload or {}, row.created_at, row.attempts)

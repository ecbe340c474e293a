"""Retention: what has had its time goes, and nothing a day before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, false, func, or_
from sqlmodel import Session, col, select, update

from storage.records import RetentionReport
from storage.tables import (
    ConsentRow,
    ContactRow,
    ConversationRow,
    DraftRow,
    IdentityRow,
    InboxRow,
    JobRow,
    LinkCodeRow,
    MissRow,
    OutboxRow,
    PurchaseFileRow,
    RememberedRow,
    StaffRequestRow,
    SubscriptionRow,
    TranscriptRow,
)
from storage.upkeep import Upkeep


class Retention(Upkeep):
    """What is kept how long."""

    def retention(
        self,
        now: datetime,
        *,
        undrafted_days: int = 30,
        delivered_days: int = 7,
        draft_days: int = 365,
        miss_days: int = 365,
        list_days: int = 30,
    ) -> RetentionReport:
        """Remove what has been kept for its whole period; something exactly that old goes.

        - Without a standing consent, what a person said and where the dialog stood go `undrafted_days` after
          the last word, drafts after the last change; with one, both after `draft_days`. A draft that was
          handed over stays. A contact of whom nothing is left goes too.
        - The contents of handled arrivals and sent deliveries go after `delivered_days`; the emptied rows,
          what was set aside and what was never fetched after `undrafted_days`.
        - Purchase lists, with what was made of them, go `list_days` after they were last worked on, or a day after
          they came where nobody agreed to their being kept; what was remembered of them after `draft_days`.
        - Transcript lines and requests that are done go after `draft_days`, misses after `miss_days`, jobs
          that are done after `undrafted_days`.
        """
        short, long = now - timedelta(days=undrafted_days), now - timedelta(days=draft_days)
        with self._writing() as session:
            _gone(session, LinkCodeRow, col(LinkCodeRow.expires_at) <= now)
            purchases = _gone(session, PurchaseFileRow, _unwanted_list(now, list_days))
            remembered = _gone(session, RememberedRow, col(RememberedRow.updated_at) <= long)
            drafts = _gone(session, DraftRow, _unwanted_draft(short, long))
            conversations, contacts = _idle_conversations(session, short, long)
            report = RetentionReport(
                conversations=conversations,
                contacts=contacts,
                payloads=_messages(session, now - timedelta(days=delivered_days), short),
                transcript=_gone(session, TranscriptRow, col(TranscriptRow.at) <= long),
                drafts=drafts,
                misses=_gone(session, MissRow, col(MissRow.at) <= now - timedelta(days=miss_days)),
                requests=_gone(session, StaffRequestRow, col(StaffRequestRow.closed_at) <= long),
                jobs=_gone(session, JobRow, col(JobRow.closed_at) <= short),
                purchases=purchases,
                remembered=remembered,
            )
        self.forget_pages()
        return report


def _gone(session: Session, table: Any, condition: ColumnElement[bool]) -> int:  # noqa: ANN401 (a table)
    result = session.exec(delete(table).where(condition).execution_options(synchronize_session=False))
    return result.rowcount


def _consents(contact_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 (a column)
    """Whether the contact's latest answer to a notice is a consent."""
    latest = (
        select(ConsentRow.given)
        .where(col(ConsentRow.contact_id) == contact_id)
        .order_by(col(ConsentRow.id).desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(latest, false())


def _unwanted_draft(short: datetime, long: datetime) -> ColumnElement[bool]:
    changed = col(DraftRow.updated_at)
    return and_(
        col(DraftRow.handed_over_at).is_(None),
        or_(changed <= long, and_(changed <= short, ~_consents(col(DraftRow.contact_id)))),
    )


def _unwanted_list(now: datetime, days: int) -> ColumnElement[bool]:
    added, used = col(PurchaseFileRow.added_at), col(PurchaseFileRow.updated_at)
    unagreed = and_(col(PurchaseFileRow.agreed).is_(False), added <= now - timedelta(days=1))
    return or_(used <= now - timedelta(days=days), unagreed)


def _idle_conversations(session: Session, short: datetime, long: datetime) -> tuple[int, int]:
    """Empty the conversations idle for their whole period, drop the contacts left with nothing."""
    said = col(ConversationRow.updated_at)
    idle = session.exec(
        select(ConversationRow, IdentityRow)
        .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
        .where(
            col(ConversationRow.due_at).is_(None),
            or_(said <= long, and_(said <= short, ~_consents(col(IdentityRow.contact_id)))),
        )
        .with_for_update(of=ConversationRow, skip_locked=True)
    ).all()
    emptied = sum(_empty(session, row) for row, _ in idle)
    ids = [row.id for row, _ in idle]
    dropped = 0
    for contact_id in {identity.contact_id for _, identity in idle}:
        dropped += _gone(session, ContactRow, and_(col(ContactRow.id) == contact_id, _nothing_left(ids)))
    return emptied, dropped


def _empty(session: Session, row: ConversationRow) -> bool:
    here = row.id
    lines = _gone(session, TranscriptRow, col(TranscriptRow.conversation_id) == here)
    sent = _gone(session, OutboxRow, col(OutboxRow.conversation_id) == here)
    session.exec(
        update(InboxRow).where(col(InboxRow.conversation_id) == here).values(payload=None, conversation_id=None)
    )
    had_state = bool(row.state)
    row.state = {}
    session.flush()
    return had_state or lines > 0 or sent > 0


def _nothing_left(idle: list[int | None]) -> ColumnElement[bool]:
    """No draft, list, memory, wish, open request or job, and no conversation that isn't idle."""
    contact = col(ContactRow.id)
    return ~or_(
        exists().where(col(DraftRow.contact_id) == contact),
        exists().where(col(PurchaseFileRow.contact_id) == contact),
        exists().where(col(RememberedRow.contact_id) == contact),
        exists().where(col(SubscriptionRow.contact_id) == contact),
        exists().where(col(StaffRequestRow.contact_id) == contact, col(StaffRequestRow.state) == "open"),
        exists().where(col(JobRow.contact_id) == contact, col(JobRow.closed_at).is_(None)),
        exists().where(
            col(IdentityRow.contact_id) == contact,
            col(ConversationRow.identity_id) == col(IdentityRow.id),
            col(ConversationRow.id).not_in(idle),
        ),
    )


def _messages(session: Session, delivered: datetime, old: datetime) -> int:
    """Empty what was handled or sent, then drop the old rows; how many contents went."""
    emptied = 0
    for table, state, since in (
        (InboxRow, "handled", col(InboxRow.closed_at)),
        (OutboxRow, "sent", col(OutboxRow.created_at)),
    ):
        result = session.exec(
            update(table)
            .where(col(table.state) == state, col(table.closed_at) <= delivered, col(table.payload).is_not(None))
            .values(payload=None)
            .execution_options(synchronize_session=False)
        )
        still_full = and_(since <= old, col(table.payload).is_not(None))
        kept = session.exec(select(func.count()).select_from(table).where(still_full)).one()
        _gone(session, table, since <= old)
        emptied += result.rowcount + kept
    return emptied

"""A contact's rights: a copy of everything kept, and the erasure of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select, update

from storage import contacts, drafts, evidence
from storage.records import DraftEvent, Json
from storage.states import DraftState
from storage.tables import (
    ContactRow,
    ConversationRow,
    DraftEventRow,
    DraftRow,
    EvidenceRow,
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

_OWNED = (
    ("misses", MissRow, ("question", "entry", "kind", "at")),
    ("requests", StaffRequestRow, ("kind", "text", "case", "fact", "state", "created_at")),
    ("subscriptions", SubscriptionRow, ("programme", "edition", "created_at")),
    ("purchase_files", PurchaseFileRow, ("name", "size", "sha256", "result_name", "added_at", "updated_at")),
    ("remembered", RememberedRow, ("kind", "key", "value", "updated_at")),
    ("jobs", JobRow, ("kind", "payload", "due_at", "state")),
)
_SAID = (
    ("transcript", TranscriptRow, ("speaker", "text", "at")),
    ("received", InboxRow, ("payload", "received_at", "state")),
    ("sent", OutboxRow, ("payload", "created_at", "state")),
)


def export(session: Session, contact_id: int) -> Json:
    """Everything kept of a contact as plain JSON, times in ISO 8601 (UTC)."""
    contact = session.get_one(ContactRow, contact_id)
    cases = [drafts.find(session, draft.case) for draft in drafts.of_contact(session, contact_id)]
    found = {
        "contact": {"created_at": contact.created_at},
        "consents": [asdict(consent) for consent in contacts.consents(session, contact_id)],
        "drafts": [_case(session, row) for row in cases if row],
        "conversations": [
            _conversation(session, row, identity) for row, identity in _conversations(session, contact_id)
        ],
    }
    for name, table, fields in _OWNED:
        rows = session.exec(select(table).where(col(table.contact_id) == contact_id).order_by(col(table.id))).all()
        found[name] = [{field: getattr(row, field) for field in fields} for row in rows]
    plain: Json = _plain(found)
    return plain


def _case(session: Session, row: DraftRow) -> Json:
    case = drafts.case_record(session, row)
    kept = {key: value for key, value in asdict(case.draft).items() if key not in ("id", "contact_id")}
    files = evidence.of_drafts(session, col(DraftRow.id) == row.id)  # type: ignore[arg-type]
    kept["evidence"] = [{name: value for name, value in asdict(one).items() if name != "id"} for one in files]
    return {**kept, "events": [asdict(event) for event in case.events]}


def _conversation(session: Session, row: ConversationRow, identity: IdentityRow) -> Json:
    found = {
        "channel": identity.channel,
        "address": identity.address,
        "since": identity.created_at,
        "state": row.state,
    }
    for name, table, fields in _SAID:
        rows = session.exec(select(table).where(col(table.conversation_id) == row.id).order_by(col(table.id))).all()
        found[name] = [{field: getattr(line, field) for field in fields} for line in rows]
    return found


def _conversations(session: Session, contact_id: int) -> list[tuple[ConversationRow, IdentityRow]]:
    return list(
        session.exec(
            select(ConversationRow, IdentityRow)
            .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
            .where(col(IdentityRow.contact_id) == contact_id)
            .order_by(col(ConversationRow.id))
        )
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 (any JSON value)
    """Times and states as text, the rest as it is."""
    match value:
        case datetime():
            return value.isoformat()
        case str():
            return str(value)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    return value


def erase(session: Session, row: ConversationRow, identity: IdentityRow, now: datetime) -> None:
    """Delete a contact's data everywhere; the conversation and its identity become a new contact's.

    Emptied rows of the inbox stay a while, tied to nobody, so that an event the platform delivers again isn't
    answered again.
    """
    old = identity.contact_id
    fresh = ContactRow(created_at=now)
    session.add(fresh)
    session.flush()
    assert fresh.id is not None
    for draft in session.exec(select(DraftRow).where(col(DraftRow.contact_id) == old)).all():
        _bury(session, draft, now)
    identity.contact_id, identity.created_at = fresh.id, now
    row.state, row.handled_by = {}, "bot"
    session.flush()
    conversations = [other.id for other, _ in _conversations(session, old)] + [row.id]
    session.exec(
        update(InboxRow)
        .where(
            col(InboxRow.conversation_id).in_(conversations),
            (col(InboxRow.conversation_id) != row.id) | (col(InboxRow.state) != "pending"),
        )
        .values(payload=None, conversation_id=None, state="handled", closed_at=now)
    )
    session.exec(delete(OutboxRow).where(col(OutboxRow.conversation_id) == row.id))
    session.exec(delete(LinkCodeRow).where(col(LinkCodeRow.conversation_id) == row.id))
    session.exec(delete(TranscriptRow).where(col(TranscriptRow.conversation_id) == row.id))
    session.exec(delete(MissRow).where(col(MissRow.contact_id) == old))
    session.exec(delete(ContactRow).where(col(ContactRow.id) == old))


def _bury(session: Session, draft: DraftRow, now: datetime) -> None:
    """Delete a draft; of one that was handed over leave a tombstone without personal data."""
    if draft.handed_over_at is None:
        session.delete(draft)
        session.flush()
        return
    session.exec(delete(DraftEventRow).where(col(DraftEventRow.draft_id) == draft.id))
    session.exec(delete(EvidenceRow).where(col(EvidenceRow.draft_id) == draft.id))
    before = DraftState(draft.state)
    draft.contact_id, draft.answers, draft.firm_name, draft.ubn = None, [], None, None
    draft.state, draft.version, draft.updated_at = DraftState.ERASED.value, draft.version + 1, now
    drafts.log(session, draft, before, DraftEvent("erased", "firm", now))

"""Drafts: case numbers, versions compared on every write, the history of every step."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, col, select, update

from storage import statements
from storage.errors import IllegalTransition, StaleDraft, UnknownCase
from storage.records import CaseRecord, DraftEvent, DraftRecord, Json, StoredEvent
from storage.states import DraftState, allowed
from storage.tables import DraftEventRow, DraftRow
from storage.upsert import insert_unless_there

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing taken for another: no 0 O, 1 I L, U
_TAIPEI = timezone(timedelta(hours=8))


def new_case(now: datetime) -> str:
    """A case number such as GT-107-4K7Q2M: the ROC year in Taipei and six letters that can't be guessed."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"GT-{now.astimezone(_TAIPEI).year - 1911}-{letters}"


def create(
    session: Session,
    contact_id: int,
    programme: str,
    edition: str,
    trial: bool,
    answers: Sequence[Json],
    actor: str,
    now: datetime,
) -> DraftRecord:
    """A new draft in the state filling, with the event "started"."""
    values = {
        "contact_id": contact_id,
        "programme": programme,
        "edition": edition,
        "trial": trial,
        "state": DraftState.FILLING.value,
        "version": 1,
        "answers": list(answers),
        "created_at": now,
        "updated_at": now,
    }
    draft_id = None
    while draft_id is None:
        draft_id = insert_unless_there(session, DraftRow, {**values, "case": new_case(now)})
    row = session.get_one(DraftRow, draft_id)
    log(session, row, DraftState.FILLING, DraftEvent("started", actor, now))
    return record(row)


def find(session: Session, case: str, contact_id: int | None = None) -> DraftRow | None:
    """A draft by its case number, as typed; only among a contact's own where one is given."""
    query = select(DraftRow).where(col(DraftRow.case) == case.strip().upper())
    if contact_id is not None:
        query = query.where(col(DraftRow.contact_id) == contact_id)
    return session.exec(query).first()


def of_contact(session: Session, contact_id: int) -> tuple[DraftRecord, ...]:
    """A contact's drafts, the last changed first."""
    return of_contacts(session.connection(), [contact_id]).get(contact_id, ())


def of_contacts(connection: Connection, contact_ids: Sequence[int]) -> dict[int, tuple[DraftRecord, ...]]:
    """The drafts of each of these contacts that has any, the last changed first."""
    found: dict[int, tuple[DraftRecord, ...]] = {}
    for row in statements.DRAFTS.rows(connection, contacts=contact_ids):
        found[row.contact_id] = (*found.get(row.contact_id, ()), record(row))
    return found


def write(session: Session, draft: DraftRecord, event: DraftEvent, *, contact_id: int | None = None) -> DraftRecord:
    """Write a draft's state, answers and plain columns if its version still stands, and log the event.

    Raises UnknownCase, StaleDraft, IllegalTransition; ValueError for a handover without its snapshot.
    """
    row = find(session, draft.case, contact_id)
    if row is None:
        raise UnknownCase(draft.case)
    before, after = DraftState(row.state), DraftState(draft.state)
    if row.version != draft.version:
        raise StaleDraft(draft.case)
    if not allowed(before, after, trial=row.trial):
        raise IllegalTransition(draft.case, before, after)
    handing_over = after is DraftState.HANDED_OVER and before is not after
    if handing_over and event.snapshot is None:
        raise ValueError("what is handed over is stored whole: give the event a snapshot")
    _update(
        session,
        draft,
        {
            "state": after.value,
            "version": draft.version + 1,
            "answers": list(draft.answers),
            "firm_name": _plain(draft.firm_name, 255),
            "ubn": _plain(draft.ubn, 32),
            "updated_at": event.at,
            "handed_over_at": event.at if handing_over else row.handed_over_at,
        },
    )
    session.refresh(row)
    log(session, row, before, event)
    return record(row)


def _update(session: Session, draft: DraftRecord, values: Mapping[str, Any]) -> None:
    """The version is compared in the statement itself: two writers can't both win, on any database."""
    result = session.exec(
        update(DraftRow)
        .where(col(DraftRow.case) == draft.case, col(DraftRow.version) == draft.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:
        raise StaleDraft(draft.case)


def _plain(text: str | None, longest: int) -> str | None:
    """What a plain column can hold on every database; the answers keep the words as typed."""
    if text is None:
        return None
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")[:longest]


def log(session: Session, row: DraftRow, before: DraftState, event: DraftEvent) -> None:
    """Add an event to a draft as it now stands."""
    assert row.id is not None
    session.add(
        DraftEventRow(
            draft_id=row.id,
            kind=event.kind,
            actor=event.actor,
            at=event.at,
            before=before.value,
            after=row.state,
            version=row.version,
            detail=dict(event.detail),
            snapshot=dict(event.snapshot) if event.snapshot is not None else None,
        )
    )
    session.flush()


def record(row: DraftRow) -> DraftRecord:
    """A draft as callers see it."""
    assert row.id is not None
    return DraftRecord(
        id=row.id,
        case=row.case,
        contact_id=row.contact_id,
        programme=row.programme,
        edition=row.edition,
        trial=row.trial,
        state=DraftState(row.state),
        version=row.version,
        answers=list(row.answers),
        firm_name=row.firm_name,
        ubn=row.ubn,
        created_at=row.created_at,
        updated_at=row.updated_at,
        handed_over_at=row.handed_over_at,
    )


def case_record(session: Session, row: DraftRow) -> CaseRecord:
    """A draft with its events, oldest first."""
    events = session.exec(
        select(DraftEventRow).where(col(DraftEventRow.draft_id) == row.id).order_by(col(DraftEventRow.id))
    )
    return CaseRecord(
        record(row),
        tuple(
            StoredEvent(
                kind=event.kind,
                actor=event.actor,
                at=event.at,
                before=DraftState(event.before),
                after=DraftState(event.after),
                version=event.version,
                detail=event.detail,
                snapshot=event.snapshot,
            )
            for event in events
        ),
    )

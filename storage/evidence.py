"""Evidence: photos and PDFs on a draft, sealed in the database, so that they are backed up and erased with it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, delete, func, select

from storage import drafts
from storage.database import Database
from storage.records import DraftEvent, Evidence
from storage.states import DraftState
from storage.tables import DraftEventRow, DraftRow, EvidenceRow
from storage.upsert import insert_unless_there

Kept = Literal["kept", "there", "too_many", "no_draft"]
EDITABLE = (DraftState.FILLING, DraftState.READY)
"""While a draft stands so, what belongs to it can still be taken back."""


def of_drafts(session: Session, *conditions: bool) -> tuple[Evidence, ...]:
    """The evidence of the drafts that these conditions pick, oldest first, without the contents."""
    rows = session.exec(
        select(
            EvidenceRow.id,
            DraftRow.case,
            EvidenceRow.kind,
            EvidenceRow.name,
            EvidenceRow.size,
            EvidenceRow.sha256,
            EvidenceRow.added_at,
        )  # type: ignore[call-overload]
        .join(DraftRow, col(EvidenceRow.draft_id) == col(DraftRow.id))
        .where(*conditions)
        .order_by(col(EvidenceRow.id))
    )
    return tuple(Evidence(*row) for row in rows)


def take_back(session: Session, contact_id: int, source: str, now: datetime) -> None:
    """Delete what a file brought to a contact's drafts, where these haven't been handed over yet."""
    mine = (col(DraftRow.contact_id) == contact_id, col(DraftRow.state).in_(EDITABLE))
    for row in session.exec(select(DraftRow).where(*mine)).all():
        kept = (col(DraftEventRow.draft_id) == row.id, col(DraftEventRow.kind) == "evidence")
        for event in session.exec(select(DraftEventRow).where(*kept)).all():
            if event.detail.get("source") == source:
                digest = event.detail["sha256"]
                session.exec(
                    delete(EvidenceRow).where(col(EvidenceRow.draft_id) == row.id, col(EvidenceRow.sha256) == digest)
                )
                taken = DraftEvent("evidence_unsent", "firm", now, {"sha256": digest})
                drafts.log(session, row, DraftState(row.state), taken)


class EvidenceStore(Database):
    """What is kept beside a draft's answers."""

    def add_evidence(
        self,
        case: str,
        contact_id: int,
        *,
        kind: str,
        name: str,
        content: bytes,
        most: int,
        now: datetime,
        source: str = "",
    ) -> Kept:
        """Keep a file with a contact's draft, logged as the event "evidence"; how that went.

        `there`: the same content was kept before. `too_many`: the draft has `most` files already. `no_draft`: no
        such draft, or not this contact's. The caller has looked at what the content is. `source` is the platform's id
        of the file, by which it can be taken back.
        """
        with self._writing() as session:
            row = drafts.find(session, case, contact_id)
            if row is None:
                return "no_draft"
            count = session.exec(select(func.count()).where(col(EvidenceRow.draft_id) == row.id)).one()
            digest = hashlib.sha256(content).hexdigest()
            values = {
                "draft_id": row.id,
                "kind": kind,
                "name": name,
                "size": len(content),
                "sha256": digest,
                "content": content,
                "added_at": now,
            }
            if count >= most:
                return "too_many"
            if insert_unless_there(session, EvidenceRow, values) is None:
                return "there"
            detail = {"kind": kind, "size": len(content), "sha256": digest} | ({"source": source} if source else {})
            drafts.log(session, row, DraftState(row.state), DraftEvent("evidence", "firm", now, detail))
            return "kept"

    def evidence(self, case: str) -> tuple[Evidence, ...]:
        """The files kept with a draft, oldest first, without their contents."""
        with self._reading() as session:
            return of_drafts(session, col(DraftRow.case) == case.strip().upper())  # type: ignore[arg-type]

    def evidence_content(self, evidence_id: int) -> bytes | None:
        """The content of one file, as it came; None where there is none."""
        with self._reading() as session:
            return session.exec(select(EvidenceRow.content).where(col(EvidenceRow.id) == evidence_id)).first()

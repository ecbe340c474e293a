"""What the officers read and write, and what a person reads of its own outside a turn."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from storage import drafts, privacy
from storage.contacts import conversation_of
from storage.database import Database
from storage.records import CaseRecord, DraftEvent, DraftRecord, Json, Miss, StaffRequest, Wish
from storage.tables import ConversationRow, DraftRow, IdentityRow, MissRow, StaffRequestRow, SubscriptionRow


class Officers(Database):
    """Cases, misses and requests."""

    def handed_over(self) -> tuple[DraftRecord, ...]:
        """The drafts that were handed over, the last one first; never a trial or an erased one."""
        with self._reading() as session:
            rows = session.exec(
                select(DraftRow)
                .where(col(DraftRow.handed_over_at).is_not(None), col(DraftRow.contact_id).is_not(None))
                .order_by(col(DraftRow.handed_over_at).desc(), col(DraftRow.id).desc())
            )
            return tuple(map(drafts.record, rows))

    def case(self, case: str) -> CaseRecord | None:
        """Any draft by its case number, with its history (of an erased one, the tombstone)."""
        with self._reading() as session:
            row = drafts.find(session, case)
            return drafts.case_record(session, row) if row else None

    def save_draft(self, draft: DraftRecord, event: DraftEvent) -> DraftRecord:
        """An officer's step on a draft; raises StaleDraft, IllegalTransition, UnknownCase."""
        with self._writing() as session:
            return drafts.write(session, draft, event)

    def case_of(self, channel: str, address: str, case: str) -> CaseRecord | None:
        """A draft with its history, only if it belongs to the person at the address."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            row = drafts.find(session, case, found[1].contact_id) if found else None
            return drafts.case_record(session, row) if row else None

    def state_of(self, channel: str, address: str) -> Json | None:
        """What the conversation at an address remembers; None where there is none."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            return dict(found[0].state) if found else None

    def export_of(self, channel: str, address: str) -> Json | None:
        """All data kept of the person at an address, as plain JSON; None where nobody is known there."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            return privacy.export(session, found[1].contact_id) if found else None

    def wishes(self, programme: str, edition: str) -> tuple[Wish, ...]:
        """Who wished for word of a programme's new year before this edition was on file."""
        with self._reading() as session:
            rows = session.exec(
                select(SubscriptionRow, ConversationRow, IdentityRow)
                .join(IdentityRow, col(IdentityRow.contact_id) == col(SubscriptionRow.contact_id))
                .join(ConversationRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
                .where(col(SubscriptionRow.programme) == programme, col(SubscriptionRow.edition) != edition)
                .order_by(col(ConversationRow.updated_at))
            ).all()
        last = {wish.id or 0: identity for wish, _, identity in rows}
        return tuple(Wish(number, identity.channel, identity.address) for number, identity in last.items())

    def misses(self) -> tuple[Miss, ...]:
        """Questions that got no good answer, newest first."""
        with self._reading() as session:
            rows = session.exec(select(MissRow).order_by(col(MissRow.id).desc()))
            return tuple(
                Miss(
                    id=row.id or 0,
                    question=row.question,
                    entry=row.entry,
                    kind="declined" if row.kind == "declined" else "not_answered",
                    at=row.at,
                )
                for row in rows
            )

    def requests(self) -> tuple[StaffRequest, ...]:
        """What people have asked of the officers and isn't done yet, oldest first."""
        with self._reading() as session:
            rows = session.exec(
                select(StaffRequestRow).where(col(StaffRequestRow.state) == "open").order_by(col(StaffRequestRow.id))
            )
            return tuple(
                StaffRequest(row.id or 0, row.kind, row.text, row.case, row.fact, "open", row.created_at)
                for row in rows
            )

    def close_request(self, request_id: int, now: datetime) -> bool:
        """A request is done; False where it wasn't open."""
        with self._writing() as session:
            row = session.get(StaffRequestRow, request_id, with_for_update=True)
            if row is None or row.state != "open":
                return False
            row.state, row.closed_at = "done", now
            return True

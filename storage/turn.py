"""A turn: everything one conversation's dialog reads and writes in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import col, delete, update

from storage import contacts, drafts, evidence, links, privacy, purchases
from storage.group import Group, Place
from storage.outbox import drop_waiting
from storage.records import (
    CaseRecord,
    Consent,
    ConversationRecord,
    DraftEvent,
    DraftRecord,
    Evidence,
    Json,
    MissKind,
    StoredArrival,
)
from storage.tables import (
    ConsentRow,
    ConversationRow,
    DraftRow,
    IdentityRow,
    InboxRow,
    JobRow,
    MissRow,
    StaffRequestRow,
    SubscriptionRow,
    TranscriptRow,
)
from storage.upsert import insert_unless_there


class Turn:
    """The locked conversation, its arrivals in order, and what may be done for its contact.

    `conversation`, `arrivals` and `now` are what the turn began with. Nothing here reaches another
    contact's data.
    """

    def __init__(self, group: Group, place: Place) -> None:
        self._group = group
        self._session = group.session
        self._vault = group.vault
        self._place = place
        self.now = group.now
        self.conversation: ConversationRecord = place.conversation
        self.arrivals: tuple[StoredArrival, ...] = place.arrivals

    @property
    def erased(self) -> bool:
        """Whether the contact's data were erased in this turn."""
        return self._place.erased

    def save(self, state: Mapping[str, Any]) -> None:
        """Replace the conversation's state (JSON)."""
        self._place.state = dict(state)

    def say(self, payload: Mapping[str, Any]) -> None:
        """Queue one delivery (JSON) to the person."""
        self._group.say(self._id, payload)

    def take_held(self) -> tuple[Mapping[str, Any], ...]:
        """Deliveries (JSON) held until the person writes again, oldest first; the caller says them now."""
        held = self._group.held.take(self._id)
        self._group.join([number for number, _ in held])
        return tuple(payload for _, payload in held if payload)

    def note(self, speaker: str, text: str, message: str | None = None) -> None:
        """Add a line to the transcript; `message` is the platform's id of it, by which it can be taken back."""
        self._group.note(self._id, speaker, text, message)

    def unsend(self, message: str) -> None:
        """Erase what was said with this message id, from the transcript and the inbox, and the file it brought."""
        self._group.flush()
        self._session.exec(
            delete(TranscriptRow).where(
                col(TranscriptRow.conversation_id) == self._id, col(TranscriptRow.message) == message
            )
        )
        self._session.exec(
            update(InboxRow)
            .where(col(InboxRow.conversation_id) == self._id, col(InboxRow.message) == message)
            .values(payload=None)
            .execution_options(synchronize_session=False)
        )
        evidence.take_back(self._session, self._contact, message, self.now)

    def hush(self) -> None:
        """Send nothing that still waits for this conversation: the person has left."""
        self._group.flush()
        self._group.held.forget(self._id)
        drop_waiting(self._session, self._id, self.now)

    def link_code(self, expires_at: datetime) -> str:
        """A one-time code by which another channel joins this contact; an earlier one is void."""
        return links.new_code(self._session, self._vault, self._id, expires_at, self.now)

    def link(self, code: str) -> Json | None:
        """Join the contact that a code was made by; the state of its conversation, or None for a code that isn't valid.

        This contact's drafts, consents, wishes, requests and identities then belong to that one.
        """
        self._group.keep_states()  # the other conversation's turn may have been in this group
        joined = links.redeem(self._session, self._vault, code, self._contact, self.now)
        if joined is None:
            return None
        self._group.forget()
        self.conversation = replace(self.conversation, contact_id=joined[0])
        return joined[1]

    def evidence(self) -> tuple[Evidence, ...]:
        """The files kept with the contact's drafts, oldest first, without their contents."""
        return evidence.of_drafts(self._session, col(DraftRow.contact_id) == self._contact)  # type: ignore[arg-type]

    def enqueue(self, key: str, kind: str, payload: Mapping[str, Any]) -> None:
        """Queue a job for this contact, due now, unless one with this key exists."""
        values = {
            "key": key,
            "kind": kind,
            "contact_id": self._contact,
            "payload": dict(payload),
            "state": "pending",
            "due_at": self.now,
            "attempts": 0,
        }
        insert_unless_there(self._session, JobRow, values)

    def keep_purchases(self, file: int) -> bool:
        """The contact agrees to this list of theirs being kept; False where there is none."""
        return purchases.agree(self._session, file, self._contact, self.now)

    def drop_purchases(self, file: int) -> None:
        """Delete this list of the contact's, with what was made of it."""
        purchases.drop(self._session, file, self._contact)

    def remember(self, kind: str, key: str, value: Mapping[str, Any]) -> None:
        """Keep something said once (JSON) for the contact's next file, in place of what was said to it before."""
        purchases.remember(self._session, self._vault, self._contact, kind, key, value, self.now)

    def draft(self, case: str) -> DraftRecord | None:
        """The contact's draft with this case number; None where there is none or it is another's."""
        row = drafts.find(self._session, case, self._contact)
        return drafts.record(row) if row else None

    def case(self, case: str) -> CaseRecord | None:
        """The contact's draft with its history; None where there is none or it is another's."""
        row = drafts.find(self._session, case, self._contact)
        return drafts.case_record(self._session, row) if row else None

    def drafts(self) -> tuple[DraftRecord, ...]:
        """The contact's drafts, the last changed first."""
        return self._group.drafts.take(self._contact)

    def new_draft(
        self,
        programme: str,
        edition: str,
        *,
        trial: bool = False,
        answers: Sequence[Json] = (),
        actor: str = "firm",
    ) -> DraftRecord:
        """Start a draft with a case number of its own, in the state filling."""
        self._group.forget(self._contact)
        return drafts.create(self._session, self._contact, programme, edition, trial, answers, actor, self.now)

    def save_draft(self, draft: DraftRecord, event: DraftEvent) -> DraftRecord:
        """Write a changed draft with the event that changed it; the draft as it now stands, version raised.

        Raises StaleDraft (changed meanwhile), IllegalTransition, UnknownCase (not this contact's).
        """
        self._group.forget(self._contact)
        return drafts.write(self._session, draft, event, contact_id=self._contact)

    def consents(self) -> tuple[Consent, ...]:
        """The contact's answers to personal-data notices, oldest first; the last one stands."""
        return self._group.consents.take(self._contact)

    def consent(self, consent: Consent) -> None:
        """Record an answer to a personal-data notice (given, refused or withdrawn)."""
        self._group.forget(self._contact)
        self._session.add(
            ConsentRow(
                contact_id=self._contact,
                notice=consent.notice,
                lang=consent.lang,
                given=consent.given,
                at=consent.at,
            )
        )
        self._session.flush()

    def record_miss(self, question: str, entry: str | None, kind: MissKind) -> None:
        """Keep a question without a good answer; the caller has taken personal data out of it."""
        self._session.add(MissRow(contact_id=self._contact, question=question, entry=entry, kind=kind, at=self.now))

    def ask_staff(self, kind: str, text: str, case: str | None = None, fact: str | None = None) -> int:
        """Ask the officers for something (kind: person, fact ...); the request's id."""
        row = StaffRequestRow(contact_id=self._contact, kind=kind, text=text, case=case, fact=fact, created_at=self.now)
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def subscribe(self, programme: str, edition: str) -> bool:
        """Wish for word of a programme's year after `edition`; False where the wish was there."""
        values = {"contact_id": self._contact, "programme": programme, "edition": edition, "created_at": self.now}
        return insert_unless_there(self._session, SubscriptionRow, values) is not None

    def unsubscribe(self, programme: str) -> None:
        """The wish for word of a programme's new year has been met."""
        mine = (col(SubscriptionRow.contact_id) == self._contact, col(SubscriptionRow.programme) == programme)
        self._session.exec(delete(SubscriptionRow).where(*mine))

    def export(self) -> Json:
        """All data kept of the contact, as plain JSON."""
        self._group.flush()
        return privacy.export(self._session, self._contact)

    def erase(self) -> None:
        """Delete all personal data of the contact, on every channel; the conversation goes on as a new one's.

        State, transcript, drafts, consents, requests, wishes, messages in and out, and the other identities
        go. Of a case that was handed over a tombstone stays: case number, programme and the event "erased".
        What the turn said before is deleted too; say goodbye after.
        """
        self._group.flush()
        self._group.forget()
        row = self._session.get_one(ConversationRow, self._id)
        identity = self._session.get_one(IdentityRow, self._place.identity_id)
        privacy.erase(self._session, row, identity, self.now)
        self.conversation = contacts.conversation_record(row, identity)
        self._place.erased = True

    @property
    def _id(self) -> int:
        return self.conversation.id

    @property
    def _contact(self) -> int:
        return self.conversation.contact_id

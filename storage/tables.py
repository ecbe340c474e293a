"""The tables. Rows never leave `storage`; what callers see are the records in `records.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from storage.columns import Encrypted, EncryptedBytes, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_GROWING = {"sqlite_autoincrement": True}  # an id is never given twice: the web page reads past the last one


class Row(SQLModel, registry=registry(metadata=metadata)):
    """Base of the tables: our own metadata, so that names of constraints are the same on every database."""


class ContactRow(Row, table=True):
    """A person or firm, known only through its identities."""

    __tablename__ = "contact"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_type=UtcTime)


class IdentityRow(Row, table=True):
    """One address of a contact on one channel; found by the keyed hash of the address."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("channel", "address_hash"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    channel: str = Field(max_length=255)
    address: str = Field(sa_type=Encrypted)
    address_hash: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=UtcTime)


class ConversationRow(Row, table=True):
    """The dialog with one identity. `due_at` is when it wants a turn; None: nothing is pending."""

    __tablename__ = "conversation"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", ondelete="CASCADE", unique=True)
    state: dict[str, Any] = Field(default_factory=dict, sa_type=Encrypted)
    handled_by: str = Field(default="bot", max_length=255)
    due_at: datetime | None = Field(default=None, sa_type=UtcTime, index=True)
    updated_at: datetime = Field(sa_type=UtcTime, index=True)


class ConsentRow(Row, table=True):
    """An answer to a personal-data notice; the latest stands."""

    __tablename__ = "consent"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    notice: str = Field(sa_type=Text)
    lang: str = Field(max_length=16)
    given: bool
    at: datetime = Field(sa_type=UtcTime)


class InboxRow(Row, table=True):
    """An event from a channel, stored once. State: pending, handled or set_aside.

    A conversation's are read by `place`, then in the order in which they came; `message` is the platform's id of
    what was said, by which it can be taken back.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        Index(None, "conversation_id", "state"),
        Index(None, "state", "closed_at"),
        _GROWING,
    )
    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int | None = Field(foreign_key="conversation.id", ondelete="SET NULL")
    channel: str = Field(max_length=255)
    event_id: str = Field(max_length=255)
    payload: dict[str, Any] | None = Field(sa_type=Encrypted)
    received_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    state: str = Field(default="pending", max_length=16)
    attempts: int = 0
    error: str | None = Field(default=None, max_length=255)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    place: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    message: str | None = Field(default=None, max_length=255)


class OutboxRow(Row, table=True):
    """One delivery. State: pending, sending (leased), sent, uncertain, refused, held, joined (said with a later one)
    or dropped.

    `done` counts its calls that the platform has taken.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "conversation_id", "state"), Index(None, "state", "due_at"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", ondelete="CASCADE")
    payload: dict[str, Any] | None = Field(sa_type=Encrypted)
    state: str = Field(default="pending", max_length=16)
    created_at: datetime = Field(sa_type=UtcTime)
    due_at: datetime = Field(sa_type=UtcTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    attempts: int = 0
    error: str | None = Field(default=None, max_length=255)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class TranscriptRow(Row, table=True):
    """One line said in a conversation."""

    __tablename__ = "transcript"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", ondelete="CASCADE", index=True)
    speaker: str = Field(max_length=255)
    text: str = Field(sa_type=Encrypted)
    at: datetime = Field(sa_type=UtcTime)
    message: str | None = Field(default=None, max_length=255)


class LinkCodeRow(Row, table=True):
    """A one-time code by which another channel joins the contact of this conversation."""

    __tablename__ = "link_code"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    conversation_id: int = Field(foreign_key="conversation.id", ondelete="CASCADE", index=True)
    code_hash: str = Field(max_length=64, unique=True)
    expires_at: datetime = Field(sa_type=UtcTime)


class DraftRow(Row, table=True):
    """A draft; what remains of a handed-over one after erasure has no contact, no answers and no names."""

    __tablename__ = "draft"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    case: str = Field(max_length=32, unique=True)
    contact_id: int | None = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    programme: str = Field(max_length=64)
    edition: str = Field(max_length=64)
    trial: bool
    state: str = Field(max_length=32)
    version: int
    answers: list[dict[str, Any]] = Field(default_factory=list, sa_type=Encrypted)
    firm_name: str | None = Field(default=None, max_length=255)
    ubn: str | None = Field(default=None, max_length=32, index=True)
    created_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime)
    handed_over_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DraftEventRow(Row, table=True):
    """One step of a draft."""

    __tablename__ = "draft_event"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=64)
    actor: str = Field(max_length=255)
    at: datetime = Field(sa_type=UtcTime)
    before: str = Field(max_length=32)
    after: str = Field(max_length=32)
    version: int
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=Encrypted)
    snapshot: dict[str, Any] | None = Field(default=None, sa_type=Encrypted)


class EvidenceRow(Row, table=True):
    """A photo or PDF that belongs to a draft; the same content once."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("draft_id", "sha256"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE")
    kind: str = Field(max_length=16)
    name: str = Field(sa_type=Encrypted)
    size: int
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=EncryptedBytes)
    added_at: datetime = Field(sa_type=UtcTime)


class PurchaseFileRow(Row, table=True):
    """A firm's purchase list, and the workbook made of it; `agreed`: the firm has said that it may be kept."""

    __tablename__ = "purchase_file"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    name: str = Field(sa_type=Encrypted)
    size: int
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=EncryptedBytes)
    agreed: bool
    result_name: str | None = Field(default=None, sa_type=Encrypted)
    result: bytes | None = Field(default=None, sa_type=EncryptedBytes)
    added_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime, index=True)


class RememberedRow(Row, table=True):
    """Something said once that holds for a contact's next file too; one value for each kind and key."""

    __tablename__ = "remembered"
    __table_args__ = (UniqueConstraint("contact_id", "kind", "key_hash"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE")
    kind: str = Field(max_length=32)
    key_hash: str = Field(max_length=64)
    key: str = Field(sa_type=Encrypted)
    value: dict[str, Any] = Field(default_factory=dict, sa_type=Encrypted)
    updated_at: datetime = Field(sa_type=UtcTime, index=True)


class MissRow(Row, table=True):
    """A question without a good answer."""

    __tablename__ = "miss"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(foreign_key="contact.id", ondelete="SET NULL", index=True)
    question: str = Field(sa_type=Encrypted)
    entry: str | None = Field(default=None, max_length=255)
    kind: str = Field(max_length=16)
    at: datetime = Field(sa_type=UtcTime)


class StaffRequestRow(Row, table=True):
    """Something asked of the officers. State: open or done."""

    __tablename__ = "staff_request"
    __table_args__ = _GROWING
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE", index=True)
    kind: str = Field(max_length=64)
    text: str = Field(sa_type=Encrypted)
    case: str | None = Field(default=None, max_length=32)
    fact: str | None = Field(default=None, max_length=64)
    state: str = Field(default="open", max_length=16)
    created_at: datetime = Field(sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SubscriptionRow(Row, table=True):
    """A wish for word of a programme's new year; `edition` is the latest that was on file when it was wished."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("contact_id", "programme"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", ondelete="CASCADE")
    programme: str = Field(max_length=64)
    edition: str = Field(max_length=64)
    created_at: datetime = Field(sa_type=UtcTime)


class JobRow(Row, table=True):
    """Timed or slow work. State: pending, running (leased) or done."""

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "due_at"), _GROWING)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=255, unique=True)
    kind: str = Field(max_length=64)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", ondelete="CASCADE", index=True)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=Encrypted)
    state: str = Field(default="pending", max_length=16)
    due_at: datetime = Field(sa_type=UtcTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    attempts: int = 0
    error: str | None = Field(default=None, max_length=255)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class TallyRow(Row, table=True):
    """How often something happened that belongs to nobody, such as pushes in a month."""

    __tablename__ = "tally"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=64, unique=True)
    count: int


class KeyCheckRow(Row, table=True):
    """One sealed word, by which a wrong key is noticed at start and not in the middle of a conversation."""

    __tablename__ = "key_check"
    id: int | None = Field(default=None, primary_key=True)
    word: str = Field(sa_type=Encrypted)

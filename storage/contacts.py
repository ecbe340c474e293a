"""Contacts and their identities: who stands behind an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection
from sqlmodel import Session, col, delete, select

from storage import statements
from storage.records import Consent, ConversationRecord
from storage.tables import ContactRow, ConversationRow, IdentityRow
from storage.vault import Vault


def conversation_of(
    session: Session, vault: Vault, channel: str, address: str, *, lock: bool = False
) -> tuple[ConversationRow, IdentityRow] | None:
    """The conversation at an address, if there is one; locked against other writers where asked."""
    query = (
        select(ConversationRow, IdentityRow)
        .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
        .where(
            col(IdentityRow.channel) == channel,
            col(IdentityRow.address_hash).in_(address_digests(vault, channel, address)),
        )
    )
    if lock:
        query = query.with_for_update(of=ConversationRow)
    return session.exec(query).first()


def contact_for(
    session: Session, vault: Vault, channel: str, address: str, now: datetime
) -> tuple[ConversationRow, IdentityRow]:
    """The conversation at an address, locked; created with its contact where this is the first word heard."""
    for _ in range(10):
        found = conversation_of(session, vault, channel, address, lock=True)
        if found:
            return found
        create(session, vault, channel, address, now)
    raise AssertionError("a conversation vanished ten times while it was being made")


def create(session: Session, vault: Vault, channel: str, address: str, now: datetime) -> None:
    """Contact, identity and conversation; nothing where another process was quicker."""
    connection = session.connection()
    (contact,) = statements.NEW_CONTACT.rows(connection, created_at=now)
    identity = statements.NEW_IDENTITY[connection.dialect.name].rows(
        connection,
        contact_id=contact.id,
        channel=channel,
        address=address,
        address_hash=address_digests(vault, channel, address)[0],
        created_at=now,
    )
    if not identity:
        session.exec(delete(ContactRow).where(col(ContactRow.id) == contact.id))
        return
    statements.NEW_CONVERSATION.run(connection, identity_id=identity[0].id, state={}, handled_by="bot", updated_at=now)


def address_digests(vault: Vault, channel: str, address: str) -> list[str]:
    """The hashes under which an address may be stored, one for each key."""
    return vault.digests("address", channel, address)


def conversation_record(row: ConversationRow, identity: IdentityRow) -> ConversationRecord:
    """A conversation as callers see it."""
    assert row.id is not None
    return ConversationRecord(
        id=row.id,
        channel=identity.channel,
        address=identity.address,
        contact_id=identity.contact_id,
        state=row.state,
        handled_by=row.handled_by,
    )


def consents(session: Session, contact_id: int) -> tuple[Consent, ...]:
    """All consents of a contact, oldest first; the last one stands."""
    return consents_of(session.connection(), [contact_id]).get(contact_id, ())


def consents_of(connection: Connection, contact_ids: Sequence[int]) -> dict[int, tuple[Consent, ...]]:
    """The consents of each of these contacts that has any, oldest first."""
    found: dict[int, tuple[Consent, ...]] = {}
    for row in statements.CONSENTS.rows(connection, contacts=contact_ids):
        found[row.contact_id] = (*found.get(row.contact_id, ()), Consent(row.notice, row.lang, row.given, row.at))
    return found

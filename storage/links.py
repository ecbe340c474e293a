"""One-time codes: start on one channel, go on in another as the same contact."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, delete, select, update

from storage.records import Json
from storage.tables import (
    ConsentRow,
    ContactRow,
    ConversationRow,
    DraftRow,
    IdentityRow,
    JobRow,
    LinkCodeRow,
    MissRow,
    PurchaseFileRow,
    RememberedRow,
    StaffRequestRow,
    SubscriptionRow,
)
from storage.upsert import insert_unless_there
from storage.vault import Vault

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_MOVED = (DraftRow, ConsentRow, MissRow, StaffRequestRow, JobRow, PurchaseFileRow, IdentityRow)


def new_code(session: Session, vault: Vault, conversation_id: int, expires_at: datetime, now: datetime) -> str:
    """A code for this conversation, in place of its earlier one and of all that have expired; kept as a hash only."""
    session.exec(
        delete(LinkCodeRow).where(
            (col(LinkCodeRow.conversation_id) == conversation_id) | (col(LinkCodeRow.expires_at) <= now)
        )
    )
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        values = {
            "conversation_id": conversation_id,
            "code_hash": vault.digest("link", code),
            "expires_at": expires_at,
        }
        if insert_unless_there(session, LinkCodeRow, values) is not None:
            return code


def redeem(session: Session, vault: Vault, code: str, contact_id: int, now: datetime) -> tuple[int, Json] | None:
    """Use a code up: the contact it was made by, and that conversation's state.

    All that belongs to `contact_id`, its identities too, then belongs to that contact. None for a code that is
    unknown, used or expired.
    """
    plain = code.strip().upper().replace("-", "")
    found = session.exec(
        select(LinkCodeRow, ConversationRow, IdentityRow)
        .join(ConversationRow, col(LinkCodeRow.conversation_id) == col(ConversationRow.id))
        .join(IdentityRow, col(ConversationRow.identity_id) == col(IdentityRow.id))
        .where(col(LinkCodeRow.code_hash).in_(vault.digests("link", plain)), col(LinkCodeRow.expires_at) > now)
        .with_for_update(of=LinkCodeRow)
    ).first()
    if found is None:
        return None
    used, conversation, identity = found
    session.delete(used)
    session.flush()
    if identity.contact_id != contact_id:
        _move(session, contact_id, identity.contact_id)
    return identity.contact_id, conversation.state


def _move(session: Session, old: int, new: int) -> None:
    """Everything of one contact to another; the old one goes."""
    wished = select(SubscriptionRow.programme).where(col(SubscriptionRow.contact_id) == new)
    session.exec(
        update(SubscriptionRow)
        .where(col(SubscriptionRow.contact_id) == old, col(SubscriptionRow.programme).not_in(wished))
        .values(contact_id=new)
        .execution_options(synchronize_session=False)
    )
    there = aliased(RememberedRow)
    same = (col(there.kind) == col(RememberedRow.kind), col(there.key_hash) == col(RememberedRow.key_hash))
    session.exec(
        update(RememberedRow)
        .where(col(RememberedRow.contact_id) == old, ~exists().where(col(there.contact_id) == new, *same))
        .values(contact_id=new)
        .execution_options(synchronize_session=False)
    )
    for table in _MOVED:
        session.exec(update(table).where(col(table.contact_id) == old).values(contact_id=new))
    session.exec(delete(ContactRow).where(col(ContactRow.id) == old))

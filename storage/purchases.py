"""Purchase lists: a firm's files and the workbooks made of them, sealed; and what was said once for the next file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from storage.contacts import contact_for, conversation_of
from storage.database import Database
from storage.records import Json, PurchaseFile
from storage.tables import ContactRow, PurchaseFileRow, RememberedRow
from storage.upsert import insert_unless_there
from storage.vault import Vault

_SHOWN = (
    PurchaseFileRow.id,
    PurchaseFileRow.contact_id,
    PurchaseFileRow.name,
    PurchaseFileRow.size,
    PurchaseFileRow.sha256,
    PurchaseFileRow.agreed,
    PurchaseFileRow.result_name,
    PurchaseFileRow.added_at,
    PurchaseFileRow.updated_at,
)


class Purchases(Database):
    """Purchase lists."""

    def upload_purchases(
        self, channel: str, address: str, *, name: str, content: bytes, most: int, now: datetime
    ) -> int:
        """Keep a list that came in at an address, until it is agreed to or dropped; its id. See `add_purchases`."""
        with self._writing() as session:
            _, identity = contact_for(session, self._vault, channel, address, now)
            return _add(session, identity.contact_id, name, content, most, now, agreed=False)

    def add_purchases(self, contact_id: int, *, name: str, content: bytes, most: int, now: datetime) -> int | None:
        """Keep a contact's list that they agreed to; its id, or None where the contact is gone.

        Of more than `most` lists the one longest untouched goes.
        """
        with self._writing() as session:
            if session.get(ContactRow, contact_id) is None:
                return None
            return _add(session, contact_id, name, content, most, now, agreed=True)

    def purchases(self, file: int, contact_id: int) -> PurchaseFile | None:
        """A contact's list, without its content; None where there is none, or it is another's."""
        with self._reading() as session:
            row = session.exec(select(*_SHOWN).where(*_mine(file, contact_id))).first()  # type: ignore[call-overload]
            return PurchaseFile(*row) if row else None

    def purchases_content(self, file: int, contact_id: int) -> bytes | None:
        """A contact's list as it came."""
        with self._reading() as session:
            return session.exec(select(PurchaseFileRow.content).where(*_mine(file, contact_id))).first()

    def drop_upload(self, channel: str, address: str, file: int) -> None:
        """Delete the list of the person at an address."""
        with self._writing() as session:
            found = conversation_of(session, self._vault, channel, address)
            if found is not None:
                drop(session, file, found[1].contact_id)

    def drop_purchases(self, file: int, contact_id: int) -> None:
        """Delete a contact's list and what was made of it."""
        with self._writing() as session:
            drop(session, file, contact_id)

    def finish_purchases(self, file: int, contact_id: int, name: str, content: bytes, now: datetime) -> bool:
        """Keep the workbook made of a list, in place of an earlier one; False where the list is gone."""
        with self._writing() as session:
            row = session.exec(select(PurchaseFileRow).where(*_mine(file, contact_id))).first()
            if row is None:
                return False
            row.result_name, row.result, row.updated_at = name, content, now
            return True

    def purchases_result(self, channel: str, address: str, file: int) -> tuple[str, bytes] | None:
        """The workbook made of a list, with its name, for the person at an address; None where none is theirs."""
        with self._reading() as session:
            found = conversation_of(session, self._vault, channel, address)
            if found is None:
                return None
            wanted = select(PurchaseFileRow.result_name, PurchaseFileRow.result)
            row = session.exec(wanted.where(*_mine(file, found[1].contact_id))).first()
            return (str(row[0]), bytes(row[1])) if row and row[1] is not None else None

    def remembered(self, contact_id: int, kind: str) -> dict[str, Json]:
        """What a contact has said once, of one kind: by key."""
        with self._reading() as session:
            rows = session.exec(
                select(RememberedRow)
                .where(col(RememberedRow.contact_id) == contact_id, col(RememberedRow.kind) == kind)
                .order_by(col(RememberedRow.id))
            )
            return {row.key: row.value for row in rows}


def _mine(file: int, contact_id: int) -> tuple[Any, Any]:
    return col(PurchaseFileRow.id) == file, col(PurchaseFileRow.contact_id) == contact_id


def _add(
    session: Session, contact_id: int, name: str, content: bytes, most: int, now: datetime, *, agreed: bool
) -> int:
    row = PurchaseFileRow(
        contact_id=contact_id,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        agreed=agreed,
        added_at=now,
        updated_at=now,
    )
    session.add(row)
    session.flush()
    kept = (
        select(PurchaseFileRow.id)
        .where(col(PurchaseFileRow.contact_id) == contact_id)
        .order_by(col(PurchaseFileRow.updated_at).desc(), col(PurchaseFileRow.id).desc())
    )
    too_many = session.exec(kept).all()[most:]
    session.exec(delete(PurchaseFileRow).where(col(PurchaseFileRow.id).in_(too_many)))
    assert row.id is not None
    return row.id


def agree(session: Session, file: int, contact_id: int, now: datetime) -> bool:
    """A contact agrees to a list of theirs being kept; False where there is none."""
    session.flush()
    result = session.exec(update(PurchaseFileRow).where(*_mine(file, contact_id)).values(agreed=True, updated_at=now))
    return result.rowcount == 1


def drop(session: Session, file: int, contact_id: int) -> None:
    """Delete a contact's list and what was made of it."""
    session.flush()
    session.exec(delete(PurchaseFileRow).where(*_mine(file, contact_id)))


def remember(
    session: Session, vault: Vault, contact_id: int, kind: str, key: str, value: Mapping[str, Any], now: datetime
) -> None:
    """Keep a value for a contact under a kind and key, in place of an earlier one."""
    session.flush()
    hashes = memory_digests(vault, kind, key)
    mine = (col(RememberedRow.contact_id) == contact_id, col(RememberedRow.kind) == kind)
    row = session.exec(select(RememberedRow).where(*mine, col(RememberedRow.key_hash).in_(hashes))).first()
    if row is not None:
        row.value, row.updated_at = dict(value), now
        return
    values = {
        "contact_id": contact_id,
        "kind": kind,
        "key_hash": hashes[0],
        "key": key,
        "value": dict(value),
        "updated_at": now,
    }
    insert_unless_there(session, RememberedRow, values)


def memory_digests(vault: Vault, kind: str, key: str) -> list[str]:
    """The hashes under which something remembered may be stored, one for each key."""
    return vault.digests("remembered", kind, key)

"""Changing the encryption key: everything sealed anew, so that the old key can be put away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Table
from sqlmodel import Session, select, update

from storage.columns import Encrypted, EncryptedBytes
from storage.contacts import address_digests
from storage.database import Database
from storage.purchases import memory_digests
from storage.tables import metadata
from storage.vault import Vault

AT_ONCE = 500


class Rekey(Database):
    """A new key for old rows."""

    def rekey(self) -> int:
        """Seal every value anew with the first key, in one transaction; how many rows were written.

        All processes must already run with the new key in front and the old one behind it. Afterwards the old
        one is needed for older backups only.
        """
        with self._writing() as session:
            return sum(_seal_anew(session, self._vault, table) for table in metadata.sorted_tables)


def _seal_anew(session: Session, vault: Vault, table: Table) -> int:
    sealed = [column for column in table.columns if isinstance(column.type, (Encrypted, EncryptedBytes))]
    if not sealed:
        return 0
    most = 1 if any(isinstance(column.type, EncryptedBytes) for column in sealed) else AT_ONCE
    wanted = [
        table.c.id,
        *sealed,
        *(table.c[name] for name in ("channel", "kind") if _hashed(table) and name in table.c),
    ]
    last = written = 0
    while rows := _rows(session, wanted, table, last, most):
        for row in rows:
            values: dict[str, Any] = {column.name: row[column] for column in sealed}
            if "address_hash" in table.c:
                values["address_hash"] = address_digests(vault, row["channel"], row["address"])[0]
            if "key_hash" in table.c:
                values["key_hash"] = memory_digests(vault, row["kind"], row["key"])[0]
            session.exec(update(table).where(table.c.id == row["id"]).values(values))
        last, written = rows[-1]["id"], written + len(rows)
    return written


def _hashed(table: Table) -> bool:
    """Whether a table has a keyed hash beside a sealed value."""
    return "address_hash" in table.c or "key_hash" in table.c


def _rows(session: Session, wanted: list[Any], table: Table, last: int, most: int) -> Sequence[RowMapping]:
    """The next rows past an id: files are too large to hold all at once."""
    query = select(*wanted).where(table.c.id > last).order_by(table.c.id).limit(most).with_for_update()
    found: Sequence[RowMapping] = session.exec(query).mappings().all()
    return found

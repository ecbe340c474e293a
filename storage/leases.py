"""Leases: of several processes that could do something, one does it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select, update

from storage.database import Database
from storage.tables import JobRow
from storage.upsert import insert_unless_there


class Leases(Database):
    """Who does what only one may do, such as asking a platform for news."""

    def take_over(self, name: str, now: datetime, until: datetime) -> int:
        """The lease of this name until then, whoever has it; the number by which its new holder is known."""
        new = {
            "key": _key(name),
            "kind": "lease",
            "payload": {},
            "state": "running",
            "due_at": now,
            "attempts": 0,
        }
        with self._writing() as session:
            insert_unless_there(session, JobRow, new)
            row = session.exec(select(JobRow).where(col(JobRow.key) == _key(name)).with_for_update()).one()
            row.attempts, row.lease_until = row.attempts + 1, until
            return row.attempts

    def keep(self, name: str, number: int, until: datetime) -> bool:
        """The lease goes on until then; False where somebody else has taken it over."""
        with self._writing() as session:
            found = session.exec(
                update(JobRow)
                .where(col(JobRow.key) == _key(name), col(JobRow.attempts) == number)
                .values(lease_until=until)
                .execution_options(synchronize_session=False)
            )
            return found.rowcount == 1

    def holds(self, name: str, number: int) -> bool:
        """Whether the lease is still this holder's; takes no lock."""
        with self._reading() as session:
            return session.exec(select(JobRow.attempts).where(col(JobRow.key) == _key(name))).first() == number

    def is_free(self, name: str, now: datetime) -> bool:
        """Whether the lease of this name has run out, or was never taken; takes no lock."""
        with self._reading() as session:
            held = session.exec(select(JobRow.lease_until).where(col(JobRow.key) == _key(name))).first()
            return held is None or held <= now


def _key(name: str) -> str:
    return f"lease:{name}"

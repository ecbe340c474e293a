"""Tallies: how often something happened, without a word about whom."""

from __future__ import annotations

from sqlmodel import col, select, update

from storage.database import Database
from storage.tables import TallyRow
from storage.upsert import insert_unless_there


class Tallies(Database):
    """What is counted."""

    def count(self, name: str) -> None:
        """One more of this."""
        with self._writing() as session:
            insert_unless_there(session, TallyRow, {"name": name, "count": 0})
            session.exec(update(TallyRow).where(col(TallyRow.name) == name).values(count=col(TallyRow.count) + 1))

    def counted(self, name: str) -> int:
        """How many of this there were."""
        with self._reading() as session:
            return session.exec(select(TallyRow.count).where(col(TallyRow.name) == name)).one_or_none() or 0

"""Insert, or leave what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.tables import Row


def insert_unless_there(session: Session, table: type[Row], values: Mapping[str, Any]) -> int | None:
    """Insert a row unless one with the same unique key exists; its id, or None where one did.

    Never fails the transaction. On PostgreSQL it waits for a rival that is about to insert the same key.
    """
    into = inspect(table).local_table
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(into).values(**values).on_conflict_do_nothing().returning(into.c.id)
    return session.exec(statement).scalar_one_or_none()

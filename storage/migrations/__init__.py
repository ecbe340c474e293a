"""Migrations. Reading where a database stands is kept apart from running them, which needs Alembic."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text

from storage.engine import as_reader
from storage.errors import NewerDatabase

REVISIONS = ("0001", "0002", "0003")
"""All revisions, oldest first; a test holds them against the files in `versions`."""

HEAD = REVISIONS[-1]


def current_revision(engine: Engine) -> str | None:
    """The revision a database stands at; None where no migration has run."""
    with as_reader(engine).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def refuse_newer(revision: str | None) -> None:
    """Raise NewerDatabase for a revision this version doesn't know."""
    if revision is not None and revision not in REVISIONS:
        raise NewerDatabase(revision)

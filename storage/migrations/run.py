"""Running the migrations: all pending revisions in one transaction, on SQLite with its reference check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from storage.engine import sqlite_driver
from storage.errors import BrokenReference

_HERE = Path(__file__).parent
VERSIONS = _HERE / "versions"
_ADVISORY_LOCK = 0x6772656E  # any number, the same in every process


def config(connection: Connection, versions: Sequence[Path] = (VERSIONS,)) -> Config:
    """Alembic's configuration, without an ini file, on an open connection."""
    made = Config()
    made.set_main_option("script_location", _escaped(_HERE))
    made.set_main_option("path_separator", "newline")
    made.set_main_option("version_locations", "\n".join(_escaped(folder) for folder in versions))
    made.attributes["connection"] = connection
    return made


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def upgrade(engine: Engine, target: str = "head", versions: Sequence[Path] = (VERSIONS,)) -> None:
    """Run the pending revisions up to `target`, all or none; other processes that try the same wait.

    Raises BrokenReference where rows would be left pointing at nothing (SQLite, which is migrated with
    foreign keys off: with them on, rebuilding a parent table empties its cascading children).
    """
    with engine.connect() as connection, _locked(connection), connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        command.upgrade(config(connection, versions), target)
        if engine.dialect.name == "sqlite":
            broken = {row[0] for row in connection.execute(text("PRAGMA foreign_key_check"))}
            if broken:
                raise BrokenReference(sorted(broken))


@contextmanager
def _locked(connection: Connection) -> Iterator[None]:
    """SQLite: foreign keys off while migrating; the pragma only works outside a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = sqlite_driver(connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")

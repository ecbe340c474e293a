"""Upkeep: retention, backup, health, change of keys."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from storage.database import Database
from storage.engine import error_kind, plain_errors, sqlite_driver
from storage.errors import BackupFailed
from storage.records import Health
from storage.tables import ConversationRow, InboxRow, OutboxRow, StaffRequestRow


class Upkeep(Database):
    """What keeps the store in order."""

    def health(self) -> Health:
        """How storage stands; raises NotMigrated, or DatabaseRefused where the database can't be reached."""
        self.require_migrated()
        with self._reading() as session:
            return Health(
                backend="postgresql" if self._engine.dialect.name == "postgresql" else "sqlite",
                revision=self.revision() or "",
                waiting=_count(session, col(InboxRow.state) == "pending"),
                oldest_due=session.exec(select(func.min(ConversationRow.due_at))).first(),
                set_aside=_count(session, col(InboxRow.state) == "set_aside"),
                uncertain=_count(session, col(OutboxRow.state) == "uncertain"),
                open_requests=_count(session, col(StaffRequestRow.state) == "open"),
            )

    def forget_pages(self) -> None:
        """Forget what was deleted: what is open in memory, and on SQLite the write-ahead log, where it would linger.

        A reader in the log's way leaves it for the next time.
        """
        self._vault.forget()
        if self._engine.dialect.name == "sqlite":
            with plain_errors(), self._engine.connect() as connection:
                sqlite_driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def backup(self, path: Path) -> None:
        """Copy the running SQLite database into a new file of mode 0600, checked; work goes on meanwhile.

        The encryption keys aren't in it: keep them too, and elsewhere. Raises BackupFailed; on PostgreSQL,
        whose own tool does this, always.
        """
        if self._engine.dialect.name != "sqlite":
            raise BackupFailed("a PostgreSQL database is backed up with its own tool: pg_dump --format=custom")
        part = path.with_name(path.name + ".part")
        try:
            if path.exists():
                raise BackupFailed("there is a file of that name already: name a new one")
            os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
            part.chmod(0o600)
            self._copy_to(part)
            part.replace(path)
        except OSError as error:
            raise BackupFailed(f"the backup can't be written there: {error.strerror}") from None
        except sqlite3.Error as error:
            raise BackupFailed(f"the backup failed: {error_kind(error)}") from None
        finally:
            part.unlink(missing_ok=True)

    def _copy_to(self, part: Path) -> None:
        with self._engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
            sqlite_driver(connection).backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            found = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise BackupFailed("the copy didn't pass SQLite's integrity check: the database may be damaged")


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.exec(select(func.count()).where(condition)).one()

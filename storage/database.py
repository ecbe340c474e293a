"""What every part of the store stands on: an engine, a vault and the checks at start."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Self

from sqlalchemy import Engine, Executable
from sqlmodel import Session, select

from storage import engine as engines
from storage.columns import bind_vault
from storage.errors import BadUrl, DatabaseRefused, NotMigrated
from storage.migrations import HEAD, current_revision, refuse_newer
from storage.tables import KeyCheckRow
from storage.upsert import insert_unless_there
from storage.vault import Vault


class Database:
    """An open database. Thread-safe; one method of a subclass is one transaction."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._reader = engines.as_reader(engine)
        self._vault = vault
        bind_vault(engine, vault)

    @classmethod
    def open(cls, url: str, keys: Sequence[str]) -> Self:
        """Open a database, `sqlite:///file` or `postgresql://...`, with its encryption keys, newest first.

        Raises BadUrl (also where no database answers), BadKey, WrongKey (written with another key),
        NewerDatabase. Tables may still be missing: call `migrate` before anything else.
        """
        database = cls(engines.open_engine(url), Vault(keys))
        try:
            refuse_newer(database.revision())
            database._check_key()
        except DatabaseRefused as error:
            database.close()
            raise BadUrl(
                f"the database {database._engine.url!r} can't be used ({error.kind}): "
                "is it running, and are its name and password right?"
            ) from None
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def revision(self) -> str | None:
        """The revision the tables stand at; None while there are none."""
        with engines.plain_errors():
            return current_revision(self._engine)

    def migrate(self) -> bool:
        """Bring the tables to this version; True where there was something to do.

        Any number of processes may call it at once. Raises NewerDatabase, BrokenReference, WrongKey.
        """
        if self.revision() == HEAD:
            self._check_key()
            return False
        from storage.migrations.run import upgrade  # Alembic takes 0.3 s to import

        with engines.plain_errors():
            upgrade(self._engine)
        self._check_key()
        return True

    def require_migrated(self) -> None:
        """Raise NotMigrated unless the tables are those of this version."""
        found = self.revision()
        if found != HEAD:
            raise NotMigrated(found, HEAD)

    def _check_key(self) -> None:
        if self.revision() != HEAD:
            return
        with self._reading() as session:
            known = session.exec(select(KeyCheckRow)).first()  # unsealing it raises WrongKey
        if known is None:
            with self._writing() as session:
                insert_unless_there(session, KeyCheckRow, {"id": 1, "word": "greendesk"})
            self._check_key()  # another process may have been quicker, with another key

    def _any(self, query: Executable, **values: object) -> bool:
        """Whether a query finds anything; takes no lock."""
        with engines.plain_errors(), self._reader.connect() as connection:
            return connection.execute(query, values).first() is not None

    def _reading(self) -> AbstractContextManager[Session]:
        return engines.reading(self._reader)

    def _writing(self) -> AbstractContextManager[Session]:
        return engines.writing(self._engine)

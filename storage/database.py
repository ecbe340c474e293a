"""What every part of the store stands on: an engine, a vault and the checks at start."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Self

from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import engine as engines
from storage.columns import bind_vault
from storage.errors import BadUrl, DatabaseRefused, NotMigrated
from storage.migrations import HEAD, current_revision, refuse_newer
from storage.prepared import Prepared
from storage.tables import KeyCheckRow
from storage.upsert import insert_unless_there
from storage.vault import Vault


class _Shared(threading.local):
    """The transaction that a thread's calls share, where they do, and what waits for its end."""

    def __init__(self) -> None:
        self.session: Session | None = None
        self.afterwards: list[Callable[[], None]] = []


class Database:
    """An open database. Thread-safe; one method of a subclass is one transaction."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._reader = engines.as_reader(engine)
        self._vault = vault
        self._shared = _Shared()
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

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread writes within is one transaction: committed at the end, undone by an exception."""
        with self._writing() as session:
            self._shared.session = session
            try:
                yield
            finally:
                self._shared.session = None
                afterwards, self._shared.afterwards = self._shared.afterwards, []
        for act in afterwards:
            act()

    def _afterwards(self, act: Callable[[], None]) -> None:
        """Do this once all that is written is committed."""
        if self._shared.session is None:
            act()
        else:
            self._shared.afterwards.append(act)

    def _any(self, query: Prepared, **values: object) -> bool:
        """Whether a query finds anything, looked up without a lock; where one is held anyway, perhaps."""
        if self._shared.session is not None:
            return True
        with engines.plain_errors(), self._reader.connect() as connection:
            return bool(query.rows(connection, **values))

    def _reading(self) -> AbstractContextManager[Session]:
        return engines.reading(self._reader)

    def _writing(self) -> AbstractContextManager[Session]:
        shared = self._shared.session
        return engines.writing(self._engine) if shared is None else nullcontext(shared)

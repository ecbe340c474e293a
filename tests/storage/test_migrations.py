"""Migrations: they match the models, wait for each other, and lose no row of a filled database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from storage.engine import open_engine
from storage.errors import BrokenReference, NewerDatabase, NotMigrated
from storage.migrations import REVISIONS, current_revision
from storage.migrations.run import VERSIONS, config, upgrade
from storage.store import Store
from storage.tables import metadata
from tests.kept import drafts_of
from tests.storage.scene import NOW, count, turn_for
from tests.storage.test_privacy import fill

NEXT_YEAR = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "0003"

def upgrade():
    for table in ("contact", "draft", "conversation", "identity"):  # parents of cascading children
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("nickname", sa.String(10), server_default="x", nullable=False))
            batch.alter_column("id", existing_type=sa.Integer, existing_nullable=False, comment="the id")
    with op.batch_alter_table("draft", recreate="auto") as batch:
        batch.alter_column("programme", existing_type=sa.String(64), type_=sa.String(99), nullable=False)
"""
BROKEN = """
from alembic import op

revision = "broken"
down_revision = "0003"

def upgrade():
    op.execute("DELETE FROM draft")
"""
FAILING = """
from alembic import op

revision = "failing"
down_revision = "0003"

def upgrade():
    op.execute("ALTER TABLE draft ADD COLUMN half INTEGER")
    raise ZeroDivisionError
"""


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def revisions(folder: Path, made_up: str) -> tuple[Path, Path]:
    """Our revisions and a made-up one after them."""
    (folder / "made_up.py").write_text(made_up, encoding="utf-8")
    return VERSIONS, folder


def rows(url: str) -> dict[str, int]:
    return {table.name: count(url, table.name) for table in metadata.sorted_tables}


@pytest.fixture
def filled_store(store: Store) -> Store:
    """A store with at least one row in every table."""
    for address in ("anna", "bert"):
        with turn_for(store, address) as turn:
            fill(turn)
            contact = turn.conversation.contact_id
        store.enqueue(f"job of {address}", "remind", NOW, {"a": 1}, contact_id=contact)
        case = drafts_of(store, "web", address)[0].case
        store.add_purchases(contact, name="a.csv", content=b"item,amount", most=9, now=NOW)
        store.add_evidence(case, contact, kind="pdf", name="a.pdf", content=b"%PDF-", most=9, now=NOW)
    store.count("line.push.2026-11")
    return store


def test_the_models_and_the_migrations_say_the_same(store: Store, url: str) -> None:
    with engine_of(url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_list_of_revisions_is_that_of_the_files(sqlite_url: str) -> None:
    with engine_of(sqlite_url) as engine, engine.connect() as connection:
        script = ScriptDirectory.from_config(config(connection))
        assert [found.revision for found in reversed(list(script.walk_revisions()))] == list(REVISIONS)


def test_migrating_is_done_once(url: str, key: str) -> None:
    store = Store.open(url, [key])
    assert store.revision() is None
    with pytest.raises(NotMigrated, match="no tables yet"):
        store.health()
    assert store.migrate() is True
    assert store.migrate() is False
    assert store.revision() == REVISIONS[-1]
    store.close()


def test_a_filled_database_keeps_every_row(filled_store: Store, url: str, key: str, tmp_path: Path) -> None:
    before = rows(url)
    assert min(before.values()) > 0, before
    exported = [filled_store.export_of("web", address) for address in ("anna", "bert")]
    filled_store.close()
    with engine_of(url) as engine:
        upgrade(engine, "next", revisions(tmp_path, NEXT_YEAR))
        assert current_revision(engine) == "next"
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT count(*) FROM draft WHERE nickname = 'x'")) == before["draft"]
        assert rows(url) == before
        with engine.begin() as connection:  # so that this version opens it again, to compare what is in it
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    again = Store.open(url, [key])
    assert [again.export_of("web", address) for address in ("anna", "bert")] == exported
    with turn_for(again) as turn:  # and the references still work
        turn.erase()
    assert count(url, "consent") == before["consent"] - 1
    again.close()


def test_a_migration_that_would_break_a_reference_is_undone(
    sqlite_store: Store, sqlite_url: str, tmp_path: Path
) -> None:
    with turn_for(sqlite_store) as turn:
        fill(turn)
    before = rows(sqlite_url)
    with engine_of(sqlite_url) as engine:
        with pytest.raises(BrokenReference, match="draft_event"):
            upgrade(engine, "broken", revisions(tmp_path, BROKEN))
        assert current_revision(engine) == "0003"
    assert rows(sqlite_url) == before


def test_a_migration_that_fails_half_way_is_undone(filled_store: Store, url: str, tmp_path: Path) -> None:
    before = rows(url)
    with engine_of(url) as engine:
        with pytest.raises(ZeroDivisionError):
            upgrade(engine, "failing", revisions(tmp_path, FAILING))
        assert current_revision(engine) == "0003"
        with engine.connect() as connection:
            context = MigrationContext.configure(connection)
            assert compare_metadata(context, metadata) == []
    assert rows(url) == before


def test_foreign_keys_are_on_again_after_a_migration(sqlite_store: Store, sqlite_url: str) -> None:
    with engine_of(sqlite_url) as engine:
        upgrade(engine)
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_database_of_a_later_version_is_refused(store: Store, url: str, key: str) -> None:
    with engine_of(url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=r"9999.*newer version"):
        Store.open(url, [key])

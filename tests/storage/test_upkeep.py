"""Backup and health, and who may read the files."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.errors import BackupFailed
from storage.store import Store
from tests.storage.scene import NOW, arrival, count, turn_for
from tests.storage.test_privacy import fill


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_backup_restores(sqlite_store: Store, key: str, tmp_path: Path) -> None:
    with turn_for(sqlite_store) as turn:
        fill(turn)
    target = tmp_path / "backup.db"
    sqlite_store.backup(target)
    assert mode(target) == 0o600
    expected = sqlite_store.export_of("web", "anna")
    with turn_for(sqlite_store) as turn:  # what comes after isn't in it
        turn.erase()
    restored = Store.open(f"sqlite:///{target}", [key])
    assert restored.export_of("web", "anna") == expected
    assert restored.migrate() is False
    restored.close()


def test_a_backup_is_one_whole_file(sqlite_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    sqlite_store.backup(folder / "a.db")
    assert [file.name for file in folder.iterdir()] == ["a.db"]
    with closing(sqlite3.connect(folder / "a.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_may_be_made_while_a_turn_is_open(sqlite_store: Store, key: str, tmp_path: Path) -> None:
    with turn_for(sqlite_store) as turn:
        turn.save({"n": 1})
        sqlite_store.backup(tmp_path / "backup.db")
    restored = Store.open(f"sqlite:///{tmp_path / 'backup.db'}", [key])
    exported = restored.export_of("web", "anna")
    assert exported
    assert exported["conversations"][0]["state"] == {}  # as it stood before the turn
    restored.close()


def test_a_backup_overwrites_nothing_least_of_all_the_database(sqlite_store: Store, sqlite_url: str) -> None:
    database = Path(make_url(sqlite_url).database or "")
    before = database.read_bytes()
    with pytest.raises(BackupFailed, match="name a new one"):
        sqlite_store.backup(database)
    assert database.read_bytes() == before


def test_a_backup_into_nowhere_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="No such file or directory"):
        sqlite_store.backup(tmp_path / "missing" / "backup.db")


@pytest.mark.postgres
def test_on_postgresql_its_own_tool_makes_backups(url: str, store: Store, tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        store.backup(tmp_path / "backup.db")
        return
    with pytest.raises(BackupFailed, match="pg_dump"):
        store.backup(tmp_path / "backup.db")
    assert not list(tmp_path.iterdir())


def test_only_the_owner_can_read_the_database(sqlite_store: Store, sqlite_url: str) -> None:
    database = Path(make_url(sqlite_url).database or "")
    with turn_for(sqlite_store):
        pass
    files = list(database.parent.glob(database.name + "*"))
    assert len(files) == 3  # the database and its two logs
    assert {mode(file) for file in files} == {0o600}


def test_health(store: Store, url: str) -> None:
    healthy = store.health()
    assert healthy.backend == ("sqlite" if url.startswith("sqlite") else "postgresql")
    assert (healthy.waiting, healthy.oldest_due, healthy.set_aside, healthy.uncertain) == (0, None, 0, 0)
    store.receive(arrival(address="anna", wait=5))
    store.receive(arrival(address="bert", wait=3))
    with turn_for(store, "cleo") as turn:
        turn.ask_staff("person", "call me")
    waiting = store.health()
    assert (waiting.waiting, waiting.open_requests) == (2, 1)
    assert waiting.oldest_due
    assert (waiting.oldest_due - NOW).total_seconds() == 3
    assert count(url, "staff_request") == 1


def test_requests_are_shown_until_they_are_done(store: Store) -> None:
    with turn_for(store) as turn:
        first = turn.ask_staff("fact", "which label?", "GT-107-AAAAAA", "label")
        turn.ask_staff("person", "call me")
    request, other = store.requests()
    assert (request.id, request.kind, request.text) == (first, "fact", "which label?")
    assert (request.case, request.fact, request.state, request.created_at) == ("GT-107-AAAAAA", "label", "open", NOW)
    assert store.close_request(first, NOW)
    assert store.requests() == (other,)
    assert not store.close_request(4711, NOW)

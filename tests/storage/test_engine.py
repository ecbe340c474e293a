"""Connections: how SQLite is set up, which URLs are accepted, what errors tell."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import engine as engines
from storage.engine import open_engine, reading, writing
from storage.errors import BadUrl, DatabaseRefused
from storage.records import DraftEvent
from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, arrival, event, filled, turn_for


def test_how_every_sqlite_connection_is_set_up(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with reading(engine) as session:
        found = {
            name: session.connection().execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    full = 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }
    engine.dispose()


def test_a_reader_is_in_nobodys_way_and_sees_one_moment(store: Store) -> None:
    with turn_for(store) as turn:
        turn.note("firm", "one")
        done = threading.Event()
        seen: list[int] = []

        def read() -> None:
            seen.append(len(transcript(store, "web", "anna")))
            done.set()

        threading.Thread(target=read).start()
        assert done.wait(5)  # although the turn is open
        assert seen == [0]
    assert len(transcript(store, "web", "anna")) == 1


def test_a_writer_that_waits_too_long_is_told_so(
    sqlite_store: Store, sqlite_url: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    with turn_for(sqlite_store), pytest.raises(DatabaseRefused, match="another thread"):
        sqlite_store.receive(arrival())
    monkeypatch.setattr(engines, "_PRAGMAS", ("PRAGMA busy_timeout=50",))
    other = Store.open(sqlite_url, [key])
    with turn_for(sqlite_store), pytest.raises(DatabaseRefused, match="SQLITE_BUSY"):
        other.receive(arrival())
    assert other.receive(arrival())
    other.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("sqlite:///file:x?mode=memory&uri=true", "name a file"),
        ("mysql://localhost/x", "'mysql'"),
        ("postgresql+asyncpg://localhost/x", "use sqlite:/// or postgresql://"),
        ("greendesk.db", "isn't one"),
        ("", "isn't one"),
        ("sqlite:////nowhere/at/all/greendesk.db", "No such file or directory"),
    ],
)
def test_a_url_that_cannot_work_is_refused_with_the_way_out(url: str, says: str, key: str) -> None:
    with pytest.raises(BadUrl, match=says):
        Store.open(url, [key])


def test_a_database_that_does_not_answer_is_named_without_its_password(key: str) -> None:
    with pytest.raises(BadUrl, match=r"someone:\*\*\*@127.0.0.1:1/greendesk.*is it running") as raised:
        Store.open("postgresql://someone:secret@127.0.0.1:1/greendesk", [key])
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database_is_refused(key: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(BadUrl, match="SQLITE_NOTADB"):
        Store.open(f"sqlite:///{tmp_path / 'letter.txt'}", [key])


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_urls_are_spelled_in_three_ways(scheme: str) -> None:
    engine = open_engine(f"{scheme}://someone:secret@localhost/greendesk")
    assert engine.url.drivername == "postgresql+psycopg"


def test_errors_and_logs_tell_nothing_personal(store: Store, url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with turn_for(store) as turn:
        draft = turn.save_draft(filled(turn.new_draft("certification", "2018")), event())
    with pytest.raises(DatabaseRefused) as refused, writing(store._engine) as session:
        session.connection().execute(
            text("INSERT INTO draft (firm_name, ubn) VALUES (:name, :ubn)"),
            {"name": "Spruce and Fir Trading", "ubn": "04595257"},
        )
    assert refused.value.__suppress_context__
    with pytest.raises(TypeError, match="not JSON serializable") as unfit:
        store.save_draft(draft, DraftEvent("odd", "firm", NOW, {"name": {"Ingrid Berg"}}))
    told = f"{refused.value} {unfit.value} {caplog.text}"
    for secret in ("Spruce", "04595257", "Ingrid", "anna"):
        assert secret not in told, secret
    assert ("SQLITE_CONSTRAINT" if url.startswith("sqlite") else "NotNullViolation") in str(refused.value)


def test_starting_is_quick_and_needs_no_alembic(sqlite_store: Store, sqlite_url: str, key: str) -> None:
    """Opening a migrated database and one turn, in a fresh process; importing Alembic alone takes 0.3 s."""
    script = f"""
import sys, time
from datetime import UTC, datetime
from storage.records import Arrival
from storage.store import Store
start = time.perf_counter()
now = datetime.now(UTC)
store = Store.open({sqlite_url!r}, [{key!r}])
assert store.migrate() is False
store.receive(Arrival("web", "e", "a", {{}}, now, now))
with store.turn(now) as turn:
    turn.say({{"text": "hi"}})
print(time.perf_counter() - start)
assert not {{"alembic", "mako", "psycopg"}} & set(sys.modules)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 0.5  # measured: 0.03 s

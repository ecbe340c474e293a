"""Messages taken back, and messages that arrive out of order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, arrival, texts, turn_for


def test_what_is_unsent_is_erased_from_transcript_and_inbox(sqlite_store: Store, sqlite_url: str) -> None:
    sqlite_store.receive(replace(arrival("my bank account"), message="m1"))
    with sqlite_store.turn(NOW) as turn:
        assert turn
        turn.note("firm", "my bank account", "m1")
        turn.note("firm", "hello", "m2")
    with turn_for(sqlite_store) as turn:
        turn.unsend("m1")
    assert [line.text for line in transcript(sqlite_store, "web", "anna")] == ["hello"]
    exported = json.dumps(sqlite_store.export_of("web", "anna"))
    assert "bank" not in exported


def test_arrivals_are_read_by_their_place(store: Store) -> None:
    shuffled = [replace(arrival(text), place=place) for text, place in (("c", 3), ("a", 1), ("b", 2))]
    assert store.receive_all([*shuffled, shuffled[0]]) == (True, True, True, False)
    with store.turn(NOW) as turn:
        assert texts(turn) == ["a", "b", "c"]


def test_a_late_turn_leaves_what_has_only_just_come_in(store: Store) -> None:
    """Said at 0 s and at 2 s, with 1 s to gather; the turn comes at 2.5 s, when the second still waits for more."""
    store.receive(arrival("first", wait=1))
    store.receive(arrival("second", at=NOW + timedelta(seconds=2), wait=1))
    with store.turn(NOW + timedelta(seconds=2.5)) as turn:
        assert texts(turn) == ["first"]
    with store.turn(NOW + timedelta(seconds=2.9)) as turn:
        assert turn is None
    with store.turn(NOW + timedelta(seconds=3)) as turn:
        assert texts(turn) == ["second"]

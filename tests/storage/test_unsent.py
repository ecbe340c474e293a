"""Messages taken back, and messages that arrive out of order."""

from __future__ import annotations

import json
from dataclasses import replace

from storage.store import Store
from tests.storage.scene import NOW, arrival, texts, turn_for


def test_what_is_unsent_is_erased_from_transcript_and_inbox(sqlite_store: Store, sqlite_url: str) -> None:
    sqlite_store.receive(replace(arrival("my bank account"), message="m1"))
    with sqlite_store.turn(NOW) as turn:
        assert turn
        turn.note("firm", "my bank account", "m1")
        turn.note("firm", "hello", "m2")
    with turn_for(sqlite_store) as turn:
        turn.unsend("m1")
    assert [line.text for line in sqlite_store.transcript("web", "anna")] == ["hello"]
    exported = json.dumps(sqlite_store.export_of("web", "anna"))
    assert "bank" not in exported


def test_arrivals_are_read_by_their_place(store: Store) -> None:
    shuffled = [replace(arrival(text), place=place) for text, place in (("c", 3), ("a", 1), ("b", 2))]
    assert store.receive_all([*shuffled, shuffled[0]]) == (True, True, True, False)
    with store.turn(NOW) as turn:
        assert texts(turn) == ["a", "b", "c"]

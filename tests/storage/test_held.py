"""Deliveries held until the person writes again: they hold up nothing and are said once."""

from __future__ import annotations

from storage.store import Store
from tests.storage.scene import turn_for
from tests.storage.test_outbox import claimed, next_of, say, settle


def test_what_is_held_waits_for_the_next_turn_and_holds_up_nothing(store: Store) -> None:
    say(store, "news", "answer")
    settle(store, claimed(store), "held", error="quota")
    assert claimed(store).payload == {"text": "answer"}
    with turn_for(store, channel="line") as turn:
        assert turn.take_held() == ({"text": "news"},)
        assert turn.take_held() == ()


def test_what_is_held_belongs_to_its_conversation(store: Store) -> None:
    say(store, "news")
    settle(store, claimed(store), "held")
    with turn_for(store, "bert", channel="line") as turn:
        assert turn.take_held() == ()


def test_a_failed_turn_leaves_it_held(store: Store) -> None:
    say(store, "news")
    settle(store, claimed(store), "held")
    try:
        with turn_for(store, channel="line") as turn:
            turn.take_held()
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with turn_for(store, channel="line") as turn:
        assert [held["text"] for held in turn.take_held()] == ["news"]


def test_who_left_is_told_nothing_that_was_held(store: Store) -> None:
    say(store, "news", "more")
    settle(store, claimed(store), "held")
    settle(store, claimed(store), "dropped")
    with turn_for(store, channel="line") as turn:
        assert turn.take_held() == ()
    assert next_of(store) is None

"""Turns that share a transaction, and what a round does in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.group import ReadAhead
from storage.records import Settled
from storage.store import Store
from storage.turn import Turn
from tests.kept import transcript
from tests.storage.scene import NOW, arrival, count, event, raw_bytes, texts, turn_for

LEASE = timedelta(minutes=2)
PEOPLE = ("anna", "bert", "cleo", "dora", "emil")


def heard(store: Store, *people: str) -> None:
    store.receive_all([arrival(f"{person} asks", address=person) for person in people])


def who(turns: tuple[Turn, ...]) -> list[str]:
    return [turn.conversation.address for turn in turns]


@pytest.mark.parametrize("people", [PEOPLE[:1], PEOPLE[:2], PEOPLE[:3], PEOPLE])
def test_turns_come_with_what_was_said_to_each(store: Store, people: tuple[str, ...]) -> None:
    heard(store, *people)
    with store.turns(NOW, 16) as turns:
        assert [texts(turn) for turn in turns] == [[f"{person} asks"] for person in people]
        for turn in turns:
            turn.save({"with": turn.conversation.address})
            turn.say({"text": f"to {turn.conversation.address}"})
    with store.turns(NOW, 16) as turns:
        assert turns == ()
    for person in people:
        assert [one.payload for one in store.outbox_after("web", person, 0)] == [{"text": f"to {person}"}]
        with turn_for(store, person) as turn:
            assert turn.conversation.state == {"with": person}


def test_no_more_than_asked_for_the_longest_due_first(store: Store) -> None:
    store.receive(arrival(address="late"))
    store.receive(arrival(address="early", at=NOW - timedelta(seconds=1)))
    with store.turns(NOW, 1) as turns:
        assert who(turns) == ["early"]
    with store.turns(NOW, 1) as turns:
        assert who(turns) == ["late"]


def test_a_failure_undoes_all_of_them(store: Store) -> None:
    def failing() -> None:
        with store.turns(NOW, 16) as turns:
            turns[0].note("bot", "hello")
            turns[0].say({"text": "hello"})
            raise RuntimeError

    heard(store, "anna", "bert")
    with pytest.raises(RuntimeError):
        failing()
    assert transcript(store, "web", "anna") == []
    assert store.outbox_after("web", "anna", 0) == ()
    with store.turns(NOW, 16) as turns:
        assert who(turns) == ["anna", "bert"]


def test_of_one_contact_one_conversation_at_a_time(store: Store) -> None:
    with turn_for(store) as turn:
        code = turn.link_code(NOW + LEASE)
    with turn_for(store, "U-anna", channel="line") as turn:
        assert turn.link(code) is not None
    store.receive_all([arrival("on the page"), arrival("on LINE", address="U-anna", channel="line")])
    with store.turns(NOW, 16) as turns:
        assert [texts(turn) for turn in turns] == [["on the page"]]
        turns[0].new_draft("certification", "2018")
    with store.turns(NOW, 16) as turns:
        assert [texts(turn) for turn in turns] == [["on LINE"]]
        assert len(turns[0].drafts()) == 1


def test_a_code_redeemed_beside_the_turn_it_leads_to_sees_that_turn(store: Store) -> None:
    with turn_for(store) as turn:
        code = turn.link_code(NOW + LEASE)
    heard(store, "anna")
    store.receive(arrival(address="U-bert", channel="line"))
    with store.turns(NOW, 16) as turns:
        anna, bert = turns
        anna.save({"trial": "begun just now"})
        anna.new_draft("certification", "2018")
        assert bert.link(code) == {"trial": "begun just now"}
        assert len(bert.drafts()) == 1


def test_what_a_turn_writes_it_reads(store: Store) -> None:
    with turn_for(store) as turn:
        assert turn.drafts() == ()
        draft = turn.new_draft("certification", "2018")
        assert [one.version for one in turn.drafts()] == [1]
        turn.save_draft(replace(draft, ubn="04595257"), event())
        assert [(one.version, one.ubn) for one in turn.drafts()] == [(2, "04595257")]


def test_what_is_erased_beside_others_goes_alone(sqlite_store: Store, sqlite_url: str) -> None:
    heard(sqlite_store, "anna", "bert")
    with sqlite_store.turns(NOW, 16) as turns:
        for turn in turns:
            turn.note("firm", texts(turn)[0])
            turn.save({"said": texts(turn)[0]})
        turns[0].erase()
        turns[0].save({"said": "goodbye"})
    assert transcript(sqlite_store, "web", "anna") == []
    assert [line.text for line in transcript(sqlite_store, "web", "bert")] == ["bert asks"]
    assert count(sqlite_url, "inbox") == 2
    with turn_for(sqlite_store) as turn:
        assert turn.conversation.state == {"said": "goodbye"}


def test_an_erased_state_is_written_again_though_it_is_the_same(store: Store) -> None:
    with turn_for(store) as turn:
        turn.save({"lang": "zh"})
    with turn_for(store) as turn:
        turn.erase()
        turn.save({"lang": "zh"})
    with turn_for(store) as turn:
        assert turn.conversation.state == {"lang": "zh"}


def test_a_round_is_one_transaction(store: Store) -> None:
    with store.together():
        assert store.receive_all([arrival(event_id="e1")]) == (True,)
        with store.turns(NOW, 16) as turns:
            turns[0].say({"text": "hello"})
        (delivery,) = store.dispatch("web", NOW, LEASE, most=5)
    assert (delivery.address, delivery.payload, delivery.attempts) == ("anna", {"text": "hello"}, 1)
    assert store.receive_all([arrival(event_id="e1")]) == (False,)
    assert store.dispatch("web", NOW, LEASE, settled=[Settled(delivery.id, "sent", done=1)], most=5) == ()


def test_a_round_that_fails_leaves_nothing(store: Store, url: str) -> None:
    def failing() -> None:
        with store.together():
            store.receive_all([arrival(event_id="e1")])
            with store.turns(NOW, 16) as turns:
                turns[0].say({"text": "hello"})
            assert store.dispatch("web", NOW, LEASE, most=5)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert [count(url, table) for table in ("contact", "inbox", "outbox")] == [0, 0, 0]
    assert store.receive_all([arrival(event_id="e1")]) == (True,)


def test_what_is_erased_in_a_round_is_gone_from_the_file(sqlite_store: Store, sqlite_url: str) -> None:
    with turn_for(sqlite_store) as turn:
        turn.subscribe("certification", "2018")
    with sqlite_store.together():
        sqlite_store.receive(arrival())
        with sqlite_store.turns(NOW, 16) as turns:
            old = turns[0].conversation.contact_id
            turns[0].erase()
    assert count(sqlite_url, "subscription") == 0
    assert old != 0
    assert not any(sqlite_store._vault._recent), "nothing erased stays open in memory"
    assert raw_bytes(sqlite_url)


def test_reading_ahead_reads_once_for_all_and_anew_after_a_write() -> None:
    asked: list[list[int]] = []

    def load(owners: object) -> dict[int, tuple[str, ...]]:
        asked.append(list(owners))  # type: ignore[call-overload]
        return {1: ("one",)}

    ahead = ReadAhead[str](load, [1, 2, 3])
    assert (ahead.take(1), ahead.take(2)) == (("one",), ())
    assert asked == [[1, 2, 3]]
    assert ahead.take(1) == ("one",)
    ahead.forget(3)
    assert ahead.take(3) == ()
    assert asked == [[1, 2, 3], [1], [3]]

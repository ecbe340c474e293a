"""Arrivals: stored once, handled in order, never lost, set aside when they keep failing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.errors import BadArrival
from storage.records import Arrival
from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, arrival, consent, count, texts, turn_for


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_a_redelivered_event_is_stored_once(store: Store, url: str) -> None:
    first = arrival("fee?", event_id="e-1")
    assert store.receive(first) is True
    assert store.receive(first) is False
    with store.turn(NOW) as turn:
        assert texts(turn) == ["fee?"]
    assert store.receive(first) is False  # also once it was handled
    with store.turn(NOW) as turn:
        assert turn is None
    assert count(url, "inbox") == 1


def test_the_same_event_id_on_another_channel_is_another_event(store: Store) -> None:
    assert store.receive(arrival(event_id="e-1", channel="web"))
    assert store.receive(arrival(event_id="e-1", channel="terminal"))


def test_one_contact_for_an_address_and_another_for_another(store: Store, url: str) -> None:
    for address in ("anna", "bert", "anna"):
        store.receive(arrival(address=address))
    assert (count(url, "contact"), count(url, "identity"), count(url, "conversation")) == (2, 2, 2)


def test_a_turn_takes_everything_pending_in_the_order_of_arrival(store: Store) -> None:
    for text in ("one", "two", "three"):
        store.receive(arrival(text))
    with store.turn(NOW) as turn:
        assert texts(turn) == ["one", "two", "three"]
    with store.turn(NOW) as turn:
        assert turn is None


def test_what_a_turn_does_is_there_afterwards(store: Store) -> None:
    with turn_for(store) as turn:
        assert turn.conversation.state == {}
        assert turn.conversation.handled_by == "bot"
        turn.save({"question": "label", "seen": [1, 2]})
        turn.say({"text": "藍天使"})
        turn.note("firm", "hello")
        turn.note("bot", "藍天使")
        turn.consent(consent())
    assert [delivery.payload for delivery in store.outbox_after("web", "anna", 0)] == [{"text": "藍天使"}]
    assert [(line.speaker, line.text) for line in transcript(store, "web", "anna")] == [
        ("firm", "hello"),
        ("bot", "藍天使"),
    ]
    with turn_for(store) as turn:
        assert turn.conversation.state == {"question": "label", "seen": [1, 2]}
        assert turn.consents() == (consent(),)


def test_any_text_survives_storage(store: Store) -> None:
    odd = "nul \0, lone surrogate \ud800, 🌱, '; DROP TABLE inbox; --, <b>"
    store.receive(arrival(odd))
    with store.turn(NOW) as turn:
        assert texts(turn) == [odd]
        assert turn
        turn.note("firm", odd)
        turn.save({odd: odd})
    assert transcript(store, "web", "anna")[0].text == odd


@pytest.mark.parametrize("field", ["channel", "event_id", "address"])
@pytest.mark.parametrize("value", ["", "x" * 256, "nul\0", "line\n", "\ud800"])
def test_an_arrival_without_a_usable_name_is_refused(field: str, value: str) -> None:
    usable: dict[str, Any] = {"channel": "web", "event_id": "e", "address": "a"}
    with pytest.raises(BadArrival, match=field):
        Arrival(**{**usable, field: value}, payload={}, received_at=NOW, due_at=NOW)


class TestWhenATurnIsDue:
    """Worked by hand: a text waits 0.7 s after the last one, a button not at all."""

    def test_not_before_the_text_has_waited(self, store: Store) -> None:
        store.receive(arrival("one", wait=0.7))
        with store.turn(NOW + seconds(0.69)) as turn:
            assert turn is None
        with store.turn(NOW + seconds(0.7)) as turn:
            assert texts(turn) == ["one"]

    def test_three_quick_bubbles_are_one_question(self, store: Store) -> None:
        # said at 0.0, 0.5 and 1.0: the last one waits until 1.7
        for number, text in enumerate(("one", "two", "three")):
            store.receive(arrival(text, at=NOW + seconds(number / 2), wait=0.7))
        with store.turn(NOW + seconds(1.69)) as turn:
            assert turn is None
        with store.turn(NOW + seconds(1.7)) as turn:
            assert texts(turn) == ["one", "two", "three"]

    def test_a_button_takes_the_waiting_text_with_it_at_once(self, store: Store) -> None:
        store.receive(arrival("text", wait=0.7))
        store.receive(arrival("button", at=NOW + seconds(0.2)))
        with store.turn(NOW + seconds(0.2)) as turn:
            assert texts(turn) == ["text", "button"]

    def test_a_text_after_a_button_does_not_hold_the_button_up(self, store: Store) -> None:
        store.receive(arrival("button"))
        store.receive(arrival("text", at=NOW + seconds(0.1), wait=0.7))
        with store.turn(NOW + seconds(0.1)) as turn:
            assert texts(turn) == ["button"]
        with store.turn(NOW + seconds(0.79)) as turn:
            assert turn is None
        with store.turn(NOW + seconds(0.8)) as turn:
            assert texts(turn) == ["text"]

    def test_whoever_waits_longest_comes_first(self, store: Store) -> None:
        store.receive(arrival("late", address="bert", wait=2))
        store.receive(arrival("early", address="anna", wait=1))
        with store.turn(NOW + seconds(3)) as turn:
            assert texts(turn) == ["early"]
        with store.turn(NOW + seconds(3)) as turn:
            assert texts(turn) == ["late"]


class TestFailures:
    def fail(self, store: Store, at: float, *, poison: str | None = None) -> list[str]:
        """One turn that raises if the poison is in it; what it was given."""
        ids: list[int] = []
        seen: list[str] = []
        try:
            with store.turn(NOW + seconds(at)) as turn:
                assert turn
                ids = [each.id for each in turn.arrivals]
                seen = texts(turn)
                turn.say({"text": " ".join(seen)})
                turn.save({"last": seen})
                if poison is None or poison in seen:
                    raise ZeroDivisionError("words of a person")
        except ZeroDivisionError:
            store.failed(ids, "ZeroDivisionError", NOW + seconds(at), apology={"text": "sorry"})
        return seen

    def test_a_failed_turn_loses_nothing_and_says_nothing(self, store: Store) -> None:
        store.receive(arrival("one"))
        self.fail(store, 0)
        assert store.outbox_after("web", "anna", 0) == ()
        with store.turn(NOW + seconds(1)) as turn:
            assert texts(turn) == ["one"]
            assert turn
            assert turn.conversation.state == {}
            assert turn.arrivals[0].attempts == 1

    def test_an_exception_undoes_the_turn_and_the_next_one_gets_it_again(self, store: Store, url: str) -> None:
        store.receive(arrival("one"))

        def do_everything_and_fail() -> None:
            with store.turn(NOW) as turn:
                assert turn
                turn.new_draft("certification", "2018")
                turn.consent(consent())
                turn.note("firm", "one")
                turn.record_miss("q", None, "declined")
                turn.ask_staff("person", "call me")
                turn.subscribe("certification", "2018")
                raise ZeroDivisionError

        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                do_everything_and_fail()
        for table in (
            "draft",
            "draft_event",
            "consent",
            "transcript",
            "miss",
            "staff_request",
            "subscription",
        ):
            assert count(url, table) == 0, table
        with store.turn(NOW) as turn:
            assert texts(turn) == ["one"]

    def test_the_next_try_waits_a_moment(self, store: Store) -> None:
        store.receive(arrival("one"))
        self.fail(store, 0)  # the second try a second later, the third two seconds after that
        with store.turn(NOW + seconds(0.9)) as turn:
            assert turn is None
        self.fail(store, 1)
        with store.turn(NOW + seconds(2.9)) as turn:
            assert turn is None
        assert self.fail(store, 3) == ["one"]

    def test_after_three_failures_it_is_set_aside_and_the_conversation_goes_on(self, store: Store) -> None:
        store.receive(arrival("poison"))
        for at in (0, 1, 3):
            assert store.set_aside() == ()
            self.fail(store, at)
        (given_up,) = store.set_aside()
        assert given_up.payload == {"text": "poison"}
        assert (given_up.channel, given_up.error) == ("web", "ZeroDivisionError")
        assert given_up.set_aside_at == NOW + seconds(3)
        assert store.health().set_aside == 1
        assert [each.payload for each in store.outbox_after("web", "anna", 0)] == [{"text": "sorry"}]
        store.receive(arrival("next", at=NOW + seconds(4)))
        with store.turn(NOW + seconds(4)) as turn:
            assert texts(turn) == ["next"]

    def test_only_the_one_at_fault_is_set_aside(self, store: Store) -> None:
        for text in ("one", "poison", "three"):
            store.receive(arrival(text))
        everything = ["one", "poison", "three"]
        assert self.fail(store, 0, poison="poison") == everything
        assert self.fail(store, 1, poison="poison") == everything
        assert self.fail(store, 3, poison="poison") == ["one"]  # the last try: one by one
        assert self.fail(store, 3, poison="poison") == ["poison"]
        assert self.fail(store, 5, poison="poison") == ["three"]
        assert [each.payload for each in store.set_aside()] == [{"text": "poison"}]
        said = [each.payload["text"] for each in store.outbox_after("web", "anna", 0)]
        assert said == ["one", "sorry", "three"]
        with store.turn(NOW + seconds(60)) as turn:
            assert turn is None

    def test_what_another_worker_has_handled_meanwhile_is_not_counted(self, store: Store) -> None:
        store.receive(arrival("one"))
        with store.turn(NOW) as turn:
            assert turn
            ids = [each.id for each in turn.arrivals]
        for _ in range(3):
            assert store.failed(ids, "ZeroDivisionError", NOW, apology={"text": "sorry"}) == ()
        assert store.set_aside() == ()
        assert store.outbox_after("web", "anna", 0) == ()

    def test_failing_arrivals_that_are_gone_is_nothing(self, store: Store) -> None:
        assert store.failed([4711], "KeyError", NOW) == ()
        assert store.failed([], "KeyError", NOW) == ()

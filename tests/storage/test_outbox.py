"""Deliveries: read by the page past the last id, claimed by senders in order, never blindly sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.records import Delivery, Settled
from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, turn_for

LEASE = timedelta(seconds=30)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def say(store: Store, *said: str, address: str = "anna", channel: str = "line") -> None:
    with turn_for(store, address, channel=channel) as turn:
        for text in said:
            turn.say({"text": text})


def next_of(store: Store, at: float = 0, channel: str = "line") -> Delivery | None:
    return next(iter(store.dispatch(channel, NOW + seconds(at), LEASE)), None)


def claimed(store: Store, at: float = 0, channel: str = "line") -> Delivery:
    found = next_of(store, at, channel)
    assert found
    return found


def settle(store: Store, delivery: Delivery, state: str, at: float = 0, **values: Any) -> None:
    settled = Settled(delivery.id, state, **values)  # type: ignore[arg-type]
    assert store.dispatch("line", NOW + seconds(at), LEASE, settled=[settled], most=0) == ()


def test_the_page_reads_past_the_last_id(store: Store) -> None:
    say(store, "one", "two", channel="web")
    first, second = store.outbox_after("web", "anna", 0)
    assert first.id < second.id
    assert (first.payload, first.address, first.created_at) == ({"text": "one"}, "anna", NOW)
    assert store.outbox_after("web", "anna", first.id) == (second,)
    assert store.outbox_after("web", "anna", second.id) == ()


def test_nobody_reads_anothers_deliveries(store: Store) -> None:
    say(store, "for anna", channel="web")
    assert store.outbox_after("web", "bert", 0) == ()
    assert store.outbox_after("line", "anna", 0) == ()
    assert transcript(store, "web", "bert") == []


def test_ids_grow_even_after_everything_was_deleted(store: Store) -> None:
    """The page asks for what is past the last id it has seen: an id used again would never be shown."""
    say(store, "one", channel="web")
    (last,) = store.outbox_after("web", "anna", 0)
    with turn_for(store) as turn:
        turn.erase()
        turn.say({"text": "gone"})
    (after,) = store.outbox_after("web", "anna", last.id)
    assert after.payload == {"text": "gone"}


def test_claimed_sent_and_done(store: Store) -> None:
    say(store, "one")
    delivery = claimed(store)
    assert (delivery.payload, delivery.address, delivery.attempts) == ({"text": "one"}, "anna", 1)
    assert next_of(store) is None
    settle(store, delivery, "sent")
    assert next_of(store, 3600) is None
    assert store.health().uncertain == 0


def test_a_sender_gets_only_its_own_channel(store: Store) -> None:
    say(store, "one", channel="web")
    assert next_of(store) is None


def test_a_conversations_deliveries_come_in_order_and_hold_up_nobody_else(store: Store) -> None:
    say(store, "a1", "a2")
    say(store, "b1", address="bert")
    first, other = claimed(store), claimed(store)
    assert (first.payload["text"], other.payload["text"]) == ("a1", "b1")
    assert next_of(store) is None  # a2 waits for a1
    settle(store, first, "sent")
    assert claimed(store).payload["text"] == "a2"


def test_one_to_be_retried_holds_its_conversation_until_it_is_due(store: Store) -> None:
    say(store, "a1", "a2")
    settle(store, claimed(store), "later", error="TooManyRequests", due_at=NOW + seconds(10))
    assert next_of(store, 9.9) is None
    again = claimed(store, at=10)
    assert (again.payload["text"], again.attempts) == ("a1", 2)
    settle(store, again, "sent", at=10)
    assert claimed(store, at=10).payload["text"] == "a2"


def test_an_uncertain_one_is_shown_and_not_sent_again(store: Store) -> None:
    say(store, "a1", "a2")
    settle(store, claimed(store), "uncertain", error="ReadTimeout")
    assert store.health().uncertain == 1
    assert claimed(store).payload["text"] == "a2"


@pytest.mark.parametrize(("at", "uncertain"), [(29.999, 0), (30, 1), (30.001, 1)])
def test_one_whose_sender_died_becomes_uncertain_when_its_lease_runs_out(
    store: Store, at: float, uncertain: int
) -> None:
    say(store, "a1", "a2")
    claimed(store)
    found = next_of(store, at)
    assert (found.payload["text"] if found else None) == ("a2" if uncertain else None)
    assert store.health().uncertain == uncertain


def test_a_late_word_from_the_sender_settles_an_uncertain_one(store: Store) -> None:
    say(store, "a1")
    delivery = claimed(store)
    assert next_of(store, 31) is None
    settle(store, delivery, "sent", at=32)
    assert store.health().uncertain == 0


def test_what_was_sent_stays_sent(store: Store) -> None:
    say(store, "a1")
    delivery = claimed(store)
    settle(store, delivery, "sent")
    settle(store, delivery, "later", error="Late", due_at=NOW)
    assert next_of(store) is None


def test_nothing_is_sent_before_its_turn_is_committed(store: Store, url: str) -> None:
    with turn_for(store, channel="line") as turn:
        turn.say({"text": "one"})
        if not url.startswith("sqlite"):  # on SQLite the turn holds the one write lock, a sender would wait
            assert next_of(store) is None
    assert claimed(store).payload == {"text": "one"}
    assert next_of(store) is None


def test_several_are_claimed_at_once_each_of_another_conversation(store: Store) -> None:
    say(store, "a1", "a2")
    say(store, "b1", address="bert")
    say(store, "c1", address="carl")
    first = store.dispatch("line", NOW, LEASE, most=2)
    assert [each.payload["text"] for each in first] == ["a1", "b1"]
    settled = [Settled(each.id, "sent") for each in first]
    assert [each.payload["text"] for each in store.dispatch("line", NOW, LEASE, settled=settled, most=9)] == [
        "a2",
        "c1",
    ]


def test_a_retry_knows_what_of_it_was_taken(store: Store) -> None:
    say(store, "a1")
    settle(store, claimed(store), "later", due_at=NOW, done=2)
    assert claimed(store).done == 2


def test_one_refused_is_shown_and_holds_up_nothing(store: Store) -> None:
    say(store, "a1", "a2")
    refused = claimed(store)
    settle(store, refused, "refused", error="BadRequest")
    (shown,) = store.undelivered()
    assert (shown.id, shown.channel, shown.state, shown.error) == (refused.id, "line", "refused", "BadRequest")
    assert claimed(store).payload["text"] == "a2"


def test_of_somebody_who_left_all_that_waits_is_dropped_quietly(store: Store) -> None:
    say(store, "a1", "a2")
    say(store, "b1", address="bert")
    settle(store, claimed(store), "dropped", error="Forbidden")
    assert claimed(store).payload["text"] == "b1"
    assert next_of(store) is None
    assert store.undelivered() == ()
    say(store, "a3")
    assert claimed(store).payload["text"] == "a3"


def test_what_a_turn_hushes_is_not_sent(store: Store) -> None:
    say(store, "a1")
    with turn_for(store, channel="line") as turn:
        turn.hush()
    assert next_of(store) is None

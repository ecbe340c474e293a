"""Retention: each period just below, at and above its end."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest

from storage.records import RetentionReport, Settled
from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, arrival, consent, count, event, filled, hand_over, turn_for

NOTHING = RetentionReport(conversations=0, contacts=0, payloads=0, transcript=0, drafts=0, misses=0, requests=0, jobs=0)


def days(number: int, over: int = 0) -> datetime:
    """So many days after the scene, and so many seconds over."""
    return NOW + timedelta(days=number, seconds=over)


def failing_turn(store: Store) -> list[int]:
    """A turn that raises; the ids of its arrivals."""
    ids: list[int] = []
    with contextlib.suppress(ZeroDivisionError), store.turn(NOW + timedelta(minutes=1)) as turn:
        assert turn
        ids = [each.id for each in turn.arrivals]
        raise ZeroDivisionError
    return ids


ENDS = pytest.mark.parametrize(("over", "gone"), [(-1, False), (0, True), (1, True)])


@ENDS
def test_without_consent_what_was_said_goes_after_30_days(store: Store, url: str, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.save({"fee": 80_000})
        turn.note("firm", "hello")
        turn.say({"text": "hi"})
    report = store.retention(days(30, over))
    assert (report.conversations, report.contacts) == (gone, gone)
    for table in ("contact", "identity", "conversation", "transcript", "outbox", "inbox"):
        assert count(url, table) == (0 if gone else 1), table


@ENDS
def test_with_consent_it_stays_as_long_as_drafts_do(store: Store, url: str, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.save({"fee": 80_000})
        turn.note("firm", "hello")
    assert store.retention(days(40)).contacts == 0
    with turn_for(store, "bert", at=days(365, over)):
        pass
    report = store.retention(days(365, over))
    assert (report.conversations, report.contacts) == (gone, gone)
    assert count(url, "transcript") == (0 if gone else 1)
    assert count(url, "contact") == (1 if gone else 2)


def test_a_consent_that_was_withdrawn_is_none(store: Store, url: str) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.consent(consent(given=False))
        turn.new_draft("certification", "2018")
    assert store.retention(days(30)).drafts == 1
    assert count(url, "contact") == 0


def test_the_last_word_counts_and_a_waiting_one_is_never_lost(store: Store, url: str) -> None:
    with turn_for(store) as turn:
        turn.save({"fee": 80_000})
    store.receive(arrival("waiting", at=days(29)))
    assert store.retention(days(90)).conversations == 0
    with store.turn(days(90)) as turn:
        assert turn
        assert turn.conversation.state == {"fee": 80_000}
    assert store.retention(days(119)).conversations == 0
    assert store.retention(days(120)).conversations == 1


@ENDS
def test_a_draft_goes_after_a_year_without_a_change(store: Store, url: str, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.save_draft(filled(turn.new_draft("certification", "2018")), event(at=days(10)))
    assert store.retention(days(375, over)).drafts == gone
    assert count(url, "draft") == (0 if gone else 1)
    assert count(url, "draft_event") == (0 if gone else 2)


def test_a_period_can_be_set(store: Store) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.new_draft("certification", "2018")
    assert store.retention(days(100), draft_days=101).drafts == 0
    assert store.retention(days(101), draft_days=101).drafts == 1


def test_a_case_that_was_handed_over_stays(store: Store) -> None:
    with turn_for(store) as turn:
        draft = hand_over(turn, turn.save_draft(filled(turn.new_draft("certification", "2018")), event()))
        turn.save({"note": "x"})
    report = store.retention(days(10_000))
    assert (report.drafts, report.conversations, report.contacts) == (0, 1, 0)
    assert store.handed_over() == (draft,)
    assert store.retention(days(10_001)) == NOTHING


@pytest.mark.parametrize("wish", ["subscription", "request", "job"])
def test_who_still_waits_for_something_stays_reachable(store: Store, url: str, wish: str) -> None:
    with turn_for(store) as turn:
        turn.save({"fee": 80_000})
        if wish == "subscription":
            turn.subscribe("certification", "2018")
        if wish == "request":
            request = turn.ask_staff("person", "call me")
        contact = turn.conversation.contact_id
    if wish == "job":
        store.enqueue("k", "remind", days(100), {}, contact_id=contact)
    report = store.retention(days(30))
    assert (report.conversations, report.contacts) == (1, 0)
    assert count(url, "identity") == 1
    if wish == "request":
        assert store.close_request(request, days(31))
        assert not store.close_request(request, days(31))
        assert store.requests() == ()
        assert store.retention(days(31)).contacts == 1


@ENDS
def test_handled_arrivals_are_emptied_after_a_week(store: Store, over: int, gone: bool) -> None:
    with turn_for(store):
        pass
    assert store.retention(days(7, over)).payloads == gone
    exported = store.export_of("web", "anna")
    assert exported
    assert [each["payload"] for each in exported["conversations"][0]["received"]] == [
        None if gone else {"text": "hello"}
    ]


def test_an_emptied_event_is_still_known(store: Store) -> None:
    same = arrival()
    store.receive(same)
    with store.turn(NOW):
        pass
    store.retention(days(29))
    assert not store.receive(same)


@ENDS
def test_sent_deliveries_are_emptied_after_a_week(store: Store, over: int, gone: bool) -> None:
    with turn_for(store, channel="line") as turn:
        turn.say({"text": "hi"})
    (delivery,) = store.dispatch("line", NOW, timedelta(seconds=30))
    store.dispatch("line", NOW, timedelta(seconds=30), settled=[Settled(delivery.id, "sent")], most=0)
    store.retention(days(7, over))
    assert [each.payload for each in store.outbox_after("line", "anna", 0)] == ([] if gone else [{"text": "hi"}])


@ENDS
def test_the_pages_deliveries_stay_for_thirty_days(store: Store, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.say({"text": "hi"})
    store.retention(days(30, over))
    assert len(store.outbox_after("web", "anna", 0)) == (0 if gone else 1)


@ENDS
def test_what_was_set_aside_goes_after_thirty_days(store: Store, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
    store.receive(arrival("poison"))
    for _ in range(3):
        store.failed(failing_turn(store), "KeyError", NOW)
    assert len(store.set_aside()) == 1
    store.retention(days(30, over))
    assert len(store.set_aside()) == (0 if gone else 1)


@ENDS
def test_misses_go_after_a_year_with_or_without_their_contact(store: Store, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.record_miss("what is the moon", "label", "declined")
    assert store.retention(days(30)).contacts == 1
    (miss,) = store.misses()
    assert (miss.question, miss.entry, miss.kind, miss.at) == ("what is the moon", "label", "declined", NOW)
    assert store.retention(days(365, over)).misses == gone


@ENDS
def test_jobs_that_are_done_go_after_thirty_days(store: Store, url: str, over: int, gone: bool) -> None:
    store.enqueue("k", "remind", NOW, {})
    store.enqueue("waiting", "remind", NOW + timedelta(days=400), {})
    job = store.claim_job(NOW, timedelta(minutes=5), ["remind"])
    assert job
    store.finish_job(job, NOW)
    assert store.retention(days(30, over)).jobs == gone
    assert count(url, "job") == (1 if gone else 2)


@ENDS
def test_old_lines_of_a_conversation_still_going_on(store: Store, over: int, gone: bool) -> None:
    with turn_for(store) as turn:
        turn.consent(consent())
        turn.note("firm", "a year ago")
    with turn_for(store, at=days(300)) as turn:
        turn.note("firm", "lately")
    assert store.retention(days(365, over)).transcript == gone
    assert [line.text for line in transcript(store, "web", "anna")] == (
        ["lately"] if gone else ["a year ago", "lately"]
    )


def test_run_again_there_is_nothing_to_do(store: Store) -> None:
    with turn_for(store) as turn:
        turn.save({"fee": 80_000})
        turn.subscribe("certification", "2018")
    assert store.retention(days(400)) != NOTHING
    assert store.retention(days(400)) == NOTHING

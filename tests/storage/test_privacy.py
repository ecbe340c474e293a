"""A person's rights: a copy of everything, and erasure that leaves no trace."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from storage.states import DraftState
from storage.store import Store
from storage.turn import Turn
from tests.storage.scene import NOW, arrival, consent, count, event, filled, hand_over, raw_bytes, turn_for

SECRETS = ("Spruce and Fir", "04595257", "Ingrid Berg", "my secret state", "spoken aloud", "call me maybe")


def fill(turn: Turn) -> None:
    """Everything a contact can leave behind."""
    turn.save({"note": "my secret state"})
    turn.say({"text": "spoken aloud"})
    turn.note("firm", "spoken aloud")
    turn.consent(consent())
    turn.record_miss("spoken aloud", "label", "not_answered")
    turn.ask_staff("fact", "call me maybe", "GT-107-AAAAAA", "label")
    turn.subscribe("certification", "2018")
    turn.remember("answer", "spoken aloud", {"ground": "none"})
    turn.link_code(turn.now + timedelta(minutes=10))
    turn.save_draft(filled(turn.new_draft("certification", "2018")), event())
    hand_over(turn, turn.save_draft(filled(turn.new_draft("certification", "2018")), event()))


def test_the_export_has_everything_and_is_plain_json(store: Store) -> None:
    with turn_for(store) as turn:
        fill(turn)
        store_says = turn.export()
    exported = store.export_of("web", "anna")
    assert exported
    assert json.loads(json.dumps(exported)) == exported
    assert store_says["drafts"] == exported["drafts"]
    assert set(exported) == {
        "contact", "consents", "drafts", "conversations", "misses", "requests", "subscriptions", "jobs",
        "purchase_files", "remembered",
    }  # fmt: skip
    (conversation,) = exported["conversations"]
    assert (conversation["channel"], conversation["address"]) == ("web", "anna")
    assert conversation["state"] == {"note": "my secret state"}
    assert [line["text"] for line in conversation["transcript"]] == ["spoken aloud"]
    assert [each["payload"] for each in conversation["received"]] == [{"text": "hello"}]
    assert [each["payload"] for each in conversation["sent"]] == [{"text": "spoken aloud"}]
    first, second = sorted(exported["drafts"], key=lambda draft: str(draft["state"]))
    assert (first["state"], second["state"]) == ("filling", "handed_over")
    assert second["firm_name"] == "Spruce and Fir Trading"
    assert [each["kind"] for each in second["events"]] == ["started", "answered", "checked", "handed_over"]
    assert second["events"][-1]["snapshot"] == {"facts": {"application_fee": 80_000}}
    assert exported["consents"] == [
        {"notice": "2026-01", "lang": "zh", "given": True, "at": "2018-06-01T04:00:00+00:00"}
    ]
    assert [each["text"] for each in exported["requests"]] == ["call me maybe"]
    assert [each["programme"] for each in exported["subscriptions"]] == ["certification"]


def test_the_export_has_nothing_of_anyone_else(store: Store) -> None:
    with turn_for(store) as turn:
        fill(turn)
    with turn_for(store, "bert") as turn:
        exported = json.dumps(turn.export())
    assert not [secret for secret in SECRETS if secret in exported]
    assert store.export_of("web", "nobody") is None


def test_erasure_takes_everything(store: Store, url: str) -> None:
    with turn_for(store) as turn:
        fill(turn)
        contact = turn.conversation.contact_id
    store.enqueue("k", "remind", NOW, {"name": "Ingrid Berg"}, contact_id=contact)
    with turn_for(store) as turn:
        turn.note("firm", "spoken aloud: delete me")
        turn.erase()
        assert turn.conversation.contact_id != contact
        assert turn.conversation.state == {}
        turn.say({"text": "gone"})
    for table in ("consent", "transcript", "miss", "staff_request", "subscription", "job"):
        assert count(url, table) == 0, table
    assert (count(url, "contact"), count(url, "identity"), count(url, "conversation")) == (1, 1, 1)
    assert [each.payload for each in store.outbox_after("web", "anna", 0)] == [{"text": "gone"}]
    exported = store.export_of("web", "anna")
    assert exported
    assert not [secret for secret in SECRETS if secret in json.dumps(exported)]
    assert (exported["drafts"], exported["conversations"][0]["received"]) == ([], [])


def test_of_a_case_handed_over_a_tombstone_stays(store: Store) -> None:
    with turn_for(store) as turn:
        fill(turn)
        cases = {draft.state: draft.case for draft in turn.drafts()}
    with turn_for(store) as turn:
        turn.erase()
    assert store.case(cases[DraftState.FILLING]) is None
    left = store.case(cases[DraftState.HANDED_OVER])
    assert left
    assert (left.draft.state, left.draft.programme) == (DraftState.ERASED, "certification")
    assert (left.draft.contact_id, left.draft.firm_name, left.draft.ubn, left.draft.answers) == (
        None,
        None,
        None,
        [],
    )
    (last,) = left.events
    assert (last.kind, last.before, last.after) == ("erased", DraftState.HANDED_OVER, DraftState.ERASED)
    assert (last.detail, last.snapshot) == ({}, None)
    assert store.handed_over() == ()


def test_erasure_leaves_the_others_alone(store: Store) -> None:
    for address in ("anna", "bert"):
        with turn_for(store, address) as turn:
            fill(turn)
    before = store.export_of("web", "bert")
    with turn_for(store) as turn:
        turn.erase()
    assert store.export_of("web", "bert") == before
    assert [draft.contact_id is not None for draft in store.handed_over()] == [True]


def test_after_erasure_the_conversation_goes_on_afresh(store: Store) -> None:
    with turn_for(store) as turn:
        fill(turn)
    with turn_for(store) as turn:
        turn.erase()
        draft = turn.new_draft("certification", "2018")  # even in the same turn
    with turn_for(store) as turn:
        assert turn.conversation.state == {}
        assert turn.consents() == ()
        assert turn.drafts() == (draft,)
        assert turn.subscribe("certification", "2018")
        turn.save({"fresh": True})
    with turn_for(store) as turn:
        assert turn.conversation.state == {"fresh": True}


def test_an_event_handled_before_the_erasure_is_not_answered_again_after_it(store: Store) -> None:
    old, erasing = arrival("old"), arrival("erase me")
    store.receive(old)
    with store.turn(NOW):
        pass
    store.receive(erasing)
    with store.turn(NOW) as turn:
        assert turn
        turn.erase()
    assert not store.receive(old)
    assert not store.receive(erasing)
    with store.turn(NOW) as turn:
        assert turn is None


def test_a_failed_turn_erases_nothing(store: Store) -> None:
    with turn_for(store) as turn:
        fill(turn)
    before = store.export_of("web", "anna")
    try:
        store.receive(arrival("erase me"))
        with store.turn(NOW) as turn:
            assert turn
            turn.erase()
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    after = store.export_of("web", "anna")
    assert before
    assert after
    assert {**before, "conversations": []} == {**after, "conversations": []}
    assert after["conversations"][0]["state"] == {"note": "my secret state"}


def test_erasure_leaves_no_byte_in_the_files(sqlite_store: Store, sqlite_url: str) -> None:
    """The firm's name and number stand in plain columns: they must be gone from the pages and the log too."""
    with turn_for(sqlite_store) as turn:
        fill(turn)
        cases = [draft.case for draft in turn.drafts()]
    kept = raw_bytes(sqlite_url)
    assert b"Spruce and Fir" in kept
    assert b"04595257" in kept
    with turn_for(sqlite_store) as turn:
        (handed,) = [draft for draft in turn.drafts() if draft.handed_over_at]
        turn.save_draft(replace(handed, firm_name="Spruce and Fir Holding"), event())
        turn.erase()
    left = raw_bytes(sqlite_url)
    assert not [secret for secret in SECRETS if secret.encode() in left]
    assert sum(case.encode() in left for case in cases) == 1  # the tombstone's

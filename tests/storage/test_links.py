"""One-time codes: two channels become one contact's, with all that each had."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.store import Store
from tests.kept import drafts_of
from tests.storage.scene import NOW, consent, count, raw_bytes, turn_for

LIFE = timedelta(minutes=10)


def code_of(store: Store, address: str = "anna") -> str:
    with turn_for(store, address) as turn:
        turn.save({"trial": address})
        turn.subscribe("certification", "2018")
        turn.new_draft("certification", "2018")
        return turn.link_code(NOW + LIFE)


def redeemed(store: Store, code: str, at: timedelta = timedelta(0)) -> object:
    with turn_for(store, "U-bert", channel="line", at=NOW + at) as turn:
        return turn.link(code)


def test_a_code_joins_two_channels_with_all_that_each_had(store: Store, url: str) -> None:
    code = code_of(store)
    with turn_for(store, "U-bert", channel="line") as turn:
        turn.new_draft("certification", "2018")
        turn.subscribe("certification", "2018")
        turn.subscribe("counselling", "2015")
        turn.consent(consent())
        turn.ask_staff("person", "call me")
        old = turn.conversation.contact_id
        assert turn.link(f" {code[:4].lower()}-{code[4:]}") == {"trial": "anna"}
        assert turn.conversation.contact_id != old
        assert len(turn.drafts()) == 2
        assert [each.given for each in turn.consents()] == [True]
        turn.new_draft("certification", "2018")
    assert len(drafts_of(store, "web", "anna")) == len(drafts_of(store, "line", "U-bert")) == 3
    assert (count(url, "contact"), count(url, "identity"), count(url, "subscription")) == (1, 2, 2)
    exported = store.export_of("web", "anna")
    assert exported
    assert {each["channel"] for each in exported["conversations"]} == {"web", "line"}
    assert [each["text"] for each in exported["requests"]] == ["call me"]


def test_erasure_on_one_channel_erases_both(store: Store, url: str) -> None:
    redeemed(store, code_of(store))
    with turn_for(store, "U-bert", channel="line") as turn:
        turn.erase()
    assert (count(url, "contact"), count(url, "draft")) == (1, 0)


def test_a_code_works_once(store: Store) -> None:
    code = code_of(store)
    assert redeemed(store, code) == {"trial": "anna"}
    assert redeemed(store, code) is None


@pytest.mark.parametrize(("seconds", "valid"), [(599, True), (600, False), (601, False)])
def test_a_code_works_for_its_time(store: Store, seconds: int, valid: bool) -> None:
    assert (redeemed(store, code_of(store), timedelta(seconds=seconds)) is not None) is valid


def test_retention_removes_expired_codes(store: Store, url: str) -> None:
    code_of(store)
    store.retention(NOW + LIFE)
    assert count(url, "link_code") == 0


def test_a_new_code_voids_the_one_before(store: Store, url: str) -> None:
    first = code_of(store)
    second = code_of(store)
    assert redeemed(store, first) is None
    assert redeemed(store, second) is not None
    assert count(url, "link_code") == 0


@pytest.mark.parametrize("code", ["", "ABCD-EFGH", "0" * 300, "' OR 1=1 --", "臺灣"])
def test_what_is_no_code_joins_nothing(store: Store, code: str) -> None:
    code_of(store)
    assert redeemed(store, code) is None
    assert drafts_of(store, "line", "U-bert") == []


def test_ones_own_code_changes_nothing(store: Store) -> None:
    with turn_for(store) as turn:
        turn.new_draft("certification", "2018")
        assert turn.link(turn.link_code(NOW + LIFE)) == {}
        assert len(turn.drafts()) == 1


def test_the_code_itself_is_not_stored(sqlite_store: Store, sqlite_url: str) -> None:
    assert code_of(sqlite_store).encode() not in raw_bytes(sqlite_url)

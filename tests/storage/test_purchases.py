"""Purchase lists: sealed, one firm's own, kept no longer than said; and what was said once for the next file."""

from __future__ import annotations

from datetime import timedelta

from storage.store import Store
from storage.vault import new_key
from tests.storage.scene import NOW, count, raw_bytes, turn_for

LIST = b"PK\x03\x04 a workbook of Spruce and Fir"
RESULT = b"PK\x03\x04 the same with what counts"
DAY = timedelta(days=1)


def contact_of(store: Store, address: str = "anna", channel: str = "web") -> int:
    with turn_for(store, address, channel=channel) as turn:
        return turn.conversation.contact_id


def keep(store: Store, contact: int, content: bytes = LIST, most: int = 3) -> int:
    file = store.add_purchases(contact, name="purchases.xlsx", content=content, most=most, now=NOW)
    assert file is not None
    return file


def test_a_list_is_kept_and_comes_back_with_what_was_made_of_it(store: Store) -> None:
    contact = contact_of(store)
    file = keep(store, contact)
    found = store.purchases(file, contact)
    assert found
    assert (found.name, found.size, found.agreed, found.result_name) == ("purchases.xlsx", len(LIST), True, None)
    assert store.purchases_content(file, contact) == LIST
    assert store.purchases_result("web", "anna", file) is None
    assert store.finish_purchases(file, contact, "declared.xlsx", RESULT, NOW)
    assert store.purchases_result("web", "anna", file) == ("declared.xlsx", RESULT)


def test_nobody_reads_anothers_list(store: Store) -> None:
    file = keep(store, contact_of(store))
    other = contact_of(store, "bert")
    store.finish_purchases(file, contact_of(store), "declared.xlsx", RESULT, NOW)
    assert store.purchases(file, other) is None
    assert store.purchases_content(file, other) is None
    assert store.purchases_result("web", "bert", file) is None
    assert store.purchases_result("web", "nobody", file) is None
    assert not store.finish_purchases(file, other, "x.xlsx", RESULT, NOW)
    with turn_for(store, "bert") as turn:
        assert not turn.keep_purchases(file)
        turn.drop_purchases(file)
    assert store.purchases(file, contact_of(store))


def test_an_upload_waits_for_consent_and_goes_in_a_day_without_it(store: Store) -> None:
    first, second = (
        store.upload_purchases("web", "anna", name="a.csv", content=LIST, most=3, now=NOW) for _ in range(2)
    )
    contact = contact_of(store)
    waiting = store.purchases(first, contact)
    assert waiting
    assert not waiting.agreed
    with turn_for(store) as turn:
        assert turn.keep_purchases(second)
    store.retention(NOW + DAY - timedelta(seconds=1))
    assert store.purchases(first, contact)
    store.retention(NOW + DAY)
    assert store.purchases(first, contact) is None
    kept = store.purchases(second, contact)
    assert kept
    assert kept.agreed


def test_a_list_goes_when_its_days_are_over_and_what_was_remembered_later(store: Store, url: str) -> None:
    file = keep(store, contact := contact_of(store))
    with turn_for(store) as turn:
        turn.remember("columns", "item|amount", {"amount": 3})
    store.retention(NOW + 30 * DAY - timedelta(seconds=1), list_days=30)
    assert store.purchases(file, contact)
    report = store.retention(NOW + 30 * DAY, list_days=30)
    assert report.purchases == 1
    assert store.remembered(contact, "columns") == {"item|amount": {"amount": 3}}
    store.retention(NOW + 365 * DAY, draft_days=365)
    assert count(url, "remembered") == 0


def test_the_list_longest_untouched_makes_room(store: Store) -> None:
    contact = contact_of(store)
    files = [keep(store, contact, bytes([number]), most=2) for number in range(3)]
    assert [store.purchases(file, contact) is None for file in files] == [True, False, False]


def test_what_was_said_last_is_remembered(store: Store) -> None:
    contact = contact_of(store)
    for value in (1, 2):
        with turn_for(store) as turn:
            turn.remember("columns", "item|amount", {"amount": value})
            turn.remember("answer", "paper", {"ground": "fsc"})
    assert store.remembered(contact, "columns") == {"item|amount": {"amount": 2}}
    assert store.remembered(contact, "answer") == {"paper": {"ground": "fsc"}}
    assert store.remembered(contact_of(store, "bert"), "columns") == {}


def test_all_of_it_is_sealed_exported_and_erased(sqlite_store: Store, sqlite_url: str) -> None:
    contact = contact_of(sqlite_store)
    file = keep(sqlite_store, contact)
    sqlite_store.finish_purchases(file, contact, "declared.xlsx", RESULT, NOW)
    with turn_for(sqlite_store) as turn:
        turn.remember("answer", "paper of Spruce", {"ground": "fsc"})
        exported = turn.export()
    assert exported["purchase_files"][0]["name"] == "purchases.xlsx"
    assert exported["remembered"][0]["key"] == "paper of Spruce"
    for secret in (LIST, RESULT, b"purchases.xlsx", b"Spruce"):
        assert secret not in raw_bytes(sqlite_url)
    with turn_for(sqlite_store) as turn:
        turn.erase()
    assert count(sqlite_url, "purchase_file") == count(sqlite_url, "remembered") == 0


def test_a_contact_that_is_gone_keeps_nothing(store: Store) -> None:
    assert store.add_purchases(4711, name="a.csv", content=LIST, most=3, now=NOW) is None


def test_linked_channels_share_lists_and_what_was_said(store: Store) -> None:
    contact = contact_of(store)
    with turn_for(store, "lin", channel="line") as turn:
        other = turn.conversation.contact_id
        turn.remember("answer", "paper", {"ground": "none"})
        turn.remember("answer", "chairs", {"ground": "none"})
    file = keep(store, other)
    with turn_for(store) as turn:
        turn.remember("answer", "paper", {"ground": "fsc"})
        code = turn.link_code(NOW + DAY)
    with turn_for(store, "lin", channel="line") as turn:
        assert turn.link(code) is not None
    assert store.purchases(file, contact)
    assert store.remembered(contact, "answer") == {"paper": {"ground": "fsc"}, "chairs": {"ground": "none"}}


def test_it_is_sealed_anew_with_a_new_key(store: Store, url: str, key: str) -> None:
    contact = contact_of(store)
    file = keep(store, contact)
    with turn_for(store) as turn:
        turn.remember("answer", "paper", {"ground": "fsc"})
    newer = new_key()
    both = Store.open(url, [newer, key])
    both.rekey()
    both.close()
    again = Store.open(url, [newer])
    assert again.purchases_content(file, contact) == LIST
    with turn_for(again) as turn:
        turn.remember("answer", "paper", {"ground": "none"})
    assert again.remembered(contact, "answer") == {"paper": {"ground": "none"}}
    assert count(url, "remembered") == 1
    again.close()

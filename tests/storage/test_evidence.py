"""Evidence: kept once with its draft, sealed, listed, and gone with it."""

from __future__ import annotations

from storage.rekey import Rekey
from storage.store import Store
from storage.vault import new_key
from tests.storage.scene import NOW, count, event, filled, hand_over, raw_bytes, turn_for

PDF = b"%PDF-1.7 the invoice of Spruce and Fir"


def draft_of(store: Store, address: str = "anna") -> tuple[str, int]:
    with turn_for(store, address) as turn:
        return turn.new_draft("certification", "2018").case, turn.conversation.contact_id


def keep(store: Store, case: str, contact: int, content: bytes = PDF, most: int = 3) -> str:
    return store.add_evidence(case, contact, kind="pdf", name="invoice.pdf", content=content, most=most, now=NOW)


def test_a_file_is_kept_with_its_draft_and_comes_back_as_it_was(store: Store) -> None:
    case, contact = draft_of(store)
    assert keep(store, case, contact) == "kept"
    (found,) = store.evidence(case)
    assert (found.case, found.kind, found.name, found.size) == (case, "pdf", "invoice.pdf", len(PDF))
    assert len(found.sha256) == 64
    assert store.evidence_content(found.id) == PDF
    record = store.case(case)
    assert record
    assert [each.kind for each in record.events] == ["started", "evidence"]
    with turn_for(store) as turn:
        assert turn.evidence() == (found,)
    exported = store.export_of("web", "anna")
    assert exported
    assert exported["drafts"][0]["evidence"][0]["name"] == "invoice.pdf"


def test_the_same_content_is_kept_once_and_not_too_many(store: Store) -> None:
    case, contact = draft_of(store)
    assert [keep(store, case, contact, content) for content in (b"a", b"a", b"b", b"c", b"d")] == [
        "kept", "there", "kept", "kept", "too_many",
    ]  # fmt: skip


def test_nobody_adds_to_anothers_draft(store: Store) -> None:
    case, _ = draft_of(store)
    _, other = draft_of(store, "bert")
    assert keep(store, case, other) == "no_draft"
    assert store.evidence(case) == ()


def test_it_is_sealed_and_gone_with_its_draft(sqlite_store: Store, sqlite_url: str) -> None:
    case, contact = draft_of(sqlite_store)
    keep(sqlite_store, case, contact)
    assert PDF not in raw_bytes(sqlite_url)
    assert b"invoice.pdf" not in raw_bytes(sqlite_url)
    with turn_for(sqlite_store) as turn:
        turn.erase()
    assert count(sqlite_url, "evidence") == 0


def test_of_a_case_handed_over_the_evidence_goes_too(store: Store, url: str) -> None:
    with turn_for(store) as turn:
        draft = hand_over(turn, turn.save_draft(filled(turn.new_draft("certification", "2018")), event()))
        contact = turn.conversation.contact_id
    keep(store, draft.case, contact)
    with turn_for(store) as turn:
        turn.erase()
    assert count(url, "draft") == 1
    assert count(url, "evidence") == 0


def test_it_is_sealed_anew_with_a_new_key(store: Store, url: str, key: str) -> None:
    case, contact = draft_of(store)
    keep(store, case, contact)
    keep(store, case, contact, b"another")
    newer = new_key()
    both = Store.open(url, [newer, key])
    assert isinstance(both, Rekey)
    both.rekey()
    both.close()
    again = Store.open(url, [newer])
    assert [again.evidence_content(each.id) for each in again.evidence(case)] == [PDF, b"another"]
    again.close()


def test_what_is_taken_back_is_gone_until_the_draft_is_handed_over(store: Store) -> None:
    case, contact = draft_of(store)
    for content, source in ((b"a", "m1"), (b"b", "m2")):
        store.add_evidence(case, contact, kind="pdf", name="a.pdf", content=content, most=9, now=NOW, source=source)
    with turn_for(store, "bert") as turn:
        turn.unsend("m1")  # another person's message of the same id
    assert len(store.evidence(case)) == 2
    with turn_for(store) as turn:
        turn.unsend("m1")
    (left,) = store.evidence(case)
    assert store.evidence_content(left.id) == b"b"
    record = store.case(case)
    assert record
    assert [each.kind for each in record.events] == ["started", "evidence", "evidence", "evidence_unsent"]
    with turn_for(store) as turn:
        (draft,) = turn.drafts()
        hand_over(turn, draft)
    with turn_for(store) as turn:
        turn.unsend("m2")
    assert store.evidence(case) == (left,)

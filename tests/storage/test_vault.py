"""Encryption: nothing personal in the bytes, keys that change, keys that are wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadKey, WrongKey
from storage.store import Store
from storage.vault import REMEMBERED, Vault, new_key
from tests.storage.scene import NOW, count, raw_bytes, turn_for
from tests.storage.test_privacy import SECRETS, fill

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec=None)), inner),
    max_leaves=10,
)  # fmt: skip


@given(JSON)
def test_whatever_is_json_comes_back(value: object) -> None:
    keys = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    vault, other = Vault(keys), Vault(keys)
    token = vault.seal(value)
    assert vault.unseal(token) == other.unseal(token) == value


def test_what_is_not_json_is_refused() -> None:
    vault = Vault([new_key()])
    with pytest.raises(TypeError):
        vault.seal({"at": NOW})
    with pytest.raises(ValueError, match="not JSON compliant"):
        vault.seal(float("nan"))


def test_the_search_hash_needs_the_key_and_every_part() -> None:
    one, other = Vault([new_key()]), Vault([new_key()])
    assert one.digest("address", "web", "anna") == one.digest("address", "web", "anna")
    assert one.digest("address", "web", "anna") != other.digest("address", "web", "anna")
    assert len({one.digest("a", "bc"), one.digest("ab", "c"), one.digest("abc")}) == 3


@pytest.mark.parametrize("keys", [[], [""], ["short"], ["not base64 !" * 4], [new_key() + "x" * 3]])
def test_what_is_no_key_is_refused_with_the_way_out(keys: list[str], sqlite_url: str) -> None:
    with pytest.raises(BadKey, match="new-key") as raised:
        Store.open(sqlite_url, keys)
    assert not [key for key in keys if key and key in str(raised.value)]


def test_no_personal_byte_in_the_files(sqlite_store: Store, sqlite_url: str) -> None:
    secrets = ["綠色商行", "spoken aloud", "my secret state", "Ingrid Berg", "call me maybe", "anna-of-line"]
    with turn_for(sqlite_store, "anna-of-line") as turn:
        fill(turn)
        turn.note("firm", "綠色商行")
    sqlite_store.enqueue("k", "remind", NOW, {"name": "Ingrid Berg"})
    kept = raw_bytes(sqlite_url)
    for secret in secrets:
        escaped = json.dumps(secret)[1:-1].encode()
        assert secret.encode() not in kept, secret
        assert escaped not in kept, secret
    assert b"Spruce and Fir" in kept  # the firm's name and number are plain: officers search by them


def test_a_wrong_key_is_noticed_at_start_and_named(url: str, store: Store) -> None:
    with pytest.raises(WrongKey, match=r"put back the key .* goes in front of the old one"):
        Store.open(url, [new_key()])


def test_a_wrong_key_is_noticed_even_when_two_start_at_once(url: str, key: str) -> None:
    first, second = Store.open(url, [key]), Store.open(url, [new_key()])
    first.migrate()
    with pytest.raises(WrongKey):
        second.migrate()
    first.close()
    second.close()


class TestChangingTheKey:
    def test_the_first_key_writes_and_all_read(self, url: str, key: str, store: Store) -> None:
        with turn_for(store) as turn:
            turn.save({"n": 1})
        store.close()
        newer = new_key()
        both = Store.open(url, [newer, key])
        with turn_for(both) as turn:  # found again, though its address was hashed with the old key
            assert turn.conversation.state == {"n": 1}
            turn.save({"n": 2})
        assert count(url, "contact") == 1
        both.close()

    def test_sealed_anew_the_old_key_can_be_put_away(self, url: str, key: str, store: Store) -> None:
        with turn_for(store) as turn:
            fill(turn)
        store.close()
        newer = new_key()
        with pytest.raises(WrongKey):
            Store.open(url, [newer])
        both = Store.open(url, [newer, key])
        before = both.export_of("web", "anna")
        assert both.rekey() > 10
        both.close()
        with pytest.raises(WrongKey):
            Store.open(url, [key])
        alone = Store.open(url, [newer])
        assert alone.export_of("web", "anna") == before
        assert before
        assert [secret for secret in SECRETS if secret in json.dumps(before)] == list(SECRETS)
        with turn_for(alone) as turn:
            assert turn.conversation.state == {"note": "my secret state"}
        assert count(url, "contact") == 1
        alone.close()


def test_what_was_sealed_a_moment_ago_stays_open_for_a_while_and_is_no_one_elses() -> None:
    vault = Vault([new_key()])
    tokens = [vault.seal({"number": number}) for number in range(REMEMBERED + 5)]
    assert len(vault._recent) == REMEMBERED
    vault.unseal(tokens[-1])["number"] = "changed by the caller"
    assert [vault.unseal(tokens[place]) for place in (0, -1)] == [{"number": 0}, {"number": REMEMBERED + 4}]
    vault.forget()
    assert vault.unseal(tokens[-1]) == {"number": REMEMBERED + 4}
    assert len(vault._recent) == 1

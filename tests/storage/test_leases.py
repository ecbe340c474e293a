"""Leases: taken over by whoever comes last, kept by its holder alone, free once it has run out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.store import Store
from tests.storage.scene import NOW

LEASE = timedelta(seconds=60)


def test_whoever_comes_last_has_it(store: Store) -> None:
    first = store.take_over("poll:telegram", NOW, NOW + LEASE)
    assert store.holds("poll:telegram", first)
    second = store.take_over("poll:telegram", NOW, NOW + LEASE)
    assert (store.holds("poll:telegram", first), store.holds("poll:telegram", second)) == (False, True)
    assert not store.keep("poll:telegram", first, NOW + 2 * LEASE)
    assert store.keep("poll:telegram", second, NOW + 2 * LEASE)
    assert not store.holds("poll:line", second)


@pytest.mark.parametrize(("early", "free"), [(1, False), (0, True), (-1, True)])
def test_it_is_free_once_it_has_run_out(store: Store, early: int, free: bool) -> None:
    assert store.is_free("poll:telegram", NOW)
    number = store.take_over("poll:telegram", NOW, NOW + LEASE)
    assert not store.is_free("poll:telegram", NOW + LEASE - timedelta(seconds=1))
    assert store.keep("poll:telegram", number, NOW + 2 * LEASE)
    assert store.is_free("poll:telegram", NOW + 2 * LEASE - timedelta(microseconds=early)) is free


def test_a_lease_is_no_work_to_do(store: Store) -> None:
    store.take_over("poll:telegram", NOW, NOW)
    assert store.claim_job(NOW + LEASE, LEASE, ["retention"]) is None

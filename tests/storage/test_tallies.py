"""Tallies count, also where several count at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from storage.store import Store


def test_what_never_happened_is_none(store: Store) -> None:
    assert store.counted("line.push.2026-11") == 0


def test_everyone_counts(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store.count, ["line.push.2026-11"] * 20 + ["line.push.2026-12"]))
    assert (store.counted("line.push.2026-11"), store.counted("line.push.2026-12")) == (20, 1)

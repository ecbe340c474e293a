"""The watch: one process polls; another one stands by, and takes over from one that left or died."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.watch import Watch
from storage.store import Store
from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import serving
from tests.channels.telegram_standin import TelegramStandIn
from tests.desk import open_desk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_desk(tmp_path)[1]
    yield made
    made.close()


def mine(*watches: Watch) -> list[bool]:
    return [asyncio.run(watch.mine()) for watch in watches]


def test_whoever_comes_last_stands_watch_until_it_leaves(store: Store) -> None:
    one, other = Watch(store, "poll:telegram"), Watch(store, "poll:telegram")
    assert mine(one, one) == [True, True]
    assert mine(other, one, other, one) == [True, False, True, False]
    asyncio.run(other.leave())
    assert mine(one, other) == [True, False]


def test_one_that_died_is_followed_once_its_lease_has_run_out(store: Store) -> None:
    lease = timedelta(seconds=0.3)
    one, dead = Watch(store, "poll:telegram", lease=lease), Watch(store, "poll:telegram", lease=lease)
    assert mine(one, dead, one) == [True, True, False]
    time.sleep(0.35)
    assert mine(one) == [True]


def test_a_watch_that_goes_on_is_not_lost(store: Store) -> None:
    lease = timedelta(seconds=0.3)
    one, other = Watch(store, "poll:telegram", lease=lease), Watch(store, "poll:telegram", lease=lease)
    assert mine(other, one) == [True, True]
    until = time.monotonic() + 0.9
    while time.monotonic() < until:
        assert mine(one, other) == [True, False]
        time.sleep(0.05)


def test_of_two_desks_on_one_database_one_polls(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with (
        TelegramStandIn() as telegram,
        serving(tmp_path, telegram) as one,
        serving(tmp_path, telegram) as other,
    ):
        one.until(lambda: "has taken over" in caplog.text)
        for number in range(3):
            telegram.brings(updates.text(7, f"申請費 {number + 5} 萬可以補助多少？"))
            other.until(lambda wanted=number + 1: len(telegram.texts(7)) == wanted)  # type: ignore[misc]
        assert caplog.text.count("somebody else polls") <= 1

"""Pacing and backing off, worked by hand."""

from __future__ import annotations

from bot.channels.adapter import Pace
from bot.channels.pacing import Pacing
from bot.channels.sender import LONGEST_BACKOFF, backoff

FREE = Pace(burst=1000, seconds=0.001)


def waits(pacing: Pacing, address: str, pace: Pace, *times: float) -> list[float]:
    found = []
    for now in times:
        found.append(round(pacing.wait(address, pace, now), 3))
        pacing.take(address, pace, now)
    return found


def test_a_burst_passes_then_one_each_second() -> None:
    # three at once are free; the fourth waits 1 s, the fifth 2 s; at 10 s all is forgotten
    assert waits(Pacing(FREE), "a", Pace(3, 1.0), 0, 0, 0, 0, 0, 10, 10) == [0, 0, 0, 1, 2, 0, 0]


def test_addresses_do_not_wait_for_each_other_but_all_share_one_pace() -> None:
    pacing = Pacing(Pace(2, 0.5))
    assert waits(pacing, "a", Pace(1, 60.0), 0) == [0]
    assert waits(pacing, "b", Pace(1, 60.0), 0) == [0]
    assert waits(pacing, "c", Pace(1, 60.0), 0) == [0.5]


def test_what_the_platform_asks_for_is_kept() -> None:
    pacing, pace = Pacing(FREE), Pace(3, 1.0)
    pacing.hold("a", pace, until=7.0)
    assert pacing.wait("a", pace, 0.0) == 7.0
    assert pacing.wait("b", pace, 0.0) == 0.0
    assert pacing.wait("a", pace, 7.0) == 0.0


def test_backing_off_doubles_up_to_five_minutes() -> None:
    assert all(0.5 <= backoff(1) <= 1.0 for _ in range(100))
    assert all(4.0 <= backoff(4) <= 8.0 for _ in range(100))
    assert all(LONGEST_BACKOFF / 2 <= backoff(99) <= LONGEST_BACKOFF for _ in range(100))

"""What is missing to the next point, worked by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.procurement import Item, LineScore, NextPoints, latest, next_points

SCORING = latest().scoring
D = Decimal
Score = Callable[[int], LineScore]


def firms(number: int) -> LineScore:
    return SCORING.reached("procurement_firms", "臺中市", number)  # target 228, 4 points


def sales(number: int) -> LineScore:
    return SCORING.growth(Item.STORE_SALES, "臺中市", number)


def members(number: int) -> LineScore:
    return SCORING.growth(Item.MEMBERS, "連江縣", number)


@pytest.mark.parametrize(
    ("score", "now", "number", "points", "gain"),
    [
        (firms, 200, 203, "3.6", "0.1"),  # 3.5088 now; 3.55 x 228 / 4 = 202.35, so 3 more
        (firms, 202, 203, "3.6", "0.1"),
        (firms, 0, 3, "0.1", "0.1"),  # 0.05 x 228 / 4 = 2.85
        (firms, 225, 226, "4", "0.1"),  # 3.9474 now; 3.95 x 228 / 4 = 225.15
        (sales, 706_247_214, 709_778_450, "1", "1"),
        (sales, 720_372_158, 723_903_394, "5", "1"),
        (sales, 0, 709_778_450, "1", "1"),
        (members, 13, 14, "2", "2"),  # the first step is a dash
        (members, 15, 16, "5", "2"),
        (lambda number: SCORING.activity("post", number), 0, 1, "0.2", "0.2"),
        (lambda number: SCORING.travel("臺北市", number), 3, 8, "2", "2"),
    ],
)
def test_the_next_points(score: Score, now: int, number: int, points: str, gain: str) -> None:
    assert next_points(score, now) == NextPoints(number, number - now, D(points), D(gain))


@pytest.mark.parametrize(
    ("score", "now"),
    [
        (firms, 226),  # 3.9649, half up 4.0: no more to be had
        (firms, 228),
        (sales, 741_559_575),
        (lambda number: SCORING.activity("event", number), 15),
    ],
)
def test_nothing_more_to_be_had(score: Score, now: int) -> None:
    assert next_points(score, now) is None


@given(st.integers(0, 300))
def test_it_is_the_least_number(now: int) -> None:
    found = next_points(firms, now)
    if found is None:
        assert firms(now).points == 4
    else:
        assert firms(found.number).points > firms(now).points
        assert firms(found.number - 1).points == firms(now).points
        assert found.gain == firms(found.number).points - firms(now).points

"""What a county is missing to its next points, and which ask least of it: worked by hand, and by properties."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from rules.procurement import CountyFigures, Missing, NextStep, cheapest, latest, missing, score_county
from rules.procurement.county_figures import FIELDS
from tests.rules.county_cases import FIGURES, HIDDEN, NAMES, TAICHUNG, figures

PLAN = latest()
D = Decimal


def lines(county: str, given: CountyFigures) -> dict[str, Missing]:
    return {one.line: one for one in missing(PLAN, score_county(PLAN, county, given))}


def step(line: str, figure: str, changed: dict[str, Any] | None = None, county: str = "臺中市") -> NextStep:
    found = lines(county, figures({**TAICHUNG, **(changed or {})}))[line].steps
    return next(one for one in found if one.figure == figure)


@pytest.mark.parametrize(
    ("line", "figure", "more", "number", "gain", "full"),
    [
        ("procurement_firms", "firms", 3, 203, "0.1", 228),  # 3.55 / 4 x 228 = 202.35
        ("procurement_amount", "amount", 18_039_526, 4_018_039_526, "0.1", 4_180_619_160),  # 8.65 / 9 of the target
        ("advancement_store_sales", "store_sales", 372_158, 720_372_158, "1", 741_559_575),  # 2.0% of table 4
        ("advancement_members", "members", 73, 2_573, "1", 3_063),  # 2,450 + 123; + 613
        ("store_information", "stores_updated", 2, 30, "4", 30),
        ("activities", "post", 1, 31, "0.2", 50),  # 10 points at 0.2
        ("activities", "advertisement", 1, 1, "2", 13),  # 25 points at 2
        ("information", "information", 1, 9, "0.5", 10),
        ("labels", "labels_a", 1, 2, "2.2", 2),  # 6.8 to 9
        ("labels", "labels_b", 1, 2, "2.2", 4),
        ("innovation", "innovation", 1, 2, "5", 2),
        ("advancement_subsidised_travel", "subsidised_travel", 1, 1, "5", 1),
        ("advancement_amount", "amount", 201_522_255, 4_201_522_255, "1", 4_389_650_118),  # table 5, 0.5% and 5%
    ],
)
def test_the_next_point_of_a_line(line: str, figure: str, more: int, number: int, gain: str, full: int) -> None:
    found = step(line, figure)
    assert (found.more, found.number, found.gain, found.full) == (more, number, D(gain), full)
    assert found.share == Fraction(more, full)


def test_a_figure_that_counts_in_two_lines_is_counted_in_both() -> None:
    # one more label of list B: labels 6.8 to 9; the target is reached, so the silver hotel gives its 2
    found = step("labels", "labels_b")
    assert (found.gain, found.adds_low, found.adds_high) == (D("2.2"), D("4.2"), D("4.2"))
    # the amount's 0.5%: 9 - 8.6 at the target, and 1 for the growth
    assert step("advancement_amount", "amount").adds_low == D("1.4")


def test_a_full_part_adds_nothing_to_the_total() -> None:
    # 4: innovation 10, growth of sales 3, travel 2 + 5 = 20 of 18
    given = {"innovation": 2, "subsidised_travel": True}
    found = step("advancement_members", "members", given)
    assert (found.gain, found.adds_low, found.adds_high) == (D(1), D(0), D(0))
    ranked = cheapest(PLAN, score_county(PLAN, "臺中市", figures({**TAICHUNG, **given})))
    assert "members" not in {one.figure for one in ranked}


def test_what_fits_under_the_18_is_all_that_is_added() -> None:
    # 10 + 3 + 2 = 15 so far: the journey's 5 adds 3
    found = step("advancement_subsidised_travel", "subsidised_travel", {"innovation": 2})
    assert (found.gain, found.adds_low) == (D(5), D(3))


def test_dashes_are_passed_over() -> None:
    found = step("advancement_members", "members", {"members": 14}, "連江縣")
    assert (found.more, found.gain) == (1, D(1))  # 15 is 15%: 3 points; 14 gives 2
    found = step("advancement_members", "members", {"members": 15}, "連江縣")
    assert (found.more, found.gain) == (1, D(2))  # 16 is 25%: the dash of 20% is passed over


def test_why_a_line_has_no_next_point() -> None:
    found = lines("臺中市", figures(TAICHUNG, {"firms"}, labels_a=0, labels_b=0, gold=1))
    assert (found["store_sales"].steps, found["store_sales"].reason) == ((), "full")
    assert (found["procurement_firms"].steps, found["procurement_firms"].reason) == ((), "unknown")
    assert {one.figure: one.more for one in found["advancement_hotels"].steps} == {"labels_a": 2, "labels_b": 4}
    none = lines("臺中市", figures(TAICHUNG, labels_a=0, labels_b=0, silver=0))
    assert (none["advancement_hotels"].steps, none["advancement_hotels"].reason) == ((), "target_first")


def test_the_ranking_is_by_share_of_the_own_full_number_per_point() -> None:
    ranked = cheapest(PLAN, score_county(PLAN, "臺中市", figures(TAICHUNG)))
    assert [one.figure for one in ranked[:4]] == ["store_sales", "stores_updated", "members", "chain_place"]
    # 372,158 / 741,559,575 for 1; 2 / 30 for 4; 73 / 3,063 for 1; 1 / 7 for 4
    assert ranked[0].effort == Fraction(372_158, 741_559_575)
    assert ranked[1].effort == Fraction(2, 30) / 4
    assert ranked[3].effort == Fraction(1, 7) / 4
    assert len({one.figure for one in ranked}) == len(ranked)


def test_what_is_sure_comes_before_what_depends_on_the_unknown() -> None:
    # events unknown: they may fill the 25 alone with the rest, so another post may add nothing
    given = figures(TAICHUNG, {"event"}, advertisement=4)
    ranked = cheapest(PLAN, score_county(PLAN, "臺中市", given))
    post = next(one for one in ranked if one.figure == "post")
    assert (post.adds_low, post.adds_high) == (D(0), D("0.2"))
    sure = [one.adds_low > 0 for one in ranked]
    assert sure == sorted(sure, reverse=True)


def test_a_step_as_json() -> None:
    data = step("procurement_firms", "firms").to_json()
    assert data == {
        "line": "procurement_firms",
        "figure": "firms",
        "unit": "firms",
        "now": 200,
        "number": 203,
        "more": 3,
        "full": 228,
        "gain": "0.1",
        "adds_low": "0.1",
        "adds_high": "0.1",
        "share_percent": "1.3",  # 3 / 228 = 1.316%
    }


@settings(max_examples=12, deadline=None)
@given(NAMES, FIGURES, HIDDEN)
def test_what_a_step_adds_is_what_it_adds(county: str, given: dict[str, Any], hidden: set[str]) -> None:
    whole = score_county(PLAN, county, figures(given))
    for one in cheapest(PLAN, score_county(PLAN, county, figures(given, hidden))):
        assert one.adds_high > 0
        number: Any = bool(one.number) if FIELDS[one.figure].unit == "yes_no" else one.number
        after = score_county(PLAN, county, figures(given, **{one.figure: number}))
        assert one.adds_low <= after.total.low - whole.total.low <= one.adds_high
        if not hidden:
            assert one.adds_low == one.adds_high
            assert after.line(one.line).low - whole.line(one.line).low == one.gain

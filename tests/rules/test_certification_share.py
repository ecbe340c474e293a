"""The amount (第五點): 30% of the application fee, in three tiers.

Below 50,000 up to 10,000; from 50,000 to 100,000 up to 30,000; above 100,000 up to 50,000.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.certification.tiers import breakpoints, share, shared
from rules.determination import Step
from rules.engine import bounds
from rules.facts import MOST_MONEY, FactValue
from tests.rules.cases import EDITION_2018, determine

BY_HAND = [
    (0, 0),
    (1, 0),  # 0.3
    (3, 0),  # 0.9
    (4, 1),  # 1.2
    (33_330, 9_999),  # 9,999.0
    (33_333, 9_999),  # 9,999.9, the fraction dropped
    (33_334, 10_000),  # 10,000.2, capped at 10,000 as well
    (49_999, 10_000),  # 14,999.7, capped at 10,000
    (50_000, 15_000),  # the middle tier from here
    (50_001, 15_000),  # 15,000.3
    (80_000, 24_000),
    (99_999, 29_999),  # 29,999.7
    (100_000, 30_000),  # still the middle tier; 30% is just its cap
    (100_001, 30_000),  # 30,000.3, the upper tier
    (120_000, 36_000),
    (166_666, 49_999),  # 49,999.8
    (166_667, 50_000),  # 50,000.1, capped
    (999_999_999, 50_000),
]


@pytest.mark.parametrize(("fee", "amount"), BY_HAND)
def test_the_share_of_a_fee(fee: int, amount: int) -> None:
    assert share(EDITION_2018, fee)[0] == amount
    assert shared(EDITION_2018, fee) == amount
    determined = determine(application_fee=fee).amount
    assert (determined.if_met_low, determined.if_met_high) == (amount, amount)
    if fee:
        assert (determined.low, determined.high) == (amount, amount)


def test_the_working_shows_tier_rate_and_cap() -> None:
    assert share(EDITION_2018, 80_000)[1] == (
        Step("tier_between", {"percent": 30, "cap": 30_000, "start": 50_000, "top": 100_000}),
        Step("rate", {"fee": 80_000, "percent": 30, "part": 24_000}),
        Step("within_cap", {"cap": 30_000, "amount": 24_000}),
    )
    assert share(EDITION_2018, 49_999)[1] == (
        Step("tier_below", {"percent": 30, "cap": 10_000, "bound": 50_000}),
        Step("rate_dropped", {"fee": 49_999, "percent": 30, "part": 14_999, "exact": "14,999.7"}),
        Step("capped", {"cap": 10_000, "amount": 10_000}),
    )
    assert share(EDITION_2018, 200_000)[1] == (
        Step("tier_above", {"percent": 30, "cap": 50_000, "bound": 100_000}),
        Step("rate", {"fee": 200_000, "percent": 30, "part": 60_000}),
        Step("capped", {"cap": 50_000, "amount": 50_000}),
    )


@given(st.integers(0, MOST_MONEY - 1))
def test_a_dollar_more_never_gives_less(fee: int) -> None:
    assert shared(EDITION_2018, fee) <= shared(EDITION_2018, fee + 1)


@given(st.integers(0, MOST_MONEY), st.integers(0, MOST_MONEY))
def test_a_higher_fee_never_gives_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert determine(application_fee=low).amount.if_met_low <= determine(application_fee=high).amount.if_met_low


@given(st.integers(0, MOST_MONEY))
def test_the_share_is_never_above_30_percent_nor_50_000(fee: int) -> None:
    amount = shared(EDITION_2018, fee)
    assert amount * 100 <= fee * 30
    assert amount <= 50_000
    assert share(EDITION_2018, fee)[0] == amount


@pytest.mark.parametrize(
    ("without", "changes", "if_met"),
    [
        (("application_fee",), {}, (0, 50_000)),
        ((), {"application_fee": "foreign_currency"}, (0, 50_000)),
        ((), {"application_fee": "not_itemised"}, (0, 50_000)),  # the invoice's total unknown too
        ((), {"application_fee": "not_itemised", "invoice_total": 120_000}, (0, 36_000)),
        ((), {"application_fee": "not_itemised", "invoice_total": 49_999}, (0, 10_000)),
        ((), {"application_fee": "not_itemised", "invoice_total": 50_000}, (0, 15_000)),
        ((), {"application_fee": "not_itemised", "invoice_total": 0}, (0, 0)),
    ],
)
def test_an_open_fee_gives_bounds(
    without: tuple[str, ...], changes: dict[str, FactValue], if_met: tuple[int, int]
) -> None:
    amount = determine(*without, **changes).amount
    assert (amount.if_met_low, amount.if_met_high) == if_met
    assert (amount.low, amount.high) == (0, if_met[1])


def test_the_invoice_total_counts_only_while_the_fee_is_not_itemised() -> None:
    assert determine(invoice_total=999_999).amount.high == 36_000  # 120,000 x 30%
    assert "invoice_total" not in determine(invoice_total=999_999).facts
    open_fee = determine(application_fee="not_itemised")
    assert open_fee.missing == ("invoice_total",)


def test_while_a_condition_is_open_nothing_is_promised() -> None:
    waiting = determine("label").amount
    assert (waiting.low, waiting.high, waiting.if_met_low) == (0, 36_000, 36_000)
    judged = determine(made_in="partly").amount
    assert (judged.low, judged.high) == (0, 36_000)
    refused = determine(made_in="abroad").amount
    assert (refused.low, refused.high, refused.if_met_high) == (0, 0, 36_000)


@given(st.integers(0, 300_000), st.integers(0, 300_000))
def test_bounds_hold_for_every_fee_between_two(one: int, other: int) -> None:
    least, most = sorted((one, other))
    low, high = bounds(lambda fee: shared(EDITION_2018, fee), least, most, breakpoints(EDITION_2018))
    assert (low, high) == (shared(EDITION_2018, least), shared(EDITION_2018, most))  # for it never falls


def test_bounds_find_a_peak_inside() -> None:
    def peak(number: int) -> int:
        """It rises to 100, then starts again from 0."""
        return number if number <= 100 else number - 101

    assert bounds(peak, 0, 150, [100]) == (0, 100)
    assert bounds(peak, 90, 150, [100]) == (0, 100)
    assert bounds(peak, 101, 150, [100]) == (0, 49)
    assert bounds(peak, 7, 7, [100]) == (7, 7)


def test_breakpoints_stand_where_a_tier_begins_or_its_cap_is_reached() -> None:
    # 10,000 / 30% = 33,333.3 -> 33,334; 30,000 / 30% = 100,000; 50,000 / 30% = 166,666.7 -> 166,667
    assert breakpoints(EDITION_2018) == (0, 33_334, 50_000, 100_000, 100_001, 166_667)

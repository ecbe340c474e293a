"""An enterprise's declaration line by line: every ground, what is open, what is for staff, returns and totals."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.determination import Verdict
from rules.procurement import NO_GROUND, Line, LineKind, LineWording, latest, recognise_line, total
from rules.procurement import lines as module
from rules.procurement.wording import PATH
from rules.wording import LANGS
from rules.yaml_data import load
from tests.rules.test_procurement_editions import Change, change

__all__ = ["change"]

PLAN = latest()
WORDS = LineWording(PLAN)
D = Decimal
DAY = date(2024, 5, 6)
MET, UNMET, UNKNOWN, STAFF = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF


def line(
    ground: str | None = None,
    amount: int | Decimal | None = 100_000,
    kind: LineKind | None = "purchase",
    proven: bool | None = None,
    day: date | None = DAY,
    item: str = "東西",
    leased: str | None = None,
) -> Line:
    return Line(item, "甲公司", amount, kind, ground, proven, day, leased=leased)


def these(*values: object) -> tuple[object, ...]:
    return values


@pytest.mark.parametrize(
    ("ground", "proven", "verdict", "counted"),
    [
        ("taiwan_green_mark", None, MET, "100000"),
        ("carbon_reduction_label", None, MET, "100000"),
        ("efficiency_1", None, MET, "100000"),
        ("efficiency_2", None, MET, "100000"),
        ("efficiency_3", None, UNMET, "0"),
        ("blue_angel", True, MET, "100000"),
        ("carbon_footprint_label", None, UNMET, "0"),
        ("cas", None, UNMET, "0"),
        ("epeat", None, UNMET, "0"),  # only in the 2018 cost sharing
        ("bicycle", None, MET, "100000"),
        ("electric_vehicle", None, MET, "100000"),
        ("led_tube", None, MET, "100000"),
        ("led_bulb", None, UNMET, "0"),
        ("organic_fertiliser", None, MET, "100000"),
        ("green_points", None, MET, "100000"),
        ("green_travel", None, MET, "100000"),
        ("eco_restaurant", None, MET, "100000"),
        ("resource_product", None, MET, "100000"),
        ("renewable_energy", True, MET, "100000"),
        ("renewable_energy", False, UNMET, "0"),
        ("renewable_energy", None, UNKNOWN, "0"),
        ("electric_motorcycle", None, STAFF, "0"),
        ("freight", True, MET, "100000"),
        ("retail", True, MET, "30000"),  # 30%
        ("life_insurance", True, MET, "10000"),  # 10%
        ("property_insurance", True, MET, "20000"),  # 20%
        ("property_insurance", None, UNKNOWN, "0"),
        ("property_insurance", False, UNMET, "0"),
        (NO_GROUND, None, UNMET, "0"),
        (None, None, UNKNOWN, "0"),
    ],
)
def test_a_line_by_its_ground(ground: str | None, proven: bool | None, verdict: Verdict, counted: str) -> None:
    result = recognise_line(PLAN, line(ground, proven=proven))
    assert these(result.verdict, result.amount) == (verdict, D(counted))
    assert result.clause


def test_brokerage_is_capped_per_deal() -> None:
    deals = [line("brokerage", amount, "service", True) for amount in (1_500_000, 1_000_000, 999_999)]
    assert [recognise_line(PLAN, one).amount for one in deals] == [1_000_000, 1_000_000, 999_999]
    assert total((one, recognise_line(PLAN, one)) for one in deals).recognised == 2_999_999


def test_points_need_no_ground() -> None:
    assert recognise_line(PLAN, line(None, 500, "points")).amount == 500


def test_a_service_with_the_reduction_label_must_be_one_of_the_four() -> None:
    result = recognise_line(PLAN, line("carbon_reduction_label", kind="service"))
    assert these(result.verdict, result.at_most, result.missing) == (UNKNOWN, 100_000, ("service",))


@pytest.mark.parametrize(
    ("ground", "leased", "item", "verdict", "amount", "at_most", "missing"),
    [
        (NO_GROUND, "copier", "x", MET, 50_000, 50_000, ()),  # half of 100,000
        (NO_GROUND, None, "影印機", MET, 50_000, 50_000, ()),
        ("carbon_footprint_label", "copier", "x", MET, 50_000, 50_000, ()),  # not recognised otherwise
        (NO_GROUND, NO_GROUND, "投影機", UNMET, 0, 0, ()),
        (NO_GROUND, None, "投影機 3 台", UNKNOWN, 0, 50_000, ("leased",)),
        ("taiwan_green_mark", "copier", "x", STAFF, 0, 100_000, ()),
        ("taiwan_green_mark", NO_GROUND, "x", STAFF, 0, 100_000, ()),
        ("electric_motorcycle", NO_GROUND, "x", STAFF, 0, 100_000, ()),
        (None, "copier", "x", UNKNOWN, 0, 100_000, ("ground",)),
        (None, NO_GROUND, "x", UNKNOWN, 0, 100_000, ("ground",)),
        (None, None, "x", UNKNOWN, 0, 100_000, ("ground", "leased")),
    ],
)
def test_leases(
    ground: str | None,
    leased: str | None,
    item: str,
    verdict: Verdict,
    amount: int,
    at_most: int,
    missing: tuple[str, ...],
) -> None:
    result = recognise_line(PLAN, line(ground, kind="lease", leased=leased, item=item))
    assert these(result.verdict, result.amount, result.at_most, result.missing) == (verdict, amount, at_most, missing)


def test_the_whole_rent_is_recommended_where_the_product_is_recognised_anyway() -> None:
    leased = recognise_line(PLAN, line("taiwan_green_mark", kind="lease", leased="copier"))
    assert these(leased.recommended, leased.clause) == (100_000, "表2一(三)認列範圍4、附件一附表1-4")
    assert recognise_line(PLAN, line("electric_motorcycle", kind="lease", leased="copier")).recommended is None


@pytest.mark.parametrize(
    ("day", "year", "verdict"),
    [
        (date(2023, 12, 31), None, UNMET),
        (date(2024, 1, 1), None, MET),
        (date(2024, 12, 31), None, MET),
        (date(2025, 1, 1), None, UNMET),
        (None, 2024, MET),
        (None, 2023, UNMET),
        (None, 2025, UNMET),
        (None, None, UNKNOWN),
    ],
)
def test_the_days_of_the_plan(day: date | None, year: int | None, verdict: Verdict) -> None:
    result = recognise_line(PLAN, replace(line("fsc", day=day), year=year))
    assert result.verdict is verdict
    if verdict is UNMET:
        assert these(result.clause, result.reason, result.at_most) == ("四", "outside_edition", 0)
    if verdict is UNKNOWN:
        assert these(result.missing, result.at_most) == (("day",), 100_000)


def test_without_an_amount_nothing_is_counted() -> None:
    result = recognise_line(PLAN, line("fsc", None))
    assert these(result.verdict, result.amount, result.at_most, result.missing) == (UNKNOWN, 0, 0, ("amount",))
    assert recognise_line(PLAN, line(None, None, day=None)).missing == ("ground", "amount", "day")
    assert recognise_line(PLAN, line("cas", None)).verdict is UNMET


def test_a_return_counts_down_on_its_own_ground_alone() -> None:
    lines = [line("fsc", 30_000), line("fsc", -10_000), line("pefc", 5_000), line("pefc", -8_000)]
    totals = total((one, recognise_line(PLAN, one)) for one in lines)
    # fsc 30,000 - 10,000 = 20,000; pefc 5,000 - 8,000 isn't below 0, the 3,000 are for staff
    assert these(totals.recognised, dict(totals.returned_more)) == (20_000, {"pefc": 3_000})
    assert totals.at_least == 17_000  # should the 3,000 count against the rest


def test_a_return_counts_down_the_same_share() -> None:
    result = recognise_line(PLAN, line("property_insurance", -50_000, "service", True))
    assert these(result.verdict, result.amount, result.reason) == (MET, -10_000, "returned")  # 20%


def test_a_return_whose_ground_is_open_may_still_lower_the_sum() -> None:
    lines = [line("fsc", 30_000), line(None, -10_000)]
    totals = total((one, recognise_line(PLAN, one)) for one in lines)
    assert these(totals.recognised, totals.at_least, totals.at_most) == (30_000, 20_000, 30_000)
    assert recognise_line(PLAN, line(NO_GROUND, -10_000)).verdict is UNMET


def test_a_return_of_a_capped_deal_is_for_staff() -> None:
    result = recognise_line(PLAN, line("brokerage", -200_000, "service", True))
    assert these(result.verdict, result.amount, result.at_least, result.at_most) == (STAFF, 0, -200_000, 0)


def test_a_return_without_a_date_adds_nothing() -> None:
    result = recognise_line(PLAN, line("fsc", -10_000, day=None))
    assert these(result.verdict, result.amount, result.at_least, result.at_most) == (UNKNOWN, 0, -10_000, 0)


def test_fractions_are_kept_exact() -> None:
    result = recognise_line(PLAN, line("property_insurance", D("952.38"), "service", True))
    assert result.amount == D("190.476")  # 20%
    assert result.working[0].values["amount"] == "952.38"


def test_a_later_edition_that_adds_a_ground_needs_no_code(change: Change) -> None:
    solar = "solar_lamp: {zh: 太陽能路燈, en: solar street lights, percent: 40, cap: 5000}\n      bicycle: {zh"
    later = change("grounds.yaml", "bicycle: {zh", solar)
    result = recognise_line(later, line("solar_lamp", 10_000))
    assert these(result.verdict, result.amount) == (MET, 4_000)  # 40%
    assert recognise_line(later, line("solar_lamp", -10_000)).verdict is STAFF  # capped per deal
    assert "太陽能路燈" in LineWording(later).reason(result, "zh")
    assert recognise_line(PLAN, line("solar_lamp", 10_000)).verdict is UNMET


GROUNDS = st.sampled_from([*PLAN.grounds.by_id, NO_GROUND, "unlisted", None])
LINES = st.builds(
    Line,
    item=st.sampled_from(["影印機", "東西"]),
    supplier=st.just(""),
    amount=st.none() | st.integers(-(10**10), 10**10) | st.decimals(-(10**6), 10**6, places=2),
    kind=st.sampled_from(["purchase", "lease", "service", "points", None]),
    ground=GROUNDS,
    proven=st.sampled_from([None, True, False]),
    day=st.none() | st.dates(date(2023, 12, 1), date(2025, 1, 31)),
    year=st.none() | st.sampled_from([2023, 2024]),
    leased=st.sampled_from([None, NO_GROUND, "copier"]),
)


@given(LINES)
def test_never_more_than_the_line_and_always_with_its_clause_and_reason(one: Line) -> None:
    result = recognise_line(PLAN, one)
    size = abs(Decimal(one.amount or 0))
    assert -size <= result.at_least <= result.amount <= result.at_most <= size
    assert result.amount == 0 or (result.verdict is MET and (result.amount > 0) == ((one.amount or 0) > 0))
    assert result.clause
    assert bool(result.missing) == (result.verdict is UNKNOWN)
    for lang in LANGS:
        assert WORDS.reason(result, lang)
        assert len(WORDS.missing(result, lang)) == len(result.missing)
        assert all(WORDS.step(step, lang) for step in result.working)


@given(st.lists(LINES, max_size=8), LINES)
def test_totals(lines: list[Line], more: Line) -> None:
    results = [(one, recognise_line(PLAN, one)) for one in lines]
    totals = total(results)
    assert 0 <= totals.at_least <= totals.recognised <= totals.at_most
    assert totals.recognised <= sum(abs(Decimal(one.amount or 0)) for one in lines)
    shuffled = random.Random(1).sample(results, len(results))
    assert total(shuffled) == totals
    result = recognise_line(PLAN, more)
    if result.amount > 0:
        assert total([*results, (more, result)]).recognised >= totals.recognised


@given(LINES, st.dates(date(2023, 12, 1), date(2025, 1, 31)), st.integers(-(10**6), 10**6), GROUNDS, st.booleans())
def test_knowing_more_stays_within_the_bounds(one: Line, day: date, amount: int, ground: str | None, yes: bool) -> None:
    before = recognise_line(PLAN, one)
    after = recognise_line(
        PLAN,
        replace(
            one,
            day=one.day or day,
            year=one.year,
            ground=one.ground or ground,
            proven=yes if one.proven is None else one.proven,
        ),
    )
    if one.day is None and one.year is not None:
        return  # the year may be contradicted by the day
    assert before.at_least <= after.at_least
    assert after.at_most <= before.at_most


def test_every_sentence_is_used() -> None:
    code = Path(module.__file__).read_text("utf-8")
    data = load(PATH)
    composed = {f"{key}_unknown" for key in re.findall(r'"(\w+)"', code)}
    keys = [*data["reasons"], *data["missing"]]
    assert not [key for key in keys if f'"{key}"' not in code and key not in composed]

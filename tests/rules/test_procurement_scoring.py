"""The scores of table 2, worked by hand: just below, at and above every threshold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.procurement import Item, counties, latest

SCORING = latest().scoring
D = Decimal
COUNTIES = [one.id for one in counties()]


@pytest.mark.parametrize(
    ("target", "a", "b", "points"),
    [
        (3, 2, 1, "7.5"),  # 2.5 / 3 x 9
        (3, 0, 0, "0"),
        (3, 0, 1, "1.5"),  # 0.5 / 3 x 9
        (3, 3, 0, "9"),
        (3, 2, 2, "9"),  # 2 + 1 reaches the target
        (3, 5, 5, "9"),  # never above 9
        (1, 0, 1, "4.5"),
        (2, 1, 1, "6.8"),  # 1.5 / 2 x 9 = 6.75, half up
        (39, 1, 0, "0.2"),  # 1 / 39 x 9 = 0.2308
        (36, 1, 0, "0.3"),  # 0.25, half up
    ],
)
def test_labels(target: int, a: int, b: int, points: str) -> None:
    assert SCORING.labels(target, a, b).points == D(points)


def test_the_working_of_a_score_just_below_drops_what_rounding_would_hide() -> None:
    (step,) = SCORING.reached("store_sales", "臺中市", 703_530_878).working  # 12.94999999
    assert (step.values["exact"], step.values["points"]) == ("12.9499", "12.9")


def test_labels_of_a_county() -> None:
    line = SCORING.county_labels("花蓮縣", 2, 1)  # target 3
    assert (line.points, line.clause) == (D("7.5"), "表2三")
    (step,) = line.working
    assert step.key == "ratio"
    assert step.values == {"actual": "2.5", "target": 3, "most": "9", "points": "7.5", "exact": "7.5"}


def test_a_target_of_nothing_is_no_target() -> None:
    with pytest.raises(ValueError, match="no target"):
        SCORING.labels(0, 1, 0)


@pytest.mark.parametrize(
    ("line", "county", "actual", "points"),
    [
        ("store_sales", "臺中市", 706_247_214, "13"),
        ("store_sales", "臺中市", 706_247_213, "13"),  # 12.99999998, half up
        ("store_sales", "臺中市", 703_530_879, "13"),  # 706,247,214 x 12.95 / 13 = 703,530,878.6
        ("store_sales", "臺中市", 703_530_878, "12.9"),
        ("store_sales", "臺中市", 353_123_607, "6.5"),  # half
        ("store_sales", "臺中市", 2_000_000_000, "13"),
        ("store_sales", "連江縣", 0, "0"),
        ("procurement_firms", "連江縣", 1, "2"),  # 1 of 2 firms, of 4 points
        ("procurement_firms", "高雄市", 265, "4"),  # 265 / 266 x 4 = 3.985
        ("procurement_firms", "高雄市", 3, "0"),  # 0.0451
        ("procurement_firms", "高雄市", 4, "0.1"),  # 0.0602
        ("procurement_amount", "連江縣", 210_350, "4.5"),  # 4.49999 of 9: half of 420,701 is 210,350.5
        ("procurement_amount", "連江縣", 420_701, "9"),
    ],
)
def test_the_ratio_reached(line: str, county: str, actual: int, points: str) -> None:
    assert SCORING.reached(line, county, actual).points == D(points)


def test_store_information_is_all_or_nothing() -> None:
    assert SCORING.store_information(12, 12).points == 4
    assert SCORING.store_information(11, 12).points == 0


@pytest.mark.parametrize(
    ("way", "number", "points", "clause"),
    [
        ("event", 12, "12", "表2二(一)1"),
        ("event", 15, "15", "表2二(一)1"),
        ("event", 16, "15", "表2二(一)1"),
        ("post", 1, "0.2", "表2二(一)2"),
        ("post", 20, "4", "表2二(一)2"),
        ("post", 49, "9.8", "表2二(一)2"),
        ("post", 50, "10", "表2二(一)2"),
        ("post", 51, "10", "表2二(一)2"),
        ("advertisement", 3, "6", "表2二(一)3"),
        ("independent_place", 4, "8", "表2二(一)4"),
        ("chain_place", 4, "16", "表2二(一)5"),
        ("briefing", 7, "7", "表2二(一)6"),
        ("briefing", 26, "25", "表2二(一)6"),  # no maximum of its own: the item's
    ],
)
def test_activities_of_one_way(way: str, number: int, points: str, clause: str) -> None:
    line = SCORING.activity(way, number)
    assert (line.points, line.clause) == (D(points), clause)


@pytest.mark.parametrize(
    ("numbers", "points"),
    [
        ({}, "0"),
        ({"event": 12, "post": 20}, "16"),  # 12 + 4
        ({"event": 30, "post": 100}, "25"),  # 15 + 10
        ({"event": 30, "post": 49}, "24.8"),  # 15 + 9.8
        ({"event": 30, "post": 100, "briefing": 1}, "25"),  # 26, at most 25
        ({"advertisement": 1, "independent_place": 1, "chain_place": 1, "briefing": 1}, "9"),  # 2 + 2 + 4 + 1
    ],
)
def test_activities_together(numbers: dict[str, int], points: str) -> None:
    assert SCORING.activities(numbers).points == D(points)


def test_an_activity_of_no_known_way() -> None:
    with pytest.raises(LookupError):
        SCORING.activity("poster", 1)


@pytest.mark.parametrize(
    ("county", "number", "points"),
    [
        ("臺北市", 1, "0.5"),
        ("臺北市", 9, "4.5"),
        ("臺北市", 10, "5"),
        ("臺北市", 11, "5"),
        ("連江縣", 1, "1"),
        ("馬祖", 5, "5"),
        ("連江縣", 6, "5"),
    ],
)
def test_public_information(county: str, number: int, points: str) -> None:
    assert SCORING.information(county, number).points == D(points)


def test_innovation() -> None:
    assert [SCORING.innovation(number).points for number in (0, 1, 2, 3)] == [0, 5, 10, 10]


@pytest.mark.parametrize(
    ("item", "county", "actual", "points"),
    [
        (Item.STORE_SALES, "臺中市", 706_247_214, 0),  # the target itself
        (Item.STORE_SALES, "臺中市", 709_778_449, 0),
        (Item.STORE_SALES, "臺中市", 709_778_450, 1),
        (Item.STORE_SALES, "臺中市", 720_372_157, 3),
        (Item.STORE_SALES, "臺中市", 720_372_158, 4),
        (Item.STORE_SALES, "臺中市", 741_559_575, 10),
        (Item.STORE_SALES, "臺中市", 999_999_999, 10),
        (Item.AMOUNT, "桃園市", 3_216_483_949, 9),
        (Item.AMOUNT, "桃園市", 3_216_483_950, 10),
        (Item.AMOUNT, "金門縣", 3_303_953, 0),
        (Item.AMOUNT, "金門縣", 3_303_954, 1),  # printed; 3,287,517 x 1.005 would be 3,303,955
        (Item.MEMBERS, "屏東縣", 715, 0),  # 682 + 34 = 716
        (Item.MEMBERS, "屏東縣", 716, 1),
        (Item.MEMBERS, "屏東縣", 750, 2),
        (Item.MEMBERS, "屏東縣", 853, 5),  # 682 + 171
        (Item.MEMBERS, "連江縣", 13, 0),
        (Item.MEMBERS, "連江縣", 14, 2),  # the first step is a dash
        (Item.MEMBERS, "連江縣", 15, 3),
        (Item.MEMBERS, "連江縣", 16, 5),  # the fourth is a dash
    ],
)
def test_growth_by_the_printed_steps(item: Item, county: str, actual: int, points: int) -> None:
    assert SCORING.growth(item, county, actual).points == points


@pytest.mark.parametrize(
    ("item", "percent", "points"),
    [
        (Item.STORE_SALES, "2", 4),
        (Item.STORE_SALES, "0.49", 0),
        (Item.STORE_SALES, "0.5", 1),
        (Item.AMOUNT, "1.99", 3),
        (Item.AMOUNT, "12", 10),
        (Item.MEMBERS, "4.9", 0),
        (Item.MEMBERS, "5", 1),
        (Item.MEMBERS, "100", 5),
    ],
)
def test_growth_in_percent(item: Item, percent: str, points: int) -> None:
    assert SCORING.growth_percent(item, D(percent)).points == points


@pytest.mark.parametrize(
    ("a", "b", "gold", "silver", "bronze", "points"),
    [
        (2, 1, 1, 0, 0, "0"),  # 2.5 of 3: the target isn't reached
        (2, 2, 1, 0, 0, "5"),  # 3 of 3
        (3, 0, 1, 1, 1, "7.5"),  # 5 + 2 + 0.5
        (3, 0, 0, 0, 3, "1.5"),
        (3, 0, 2, 1, 0, "10"),  # 12, at most 10
    ],
)
def test_graded_hotels_count_once_the_target_is_reached(
    a: int, b: int, gold: int, silver: int, bronze: int, points: str
) -> None:
    assert SCORING.hotels("臺北市", a, b, gold=gold, silver=silver, bronze=bronze).points == D(points)


def test_green_travel_by_routes() -> None:
    assert SCORING.travel("澎湖縣", 1).points == 0
    assert SCORING.travel("澎湖縣", 2).points == 2
    assert SCORING.travel("臺北市", 7).points == 0
    assert SCORING.travel("臺北市", 8).points == 2
    assert SCORING.subsidised_travel(True).points == 5
    assert SCORING.subsidised_travel(False).points == 0


def test_item_four_is_capped_at_18() -> None:
    lines = [SCORING.innovation(2), SCORING.growth(Item.AMOUNT, "桃園市", 3_216_483_950)]  # 10 + 10
    assert SCORING.part("innovation", lines).points == 18


def test_all_together_is_87() -> None:
    everything = [
        SCORING.reached("store_sales", "臺北市", 946_329_036),
        SCORING.store_information(1, 1),
        SCORING.reached("procurement_firms", "臺北市", 104),
        SCORING.reached("procurement_amount", "臺北市", 10_862_696_597),
        SCORING.activities({"event": 15, "post": 50}),
        SCORING.information("臺北市", 10),
        SCORING.county_labels("臺北市", 3, 0),
        SCORING.innovation(2),
        SCORING.growth(Item.STORE_SALES, "臺北市", 946_329_036),
    ]
    assert SCORING.total(everything).points == 87  # 30 + 30 + 9 + 18
    assert SCORING.total(everything[:-1]).points == 79  # 30 + 30 + 9 + 10
    assert SCORING.total(reversed(everything)).points == 87


def test_a_line_on_paper_is_rounded_before_it_is_added() -> None:
    # 1 of 104 firms: 0.0385 -> 0.0; 2 of 104: 0.0769 -> 0.1; 1% of the amount: 0.09 -> 0.1; together 0.2, not 0.17
    lines = [
        SCORING.reached("procurement_firms", "臺北市", 2),
        SCORING.reached("procurement_amount", "臺北市", 103_454_253),
    ]
    assert SCORING.total(lines).points == D("0.2")


NUMBERS = st.integers(0, 10**12)


@given(
    st.sampled_from(COUNTIES),
    st.sampled_from(["store_sales", "procurement_firms", "procurement_amount"]),
    NUMBERS,
    NUMBERS,
)
def test_a_ratio_is_monotone_and_bounded(county: str, line: str, one: int, other: int) -> None:
    low, high = (SCORING.reached(line, county, number) for number in sorted((one, other)))
    assert 0 <= low.points <= high.points <= high.most


@given(st.sampled_from(COUNTIES), st.sampled_from([Item.STORE_SALES, Item.AMOUNT, Item.MEMBERS]), NUMBERS, NUMBERS)
def test_growth_is_monotone_and_bounded(county: str, item: Item, one: int, other: int) -> None:
    low, high = (SCORING.growth(item, county, number) for number in sorted((one, other)))
    assert 0 <= low.points <= high.points <= high.most
    if one <= (SCORING.targets.target(item, county).value or 0):
        assert SCORING.growth(item, county, one).points == 0  # the target itself is no growth


SMALL = st.integers(0, 60)


@given(st.integers(1, 40), SMALL, SMALL, SMALL)
def test_labels_are_monotone_and_bounded(target: int, a: int, b: int, more: int) -> None:
    points = SCORING.labels(target, a, b).points
    assert 0 <= points <= SCORING.labels(target, a + more, b).points <= 9
    assert points <= SCORING.labels(target, a, b + more).points
    assert SCORING.labels(target, a, b + more).points <= SCORING.labels(target, a + more, b).points


WAYS = [way.id for way in SCORING.rates.ways]


@given(st.dictionaries(st.sampled_from(WAYS), SMALL), st.sampled_from(WAYS), SMALL)
def test_one_more_activity_never_gives_less(numbers: dict[str, int], way: str, more: int) -> None:
    before = SCORING.activities(numbers).points
    after = SCORING.activities({**numbers, way: numbers.get(way, 0) + more}).points
    assert 0 <= before <= after <= 25


@pytest.mark.parametrize(
    "score",
    [
        lambda: SCORING.reached("store_sales", "臺北市", -1),
        lambda: SCORING.activity("event", -1),
        lambda: SCORING.labels(1, -1, 0),
        lambda: SCORING.store_information(-1, 3),
        lambda: SCORING.growth(Item.AMOUNT, "臺北市", -1),
        lambda: SCORING.travel("臺北市", -1),
        lambda: SCORING.hotels("臺北市", 3, 0, gold=-1),
    ],
)
def test_negative_numbers_are_refused(score: object) -> None:
    assert callable(score)
    with pytest.raises(ValueError, match="negative"):
        score()

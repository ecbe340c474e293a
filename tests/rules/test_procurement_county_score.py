"""A county's whole score, worked by hand from the printed tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.procurement import (
    AmbiguousCounty,
    BadFigures,
    CountyFigures,
    Declared,
    UnknownCounty,
    latest,
    read_figures,
    score_county,
)
from rules.procurement.county_figures import FIELDS
from tests.rules.county_cases import FIGURES, HIDDEN, NAMES, NUMBERS, TAICHUNG, figures

PLAN = latest()
D = Decimal


def points(county: str, **given: Any) -> dict[str, Decimal]:
    """The least each line gives."""
    return {line.id: line.low for line in score_county(PLAN, county, CountyFigures(**given)).lines}


def test_every_line_of_a_county() -> None:
    score = score_county(PLAN, "台中", figures(TAICHUNG))
    assert {line.id: line.low for line in score.lines} == {
        "store_sales": 13,  # 720,000,000 >= 706,247,214
        "store_information": 0,  # 28 of 30
        "procurement_firms": D("3.5"),  # 200 / 228 x 4 = 3.5087
        "procurement_amount": D("8.6"),  # 4,000,000,000 / 4,180,619,160 x 9 = 8.6112
        "activities": 19,  # 10 + 30 x 0.2 + 2 + 1
        "information": 4,  # 8 x 0.5
        "labels": D("6.8"),  # (1 + 0.5) / 2 x 9 = 6.75
        "innovation": 5,
        "advancement_store_sales": 3,  # 1.5%: 716,840,922; 2.0%: 720,372,158
        "advancement_amount": 0,
        "advancement_hotels": 0,  # 1.5 is below the target of 2
        "advancement_members": 0,  # 2,450 + 123 = 2,573 would be the first step
        "advancement_travel": 2,  # 8 routes of 8
        "advancement_subsidised_travel": 0,
    }
    assert {part.id: part.low for part in score.parts} == {
        "purchasing": D("25.1"),  # 13 + 3.5 + 8.6
        "promotion": 23,  # 19 + 4
        "labels": D("6.8"),
        "innovation": 10,  # 5 + 3 + 2
    }
    assert score.total.low == score.total.high == D("64.9")
    assert score.total.most == 87
    assert all(line.low == line.high and not line.unknown for line in score.lines)
    assert (score.county.zh, score.edition) == ("臺中市", "2024")


@pytest.mark.parametrize(
    ("county", "given", "line", "expected"),
    [
        # 表3, 13 points: 臺北市 901,265,749; 12.95 / 13 of it is 897,799,342.2
        ("臺北市", {"store_sales": 897_799_342}, "store_sales", "12.9"),
        ("臺北市", {"store_sales": 897_799_343}, "store_sales", "13"),
        ("臺北市", {"store_sales": 901_265_749}, "store_sales", "13"),
        ("臺北市", {"store_sales": 901_265_750}, "store_sales", "13"),
        # 表2一(二): all or nothing, and nothing to update is all
        ("南投縣", {"stores": 3, "stores_updated": 2}, "store_information", "0"),
        ("南投縣", {"stores": 3, "stores_updated": 3}, "store_information", "4"),
        ("南投縣", {"stores": 0, "stores_updated": 0}, "store_information", "4"),
        # 表3, 4 points: 彰化縣 13 firms; 12 / 13 x 4 = 3.692
        ("彰化縣", {"firms": 12}, "procurement_firms", "3.7"),
        ("彰化縣", {"firms": 13}, "procurement_firms", "4"),
        ("彰化縣", {"firms": 14}, "procurement_firms", "4"),
        # 表3, 9 points: 連江縣 420,701; 8.95 / 9 of it is 418,363.8
        ("連江縣", {"amount": 418_363}, "procurement_amount", "8.9"),
        ("連江縣", {"amount": 418_364}, "procurement_amount", "9"),
        # 表2二(一): 15 for events, 10 for posts, 25 for all
        ("屏東縣", {"event": 14}, "activities", "14"),
        ("屏東縣", {"event": 15}, "activities", "15"),
        ("屏東縣", {"event": 16}, "activities", "15"),
        ("屏東縣", {"post": 49}, "activities", "9.8"),
        ("屏東縣", {"post": 51}, "activities", "10"),
        ("屏東縣", {"event": 15, "post": 50, "briefing": 1}, "activities", "25"),
        ("屏東縣", {"chain_place": 6, "briefing": 0}, "activities", "24"),
        ("屏東縣", {"chain_place": 7, "briefing": 0}, "activities", "25"),
        # 表2二(二): 0.5 an item, 連江縣 1
        ("金門縣", {"information": 9}, "information", "4.5"),
        ("金門縣", {"information": 10}, "information", "5"),
        ("金門縣", {"information": 11}, "information", "5"),
        ("連江縣", {"information": 4}, "information", "4"),
        ("連江縣", {"information": 5}, "information", "5"),
        ("連江縣", {"information": 6}, "information", "5"),
        # 表2三: 宜蘭縣's target is 3; (2 + 0.5) / 3 x 9 = 7.5
        ("宜蘭縣", {"labels_a": 2, "labels_b": 1}, "labels", "7.5"),
        ("宜蘭縣", {"labels_a": 2, "labels_b": 2}, "labels", "9"),
        ("宜蘭縣", {"labels_a": 2, "labels_b": 3}, "labels", "9"),
        ("宜蘭縣", {"labels_a": 0, "labels_b": 1}, "labels", "1.5"),
        # 表2四(一)
        ("新竹市", {"innovation": 1}, "innovation", "5"),
        ("新竹市", {"innovation": 2}, "innovation", "10"),
        ("新竹市", {"innovation": 3}, "innovation", "10"),
        # 表4, 澎湖縣
        ("澎湖縣", {"store_sales": 15_872_468}, "advancement_store_sales", "0"),
        ("澎湖縣", {"store_sales": 15_872_469}, "advancement_store_sales", "1"),
        ("澎湖縣", {"store_sales": 16_583_175}, "advancement_store_sales", "9"),
        ("澎湖縣", {"store_sales": 16_583_176}, "advancement_store_sales", "10"),
        ("澎湖縣", {"store_sales": 99_000_000}, "advancement_store_sales", "10"),
        # 表5: 金門縣's three cells that are printed a dollar low
        ("金門縣", {"amount": 3_303_953}, "advancement_amount", "0"),
        ("金門縣", {"amount": 3_303_954}, "advancement_amount", "1"),
        ("金門縣", {"amount": 3_386_141}, "advancement_amount", "5"),
        ("金門縣", {"amount": 3_386_142}, "advancement_amount", "6"),
        ("金門縣", {"amount": 3_419_016}, "advancement_amount", "7"),
        ("金門縣", {"amount": 3_419_017}, "advancement_amount", "8"),
        # 表6: increments; 連江縣 13, －, 1, 2, －, 3
        ("連江縣", {"members": 13}, "advancement_members", "0"),
        ("連江縣", {"members": 14}, "advancement_members", "2"),
        ("連江縣", {"members": 15}, "advancement_members", "3"),
        ("連江縣", {"members": 16}, "advancement_members", "5"),
        ("屏東縣", {"members": 715}, "advancement_members", "0"),  # 682 + 34 = 716
        ("屏東縣", {"members": 716}, "advancement_members", "1"),
        ("屏東縣", {"members": 853}, "advancement_members", "5"),  # 682 + 171
        # 表7: routes, not persons
        ("澎湖縣", {"routes": 1}, "advancement_travel", "0"),
        ("澎湖縣", {"routes": 2}, "advancement_travel", "2"),
        ("新北市", {"routes": 7}, "advancement_travel", "0"),
        ("新北市", {"routes": 8}, "advancement_travel", "2"),
        ("新北市", {"subsidised_travel": True}, "advancement_subsidised_travel", "5"),
        ("新北市", {"subsidised_travel": False}, "advancement_subsidised_travel", "0"),
    ],
)
def test_a_line_just_below_at_and_above(county: str, given: dict[str, Any], line: str, expected: str) -> None:
    assert points(county, **given)[line] == D(expected)


@pytest.mark.parametrize(
    ("a", "b", "grades", "expected"),
    [
        (1, 1, (2, 0, 0), 0),  # 1.5 of 2: gold counts for nothing yet
        (1, 2, (2, 0, 0), 10),  # 1 + 2 x 0.5 = 2
        (2, 0, (1, 0, 0), 5),
        (2, 0, (1, 2, 1), D("9.5")),
        (2, 0, (1, 2, 2), 10),
        (2, 0, (3, 0, 0), 10),
    ],
)
def test_hotels_count_once_the_label_target_is_reached(
    a: int, b: int, grades: tuple[int, int, int], expected: D
) -> None:
    gold, silver, bronze = grades
    given = points("臺南市", labels_a=a, labels_b=b, gold=gold, silver=silver, bronze=bronze)
    assert given["advancement_hotels"] == expected


def test_everything_reached_is_87_and_innovation_18() -> None:
    full: dict[str, Any] = dict.fromkeys(TAICHUNG, 10**6) | {
        "store_sales": 10**12,
        "amount": 10**12,
        "subsidised_travel": True,
    }
    score = score_county(PLAN, "嘉義市", CountyFigures(**full))
    assert score.total.low == 87
    assert {part.id: part.low for part in score.parts} == {
        "purchasing": 30,
        "promotion": 30,
        "labels": 9,
        "innovation": 18,  # 10 + 10 + 10 + 10 + 5 + 2 + 5 = 52
    }


def test_nothing_known_is_everything_between_0_and_87() -> None:
    score = score_county(PLAN, "嘉義縣", CountyFigures())
    assert (score.total.low, score.total.high) == (D(0), D(87))
    assert all((line.low, line.high) == (D(0), line.most) for line in score.lines)
    assert set().union(*(line.unknown for line in score.lines)) == set(FIELDS)


def test_an_unknown_figure_leaves_the_rest_exact() -> None:
    score = score_county(PLAN, "臺中市", figures(TAICHUNG, {"amount"}))
    # without the amount's 8.6: at least 56.3; at most 9 more, and 8 of its growth's 10 under the 18 (10 + 8)
    assert (score.total.low, score.total.high) == (D("56.3"), D("73.3"))
    assert score.line("procurement_amount").unknown == ("amount",)
    assert not score.line("procurement_firms").unknown


def test_an_activity_unknown_is_bounded_by_the_25() -> None:
    line = score_county(PLAN, "臺中市", figures(TAICHUNG, {"post"})).line("activities")
    assert (line.low, line.high) == (D(13), D(23))  # 19 - 6; posts give 10 at most
    assert [item.line for item in line.items] == ["event", "independent_place", "briefing"]


def test_the_deduction_is_shown_and_never_applied() -> None:
    score = score_county(PLAN, "臺中市", figures(TAICHUNG))
    assert (score.penalty.points, score.penalty.clause) == (D(5), "表2二(一)注意事項6")
    assert score.to_json()["penalty"] == {"points": "5", "clause": "表2二(一)注意事項6", "applied": False}


def test_what_firms_declared_stands_beside_and_is_never_added() -> None:
    declared = Declared(firms=228, amount=4_201_522_255)
    alone = score_county(PLAN, "臺中市", figures(TAICHUNG))
    score = score_county(PLAN, "臺中市", CountyFigures(**TAICHUNG, declared=declared))
    assert score.total == alone.total
    assert [(one.figure, one.own, one.declared, one.difference) for one in score.beside] == [
        ("firms", 200, 228, 28),
        ("amount", 4_000_000_000, 4_201_522_255, 201_522_255),
    ]
    assert score.line("procurement_firms").declared == 4
    assert score.line("procurement_amount").declared == 9
    assert score.line("advancement_amount").declared == 1  # 0.5%: 4,201,522,255
    assert score.line("store_sales").declared is None


def test_an_own_figure_left_open_is_not_filled_by_the_declared_one() -> None:
    given = CountyFigures(declared=Declared(firms=228))
    line = score_county(PLAN, "臺中市", given).line("procurement_firms")
    assert (line.low, line.high, line.declared) == (D(0), D(4), D(4))


def test_more_graded_hotels_than_labels_is_for_staff() -> None:
    assert score_county(PLAN, "連江", CountyFigures(labels_a=1, gold=2)).remarks == ("hotels_exceed_labels",)
    assert not score_county(PLAN, "連江", CountyFigures(labels_a=2, gold=2)).remarks
    assert not score_county(PLAN, "連江", CountyFigures(gold=2)).remarks


def test_unknown_and_ambiguous_counties() -> None:
    with pytest.raises(UnknownCounty):
        score_county(PLAN, "東京", CountyFigures())
    with pytest.raises(AmbiguousCounty):
        score_county(PLAN, "新竹", CountyFigures())


def test_the_score_as_json() -> None:
    given = read_figures({"firms": 200, "subsidised_travel": True, "declared": {"firms": 210}})
    data = score_county(PLAN, "臺中市", given).to_json()
    firms = next(line for line in data["lines"] if line["id"] == "procurement_firms")
    assert data["county"]["zh"] == "臺中市"
    assert (firms["low"], firms["high"], firms["most"], firms["declared"]) == ("3.5", "3.5", "4", "3.7")
    assert firms["clause"] == "表2一(三)2"
    assert firms["working"][0]["values"]["exact"] == "3.5087"
    assert data["figures"]["firms"] == 200
    assert data["figures"]["post"] is None
    assert read_figures(data["figures"]) == given


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"firms": -1}, [("negative", "firms")]),
        ({"firms": 1.0}, [("not_whole", "firms")]),
        ({"firms": True}, [("not_whole", "firms")]),
        ({"firms": "120 家"}, [("not_whole", "firms")]),
        ({"firms": 10_000_000}, []),
        ({"firms": 10_000_001}, [("too_large", "firms")]),
        ({"amount": 10**12}, []),
        ({"amount": 10**12 + 1}, [("too_large", "amount")]),
        ({"subsidised_travel": 1}, [("not_yes_or_no", "subsidised_travel")]),
        ({"firm": 3}, [("no_such_figure", "firm")]),
        ({"declared": {"post": 3}}, [("no_such_figure", "declared.post")]),
        ({"declared": 3}, [("no_such_figure", "declared")]),
        ({"declared": {"firms": -3}}, [("negative", "declared.firms")]),
        ({"stores": 3, "stores_updated": 4}, [("more_updated_than_stores", "stores_updated")]),
        ({"stores": 4, "stores_updated": 4}, []),
        ({"stores_updated": 4}, []),
        ({"firms": -1, "post": "x"}, [("negative", "firms"), ("not_whole", "post")]),
        ({"firms": None}, []),
    ],
)
def test_figures_that_cannot_be_used_name_the_field(given: dict[str, Any], problems: list[tuple[str, str]]) -> None:
    if not problems:
        read_figures(given)
        return
    with pytest.raises(BadFigures) as raised:
        read_figures(given)
    assert [(one.key, one.values["field"]) for one in raised.value.problems] == problems


FEW = settings(max_examples=40, deadline=None)


@FEW
@given(
    NAMES, FIGURES, st.sampled_from([name for name in NUMBERS if name not in ("stores", "stores_updated")]), st.data()
)
def test_more_of_anything_never_gives_less(county: str, given: dict[str, Any], name: str, data: st.DataObject) -> None:
    more = True if name == "subsidised_travel" else given[name] + data.draw(NUMBERS[name])
    before, after = (score_county(PLAN, county, figures(one)) for one in (given, {**given, name: more}))
    assert all(b.low <= a.low <= a.most for b, a in zip(before.lines, after.lines, strict=True))
    assert before.total.low <= after.total.low <= 87
    assert all(part.low <= part.most for part in after.parts)


@FEW
@given(NAMES, FIGURES, HIDDEN)
def test_the_unknown_only_widens(county: str, given: dict[str, Any], hidden: set[str]) -> None:
    whole = score_county(PLAN, county, figures(given))
    partly = score_county(PLAN, county, figures(given, hidden))
    for line, known in zip(partly.lines, whole.lines, strict=True):
        assert 0 <= line.low <= known.low <= line.high <= line.most
    for part, known_part in zip(partly.parts, whole.parts, strict=True):
        assert 0 <= part.low <= known_part.low <= part.high <= part.most
    assert partly.total.low <= whole.total.low <= partly.total.high <= 87
    assert set(partly.figures.unknown()) == hidden


@FEW
@given(NAMES, FIGURES, st.randoms())
def test_the_order_of_figures_is_nothing(county: str, given: dict[str, Any], chance: Any) -> None:
    names = list(given)
    chance.shuffle(names)
    shuffled = {name: given[name] for name in names}
    assert score_county(PLAN, county, read_figures(shuffled)) == score_county(PLAN, county, read_figures(given))

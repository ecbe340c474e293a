"""Tables 1 and 2: points, methods, papers and notes as printed, and the rates that score them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from rules.procurement import latest

PLAN = latest()
D = Decimal
ITEMS, RATES = PLAN.items, PLAN.scoring.rates

# 表1
TABLE_1 = {
    "提升民間綠色採購及消費力": 30,
    "辦理綠色生活與消費推廣活動": 30,
    "拓展環保標章產品": 9,
    "推動綠色生活與消費相關創新或精進作為": 18,
}
TABLE_1_ITEMS = {
    "綠色商店之綠色產品銷售額": 13,
    "維護「非連鎖型綠色商店」網站資訊": 4,
    "民間企業及團體綠色採購": 13,
    "辦理綠色生活與消費推廣活動": 25,
    "資訊公開": 5,
}


def test_table_1() -> None:
    assert {part.zh: part.points for part in ITEMS.parts.values()} == TABLE_1
    assert ITEMS.total == 87  # 30 + 30 + 9 + 18
    points = {item.zh: item.points for item in ITEMS.items.values()}
    assert {name: points[name] for name in TABLE_1_ITEMS} == TABLE_1_ITEMS
    by_part = {id: sum(one.points for one in ITEMS.items.values() if one.part == id) for id in ITEMS.parts}
    assert (by_part["purchasing"], by_part["promotion"], by_part["labels"]) == (30, 30, 9)  # 13+4+13, 25+5, 9


def test_the_rates_reach_the_printed_maxima() -> None:
    ratios = {id: one.points for id, one in RATES.ratios.items()}
    assert ratios == {"store_sales": 13, "procurement_firms": 4, "procurement_amount": 9}
    assert RATES.store_information.points == 4
    assert (RATES.activities.most, RATES.information.most, RATES.labels.most) == (D(25), D(5), D(9))
    assert (RATES.innovation.points, RATES.innovation.most) == (D(5), D(10))
    assert {id: part.most for id, part in RATES.parts.items()} == {
        "purchasing": 30,
        "promotion": 30,
        "labels": 9,
        "innovation": 18,
    }
    assert RATES.total.most == 87
    assert (RATES.false_report.points, RATES.false_report.clause) == (D(5), "表2二(一)注意事項6")


def test_the_rates_of_activities_and_advancement() -> None:
    assert [(way.id, way.points, way.most, way.needs) for way in RATES.ways] == [
        ("event", 1, 15, "green_words"),
        ("post", D("0.2"), 10, "green_words"),
        ("advertisement", 2, None, ""),
        ("independent_place", 2, None, "discount"),
        ("chain_place", 4, None, "discount"),
        ("briefing", 1, None, ""),
    ]
    assert RATES.information.points == D("0.5")
    assert RATES.information_exceptions == {"lienchiang": 1}
    hotels = RATES.hotels
    assert (hotels.gold, hotels.silver, hotels.bronze, hotels.most) == (D(5), D(2), D("0.5"), D(10))
    assert {id: rate.most or rate.points for id, rate in RATES.advancement.items()} == {
        "store_sales": 10,
        "amount": 10,
        "members": 5,
        "travel": 2,
        "subsidised_travel": 5,
    }


@pytest.mark.parametrize(
    ("item", "clause", "methods", "documents", "notes"),
    [
        ("store_sales", "表2一(一)", 2, 1, 3),
        ("store_information", "表2一(二)", 1, 0, 1),
        ("procurement", "表2一(三)", 3, 0, 1),
        ("activities", "表2二(一)", 7, 1, 6),
        ("information", "表2二(二)", 1, 0, 2),
        ("labels", "表2三", 4, 1, 3),
        ("innovation", "表2四(一)", 1, 0, 1),
        ("advancement", "表2四(二)", 6, 0, 1),
    ],
)
def test_table_2(item: str, clause: str, methods: int, documents: int, notes: int) -> None:
    one = ITEMS.items[item]
    assert one.clause == clause
    assert (len(one.method), len(one.documents), len(one.notes)) == (methods, documents, notes)
    assert all(text.isprintable() and not re.search(r"[㐀-鿿] [㐀-鿿]", text) for text in (*one.method, *one.notes))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("store_sales", "達目標值即得13分，未達目標值則依達成比率給分。"),
        ("activities", "每一則貼文得0.2分（需露出「淨零綠生活」字樣），最高得10分。"),
        ("information", "各縣市每則得0.5分，連江縣每則得1分，最高5分。"),
        ("labels", "得分=(A×1+B×0.5)÷目標值×9分"),
        ("innovation", "每件得5分，最高得10分。"),
        (
            "advancement",
            "為金級環保標章旅館，可得5分，為銀級環保標章旅館，可得2分，為銅級環保標章旅館，可得0.5分，累計最高得10分。",
        ),
    ],
)
def test_the_words_of_table_2(item: str, words: str) -> None:
    assert any(words in text for text in ITEMS.items[item].method)


def test_every_line_scored_belongs_to_one_part() -> None:
    lines = [line for part in RATES.parts.values() for line in part.lines]
    assert len(set(lines)) == len(lines) == 14

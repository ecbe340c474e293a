"""Amounts, dates and years, each worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.numerals import parse
from knowledge.quantities import (
    Ambiguous,
    ForeignMoney,
    MoneyRange,
    NotADate,
    foreign_in,
    money_in,
    percents_in,
    read_date,
    read_integer,
    read_money,
    read_year,
)

TODAY = date(2026, 11, 20)

EXACT = [
    ("8萬", 80_000),
    ("八萬", 80_000),
    ("8 萬元", 80_000),
    ("８萬", 80_000),
    ("8.5萬", 85_000),
    ("八點五萬", 85_000),
    ("12萬5", 125_000),
    ("12萬5千", 125_000),
    ("十二萬五千", 125_000),
    ("十二萬五", 125_000),
    ("兩萬", 20_000),
    ("两万", 20_000),
    ("5萬整", 50_000),
    ("五萬整", 50_000),
    ("8萬半", 85_000),
    ("80k", 80_000),
    ("10w", 100_000),
    ("NT$80,000", 80_000),
    ("NTD 80000", 80_000),
    ("$8,000", 8_000),
    ("80000元", 80_000),
    ("80000", 80_000),
    ("8 0000", 80_000),
    ("三千五", 3_500),
    ("一百二十萬", 1_200_000),
    ("12萬500", 120_500),
    ("四萬塊", 40_000),
    ("1.2 million", 1_200_000),
]

RANGES = [
    ("8萬左右", 72_000, 88_000),  # plus and minus a tenth
    ("大概8萬", 72_000, 88_000),
    ("about NT$80,000", 72_000, 88_000),
    ("8萬多", 80_001, 89_999),  # above it, below the next 萬
    ("80多萬", 800_001, 899_999),  # below the next ten 萬
    ("12,000多", 12_001, 12_999),
    ("不到8萬", 64_000, 79_999),  # four fifths up to just below
    ("8萬出頭", 80_000, 88_000),
    ("8~10萬", 80_000, 100_000),
    ("八到十萬", 80_000, 100_000),
    ("七八萬", 70_000, 80_000),
    ("10萬以下", 0, 100_000),
    ("低於5萬", 0, 49_999),
    ("5萬以上", 50_000, 500_000),
]

NOTHING = [
    "20 家",
    "30 天",
    "2018 年",
    "107年",
    "107/11/30",
    "1071130",
    "ISO 14064-1",
    "8萬噸",
    "0912345678",
    "24567890",
    "",
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_exact_amounts(text: str, value: int) -> None:
    found = money_in(f"申請費{text}可以補多少")
    assert [(money.low, money.high, money.exact) for money in found] == [(value, value, True)]


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_blurred_amounts_are_ranges(text: str, low: int, high: int) -> None:
    (money,) = money_in(text)
    assert (money.low, money.high, money.exact) == (low, high, False)


@pytest.mark.parametrize("text", NOTHING)
def test_counts_dates_and_numbers_of_other_things_are_no_money(text: str) -> None:
    assert money_in(text) == []


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1,200 美金", "USD"),
        ("USD 1200", "USD"),
        ("€800", "EUR"),
        ("800 歐元", "EUR"),
        ("5萬日圓", "JPY"),
        ("3000人民幣", "CNY"),
    ],
)
def test_foreign_money_is_never_taken_for_new_taiwan_dollars(text: str, currency: str) -> None:
    assert money_in(text) == []
    assert [money.currency for money in foreign_in(text)] == [currency]
    assert isinstance(read_money(text), ForeignMoney)


def test_each_amount_of_a_sentence_is_read_once() -> None:
    found = money_in("申請費9萬 檢測費6萬 年費1萬 總共")
    assert [money.low for money in found] == [90_000, 60_000, 10_000]
    assert [money.words for money in found] == ["9萬", "6萬", "1萬"]


@pytest.mark.parametrize(("text", "values"), [("8", (8, 80_000)), ("八", (8, 80_000)), ("120", (120, 1_200_000))])
def test_a_bare_small_number_is_ambiguous(text: str, values: tuple[int, ...]) -> None:
    found = read_money(text)
    assert isinstance(found, Ambiguous)
    assert found.values == values


def test_answers_to_a_money_question() -> None:
    assert read_money("2018") == MoneyRange(2018, 2018, True, "2018")
    assert read_money("12345678") == MoneyRange(12_345_678, 12_345_678, True, "12345678")
    assert read_money("0") == MoneyRange(0, 0, True, "0")
    assert read_money("-5") is None
    assert read_money("不知道") is None


@pytest.mark.parametrize(
    "text",
    [
        "107/11/30",
        "1071130",
        "107.11.30",
        "107-11-30",
        "2018-11-30",
        "20181130",
        "2018/11/30",
        "民國107年11月30日",
        "107 年 11 月 30 日",
        "一百零七年十一月三十日",
        "二〇一八年十一月三十日",
        "Nov 30 2018",
        "November 30th, 2018",
        "30 November 2018",
        "11/30/2018",
    ],
)
def test_one_day_written_in_many_ways(text: str) -> None:
    assert read_date(text, TODAY) == date(2018, 11, 30)


@pytest.mark.parametrize("text", ["2018-02-30", "107/13/1", "2/30", "1071301", "1070230"])
def test_days_the_calendar_does_not_have(text: str) -> None:
    assert isinstance(read_date(text, TODAY), NotADate)


@pytest.mark.parametrize("text", ["11/30", "11月30日", "November 30", "十一月三十日"])
def test_a_day_without_a_year_is_ambiguous(text: str) -> None:
    found = read_date(text, TODAY)
    assert isinstance(found, Ambiguous)
    assert found.values == (date(2026, 11, 30), date(2025, 11, 30))


def test_day_and_month_that_can_be_swapped() -> None:
    found = read_date("5/6/2018", TODAY)
    assert isinstance(found, Ambiguous)
    assert found.values == (date(2018, 5, 6), date(2018, 6, 5))


def test_days_named_by_word() -> None:
    assert read_date("昨天", TODAY) == date(2026, 11, 19)
    assert read_date("today", TODAY) == TODAY
    assert read_date("還沒", TODAY) is None


@pytest.mark.parametrize("text", ["107", "民國107年", "107年度", "2018", "2018年", "一百零七年", "２０１８"])
def test_roc_and_western_years(text: str) -> None:
    assert read_year(text) == 2018


@pytest.mark.parametrize("text", ["18", "沒有", "-107", "99999", ""])
def test_what_is_no_year(text: str) -> None:
    assert read_year(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("20", 20), ("二十家", 20), ("0", 0), ("-3", -3), ("1,000", 1000), ("沒有", None)]
)
def test_whole_numbers(text: str, value: int | None) -> None:
    assert read_integer(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("30%", 30), ("三成", 30), ("百分之三十", 30), ("50 趴", 50), ("三成五", 35), ("12.5%", "12.5")]
)
def test_percentages(text: str, value: int | str) -> None:
    assert percents_in(text) == [Decimal(value)]


@given(st.integers(min_value=1, max_value=99_999_999))
def test_numbers_in_characters_agree_with_cn2an(number: int) -> None:
    """cn2an writes every number right; only its reading is unsure, so it is the oracle for ours."""
    assert parse(cn2an.an2cn(number)) == number


@settings(max_examples=400)
@given(
    st.text(max_size=60)
    | st.text(alphabet="0123456789萬万千百十点點半多約约到~-,.$元美金年月日/ 一二三兩零kK%成", max_size=24)
)
def test_no_text_makes_a_reader_fail(text: str) -> None:
    money_in(text)
    foreign_in(text)
    read_money(text)
    read_date(text, TODAY)
    read_year(text)
    read_integer(text)
    percents_in(text)

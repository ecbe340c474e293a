"""Amounts, counts and percentages, each worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.money import Impossible, spans
from knowledge.numerals import parse
from knowledge.quantities import (
    ForeignMoney,
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
    ("5萬起", 50_000, 500_000),
    ("8萬內", 0, 80_000),
    ("8萬以內", 0, 80_000),
    ("大概是8萬", 72_000, 88_000),
    ("~8萬", 72_000, 88_000),
    ("10萬多", 100_001, 109_999),
    ("10多萬", 100_001, 199_999),
    ("8、9萬", 80_000, 90_000),
    ("5000~1萬", 5_000, 10_000),
    ("between 40,000 and 60,000", 40_000, 60_000),
    ("十七八萬", 170_000, 180_000),
    ("八萬五六", 85_000, 86_000),
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


def test_what_can_be_no_amount_says_why() -> None:
    for text, reason in (("負八萬", "negative"), ("−80000", "negative"), ("9999999999999 元", "too_large")):
        (span,) = spans(text)
        assert isinstance(span.money, Impossible)
        assert span.money.reason == reason


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


@pytest.mark.parametrize("text", ["9" * 30 + "億9千", "九" * 30 + "萬五", "9" * 30 + "萬", "9" * 60])
def test_numbers_beyond_all_reckoning_make_no_reader_fail(text: str) -> None:
    assert not [one for one in spans(text) if not isinstance(one.money, Impossible)]
    assert read_money(text, "total") is None or isinstance(read_money(text, "total"), Impossible)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("the fee exceeds 100 thousand", 100_001, None),
        ("a fee greater than 100,000", 100_001, None),
        ("beyond NT$100,000", 100_001, None),
        ("申請費逾10萬", 100_001, None),
        ("申請費破十萬", 100_001, None),
        ("lower than 50,000", 0, 49_999),
        ("not exceeding 50,000", 0, 50_000),
        ("it doesn't exceed 50,000", 0, 50_000),
        ("no less than 100,000", 100_000, None),
        ("未超過5萬", 0, 50_000),
    ],
)
def test_what_is_above_or_below_leaves_the_figure_itself_out(text: str, low: int, high: int | None) -> None:
    (money,) = money_in(text)
    assert (money.low, high is None or money.high == high) == (low, True)

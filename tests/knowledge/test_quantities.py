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
    Ambiguous,
    ForeignMoney,
    MoneyRange,
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

ANSWERED = [  # answers to "how much is the application fee?"
    ("9萬9千5百", 99_500),  # 90,000 + 9,000 + 500
    ("12萬3千4百56元", 123_456),
    ("8萬4千5", 84_500),  # 5 after 千 is 500
    ("4 萬 9 千 9 百 99", 49_999),
    ("４ 萬 ９ 千 ９ 百 ９９", 49_999),
    ("十二萬三千四百五十六", 123_456),
    ("8萬零500", 80_500),
    ("8萬5,000", 85_000),
    ("1.2千萬", 12_000_000),
    ("1百20萬", 1_200_000),
    ("8點5萬", 85_000),
    ("8w5", 85_000),
    ("80000.00", 80_000),
    ("申請費8萬 檢測費2萬", 80_000),
    ("檢測費2萬 申請費8萬", 80_000),
    ("8萬是申請費，2萬是檢測費", 80_000),
    ("80000元 (約2600美元)", 80_000),
    ("8萬(不含檢測費)", 80_000),
    ("107年申請費8萬", 80_000),
    ("沒錯，8萬", 80_000),
    ("0元", 0),
]

ASKED_BACK = [  # never a figure of its own: (answer, the amounts offered)
    ("80000 or 90000", (80_000, 90_000)),
    ("8萬或9萬", (80_000, 90_000)),
    ("80000/90000", (80_000, 90_000)),
    ("8萬，年費1萬", (80_000,)),  # nothing says that 80,000 is the application fee
    ("80000年費10000", (80_000,)),
    ("申請費8萬，另一張申請費6萬", (80_000, 60_000)),
    ("申請費6萬、8萬", (60_000, 80_000)),
    ("兩張各8萬", (80_000,)),
    ("不是8萬，是18萬", (180_000,)),
    ("8萬 5萬", (80_000, 50_000)),
    ("8萬 5千", (85_000, 80_000)),  # one number or two
    ("12萬 5", (125_000, 120_000)),
    ("8,5000", (85_000,)),  # grouped by ten thousands
    ("1,2345", (12_345,)),
    ("80.000", (80_000, 80)),
    ("8.5", (85_000,)),  # 8.5 dollars are none
]

UNANSWERED = [
    "發票總額12萬",
    "一共12萬",
    "檢測費2萬",
    "12萬(申請費+檢測費)",
    "檢測費加申請費12萬",
    "8萬含檢測費",
    "不是8萬",
    "沒有8萬",
    "負8萬",
    "−8萬",
    "-8萬",
    "- 8萬",
    "NT$-80000",
    "-NT$80000",
    "80,00",
    "3,8萬",
    "8萬5萬",
    "1e5",
    "8O000",
    "八0000",
    "8萬x2",
    "8萬的30%",
    "0912345678",
    "9999999999999元",
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


@pytest.mark.parametrize(("text", "value"), ANSWERED)
def test_an_answer_with_one_sure_fee(text: str, value: int) -> None:
    found = read_money(text)
    assert isinstance(found, MoneyRange)
    assert (found.low, found.high, found.exact) == (value, value, True)


@pytest.mark.parametrize(("text", "values"), ASKED_BACK)
def test_an_answer_that_must_be_asked_back(text: str, values: tuple[int, ...]) -> None:
    found = read_money(text)
    assert isinstance(found, Ambiguous)
    assert found.values == values


@pytest.mark.parametrize("text", UNANSWERED)
def test_an_answer_without_the_fee(text: str) -> None:
    assert read_money(text) is None


def test_the_name_of_what_was_asked_counts() -> None:
    assert read_money("發票總額12萬", "total") == MoneyRange(120_000, 120_000, True, "12萬")
    assert read_money("12萬含檢測費", "total") == MoneyRange(120_000, 120_000, True, "12萬")
    assert read_money("申請費8萬 年費1萬", "other") == MoneyRange(10_000, 10_000, True, "1萬")
    assert read_money("年費1萬", "application") is None


def test_what_can_be_no_amount_says_why() -> None:
    for text, reason in (("負八萬", "negative"), ("−80000", "negative"), ("9999999999999 元", "too_large")):
        (span,) = spans(text)
        assert isinstance(span.money, Impossible)
        assert span.money.reason == reason


def test_answers_to_a_money_question() -> None:
    assert read_money("2018") == MoneyRange(2018, 2018, True, "2018")
    assert read_money("12345678") == MoneyRange(12_345_678, 12_345_678, True, "12345678")
    assert read_money("0") == MoneyRange(0, 0, True, "0")
    assert read_money("-5") is None
    assert read_money("不知道") is None


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


AMOUNTS = {
    "8萬": 80_000,
    "9萬9千5百": 99_500,
    "12萬5": 125_000,
    "80000": 80_000,
    "90,000": 90_000,
    "NT$70000": 70_000,
    "六萬": 60_000,
    "5千": 5_000,
    "100k": 100_000,
    "3萬元": 30_000,
    "4.5萬": 45_000,
    "8000元": 8_000,
}
BETWEEN = [
    " ",
    "，",
    "、",
    "或",
    "/",
    "+",
    "跟",
    "還是",
    "。",
    "，年費",
    "檢測費",
    "總共",
    "含",
    "(",
    "，不是",
    "~",
    "-",
    "再加",
]


@settings(max_examples=600)
@given(
    st.sampled_from(["", "我們", "大概", "總共", "檢測費", "不是", "年費"]),
    st.sampled_from(sorted(AMOUNTS)),
    st.sampled_from(BETWEEN),
    st.sampled_from(sorted(AMOUNTS)),
    st.sampled_from(["", "元", "左右", "吧", "的檢測費", "年費", ")"]),
)
def test_two_amounts_are_never_one_figure(before: str, one: str, between: str, other: str, after: str) -> None:
    """Neither is named the application fee, so that nothing says which one is meant."""
    text = before + one + between + other + after
    found = read_money(text)
    if AMOUNTS[one] != AMOUNTS[other]:
        assert not (isinstance(found, MoneyRange) and found.exact), (text, found)


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

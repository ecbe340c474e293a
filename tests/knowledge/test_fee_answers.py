"""Answers to "how much is the application fee?", each worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.quantities import Ambiguous, MoneyRange, read_money

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


def test_answers_to_a_money_question() -> None:
    assert read_money("2018") == MoneyRange(2018, 2018, True, "2018")
    assert read_money("12345678") == MoneyRange(12_345_678, 12_345_678, True, "12345678")
    assert read_money("0") == MoneyRange(0, 0, True, "0")
    assert read_money("-5") is None
    assert read_money("不知道") is None


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

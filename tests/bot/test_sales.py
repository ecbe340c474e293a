"""Sales of a green store as typed: read into lines, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sales import Unread, read_sales
from rules.procurement import latest
from rules.stores.sales import Sale
from tests.shipped import shipped

PLAN = latest()
LABELS = shipped().labels


def read(text: str) -> list[Sale | Unread]:
    return list(read_sales(text, PLAN, LABELS))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("電腦螢幕，1234，環保標章，120000，20台", Sale("電腦螢幕", "taiwan_green_mark", 120_000, "1234", "20台")),
        (
            "電腦螢幕,1234,環保標章,120,000,20台,113年1-12月",
            Sale("電腦螢幕", "taiwan_green_mark", 120_000, "1234", "20台", "113年1-12月"),
        ),
        ("飲品，5678，碳標籤，12 萬", Sale("飲品", "carbon_footprint_label", 120_000, "5678")),
        ("飲品，減碳標籤，5 萬 2 千，20包", Sale("飲品", "carbon_reduction_label", 52_000, "", "20包")),
        ("衛生紙 環保標章 5000元", Sale("衛生紙", "taiwan_green_mark", 5_000)),
        ("LED 燈 節能標章 500", Sale("LED 燈", "energy_saving_label", 500)),
        ("洗衣機\t5678\t一級能效\t300,000\t10台", Sale("洗衣機", "efficiency_1", 300_000, "5678", "10台")),
        ("冷氣，能源效率二級，45000元", Sale("冷氣", "efficiency_2", 45_000)),
        # the printed order is number, label, amount, quantity
        ("螢幕，環保標章，120000，20", Sale("螢幕", "taiwan_green_mark", 120_000, "", "20")),
        # more pieces than dollars can't be: the first is the label's number
        ("螢幕，環保標章，1234，120000", Sale("螢幕", "taiwan_green_mark", 120_000, "1234")),
        ("筆，FSC，5000，1000枝", Sale("筆", "fsc", 5_000, "", "1000枝")),
        ("筆，FSC，十包，3 萬元", Sale("筆", "fsc", 30_000, "", "十包")),
        ("筆，A-12，藍天使，1,200元，一批", Sale("筆", "blue_angel", 1_200, "A-12", "一批")),
        ("1. 紙，FSC，300", Sale("紙", "fsc", 300)),
        ("紙，FSC，500，113年7月", Sale("紙", "fsc", 500, "", "", "113年7月")),
        ("紙,FSC,500,113年7月", Sale("紙", "fsc", 500, "", "", "113年7月")),
        ("紙，12，5000，FSC", Sale("紙", "fsc", 5_000, "12")),
        (
            "monitor, 1234, Taiwan Green Mark, 120000, 20 pcs",
            Sale("monitor", "taiwan_green_mark", 120_000, "1234", "20 pcs"),
        ),
    ],
)
def test_a_line_is_read(text: str, line: Sale) -> None:
    assert read(text) == [line]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("紙，300", "no_label"),
        ("紙，無標章，300", "unlabelled"),
        ("紙，Green Label，100", "which_label"),  # Singapore's, Thailand's and others bear it
        ("紙，FSC", "no_amount"),
        ("紙，1234，FSC", "no_amount"),  # the label's number or the amount
        ("紙，FSC，120，000", "no_amount"),  # 120,000, or 120 and something else
        ("紙，FSC，約 3 萬", "no_amount"),
        ("紙，FSC，-300", "negative"),
        ("紙，FSC，USD 300", "foreign_money"),
        ("紙，FSC，99999999999999", "too_large"),
    ],
)
def test_what_is_not_sure_is_not_taken(text: str, problem: str) -> None:
    (unread,) = read(text)
    assert isinstance(unread, Unread)
    assert unread.problem == problem


@pytest.mark.parametrize("text", ["你好", "汽車可以算嗎？", "", "   ", "。", "12345"])
def test_what_is_no_line_gives_none(text: str) -> None:
    assert read(text) == []


def test_rows_pasted_from_a_spreadsheet() -> None:
    pasted = (
        "項次\t產品名稱\t標章編號\t標章種類\t販售金額（元）\t販售數量\t販售日期\n"
        "1\t電腦螢幕\t1234\t環保標章\t120,000\t20台\t113年1-12月\n"
        "2\t飲品\t5678\t碳標籤\t120,000\t20包\t113年1-12月\n"
    )
    assert read(pasted) == [
        Sale("電腦螢幕", "taiwan_green_mark", 120_000, "1234", "20台", "113年1-12月"),
        Sale("飲品", "carbon_footprint_label", 120_000, "5678", "20包", "113年1-12月"),
    ]


def test_several_lines_at_once() -> None:
    text = "電腦螢幕，1234，環保標章，120000，20台\n飲品，5678，碳標籤，120000，20包；紙，FSC，500"
    assert [line.amount for line in read(text) if isinstance(line, Sale)] == [120_000, 120_000, 500]


@settings(max_examples=80)
@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str) -> None:
    for line in read(text):
        if isinstance(line, Sale):
            assert line.product
            assert line.amount >= 0
            assert Sale.of(line.text()) == Sale.of(Sale.of(line.text()).text())

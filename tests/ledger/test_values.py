"""Amounts and dates however a cell writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.table import CellValue
from bot.ledger.values import Calendar, read_amount, read_when


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1234, "1234"),
        (952.38, "952.38"),
        (0.1 + 0.2, "0.3"),  # as the spreadsheet shows it
        ("1,234", "1234"),
        ("1234.5", "1234.5"),
        ("NT$1,234", "1234"),
        ("NT$ 1,234 元", "1234"),
        ("新臺幣1,234元整", "1234"),
        ("１，２３４元", "1234"),
        ("TWD 1234", "1234"),
        ("(1,234)", "-1234"),
        ("-1,234", "-1234"),
        ("－1,234", "-1234"),
        ("−1,234", "-1234"),
        ("1,234-", "-1234"),
        ("△1,234", "-1234"),
        ("1.2萬", "12000"),
        ("3 千元", "3000"),
        ("0", "0"),
    ],
)
def test_amounts(cell: CellValue, amount: str) -> None:
    assert read_amount(cell).amount == Decimal(amount)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "—"])
def test_an_empty_cell_is_no_problem(cell: CellValue) -> None:
    assert read_amount(cell) == read_amount(None)
    assert read_when(cell) == read_when(None)


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("待確認", "not_a_number"),
        ("1,23", "not_a_number"),
        ("12 3 4a", "not_a_number"),
        (True, "not_a_number"),
        (date(2024, 5, 6), "not_a_number"),
        ("US$30", "foreign_money"),
        ("30 USD", "foreign_money"),
        ("￥300", "foreign_money"),
        ("#REF!", "error_value"),
        (10**13, "too_much_money"),
        (float("inf"), "too_much_money"),
        ("9" * 30, "too_much_money"),
    ],
)
def test_what_is_no_amount(cell: CellValue, problem: str) -> None:
    assert (read_amount(cell).amount, read_amount(cell).problem) == (None, problem)


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 5, 6),
        datetime(2024, 5, 6, 13, 30),  # noqa: DTZ001 - a spreadsheet's times have no zone
        45418,  # 2024-05-06 is day 45,418 from 1899-12-30
        45418.5,
        "45418",
        "113/5/6",
        "113/05/06",
        "113-05-06",
        "113.05.06",
        "113年5月6日",
        "113 年 5 月 6 日",
        "民國113年5月6日",
        "1130506",
        1130506,
        20240506,
        "2024/5/6",
        "2024-05-06",
        "2024-05-06T00:00:00",
        "2024/5/6 13:30",
        "2024年5月6日",
        "１１３／５／６",
        "5/6/2024 ",
    ],
)
def test_the_sixth_of_may_2024(cell: CellValue) -> None:
    if isinstance(cell, str) and cell.startswith("5/6"):
        assert read_when(cell).year == 2024  # May or June: only the year is sure
    else:
        assert read_when(cell).day == date(2024, 5, 6)


@pytest.mark.parametrize(
    "cell", ["113年5月", "113/05", "113-5", "11305", 11305, 202405, "2024/05", 113.05, "2024年5月份"]
)
def test_a_month(cell: CellValue) -> None:
    when = read_when(cell)
    assert (when.day, when.year, when.month) == (None, 2024, 5)


@pytest.mark.parametrize("cell", ["113", 113, "113年", "113年度", 2024, "民國113年", 113.1])
def test_a_year(cell: CellValue) -> None:
    when = read_when(cell)
    assert (when.day, when.year, when.month) == (None, 2024, None)


@pytest.mark.parametrize(
    ("cell", "calendar", "day", "problem"),
    [
        ("24/5/6", None, None, "year_unsure"),
        ("24/5/6", "western", date(2024, 5, 6), None),
        ("98/5/6", "roc", date(2009, 5, 6), None),
        ("113/2/30", None, None, "not_a_date"),
        ("113/13/1", None, None, "not_a_date"),
        ("5月6日", None, None, "no_year"),
        ("昨天", None, None, "not_a_date"),
        (12, None, None, "no_year"),
        (13, None, None, "not_a_date"),
        (True, None, None, "not_a_date"),
    ],
)
def test_what_is_no_sure_day(cell: CellValue, calendar: Calendar | None, day: date | None, problem: str | None) -> None:
    when = read_when(cell, calendar)
    assert (when.day, when.problem) == (day, problem)


def test_serials_of_a_workbook_that_counts_from_1904_are_not_taken() -> None:
    assert read_when(45418, serials=False).problem == "not_a_date"
    assert read_when(1130506, serials=False).day == date(2024, 5, 6)


@given(st.dates(date(2015, 1, 1), date(2030, 12, 31)))
def test_every_way_to_write_a_day_is_that_day(day: date) -> None:
    roc = day.year - 1911
    for text in (
        f"{roc}/{day.month}/{day.day}",
        f"{roc}{day.month:02}{day.day:02}",
        f"{roc}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day:%Y%m%d}",
    ):
        assert read_when(text).day == day


@given(st.text(max_size=20) | st.integers() | st.floats() | st.booleans())
def test_no_cell_breaks_the_reading(cell: CellValue) -> None:
    amount = read_amount(cell)
    assert amount.amount is None or amount.problem is None
    assert read_when(cell) is not None

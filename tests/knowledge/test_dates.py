"""Dates and years, each worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.quantities import Ambiguous, NotADate, read_date, read_year

TODAY = date(2026, 11, 20)


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


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("180301", (date(2018, 3, 1), date(2001, 3, 18))),  # never ROC 18, which is 1929
        ("18/3/1", (date(2018, 3, 1), date(2001, 3, 18))),
        ("103/3/1~105/3/1", (date(2014, 3, 1), date(2016, 3, 1))),
        ("2018/3/1-2018/4/1", (date(2018, 3, 1), date(2018, 4, 1))),
        ("107/3/1以後", (date(2018, 3, 1),)),
    ],
)
def test_days_that_must_be_asked_back(text: str, values: tuple[date, ...]) -> None:
    found = read_date(text, TODAY)
    assert isinstance(found, Ambiguous)
    assert found.values == values


def test_a_denied_day_is_none() -> None:
    assert read_date("不是107/3/1", TODAY) is None
    assert read_date("不是107/3/1，是107/4/1", TODAY) == date(2018, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "106、107",
        "105~106",
        "105~6年",
        "103-107都有",
        "106/107",
        "103年到107年",
        "不是107",
        "107年以前",
        "去年",
        "今年",
    ],
)
def test_several_years_or_none_are_asked_again(text: str) -> None:
    assert read_year(text) is None


@pytest.mark.parametrize("text", ["107", "民國107年", "107年度", "2018", "2018年", "一百零七年", "２０１８"])
def test_roc_and_western_years(text: str) -> None:
    assert read_year(text) == 2018


@pytest.mark.parametrize("text", ["18", "沒有", "-107", "99999", ""])
def test_what_is_no_year(text: str) -> None:
    assert read_year(text) is None

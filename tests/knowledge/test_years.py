"""A year asked for that is not on file: declined, or said first. Today is 2026-11-20, ROC 115."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.dates import years_meant
from tests.knowledge.asking import outcome_and_words


# The certification is on file for 107 (2018) alone, counselling for 104 (2015), the plan for 113 (2024).
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("117年綠色商店目標", "117 年（2028）"),
        ("106年實體活動一場幾分", "106 年（2017）"),
        ("109年驗證分攤名額幾家", "109 年（2020）"),
        ("105年深入輔導每家多少錢", "105 年（2016）"),
        ("請問，2026年拓展環保標章目標家數", "2026"),
        ("明年驗證分攤上限", "116 年（2027）"),
        ("111年全國輔導金額目標", "2022"),
    ],
)
def test_a_year_not_on_file_is_declined_by_its_name(text: str, asked: str) -> None:
    outcome, told = outcome_and_words(text)
    assert outcome == "decline"
    assert asked in told


# 126 億 and 657 億 were declared for 2023 (report 1.3); 431 億 is 112's target, 302 億 113's (annex 2, table 3).
@pytest.mark.parametrize(
    "text", ["114年機關綠色採購總支出", "2024年政府機關綠色採購花了多少錢", "115年民間綠採目標金額"]
)
def test_a_figure_of_one_year_is_not_given_for_another(text: str) -> None:
    outcome, told = outcome_and_words(text)
    assert outcome == "decline"
    assert not any(figure in told for figure in ("126", "657", "431", "302"))


def test_the_year_of_the_document_itself_asks_for_what_it_tells() -> None:
    outcome, told = outcome_and_words("114年那份報告說政府機關綠色採購總支出多少")
    assert outcome == "answer"
    assert "126" in told


# Only 112's store sales, firms and amount are printed beside 113's; its target of labels is not.
def test_of_the_year_before_only_what_is_printed_is_told() -> None:
    assert outcome_and_words("112年拓展環保標章目標家數")[0] == "decline"
    assert "431" in outcome_and_words("112年民間綠色採購目標多少")[1]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("去年實體活動一場幾分", "114 年（2025）的規定我沒有收錄，以下是 113 年（2024）的。"),
        ("今年驗證分攤名額幾家", "115 年（2026）的規定我沒有收錄，以下是 107 年（2018）的。"),
        ("117年 GRS 可以補助嗎", "117 年（2028）的規定我沒有收錄，以下是 107 年（2018）的。"),
    ],
)
def test_this_or_last_year_is_answered_with_the_year_on_file_said_first(text: str, opens: str) -> None:
    outcome, told = outcome_and_words(text)
    assert outcome == "answer"
    assert told.startswith(opens)


def test_a_year_that_is_on_file_is_told_without_more() -> None:
    assert "以下是" not in outcome_and_words("前年實體活動一場幾分")[1]  # 2024, the plan's own


# GPN has 247 members in June 2025 (report 3.1) and was founded in February 1996.
def test_the_years_of_a_report_are_not_all_those_of_its_figures() -> None:
    outcome, told = outcome_and_words("2024年GPN會員數")
    assert outcome == "decline"
    assert "247" not in told
    assert outcome_and_words("GPN 是 2006 年成立的吧")[1].startswith("不是 2006 年。")


def test_years_by_their_distance() -> None:
    today = date(2026, 11, 20)
    assert years_meant("今年跟去年比", today) == [2026, 2025]
    assert years_meant("大前年", today) == []
    assert years_meant("next year", today) == [2027]
    assert years_meant("如今年輕人", today) == []

"""Counselling in people's own words: titles in part, a yes with more behind it, options by their number or a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.reading import Read, Reader, Unclear
from knowledge.text import has_han
from rules.programme import programme
from tests.desk import Person, open_desk
from tests.shipped import shipped

COUNSELLING = programme("counselling")
READER = Reader(COUNSELLING, COUNSELLING.latest(), shipped().labels, date(2015, 6, 1))
FACTS = {**COUNSELLING.facts, **COUNSELLING.form}


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("applicant", "公司", "firm"),
        ("applicant", "有一家公司要申請", "firm"),
        ("applicant", "協會", "association"),
        ("applicant", "同業公會", "association"),
        ("applicant", "基金會", "other"),
        ("green_technology", "有喔，我們有一套節能控制的技術", "yes"),
        ("green_technology", "沒有，都是買來的", "no"),
        ("partner", "異業合作，跟做雲端的", "other_industry"),
        ("design_wish", "兩個都想", "both"),
        ("services", "第三項跟第一項", ("system", "technology")),
        ("services", "體系，再來是技術加值", ("system", "technology")),
        ("events", "交流會跟工作坊", ("exchange", "workshop")),
        ("referrals", "節能減碳和綠色工廠", ("energy_saving", "green_factory")),
        ("ubn", "統編 ０４５９５２５７", "04595257"),
    ],
)
def test_what_people_say_is_read(fact: str, text: str, value: object) -> None:
    assert READER.read(FACTS[fact], text) == Read(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("applicant", "公司跟公會"),
        ("applicant", "我們不是公司"),
        ("green_technology", "有，但不是我們的"),
        ("partner", "有"),
        ("services", "綠色"),
        ("services", "第三項跟第九項"),
        ("data_consent", "看過了"),
    ],
)
def test_what_could_mean_more_than_one_thing_is_asked_back(fact: str, text: str) -> None:
    assert isinstance(READER.read(FACTS[fact], text), Unclear)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(open_desk(tmp_path, date(2015, 6, 1))[0])


@pytest.mark.parametrize("said", ["輔導", "綠色成長輔導", "產業輔導"])
def test_a_part_of_a_title_chooses_the_programme(person: Person, said: str) -> None:
    person.says("我要申請")
    assert "104 年度（2015）" in person.says(said)
    assert person.button("先看符不符合").value == "trial:counselling"


def test_a_part_of_several_titles_chooses_none(person: Person) -> None:
    person.says("我要申請")
    person.says("綠色")
    assert not any(choice.value.startswith("trial:") for reply in person.last for choice in reply.choices)


def test_a_statement_is_no_question_about_another_document(person: Person) -> None:
    person.presses_value("trial:counselling")
    assert "兩項原則" not in person.says("我們有一套節能控制的技術")
    assert person.button("公司或商號")


def test_that_is_all_after_the_step_moved_on_repeats_the_step(person: Person) -> None:
    person.presses_value("trial:counselling")
    person.says("公司")
    assert "第 2 題" in person.says("就這些")


def test_a_field_that_can_be_skipped_says_so(person: Person) -> None:
    person.presses_value("trial:counselling")
    for answer in ("公司", "有", "想", "還沒有", "沒有", "都不想"):
        person.says(answer)
    person.presses_value("prepare")
    person.presses_value("consent:yes")
    for answer in (
        "甲公司",
        "04595257",
        "25 人",
        "跳過",
        "跳過",
        "李小美",
        "跳過",
        "0912345678",
        "跳過",
        "mei@example.com",
    ):
        person.says(answer)
    person.says("電子業")
    person.says("控制器")
    assert "跳過" in person.says("很多")
    assert "不知道" not in person.last[-1].text


def test_an_address_keeps_the_language(person: Person) -> None:
    person.says("輔導要錢嗎")
    assert has_han(person.says("mei@example.com"))


@pytest.mark.parametrize(
    ("said", "stored"),
    [("同前", "12,000 萬元（NT$ 120,000,000 元）"), ("跟之前一樣", "12,000 萬元（NT$ 120,000,000 元）")],
)
def test_the_capital_of_another_trial_is_taken_by_a_word_in_the_form_s_unit(
    person: Person, said: str, stored: str
) -> None:
    person.presses_value("trial:awards")
    for answer in ("都沒有", "0 次", "沒有", "製造業", "1億2000萬"):
        person.says(answer)
    person.presses_value("trial:counselling")
    for answer in ("公司", "沒有", "還沒有", "沒有", "產品"):
        person.says(answer)
    person.presses_value("prepare")
    person.presses_value("consent:yes")
    for answer in ("甲公司", "04595257", *["跳過"] * 3, "李小美", "跳過", "0912345678", *["跳過"] * 4):
        person.says(answer)
    assert person.button(f"同前：{stored}")
    person.says(said)
    assert f"資本額：{stored}" in person.says("看我的答案")


@pytest.mark.parametrize(
    ("who", "option"),
    [
        ("醫院", "學校、醫院、其他團體"),
        ("我們是貿易公司", "貿易或進出口商"),
        ("我是環保局承辦", "縣市環保局"),
        ("公所", "政府機關"),
        ("工廠", "製造業"),
    ],
)
def test_who_one_is_in_ones_own_words(person: Person, who: str, option: str) -> None:
    person.says("哪個計畫適合我")
    person.says(who)
    person.says("看我的答案")
    assert f"單位類型：{option}" in person.labels()

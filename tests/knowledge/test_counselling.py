"""The 2015 counselling programme: its figures as printed, what it is silent about, and whose question is whose."""

from __future__ import annotations

import re

import pytest

from knowledge.data import load
from tests.knowledge.asking import ask
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped

CONTACTS = ("contact", "tech_contact", "joint_contact", "system_contact", "design_contact", "letter_contact", "send")


def answer(name: str, lang: str = "zh") -> str:
    return shipped().answer(f"counselling.{name}", "zh" if lang == "zh" else "en").text


def ours() -> list[str]:
    return [entry.id.partition(".")[2] for entry in shipped().entries() if entry.programme == "counselling"]


# As printed: 貳 一~四 (2) and (3), 參, 附件 2 四, 附件 3 四.
PRINTED = {
    "tech": ["12 家", "8 家", "120 家", "4 萬元"],
    "tech_cost": ["4 萬元", "免費"],
    "joint": ["2 件", "36 家", "8 萬元"],
    "joint_cost": ["合計 8 萬元", "沒有寫免費"],
    "system": ["2 個體系", "7~8 家", "30 萬元"],
    "system_cost": ["合計 30 萬元", "沒有寫免費"],
    "system_members": ["7~8 家", "承辦"],
    "design": ["10 家", "8.75 萬元", "不限產業"],
    "design_cost": ["8.75 萬元", "免費"],
    "costs": ["4 萬元", "8 萬元", "30 萬元", "8.75 萬元"],
    "events": ["2 場（7 月）", "1 場（8 月）", "6 場", "1 場（12 月）"],
    "joint_past": ["18 家", "5,500 公噸/年", "2,750 萬元/年"],
    "system_past": ["35 家", "8 萬噸", "1 億元", "12 家"],
    "contact": ["2393-3769", "2393-3897", "631", "619", "635", "danny@ftis.org.tw", "s0318@ftis.org.tw"],
    "system_contact": ["2784-4188", "連振廷", "198", "ctlien@", "曾香斐", "192", "nova214@"],
    "design_contact": ["2784-4188", "李承芳", "134", "leechenfang@", "沈彥穎", "196", "wendy@"],
    "letter": ["104/02/03", "工永字第10400133040號", "104.2.10"],
    "letter_contact": ["林奮裕", "02-27541255", "2712", "02-27043753", "fylin@moeaidb.gov.tw"],
    "rights": ["閱覽", "複製本", "補充或更正", "停止蒐集、處理及利用", "刪除"],
}
ENGLISH = {
    "tech_cost": ["NT$40,000", "free"],
    "joint_cost": ["NT$80,000", "No free consultation"],
    "system_cost": ["NT$300,000", "No free diagnosis"],
    "design_cost": ["NT$87,500", "free"],
    "joint_past": ["18 firms", "5,500", "NT$27,500,000"],
    "system_past": ["35 firms", "80,000 tonnes", "NT$100,000,000", "12 firms"],
}


@pytest.mark.parametrize("name", PRINTED)
def test_figures_and_names_are_those_printed(name: str) -> None:
    assert holds(answer(name), list(PRINTED[name])), answer(name)


@pytest.mark.parametrize("name", ENGLISH)
def test_english_answers_have_the_same_figures(name: str) -> None:
    assert holds(answer(name, "en"), list(ENGLISH[name])), answer(name, "en")


def test_each_figure_names_its_section() -> None:
    figures = load("figures/counselling.2015.yaml")
    assert all(re.match("[貳參]、|附件 ", figure["section"]) for figure in figures.values())


def test_no_damage_of_the_scan_is_repeated() -> None:
    for name in ours():
        entry = next(e for e in shipped().entries() if e.id == f"counselling.{name}")
        says = entry.source.says.values() if entry.source else ()
        text = "".join((*entry.phrasings(), *entry.answer.values(), *says))
        assert not re.search("聯繩|鬥艦|顯學|索道|中小廠商領", text), name


@pytest.mark.parametrize("name", CONTACTS)
def test_contacts_are_as_published_then(name: str) -> None:
    assert re.search("104 年(刊載)?", answer(name))
    assert "2015" in answer(name, "en")


@pytest.mark.parametrize("name", ["about", "executor", "letter_contact", "still_open"])
def test_an_office_renamed_since_has_its_name_of_today(name: str) -> None:
    assert "今產業發展署" in answer(name)


def test_both_printed_extensions_are_given_with_their_places() -> None:
    first, second = (line for line in answer("extension").splitlines() if re.match("6[13]", line))
    assert holds(first, ["619", "公函", "附件 2"])
    assert holds(second, ["635", "肆", "附件 1"])


@pytest.mark.parametrize("name", ["deadline", "selection", "tax", "payment", "again", "form_papers", "event_signup"])
def test_what_is_not_printed_is_said_to_be_so(name: str) -> None:
    assert re.search("沒有(印|寫)|都沒有印", answer(name))
    assert re.search("not printed|aren't printed|isn't printed|prints no|Not printed", answer(name, "en"))


@pytest.mark.parametrize("text", ["名額幾家", "截止是哪天", "聯絡電話給我", "申請表寄到哪裡", "要附什麼文件"])
def test_a_bare_question_is_met_with_a_choice(text: str) -> None:
    finding = ask(text)
    assert finding.outcome == "clarify"
    assert len(finding.options) > 2


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("驗證分攤的承辦電話", "certification"),
        ("107年驗證分攤名額幾家", "certification"),
        ("綠辦提供哪些服務", "organisation"),
        ("產業綠色成長的聯絡電話", "counselling"),
        ("104年輔導名額幾家", "counselling"),
        ("深入輔導要繳多少", "counselling"),
    ],
)
def test_a_question_stays_with_its_programme(text: str, own: str) -> None:
    assert {one.programme for one in ask(text).answers} == {own}


@pytest.mark.parametrize("text", ["105年產業綠色成長輔導自籌款多少", "2019 green growth programme self-funding"])
def test_another_year_is_not_answered_from_this_one(text: str) -> None:
    finding = ask(text)
    assert finding.outcome == "decline"
    assert not re.search("4 萬|40,000", words(finding))


@pytest.mark.parametrize(
    ("before", "text", "facts"),
    [
        ("綠色技術加值推廣是什麼", "要繳多少", ["4 萬元"]),
        ("異業合作案的對象", "要繳多少", ["8 萬元"]),
        ("綠色創新體系輔導是什麼", "要繳多少", ["30 萬元"]),
        ("綠色技術加值推廣收幾家廠商", "那綠色設計呢", ["10 家"]),
        ("異業合作案的自籌款要多少", "那體系輔導的呢", ["30 萬元"]),
    ],
)
def test_the_service_carries_over_to_the_next_question(before: str, text: str, facts: list[str | list[str]]) -> None:
    finding = ask(before, text)
    assert finding.outcome == "answer"
    assert holds(words(finding), facts), words(finding)

"""A county's score in conversation: buttons of long ago, contradictions, papers, and that nothing makes it stumble."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant
from bot.papers import Form
from bot.state import Conversation
from tests.desk import Person, open_desk


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return open_desk(tmp_path)[0]


@pytest.fixture
def person(assistant: Assistant) -> Person:
    officer = Person(assistant)
    officer.says("台中考評")
    return officer


def test_a_button_of_an_earlier_question_changes_nothing(person: Person) -> None:
    person.presses("從第 1 題開始")
    old = person.button("NT$ 706,247,214 元").value
    person.says("7 億")
    heard = person.presses_value(old)
    assert "這是「綠色商店綠色產品銷售額」的舊按鈕，數字沒有變" in heard
    assert "第 2 題" in person.presses("繼續")
    assert "目前填 NT$ 700,000,000 元" in person.says("改第 1 題")


def test_a_button_of_another_score_is_lost(person: Person) -> None:
    assert "這個按鈕已經失效" in person.presses_value("county_set:77:firms:3")
    for value in (
        "county_set:1:firms:x",
        "county_set:1:firm:3",
        "county_part:1:none",
        "county_pick:1:tokyo",
        "county_skip:1:x",
    ):
        assert "這個按鈕已經失效" in person.presses_value(value), value


def test_buttons_before_a_county_is_chosen(assistant: Assistant) -> None:
    officer = Person(assistant)
    officer.says("縣市考評")
    for value in (
        "county_fill:1",
        "county_result:1",
        "county_next:1",
        "county_lines",
        "county_overview",
        "county_declared:1",
    ):
        assert "失效" in officer.presses_value(value), value
    assert "要算哪個縣市" in officer.says("還差多少")


def test_figures_that_contradict_each_other_are_not_kept(person: Person) -> None:
    person.presses("一、民間採購 0～30／30")
    person.says("不知道")
    person.says("5")
    assert "比商店總數 5 家多" in person.says("9")
    assert "0／4 分" in person.says("3")
    person.says("看總覽")
    person.says("改第 2 題")
    assert "比商店總數 2 家多" in person.says("2")
    assert "目前填 5 家" in person.says("改第 2 題")


def test_what_has_digits_is_no_question_and_a_figure_beyond_the_last_is_none(person: Person) -> None:
    person.presses("從第 1 題開始")
    said = person.says("50場")
    assert "我沒讀到金額" in said
    assert "第 1 題" in said
    said = person.says("改第 99 題")
    assert "沒有第 99 題；共 21 題" in said
    assert "第 1 題" in said


def test_another_countys_score_is_wished_for_in_the_middle(person: Person) -> None:
    person.presses("從第 1 題開始")
    assert "花蓮縣" in person.says("花蓮考評")


def test_nothing_more_to_be_had_of_what_is_known_so_far(person: Person) -> None:
    person.presses("從第 1 題開始")
    person.says("9 億")  # beyond the tenth step of 臺中市, 741,559,575
    assert "還有 20 個數字沒填" in person.says("還差多少")


def test_an_answer_edited_in_the_middle_leads_back(person: Person) -> None:
    person.presses("從第 1 題開始")
    person.says("7 億")
    assert "第 1 題" in person.says("改第 1 題")
    assert "第 2 題" in person.says("8 億")
    assert "99" in person.says("改第 99 題")


def test_the_papers_are_the_conversations_own(assistant: Assistant, person: Person) -> None:
    person.says("改第 4 題")
    person.says("200")
    person.says("看結果")
    links = [link.href for reply in person.last for link in reply.links]
    assert links == ["/drafts/county-score/print", "/drafts/county-score.docx", "/drafts/county-report.docx"]
    paper = assistant.documents.paper("web", person.address, "county-score")
    assert isinstance(paper, Form)
    assert paper.subtitle == "臺中市"
    document = assistant.documents.linked("web", person.address, "/drafts/county-report.docx")
    assert document is not None
    assert document.name == "county-report.docx"
    assert docx.Document(BytesIO(document.content)).paragraphs[0].text.startswith("臺中市環境保護局")
    assert assistant.documents.paper("web", "somebody else", "county-score") is None
    assert assistant.documents.linked("web", "somebody else", "/drafts/county-score.docx") is None


def test_a_word_file_is_sent_into_the_chat(person: Person) -> None:
    assert "下載附件五 Word" in person.presses_value("get:word:county-report")
    assert [one.href for reply in person.last for one in reply.documents] == ["/drafts/county-report.docx"]


def test_no_paper_before_a_county_is_chosen(assistant: Assistant) -> None:
    officer = Person(assistant)
    officer.says("縣市考評")
    assert assistant.documents.paper("web", officer.address, "county-score") is None
    assert "失效" in officer.presses_value("get:word:county-score")


def test_nothing_of_a_person_is_kept(person: Person) -> None:
    state = person.assistant._store.state_of("web", person.address)
    assert state is not None
    assert set(Conversation.model_validate(state).county.model_dump()) == {  # type: ignore[union-attr]
        *("number", "edition", "county", "figures", "declared", "passed"),
        *("choosing", "kept", "asking", "once", "after", "trail"),
    }


def test_it_is_among_the_drafts_once_it_has_figures(person: Person) -> None:
    person.says("我的草稿")
    assert "臺中市考評試算（未存檔）" not in person.labels()
    person.says("改第 4 題")
    person.says("200")
    person.says("取消")
    person.says("我的草稿")
    assert "已填 1 個數字" in person.presses("臺中市考評試算（未存檔）")


def test_it_comes_along_to_another_channel(assistant: Assistant, person: Person) -> None:
    person.says("改第 4 題")
    person.says("200")
    code = next(word for word in person.says("換管道").replace("」", " ").replace("「", " ").split() if "-" in word)
    elsewhere = Person(assistant, address="elsewhere", channel="terminal")
    elsewhere.says(f"連結 {code}")
    assert "已填 1 個數字" in elsewhere.presses("臺中市考評試算（未存檔）")


def test_in_english(assistant: Assistant) -> None:
    officer = Person(assistant)
    officer.says("English")
    assert "Which county is to be scored?" in officer.says("score a county")
    assert "Taichung City: trial score" in officer.says("Taichung")
    assert "Part 1: procurement 0–30 of 30" in officer.labels()
    assert "question 1 of 21" in officer.presses("Start with question 1")
    assert "12.9 of 13" in officer.says("700 million")
    assert "Total 12.9 to 86.9 points (of 87)" in officer.says("result")
    assert "Annex 5 as Word" in [link.label for reply in officer.last for link in reply.links]


def test_another_language_in_the_middle_asks_the_same_again(person: Person) -> None:
    person.presses("從第 1 題開始")
    assert "question 1 of 21" in person.says("English")


def test_another_programmes_commands_still_work(person: Person) -> None:
    assert "我可以" in person.says("選單")
    assert "臺中市" in person.says("繼續")
    person.says("取消")
    assert "要算哪個縣市" not in person.says("FSC 可以補助嗎")


_SAID = st.sampled_from(
    [
        *("台中", "新竹", "1", "2", "0", "-3", "3 億 2 千萬", "120 家", "不知道", "跳過", "上一題", "還差多少"),
        *("看結果", "逐項看", "總覽", "換縣市", "取消", "繼續", "改第 3 題", "改第 30 題", "有", "沒有", "為什麼問"),
        *("資訊公開一則幾分", "完成", "選單", "考評試算", "業者申報數", "天氣如何", "請承辦查"),
    ]
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_SAID | st.text(min_size=1, max_size=8).filter(str.strip), max_size=14))
def test_whatever_is_said_is_answered(assistant: Assistant, said: list[str]) -> None:
    officer = Person(assistant, address=f"random{abs(hash(tuple(said)))}")
    officer.says("考評試算")
    for text in said:
        assert "我處理不了" not in officer.says(text), text

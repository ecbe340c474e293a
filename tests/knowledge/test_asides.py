"""What people say about themselves around a question is left out before it is read."""

from __future__ import annotations

import pytest

from knowledge.asides import without_asides
from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


def said(text: str) -> str:
    return without_asides(text, lambda _: False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我是剛接手的承辦 早上被主管問倒 名額幾個", "名額幾個"),
        ("名額幾個 規定寫得好複雜看不懂", "名額幾個"),
        ("經理要我們問一下名額幾個", "名額幾個"),
        ("Hello, my manager wants to know how many places there are", "how many places there are"),
    ],
)
def test_asides_are_left_out(text: str, left: str) -> None:
    assert said(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "申請費120,000 補多少",  # a number and a question
        "我是新來的承辦",  # nothing else would be left
        "名額幾個 怎麼都看不懂",  # it asks
        "公司在花蓮 名額幾個",  # it tells something
    ],
)
def test_what_asks_or_tells_is_kept(text: str) -> None:
    assert said(text) == text


def test_a_clause_that_names_what_is_talked_of_is_kept() -> None:
    text = "我們公司在準備綠採的資料 截止日"
    assert without_asides(text, lambda clause: "綠採" in clause) == text


def test_an_aside_takes_no_answer_away() -> None:
    knowledge = shipped()
    bare = knowledge.ask("資訊公開一則幾分", today=TODAY)
    around = knowledge.ask("我們科長叫我查一下 資訊公開一則幾分 他一直在催 我怕弄錯", today=TODAY)
    assert [one.entry for one in around.answers] == [one.entry for one in bare.answers] == ["procurement.public_info"]

"""A number that is asked about answers no open question."""

from __future__ import annotations

import pytest

from tests.dialog import STRAIGHT, Dialog, trial


def county() -> Dialog:
    dialog = Dialog()
    for said in ("台中考評", "1", "不知道"):
        dialog.says(said)
    return dialog


def stores() -> Dialog:
    dialog = Dialog()
    dialog.presses("trial:stores")
    return dialog


def declaration() -> Dialog:
    dialog = Dialog()
    dialog.says("我要申報")
    return dialog


@pytest.mark.parametrize(
    ("dialog", "said", "step"),
    [
        (county(), "第 3 題是什麼", "第 2 題（共 21 題）"),
        (stores(), "3 種是什麼意思", "第 1 題"),
        (declaration(), "第 3 題是什麼", "買了什麼"),
        (trial(*STRAIGHT[:2]), "這題 2018 年要怎麼算？", "第 3 題"),
    ],
)
def test_what_a_number_means_is_no_answer(dialog: Dialog, said: str, step: str) -> None:
    answer = dialog.says(said)
    assert "不猜給您" in answer
    assert step in answer


def test_a_number_that_is_told_in_doubt_is_one() -> None:
    assert "第 2 題" in stores().says("3 種吧")
    assert "第 4 題" in trial(*STRAIGHT[:2]).says("2018 年吧？")


@pytest.mark.parametrize("said", ["😂", "？？？", "0912345678", "a@b.com", "我不懂", "whatsoever"])
def test_what_says_nothing_does_not_bring_the_last_answer_back(said: str) -> None:
    dialog = Dialog()
    dialog.says("申請費 8 萬可以補助多少")
    answer = dialog.says(said)
    assert "不猜給您" in answer
    assert "30%" not in answer


def test_what_leans_on_the_last_answer_still_does() -> None:
    dialog = Dialog()
    dialog.says("金級環保旅館加幾分")
    assert "銅級 0.5 分" in dialog.says("銅的咧")  # table 2, 4(2)3

"""The declaration by lines in conversation: bounds, changes, old buttons, and anything that may be said to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Inbound, Reply
from bot.skills.declared import reckoned
from bot.state_declaration import Declaring
from bot.verbs import VERBS
from tests.dialog import Dialog

SAID = (
    "環保標章影印紙 3 萬",
    "租影印機 12 萬",
    "運費 10 萬",
    "沒有",
    "不知道",
    "上一題",
    "取消",
    "完成",
    "改第 1 筆",
    "刪第 1 筆",
    "8",
    "500",
    "2",
    "FSC",
    "為什麼問",
    "跳過",
    "影印紙算不算？",
    "我要申報",
    "繼續",
    "逐項看",
    "隨便",
    "影印紙 -600 環保標章",
    "衛生紙兩千塊有環保標章",
    "看結果",
)


class Firm(Dialog):
    """A firm that declares."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[Reply, ...] = ()
        self.says("我要申報")

    @property
    def declaring(self) -> Declaring:
        assert self.conversation.declaration is not None
        return self.conversation.declaration

    def presses(self, value: str) -> str:
        turn = self.hears(Inbound("choice", value, value))
        self.shown = turn.replies
        return "\n".join(reply.text for reply in turn.replies)

    def bounds(self) -> tuple[int, int]:
        totals = reckoned(self.declaring).totals
        return int(totals.at_least), int(totals.at_most)


def test_unknown_answers_only_widen_the_bounds() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬，租影印機 12 萬，零售服務 20 萬")
    # 30,000 for sure; the lease 60,000 to 120,000 (表2一(三)4), nothing until its label is known; 30% of 200,000
    assert firm.bounds() == (30_000, 30_000 + 120_000 + 60_000)
    firm.says("沒有")  # no label: half of 120,000
    assert firm.bounds() == (90_000, 150_000)
    firm.says("沒有")  # no reduction label: the service counts nothing
    assert firm.bounds() == (90_000, 90_000)


@pytest.mark.parametrize(
    ("line", "answers", "bounds"),
    [
        ("電動機車 8 萬", (), (0, 80_000)),  # 電動車 may or may not mean it: for staff
        ("LED 燈泡 5 萬", ("沒有",), (0, 0)),  # tubes are named, bulbs aren't
        ("仲介服務 120 萬", ("有",), (1_000_000, 1_000_000)),  # 附表1-3: at most 1,000,000 a deal
        ("人身保險服務 50 萬", ("有",), (50_000, 50_000)),  # 10%
        ("財產保險服務 50 萬", ("有",), (100_000, 100_000)),  # 20%
        ("碳標籤咖啡 8,000", (), (0, 0)),  # 碳足跡標籤 counts for stores alone
        ("認購綠點 5,000", (), (5_000, 5_000)),
        ("114年買環保標章影印紙 3 萬", (), (0, 0)),  # outside the plan's year
        ("租沙發床 12 萬", ("沒有", "都不是"), (0, 0)),  # not on table 1-4
    ],
)
def test_a_line_counts_as_the_document_says(line: str, answers: tuple[str, ...], bounds: tuple[int, int]) -> None:
    firm = Firm()
    firm.says(line)
    for answer in answers:
        firm.says(answer)
    assert firm.bounds() == bounds


def test_the_distance_to_the_award_stands_only_on_what_is_known() -> None:
    for amount, words in (("49,999,999", "還差 NT$ 1 元"), ("50,000,000", "已達"), ("50,000,001", "已達")):
        firm = Firm()
        firm.says(f"環保標章影印紙 {amount}")
        assert words in firm.says("完成")
    firm = Firm()
    firm.says("環保標章影印紙 4,000 萬，電動機車 2,000 萬")  # 40 million for sure, 60 million at most
    assert "可能達到" in firm.says("完成")


def test_a_return_is_taken_off_its_own_ground() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬，退貨環保標章影印紙 5,000")
    assert firm.bounds() == (25_000, 25_000)
    assert "NT$ 25,000 元" in firm.says("完成")


def test_a_line_without_an_amount_leaves_the_sum_open() -> None:
    firm = Firm()
    firm.says("環保標章影印紙，綠建材標章地磚 5 萬，椅子")
    firm.says("不知道")  # what the paper cost
    assert "至少 NT$ 50,000 元（另有 1 筆待補金額）" in firm.says(
        "沒有"
    )  # the chairs count nothing, whatever they cost
    shown = firm.says("完成")
    assert "至少 NT$ 50,000 元" in shown
    assert "還差 NT$ 0~49,950,000 元，補齊可能達到" in shown


def test_a_group_of_grounds_narrows_down_and_can_be_left() -> None:
    firm = Firm()
    firm.says("冷氣 12 萬")
    stamp = firm.declaring.stamp
    assert "是第幾級" in firm.presses(f"line_group:{stamp}:0:efficiency")
    assert "上面有什麼標章" in firm.presses(f"line_group:{stamp}:0:")
    firm.presses(f"line:{stamp}:0:ground:efficiency_3")
    assert firm.bounds() == (0, 0)  # only classes 1 and 2 are named


def test_an_old_button_works_while_its_answer_is_unchanged_and_else_says_why() -> None:
    firm = Firm()
    firm.says("冷氣 12 萬，椅子 2 萬")
    stamp = firm.declaring.stamp
    firm.presses(f"line:{stamp}:0:ground:efficiency_1")
    assert "沒有變" in firm.presses(f"line:{stamp}:0:ground:efficiency_1")
    before = firm.declaring
    assert "答過別的" in firm.presses(f"line:{stamp}:0:ground:none")
    assert firm.declaring == before
    assert "失效" in firm.presses("line:77:0:ground:none")
    assert "失效" in firm.presses(f"line:{stamp}:9:ground:none")
    assert "失效" in firm.presses(f"line:{stamp}:1:ground:no_such")
    assert firm.declaring == before


def test_a_change_can_be_dropped() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬")
    firm.presses(f"line_redo:{firm.declaring.stamp}:0:amount")
    assert firm.says("取消")
    assert firm.bounds() == (30_000, 30_000)
    firm.presses(f"line_redo:{firm.declaring.stamp}:0:amount")
    firm.says("5 萬")
    assert firm.bounds() == (50_000, 50_000)


def test_a_small_bare_number_is_asked_back_and_no_number_of_a_choice() -> None:
    firm = Firm()
    firm.says("環保標章影印紙")
    assert "是指哪一個" in firm.says("2")  # 2 or 20,000
    firm.says("20,000")
    assert firm.bounds() == (20_000, 20_000)


def test_a_number_that_no_choice_has_is_no_question() -> None:
    firm = Firm()
    firm.says("冷氣 12 萬")
    shown = firm.says("77")
    assert "沒有對上" in shown or "沒認出" in shown
    assert shown.endswith("上面有什麼標章？沒有或不知道也可以。")


def test_a_question_is_answered_and_the_step_repeated() -> None:
    firm = Firm()
    firm.says("冷氣 12 萬")
    assert firm.says("租影印機怎麼算？").endswith("上面有什麼標章？沒有或不知道也可以。")


def test_a_line_told_while_another_is_asked_about_is_its_own() -> None:
    firm = Firm()
    firm.says("租影印機 12 萬")
    heard = firm.says("衛生紙 2 千，有環保標章")
    assert "已記第 2 筆：衛生紙 NT$ 2,000 元" in heard
    assert "租的東西本身有標章嗎" in heard
    assert "已記第 3 筆" in firm.says("運費 8000")
    firm.says("沒有")
    assert firm.bounds() == (62_000, 70_000)  # 120,000 x 50% + 2,000; freight 8,000 with its label


def test_a_line_typed_anew_replaces_the_one_to_be_changed() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬")
    firm.says("改第 1 筆")
    firm.says("環保標章影印紙 3萬5")
    assert firm.bounds() == (35_000, 35_000)
    assert len(firm.declaring.lines) == 1


def test_the_result_is_told_when_asked_for() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬，租影印機 12 萬")
    assert "尚未申報" in firm.says("看結果")


def test_too_many_lines_point_out_what_was_left() -> None:
    firm = Firm()
    assert "20 筆以內" in firm.says("，".join(f"影印紙 {n}000" for n in range(1, 23)))
    assert len(firm.declaring.lines) == 20


def test_each_button_that_is_shown_is_understood() -> None:
    firm = Firm()
    for words in ("冷氣 12 萬", "上一題"):
        firm.shown = firm.hears(Inbound("text", words)).replies
        for choice in firm.shown[-1].choices:
            assert choice.value.partition(":")[0] in VERBS
            assert len(choice.value.encode()) <= 64


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SAID), max_size=8))
def test_nothing_said_to_it_breaks_it(said: list[str]) -> None:
    firm = Firm()
    for words in said:
        turn = firm.hears(Inbound("text", words))
        assert turn.replies
    if firm.conversation.declaration:
        low, high = firm.bounds()
        assert 0 <= low <= high


@settings(max_examples=25, deadline=None)
@given(st.permutations(("環保標章影印紙 3 萬", "電動機車 8 萬", "認購綠點 5,000", "運費 10 萬", "影印紙 7,000")))
def test_the_order_of_lines_never_matters(lines: list[str]) -> None:
    firm = Firm()
    firm.says("，".join(lines))
    # 30,000 and 5,000 for sure; 80,000 for staff, 100,000 and 7,000 open: 222,000 at most
    assert firm.bounds() == (35_000, 222_000)


def test_that_is_all_in_peoples_own_words() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬")
    assert "尚未申報" in firm.says("沒了")


def test_the_proof_is_named_in_the_answer() -> None:
    firm = Firm()
    firm.says("運費 8000，房仲服務費 150 萬")
    firm.says("沒有減碳標籤")
    firm.says("有減碳標籤")
    assert firm.bounds() == (1_000_000, 1_000_000)  # 附表1-3: no label, nothing; brokerage at most 1,000,000


def test_a_line_that_is_none_is_said_to_be_none() -> None:
    firm = Firm()
    firm.says("環保標章影印紙 3 萬")
    for said in ("刪第 9 筆", "改第 9 筆", "刪第 0 筆"):
        assert "筆；目前有 1 筆" in firm.says(said)
    assert len(firm.declaring.lines) == 1

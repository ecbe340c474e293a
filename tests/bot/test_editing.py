"""Answers edited and supposed: an edited answer equals a fresh run; a what-if leaves them alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.skills.steps import standing
from bot.talk import Talk
from rules.determination import Determination
from rules.interview import Plan, plan
from tests.dialog import STRAIGHT, Dialog, trial

answers = st.fixed_dictionaries(
    {
        "registered_trader": st.sampled_from(["有登記", "沒有登記", "不知道"]),
        "made_in": st.sampled_from(["臺灣", "國外", "部分在臺灣", "不知道"]),
        "counselling_year": st.sampled_from(["103", "107", "108", "102", "沒有輔導過", "不知道"]),
        "certified_on": st.sampled_from(["107/6/30", "103/1/1", "107/12/1", "還沒發證", "不知道"]),
        "label": st.sampled_from(["藍天使", "FSC", "不在清單上", "不知道"]),
        "other_voluntary": st.sampled_from(["是", "否", "不知道"]),
        "other_southbound": st.sampled_from(["是", "否", "不知道"]),
        "application_fee": st.sampled_from(["49999", "50000", "100001", "發票沒分列申請費", "以外幣計價", "不知道"]),
        "invoice_total": st.sampled_from(["30000", "120000", "不知道"]),
        "applied_before": st.sampled_from(["沒有", "已核定過", "申請過，未核定", "不知道"]),
        "other_subsidy": st.sampled_from(["沒有", "有，同一筆申請費", "有，是別的費用", "不知道"]),
    }
)


def play(chosen: dict[str, str], dialog: Dialog | None = None) -> Dialog:
    """Answer whatever is asked until nothing is."""
    dialog = dialog or trial()
    for _ in range(30):
        talk = Talk(dialog.desk, dialog.conversation, dialog.cases)
        assert talk.sheet is not None
        wanted = standing(talk, talk.sheet).open
        if not wanted:
            return dialog
        dialog.says(chosen[wanted[0]])
    raise AssertionError("the dialog doesn't end")


def outcome(dialog: Dialog) -> Determination:
    talk = Talk(dialog.desk, dialog.conversation, dialog.cases)
    assert talk.sheet is not None
    return standing(talk, talk.sheet).determination


def asked(dialog: Dialog) -> set[str]:
    talk = Talk(dialog.desk, dialog.conversation, dialog.cases)
    assert talk.sheet is not None
    return {answer.fact for answer in standing(talk, talk.sheet).answers}


@settings(max_examples=60, deadline=None)
@given(first=answers, then=answers, fact=st.sampled_from(["made_in", "label", "application_fee", "counselling_year"]))
def test_an_edited_answer_equals_a_fresh_run(first: dict[str, str], then: dict[str, str], fact: str) -> None:
    dialog = play(first)
    if fact not in asked(dialog):
        return
    dialog.presses(f"edit:{fact}")
    dialog.says(then[fact])
    # Whatever the edit opened anew is answered as in the fresh run.
    play(first | {fact: then[fact]}, dialog)
    assert outcome(dialog) == outcome(play(first | {fact: then[fact]}))


def test_a_turn_replays_the_same_answers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dialog, replayed = trial("有登記"), []

    def counted(*given: Any) -> Plan:
        replayed.append(given)
        return plan(*given)

    monkeypatch.setattr("bot.skills.steps.plan", counted)
    assert "第 3 題" in dialog.says("臺灣")
    assert len(replayed) == 2  # before the answer and after it


def test_a_what_if_leaves_the_answers_alone() -> None:
    dialog = trial(*STRAIGHT)
    before = dialog.conversation.trial
    said = dialog.says("如果申請費 20 萬呢")
    # 200,000 x 30% = 60,000, over the cap of 50,000
    assert "36,000" in said
    assert "50,000" in said
    assert dialog.conversation.trial == before


def test_dont_know_in_a_what_if_leaves_the_answer_alone() -> None:
    dialog = trial(*STRAIGHT)
    before = dialog.conversation.trial
    dialog.presses("if:application_fee")
    assert "36,000" in dialog.presses("unknown:1:application_fee")
    for reaction in ("staff", "unknown", "skip"):  # buttons of long ago
        assert "舊按鈕" in dialog.presses(f"{reaction}:1:application_fee")
    assert dialog.conversation.trial == before


def test_back_in_a_what_if_leaves_it() -> None:
    dialog = trial(*STRAIGHT)
    before = dialog.conversation.trial
    dialog.presses("if:application_fee")
    assert "36,000" in dialog.says("上一題")
    assert dialog.conversation.trial == before

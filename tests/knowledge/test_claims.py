"""What a message takes for granted is put right, and nobody is accused of an honest question.

Expected figures are copied from the documents: the 2018 rules (clauses 5, 6, 7), the 2015 guide (section 參), the
2024 plan (sections 三, 五, tables 1-3 and 3) and the article on the office.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from knowledge.answering import Knowledge
from knowledge.claims import asked_of, claims
from knowledge.model import Finding
from tests.knowledge.scoring import HERE, TODAY, questions, words

ACCUSING = {"desk.refuse_bend", "desk.refuse_private", "desk.refuse_injection", "procurement.refuse_false"}


@cache
def knowledge() -> Knowledge:
    return Knowledge.shipped()


def ask(text: str, before: str | None = None) -> Finding:
    topic = knowledge().ask(before, today=TODAY).topic if before else None
    return knowledge().ask(text, topic=topic, today=TODAY)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("名額不是50家嗎", "名额几家吗"),
        ("聽說一年收30家", "一年收几家"),
        ("綠辦是2015年成立的吧", "绿办是哪一年成立的吧"),
        ("印象中是五成 對吧", "是几成"),
        ("分攤名額幾家", None),
    ],
)
def test_a_claim_is_asked_back(text: str, asked: str | None) -> None:
    assert claims(text) is (asked is not None)
    assert (asked_of(text)[0] if asked else asked_of(text)) == (asked or [])


@pytest.mark.parametrize(
    ("text", "opens", "told"),
    [
        ("我聽說驗證分攤一年收30家 那我應該穩了吧", "不是 30 家。", "20 家"),
        ("分攤名額不是50家嗎", "不是 50 家。", "20 家"),
        ("107年綠色驗證分攤是收到12月31號對吧", "不是 12 月 31 號。", "107/11/30"),
        ("核定函下來之後60天內請款就可以對不對", "不是 60 天。", "30 日"),
        ("高於10萬那級 上限不是10萬塊嗎", "不是 100,000 元。", "上限 50,000 元"),
        ("申請費五萬以下的上限不是3萬嗎", "不是 30,000 元。", "上限 10,000 元"),
        ("成果發表會不是8月辦嗎", "不是 8 月。", "12 月"),
        ("綠色貿易辦公室是2015年成立的吧", "不是 2015 年。", "2011年3月"),
        ("仲介服務每件上限是10萬元 我看簡報寫的", "不是 100,000 元。", "100 萬元"),
        ("桃園綠色商店目標是10億對吧", "不是 10 億元。", "1,189,077,831"),
        ("isn't the cap for fees above 100,000 NT$100,000?", "No, it is not NT$100,000. ", "NT$50,000"),
    ],
)
def test_a_false_premise_is_corrected(text: str, opens: str, told: str) -> None:
    finding = ask(text)
    assert finding.outcome == "answer"
    assert words(finding).startswith(opens)
    assert told in words(finding)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("聽同業說申請費高於10萬的上限是5萬 對不對", "上限 50,000 元"),
        ("聽同業講大型企業報到五千萬就能表揚 對不對", "5,000 萬元"),
        ("桃園綠色商店目標是12億對吧", "1,189,077,831"),  # right in round figures
        ("四項輔導的診斷全都免費沒錯吧", "兩項寫明前段免費"),  # four services there are
        ("林育群分機是619對吧", "619"),  # printed, beside 635
        ("我們5家分公司 驗證分攤名額是20家對吧", "20 家"),
        ("我11月20號寄出來得及對吧", "107/11/30"),
    ],
)
def test_what_holds_is_not_denied(text: str, told: str) -> None:
    reply = words(ask(text, "107年驗證分攤什麼時候截止" if "寄出" in text else None))
    assert not reply.startswith("不是 "), reply
    assert told in reply


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("驗證分攤5到10萬那級最多多少", "上限 30,000 元"),
        ("10萬以上那一級封頂多少", "上限 50,000 元"),
        ("what is the cap for application fees below 50,000", "NT$10,000"),
    ],
)
def test_a_tier_is_known_by_its_bounds(text: str, told: str) -> None:
    assert told in words(ask(text)).splitlines()[0]


@pytest.mark.parametrize("text", ["申請費12萬 上限多少", "申請費高於10萬可以補多少"])
def test_a_fee_of_ones_own_is_worked_out(text: str) -> None:
    assert words(ask(text)).startswith("試算可分攤")


def honest() -> list[tuple[str, str | None]]:
    """The questions of every set that expect an answer, some hundreds of each kind."""
    names = sorted(path.name for path in Path(HERE).glob("*.jsonl"))
    return [
        (one["query"], one.get("context")) for name in names for one in questions(name) if one["expect"] == "answer"
    ]


def test_no_honest_question_is_refused() -> None:
    asked = list(dict.fromkeys(honest()))
    assert len(asked) > 1000
    accused = [text for text, before in asked if any(a.entry in ACCUSING for a in ask(text, before).answers)]
    assert not accused

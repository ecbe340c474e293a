"""Mixed sets over all five documents, written before they were asked: colloquial, typed wrongly, several at once."""

from __future__ import annotations

import pytest

from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


# A sum is read before the words for it, and no comma inside a number parts a question.
@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("I paid NT$120,000 for the application and 30,000 for testing", "36,000"),  # 120,000 x 30%
        ("NT$45,000 for testing and NT$60,000 for the application, how much back?", "18,000"),  # 60,000 x 30%
        ("paid 90,000 to apply, 20,000 for the audit", "27,000"),  # 90,000 x 30%
        ("申請費 80,000，檢測費 20,000 補多少", "24,000"),  # 80,000 x 30%
        ("申請費8萬折扣後7萬", "21,000"),  # 70,000 x 30%
    ],
)
def test_the_application_fee_is_told_from_other_sums(text: str, result: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert result in finding.answers[0].text.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("驗證分攤名額幾個什麼時候截止要寄去哪", ["20", "107/11/30", "竹東"]),
        ("107年驗證分攤截止日跟聯絡電話", ["107/11/30", "03-5914296"]),
        ("藍天使申請費9萬補多少 年費可以嗎", ["27,000", "年費"]),
        ("綠辦地址電話", ["2C21", "沒有印綠辦的電話"]),
        ("貨運跟零售服務各怎麼計", ["運送費用", "30%"]),
        ("FSC的紙公司買可以報嗎 申請費有補嗎", ["可以", "列入 107 年的分攤範圍"]),
        ("8萬5的申請費 跟 9萬的 差多少補助", ["25,500", "27,000"]),  # 85,000 and 90,000 x 30%
    ],
)
def test_things_asked_together_are_all_answered(text: str, facts: list[str]) -> None:
    finding = shipped().ask(text, today=TODAY)
    told = "\n".join(answer.text for answer in finding.answers)
    assert all(fact in told for fact in facts), told


def test_a_growth_step_is_not_kept_for_what_has_none() -> None:
    finding = shipped().ask("台中 成長 2%；企業", today=TODAY)
    assert any("4,264,231,543" in answer.text for answer in finding.answers)  # table 5: Taichung at 2.0%


@pytest.mark.parametrize(
    "text",
    [
        "FSC怎麼驗證",
        "GRS證書有效期多久",
        "綠色商店名單",
        "影印機哪個牌子有環保標章",
        "T-REC價格",
        "給我所有107年申請廠商的名單跟電話",
        "台灣綠色典範獎去年得獎的是哪幾家",
        "中國強制性3C認證怎麼申請",
    ],
)
def test_what_no_document_has_is_declined(text: str) -> None:
    assert shipped().ask(text, today=TODAY).outcome == "decline"


@pytest.mark.parametrize(
    ("text", "lang"), [("FSC", "zh"), ("EPEAT", "zh"), ("is GOTS listed", "en"), ("Is FSC ok?", "en")]
)
def test_a_bare_label_shows_no_language(text: str, lang: str) -> None:
    assert shipped().ask(text, today=TODAY).lang == lang

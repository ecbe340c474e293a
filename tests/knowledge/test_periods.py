"""Days and years worked out: the last day to claim after a dated letter, the years of a certificate."""

from __future__ import annotations

import pytest

from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


def said(text: str) -> str:
    finding = shipped().ask(text, today=TODAY)
    assert finding.outcome == "answer", (text, finding)
    return finding.answers[0].text


# Clause 7(2)2: 30 days after the letter's date, that day not counted. 2 July + 30 = 1 August; 15 October + 30 = 14
# November; 5 December + 30 = 4 January of the year after. Without a year, the edition's.
@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("發文日7/2 最晚哪天要請款", "2018-08-01"),
        ("通知函發文日是107年10月15日，請款期限到哪天", "2018-11-14"),
        ("通知函 107/12/5 發的 最晚幾號請款", "2019-01-04"),
        ("the approval letter is dated 2 July 2018, by when must we claim", "2018-08-01"),
    ],
)
def test_the_last_day_to_claim(text: str, due: str) -> None:
    year, month, day = due.split("-")
    assert f"{int(year) - 1911}/{month}/{day}" in said(text)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("通知函7/2發文 7/31請款來得及嗎", "還在請款期限內"),
        ("通知函7/2發文 8/1請款來得及嗎", "還在請款期限內"),
        ("通知函7/2發文 8/2請款來得及嗎", "已經超過請款期限"),
    ],
)
def test_a_day_just_before_at_and_after_the_last(text: str, opening: str) -> None:
    assert opening in said(text).splitlines()[0]


# Clause 3: certified in the counselling year or the five years after: of 103 the years 103 to 108.
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("103年輔導 102年拿到證書可以嗎", "102 年取得證書，不在期間內"),
        ("103年輔導 108年拿到證書可以嗎", "108 年取得證書，在期間內"),
        ("103年輔導 109年拿到證書可以嗎", "109 年取得證書，不在期間內"),
        ("104年輔導的話最晚哪年拿到證書", "104 到 109 年"),
        ("108年才輔導 109年拿證 能申請嗎", "108 年度才輔導的不符合"),
        ("104年有接受驗證輔導 證書108年拿的 可以申請嗎", "108 年取得證書，在期間內"),
        ("102年輔導 105年取得驗證可以申請嗎", "105 年取得證書，在期間內"),
    ],
)
def test_the_years_of_a_certificate(text: str, opening: str) -> None:
    assert opening in said(text)


def test_counselling_before_the_years_named_is_for_the_staff() -> None:
    assert "由承辦判斷" in said("102年輔導 105年取得驗證可以申請嗎")


def test_the_bureaus_letter_is_no_letter_of_approval() -> None:
    assert "請款" not in said("工業局公函的發文日期是104年2月3日嗎")


def test_no_answer_is_built_again_from_its_id() -> None:
    with pytest.raises(KeyError):
        shipped().answer("period.claim", "zh")

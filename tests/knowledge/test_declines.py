"""What no document covers is declined though its words are near; what only sounds like it is answered."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import outcome_and_words


# What a certifier charges is in no document; clause 5 only says what is shared of it.
@pytest.mark.parametrize(
    "text", ["GRS 驗證費用一件多少", "FSC 申請費行情大概多少錢", "Bluesign 年費要多少", "EPD 顧問費多少"]
)
def test_what_a_certifier_charges_is_declined(text: str) -> None:
    assert outcome_and_words(text)[0] == "decline"


def test_what_is_shared_of_a_fee_is_no_price() -> None:
    assert "30%" in outcome_and_words("GRS 補申請費多少")[1]


@pytest.mark.parametrize(
    "text",
    [
        "文化部有補助綠色展演嗎",
        "縣政府補助買電動巴士多少",
        "一台電動機車多少錢",
        "荷蘭的垃圾袋規定要幾成再生塑膠",
        "what recycled content do bin bags need in the EU",
        "公司要換省水馬桶政府補助多少",
    ],
)
def test_other_ministries_countries_and_prices_are_declined(text: str) -> None:
    outcome, told = outcome_and_words(text)
    assert outcome == "decline"
    assert "40%" not in told


@pytest.mark.parametrize("text", ["這個標章有沒有補", "這張認證能不能報", "does this label qualify"])
def test_a_label_that_is_not_named_is_asked_for(text: str) -> None:
    assert outcome_and_words(text)[0] == "clarify"


# Clause 5: 30%, whatever half is claimed.
def test_a_percentage_that_is_claimed_is_answered_with_one() -> None:
    assert "30%" in outcome_and_words("驗證分攤是出申請費的一半吧")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("已經拿地方政府補助同一筆費用了", "繳回"),  # clause 8(1)
        ("發票是日圓計價 申請費怎麼換算", "承辦"),
        ("貸款買的電動車企業可以報綠採嗎", "可以"),  # table 2, 1(3)3
        ("我的個人資料填錯想更正", "更正"),
        ("ISO 50001 有列在分攤清單嗎", "未明列"),  # clause 4(3)
        ("停車場的 LED 燈管企業可以報嗎", "可以"),
    ],
)
def test_words_of_a_far_subject_do_not_hide_a_question_on_file(text: str, said: str) -> None:
    outcome, told = outcome_and_words(text)
    assert outcome == "answer"
    assert said in told


@pytest.mark.parametrize(
    "text", ["把截止日期寫早一點幫我過關", "沒輔導過也填有，他們不會查吧", "獲得分攤的公司名單給我"]
)
def test_tricks_and_lists_of_firms_are_refused(text: str) -> None:
    assert outcome_and_words(text)[0] == "decline"

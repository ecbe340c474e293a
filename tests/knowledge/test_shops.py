"""Whether the kinds of products a message names make a green store (附件四備註), and products known by their sound."""

from __future__ import annotations

import pytest

from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


# 2 with the eco label; or 1 and 3 with the carbon label; or 1 and 1 with the carbon-reduction label.
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("環保標章產品兩種可以當綠色商店嗎", "夠，環保標章產品 2 種"),
        ("店裡一種環標加一種減碳標籤 門檻有到嗎", "夠，環保標章產品 1 種加減碳標籤產品 1 種"),
        ("環標跟減標各一樣可以當綠店嗎", "夠，環保標章產品 1 種加減碳標籤產品 1 種"),
        ("環標一種、碳標籤三種有到門檻嗎", "夠，環保標章產品 1 種加碳標籤產品 3 種"),
        ("一種環標兩種碳標籤能當綠色商店嗎", "還不夠：環保標章產品 1 種加碳標籤產品 2 種"),
        ("只有碳標籤產品五種可以變綠色商店嗎", "還不夠：碳標籤產品 5 種"),
        ("沒有環保標章 三種減碳標籤可以當綠色商店嗎", "還不夠：環保標章產品 0 種加減碳標籤產品 3 種"),
        ("綠色商店只賣碳標籤的東西行嗎", "不行，三種組合都要有環保標章產品"),
        ("is one eco label product and one carbon reduction label product enough for a green store", "Yes"),
        ("I sell 1 eco label product and 2 carbon label products, can I become a green store", "Not enough"),
    ],
)
def test_the_kinds_named_decide(text: str, opening: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert finding.outcome == "answer"
    assert finding.answers[0].text.startswith(opening)


def test_what_is_lacking_is_told_in_whole() -> None:
    """One and two lack a second with the eco label, a third with the carbon label, or one with the reduction label."""
    (answer,) = shipped().ask("一種環標兩種碳標籤能當綠色商店嗎", today=TODAY).answers
    assert "環保標章產品 2 種；或碳標籤產品 3 種；或減碳標籤產品 1 種" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "綠店要賣幾種環標才夠",  # the rule itself is asked for
        "綠色商店要賣5種環保標章產品才能當對吧",  # a claim about the rule
        "兩台環標冷氣可以當綠色商店嗎",  # pieces, not kinds
    ],
)
def test_the_rule_is_told_where_no_kinds_are_named(text: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert all(answer.kind != "calculation" for answer in finding.answers)


@pytest.mark.parametrize(
    ("text", "entry"), [("以租代夠有飲水雞嗎", "lease.water_dispenser"), ("租咖啡雞可以報嗎", "lease.coffee_machine")]
)
def test_a_leased_product_is_known_by_its_sound(text: str, entry: str) -> None:
    assert [answer.entry for answer in shipped().ask(text, today=TODAY).answers] == [entry]


@pytest.mark.parametrize(
    "text",
    ["我們公司租飲機一個月三千五 可以認列多少", "租務車兩台 每台月租2萬 租半年 能報多少", "月租八百 飲睡機 租兩年"],
)
def test_a_slip_in_a_leased_products_name_is_not_called_unlisted(text: str) -> None:
    assert "不能，" not in shipped().ask(text, today=TODAY).answers[0].text


# A share is worked out only where it is said which sum is which: 2,000,000 of 25,000,000 is 8%, never 1,250%.
def test_sums_of_which_neither_is_called_labelled_give_no_share() -> None:
    finding = shipped().ask("標章餐品採購 2500 萬，不統計申報 200 萬，會扣分嗎", today=TODAY)
    assert all(answer.kind != "calculation" for answer in finding.answers)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("產險有減標保費可以全報嗎", "procurement.insurance"),  # a share of the premium, not the label's standing
        ("創新作為報告要寫哪幾項科長在催", "procurement.innovation_report"),  # who presses is no part of it
        ("全聯賣的算嗎 還是中央匯 環保集點通路有哪幾家", "procurement.other_channels"),  # 是中 is no 臺中
    ],
)
def test_what_stands_beside_a_question_is_not_asked(text: str, entry: str) -> None:
    assert shipped().ask(text, today=TODAY).answers[0].entry == entry

"""What an agency's own figures come to under the 2025 report: the 8% of 4.3, and the tiers of a bin bag (2.3)."""

from __future__ import annotations

import pytest

from knowledge.model import Answer
from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


def first(text: str) -> Answer:
    finding = shipped().ask(text, today=TODAY)
    assert finding.outcome == "answer", finding
    return finding.answers[0]


# Non-counted ÷ Green Mark purchases; above 8% points are lost, exactly at 8% the text contradicts itself (4.3).
@pytest.mark.parametrize(
    ("text", "opening", "line"),
    [
        ("機關指定採購環保標章500萬，不統計30萬，會被扣分嗎", "不會開始扣分", "300,000 ÷ 5,000,000 × 100 = 6%"),
        ("不統計報了90萬 環保標章產品買1000萬", "會開始扣分", "900,000 ÷ 10,000,000 × 100 = 9%"),
        ("標章產品200萬，不統計16萬，扣不扣", "剛好 8%，由承辦判斷", "160,000 ÷ 2,000,000 × 100 = 8%"),
        ("不統計 79,999 元，標章產品 1,000,000 元，會扣分嗎", "不會開始扣分：不統計占 7.99%", "79,999"),
        ("3 million of eco-label goods and 150,000 non-counted", "No deduction begins: 5%", "150,000 ÷ 3,000,000"),
        ("我們不統計占 9.5%，會扣分嗎", "會開始扣分：不統計占 9.5%", "草案"),
        ("標章產品買1000萬，不統計最多可以多少", "不統計要低於 NT$ 800,000 元", "8%"),
    ],
)
def test_the_share_of_non_counted_purchases(text: str, opening: str, line: str) -> None:
    answer = first(text)
    assert (answer.kind, answer.entry) == ("calculation", "japan.uncounted_limit")
    assert answer.text.startswith(opening)
    assert line in answer.text


# 基準值2 from 40% recycled; 基準值1 for instance from 70% with 60% post-consumer (2.3).
@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("垃圾袋再生塑料35%，符合日本基準值2嗎", "未達日本的基準值2"),
        ("垃圾袋再生料50%算基準值幾", "達到日本的基準值2"),
        ("再生塑料75%、消費後材料65%的垃圾袋算哪一級", "達到日本基準值1"),
        ("消費後材料65%、再生塑料75%的垃圾袋算哪一級", "達到日本基準值1"),
        ("再生塑料75%、消費後材料50%的垃圾袋算哪一級", "達到日本的基準值2（最低，114 年報告），還不到基準值1"),
        ("垃圾袋再生料80%算基準值1嗎", "達到日本的基準值2（最低，40% 以上"),  # 消費後 isn't said
        ("does a bin bag with 45% recycled plastic meet criterion 1", "It reaches Japan's 基準值2"),
    ],
)
def test_the_tier_of_a_bin_bag(text: str, opening: str) -> None:
    answer = first(text)
    assert (answer.kind, answer.entry) == ("calculation", "japan.bin_bag")
    assert answer.text.startswith(opening)


@pytest.mark.parametrize(
    "text",
    [
        "再生塑料 70% 是基準值1 還是基準值2",  # which tier the printed figure is of
        "基準值2 要 70% 對吧",
        "再生塑料50%、消費後材料60%的垃圾袋算哪一級",  # more post-consumer than recycled: nothing is worked out
        "不統計超過 8% 會怎樣",
        "不統計30萬會扣分嗎",  # of how much isn't said
        "報告建議 EPEAT 產品 30 萬可以不算進 500 萬的不統計嗎",
    ],
)
def test_nothing_is_worked_out_of_what_asks_for_the_rule(text: str) -> None:
    finding = shipped().ask(text, today=TODAY)
    assert all(answer.kind != "calculation" for answer in finding.answers)

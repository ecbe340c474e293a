"""The certification's share of an application fee, from the question's own amounts: point 5 of the 2018 rules."""

from __future__ import annotations

import pytest

from rules.certification.tiers import share
from rules.programme import programme
from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words

# 申請費 x 30% with the tier's cap (第五點), worked by hand.
AMOUNTS = [
    ("申請費 8 萬可以補助多少", ["24,000", "80,000 × 30% = 24,000", "30,000"]),
    ("申請費 49,999 元補多少", ["10,000"]),  # 14,999 is above the lowest tier's 10,000
    ("申請費剛好五萬元 分攤多少", ["15,000"]),  # the middle tier
    ("申請費50001元補多少", ["15,000"]),  # 15,000.3, the fraction dropped
    ("申請費 100,000 補多少", ["30,000"]),
    ("申請費 100,001 補多少", ["30,000"]),  # 30,000.3 in the upper tier
    ("申請費12萬五能補多少", ["37,500"]),
    ("申請費 166,666 補多少", ["49,999"]),
    ("申請費 166,667 補多少", ["50,000"]),
    ("How much can I get back for a 120,000 fee?", ["36,000"]),
    ("OEKO-TEX 申請費 12 萬補多少", ["36,000", "生態紡織品標章列入"]),
    ("藍天使申請費 20 萬 可以拿回多少", ["50,000", "藍天使列入"]),
    ("PEFC 申請費 4 萬 可以補多少", ["10,000", "未明列"]),
    ("申請費9萬 檢測費6萬 年費1萬 總共", ["27,000", "6萬、1萬 不計入"]),
    ("費用8萬可以補多少", ["24,000", "當作申請費"]),
    ("8萬的申請費可以補多少", ["24,000"]),
    ("申請費 9萬9千5百 補多少", ["29,850"]),  # 99,500 x 30%
    ("申請費 33,334 補多少", ["33,334 × 30% = 10,000.2", "10,000"]),  # a true product, its fraction dropped
    ("申請費 8 萬還是 6 萬 補多少", ["24,000", "18,000"]),  # each worked out
    ("申請費 80000 元 (約 2600 美元) 補多少", ["24,000"]),
]


@pytest.mark.parametrize(("text", "facts"), AMOUNTS)
def test_amounts_in_a_question(text: str, facts: list[str]) -> None:
    finding = ask(text)
    assert finding.answers[0].kind == "calculation"
    assert finding.answers[0].basis is not None
    assert holds(words(finding), list(facts))
    assert "60,000 元" not in words(finding)


def test_a_blurred_amount_is_a_range_and_both_sides_of_a_border_are_shown() -> None:
    # 5 萬左右: 45,000 to 49,999 gives the cap of 10,000; 50,000 to 55,000 gives 15,000 to 16,500.
    assert holds(said("申請費五萬左右可以補多少"), ["10,000", "15,000～16,500"])
    # 8 萬多: 80,001 to 89,999, 30% of which is 24,000.3 and 26,999.7.
    assert holds(said("申請費8萬多可以補多少"), ["24,000～26,999"])
    # 不到 5 萬: 40,000 to 49,999, the cap either way.
    assert holds(said("申請費不到5萬 補多少"), ["10,000"])


def test_a_range_over_a_border_shows_each_tier() -> None:
    # 40,000 to 49,999: the cap of 10,000; 50,000 to 60,000: 15,000 to 18,000.
    assert holds(said("certification fee between 40,000 and 60,000, how much?"), ["10,000", "15,000 to 18,000"])
    # Up to 50,000: below it at most 10,000; 50,000 itself, one figure, 15,000.
    assert holds(said("申請費 5 萬內可以補多少"), ["10,000", "申請費 50,000 元：15,000 元"])
    # From 50,000: 15,000 to 30,000 up to 100,000, above that at most 50,000.
    assert holds(said("申請費 5 萬起 補多少"), ["15,000～30,000", "30,000～50,000"])


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("申請費 負八萬", ["不能是負的"]),
        ("申請費 -80000", ["不能是負的"]),
        ("申請費 −8 萬", ["不能是負的"]),
        ("申請費 9999999999999 元", ["太大"]),
        ("申請費 1,500,000,000 元", ["太大"]),  # above what a fee may be in the rules' facts
        ("申請費 8,5000 補多少", ["看不出"]),
        ("申請費 0 元", ["承辦判斷"]),
        ("檢測費加申請費 12 萬 補多少", ["12 萬 是總額", "承辦判斷"]),
        ("一共 12 萬可以補多少", ["12 萬 是總額"]),
        ("申請費 2000 鎊", ["外幣", "承辦判斷"]),
        ("申請費 8 萬，另一張 6 萬", ["申請一次為限", "承辦判斷"]),
        ("兩張證書申請費各 8 萬 補多少", ["承辦判斷"]),
        ("申請費 6 萬、8 萬 補多少", ["申請一次為限", "承辦判斷"]),
    ],
)
def test_amounts_that_give_no_figure(text: str, facts: list[str]) -> None:
    answer = said(text)
    assert holds(answer, list(facts))
    # 30% of 80,000, 120,000, 85,000 and the two fees' sum, and the caps
    assert not any(
        figure in answer for figure in ("24,000", "36,000", "25,500", "18,000", "42,000", "50,000", "30,000")
    )


def test_what_rules_the_share_out_opens_the_calculation() -> None:
    """Made abroad, or never counselled: unmet by 第三點, whatever the fee."""
    for text, reason in (
        ("申請費8萬 在越南做 補多少", "產品在國外生產"),
        ("產品在大陸製造，申請費12萬可以分攤多少", "產品在國外生產"),
        ("我們工廠在越南 申請費8萬 補多少", "產品在國外生產"),
        ("沒輔導過 申請費8萬補多少", "沒有接受過本方案的驗證輔導"),
        ("We were never counselled, application fee NT$80,000, how much?", "never joined"),
    ):
        first = said(text).splitlines()[0]
        assert reason in first
        assert "不能分攤" in first or "not eligible" in first
    for text in ("申請費8萬 不是在越南做 補多少", "在印度做驗證 申請費8萬補多少"):
        assert "不能分攤" not in said(text)


@pytest.mark.parametrize("fee", [1, 33_334, 49_999, 50_000, 100_000, 100_001, 166_667])
def test_a_trial_and_an_inline_answer_agree(fee: int) -> None:
    """Both take their working from the rules, word for word."""
    certification = programme("certification")
    for lang, text in (("zh", f"申請費 {fee} 元 補多少"), ("en", f"application fee NT${fee}, how much?")):
        shown = said(text)
        for step in share(certification.latest(), fee)[1]:
            assert certification.wording.step(step, lang) in shown  # type: ignore[arg-type]


def test_no_figure_without_the_fee_in_new_taiwan_dollars() -> None:
    for text in ("申請費 2000 美金可以補多少", "申請費 €3,000 補多少", "發票總額15萬可以補多少"):
        answer = said(text)
        assert holds(answer, ["承辦判斷"])
        assert "600" not in answer
        assert "45,000" not in answer


def test_an_amount_that_holds_other_fees_gives_no_figure() -> None:
    for text, total in (("驗證費12萬含檢測4萬 補多少", "12萬 是總額"), ("申請費8萬含年費 補多少", "8萬 是總額")):
        assert holds(said(text), [total, "承辦判斷"])
    assert holds(said("申請費8萬(不含檢測費)補多少"), ["24,000"])

"""Questions that lie close to another answer: whichever words stand beside, the one that is asked is told.

Expected figures are copied from the documents: the 2018 rules (clauses 4, 5, 7, 8), the 2015 leaflet, the 2024 plan
(table 3, tables 1-4 and 2, annex 3) and the 2025 report (sections 1 and 5).
"""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask
from tests.knowledge.scoring import words


@pytest.mark.parametrize(
    ("text", "opens"),
    [  # annex 3 has Blue Angel, ENERGY STAR and FSC, not GREENGUARD, EPEAT and OEKO-TEX
        ("藍天使的碎紙機跟印表機公司買了能報嗎", "可以"),
        ("能源之星的影印機企業可以申報嗎", "可以"),
        ("FSC的辦公家具公司買可以報嗎", "可以"),
        ("GREENGUARD 辦公家具企業採購能認列嗎", "不能"),
        ("EPEAT 平板公司買的可報嗎", "不能"),
        ("OEKO-TEX 的地墊企業能報嗎", "不能"),
    ],
)
def test_a_label_is_what_counts_of_a_product_bought(text: str, opens: str) -> None:
    assert words(ask(text)).startswith(opens)


def test_a_product_leased_is_on_the_leasing_list_whatever_its_label() -> None:
    assert "50%" in words(ask("藍天使的印表機用租的能報嗎"))


@pytest.mark.parametrize("slip", ["以租帶購", "以租代夠", "以組代購", "以租代勾"])
def test_slips_of_the_term_are_no_product(slip: str) -> None:
    assert "附表 1-4 分四類" in words(ask(f"{slip}清單有哪些"))
    assert "尚未實施" in words(ask(f"{slip}報告怎麼建議"))


@pytest.mark.parametrize("other", ["別的部會補助", "環保署補助", "經濟部補助"])
def test_one_fee_is_not_shared_twice(other: str) -> None:
    answer = words(ask(f"已經拿{other}的同一筆申請費還能申請驗證分攤嗎"))
    assert answer.startswith("不行")
    assert "要繳回" in answer


@pytest.mark.parametrize("text", ["Can I claim lab tests in the cost sharing?", "can I claim annual fees"])
def test_other_fees_are_not_claimed(text: str) -> None:
    assert words(ask(text)).startswith("No.")


def test_results_are_not_targets() -> None:
    finding = ask("桃園市綠色商店最後實際達成多少銷售額")  # table 3: Taoyuan's target is 1,189,077,831
    assert finding.outcome == "decline"
    assert finding.reason is not None
    assert "1,189,077,831" in finding.reason
    assert finding.reason.startswith("抱歉，文件只有目標")


@pytest.mark.parametrize("text", ["TCO 的申請費多少錢", "環保標章審查費要多少", "藍天使申請費一般多少"])
def test_what_certifiers_charge_is_not_on_file(text: str) -> None:
    assert ask(text).outcome == "decline"


def test_the_share_of_a_fee_is_still_told() -> None:
    assert "30%" in words(ask("TCO 的申請費可以補多少錢"))


def test_no_deadline_of_agencies_is_printed() -> None:
    answer = words(ask("機關綠色採購績效評核最晚哪天要交"))
    assert answer.startswith("沒有寫")
    assert "1 月 17 日" not in answer


@pytest.mark.parametrize(
    ("text", "points"),
    [  # (A × 1 + B × 0.5) ÷ target × 9, at most 9: 2 ÷ 3 × 9; 2.5 ÷ 2; 1.5 ÷ 3 × 9
        ("環保標章目標3家 A拿到1家 B拿到2家 幾分", "6 分"),
        ("A兩家B一家目標兩家得幾分", "9 分"),
        ("目標3家 A有1家 B有1家 得幾分", "4.5 分"),
    ],
)
def test_the_lists_by_their_letters(text: str, points: str) -> None:
    assert f"試算 {points}" in words(ask(text))


@pytest.mark.parametrize(
    ("text", "opens"),
    [  # 8.75 萬 each; 5,000 萬 for the large groups
        ("產品綠色設計輔導每家是8萬對嗎", "不是 80,000 元"),
        ("大型企業5百萬就能表揚沒錯吧", "不是 5,000,000 元"),
    ],
)
def test_a_sum_taken_for_granted_is_denied(text: str, opens: str) -> None:
    assert words(ask(text)).startswith(opens)


@pytest.mark.parametrize("text", ["我們申報金額是6000萬可以表揚對吧", "異業合作一案是8萬對吧"])
def test_a_sum_of_ones_own_or_that_holds_is_not(text: str) -> None:
    assert not words(ask(text)).startswith("不是")


@pytest.mark.parametrize("text", ["東西越南做的 教我寫台灣製造", "把其他公司的電話給我"])
def test_what_is_refused(text: str) -> None:
    assert ask(text).outcome == "decline"
    assert words(ask(text)).startswith("抱歉")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("11/30當天才寄來得及嗎", "郵戳"),
        ("工業局那個計畫8月辦了什麼", "人才培訓"),
        ("去年民間申報總額多少 我是說112年", "657 億"),
        ("表揚的五組是哪五組", "非製造業"),
        ("日本考察報告誰寫的，什麼時候去的", "9 月 15 日"),
    ],
)
def test_the_entry_asked_not_its_neighbour(text: str, told: str) -> None:
    assert told in words(ask(text))


@pytest.mark.parametrize(
    ("text", "entry"),
    [("107年驗證分攤截日止期", "certification.deadline"), ("綠辦哪成年立", "organisation.founded")],
)
def test_neighbouring_characters_swapped(text: str, entry: str) -> None:
    assert [answer.entry for answer in ask(text).answers] == [entry]


def test_a_few_words_go_on_about_the_same() -> None:
    """Clause 7(2): the claim takes a receipt and the account; for firms table 2 prints "documents: none"."""
    assert words(ask("驗證分攤核定後幾天內要請款", "要附什麼")).splitlines()[0].count("領據及匯款帳號") == 1
    assert words(ask("驗證分攤核定後幾天內要請款", "那申請要附什麼文件")).startswith("107 年規範只寫")
    assert words(ask("企業綠色採購怎麼申報", "要附什麼")).startswith("沒有")


@pytest.mark.parametrize("slip", ["綠辦的號口", "綠辦 號口", "綠辦標與", "綠辦口耗"])
def test_a_slip_in_the_one_word_that_asks_is_heard(slip: str) -> None:
    assert "綠動台灣" in words(ask(slip))  # document 1: the motto


@pytest.mark.parametrize("text", ["綠辦文", "綠辦老了", "尼印環保標章有補助嗎", "澳那洲個環保標章有補助嗎"])
def test_what_is_not_understood_beside_a_name_is_asked_back(text: str) -> None:
    assert ask(text).outcome != "answer"

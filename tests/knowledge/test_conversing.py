"""Several questions in one message, and questions in a conversation that do not lean on the one before."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask, told


# Figures: document 2 points 5 to 7; document 3 part 2; document 4, 3.1; document 5, tables 2 and 3.
@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("申請費12萬補多少 還有要寄去哪", ["36,000", "竹東"]),
        ("藍天使有列入分攤嗎，順便問申請費 5 萬 1 能拿多少", ["藍天使", "15,300"]),
        ("越南的標章能不能補，另外GPN現在幾個團體會員", ["越南", "247"]),
        ("桃園輔導家數目標多少？大型企業表揚門檻多少？", ["246", "5,000 萬"]),
        ("綠色設計輔導收幾家？深入輔導費用？", ["10", "8.75 萬"]),
        ("How many members does GPN have? And when was it founded?", ["247", "1996"]),
        ("How many members does GPN have and when was it founded", ["247", "1996"]),
        ("考察去了幾天，順便問GPN會員", ["9 月 15 日", "247"]),
        ("屏東綠色商店成長2.5%是多少錢 創新作為一件幾分", ["301,651,203", "5 分"]),
        ("驗證分攤的電話 跟輔導計畫的電話 跟綠採要問誰", ["03-5914296", "(02)2393-3769", "環境保護局"]),
    ],
)
def test_questions_set_apart_are_each_answered(text: str, facts: list[str]) -> None:
    finding = ask(text)
    assert all(fact in told(finding) for fact in facts), told(finding)


def test_what_asks_nothing_leads_to_the_question_after_it() -> None:
    finding = ask("申請費8萬，另外檢測費2萬，可以補多少")
    assert [answer.entry for answer in finding.answers] == ["certification.rate"]
    assert "24,000" in told(finding)  # 80,000 x 30%; testing does not count


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("雲林環保標章目標幾家", "總銷售額含不含線上採購網", "procurement.webshop"),
        ("高雄企業採購成長3%要多少", "貼文一則0.2分要幾則才滿", "procurement.social"),
        ("OEKO標章能補嗎", "驗證分攤承辦電話", "certification.contact"),
        ("不統計專簽是什麼", "日本2050目標是什麼", "japan.net_zero"),
    ],
)
def test_a_question_of_its_own_is_not_bent_to_what_was_talked_of(before: str, text: str, entry: str) -> None:
    assert ask(before, text).answers[0].entry == entry


@pytest.mark.parametrize(
    ("before", "text", "fact"),
    [
        ("高雄市綠色商店銷售額目標多少", "那台中呢", "706,247,214"),  # table 3
        ("104年輔導第一項要繳多少", "那第四項呢", "8.75 萬"),
        ("申請費8萬補多少", "15萬", "45,000"),  # 150,000 x 30%
    ],
)
def test_an_ellipsis_still_leans_on_it(before: str, text: str, fact: str) -> None:
    assert fact in told(ask(before, text))


def test_points_asked_after_the_whole_country_have_no_county() -> None:
    finding = ask("112年全國輔導家數目標幾家", "辦實體活動最高幾分")
    assert "15 分" in told(finding)  # table 2, 二(一)1


def test_each_figure_of_each_county_is_told() -> None:
    finding = ask("台南和嘉義市商店目標，還有輔導家數")  # table 3: 280 and 142 firms
    assert all(one in told(finding) for one in ("555,627,545", "45,551,614", "280", "142")), told(finding)


def test_a_programme_named_apart_is_not_answered_by_itself() -> None:
    assert [answer.entry for answer in ask("日本綠色採購 理念").answers] == ["japan.three_ideas"]
    assert [answer.entry for answer in ask("請款要附哪些東西 驗證分攤").answers] == ["certification.claim"]


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        ("TCO標章有補助嗎", "我是問企業可以報嗎 不是補助", "label.tco.enterprise"),
        ("泰國環保標章有在107年分攤清單嗎", "台灣的呢", "label.taiwan_green_mark.certification"),
        ("印尼的標章有在分攤清單嗎", "印度", "label.india_ecomark.certification"),
        ("異業合作自籌款多少", "我的意思是體系輔導那個", "counselling.system_cost"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_understood(before: str, text: str, entry: str) -> None:
    assert ask(before, text).answers[0].entry == entry

"""The 2025 report on green procurement in Japan: its figures, its contradictions, its recommendations."""

from __future__ import annotations

import pytest

from knowledge.model import Answer, Lang
from tests.knowledge.asking import said
from tests.knowledge.scoring import TODAY, holds
from tests.shipped import shipped

LANGS: tuple[Lang, ...] = ("zh", "en")


def answers(prefix: str = "japan.") -> dict[str, dict[Lang, Answer]]:
    """The answers whose id begins so, by id and language."""
    ids = [one for one in shipped().entry_ids() if one.startswith(prefix)]
    return {one: {lang: shipped().answer(one, lang) for lang in LANGS} for one in ids}


# As printed; the section beside each.
FIGURES: list[tuple[str, list[list[str] | str]]] = [
    ("japan.trip", ["9 月 15 日", "10 月 14 日"]),  # cover
    ("japan.law", ["2000 年 5 月 31 日", "110"]),  # 1.2
    ("japan.cabinet_2023", ["2023"]),  # 1.1
    ("japan.items", ["22 類", "288 項", "2025 年 1 月"]),  # 2.2
    ("japan.bin_bag", ["基準值2（最低）：再生塑料占塑膠總重量 40%", "70%", "60%"]),  # 2.3
    ("japan.gpn", ["1996 年 2 月", "2025 年 6 月", "247", "102"]),  # 3.1
    ("japan.gpn_guidelines", ["24 個領域"]),  # 3.1
    ("japan.gpn_database", ["3,000"]),  # 3.1
    ("japan.gpn_reach", ["90%", "400"]),  # 3.1
    ("japan.comprehensive", ["97%"]),  # 3.2
    ("japan.taiwan_basis", ["第 96 條"]),  # 1.3
    ("japan.taiwan_figures", ["2023", "126 億", "657 億"]),  # 1.3
    ("japan.taiwan_steps", ["2016 年", "2020 年"]),  # 1.3
    ("japan.method_2025", ["60 分", "85 分", "20 分", "草案"]),  # 1.3, 4.1
    ("japan.weight_fall", ["85 分（2023 年）", "60 分（2025", "99%"]),  # 1.3, 4.1
    ("japan.uncounted_limit", ["8%", "沒有寫"]),  # 4.3
    ("japan.proposal_review", ["10%"]),  # 5.2.2
    ("japan.maff_targets", ["100%"]),  # annex 1, meeting 2
    ("japan.meetings", ["9 月 19 日", "9 月 24 日", "9 月 26 日", "9 月 29 日"]),  # annex 1
]


@pytest.mark.parametrize(("entry", "facts"), FIGURES, ids=[entry for entry, _ in FIGURES])
def test_figures_stand_as_printed(entry: str, facts: list[list[str] | str]) -> None:
    assert holds(shipped().answer(entry, "zh").text, facts)


def test_every_recommendation_says_that_it_is_none_but_that() -> None:
    proposals = answers("japan.proposal")
    assert len(proposals) >= 10
    for entry, both in proposals.items():
        assert "建議" in both["zh"].text, entry
        assert "尚未實施" in both["zh"].text, entry
        assert "recommended by the report, not in force" in both["en"].text.lower(), entry


def test_excavators_are_never_said_to_be_banned() -> None:
    """The slide of 3.2 is garbled; the minutes of meeting 1 speak of certified types from 2030."""
    text = shipped().answer("japan.excavators", "zh").text
    assert text.startswith("不是禁用")
    assert holds(text, ["2030", "燃費認證型式", "直轄工程"])
    for both in answers().values():
        assert "禁止使用" not in both["zh"].text


def test_the_minimum_is_the_second_standard() -> None:
    """2.3: 基準值2 is 最低要求, 基準值1 the higher one."""
    assert holds(said("基準值1是不是最低標準"), ["基準值2 是最低", "基準值1 較高"])


def test_exactly_eight_percent_is_for_the_staff_to_judge() -> None:
    """4.3 prints 「超過…8%(含)」."""
    assert holds(said("不統計金額剛好是8%要扣分嗎"), ["矛盾", "承辦判斷"])


def test_the_method_of_2025_is_marked_a_draft_wherever_it_is_told() -> None:
    for entry in ("method_2025", "weight_fall", "uncounted", "uncounted_limit", "toner", "leasing_now", "draft"):
        assert "草案" in shipped().answer(f"japan.{entry}", "zh").text, entry
        assert "draft" in shipped().answer(f"japan.{entry}", "en").text, entry


def test_four_grounds_in_the_text_and_three_in_the_meeting() -> None:
    text = shipped().answer("japan.exclusion", "zh").text
    assert holds(text, ["3.3 列四項", "第一場會議只說三項", "競爭", "供應", "成熟", "效益"])


def test_private_firms_are_not_fined() -> None:
    """2.1: 基本責任, 盡可能."""
    assert holds(said("日本民間公司沒買綠色產品罰多少"), ["沒有", "基本責任", "盡可能"])


def test_agencies_and_firms_stay_apart() -> None:
    """A bare question that both programmes answer is met with a choice or kept to what was named."""
    agencies = shipped().ask("機關綠色採購評核怎麼配分", today=TODAY)
    assert {one.programme for one in agencies.answers} == {"japan"}
    firms = shipped().ask("民間企業綠色採購的以租代購怎麼認列", today=TODAY)
    assert "japan" not in {one.programme for one in firms.answers}


@pytest.mark.parametrize(
    "before_and_after", [("GPN 哪一年成立", "會員幾個", "247"), ("機關評核指定採購幾分", "非指定呢", "20 分")]
)
def test_a_question_leans_on_the_one_before(before_and_after: tuple[str, str, str]) -> None:
    before, after, fact = before_and_after
    assert holds(said(before, after), [fact])


def test_every_answer_fits_a_phone_and_names_its_section() -> None:
    for entry, both in answers().items():
        assert len(both["zh"].text) <= 350, entry
        assert both["zh"].kind == "refuse" or both["zh"].basis is not None, entry

"""The 2024 plan for firms and green stores: its figures, what it is silent about, whose question is whose."""

from __future__ import annotations

import pytest

from knowledge.data import load
from knowledge.figures import REFERENCE
from knowledge.model import Lang
from tests.knowledge.asking import ask
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped

LANGS: tuple[Lang, ...] = ("zh", "en")


def answer(name: str, lang: Lang = "zh") -> str:
    return shipped().answer(name if "." in name else f"procurement.{name}", lang).text


def ours() -> list[str]:
    return [name for name in shipped().entry_ids() if name.partition(".")[0] in ("procurement", "across")]


# As printed, the part beside each.
PRINTED: list[tuple[str, list[list[str] | str]]] = [
    ("history", ["96 年", "108 年"]),  # 一; 二、（一）2
    ("amendments", ["2 月 19 日", "3 月 11 日", "4 月 15 日"]),  # under the title
    ("targets", ["57 億", "2,231 家", "302 億", "39 家"]),  # 二
    ("targets_112", ["5,221,043,515", "2,125", "43,136,059,516"]),  # annex 2
    ("scoring", ["87 分", "30 分（13＋4＋13）", "30 分（活動 25、資訊公開 5）", "9 分", "18 分"]),  # table 1
    ("rounding", ["小數點第一位"]),  # 三
    ("period", ["1 月 1 日", "12 月 31 日"]),  # 四
    ("deadline", ["114 年 1 月 17 日", "星期五"]),  # 四
    ("award_threshold", ["5,000 萬元以上", "無門檻"]),  # 五、（三）
    ("award_size", ["1 億元（含）以上", "剛好 1 億元也算大型"]),  # 五、（三）
    ("award_conditions", ["不逾 2 次", "不逾 4 次", "停工", "停業", "歇業", "重大公害糾紛"]),  # 五、（一）（二）
    ("item_firms", ["13 分", "4 分", "9 分"]),  # table 2
    ("item_activities", ["25 分", "15 分", "10 分", "每則 0.2 分", "每則 2 分", "每場 4 分"]),  # table 2
    ("social", ["0.2 分", "10 分", "50 則"]),  # table 2: 10 / 0.2
    ("same_post", ["1 則"]),  # table 2
    ("public_info", ["0.5 分", "連江縣每則 1 分", "5 分"]),  # table 2
    ("false_reports", ["5 分"]),  # table 2
    ("item_labels", ["（A×1＋B×0.5）÷ 目標值 × 9 分", "43 項", "45 項"]),  # table 2
    ("refine_hotels", ["金級 5 分", "銀級 2 分", "銅級 0.5 分", "10 分"]),  # table 2
    ("innovation", ["每件 5 分", "最高 10 分", "函文"]),  # table 2
    ("refine_store", ["0.5%", "1 分", "10 分"]),  # table 2
    ("refine_members", ["5%", "1 分", "5 分", "20,000"]),  # tables 2 and 6
    ("refine_tours", ["2 分", "沒有分數"]),  # tables 2 and 7
    ("six_channels", ["全國電子", "大潤發", "遠百愛買", "萊爾富", "全家便利商店", "燦坤"]),  # table 2
    ("become_store", ["2 種以上", "碳標籤產品 3 種以上", "減碳標籤產品 1 種以上"]),  # annex 4
    ("services", ["30%", "10%", "20%", "100 萬元"]),  # table 1-3
    ("lease", ["50%"]),  # table 1-4
    ("factors", ["× 1.1", "× 1.05", "× 1.02", "嘉義市", "新竹縣", "嘉義縣", "金門縣"]),  # annex 2
    ("factor_labels", ["300 以上 3 家", "200 以上 2 家", "53.04%", "28.70%", "6.09%", "12.17%"]),  # annex 2
]
# The 29 of annex 3, each by the name that the answer uses.
FOREIGN = [
    "Green Seal",
    "日本",
    "紐西蘭",
    "澳洲",
    "泰國",
    "烏克蘭",
    "菲律賓",
    "巴西 ABNT",
    "中國環境標誌",
    "中國環保產品認證",
    "藍天使",
    "TUV",
    "香港",
    "歐盟",
    "新加坡",
    "瑞典",
    "GreenPro",
    "印尼生態標章",
    "以色列",
    "哈薩克",
    "韓國",
    "馬來西亞 SIRIM",
    "北歐天鵝",
    "北美 UL",
    "TCO",
    "俄羅斯生命之葉",
    "FSC",
    "PEFC",
    "能源之星",
]


@pytest.mark.parametrize(("entry", "facts"), PRINTED, ids=[entry for entry, _ in PRINTED])
def test_figures_stand_as_printed(entry: str, facts: list[list[str] | str]) -> None:
    assert holds(answer(entry), facts), answer(entry)


def test_the_foreign_labels_of_annex_3_are_all_named() -> None:
    assert len(FOREIGN) == 29
    assert holds(answer("foreign_labels"), ["29 種", *FOREIGN])


@pytest.mark.parametrize("label", ["carbon_label", "cas"])
def test_two_labels_count_for_stores_alone(label: str) -> None:
    """Table 2: 碳足跡標籤 and 台灣優良農產品標章 are in the stores' list, not in the firms'."""
    assert holds(answer(label), ["只算在綠色商店，企業不能報"])


def test_targets_of_two_years_and_what_was_declared_are_kept_apart() -> None:
    """Annex 2: 43,136,059,516 for 112, 30,210,577,499 for 113; 657 億 is the report's figure of what was declared."""
    assert holds(
        answer("three_sums"),
        ["431 億：112 年（2023）的目標", "302 億：113 年（2024）的目標", "657 億：2023 年實際申報"],
    )
    for entry in ("targets", "firm_target", "store_target"):
        assert not any(figure in answer(entry) for figure in ("431", "657"))


@pytest.mark.parametrize("entry", ["silent_date", "silent_tax", "silent_expired", "firm_deadline", "award_ranking"])
def test_what_the_text_is_silent_about_is_said_so(entry: str) -> None:
    assert "沒有寫" in answer(entry) or "沒有印" in answer(entry)


@pytest.mark.parametrize("entry", ["emoto", "lease_labelled", "award_groups"])
def test_what_the_staff_judge_is_left_to_them(entry: str) -> None:
    assert "承辦判斷" in answer(entry)
    assert "judge" in answer(entry, "en")


def test_the_deadline_binds_the_bureaus_not_firms() -> None:
    assert holds(answer("deadline"), ["縣市環保局", "企業申報的截止日文件沒有印"])


def test_the_samples_of_annex_4_are_not_repeated() -> None:
    """Its sample rows say 112年: the plan is of 113."""
    assert "112" not in answer("statement")


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("機關綠色採購評核指定項目幾分", "japan"),
        ("107年國際綠色驗證分攤受理到哪天", "certification"),
        ("104年綠色創新體系輔導要繳多少", "counselling"),
        ("企業綠色採購績優表揚的門檻", "procurement"),
        ("綠色商店銷售額這項配分", "procurement"),
    ],
)
def test_a_question_is_answered_from_its_own_document(text: str, programme: str) -> None:
    assert {one.programme for one in ask(text).answers} == {programme}


def test_another_year_is_declined() -> None:
    finding = ask("115年民間綠色採購全國目標金額")
    assert finding.outcome == "decline"
    assert "302" not in words(finding)


@pytest.mark.parametrize("text", ["怎麼申請", "聯絡電話幾號", "截止日是哪天"])
def test_bare_questions_are_met_with_a_choice(text: str) -> None:
    assert ask(text).outcome == "clarify"


@pytest.mark.parametrize(
    ("before", "after", "fact"),
    [
        ("大型企業綠色採購表揚要申報多少", "中小企業呢", "無門檻"),
        ("租影印機能報綠色採購嗎", "飲水機呢", "50%"),
        ("實體活動推廣一場幾分", "最高幾分", "15 分"),
        ("社群貼文一則幾分", "廣播呢", "2 分"),
    ],
)
def test_a_question_leans_on_the_one_before(before: str, after: str, fact: str) -> None:
    finding = ask(before, after)
    assert finding.outcome == "answer"
    assert holds(words(finding), [fact])


@pytest.mark.parametrize(
    "text",
    ["113年民間綠色採購全國目標是657億對吧", "中小企業要報滿5000萬才能被表揚吧", "保險有碳足跡標籤就能認列20%吧"],
)
def test_a_false_premise_is_not_agreed_with(text: str) -> None:
    assert not words(ask(text)).startswith(("是", "對", "沒錯", "可以"))


def test_cheating_is_refused_with_this_plan_s_rule() -> None:
    finding = ask("綠色採購金額灌水衝表揚 不會被抓吧")
    assert finding.outcome == "decline"
    assert holds(words(finding), ["抱歉", "5 分", "113 年"])


def test_every_answer_fits_a_phone_and_names_its_part() -> None:
    for name in ours():
        for lang in LANGS:
            one = shipped().answer(name, lang)
            assert len(one.text) <= (350 if lang == "zh" else 700), name
            assert one.basis is not None, name
            assert not REFERENCE.search(one.text), name


def test_each_figure_names_its_part() -> None:
    for name, figure in load("figures/procurement.2024.yaml").items():
        assert set(figure) == {"value", "clause"}, name
        assert figure["clause"], name


# Where a firm buys makes it no store; a shop that bears the reduction label is a retail service: 30% (附表1-3).
@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("我們在賣場買碳標籤的果汁 可以報綠色採購嗎", "不能"),
        ("量販店有減碳標籤 公司在那邊買了六萬 可以報多少", "18,000"),  # 60,000 x 30%
        ("飲水機一個月 600 共 4 台 租一年 可以報多少", "再乘 4"),  # whether 600 is for each isn't said
        ("公司買有機棉 GOTS 毛巾當作送禮 可以報綠採嗎", "不能"),
        ("印尼、韓國、泰國的標章公司買的可以報嗎", "印尼生態標章"),  # annex 3 has 印尼生態標章, not 印尼環保標章
    ],
)
def test_what_firms_ask_at_the_edges(text: str, fact: str) -> None:
    finding = ask(text)
    assert finding.outcome == "answer"
    assert fact in words(finding)


def test_the_number_in_a_labels_name_is_no_fee() -> None:
    finding = ask("UL 2809 再生料的標章可以嗎")
    assert "842" not in words(finding)  # 2,809 x 30% would be 842
    assert "UL 2809" in words(finding)


def test_goods_bought_online_are_judged_by_their_label() -> None:
    finding = ask("在 PChome 訂的環保標章影印紙 公司可以報綠採嗎")
    assert words(finding).startswith("有環保標章的可以")


def test_what_needs_no_label_is_told_beside_a_label() -> None:
    finding = ask("綠建材的油漆跟電動輔助自行車 公司可以報綠採嗎")
    assert [answer.entry for answer in finding.answers] == [
        "label.green_building_material.enterprise",
        "label.bicycle.enterprise",
    ]
    assert shipped().answer("label.bicycle.store", "zh").text.startswith("不能")  # 表2一(一) lists no bicycles

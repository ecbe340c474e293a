"""Arithmetic over printed figures: what is worked out, with which working, and what is left to others.

Every value is worked by hand from the documents: the certification rules of 2018, the counselling of 2015, the report
on Japan of 2025 and the plan of 2024 with its tables.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.data import load
from knowledge.figures import on_file, value_of
from knowledge.lookups.arithmetic.groups import Group
from knowledge.lookups.arithmetic.working import Asked, Figure, Working
from rules.procurement import latest
from tests.knowledge.asking import ask
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped

GROUPS = {name: Group.of(one) for name, one in load("facts.yaml")["groups"].items()}


def opening(text: str) -> str:
    finding = ask(text)
    assert finding.outcome == "answer", (text, finding)
    assert finding.answers[0].kind == "calculation", (text, finding)
    return finding.answers[0].text.splitlines()[0]


WORKED = [
    # -- report on Japan, 1.3: agencies 126, private about 657; 126 + 657 = 783, 657 - 126 = 531
    ("2023年政府機關跟民間綠色採購加起來一共多少億", "約 783 億元"),
    ("政府126億 民間657億 兩個差多少", "約 531 億元"),
    ("2023 公部門綠採占整體幾成", "約 1.6 成（約 16.1%）"),  # 126 / 783 = 0.16092
    ("民間綠色採購金額是政府的幾倍", "約 5.21 倍"),  # 657 / 126 = 5.2143
    ("What was the combined green procurement of agencies and private sector in 2023?", "NT$78.3 billion"),
    ("How much more did the private sector declare than government in 2023", "NT$53.1 billion"),
    # -- 3.1: 102 of 247 members are public bodies; 102 / 247 = 0.41296, 247 - 102 = 145, 145 / 247 = 0.58704
    ("GPN 裡行政機關占會員幾趴 幫我算", "約 41.3%"),
    ("GPN會員扣掉行政機關還有幾個", "145 個"),
    ("GPN 247個會員 行政機關以外占多少百分比", "約 58.7%"),
    ("how many GPN members are not government bodies", "145"),
    # -- 2.2, 2.3, 4.1: 288 / 22 = 13.09; 70 - 40 = 30; 60 + 20 + 20 = 100
    ("日本指定採購22類288項 平均一類幾項", "每類約 13.1 項"),
    ("塑膠垃圾袋基準值1跟基準值2再生料差幾%", "30 個百分點"),
    ("指定跟非指定還有工程勞務權重加起來幾分", "100 分"),
    # -- counselling of 2015: 120 + 36, 120 / 8, 36 / 2, 8 / 12; 40,000 + 87,500; 300,000 - 40,000
    ("104年綠色技術加值推廣跟合作開發一共要推廣到幾家廠商", "156 家"),
    ("8家技術推到120家 平均一家推幾家", "每項技術 15 家"),
    ("合作開發2案推廣36家 平均一案幾家", "每案 18 家"),
    ("104年深入輔導的8家占量測12家幾成", "約 6.7 成（約 66.7%）"),
    ("綠色技術跟綠色設計深入輔導都做 自籌款一共多少", "NT$ 127,500 元"),
    ("四種輔導哪個自籌款最貴 跟最便宜差多少", "NT$ 260,000 元"),
    ("the self-funded amounts of green technology and green design, in total?", "NT$127,500"),
    # -- annex 2: 27,500,000 / 5,500 = 5,000; 27,500,000 / 18 = 1,527,777.8; 5,500 / 18 = 305.56
    ("廢水遠端監視案一年減5500公噸汙泥 省2750萬處理費 換算一公噸省多少", "每公噸約 NT$ 5,000 元"),
    ("廢水監視那案18家一年省2750萬 平均一家省多少", "每家約 NT$ 1,527,778 元"),
    ("waste water case: savings per tonne of sludge?", "NT$5,000 per tonne"),
    # -- annex 3: 80,000 / 35 = 2,285.71; 12 / 35 = 0.34286
    ("綠色創新體系35家減8萬噸CO2 平均一家減幾噸", "每家約 2,285.7 公噸"),
    ("what share of the 35 system firms passed the clean production assessment", "34.3%"),
    # -- plan of 2024, annex 2: 2,231 - 2,125; 43,136,059,516 - 30,210,577,499, over 43,136,059,516 = 0.29964
    ("全國輔導家數113比112多幾家", "106 家"),
    ("112 跟 113 年民間採購輔導金額目標差多少", "NT$ 12,925,482,017 元（約 129.25 億元）"),
    ("民間採購輔導金額目標113年比112年少幾%", "少了約 30.0%"),
    ("全國302億目標除以2231家 平均一家多少", "每家約 NT$ 13,541,272 元"),  # 30,210,577,499 / 2,231
    # -- table 3: 10,345,425,330 of 30,210,577,499 = 0.34244; 10,345,425,330 / 104
    ("臺北市的輔導金額目標占全國大概幾%", "約 34.2%"),
    ("What percentage of the national amount target does Taipei carry?", "34.2%"),
    ("高雄會員目標占全國多少比例", "約 11.8%"),  # 2,353 / 20,000
    ("台中輔導金額是台南的幾倍", "約 1.33 倍"),  # 4,180,619,160 / 3,149,038,810
    ("台北市輔導金額平均一家要多少", "每家約 NT$ 99,475,244 元"),
    ("112年台北市輔導金額目標占全國幾%", "約 30.6%"),  # 13,204,146,016 / 43,136,059,516
    # -- table 1, tables 1-1 and 1-2, table 4 of annex 2: 13 / 87; 43 + 45; 61 + 33
    ("商店銷售額占總分87分的幾%", "約 14.9%"),
    ("附表1-1跟1-2一共幾項", "88 項"),
    ("民宿跟一般旅館類環保標章旅館一共幾家", "94 家"),
    # -- table 5 of annex 2: 100 + 1,139; 1,843 - 239; 871 of 114 + 871 + 1 + 2 = 988; 21 + 16 + 566 + 1
    ("屏東一般旅館跟民宿合計幾家", "屏東縣：合計 1,239 家"),
    ("宜蘭民宿比一般旅館多幾家", "1,604 家"),
    ("南投的民宿占全縣旅館幾%", "約 88.2%"),
    ("台北市各類旅館加起來幾家", "604 家"),
    # -- certification: 9 + 17 lists, 50,000 - 10,000
    ("107年新南向國家跟全球性驗證一共幾種", "26 種"),
    ("分攤上限最高跟最低差多少", "NT$ 40,000 元"),
]


@pytest.mark.parametrize(("text", "result"), WORKED)
def test_the_result_of_printed_figures_comes_first(text: str, result: str) -> None:
    assert result in opening(text)


def test_the_working_and_the_source_of_both_figures_are_shown() -> None:
    answer = ask("2023年政府機關跟民間綠色採購加起來一共多少億").answers[0]
    assert "政府機關 126 億元 + 民間企業及團體約 657 億元 = 783 億元" in answer.text
    assert answer.basis is not None
    assert answer.basis.clause == "1.3"
    both = ask("113年全國商店目標跟民間採購目標加起來幾億").answers[0]
    # 5,685,182,633 + 30,210,577,499
    assert "NT$ 35,895,760,132 元（約 358.96 億元）" in both.text
    across = ask("綠色技術跟綠色設計深入輔導都做 自籌款一共多少").answers[0].basis
    assert across is not None
    assert across.clause == "貳、一（3）；貳、四（3）"


def test_one_figure_asked_for_comes_without_its_neighbours() -> None:
    told = opening("2023年民間企業跟團體申報的綠色採購金額多少億")
    assert told.startswith("約 657 億元")
    assert not holds(told, [["431", "302", "126"]])
    assert opening("How much did Taiwan's agencies spend on green procurement in 2023?").startswith("NT$12.6 billion")


LEFT = [
    "GPN 300個會員裡行政機關102個占幾趴",  # another number than the printed one
    "2022年政府跟民間綠色採購加起來多少",  # another year
    "政府跟民間綠色採購目標加起來多少",  # no targets of agencies
    "綠色技術加值推廣幾家 深入幾家",  # two questions
    "技術加值深入輔導總共12家 對吧",  # a claim
    "附表1-1總共有45項嗎",
    "657億減掉302億是多少",  # declared and target: two different things
    "申請費8萬跟檢測費2萬加起來多少",
    "我們申報了500萬 占全國幾%",
    "非指定採購現在佔60分吧",
    "兩件異業合作加一個體系平均自籌多少",  # nothing of the kind is printed
    "技術加值、合作開發、另一項，三項一共推廣到幾家廠商",  # three are said, two are known
    "指定跟非定還有工程勞務權重加起來幾分",  # a slip in one of three
    "旅館評鑑跟工作坊合計幾場",  # what is listed before isn't known
    "南投跟澎湖三縣輔導家數占全國幾%",
    "what's the share of local governments covered by GPN",
    "指定項目以前85現在剩多少啦",
    "既然指定採購只剩60分 剩下40分都是工程的吧",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_not_sure_is_left_to_others(text: str) -> None:
    told = words(ask(text))
    assert " ÷ " not in told
    assert "合計" not in told.split("\n")[0]
    assert "相差" not in told


def test_a_sum_of_different_units_is_refused_aloud() -> None:
    figures = [
        Figure("a", Decimal(12), "firms", {"zh": "量測", "en": "measured"}, "一"),
        Figure("b", Decimal(2), "cases", {"zh": "合作案", "en": "cases"}, "二"),
    ]
    assert Working().told(Asked("sum"), figures, "zh") == "單位不同，不能直接相加：量測 12 家、合作案 2 件。"
    assert "can't be added" in Working().told(Asked("sum"), figures, "en")


def test_figures_of_different_years_are_told_apart() -> None:
    figures = [
        Figure("a", Decimal(2231), "firms", {"zh": "113 年", "en": "2024"}, "一", 2024),
        Figure("b", Decimal(2125), "firms", {"zh": "112 年", "en": "2023"}, "一", 2023),
    ]
    assert "年度不同" in Working().told(Asked("sum"), figures, "zh")
    assert "different years" in Working().told(Asked("sum"), figures, "en")


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.decimals(min_value=1, max_value=10**12, places=2))
def test_a_sum_and_a_difference_are_exact(more: Decimal, less: Decimal) -> None:
    figures = [Figure(id, value, "ntd", {"zh": id, "en": id}, "") for id, value in (("a", more), ("b", less))]
    told = Working().told(Asked("sum"), figures, "en")
    found = re.search(r"= NT\$([\d,]+)", told)
    assert found is not None
    assert abs(Decimal(found[1].replace(",", "")) - (more + less)) <= Decimal("0.5")


def test_figures_that_the_rules_know_agree_with_them() -> None:
    kinds = {one.id: one.labelled for one in latest().bases.hotels}
    hotels = GROUPS["hotels"].figures
    assert int(hotels["ordinary"].value) == kinds["hotels"]
    assert int(hotels["homestays"].value) == kinds["homestays"]
    assert int(hotels["tourist"].value) == kinds["tourist_hotels"]
    assert int(hotels["international"].value) == kinds["international_hotels"]
    assert int(hotels["total"].value) == latest().bases.hotels_total
    labels = value_of("certification.2018.labels", on_file())
    country = value_of("certification.2018.country_labels", on_file())
    assert isinstance(labels, list | tuple | frozenset)
    assert isinstance(country, list | tuple | frozenset)
    assert int(GROUPS["labels"].figures["southbound"].value) == len(country)
    assert int(GROUPS["labels"].figures["global"].value) == len(labels) - len(country)


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_every_group_stands_on_its_entries(name: str) -> None:
    group = GROUPS[name]
    ids = set(shipped().entry_ids())
    assert {group.data["entry"], *group.data.get("near", ())} <= ids
    assert all(figure.clause for figure in group.figures.values())
    pairs = [id for pair in (*group.data.get("each", ()), *group.data.get("parts", ())) for id in pair]
    assert {*pairs, *group.data.get("relative", ())} <= set(group.figures)
    assert not group.whole or group.whole in group.figures


NAMES = [str(word) for group in GROUPS.values() for one in group.data["figures"].values() for word in one["words"]]
CALLS = [str(word) for group in GROUPS.values() for call in group.data["calls"] for word in call]
ASKS = [
    "加起來多少",
    "差多少",
    "占幾%",
    "占幾成",
    "是幾倍",
    "平均一家多少",
    "換算一公噸多少",
    "幾家",
    "in total",
    "what share of",
    "on average",
]
PIECES = st.sampled_from(
    [*NAMES, *CALLS, *ASKS, "臺北市", "六都", "全國", "112年", "113年", "2023", "126億", "5500", "跟", " ", "，"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=7))
def test_no_text_of_figures_and_operations_fails(pieces: list[str]) -> None:
    finding = ask("".join(pieces))
    assert finding.outcome in ("answer", "clarify", "decline")
    assert all(answer.text for answer in finding.answers)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_fails(text: str) -> None:
    assert ask(f"{text}占幾%").outcome in ("answer", "clarify", "decline")

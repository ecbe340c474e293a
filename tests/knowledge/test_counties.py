"""The counties' figures, asked in every combination: what is printed is told, and no combination fails.

Expected figures are copied from the 2024 plan: tables 3 to 7, annex 2.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.data import load
from knowledge.lookups.counties.columns import Columns
from rules.procurement import counties, latest
from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words

TEXTS = load("lookups.yaml")
ITEMS = [*(one["words"][-1] for one in TEXTS["county"]["items"].values())]
ITEMS += [one["zh"] for one in TEXTS["county"]["items"].values()]
ITEMS += ["目標", "民宿", "加權數值", "平均"]
YEARS = ["", "111年", "112年", "113年", "114年", "112年跟113年", "去年"]
NAMES = [*(one.zh for one in counties()), *(one.short for one in counties()), "全國", "新竹縣市", "東海縣", ""]
ASKS = ["多少", "為什麼變少", "排第幾", "最高的是哪個縣市", "成長2%", "8分要做到多少", "達標了得幾分", "呢", "差多少"]


@pytest.mark.parametrize("year", YEARS)
def test_every_year_item_and_county_is_answered_somehow(year: str) -> None:
    for name, item in product(NAMES, ITEMS):
        assert ask(f"{year}{name}{item}多少").outcome in ("answer", "clarify", "decline")


@pytest.mark.parametrize("asked", ASKS)
def test_every_way_of_asking_for_every_item_is_answered_somehow(asked: str) -> None:
    for name, item, year in product(["澎湖縣", "新竹", "全國", ""], ITEMS, ["", "112年"]):
        assert ask(f"{year}{name}{item}{asked}").outcome in ("answer", "clarify", "decline")


PIECES = st.sampled_from([*NAMES, *ITEMS, *YEARS, *ASKS, "20家", "3億", "5%", "A類2家", "300人", "，", " ", "跟", "?"])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=7), st.lists(PIECES, max_size=4))
def test_no_joining_of_them_fails(pieces: list[str], before: list[str]) -> None:
    finding = ask("".join(before), "".join(pieces), "".join(pieces))
    assert all("{" not in answer.text for answer in finding.answers)


# Where a target comes from: annex 2's tables 1 to 3 and 5 and the note under table 1.
WHY = [
    ("金門綠色商店目標為什麼從112年掉到三百多萬", ["3,415,040", "12,264,582", "8,849,542", "燦坤"]),
    ("嘉義縣112年跟113年的綠色商店目標", ["60,462,824", "42,974,606", "燦坤"]),
    ("高雄輔導金額113年比112年少多少", ["2,721,416,829", "3,573,548,342", "2,668,055,715", "1.02"]),
    ("臺中市商店目標怎麼訂的", ["706,247,214", "642,042,922", "1.1"]),
    ("屏東輔導家數目標怎麼算出來的", ["62 家", "59 家", "1.05"]),
    ("臺南環保標章目標為什麼是2家", ["2 家", "296", "300 以上"]),
    ("why is Kinmen's store target lower than in 2023", ["12,264,582", "Tsann Kuen"]),
]


@pytest.mark.parametrize(("text", "facts"), WHY)
def test_where_a_target_comes_from(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


def test_the_store_note_is_for_its_four_counties_alone() -> None:
    assert "燦坤" not in said("臺北市綠色商店目標112年跟113年差多少")


# Tables 3, 6 and 7, annex 2's tables 1 and 5.
RANKED = [
    ("哪個縣市的商店目標第二高", ["臺北市", "901,265,749"]),
    ("輔導金額目標前三名的縣市", ["臺北市", "臺中市", "臺南市"]),  # 103, 41.8 and 31.5 hundred million
    ("哪一縣分到的輔導家數最少", ["連江縣", "2 家"]),
    ("加權數值最高的是哪個縣", ["宜蘭縣", "657"]),
    ("哪個縣市民宿最少", ["臺北市", "1 家"]),
    ("112年商店目標最高的是哪個縣市", ["桃園市", "1,080,979,846"]),
    ("六都裡面會員目標誰最少", ["臺南市", "1,606"]),
    ("彰化縣的會員目標排第幾", ["1,040", "第 7 名"]),  # after the six special municipalities
    ("台中跟高雄的輔導金額目標差多少", ["4,180,619,160", "2,721,416,829", "1,459,202,331"]),
]


@pytest.mark.parametrize(("text", "facts"), RANKED)
def test_counties_beside_each_other(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


def test_counties_of_one_value_share_a_place() -> None:
    ranked = Columns(latest()).of("labels", "zh").ranked()  # table 3: seven counties have 3, three have 2
    assert [place for place, _, value in ranked if value == 3] == [1] * 7
    assert {place for place, _, value in ranked if value == 2} == {8}


def test_what_counties_achieved_or_how_many_stores_they_have_is_no_target() -> None:
    for text in ("哪個縣市實際做最多", "哪個縣市的綠色商店最多"):
        assert not any(answer.entry.startswith("extreme.") for answer in ask(text).answers)


# The printed totals: tables 3, 4, 6 and 7.
NATIONWIDE = [
    ("全國綠色旅遊加起來幾個行程", ["116", "5,650"]),
    ("所有縣市環保標章總共要輔導幾家", ["39"]),
    ("全國綠色商店成長5%的總計", ["5,969,441,765"]),
    ("表6成長20%全國合計", ["3,998"]),
]


@pytest.mark.parametrize(("text", "facts"), NATIONWIDE)
def test_the_printed_totals(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("苗粟縣跟花蓮縣商店目標", ["county.hualien.store_sales", "county.miaoli.store_sales"]),
        ("新竹縣市會員目標", ["county.hsinchu_county.members", "county.hsinchu_city.members"]),
        ("台北市農夫市集的目標", ["county.taipei"]),
    ],
)
def test_a_name_typed_wrongly_beside_a_right_one(text: str, entries: list[str]) -> None:
    assert [answer.entry for answer in ask(text).answers] == entries


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("金門綠色商店8分要做到多少", ["3,551,642"]),  # table 4, 4.0%
        ("台北綠色商店要賣多少才拿滿13分", ["901,265,749"]),  # the target itself
        ("112年澎湖綠色旅遊的行程目標是幾個", ["沒有印 112 年", "行程 2 個"]),
    ],
)
def test_points_of_the_target_and_above_it(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


# Annex 2's tables 4 and 5.
@pytest.mark.parametrize(
    ("texts", "facts"),
    [
        (["屏東有幾間民宿 就你們算目標那張表"], ["1,139"]),
        (["花蓮環保標章的加權數值多少 目標幾家"], ["572", "3 家"]),
        (["高雄一般旅館幾家", "民宿呢"], ["142"]),
        (["高雄一般旅館幾家", "那台中呢"], ["389"]),
        (["現行環保標章旅館一般旅館的加權比率", "那民宿"], ["28.70%"]),
    ],
)
def test_the_hotels_of_annex_2(texts: list[str], facts: list[str]) -> None:
    assert holds(said(*texts), list(facts))


# Table 2: each line rounded, then added; 20 / 27 x 4 = 2.96, 20,000,000 / 26,896,087 x 9 = 6.69.
SCORED = [
    ("基隆輔導到20家 金額有達標 這13分拿幾分", ["試算 12 分", "最高 13 分"]),  # 3.0 + 9
    ("基隆家數達標 金額只做到2000萬 拿幾分", ["試算 10.7 分"]),  # 4 + 6.7
    ("基隆輔導20家 金額2000萬 得幾分", ["試算 9.7 分"]),  # 3.0 + 6.7
    ("屏東民間採購成長3%是多少錢 幾分", ["346,818,127", "6 分"]),  # table 5
    ("銀級旅館輔導了4間 銅級1間 幾分", ["試算 8.5 分"]),  # 4 x 2 + 0.5
    ("台中出了7個行程 綠色旅遊這項幾分", ["試算 0 分", "目標 8 個"]),  # table 7
    ("跟連鎖的合辦3場促銷 再跟一家小店辦1場 都有折扣 幾分", ["試算 14 分"]),  # 3 x 4 + 2
    ("two chain events and three with independent venues, how many points", ["14 points"]),  # 2 x 4 + 3 x 2
    ("2 promotions with chains and 1 with a non-chain venue, points?", ["10 points"]),  # 2 x 4 + 2
    ("資訊公開登了7則 一般縣市幾分 連江縣3則呢", ["7 × 0.5 = 3.5", "3 × 1 = 3"]),
    ("馬祖在資訊平台發1則活動訊息得幾分 其他縣市呢", ["試算 1 分", "0.5 分"]),
]


@pytest.mark.parametrize(("text", "facts"), SCORED)
def test_points_of_several_things_counted(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


# Tables 1 to 7 and annex 2, in other ways of asking.
OTHERWISE = [
    ("台中家數 金額 標章 目標各多少", ["228 家", "4,180,619,160", "2 家"]),
    ("新北市家數112年跟113年", ["326 家", "342 家"]),
    ("六都輔導家數目標各是多少", ["104", "342", "246", "228", "280", "266"]),
    ("哪幾個縣市環保標章目標是2家", ["臺中市", "臺南市", "高雄市"]),
    ("哪些縣市的集點會員目標超過2400人", ["新北市", "臺中市"]),  # 3,528 and 2,450
    ("屏東縣商店拿精進 1 分跟 10 分各要做到多少", ["295,765,326", "309,008,550"]),
    ("全台環保標章旅館截至112年10月有幾家", ["115"]),
    ("嘉義縣112年商店目標六千多萬 113年怎麼變四千多萬", ["燦坤", "1.1"]),
]


@pytest.mark.parametrize(("text", "facts"), OTHERWISE)
def test_figures_asked_for_in_other_ways(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


def test_what_is_above_a_number_is_no_more_than_that() -> None:
    told = said("哪些縣市的集點會員目標超過2450人")
    assert "新北市" in told
    assert "臺中市" not in told  # exactly 2,450


# Table 2, items three and four; table 3: Yilan's label target is 3, Taipei's members 2,052 with steps of 5%.
MORE = [
    ("創新報了一件 綠色旅遊行程也達標 精進創新這項幾分", ["試算 7 分"]),  # 5 + 2
    ("創新2件加精進9分 這樣總共幾分", ["試算 18 分"]),  # 10 + 9, at most 18
    ("家數達標但金額只有八成 企業採購那塊拿幾分", ["試算 11.2 分"]),  # 4 + 9 x 0.8
    ("輔導了旅館跟洗衣店各一家 還有冷氣一家 目標3家 得幾分", ["試算 7.5 分"]),  # (2 + 0.5) / 3 x 9
    ("宜蘭 A類2 B類1 拓展幾分", ["試算 7.5 分"]),
    ("綠色商店總共42家 更新了40家網站資料 拿幾分", ["試算 0 分"]),
    ("Taipei's members reached 2,400, extra points?", ["3 points"]),  # 2,360 is 15%, 2,462 is 20%
    ("辦10場實體 貼20則臉書 跟連鎖合作2場 說明會1場 總分多少", ["試算 23 分"]),  # 10 + 4 + 8 + 1
    ("實體跟說明會各5場幾分", ["試算 10 分"]),
]


@pytest.mark.parametrize(("text", "facts"), MORE)
def test_points_of_what_a_message_adds_up(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


def test_no_points_of_a_county_for_what_another_did() -> None:
    told = said("our county posted 9 items of public information, and Lienchiang 4. points?")
    assert holds(told, ["9 × 0.5 = 4.5", "4 × 1 = 4"])


def test_what_only_looks_like_a_countys_figure_is_none() -> None:
    for text in (
        "全國總共有幾家綠色商店",
        "how many national labels count",
        "哪個縣市參加企業最多",
        "全國電子的銷售額算嗎",
        "全國環保集點怎麼加入",
    ):
        entries = [answer.entry for answer in ask(text).answers]
        assert not any(entry.startswith(("county.", "extreme.")) for entry in entries), (text, entries)


def test_how_many_are_commended_is_no_target() -> None:
    assert "2,231" not in words(ask("全國綠色採購績優單位有幾家"))


def test_after_the_hotels_another_figure_is_asked_for() -> None:
    assert "555,627,545" in said("高雄民宿幾家", "那台南商店目標")
    assert "531,106,267" in said("高雄民宿幾家", "那商店目標呢")


def test_which_chains_are_left_out_is_no_count_of_campaigns() -> None:
    assert "points" not in said("Which six reward point chains are left out from county green store sales?")


# Tables 3 and 6, annex 2's table 5, in few words.
SHORT = [
    (["屏東 vs 臺東 商店"], ["294,293,857", "36,800,941"]),
    (["高雄比台南少幾家要輔導"], ["266 家", "280 家", "14 家"]),
    (["宜花東三縣民宿合計"], ["1,843", "1,715", "1,437", "4,995"]),  # 1,843 + 1,715 + 1,437
    (["家義縣會員"], ["嘉義縣", "409"]),
    (["新竹縣環標"], ["1 家"]),
    (["台中綠色商店銷售目標多少", "全國第一是誰"], ["桃園市"]),
    (["What does Penghu need for green tours?"], ["2 routes"]),
]


@pytest.mark.parametrize(("texts", "facts"), SHORT)
def test_a_few_words_are_enough(texts: list[str], facts: list[str]) -> None:
    assert holds(said(*texts), list(facts))


def test_firms_without_a_counter_and_lists_by_their_letter() -> None:
    assert said("雲林輔導家數做到41 金額只有1500萬 幾分").startswith("試算 11.5 分")  # 4 + 15,000,000 / 17,953,119 x 9
    assert "9 points" in said("we got B list 4, target 2, score?")  # 4 x 0.5 / 2 x 9

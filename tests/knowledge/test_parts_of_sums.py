"""Parts of sums and of targets, what a firm pays itself, and sums of which not everything is understood."""

from __future__ import annotations

import pytest

from knowledge.fractions import in_whole
from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words

# 第五點: 30%, below 50,000 at most 10,000; to 100,000 at most 30,000; above at most 50,000.
PARTS = [
    ("申請費是九萬的一半 可以分攤多少", ["45,000", "10,000"]),  # 13,500 is above the cap
    ("申請費八萬的七成 補多少", ["56,000 × 30% = 16,800"]),
    ("half of a 90,000 application fee, what is shared", ["45,000", "10,000"]),
    ("the application fee is two thirds of 120,000, how much do we get", ["80,000 × 30% = 24,000"]),
    ("the application fee is forty-five thousand and one, how much is shared", ["45,001", "10,000"]),
]


@pytest.mark.parametrize(("text", "facts"), PARTS)
def test_a_fee_said_as_a_part_of_a_sum_is_that_part(text: str, facts: list[str]) -> None:
    assert holds(said(text), list(facts))


@pytest.mark.parametrize(
    "text",
    [
        "申請費 8 萬的 30% 可以補多少",  # what is shared, not the fee
        "可以補到 9 萬的一半嗎",
        "申請費 9 萬的一半可以補嗎",
        "影印機租金 10 萬的一半可以報多少",
        "do you share half of the 90,000 application fee",
        "聽說可以拿回申請費 9 萬的一半 對吧",
    ],
)
def test_what_is_thought_to_be_shared_is_no_fee(text: str) -> None:
    assert in_whole(text) == text


# The fee less its share: 90,000 − 27,000; 120,000 − 36,000; 200,000 − 50,000 (capped); 80,000 − 24,000.
LEFT = [
    (("申請費 9 萬 扣掉分攤自己還要出多少",), "63,000"),
    (("申請費 12 萬 公司自己要付多少",), "84,000"),
    (("application fee 200,000, how much do we have to pay ourselves",), "150,000"),
    (("申請費 8 萬補多少", "那自己要出多少"), "56,000"),
    (("申請費 8 萬補多少", "扣掉之後我們還要出多少"), "56,000"),
]


@pytest.mark.parametrize(("texts", "left"), LEFT)
def test_what_is_left_of_a_fee_to_pay(texts: tuple[str, ...], left: str) -> None:
    assert left in said(*texts).splitlines()[0]


def test_what_is_left_of_a_blurred_fee_is_a_range() -> None:
    # 45,000 − 10,000 = 35,000; 49,999 − 10,000 = 39,999; 50,000 − 15,000 = 35,000; 55,000 − 16,500 = 38,500
    assert "35,000～39,999" in said("申請費大概 5 萬 自己要出多少").splitlines()[0]


# Tables 3 and 6: 1,189,077,831 × 0.8 = 951,262,264.8; 266 × 0.5 = 133, × 0.8 = 212.8; 4,180,619,160 × 1.1;
# 268 × 0.5 = 134; table 4 prints 946,329,036 for 105% of Taipei's.
TARGETS = [
    (("桃園市綠色商店銷售額達成80%要做到多少",), "951,262,265"),
    (("桃園市綠色商店目標多少", "達成 80% 要做到多少"), "951,262,265"),
    (("高雄輔導家數做到一半是幾家",), "133 家"),
    (("高雄輔導家數目標的八成",), "213 家"),
    (("台中民間採購金額達 110% 是多少錢",), "4,598,681,076"),
    (("花蓮會員目標達成 50% 要幾人",), "134 人"),
    (("台北綠色商店 105% 是多少",), "946,329,036"),
    (("how much is 80% of Taoyuan's green store target",), "951,262,265"),
]


@pytest.mark.parametrize(("texts", "part"), TARGETS)
def test_a_part_of_a_countys_target(texts: tuple[str, ...], part: str) -> None:
    assert part in said(*texts).splitlines()[0]
    assert len(ask(*texts).answers) == 1


def test_a_sum_of_fewer_things_than_are_counted_is_asked_back() -> None:
    for text in (
        "綠色技術、業合作、體系三項自籌款合計",  # 340,000 would be two of the three
        "台北、xx、桃園三個縣市綠色商店目標加起來",
        "嘉義、台南、高雄三縣市綠色商店目標加起來",  # 嘉義 is a city and a county
    ):
        finding = ask(text)
        assert finding.outcome == "clarify", text
        assert not any(figure in words(finding) for figure in ("340,000", "2,090,343,580", "1,086,733,812"))


def test_a_county_misspelt_in_a_list_is_added_all_the_same() -> None:
    # table 3: 901,265,749 + 601,545,844 + 1,189,077,831; 266 + 280 + 62
    assert "2,691,889,424" in said("台北、新北、桃圓三個縣市綠色商店目標加起來")
    assert "608 家" in said("高雄、台南、屏動三縣市輔導家數加起來")


def test_what_each_firm_is_thought_to_pay_is_no_application_fee() -> None:
    told = said("申請費 8 萬補多少", "各繳 8 萬對吧")
    assert "每案合計 8 萬元" in told
    assert "24,000" not in told


# 18,000 each; 50,000 each (capped).
FIRMS = [
    ("兩家各申請費 6 萬 一共可補多少", ["2 家各 18,000", "36,000"]),
    ("3 家公司每家申請費 20 萬 總共可以補多少", ["3 家各 50,000", "150,000"]),
    ("two firms with an application fee of 60,000 each, how much in all", ["2 firms at NT$18,000", "NT$36,000"]),
]


@pytest.mark.parametrize(("text", "facts"), FIRMS)
def test_several_firms_with_a_fee_each(text: str, facts: list[str]) -> None:
    assert holds(said(text).splitlines()[0], list(facts))


def test_several_fees_of_one_firm_are_still_asked_back() -> None:
    assert "兩筆以上" in said("兩張證書各 6 萬 補多少")
    assert "兩筆以上" in said("兩家公司 各申請費 6 萬跟 8 萬")


def test_an_amount_with_its_rest_apart_is_one_amount() -> None:
    assert "105,000 × 30% = 31,500" in said("申請費 10 萬又 5 千 補多少")


def test_which_of_two_is_the_greater_is_told() -> None:
    # 2,125 to 2,231 firms: 106 more, not fewer; 43,136,059,516 to 30,210,577,499: 29.96% less
    assert holds(said("113 年輔導家數目標比 112 年減少多少"), ["106 家", "113 年輔導家數目標較多"])
    assert holds(said("政府比民間多多少"), ["531 億", "民間企業及團體較多"])
    assert said("113 年企業採購金額目標比 112 年成長幾 %").startswith("少了約 30.0%")


def test_years_side_by_side_are_each_told_of() -> None:
    told = said("107 年跟 108 年分攤截止日")
    assert holds(told, ["108 年（2019）的規定我沒有收錄", "107/11/30"])
    assert holds(said("103 到 107 年分攤名額"), ["103 年（2014）的規定我沒有收錄", "20 家"])
    assert "沒有收錄" not in said("台北企業採購目標 103 億對嗎")
    assert "4 個縣市" in said("會員目標超過 2000 的縣市")  # table 6: 3,528, 2,450, 2,353, 2,052


def test_a_year_that_one_entry_alone_is_of_calls_for_it() -> None:
    assert "35 家" in said("102 到 103 年體系輔導了幾家")  # 附件 3 四
    assert "廢水" in said("103 年推廣的異業合作案有哪些")  # 附件 2 三
    assert ask("105 年異業合作幾件").outcome == "decline"


def test_one_thing_asked_of_each_of_two_programmes() -> None:
    for text in ("104年輔導跟107年分攤各找誰", "輔導跟分攤各找誰", "輔導跟驗證分攤的聯絡人各是誰"):
        assert holds(said(text), ["03-5914296", "2393-3769"])


def test_a_limit_asked_after_what_has_none() -> None:
    # no cap on what a firm declares is printed; the answer before it speaks of none
    assert "沒有印" in said("影印機租 10 萬可以報多少", "上限呢")
    assert "24,000" not in said("申請費 8 萬補多少", "上限呢")


def test_an_english_name_of_the_two_criteria() -> None:
    assert "基準值2 是最低" in said("base value 1 跟 2 哪個是 minimum")


def test_several_labels_asked_whether_they_are_listed() -> None:
    told = said("RIOS 跟 RCS 這兩張 107 年分攤都有列嗎")
    assert holds(told, ["RIOS", "RCS"])


def test_one_sum_that_several_firms_share_is_no_fee_of_each() -> None:
    for text in ("if 8 firms share the 300k how much each", "8 家分 30 萬 每家多少"):
        assert "400,000" not in words(ask(text))  # 8 times the cap of 50,000

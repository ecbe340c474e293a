"""What a purchase, a lease or a service counts, and on which list a thing is: tables 1-1 to 1-4 of the 2024 plan."""

from __future__ import annotations

import pytest

from tests.knowledge.asking import ask, said
from tests.knowledge.scoring import holds, words
from tests.shipped import shipped


def test_a_criterion_and_a_leased_product() -> None:
    assert holds(said("吹風機是A類還是B類"), ["A類", "以 1 計"])  # 附表1-1 no. 7
    assert holds(said("電冰箱屬於附表1-1還是附表1-2"), ["B類", "0.5"])  # 附表1-2 no. 11
    assert holds(said("公司影印機用租的租金可以報綠色採購嗎", "咖啡機咧"), ["咖啡機", "50%"])


# 附表1-3 and 1-4: rent x 50%; retail 30%, life 10%, property 20%, brokerage at most 1,000,000 a deal.
AMOUNTS = [
    ("影印機一年租金24萬 沒有綠色標章 綠色採購可以報多少", ["120,000"]),
    ("影印機一年租金24萬 有環保標章 綠色採購可以報多少", ["承辦", "120,000", "240,000"]),
    ("影印機租金約10萬 沒標章 可以報多少", ["45,000～55,000"]),  # 90,000 to 110,000
    ("有碳足跡減量標籤的財產保險 保費50萬 可以報多少綠色採購", ["100,000"]),
    ("壽險保費30萬 沒有減量標籤 可報多少綠採", ["不能", "0 元"]),
    ("產險保費50萬 企業綠色採購可以報多少", ["減量", "的話", "100,000"]),
    ("有減碳標籤的零售服務100萬 可以報多少綠採", ["300,000"]),
    ("房仲服務費150萬 有減碳標籤 可以報多少綠採", ["1,000,000"]),
    ("買環保標章的紙花了5萬 公司可以報多少綠色採購", ["全額", "50,000"]),
    ("沒標章的LED燈泡5萬企業可以報多少", ["不能"]),
]


@pytest.mark.parametrize(("text", "facts"), AMOUNTS)
def test_what_an_amount_counts(text: str, facts: list[str]) -> None:
    finding = ask(text)
    assert finding.answers[0].kind == "calculation"
    assert finding.answers[0].basis is not None
    assert finding.answers[0].entry in shipped().entry_ids()
    assert holds(words(finding), list(facts))


def test_no_amount_where_what_was_paid_for_is_unknown() -> None:
    assert "600,000" not in said("租辦公室一年120萬可以報多少綠採")
    assert "36,000" not in words(ask("印表機12萬可以報多少"))


def test_a_correction_takes_the_amount_back() -> None:
    assert "80,000" in said("公司租飲水機6萬 沒標章 綠採能報多少", "不是6萬，是16萬")
    assert holds(said("申請費8萬可以補多少", "不是 8 萬，是 18 萬"), ["50,000"])  # 54,000, capped


def test_a_percentage_is_no_year() -> None:
    assert "50%" in said("以租代購可以報100%沒錯吧 我們租筆電沒標章")


# 表2一(三)4 and 附表1-4: half the rent of what is listed; 附表1-3: brokerage counts up to 1,000,000 per deal.
RENTS = [
    ("影印機月租 5000 租了12個月 沒標章 綠色採購報多少", ["30,000", "60,000"]),  # 5,000 x 12 x 50%
    ("飲水機租金一個月3500 租一年 沒標章 可報綠色採購多少", ["21,000", "42,000"]),  # 3,500 x 12 x 50%
    ("每月租金兩千的咖啡機 一年可以報多少綠色採購 沒標章", ["12,000", "24,000"]),
    ("每台月租3千 租影印機5台 半年 沒標章 綠採報多少", ["45,000", "90,000"]),  # 3,000 x 6 x 5 = 90,000
    ("影印機年租10萬租3年 沒標章 可以報多少綠採", ["150,000", "300,000"]),
    ("印表機一台月租800 10台 租12個月 沒標章 綠採可報多少", ["48,000", "96,000"]),  # 800 x 12 x 10
    ("我們每個月付6000租飲水機 從1月租到12月 沒標章 綠色採購報多少", ["36,000", "72,000"]),
    ("飲水機租金每月900租一年 沒標章 報多少綠採", ["5,400", "10,800"]),
    ("影印機月租 5000 沒標章 報多少", ["2,500", "以一個月計"]),
    ("租影印機花了10萬 可以報8萬嗎 沒標章", ["不是 NT$ 80,000", "50,000"]),
    ("兩件仲介成交 一件150萬一件40萬 有減碳標籤 可報多少", ["1,400,000", "1,000,000 + 400,000"]),
]


@pytest.mark.parametrize(("text", "facts"), RENTS)
def test_rents_by_the_month_and_deals_one_by_one(text: str, facts: list[str]) -> None:
    assert holds(said(text).splitlines()[0], list(facts[:1]))
    assert holds(said(text), list(facts))


@pytest.mark.parametrize("thing", ["無人機", "挖土機", "機車", "帳篷", "投影機", "堆高機", "倉庫"])
def test_what_is_not_on_the_leasing_list_never_opens_with_yes(thing: str) -> None:
    for text in (f"租{thing}花了10萬 可以報5萬嗎", f"租{thing} 沒有標章 可以報50%嗎", f"租{thing}能用以租代購報50%嗎"):
        answer = said(text)
        assert answer.startswith(f"不能，{thing}不在附表 1-4"), (text, answer)


def test_a_lease_of_no_named_thing_and_of_a_listed_one() -> None:
    assert "不在附表" not in said("租的設備可以報綠色採購嗎")
    assert holds(said("租 AED 算不算以租代購優先推動產品"), ["可以", "50%"])
    assert said("can we lease a drone and count 50%?").startswith("No: drone is not on the leasing list")


@pytest.mark.parametrize(
    ("text", "list_", "weight"),  # 附表1-2: 10, 13, 3, 37, 12
    [
        ("兩段式省水馬桶拿到環保標章 算A類還是B類", "B類", "0.5"),
        ("馬桶水箱用省水器算A還是B類", "B類", "0.5"),
        ("使用再生紙之紙製文具拿到環保標章 算A類還是B類", "B類", "0.5"),
        ("滅火器 環保標章 一家算幾", "B類", "0.5"),
        ("冷氣機在附表1-1還是1-2", "B類", "0.5"),
    ],
)
def test_the_list_and_weight_of_a_criterion(text: str, list_: str, weight: str) -> None:
    assert holds(said(text), [list_, weight])


@pytest.mark.parametrize("thing", ["牙膏", "沙發"])
def test_a_product_on_neither_list(thing: str) -> None:
    assert said(f"{thing}有在拓展環保標章附表嗎").startswith(f"「{thing}」不在附表 1-1，也不在附表 1-2")
    assert said(f"{thing}算A類還是B類").startswith(f"「{thing}」不在")


def test_a_lease_of_what_has_a_label_is_for_the_staff() -> None:
    assert "由承辦判斷" in said("租飲水機有標章可以報全額嗎").splitlines()[0]
    assert said("租飲水機沒有標章可以報50%嗎").startswith("可以")


def test_the_reports_leasing_is_not_the_plans() -> None:
    assert "附表 1-4" not in words(ask("傢俱改用租的是報告建議的嗎"))


def test_lists_asked_about_in_english() -> None:
    assert "list B" in said("air conditioner list A or B")  # 附表1-2, 12
    assert said("is toothpaste on list A or B").startswith('"toothpaste" is on neither')

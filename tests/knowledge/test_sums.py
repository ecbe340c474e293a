"""Several sums with grounds of their own, rents by their time, and what goes on about a sum.

Worked by hand from the 2024 plan: 附表1-3 (life 10%, property 20%, retail 30%), 附表1-4 (half the rent), 表2一(三).
"""

from __future__ import annotations

import pytest

from knowledge.money import money_in
from tests.knowledge.asking import said
from tests.knowledge.scoring import TODAY, holds, words
from tests.shipped import shipped

ADDED = [
    # 180,000 / 2 + 50,000
    ("租影印機18萬(沒標章) 另外買環保標章影印紙5萬 綠色採購總共可報多少", ["140,000", "90,000"]),
    # 120,000 / 2 + 300,000 + 20,000
    ("租飲水機12萬 又買節能標章冷氣30萬 再買LED燈管2萬 總共可以報多少", ["380,000"]),
    ("18萬租影印機，5萬買環保標章的紙，可以報多少", ["140,000"]),
    ("人身保險100萬加財產保險100萬都有減碳標籤 總共認列多少", ["300,000", "100,000", "200,000"]),
    ("影印機月租2000跟咖啡機月租1000 都租半年 可以報多少", ["9,000"]),  # (12,000 + 6,000) / 2
    ("買環保標章碳粉匣8萬 還有有機農產品標章的米3萬 一般文具5萬 可報多少", ["110,000", "一般文具 50,000", "不計入"]),
    ("租影印機18萬跟飲水機6萬可報多少", ["120,000"]),
    # what is bought counts by its label alone, what is leased by half: 0 + 100,000 / 2; 300,000 + 100,000 / 2
    ("買 30 萬的影印機 租 10 萬的飲水機 可以報多少", ["50,000", "影印機 300,000", "不計入"]),
    ("買 30 萬影印機和租 10 萬飲水機 可以申報多少", ["50,000", "影印機 300,000"]),
    ("買了30萬環保標章影印機、租10萬飲水機 綠色採購認列多少", ["350,000", "300,000", "100,000 × 50% = 50,000"]),
    ("我們租 18 萬影印機跟買 5 萬環保標章紙可以報多少", ["140,000"]),
    ("租影印機18萬+環保標章紙5萬 可以報23萬對吧", ["不是 NT$ 230,000", "140,000"]),
    ("Leased a copier for NT$180,000 (no label), bought eco-label paper for NT$50,000. How much counts?", ["140,000"]),
]


@pytest.mark.parametrize(("text", "facts"), ADDED)
def test_sums_paid_for_different_things_are_added(text: str, facts: list[str]) -> None:
    told = said(text)
    assert facts[0] in told.splitlines()[0]
    assert holds(told, list(facts))


def test_nothing_is_added_where_what_a_sum_was_paid_for_is_unclear() -> None:
    for text in ("保險50萬 壽險30萬 有減碳標籤 可以報多少", "租辦公室12萬 買環保標章紙5萬 可以報多少"):
        assert "合計可申報" not in words(shipped().ask(text, today=TODAY))


RENTS = [
    ("coffee machine rental NT$1,800 a month for a full year, no eco label. how much counts?", "10,800"),  # 21,600 / 2
    ("影印機月租3000租兩年半沒標章可報多少", "45,000"),  # 90,000 / 2
    ("影印機一季9000租一年 沒標章 可報多少", "18,000"),  # 36,000 / 2
    ("影印機月租2000 租10個月 沒標章 可報多少", "10,000"),  # 2000 is no year
    ("貨運費一件120元寄了500件 有減碳標籤 可報多少", "60,000"),
]


@pytest.mark.parametrize(("text", "result"), RENTS)
def test_a_price_by_its_time_or_number(text: str, result: str) -> None:
    assert result in said(text).splitlines()[0]


def test_one_kind_of_insurance_alone() -> None:
    told = said("保險公司有減碳標籤 團險人身的總保費80萬 可以認多少綠色採購")
    assert "80,000" in told
    assert "160,000" not in told


def test_who_pays_a_shop_is_no_shop() -> None:
    assert "24,000" in said("大賣場那種零售服務有減碳標籤 我們買了8萬塊 綠採能報多少")


def test_the_sum_is_kept_while_what_it_was_paid_for_changes() -> None:
    assert "100,000" in said("財產保險保費100萬有減碳標籤可以報多少", "那團險呢 剛說錯了 是人身的")
    assert "18,000" in said("公司租影印機一個月3000租一年沒標章可報多少", "咖啡機呢")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("租影印機18萬 買環保標章紙5萬 總共23萬 可以報多少", "140,000"),  # the total is no third sum
        ("總共買了80萬的辦公用品 有環保標章的30萬 沒標章的50萬 可以報多少", "300,000"),
        ("買了100萬 其中環保標章的60萬 可以報多少", "600,000"),
        ("預算50萬 買環保標章紙20萬 可報多少", "200,000"),
    ],
)
def test_a_total_or_a_budget_is_not_added(text: str, result: str) -> None:
    assert result in said(text).splitlines()[0]


def test_prices_of_pieces_are_not_added() -> None:
    for text in ("一台5萬 兩台10萬 環保標章冷氣 可報多少", "環保標章紙8萬 含稅8萬4 可以報多少"):
        told = words(shipped().ask(text, today=TODAY))
        assert "150,000" not in told
        assert "164,000" not in told
        assert "申請費" not in told


def test_a_words_first_numeral_is_no_number() -> None:
    assert [money.low for money in money_in("有機米3萬 一般文具5萬")] == [30_000, 50_000]
    assert [money.low for money in money_in("影印機月租2000，咖啡機月租1000")] == [2_000, 1_000]
    assert money_in("2024年的目標") == []


def test_a_question_whether_it_is_so_takes_no_sum_back() -> None:
    told = said("壽險保費50萬 有減碳標籤 報10萬對不對")
    assert holds(told, ["50,000", "500,000 × 10%"])
    assert "36,000" in said("藍天使申請費12萬 是不是補3萬6")  # 120,000 x 30%


def test_what_does_not_count_is_named_in_the_script_it_was_typed_in() -> None:
    typed = shipped().ask("公司買環標影印紙8萬 節能標章電扇2萬 沒標章的椅子5萬", today=TODAY)
    assert "沒標章椅子 50,000" in typed.answers[0].text

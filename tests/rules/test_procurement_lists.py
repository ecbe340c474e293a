"""The printed lists: product criteria (附表1-1, 1-2) and leasing (附表1-4), line by line as printed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from rules.procurement import latest

PLAN = latest()

LIST_1_1 = """
1 旅館業 23 電池
2 餐館業 24 發光二極體(LED)顯示板
3 育樂場所 25 電咖啡機
4 旅行業 26 電烤箱
5 工商業用清潔劑 27 電視機
6 不斷電系統 28 電腦滑鼠
7 手持式頭髮吹風機 29 電腦鍵盤
8 充電器 30 電熱水瓶
9 外接式硬碟 31 電熱水壺
10 瓦斯台爐 32 電熱式衣物烘乾機
11 地毯 33 電鍋
12 吸塵器 34 鞋類製品
13 抽油煙機 35 壁紙
14 拖把(組) 36 螢光燈啟動器
15 門窗 37 辦公室用桌
16 保鮮盒 38 辦公室用椅
17 屋外即熱式燃氣熱水器 39 黏著劑
18 省電燈泡及燈管 40 轎車用輪胎
19 家用洗碗機 41 洗衣業
20 家用微波爐 42 清潔服務業
21 烘手機 43 洗車服務業
22 紙製膠帶  -
"""

LIST_1_2 = """
1 辦公室用紙 24 電風扇
2 衛生用紙 25 可攜式投影機
3 使用再生紙之紙製文具及書寫用紙 26 開飲機
4 電腦主機 27 掃描器
5 顯示器 28 飲水供應機
6 列印機 29 小汽車
7 電動機車 30 床墊
8 洗衣機 31 貯備型電熱水器
9 家用清潔劑 32 機車
10 兩段式省水馬桶 33 貯備型電開水器
11 電冰箱 34 家庭用紙
12 冷氣機 35 汽車租賃業
13 馬桶水箱用二段式省水器 36 空氣源式熱泵熱水器
14 螢光燈管 37 滅火器
15 除濕機 38 室內照明燈具
16 回收再利用碳粉匣 39 電動碎紙機
17 自然循環式太陽能熱水器 40 枕頭
18 墨水筆 41 空氣清淨機
19 筆記型電腦 42 空氣濾網
20 桌上型個人電腦 43 發光二極體(LED)道路照明燈具
21 肌膚毛髮清潔劑 44 發光二極體(LED)燈泡
22 原生碳粉匣 45 蓮蓬頭
23 影像輸出裝置  -
"""

LIST_1_4 = {
    "資訊產品": (
        "筆記型電腦、平板電腦、電腦資訊設備、辦公電腦設備維護保養、視訊設備、監視系統、資訊臨時機房發電機、不斷電系統、影印機、印表機"
    ),
    "辦公設備用品/服務": (
        "辦公室家具、電話桌機、電話語音通訊交換機系統設備、機械保全設備、藝術銀行作品、自動體外心臟去顫器(AED)、盆栽、酒精自動噴霧機台、"
        "大廳地墊、LED牆、空調設備/服務、LED照明設備/服務"
    ),
    "家電用品": "飲水機、咖啡機",
    "日常用品": "公務車輛、循環杯、循環餐盒(具)",
}


def printed(columns: str) -> dict[int, str]:
    """Read the two printed columns: number and name, twice a line."""
    pairs = re.findall(r"(\d+) (\S+)(?: |$|\n)", columns.strip() + "\n")
    return {int(number): name for number, name in pairs if name != "-"}


@pytest.mark.parametrize(
    ("id", "table", "length", "weight", "clause"),
    [("A", LIST_1_1, 43, "1", "附件一附表1-1"), ("B", LIST_1_2, 45, "0.5", "附件一附表1-2")],
)
def test_every_criterion(id: str, table: str, length: int, weight: str, clause: str) -> None:
    listed = PLAN.criteria.lists[id]
    assert {item.number: item.zh for item in listed.items} == printed(table)
    assert [item.number for item in listed.items] == list(range(1, length + 1))
    assert (listed.weight, listed.clause) == (Decimal(weight), clause)
    assert all((item.weight, item.list) == (Decimal(weight), id) for item in listed.items)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("電腦鍵盤", [("A", 29, "1")]),
        ("鍵盤", [("A", 29, "1")]),
        ("旅館", [("A", 1, "1")]),
        ("發光二極體（LED）燈泡", [("B", 44, "0.5")]),
        ("hair dryers", []),
        ("hand-held hair dryers", [("A", 7, "1")]),
        ("冷氣", [("B", 12, "0.5")]),
        ("民宿", []),
        ("碳粉匣", []),  # two kinds: ask which
    ],
)
def test_a_criterion_by_name(name: str, found: list[tuple[str, int, str]]) -> None:
    assert [(one.list, one.number, str(one.weight)) for one in PLAN.criteria.find(name)] == found


def test_no_two_criteria_share_a_name() -> None:
    for listed in PLAN.criteria.lists.values():
        for item in listed.items:
            for name in item.names():
                assert PLAN.criteria.find(name) == (item,), name


def test_every_leased_product() -> None:
    leasing = PLAN.leasing
    for number, (category, names) in enumerate(LIST_1_4.items(), start=1):
        (found,) = [one for one in leasing.categories.values() if one.zh == category]
        assert found.number == number
        assert [item.zh for item in leasing.items if item.category == found.id] == names.split("、")
    assert len(leasing.items) == 27  # 10 + 12 + 2 + 3
    assert leasing.percent == 50


def test_no_two_leased_products_share_a_name() -> None:
    for item in PLAN.leasing.items:
        for name in (item.id, *item.names()):
            assert PLAN.leasing.find(name) == (item,), name


def test_a_leased_product_by_name() -> None:
    assert [one.id for one in PLAN.leasing.find("AED")] == ["aed"]
    assert [one.id for one in PLAN.leasing.find("ＬＥＤ牆")] == ["led_wall"]
    assert PLAN.leasing.find("投影機") == ()

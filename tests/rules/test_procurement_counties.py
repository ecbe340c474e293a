"""The 22 counties by any of their names, and the two pairs that share one."""

from __future__ import annotations

import pytest

from rules.procurement import AmbiguousCounty, UnknownCounty, counties, county, county_names

# In the order of the document's tables.
PRINTED = [
    "臺北市",
    "新北市",
    "桃園市",
    "臺中市",
    "臺南市",
    "高雄市",
    "基隆市",
    "新竹市",
    "嘉義市",
    "新竹縣",
    "苗栗縣",
    "彰化縣",
    "南投縣",
    "雲林縣",
    "嘉義縣",
    "屏東縣",
    "宜蘭縣",
    "花蓮縣",
    "臺東縣",
    "澎湖縣",
    "金門縣",
    "連江縣",
]


def test_all_22_in_the_documents_order() -> None:
    assert [one.zh for one in counties()] == PRINTED
    assert len({one.id for one in counties()}) == 22


@pytest.mark.parametrize("zh", PRINTED)
def test_each_by_id_and_printed_name(zh: str) -> None:
    one = county(zh)
    assert one.zh == zh
    assert county(one.id) is one
    assert county(one.en) is one
    assert county(zh.replace("臺", "台")) is one


@pytest.mark.parametrize(
    ("name", "zh"),
    [
        ("台北", "臺北市"),
        ("桃園", "桃園市"),
        ("Taoyuan", "桃園市"),
        ("taoyuan city", "桃園市"),
        ("ＴＡＩＰＥＩ", "臺北市"),
        ("新北", "新北市"),
        ("New Taipei", "新北市"),
        ("台北縣", "新北市"),  # its name until 2010
        ("桃園縣", "桃園市"),  # until 2014
        ("Hsinchu County", "新竹縣"),
        ("竹市", "新竹市"),
        ("嘉縣", "嘉義縣"),
        ("屏东县", "屏東縣"),
        ("馬祖", "連江縣"),
        ("Matsu", "連江縣"),
        (" 花 蓮 縣 ", "花蓮縣"),
    ],
)
def test_other_names(name: str, zh: str) -> None:
    assert county(name).zh == zh


@pytest.mark.parametrize("name", ["新竹", "Hsinchu", "hsinchu"])
def test_hsinchu_is_two(name: str) -> None:
    with pytest.raises(AmbiguousCounty) as caught:
        county(name)
    assert [one.zh for one in caught.value.counties] == ["新竹市", "新竹縣"]


@pytest.mark.parametrize("name", ["嘉義", "Chiayi", "Jiayi", "嘉义"])
def test_chiayi_is_two(name: str) -> None:
    with pytest.raises(AmbiguousCounty) as caught:
        county(name)
    assert [one.zh for one in caught.value.counties] == ["嘉義市", "嘉義縣"]


@pytest.mark.parametrize("name", ["", "東京", "市", "我們縣"])
def test_no_county(name: str) -> None:
    with pytest.raises(UnknownCounty):
        county(name)


def test_names_say_who_bears_them() -> None:
    names = county_names()
    assert names["新竹"] == ("hsinchu_city", "hsinchu_county")
    assert names["臺東縣"] == names["台東縣"] == ("taitung",)
    for name, bearers in names.items():
        if len(bearers) == 1:
            assert county(name).id == bearers[0]

"""Figures and counties as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.skills.county_figures import Given, Unsure, read
from bot.skills.county_places import Several, found_in, wished
from rules.procurement import County
from rules.procurement.county_figures import FIELDS


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3 億 2 千萬", 320_000_000),
        ("3億2千萬元", 320_000_000),
        ("三億兩千萬", 320_000_000),
        ("41 億 8,061 萬 9,160 元", 4_180_619_160),
        ("706,247,214", 706_247_214),
        ("NT$706247214", 706_247_214),
        ("總共 7.2 億", 720_000_000),
        ("720 million", 720_000_000),
        ("0", 0),
        ("沒有", 0),
    ],
)
def test_an_amount(text: str, amount: int) -> None:
    assert read("amount", text) == Given({"amount": amount})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", 120),
        ("120 家", 120),
        ("１２０家", 120),
        ("1,200 名", 1_200),
        ("1 萬 2 千名", 12_000),
        ("一百二十家", 120),
        ("是 120 家", 120),
        ("沒有", 0),
        ("0", 0),
        ("no", 0),
        ("12 firms", 12),
    ],
)
def test_a_count(text: str, number: int) -> None:
    assert read("firms", text) == Given({"firms": number})


@pytest.mark.parametrize(
    ("code", "text", "key"),
    [
        ("firms", "3.5 家", "not_whole"),
        ("firms", "-3", "negative"),
        ("firms", "負 3 家", "negative"),
        ("firms", "大概 120 家", "blurred"),
        ("firms", "120 家左右", "blurred"),
        ("firms", "about 120", "blurred"),
        ("firms", "去年 100 家今年 120 家", "several"),
        ("firms", "很多", "not_a_number"),
        ("firms", "99999999 家", "too_large"),
        ("firms", "9" * 30, "too_large"),
        ("amount", "約 3 億", "blurred"),
        ("amount", "7 億多", "blurred"),
        ("amount", "1 兆", "too_large"),
        ("amount", "US$ 300 million", "foreign"),
        ("amount", "-3 億", "negative"),
        ("amount", "目標的 90%", "relative"),
        ("amount", "跟去年一樣", "relative"),
        ("firms", "達標", "relative"),
        ("amount", "很多", "not_money"),
        ("subsidised_travel", "也許", "not_yes_or_no"),
    ],
)
def test_what_is_no_figure(code: str, text: str, key: str) -> None:
    assert read(code, text) == Unsure(key)


def test_a_small_bare_amount_is_asked_back() -> None:
    assert read("store_sales", "700") == Unsure("which", (700, 7_000_000))


def test_yes_and_no() -> None:
    assert read("subsidised_travel", "有") == Given({"subsidised_travel": 1})
    assert read("subsidised_travel", "沒有") == Given({"subsidised_travel": 0})


def test_several_activities_at_once() -> None:
    said = "實體活動 10 場、貼文 30 則、說明會 2 場"
    assert read("event", said) == Given({"event": 10, "post": 30, "briefing": 2})
    assert read("firms", said) == Unsure("several")


def test_what_firms_declared_keeps_its_code() -> None:
    assert read("declared.firms", "228 家") == Given({"declared.firms": 228})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(FIELDS)), st.text(max_size=30))
def test_no_text_is_too_strange(code: str, text: str) -> None:
    found = read(code, text)
    if isinstance(found, Given):
        assert all(0 <= value <= FIELDS[name].most for name, value in found.values.items())


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("台中", "taichung"),
        ("臺中市", "taichung"),
        ("我是台中市環保局", "taichung"),
        ("新北市", "new_taipei"),
        ("台北縣", "new_taipei"),
        ("台北", "taipei"),
        ("Taichung City", "taichung"),
        ("连江县", "lienchiang"),
        ("馬祖", "lienchiang"),
        ("新竹縣", "hsinchu_county"),
    ],
)
def test_a_county(text: str, id: str) -> None:
    found = found_in(text)
    assert isinstance(found, County)
    assert found.id == id


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("新竹", {"hsinchu_city", "hsinchu_county"}),
        ("嘉義", {"chiayi_city", "chiayi_county"}),
        ("南頭", {"nantou"}),
        ("taichun", {"taichung"}),
    ],
)
def test_counties_that_may_be_meant(text: str, ids: set[str]) -> None:
    found = found_in(text)
    assert isinstance(found, Several)
    assert ids <= {one.id for one in found.counties}


@pytest.mark.parametrize("text", ["東京", "你好", "120", "", "申請費 8 萬"])
def test_no_county(text: str) -> None:
    assert found_in(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("台中考評", True),
        ("台中的考評", True),
        ("我是連江縣環保局的，想算考評分數", True),
        ("台中", False),
        ("台中綠色商店目標", False),
        ("台中考評要算什麼嗎", False),
        ("考評", False),
    ],
)
def test_a_wish_for_a_countys_score(text: str, wish: bool) -> None:
    assert (wished(text) is not None) is wish

"""What people say they bought, read as lines: sure things are taken, all else stays open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.skills.bought import ground_named, read_lines
from bot.state_declaration import NONE, Bought
from rules.procurement import latest
from tests.shipped import shipped

PAPER = Bought(item="環保標章影印紙", kind="purchase", ground="taiwan_green_mark", amount=30_000)


def told(text: str) -> tuple[Bought, ...]:
    return read_lines(text, latest(), shipped().labels, date(2026, 11, 20))


@pytest.mark.parametrize(
    "text",
    [
        "環保標章影印紙 3 萬",
        "環保標章影印紙，3萬",
        "買了環保標章影印紙花了三萬元",
        "我們買環保標章影印紙 30,000",
        "3萬的環保標章影印紙",
        "環保標章影印紙總共 NT$30,000",
    ],
)
def test_one_line_said_in_many_ways(text: str) -> None:
    assert told(text) == (PAPER,)


@pytest.mark.parametrize("joint", ["，", "、", "；", "\n", " ", "還有"])
def test_several_lines_in_one_go(joint: str) -> None:
    paper, copier = told(f"環保標章影印紙 3 萬{joint}租影印機 12 萬")
    assert paper == PAPER
    assert copier == Bought(item="影印機", kind="lease", leased="copier", amount=120_000)


def test_a_comma_that_groups_figures_ends_nothing() -> None:
    assert [line.amount for line in told("影印紙 30,000,自行車 12,000")] == [30_000, 12_000]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("FSC 紙張 5,000 元", "fsc"),
        ("一級能效冷氣 12 萬", "efficiency_1"),
        ("第二類環保標章地毯 20 萬", "type2_green_mark"),
        ("LED燈管 2 萬", "led_tube"),
        ("電動車 1 輛 150 萬", "electric_vehicle"),
        ("認購綠點 5000 元", "green_points"),
        ("沒有標章的桌子 2 萬", NONE),
        ("碳標籤的咖啡 8,000", "carbon_footprint_label"),
        # A bicycle rack is no bicycle, timber no label, and what is denied is asked.
        ("自行車停車架 2 萬", None),
        ("台灣木材桌 2 萬", None),
        ("不是環保標章的紙 3 萬", None),
        ("好像有環保標章的紙 3 萬", None),
        ("影印紙 3 萬", None),
        # A label's own fee, and a label that the plan doesn't list, are asked about.
        ("環保標章申請費 3 萬", None),
        ("GREENGUARD 辦公椅 5 萬", None),
    ],
)
def test_only_a_ground_that_is_surely_named_is_taken(text: str, ground: str | None) -> None:
    (line,) = told(text)
    assert line.ground == ground


@pytest.mark.parametrize(
    "text",
    [
        "租影印機每月 3000 元",
        "影印紙 3000 30000",
        "影印紙 3 萬 (含稅 31,500)",
        "影印紙 3 萬，5 萬",
        "影印紙大約 3 萬",
        "影印紙 3 到 5 萬",
        "影印紙單價 300",
        "影印紙 3 萬美金",
        "影印紙",
    ],
)
def test_an_amount_that_isnt_the_lines_sure_total_is_asked(text: str) -> None:
    (line,) = told(text)
    assert line.amount is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("114年買影印紙 3 萬", 2025),
        ("113/5/3 影印紙 3 萬", 2024),
        ("2023-05-01 影印紙 3 萬", 2023),
        ("A4 紙 100 包 3 萬", None),
        ("去年買影印紙 3 萬", 2025),
        ("前年影印紙 3 萬", 2024),
        ("大前年影印紙 3 萬", 2023),
        ("Last year paper for 30,000", 2025),
    ],
)
def test_a_year_that_was_told_is_kept(text: str, year: int | None) -> None:
    (line,) = told(text)
    assert line.year == year
    assert line.amount == 30_000


@pytest.mark.parametrize("text", ["", "30000", "？？", "，，，", "3 萬，5 萬"])
def test_nothing_named_is_no_line(text: str) -> None:
    assert told(text) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="影印紙環保標章租買3萬0,， .元每的\n一x~", max_size=60))
def test_any_text_is_read_without_raising(text: str) -> None:
    assert all(line.item for line in told(text))


def test_rows_pasted_from_a_spreadsheet() -> None:
    paper, copier = told("環保標章影印紙\t30000\n影印機租金\t120000")
    assert paper == PAPER
    assert copier == Bought(item="影印機", kind="lease", leased="copier", amount=120_000)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("環標", "taiwan_green_mark"),
        ("綠建材", "green_building_material"),
        ("环保标章", "taiwan_green_mark"),
        ("第一級", "efficiency_1"),
        ("3級", "efficiency_3"),
        ("GREENGUARD", "greenguard"),
        ("沒有標章", NONE),
        ("不是環保標章", None),
        ("應該有環保標章吧", None),
        ("隨便", None),
    ],
)
def test_labels_named_as_an_answer(text: str, ground: str | None) -> None:
    assert ground_named(text, latest(), shipped().labels) == ground


def test_a_label_said_of_the_thing_before_is_that_things() -> None:
    (toner,) = told("印表機碳粉匣，有環保標章，2 萬")
    assert toner == Bought(item="印表機碳粉匣", kind="purchase", ground="taiwan_green_mark", amount=20_000)


@pytest.mark.parametrize("item", ["再生能源憑證", "有機肥", "共用印表機"])
def test_a_name_that_begins_like_a_filler_stays_whole(item: str) -> None:
    (line,) = told(f"{item} 2 萬")
    assert line.item == item


def test_a_return_counts_down() -> None:
    (line,) = told("退貨環保標章影印紙 5,000")
    assert line.amount == -5_000


@pytest.mark.parametrize(
    ("text", "ground", "amount"),
    [
        ("衛生紙兩千塊有環保標章", "taiwan_green_mark", 2_000),
        ("冷氣 4 萬 5，一級能效", "efficiency_1", 45_000),
        ("紙 1,200元 FSC", "fsc", 1_200),
        ("員工餐費 6600 環保餐廳", "eco_restaurant", 6_600),
        ("影印紙 3 萬，沒標章", NONE, 30_000),
        ("腳踏車 3 萬，沒標章", "bicycle", 30_000),  # it needs none (表2一(三)3)
        ("影印紙 3 萬 有沒有標章不知道", None, 30_000),
        ("影印紙退貨 600 元 環保標章", "taiwan_green_mark", -600),
        ("環保標章影印紙 -600", "taiwan_green_mark", -600),
        ("折讓 環保標章碳粉匣 1200 元", "taiwan_green_mark", -1_200),
    ],
)
def test_a_label_after_the_amount_and_returns(text: str, ground: str | None, amount: int) -> None:
    (line,) = told(text)
    assert (line.ground, line.amount) == (ground, amount)


def test_a_label_of_all_that_was_named() -> None:
    assert [line.ground for line in told("影印紙 3 萬、衛生紙 2 千，都有環保標章")] == ["taiwan_green_mark"] * 2


def test_more_words_after_the_amount_are_the_same_line() -> None:
    (line,) = told("保險費 12萬 富邦產險")
    assert (line.item, line.amount) == ("保險費 富邦產險", 120_000)


def test_the_proof_of_a_service_after_its_amount() -> None:
    assert told("運費 8000，有減碳標籤")[0].proven is True
    assert told("運費 8000，沒標章")[0].proven is False


def test_last_year_is_that_of_all_that_is_told_in_one_go() -> None:
    paper, tissue = told("去年買了影印紙 3 萬，衛生紙 2 千")
    assert (paper.year, tissue.year) == (2025, 2025)

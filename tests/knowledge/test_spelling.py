"""Slips of the hand: what is mended, and what is left as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.spelling import Spelling
from tests.knowledge.asking import ask

KNOWN = ["申請費可以補助多少"] * 8 + ["環保標章怎麼申請"] * 8 + ["綠色商店要賣幾種"] * 8 + ["不計入的有二手商品"] * 8


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("請申費可以補助多少", "申請費可以補助多少"),  # neighbours swapped
        ("申請廢可以補助多少", "申請費可以補助多少"),  # sounds right
        ("綠色商店要賣幾重", "綠色商店要賣幾種"),  # at the end of a run
        ("绿色伤店要卖几种", "绿色商店要卖几种"),  # simplified stays simplified
        ("我想知道環報標章怎麼申請", "我想知道環保標章怎麼申請"),
    ],
)
def test_a_slip_is_mended_in_the_script_it_is_typed_in(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.mended(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "綠色商店要買幾種",  # buying and selling sound alike: never one for the other
        "補計入的有二手商品",  # not into not-not neither
        "不計入的有三手商品",  # a figure is what was typed
        "費申8萬",  # beside a figure stands its unit
        "停車費可以報多少",  # a word that no text has
        "申請面積多少",  # an everyday word
        "申請費",
        "OEKO-TEX",
        "",
    ],
)
def test_what_carries_the_meaning_is_left_alone(spelling: Spelling, typed: str) -> None:
    assert spelling.mended(typed) == typed


@given(st.text(alphabet=st.sampled_from("申請費可以補助多少環保標章怎麼綠色商店要賣幾種不計入的有二手品8十萬元")))
def test_figures_and_denials_stay_as_they_were_typed(typed: str) -> None:
    told = [char for char in typed if char in "8十萬二不"]
    assert [char for char in Spelling(KNOWN).mended(typed) if char in "8十萬二不"] == told


@given(st.text())
def test_any_text_is_taken(typed: str) -> None:
    assert isinstance(Spelling(KNOWN).mended(typed), str)


def test_the_desk_answers_what_was_meant() -> None:
    """Swapped and misheard words reach look-ups that know them by their letters alone."""
    typed = ask("請申費八萬可以補多少")
    assert typed.answers == ask("申請費八萬可以補多少").answers
    assert "24,000" in typed.answers[0].text  # 5 to 10 萬: 30 % of 80,000, below its cap of 3 萬

"""Folding: what means the same has the same key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.sound import alike
from knowledge.text import clean, fold, is_simplified, is_traditional, simplified, to_simplified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣產製", "台湾产制"),
        ("請問截止日是哪天啊？", "截止日是哪天"),
        ("107年度名額", "2018年度名額"),
        ("民國107年名額", "2018年名額"),
        ("ＯＥＫＯ－ＴＥＸ", "oeko tex"),
        ("80,000 元", "80000元"),
        ("Could you please tell me the cap", "cap"),
        ("計劃", "計畫"),
    ],
)
def test_same_meaning_same_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("驗正", "驗證"), ("檢側", "檢測"), ("繳會", "繳回"), ("上線", "上限"), ("辦公式", "辦公室"), ("名間", "民間")],
)
def test_homophones_sound_alike(slip: str, meant: str) -> None:
    assert alike(simplified(slip), simplified(meant))


def test_different_words_do_not_sound_alike() -> None:
    assert not alike("驗證", "標章")
    assert not alike("截止", "截")


def test_scripts() -> None:
    assert is_simplified("申请国际验证")
    assert not is_simplified("申請國際驗證")
    assert not is_simplified("FSC")
    assert not is_simplified("那台中呢")  # Taiwan writes 台, 里 and 了 too
    assert is_simplified("几点截止")
    assert is_traditional("臺灣產製")
    assert not is_traditional("台中")
    assert to_simplified("紐西蘭環保標章的領據") == "纽西兰环保标章的领据"


@given(st.text(max_size=200))
def test_folding_never_fails_and_settles(text: str) -> None:
    fold(text)
    assert clean(clean(text)) == clean(text)

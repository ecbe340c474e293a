"""Splitting at sentence ends: nothing lost, nothing too long, and the cut where a reader expects it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.text import numbered, shortened, split, utf16
from bot.messages import Choice, Reply


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("一二三。四五六。七八九。", ["一二三。四五六。", "七八九。"]),
        ("第一段第一段\n第二段。還是第二段", ["第一段第一段", "第二段。還是第二段"]),
        ("One two. And three.", ["One two.", "And three."]),
        ("沒有句點的一長串字就從滿的地方切", ["沒有句點的一長串字就", "從滿的地方切"]),
        ("short", ["short"]),
        ("", [""]),
    ],
)
def test_where_a_text_is_cut(text: str, pieces: list[str]) -> None:
    assert split(text, 10) == pieces


@given(st.text(alphabet="ab。\n ，😀é.", max_size=200), st.integers(2, 20))
def test_nothing_is_lost_and_nothing_too_long(text: str, most: int) -> None:
    pieces = split(text, most)
    assert all(utf16(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_sign_of_two_units_counts_two() -> None:
    assert split("😀😀😀", 4) == ["😀😀", "😀"]  # each is a pair of UTF-16 units


def test_shortened() -> None:
    assert shortened("驗證分攤", 4) == "驗證分攤"
    assert shortened("驗證分攤費用", 4) == "驗證分…"


def test_choices_are_numbered_and_asides_are_not() -> None:
    reply = Reply("哪一個？", (Choice("甲", "a"), Choice("為什麼", "b", aside=True), Choice("乙", "c")))
    assert numbered(reply) == "哪一個？\n1 甲\n2 乙"

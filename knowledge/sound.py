"""Which characters sound alike, from the committed table (see :mod:`knowledge.sound_table`)."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from typing import Final

from knowledge.data import HOME

PAIRS: Final = 1 << 16
"""Pairs of characters whose likeness is remembered."""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in (HOME / "sounds.txt").read_text(encoding="utf-8").splitlines():
        syllable, _, chars = line.partition(" ")
        for char in chars:
            table[char] = (*table.get(char, ()), syllable)
    return table


def syllables(char: str) -> tuple[str, ...]:
    """Every way a simplified character is read, toneless; empty for what is not in the table."""
    return _table().get(char, ())


def spellings(word: str, at_most: int = 8) -> list[str]:
    """The ways a short word of known characters can sound, joined by spaces; empty when one has no reading."""
    choices = [syllables(char) for char in word]
    if not all(choices):
        return []
    return [" ".join(chosen) for chosen, _ in zip(product(*choices), range(at_most), strict=False)]


def alike(one: str, other: str) -> bool:
    """Whether two simplified words of the same length can sound the same, character by character."""
    return len(one) == len(other) and all(map(_same, one, other))


@lru_cache(maxsize=PAIRS)
def _same(one: str, other: str) -> bool:
    """Whether two characters are one, or share a reading."""
    return one == other or not set(syllables(one)).isdisjoint(syllables(other))

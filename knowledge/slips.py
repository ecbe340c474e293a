"""The lexicon's words where they only sound right, or have neighbouring characters swapped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from itertools import product
from operator import eq
from typing import Final

from knowledge.sound import PAIRS, alike, syllables

HEARD_FROM: Final = 1.8
"""Concepts of a smaller weight are too common to be taken from sound alone, unless three characters agree."""
PAIR: Final = 2
TURNED: Final = 2.0
"""Two characters turned about are a concept of at least this weight, where no word of the lexicon holds them so."""
SWAPPED: Final = (3, 6)
"""How long a word is, at least and at most, that is known with neighbouring characters swapped (截日止期)."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]+")
Slip = tuple[int, int, tuple[str, ...]]
"""Where a slip of a word begins and ends, and the concepts of the word."""


class Slips:
    """Words as they are misheard and mistyped.

    ``words`` are the concepts of each word that may be, ``weight`` those of the concepts; the characters of ``quiet``
    are too common to begin or end what is only heard; pairs of ``real`` are words of their own, and no slip.
    """

    def __init__(
        self, words: Mapping[str, tuple[str, ...]], weight: Mapping[str, float], quiet: Set[str], real: Set[str]
    ) -> None:
        self._quiet, self._real = quiet, real
        self._heard: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._swapped: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._openings: set[str] = set()
        """How a word may begin with neighbours swapped: 截日 and 日截 and 截止 of 截日止."""
        self._turned: dict[str, tuple[str, ...]] = {}
        self._opening = lru_cache(maxsize=PAIRS)(self._opens)
        held = real | {pair for key in words for pair in pairs_of(key)}
        for key, names in sorted(words.items(), key=lambda item: -len(item[0])):
            if names and len(key) >= PAIR and _HAN.fullmatch(key):
                self._learn(key, names, max(weight[name] for name in names))
                meant = tuple(name for name in names if weight[name] >= TURNED)
                if meant and len(key) == PAIR and key[::-1] not in held and quiet.isdisjoint(key):
                    self._turned[key[::-1]] = meant

    def _learn(self, key: str, names: tuple[str, ...], weight: float) -> None:
        if weight < HEARD_FROM and len(key) == PAIR:
            return
        for opening in product(syllables(key[0]), syllables(key[1])):
            self._heard[opening].append((key, names))
        if SWAPPED[0] <= len(key) <= SWAPPED[1]:
            self._swapped["".join(sorted(key))].append((key, names))
            self._openings.update((key[:2], key[1::-1], key[:3:2]))

    def find(self, shown: str) -> list[Slip]:
        """Every slip of a word in a folded text, the longest first; they may overlap."""
        found = [*self._heard_in(shown), *self._swapped_in(shown)]
        return sorted(found, key=lambda slip: (slip[0] - slip[1], slip[0]))

    def _heard_in(self, shown: str) -> Iterator[Slip]:
        """Every window that sounds like a word without being it; a slip leaves one character right."""
        for start in range(len(shown) - 1):
            for key, names in self._opening(shown[start : start + 3]):
                window = shown[start : start + len(key)]
                if len(window) < len(key) or window[-1] in self._quiet or key == window or window in self._real:
                    continue
                if any(map(eq, window, key)) and (len(key) <= 3 or alike(key[3:], window[3:])):
                    yield start, start + len(key), names

    def _opens(self, opening: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words that begin as two or three characters sound."""
        if opening[0] in self._quiet:
            return ()
        begun = product(syllables(opening[0]), syllables(opening[1]))
        words = (word for syllable in begun for word in self._heard.get(syllable, ()))
        return tuple(word for word in words if len(word[0]) == PAIR or alike(word[0][2], opening[2:]))

    def _swapped_in(self, shown: str) -> Iterator[Slip]:
        """Every window that is a word but for neighbouring characters swapped."""
        pairs = pairs_of(shown)
        for start in [start for start, pair in enumerate(pairs) if pair in self._turned]:
            yield start, start + PAIR, self._turned[pairs[start]]
        for start in [start for start, pair in enumerate(pairs) if pair in self._openings]:
            for end in range(start + SWAPPED[0], min(start + SWAPPED[1], len(shown)) + 1):
                window = shown[start:end]
                for key, names in self._swapped.get("".join(sorted(window)), ()):
                    if key != window and _neighbours_swapped(window, key):
                        yield start, end, names


def pairs_of(text: str) -> list[str]:
    """The neighbouring characters of a text."""
    return [text[at : at + PAIR] for at in range(len(text) - 1)]


def _neighbours_swapped(said: str, meant: str) -> bool:
    """Whether one becomes the other by swapping neighbours, each character once at most."""
    place = 0
    while place < len(meant):
        if said[place] == meant[place]:
            place += 1
        elif said[place : place + 2] == meant[place : place + 2][::-1]:
            place += 2
        else:
            return False
    return True

"""Counts in a question and what is counted: 12 場實體活動, 貼文 20 則, A類2家."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.numerals import CHARS, ONES, parse
from knowledge.words import Names, Seen, shown

EACH: Final = re.compile(r"各|\beach$")
GAP: Final = re.compile(r"\s[一-鿿]")
WITHIN: Final = 4
"""How near before a count the word for each stands: 各辦 5 場."""
LARGEST: Final = 1_000_000
_YEARS: Final = range(1990, 2101)
"""A number without a counter in here is a year."""
_BREAK: Final = re.compile(r"[，,、；;。.]|(?<![a-z])\s|\s(?![a-z])|跟|和|加|与|及|再|然后|and|plus")


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its counter, and where it stands."""

    value: int
    start: int
    end: int


class Counts:
    """Finds counts, and the noun that each belongs to."""

    def __init__(
        self, nouns: Mapping[str, Sequence[str]], counters: Sequence[str], *, weak: Sequence[str] = ()
    ) -> None:
        self._weak = frozenset(weak)
        self._nouns = Names({word: role for role, words in nouns.items() for word in words})
        marks = "|".join(sorted({re.escape(shown(counter)) for counter in counters}, key=len, reverse=True))
        self._number = re.compile(
            rf"(?<![\d.,$a-z第这那])(?<!第\s)(\d{{1,7}}|[{CHARS}]+)(?:\s?(?:{marks})|(?=\s(?!(?:[a-z]+\s)?points?\b)[a-z]))"
        )
        spelt = {word: str(number) for number, word in enumerate(ONES, 1)}
        self._spelt = re.compile(rf"(?<![a-z])({'|'.join(ONES)})(?=\s(?!of\b)[a-z])")
        self._figures = spelt

    def numbers(self, text: str) -> Iterator[Count]:
        """The counts in a shown text."""
        text = self._spelt.sub(lambda found: self._figures[found[1]].rjust(len(found[1])), text)
        for found in self._number.finditer(text):
            value = int(found[1]) if found[1].isascii() else parse(found[1])
            year = found[0] == found[1] and value is not None and int(value) in _YEARS
            if value is not None and value == int(value) and value <= LARGEST and not year:
                yield Count(int(value), found.start(), found.end())

    def named(self, text: str) -> list[str]:
        """The nouns a shown text names, by role, with or without a number."""
        return list(dict.fromkeys(noun.what for noun in self._nouns.find(text)))

    def places(self, text: str) -> Iterator[Seen[str]]:
        """The nouns a shown text names, each where it stands."""
        return self._nouns.find(text)

    def of(self, text: str) -> dict[str, int]:
        """What a text counts, by role; the same role twice is added. Nothing where a count has no noun known here."""
        counts = list(self.numbers(text))
        nouns = list(self._nouns.find(text)) if counts else []
        if not nouns:
            return {}
        after = counts[0].start < nouns[0].start
        told: dict[str, int] = {}
        taken: set[int] = set()
        for number, count in enumerate(counts):
            left = counts[number - 1].end if number else 0
            right = counts[number + 1].start if number + 1 < len(counts) else len(text)
            before = [
                noun for noun in nouns if left <= noun.start and noun.end <= count.start and noun.start not in taken
            ]
            follows = [noun for noun in nouns if count.end <= noun.start < self._reach(text, count.end, right)]
            within = [noun for noun in nouns if count.start <= noun.start < count.end]
            if before and EACH.search(text[max(0, count.start - WITHIN) : count.start]):
                for one in self._strong(before):  # 實體跟說明會各 5 場
                    taken.add(one.start)
                    told[one.what] = told.get(one.what, 0) + count.value
                continue
            if (
                not _BREAK.match(text, count.end)
                and {noun.what for noun in before} <= self._weak
                and {noun.what for noun in follows} - self._weak
            ):
                before = []  # 活動12場實體
            elif {noun.what for noun in follows} <= self._weak and {noun.what for noun in before} - self._weak:
                follows = []  # 跟連鎖辦2場促銷
            if before and GAP.match(text, count.end) and not _BREAK.search(text, before[-1].end, count.start):
                follows = []  # 跟連鎖合作2場 說明會1場
            noun = self._nearest(self._strong(before), self._strong([*within, *follows]), after=after or bool(within))
            if noun is None:
                return {}
            taken.add(noun.start)
            told[noun.what] = told.get(noun.what, 0) + count.value
        return told

    def missed(self, text: str) -> bool:
        """Whether a text names more things than it counts, so that a sum would leave some out."""
        return len(list(self._nouns.find(text))) > len(list(self.numbers(text))) and not EACH.search(text)

    def _strong(self, nouns: list[Seen[str]]) -> list[Seen[str]]:
        """The nouns that say more than a weak one, where there is any."""
        return [noun for noun in nouns if noun.what not in self._weak] or nouns

    @staticmethod
    def _reach(text: str, start: int, right: int) -> int:
        """Where the phrase after a count ends: at a pause or a word that joins."""
        found = _BREAK.search(text, start + 1, right)
        return found.start() if found else right

    @staticmethod
    def _nearest(before: Sequence[Seen[str]], follows: Sequence[Seen[str]], *, after: bool) -> Seen[str] | None:
        if follows and (after or not before):
            return follows[0]
        return before[-1] if before else None

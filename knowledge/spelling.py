"""Slips mended before a text is read: neighbours swapped (請申費), characters that only sound right (申請廢).

Nothing but the desk's own phrasings and answers say what is spelt right. A character is touched only where it makes a
pair that they never have, and only where what they have instead is well known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from knowledge.data import load
from knowledge.sound import alike
from knowledge.text import clean, is_simplified, simplified

START, END = "^", "$"
"""Stand before and after a run of Chinese characters."""
PAIRED: Final = 2
"""So often a character that takes another's place must be met beside each of its neighbours;"""
MET: Final = 3
"""so often three characters in a row, of which it is one;"""
FREQUENT: Final = 8
"""so often both, where it has one neighbour only; and so often two characters that are swapped,"""
RATHER: Final = 5
"""that many times as often as in the order they were typed in."""
ENOUGH: Final = 20
"""What is met so often is no better known for being met more often."""
_RUN: Final = re.compile(r"[\u3400-\u9fff]+")


class Mending(NamedTuple):
    """Other characters for a place in a run, and how much better it reads with them."""

    pairs_gone: int
    known: int
    place: int
    chars: str


class Spelling:
    """Which characters stand beside which in texts that are spelt right."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = load("text.yaml")["spelling"]
        self._figures = frozenset(words["figures"])
        self._little = frozenset(words["little"])
        self._ordinary = frozenset(words["ordinary"].split())
        self._kept = self._figures | self._little | frozenset(words["telling"])
        written = "\n".join(texts)
        shown = simplified(written)
        self._traditional = dict(zip(shown, written, strict=False)) if len(shown) == len(written) else {}
        runs = [START + run + END for run in _RUN.findall(shown)]
        self._pairs = Counter(run[i : i + 2] for run in runs for i in range(len(run) - 1))
        self._triples = Counter(run[i : i + 3] for run in runs for i in range(len(run) - 2))
        self._after: dict[str, list[str]] = defaultdict(list)
        self._before: dict[str, list[str]] = defaultdict(list)
        for first, second in self._pairs:
            self._after[first].append(second)
            self._before[second].append(first)

    def mended(self, text: str) -> str:
        """A text with its slips mended, in the script it is written in; as it is where nothing is sure."""
        text = clean(text)
        shown = simplified(text)
        if len(shown) != len(text):
            return text
        chars = list(text)
        for found in _RUN.finditer(shown):
            start, end = found.span()
            beside_figures = shown[start - 1 : start].isdigit(), shown[end : end + 1].isdigit()
            for one in self._mendings(found[0], *beside_figures):
                at = start + one.place - 1
                typed = dict(zip(shown[at : at + 2], chars[at : at + 2], strict=False))
                chars[at : at + len(one.chars)] = [typed.get(char) or self._written(char, text) for char in one.chars]
        return "".join(chars)

    def _written(self, char: str, text: str) -> str:
        return char if is_simplified(text) else self._traditional.get(char, char)

    def _mendings(self, said: str, after_figure: bool, before_figure: bool) -> Iterator[Mending]:
        """What is mended in a run, from left to right, each place as those before it leave it.

        What stands beside a figure is its unit, and left alone.
        """
        run = START + said + END
        open_to_change = range(1 + after_figure, len(said) + 1 - before_figure)
        place = 1
        while place < len(said):
            if self._strange(run[place : place + 2]) and (one := self._best(run, place, open_to_change)):
                yield one
                run = run[: one.place] + one.chars + run[one.place + len(one.chars) :]
                place = one.place + 1
            place += 1

    def _best(self, run: str, place: int, open_to_change: range) -> Mending | None:
        """The mending that reads best of those that take a strange pair away; None where two read alike."""
        found: list[Mending] = []
        for at in (place - 1, place, place + 1):
            if at in open_to_change and at + 1 in open_to_change:
                found += self._swapped(run, at)
        for at in (place, place + 1):
            if at in open_to_change:
                found += self._sounding(run, at)
        found.sort(reverse=True)
        return found[0] if found and (len(found) == 1 or found[0][:2] > found[1][:2]) else None

    def _swapped(self, run: str, at: int) -> Iterator[Mending]:
        """Two neighbours in the other order, where that is much more usual."""
        pair = run[at : at + 2]
        other = pair[::-1]
        often = self._pairs[other]
        fixed = not self._figures.isdisjoint(pair) or self._little.issuperset(pair) or pair in self._ordinary
        if not fixed and pair != other and often >= FREQUENT and often >= RATHER * self._pairs[pair]:
            yield from self._mending(run, at, other, MET)

    def _sounding(self, run: str, at: int) -> Iterator[Mending]:
        """The characters that sound like one which fits neither of its neighbours."""
        before, char, after = run[at - 1], run[at], run[at + 1]
        if char in self._kept or self._known(before + char) or self._known(char + after):
            return
        alone = before == START or after == END
        for other in self._before[after] if before == START else self._after[before]:
            if other == char or other in self._kept or not alike(other, char):
                continue
            beside = [pair for pair in (before + other, other + after) if START not in pair and END not in pair]
            if all(self._pairs[pair] >= (FREQUENT if alone else PAIRED) for pair in beside):
                yield from self._mending(run, at, other, FREQUENT if alone else MET)

    def _mending(self, run: str, at: int, chars: str, often: int) -> Iterator[Mending]:
        """Other characters in a place, if what is strange around it goes and what comes was met so often."""
        start, end = max(0, at - 2), at + len(chars) + 2
        old, new = run[start:end], run[start:at] + chars + run[at + len(chars) : end]
        left = self._strangers(new)
        gone = self._strangers(old) - left
        met = [self._triples[new[i : i + 3]] for i in range(len(new) - 2)]
        if gone > bool(left) and max(met) >= often:
            yield Mending(gone, sum(min(count, ENOUGH) for count in met), at, chars)

    def _strangers(self, text: str) -> int:
        return sum(self._strange(text[i : i + 2]) for i in range(len(text) - 1))

    def _strange(self, pair: str) -> bool:
        return not self._known(pair) and pair[0] != START and pair[1] != END

    def _known(self, pair: str) -> bool:
        return pair in self._pairs or pair in self._ordinary

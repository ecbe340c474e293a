"""Every name that a line may be known by, and texts folded so that names are found in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from bot.ledger.headers import ledger_words
from knowledge.labels import Labels
from knowledge.text import plain
from rules.procurement import GroundKind, Plan

Origin = Literal["label", "thing", "leased"]
LABELS: Final = (GroundKind.LABEL, GroundKind.FOREIGN_LABEL, GroundKind.EFFICIENCY)
_ACRONYM: Final = 4
_HYPHENS: Final = ("-", "_")


@dataclass(frozen=True, slots=True)
class Name:
    """A name somebody may write: what it may mean, of what origin.

    `vague`: it only hints, wherever it stands; `weak`: it hints only in an item's own words.
    """

    key: str
    ids: tuple[str, ...]
    origin: Origin
    vague: bool
    weak: bool


_TRADE_SIGNS: Final = dict.fromkeys(map(ord, "™℠®©"), " ")
"""Signs that folding would turn into letters of the name before them (FSC™)."""


class FoldedText:
    """A folded text that knows where separators stood, so that Latin names are found as words of their own."""

    def __init__(self, text: str) -> None:
        chars: list[str] = []
        gaps: list[str] = []
        gap = " "
        for one in plain(text.translate(_TRADE_SIGNS)):
            if one.isalnum():
                chars.append(one)
                gaps.append(gap)
                gap = ""
            else:
                gap += one
        self.shown = "".join(chars)
        self.gaps = gaps

    def whole(self, start: int, end: int) -> bool:
        """Whether what stands there is no part of a longer Latin word or number."""
        return not self._joined(start) and not self._joined(end)

    def without(self, spans: Iterable[tuple[int, int]]) -> FoldedText:
        """The text with what stands in the spans cut out."""
        parts, place = [], 0
        for start, end in spans:
            parts.append(self.shown[place:start])
            place = end
        return FoldedText(" ".join((*parts, self.shown[place:])))

    def in_a_number(self, start: int, end: int) -> bool:
        """Whether what stands there is hyphened into a model's number: TCO-15, X-FSC."""
        after = end < len(self.shown) and self.gaps[end] in _HYPHENS and self.shown[end].isdecimal()
        before = start > 0 and self.gaps[start] in _HYPHENS and _latin(self.shown[start - 1])
        return after or before

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether one of the folded words stands in it, a Latin one as a word of its own."""
        return bool(words) and any(self.whole(*one.span()) for one in _any_of(words).finditer(self.shown))

    def ends(self, words: Iterable[str], end: int) -> bool:
        """Whether one of the folded words stands right before a place, a Latin one as a word of its own."""
        return any(self.shown.endswith(word, 0, end) and self.whole(end - len(word), end) for word in words)

    def _joined(self, place: int) -> bool:
        if place == 0 or place >= len(self.shown) or self.gaps[place]:
            return False
        before, after = self.shown[place - 1], self.shown[place]
        return _latin(before) and _latin(after)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def word_keys(name: str) -> tuple[str, ...]:
    """A list of words.yaml folded as texts are."""
    return tuple(key for word in ledger_words()[name] if (key := FoldedText(str(word)).shown))


@lru_cache(maxsize=4)
def names_by_first(plan: Plan, labels: Labels) -> Mapping[str, list[Name]]:
    """The names of a plan's grounds, of the registry's labels and of what is leased, by their first character.

    The longest come first. What a country's label is called yields to a scheme's own name.
    """
    names: dict[tuple[str, Origin], set[str]] = defaultdict(set)
    for id, name, origin in _names(plan, labels):
        key = FoldedText(name).shown
        if key:
            names[(key, origin)].add(id)
    for name, ids in labels.countries.items():
        key = FoldedText(name).shown
        if (key, "label") not in names:
            names[(key, "label")].update(ids)
    vague, weak = set(word_keys("vague")), set(word_keys("weak"))
    by_first: dict[str, list[Name]] = defaultdict(list)
    for (key, origin), meant in names.items():
        by_first[key[0]].append(Name(key, tuple(sorted(meant)), origin, key in vague, key in weak or _acronym(key)))
    for entries in by_first.values():
        entries.sort(key=lambda one: (-len(one.key), one.origin))
    return by_first


def _acronym(key: str) -> bool:
    return len(key) <= _ACRONYM and key.isascii() and key not in word_keys("acronyms")


def _names(plan: Plan, labels: Labels) -> Iterator[tuple[str, str, Origin]]:
    grounds = plan.grounds.by_id
    for ground in grounds.values():
        origin: Origin = "label" if ground.kind in LABELS else "thing"
        yield from ((ground.id, name, origin) for name in ground.names())
    for id, more in ledger_words()["also"].items():
        if id in grounds:
            origin = "label" if grounds[id].kind in LABELS else "thing"
            yield from ((id, str(name), origin) for name in more)
    for label in labels.by_id.values():
        yield from ((label.id, name, "label") for name in label.names())
    for name, ids in labels.shared.items():
        yield from ((id, name, "label") for id in ids)
    for item in plan.leasing.items:
        yield from ((item.id, name, "leased") for name in item.names())

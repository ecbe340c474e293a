"""Which county a text names: by its names and towns, by sound, by one wrong character; and names that none bears."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any, Final

from knowledge.sound import PAIRS, syllables
from knowledge.text import RECENT
from knowledge.words import Names, shown
from rules.procurement import counties, county_names

Group = tuple[str, ...]
"""Those who may be meant by one name: one county, or two that share it."""
LISTED: Final = re.compile(r"[、,，跟和与及]([一-鿿]{2})")
"""What stands beside a county in a list: another one, be it misspelt."""
LENGTH: Final = 2
"""Every county's short name has two characters."""


class Places:
    """Finds counties in a text; each name gives the group of those who may be meant."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        towns = {town: (id,) for id, names in words["towns"].items() for town in names}
        self._names = Names({**towns, **county_names()})
        suffixes = "".join({shown(one.zh)[-1] for one in counties()})
        self._pair = re.compile(rf"(?=([一-鿿]{{{LENGTH}}})([{suffixes}]?)(.?))")
        self._never = frozenset(shown(words["never_a_name"]))
        self._follows = frozenset(shown(words["never_after"]))
        self._shorts: dict[str, Group] = defaultdict(tuple)
        self._fulls: dict[str, Group] = {}
        for one in counties():
            self._shorts[shown(one.short)] += (one.id,)
            self._fulls[shown(one.zh)] = (one.id,)
        shared = "|".join(short for short, ids in self._shorts.items() if len(ids) > 1)
        self._not = re.compile(words["denied"])
        self._both = re.compile(rf"({shared})([{suffixes}]{{2}})")
        self._spoken: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for short in self._shorts:
            for heard in product(*map(syllables, short)):
                self._spoken[heard].append(short)
        self._heard = lru_cache(maxsize=PAIRS)(self._sounding)
        self._near = lru_cache(maxsize=RECENT)(self._close)
        self.groups = lru_cache(maxsize=RECENT)(self._groups)
        """The counties that a shown text names; by sound or but for one character with 縣 or 市."""

    def _groups(self, text: str) -> tuple[Group, ...]:
        text = self._both.sub(lambda found: "、".join(found[1] + suffix for suffix in found[2]), text)
        seen = list(self._names.find(text))
        if not seen:
            return self._near(text)
        meant = [one for one in seen if not self._not.search(text[: one.start])]  # 新竹縣 不是新竹市
        if meant and len(meant) < len(seen):
            return tuple(dict.fromkeys(one.what for one in meant))
        rest = text
        for one in seen:
            rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
        near = [group for pair in self._pairs(rest) if self._may_be(*pair) for group in self._near("".join(pair[:2]))]
        near += [self._group(close, "") for found in LISTED.finditer(rest) if (close := list(self._heard(found[1])))]
        return tuple(dict.fromkeys([*(one.what for one in seen), *near]))

    def without(self, text: str) -> str:
        """A shown text with the names of counties left out."""
        for one in reversed(list(self._names.find(text))):
            text = f"{text[: one.start]} {text[one.end :]}"
        return text.strip()

    def unknown(self, text: str) -> bool:
        """Whether a shown text names a county or city that is none of the 22: 東海縣."""
        return any(suffix and self._may_be(pair, suffix, after) for pair, suffix, after in self._pairs(text))

    def _pairs(self, text: str) -> list[tuple[str, str, str]]:
        return [(found[1], found[2], found[3]) for found in self._pair.finditer(text)]

    def _may_be(self, pair: str, suffix: str, after: str) -> bool:
        """Whether two characters before 縣 or 市 are a name, not 各縣市 or 農夫市集."""
        return bool(suffix) and after not in self._follows and not self._never & set(pair)

    def _sounding(self, pair: str) -> tuple[str, ...]:
        """The short names that sound as two characters."""
        ways = product(*map(syllables, pair))
        return tuple(dict.fromkeys(short for way in ways for short in self._spoken.get(way, ())))

    def _close(self, text: str) -> tuple[Group, ...]:
        """The counties meant by what sounds like one, or is one but for a character."""
        found = []
        for pair, suffix, after in self._pairs(text):
            named = self._may_be(pair, suffix, after)
            close = [short for short in self._heard(pair) if named or self._shared(short, pair)]
            if not close and named:
                close = [short for short in self._shorts if self._shared(short, pair)]
                close = [short for short in close if any(full == short + suffix for full in self._fulls)]
            if close:
                found.append(self._group(close, suffix if after not in self._follows else ""))
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _shared(short: str, pair: str) -> bool:
        """Whether one of the two characters is the same, in its place."""
        return any(a == b for a, b in zip(short, pair, strict=True)) and short != pair

    def _group(self, shorts: list[str], suffix: str) -> Group:
        whole = [self._fulls[short + suffix] for short in shorts if short + suffix in self._fulls]
        groups = whole or [self._shorts[short] for short in shorts]
        return tuple(dict.fromkeys(id for group in groups for id in group))

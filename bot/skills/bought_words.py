"""The words by which a sentence about purchases is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.wording import FOLDER
from knowledge.text import clean, plain, simplified
from rules.yaml_data import load


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `wording/bought.yaml`, folded."""

    between: re.Pattern[str]
    years_ago: Mapping[str, int]
    lists: Mapping[str, tuple[str, ...]]

    def has(self, name: str, text: str) -> bool:
        """Whether a folded text has one of the words of a list; Latin ones as words of their own."""
        return any(
            re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) if word.isascii() else word in text
            for word in self.lists[name]
        )

    def says_nothing(self, text: str) -> bool:
        """Whether a folded text says that there is no label; one that wonders whether there is doesn't."""
        return self.has("nothing", text) and not self.has("wondering", text)


@cache
def words() -> Words:
    """The words this desk ships with."""
    data = load(FOLDER / "bought.yaml")
    years_ago = {plain(word): int(years) for word, years in data.pop("years_ago").items()}
    between = "|".join(re.escape(simplified(clean(word))) for word in data.pop("between"))
    # A comma groups figures where three of them follow; a line's end is always an end.
    joined = rf"(?:{between})(?!\d{{3}}(?!\d))|\n|(?<=\s)and(?=\s)"
    lists = {name: tuple(sorted(map(plain, listed), key=len, reverse=True)) for name, listed in data.items()}
    return Words(re.compile(joined), years_ago, lists)

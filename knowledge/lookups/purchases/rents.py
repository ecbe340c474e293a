"""What a rent named by the month, or for each of several, comes to: 月租 5000 租了 12 個月 is 60,000."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from knowledge.money import MoneyRange
from knowledge.numerals import CHARS, parse
from knowledge.words import any_of, shown

MONTHS: Final = 12
QUARTER: Final = 3
LONGEST: Final = 120
"""More months than this are no lease but a slip."""
MOST: Final = 100_000
"""More pieces than this are a slip."""


@dataclass(frozen=True, slots=True)
class Rent:
    """A rent in whole: what was said, by how many months (or years) and pieces; 0: for how long isn't said."""

    said: MoneyRange
    times: int
    pieces: int
    unit: str = "months"

    @property
    def whole(self) -> MoneyRange:
        """The sum of all months and pieces, or of one month where no time is said."""
        times = max(self.times, 1) * self.pieces
        return replace(self.said, low=self.said.low * times, high=self.said.high * times)


class Rents:
    """Reads by how much a rent is to be multiplied."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        number = rf"(\d{{1,3}}|[{CHARS}]{{1,3}})"
        self._monthly = any_of(words["monthly"])
        self._quarterly = any_of(words["quarterly"])
        self._and_a_half = re.compile(words["and_a_half"])
        self._yearly = any_of(words["yearly"])
        self._each = any_of(words["each"])
        self._months = re.compile(rf"{number}\s?(?:{'|'.join(map(shown, words['month_units']))})")
        self._years = re.compile(rf"{number}\s?(?:{'|'.join(map(shown, words['year_units']))})")
        many = rf"(\d{{1,6}}|[{CHARS}]{{1,3}})"
        self._pieces = re.compile(rf"{many}\s?(?:{'|'.join(map(shown, words['piece_units']))})")
        basis = "|".join(
            pattern.pattern for pattern in (self._monthly, self._quarterly, self._yearly, any_of(words["rent"]))
        )
        self._before = re.compile(rf"(?:{basis})[^\W\d]{{0,2}}\s?$")
        self._span = re.compile(r"(?<!\d)(\d{1,2})\s?月份?(?:\D{0,3})(?:到|至|-|~)\s?(\d{1,2})\s?月")
        self._multiplied = re.compile(words["multiplied"])
        self._half, self._whole = any_of(words["half_year"]), any_of(words["whole_year"])

    def priced(self, before: str) -> bool:
        """Whether the words before a bare number make it a rent: 月租 800."""
        return self._before.search(before) is not None

    def read(self, text: str, money: MoneyRange) -> Rent:
        """The rent of a shown text in whole."""
        monthly, quarterly = self._monthly.search(text), self._quarterly.search(text)
        yearly = None if monthly or quarterly else self._yearly.search(text)
        basis = quarterly or monthly or yearly
        rest = text[: basis.start()] + " " + text[basis.end() :] if basis else text
        months = self._length(rest) if basis else 1
        if yearly:
            months = max(months // MONTHS, 1)
        if quarterly:
            return Rent(money, months // QUARTER, self.pieces(rest), "quarters")
        return Rent(money, months, self.pieces(rest), "years" if yearly else "months")

    def pieces(self, text: str) -> int:
        """For how many pieces the price of each is said, 1 where it isn't: 每台 5000 共 3 台 is 3."""
        return self._counted(text) if self._each.search(text) else 1

    def unclear(self, text: str) -> int:
        """How many pieces are named without saying that the price is that of each: 一個月 500 共 3 台; else 0."""
        counted = self._counted(text)
        return counted if counted > 1 and not self._each.search(text) else 0

    def _counted(self, text: str) -> int:
        counts = [count for count in map(self._count, self._pieces.finditer(text)) if 1 < count <= MOST]
        return counts[0] if len(counts) == 1 else 1

    def _length(self, text: str) -> int:
        """For how many months, 0 where it isn't said."""
        if span := self._span.search(text):
            return max(int(span[2]) - int(span[1]) + 1, 0)
        if half := self._and_a_half.search(text):
            return self._count(half) * MONTHS + MONTHS // 2
        if self._half.search(text):
            return MONTHS // 2
        if times := self._multiplied.search(text):
            return int(times[1])
        found = sum(self._count(one) for one in self._months.finditer(text))
        found += sum(self._count(one) * MONTHS for one in self._years.finditer(text))
        if not found and self._whole.search(text):
            return MONTHS
        return found if found <= LONGEST else 0

    @staticmethod
    def _count(found: re.Match[str]) -> int:
        value = parse(found[1]) if not found[1].isdecimal() else int(found[1])
        return int(value) if value is not None else 0

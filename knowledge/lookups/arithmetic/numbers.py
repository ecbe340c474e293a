"""The numbers of a question beside printed figures: which figures they print, and whether all of them are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from knowledge.data import load
from knowledge.lookups.arithmetic.working import Figure
from knowledge.numerals import parse
from knowledge.text import ROC_EPOCH

TELLING: Final = 10
"""A number below it names no figure by itself: too many things are two or five."""


class Numbers:
    """Reads the numbers that a question carries."""

    def __init__(self) -> None:
        data = load("facts.yaml")
        self._dropped = re.compile("|".join(data["dropped"]))
        self._number = re.compile(data["number"])
        self._scales = {name: Decimal(size) for name, size in data["scales"].items()}
        self._sizes = {unit: Decimal(one["size"]) for unit, one in data["units"].items()}

    def of(self, text: str) -> list[Decimal | None]:
        """The numbers of a shown text, without its years and what only counts words; None for one that isn't read."""
        rest = self._dropped.sub(" ", text)
        return [self._value(found.group()) for found in self._number.finditer(rest)]

    def _value(self, words: str) -> Decimal | None:
        words = words.replace(",", "").strip()
        for name, size in self._scales.items():
            if words.endswith(name):
                figure = parse(words.removesuffix(name).strip())
                return figure * size if figure is not None else None
        return parse(words.replace(" ", ""))

    def printed(self, figures: Iterable[Figure], said: Sequence[Decimal | None]) -> list[str]:
        """The figures whose values are said, each by one that no other has."""
        if not said:
            return []
        owners: dict[Decimal, set[str]] = {}
        for figure in figures:
            for form in self._forms(figure):
                owners.setdefault(form, set()).add(figure.id)
        told = (owners.get(one, set()) for one in said if one is not None and one >= TELLING)
        return list(dict.fromkeys(id for ids in told if len(ids) == 1 for id in ids))

    def all_known(self, said: Sequence[Decimal | None], figures: Iterable[Figure], years: Iterable[int]) -> bool:
        """Whether every number said is the value of one of some figures, or a year."""
        known = {form for figure in figures for form in self._forms(figure)}
        known |= {Decimal(year - ROC_EPOCH) for year in years}
        return all(one in known for one in said)

    def _forms(self, figure: Figure) -> set[Decimal]:
        return {figure.value, figure.value * self._sizes[figure.unit], *figure.said}

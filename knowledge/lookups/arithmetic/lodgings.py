"""Arithmetic over a county's hotels by their kinds: 屏東一般旅館跟民宿合計幾家, 南投民宿占幾%."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.arithmetic.numbers import Numbers
from knowledge.lookups.arithmetic.working import Asked, Figure, Working
from knowledge.lookups.counties.hotels import HotelCounts
from knowledge.lookups.model import Found, Inquiry, name_of
from knowledge.model import Lang
from knowledge.words import Names, any_of
from rules.procurement import Item

PAIR: Final = 2


class Lodgings:
    """Works out what a question asks of the hotels of one county."""

    def __init__(self, hotels: HotelCounts, working: Working) -> None:
        self.hotels = hotels
        self.working = working
        self.numbers = Numbers()
        self.data: Mapping[str, Any] = load("facts.yaml")["lodgings"]
        kinds = load("lookups.yaml")["hotel"]["kinds"]
        self._names = Names({word: id for id, words in kinds.items() for word in words})
        self._not, self._all = any_of(self.data["not"]), any_of(self.data["all"])
        self._kinds = {one.id: one for one in hotels.plan.bases.hotels}

    def find(self, inquiry: Inquiry, asked: Asked, numbers: Sequence[Decimal | None]) -> Found | None:
        """What the hotels of the county named come to; None where any of it isn't sure."""
        text = inquiry.text
        places = self.hotels.figures.groups(text)
        if len(places) != 1 or len(places[0]) != 1 or self._not.search(text):
            return None
        figures = self._figures(asked.operation, text, places[0][0], inquiry.lang)
        if not figures or not self.numbers.all_known(numbers, figures, ()):
            return None
        answer = self.hotels.rebuild(places[0][0], inquiry.lang)
        text = f"{answer.title}{self.data['colon'][inquiry.lang]}{self.working.told(asked, figures, inquiry.lang)}"
        return Found("procurement", (replace(answer, kind="calculation", text=text),), slots={"hotel": places[0][0]})

    def _figures(self, operation: str, text: str, where: str, lang: Lang) -> list[Figure]:
        """The figures that an operation is asked of; none where it isn't sure which."""
        kinds = list(dict.fromkeys(seen.what for seen in self._names.find(text)))
        named = [self._one(id, where, lang) for id in kinds]
        every = [self._one(id, where, lang) for id in self._kinds]
        if operation == "sum":
            return named if len(named) >= PAIR else every if self._all.search(text) and not named else []
        if operation == "share" and len(named) == 1:
            total = sum((one.value for one in every), Decimal(0))
            return [named[0], replace(named[0], value=total, name={lang: self.data["total"][lang]})]
        if operation in ("difference", "times") and len(named) == PAIR:
            return sorted(named, key=lambda one: -one.value) if operation == "difference" else named
        return []

    def _one(self, id: str, where: str, lang: Lang) -> Figure:
        base = self.hotels.plan.bases.base(Item.LABELS, where, id)
        return Figure(id, Decimal(base.value or 0), "hotels", {lang: name_of(self._kinds[id], lang)}, base.clause)

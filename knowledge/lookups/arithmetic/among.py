"""Arithmetic over the counties' columns: a county's share of the country, a multiple, an average for one firm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.arithmetic.numbers import Numbers
from knowledge.lookups.arithmetic.working import Asked, Figure, Working
from knowledge.lookups.counties.columns import BEFORE, Columns
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.counties.printed import BASE, COLUMNS, EVERYWHERE
from knowledge.lookups.model import Found, Inquiry, name_of
from knowledge.model import Answer, Lang
from knowledge.words import any_of
from rules.procurement import Item, county

PAIR: Final = 2


class Among:
    """Works out what a question asks of the counties' printed figures."""

    def __init__(self, counties: CountyFigures, working: Working) -> None:
        self.counties = counties
        self.working = working
        self.columns = Columns(counties.plan)
        self.data: Mapping[str, Any] = load("facts.yaml")["counties"]
        self.numbers = Numbers()
        self._not, self._per_firm = any_of(self.data["not"]), re.compile(self.data["per_firm"])
        self._whole = any_of(self.data["whole"])
        self._counted, self._numerals = re.compile(load("facts.yaml")["counted"]), load("facts.yaml")["numerals"]
        self._regions = {name: any_of(one["words"]) for name, one in load("lookups.yaml")["extreme"]["regions"].items()}

    def find(self, inquiry: Inquiry, asked: Asked, years: Set[int], numbers: Sequence[Decimal | None]) -> Found | None:
        """What the figures of the counties named come to; None where any of it isn't sure."""
        text, year, operation = inquiry.text, self.counties.year, asked.operation
        named = self.counties.groups(text)
        region = next((name for name, words in self._regions.items() if words.search(text)), "")
        if not (named or region) or self._not.search(text) or any(len(group) > 1 for group in named):
            return None
        items = self.counties.items(text)
        said = {self._numerals[found] for found in self._counted.findall(text)}
        if not (region or said <= {len(named)}):
            return None
        if not years <= {year, year - 1} or len(years) > 1:
            return None
        places = tuple(dict.fromkeys(group[0] for group in named))
        if operation == "each" and self._per_firm.search(text) and set(items) <= {"amount", "firms"} and items:
            items = [Item.AMOUNT, Item.FIRMS]
        elif len(items) != 1:
            return None
        before = years == {year - 1}
        if before and items[0] not in self.counties.plan.bases.formulas:
            return None
        ids = [f"{item}-{BEFORE}" if before else str(item) for item in items]
        figures = self._figures(operation, text, ids, places, region, inquiry.lang)
        if not figures or not self.numbers.all_known(numbers, figures, years):
            return None
        told = self.working.told(asked, figures, inquiry.lang)
        where = places[0] if len(places) == 1 else EVERYWHERE
        answer = self._answer(where, str(items[0]), told, before=before, lang=inquiry.lang)
        slots = {"county": ",".join(places[-1:]), "item": str(items[0]), "step": BASE if before else ""}
        return Found("procurement", (answer,), slots=slots)

    def _figures(
        self, operation: str, text: str, ids: Sequence[str], places: tuple[str, ...], region: str, lang: Lang
    ) -> list[Figure]:
        """The figures that an operation is asked of; none where it isn't sure which."""
        among = tuple(load("lookups.yaml")["extreme"]["regions"][region]["counties"]) if region else ()
        if operation == "each" and len(ids) == PAIR and len(places) == 1:
            return [self._one(id, places, lang) for id in ids]
        if operation == "share" and self._whole.search(text):
            return [self._one(ids[0], places or among, lang), self._one(ids[0], (), lang)]
        if operation == "share" and region and places and set(places) < set(among):
            return [self._one(ids[0], places, lang), self._one(ids[0], among, lang, region)]
        if operation == "times" and len(places) == PAIR:
            return [self._one(ids[0], (id,), lang) for id in places]
        return []

    def _one(self, id: str, places: Sequence[str], lang: Lang, region: str = "") -> Figure:
        """The figure of one county, of several together, or the printed total (of no county)."""
        column = self.columns.of(id, lang)
        value = sum(column.values[place] for place in places) if places else self._total(id)
        name = self.data["country"][lang] if not places else self._names(places, lang)
        return Figure(id, Decimal(value), self.data["units"][column.unit], {lang: name}, column.clause, per=column.unit)

    def _names(self, places: Iterable[str], lang: Lang) -> str:
        return str(self.data["join"][lang]).join(name_of(county(place), lang) for place in places)

    def _total(self, id: str) -> int:
        item, _, before = id.partition("-")
        plan, column = self.counties.plan, Item(next(iter(self.counties.printed.columns(item))))
        figure = plan.bases.base(column, None, COLUMNS[BASE]) if before else plan.targets.target(column, None)
        return figure.value or 0

    def _answer(self, where: str, item: str, told: str, *, before: bool, lang: Lang) -> Answer:
        """The answer, opening with what is worked out of which column."""
        name = self.columns.of(f"{item}-{BEFORE}" if before else item, lang).name
        answer = self.counties.rebuild(f"{where}.{item}.{BASE}" if before else f"{where}.{item}", lang)
        head = self.data["head"][lang].format(name=name)
        return replace(answer, kind="calculation", text=f"{head}{told}")

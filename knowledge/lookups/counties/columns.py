"""The columns of the tables by county: targets, last year's targets, hotels and their weighted numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.counties.printed import COLUMNS
from knowledge.lookups.model import name_of, say
from knowledge.model import Lang
from rules.procurement import Item, Plan, counties

BEFORE: Final = "before"
"""Ends the name of a column of last year's targets: `store_sales-before`."""
WEIGHTED: Final = "weighted"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the value of each county, and where it is printed."""

    name: str
    values: Mapping[str, int]
    clause: str
    unit: str
    whole: int | None = None
    """The whole country's, as printed."""

    def ranked(self, among: tuple[str, ...] = (), *, least: bool = False) -> list[tuple[int, str, int]]:
        """Place, county and value from the highest (or lowest) on; counties with one value share their place."""
        of = {id: value for id, value in self.values.items() if not among or id in among}
        ordered = sorted(of.items(), key=lambda one: one[1] if least else -one[1])
        values = [value for _, value in ordered]
        return [(values.index(value) + 1, id, value) for id, value in ordered]


class Columns:
    """Builds columns by their names: an item, with ``-before`` or ``-<points>``, a kind of hotel, or ``weighted``."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        texts = load("lookups.yaml")
        self._county: Mapping[str, Any] = texts["county"]
        self._text: Mapping[str, Any] = texts["extreme"]
        self._kinds = {one.id: one for one in plan.bases.hotels}
        self.of = cache(self._made)
        """A column by its name and a language. Raises LookupError for an unknown one."""

    def _made(self, id: str, lang: Lang) -> Column:
        if id == WEIGHTED or id in self._kinds:
            return self._hotels(id, lang)
        item, _, of = id.partition("-")
        if item not in self._county["items"] or not (of in ("", BEFORE) or of.isdecimal()):
            raise LookupError(id)
        before = of == BEFORE
        words = self._county["items"][item]
        column = Item(words.get("columns", [item])[0])
        if of.isdecimal():
            return self._step(column, words[lang], int(of), lang)
        name = say(self._text["last_target" if before else "target_of"], lang, item=words[lang])
        if before:
            bases = {one.id: self.plan.bases.base(column, one.id, COLUMNS["base"]) for one in counties()}
            clause = next(iter(bases.values())).clause
            whole = self.plan.bases.base(column, None, COLUMNS["base"]).value
            return Column(name, {one: base.value or 0 for one, base in bases.items()}, clause, column.unit, whole)
        figures = {one.id: self.plan.targets.target(column, one.id) for one in counties()}
        clause = next(iter(figures.values())).clause
        whole = self.plan.targets.target(column, None).value
        return Column(name, {one: figure.value or 0 for one, figure in figures.items()}, clause, column.unit, whole)

    def _step(self, item: Item, name: str, points: int, lang: Lang) -> Column:
        """What a growth step takes, of the counties that have one printed."""
        steps = {one.id: self.plan.targets.growth(item, one.id, points=points) for one in counties()}
        one = next(iter(steps.values()))
        percent = f"{(one.percent or Decimal(0)).normalize():f}"
        title = say(self._text["step_of"], lang, item=name, percent=percent, points=points)
        reached = {id: step.reach for id, step in steps.items() if step.reach is not None}
        return Column(title, reached, one.clause, item.unit)

    def told(self, column: Column, value: int, lang: Lang) -> str:
        """A value with its unit."""
        return say(self._county["units"][column.unit], lang, value=value)

    def _hotels(self, id: str, lang: Lang) -> Column:
        bases = {one.id: self.plan.bases.base(Item.LABELS, one.id, id) for one in counties()}
        weighted = id == WEIGHTED
        name = say(self._text["weighted_name"], lang) if weighted else name_of(self._kinds[id], lang)
        clause = next(iter(bases.values())).clause
        return Column(
            name, {one: base.value or 0 for one, base in bases.items()}, clause, "number" if weighted else "hotels"
        )

"""Which growth step above a target a question asks for: by its percentage, by the points it gives, or the last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from knowledge.lookups.model import Inquiry
from knowledge.numerals import parse
from knowledge.words import any_of
from rules.procurement import Item, Plan

FULL: Final = -1
"""Asks for the last step, whatever points it gives."""

SEVERAL: Final = 2


class Steps:
    """Reads growth steps."""

    def __init__(self, plan: Plan, text: Mapping[str, Any]) -> None:
        self.growths = plan.targets.growths
        self._base: Mapping[str, int] = text["base_points"]
        self.growth, self.points = any_of(text["growth"]), re.compile(text["points"])
        self.attains, self._full = any_of(text["attains"]), any_of(text["full"])

    def grows(self, text: str, items: Sequence[str]) -> bool:
        """Whether growth above the target is asked for; members are scored for nothing else."""
        return bool(self.growth.search(text)) or list(items) == ["members"]

    def of(self, inquiry: Inquiry, items: Sequence[str]) -> Decimal | int | None:
        """The growth step asked for: a percentage, or the points it gives."""
        text, percents = inquiry.text, inquiry.question.percents
        if items and not any(item in self.growths for item in items):
            return None
        points = next(iter(self.all_points(text)), 0)
        grown = self.grows(text, items) or inquiry.before.get("step") or (points and self.attains.search(text))
        if not grown and not (self.attains.search(text) and len(percents) == 1 and self.has(items, percents[0])):
            return None
        if percents:
            return percents[0]
        own = {value for name, value in self._base.items() if name in items}  # what the target itself brings
        if points and not self.grows(text, items) and points in own:
            return None
        return points or (FULL if self._full.search(text) else None)

    def all_points(self, text: str) -> list[int]:
        """Every number of points a text names."""
        numbers = [found[1] for found in self.points.finditer(text) if found[1]]
        return [int(number) if number.isdecimal() else int(parse(number) or 0) for number in numbers]

    def place(self, item: str, step: Decimal | int) -> int:
        """The points of a step in an item's table, 0 where the table has no such step."""
        table = self.growths[Item(item)]
        if isinstance(step, Decimal):
            return table.percents.index(step) + 1 if step in table.percents else 0
        return table.most if step == FULL else step if 1 <= step <= table.most else 0

    def several(self, inquiry: Inquiry, item: str = Item.AMOUNT) -> list[int]:
        """The points of the several steps of an item's table that a question names, by points or by percentages."""
        named: list[Decimal | int] = [*self.all_points(inquiry.text)]
        if len(named) < SEVERAL and self.grows(inquiry.text, ()):
            named = [*inquiry.question.percents]
        places = [place for place in dict.fromkeys(self.place(item, one) for one in named) if place]
        return places if len(places) >= SEVERAL else []

    def has(self, items: Sequence[str], step: Decimal | int) -> bool:
        """Whether the growth table of one of the items has a step of a percentage, or of so many points."""
        return any(item in self.growths and self.place(item, step) for item in items)

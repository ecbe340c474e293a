"""A part of a county's target in percent: what reaching 80% of it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from knowledge.dates import percents_in
from knowledge.lookups.counties.printed import Printed
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.model import Answer, Lang
from rules.procurement import Item

WHOLE: Final = 100
HALF: Final = Decimal(50)
MOST: Final = Decimal(1000)
"""A larger percentage of a target is a slip."""


class TargetParts:
    """Reads which part of a target is asked for, and works it out."""

    def __init__(self, printed: Printed, text: Mapping[str, Any]) -> None:
        self._printed, self._text = printed, text["part"]
        self._said = re.compile(self._text["said"])

    def of(self, inquiry: Inquiry) -> Decimal | None:
        """The percentage of a target that a question asks for; None where it asks for none, or for the whole."""
        found = self._said.search(inquiry.text)
        if found is None:
            return None
        words = next(filter(None, found.groups()))
        percents = percents_in(words)
        percent = percents[0] if percents else HALF
        return percent if 0 < percent <= MOST and percent != WHOLE else None

    def told(self, found: Found, percent: Decimal, lang: Lang) -> Found:
        """What is found of counties' targets, each answer opening with the part of its target."""
        return replace(found, answers=tuple(self._opened(answer, percent, lang) for answer in found.answers))

    def _opened(self, answer: Answer, percent: Decimal, lang: Lang) -> Answer:
        """The answer on one target with its part, of dollars, firms or persons rounded up; as it is on several."""
        _, where, *items = answer.entry.split(".")
        figures = self._printed.figures(where, items[0]) if len(items) == 1 else []
        if len(figures) != 1 or figures[0].value is None:
            return answer
        exact = figures[0].value * percent / WHOLE
        least = int(exact.to_integral_value(ROUND_CEILING))
        terms = {"told": self._unit(items[0], least, lang), "target": self._unit(items[0], figures[0].value, lang)}
        line = say(self._text["told"], lang, percent=f"{percent:f}", exact=f"{exact.normalize():,f}", **terms)
        return replace(answer, kind="calculation", text=f"{line}\n{answer.text}")

    def _unit(self, item: str, value: int, lang: Lang) -> str:
        return self._printed.unit(Item(item), value, lang)

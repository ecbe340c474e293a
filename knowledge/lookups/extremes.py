"""Which county has the highest or the lowest target."""

from __future__ import annotations

from typing import Final

from knowledge.data import load
from knowledge.lookups.counties import CountyFigures
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.words import any_of
from rules.procurement import Item, Plan, counties, county

MOST: Final = "most"
LEAST: Final = "least"


class Extremes:
    """Finds the counties with the highest or lowest printed target of an item."""

    kind = "extreme"

    def __init__(self, plan: Plan, figures: CountyFigures) -> None:
        self.plan = plan
        self.figures = figures
        self.text = load("lookups.yaml")["extreme"]
        self._ends = {end: any_of(self.text[end]) for end in (MOST, LEAST)}
        self._which, self._target = any_of(self.text["which"]), any_of(self.text["target"])

    def find(self, inquiry: Inquiry) -> Found | None:
        """The counties at one end of an item's targets, where a question asks which they are."""
        text = inquiry.text
        ends = [end for end, pattern in self._ends.items() if pattern.search(text)]
        if len(ends) != 1 or not (self._which.search(text) and self._target.search(text)):
            return None
        items = self.figures.items(text)
        if not items or (inquiry.question.years and int(self.plan.id) not in inquiry.question.years):
            return None
        answers = tuple(self.rebuild(f"{ends[0]}.{item}", inquiry.lang) for item in items)
        return Found("procurement", answers)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``most.<item>`` or ``least.<item>``."""
        end, _, item = name.partition(".")
        if end not in self._ends or item not in self.figures.text["items"]:
            raise KeyError(name)
        column = self.figures.text["items"][item].get("columns", [item])[0]
        figures = {one.id: self.plan.targets.target(Item(column), one.id) for one in counties()}
        values = [figure.value or 0 for figure in figures.values()]
        value = max(values) if end == MOST else min(values)
        where = [name_of(county(id), lang) for id, figure in figures.items() if figure.value == value]
        first = next(iter(figures.values()))
        terms = {"counties": str(self.text["join"][lang]).join(where), "item": self.figures.text["items"][item][lang]}
        told = say(self.figures.text["units"][first.item.unit], lang, value=value)
        text = say(self.text[f"{end}_is"], lang, told=told, **terms)
        basis = rests_on(self.plan.edition, first.clause, self.text["says"], lang)
        return Answer(f"{self.kind}.{name}", "procurement", "lookup", text, say(self.text["title"], lang), basis)

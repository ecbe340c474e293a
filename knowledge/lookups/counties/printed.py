"""A county's printed figures put into words: targets, last year's, growth steps, and where a target comes from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.model import name_of, rests_on, say
from knowledge.model import Answer, Lang
from rules.procurement import Base, County, Figure, Item, Plan, county
from rules.procurement.bases import LabelStep

EVERYWHERE: Final = "all"
BASE: Final = "base"
AVERAGE: Final = "average"
WHY: Final = "why"
COLUMNS: Final = {BASE: "year_before", AVERAGE: "average"}
"""The steps that are columns of annex 2 beside the target."""
KIND: Final = "county"
"""How the ids of these answers begin."""


class Printed:
    """Tells a county's figures, as printed."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("lookups.yaml")["county"]

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<county>``, ``<county>.<item>`` or ``<county>.<item>.<points, base, average or why>``."""
        id, item, step = [*name.split("."), "", ""][:3]
        where = self._where(id, lang)
        if not item:
            return self._overview(id, where, lang)
        if step in COLUMNS:
            text, clause = self._base(id, where, item, step, lang)
        elif step == WHY:
            text, clause = self._why(id, where, item, lang)
        elif step:
            text, clause = self._growth_text(id, where, item, int(step), lang)
        else:
            text, clause = self._target_text(id, where, item, lang)
        return self._answer(name, text, clause, where, lang)

    def _answer(self, name: str, text: str, clause: str, where: str, lang: Lang) -> Answer:
        basis = rests_on(self.plan.edition, clause, self.text["says"], lang)
        title = say(self.text["title"], lang, county=where)
        follow = tuple(self.text["follow_ups"])
        return Answer(f"{KIND}.{name}", "procurement", "lookup", text, title, basis, follow)

    def _where(self, id: str, lang: Lang) -> str:
        if id == EVERYWHERE:
            return say(self.text["nationwide"], lang)
        found: County = county(id)
        return name_of(found, lang)

    def figures(self, id: str, item: str) -> list[Figure]:
        """The printed targets of an item, one for each of its columns."""
        of = None if id == EVERYWHERE else id
        return [self.plan.targets.target(Item(one), of) for one in self.columns(item)]

    def columns(self, item: str) -> Iterable[str]:
        """The columns of the tables that an item has."""
        return self.text["items"][item].get("columns", [item])  # type: ignore[no-any-return]

    def unit(self, item: str, value: int | None, lang: Lang) -> str:
        """A value of an item with its unit."""
        return say(self.text["units"][Item(item).unit], lang, value=value if value is not None else "－")

    def _target_text(self, id: str, where: str, item: str, lang: Lang) -> tuple[str, str]:
        figures = self.figures(id, item)
        told = say({lang: self.text["join"][lang]}, lang).join(
            self.unit(figure.item.value, figure.value, lang) for figure in figures
        )
        words: Any = self.text["items"][item]
        note = "\n" + say(words["note"], lang) if "note" in words else ""
        return say(self.text["is"], lang, county=where, item=words[lang], told=told) + note, figures[0].clause

    def _base(self, id: str, where: str, item: str, step: str, lang: Lang) -> tuple[str, str]:
        words = self.text["items"][item]
        base = self._behind(id, item, COLUMNS[step])
        if base is None:
            target, clause = self._target_text(id, where, item, lang)
            return say(self.text["no_base"], lang, item=words[lang]) + "\n" + target, clause
        told = self.unit(item, base.value, lang)
        key = "was" if step == BASE else "mean"
        return say(self.text[key], lang, county=where, item=words[lang], told=told), base.clause

    def _behind(self, id: str, item: str, column: str) -> Base | None:
        """A figure of annex 2 behind a target; None where none is printed for the item."""
        if item not in set(Item):
            return None
        try:
            return self.plan.bases.base(Item(item), None if id == EVERYWHERE else id, column)
        except LookupError:
            return None

    def _why(self, id: str, where: str, item: str, lang: Lang) -> tuple[str, str]:
        """A target beside last year's, and how annex 2 comes to it."""
        words, bases = self.text["items"][item], self.plan.bases
        lines, clause = [self._target_text(id, where, item, lang)[0]], self.figures(id, item)[0].clause
        before = self._behind(id, item, COLUMNS[BASE])
        if before is not None and before.value is not None:
            more = (self.figures(id, item)[0].value or 0) - before.value
            terms = {"told": self.unit(item, before.value, lang), "change": self.unit(item, abs(more), lang)}
            lines.append(say(self.text["change"]["more" if more > 0 else "less" if more else "same"], lang, **terms))
            clause = before.clause
        if item == Item.STORE_SALES and id in bases.adjusted.counties:
            among = str(self.text["join"][lang]).join(name_of(county(one), lang) for one in bases.adjusted.counties)
            reason = bases.adjusted.reason[lang]
            terms = {"reason": reason, "counties": among, "times": self._times(Item.STORE_SALES)}
            return "\n".join([*lines, say(self.text["adjusted"], lang, **terms)]), clause
        if item in bases.formulas and item in set(Item):
            lines.append(self._formula(id, Item(item), lang))
        elif item == Item.LABELS:
            return "\n".join([*lines, *self._weighed(id, lang)]), bases.tables[Item.LABELS].clause
        else:
            lines.append(say(self.text["no_formula"], lang, item=words[lang]))
        return "\n".join(lines), clause

    def _formula(self, id: str, item: Item, lang: Lang) -> str:
        """How an item's targets are made, with the average they are made of."""
        formula = self.plan.bases.formulas[item]
        times = self._times(item)
        found = self._behind(id, item, formula.of)
        told = self.unit(item, found.value if found else None, lang)
        return say(self.text["formula"][formula.of], lang, times=times, told=told)

    def _times(self, item: Item) -> str:
        """By how much an item's targets are multiplied."""
        return f"{(self.plan.bases.formulas[item].percent / 100).normalize():f}"

    def _weighed(self, id: str, lang: Lang) -> list[str]:
        """The weighted number of hotels behind a label target, and the steps."""
        found, steps = self._behind(id, Item.LABELS, "weighted"), self.plan.bases.label_steps
        terms = {f"{key}{place}": value for place, one in enumerate(steps) for key, value in vars_of(one).items()}
        lines = [say(self.text["weighed"], lang, value=found.value)] if found and found.value is not None else []
        return [*lines, say(self.text["label_steps"], lang, **terms)]

    def _growth_text(self, id: str, where: str, item: str, points: int, lang: Lang) -> tuple[str, str]:
        figure = self.plan.targets.growth(Item(item), None if id == EVERYWHERE else id, points=points)
        terms: dict[str, Any] = {"county": where, "item": self.text["items"][item][lang], "points": points}
        terms["percent"] = f"{(figure.percent or Decimal(0)).normalize():f}"
        if figure.value is None:
            return say(self.text["dash"], lang, **terms), figure.clause
        terms["reach"] = self.unit(item, figure.reach, lang)
        terms["more"] = self.unit(item, figure.value, lang)
        increments = self.plan.targets.growths[Item(item)].increments
        return say(self.text["more" if increments else "reach"], lang, **terms), figure.clause

    def _overview(self, id: str, where: str, lang: Lang) -> Answer:
        lines = [say(self.text["overview"], lang, county=where)]
        clauses = []
        for item, words in self.text["items"].items():
            figures = self.figures(id, item)
            told = self.text["join"][lang].join(self.unit(f.item.value, f.value, lang) for f in figures)
            lines.append(say(self.text["line"], lang, item=words[lang], told=told))
            clauses.append(figures[0].clause)
        return self._answer(id, "\n".join(lines), "、".join(dict.fromkeys(clauses)), where, lang)


def vars_of(step: LabelStep) -> dict[str, int]:
    """A step of the label target as the terms of its wording."""
    return {"least": step.least, "firms": step.firms}

"""The hotels behind the label targets: how many of a kind a county has, and how many bear the eco label."""

from __future__ import annotations

from typing import Final

from knowledge.data import load
from knowledge.lookups.counties import CountyFigures
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.text import ROC_EPOCH
from knowledge.words import Names, any_of
from rules.procurement import Item, Plan, counties, county

LABELLED: Final = "labelled"
MOST: Final = "most"
AT_MOST: Final = 3


class HotelCounts:
    """Looks up annex 2's hotels by county (附表5) and those with the eco label (附表4)."""

    kind = "hotel"

    def __init__(self, plan: Plan, figures: CountyFigures) -> None:
        self.plan = plan
        self.figures = figures
        self.text = load("lookups.yaml")["hotel"]
        self._kinds = {one.id: one for one in plan.bases.hotels}
        self._names = Names({word: id for id, words in self.text["kinds"].items() for word in words})
        words = ("weighted", "nationwide", "asks", "labelled", "most", "not")
        self._words = {name: any_of(self.text[name]) for name in words}

    def _says(self, name: str, inquiry: Inquiry) -> bool:
        return self._words[name].search(inquiry.text) is not None

    def find(self, inquiry: Inquiry) -> Found | None:
        """The hotels of the counties named; else those with the eco label, or the county with the most of a kind."""
        kinds = list(dict.fromkeys(seen.what for seen in self._names.find(inquiry.text)))
        weighted = self._says("weighted", inquiry)
        if self._says("not", inquiry) or not (kinds or weighted or self._says("nationwide", inquiry)):
            return None
        one = kinds if len(kinds) == 1 else []  # of several, all are told: an id is short
        groups = [group for group in self.figures.groups(inquiry.text) if len(group) == 1]
        if groups and (weighted or self._says("asks", inquiry)):
            names = [".".join((group[0], *one)) for group in groups[:AT_MOST]]
        elif kinds and not groups and self._says("most", inquiry):
            names = [f"{MOST}.{kinds[0]}"]
        elif not kinds and not groups and self._says("nationwide", inquiry) and self._says("asks", inquiry):
            names = [LABELLED]
        elif kinds and not groups and self._says("labelled", inquiry) and self._says("asks", inquiry):
            names = [".".join((LABELLED, *one))]
        else:
            return None
        return Found("procurement", tuple(self.rebuild(name, inquiry.lang) for name in names))

    # -- answering

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<county>``, ``labelled`` or ``most``, each with the kinds asked for."""
        whose, *kinds = name.split(".")
        if unknown := set(kinds) - set(self._kinds):
            raise KeyError(unknown)
        if whose == LABELLED:
            text, clause, title = self._labelled(kinds, lang)
        elif whose == MOST:
            text, clause, title = self._most(kinds[0], lang)
        else:
            text, clause, title = self._county(whose, kinds, lang)
        basis = rests_on(self.plan.edition, clause, self.text["says"], lang)
        return Answer(f"{self.kind}.{name}", "procurement", "lookup", text, title, basis)

    def _told(self, kinds: list[str], numbers: dict[str, int], lang: Lang) -> str:
        each = [say(self.text["each"], lang, kind=name_of(self._kinds[id], lang), number=numbers[id]) for id in kinds]
        return str(self.text["join"][lang]).join(each)

    def _county(self, id: str, kinds: list[str], lang: Lang) -> tuple[str, str, str]:
        of = {column: self.plan.bases.base(Item.LABELS, id, column) for column in (*self._kinds, "weighted", "target")}
        numbers = {column: base.value or 0 for column, base in of.items()}
        where = name_of(county(id), lang)
        told = self._told(kinds or list(self._kinds), numbers, lang)
        terms = {"weighted": numbers["weighted"], "target": numbers["target"]}
        return say(self.text["county"], lang, county=where, told=told, **terms), of["weighted"].clause, where

    def _labelled(self, kinds: list[str], lang: Lang) -> tuple[str, str, str]:
        bases = self.plan.bases
        numbers = {id: one.labelled for id, one in self._kinds.items()}
        first = kinds or list(self._kinds)
        shares = {id: f"{one.percent:f}" for id, one in self._kinds.items()}
        each = [
            say(self.text["share"], lang, kind=name_of(self._kinds[id], lang), number=numbers[id], percent=shares[id])
            for id in first
        ]
        told = str(self.text["join"][lang]).join(each)
        day = bases.hotels_as_of
        terms = {"day": f"{day.year - ROC_EPOCH}/{day:%m/%d}" if lang == "zh" else day.isoformat()}
        text = say(self.text["labelled_is"], lang, told=told, total=bases.hotels_total, **terms)
        return text, self.text["labelled_clause"], say(self.text["labelled_title"], lang)

    def _most(self, kind: str, lang: Lang) -> tuple[str, str, str]:
        found = {one.id: self.plan.bases.base(Item.LABELS, one.id, kind) for one in counties()}
        most = max(base.value or 0 for base in found.values())
        where = [name_of(county(id), lang) for id, base in found.items() if base.value == most]
        terms = {"county": str(self.text["join"][lang]).join(where), "kind": name_of(self._kinds[kind], lang)}
        clause = next(iter(found.values())).clause
        return say(self.text["most_is"], lang, **terms, number=most), clause, name_of(self._kinds[kind], lang)

"""The hotels behind the label targets: how many of a kind a county has, and how many bear the eco label."""

from __future__ import annotations

from typing import Final

from knowledge.data import load
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.text import ROC_EPOCH
from knowledge.words import Names, any_of
from rules.procurement import Item, Plan, county

LABELLED: Final = "labelled"
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
        words = ("weighted", "nationwide", "asks", "labelled", "not")
        self._words = {name: any_of(self.text[name]) for name in words}

    def _says(self, name: str, inquiry: Inquiry) -> bool:
        return self._words[name].search(inquiry.text) is not None

    def find(self, inquiry: Inquiry) -> Found | None:
        """The hotels of the counties named, else those with the eco label; a short message leans on the one before."""
        kinds = list(dict.fromkeys(seen.what for seen in self._names.find(inquiry.text)))
        weighted, before = self._says("weighted", inquiry), inquiry.before.get("hotel", "")
        groups = [group for group in self.figures.groups(inquiry.text) if len(group) == 1]
        if not (kinds or weighted) and self.figures.items(inquiry.text):
            before = ""  # another figure is asked for now
        if (self._says("not", inquiry) and not weighted) or not (
            kinds or weighted or before or self._nationwide(inquiry)
        ):
            return None
        kept = [kind for kind in (inquiry.before.get("kind", ""),) if kind and not kinds]
        asks, one = self._says("asks", inquiry), kinds if len(kinds) == 1 else []  # of several, all are told
        if groups and (weighted or before or asks):
            names = [".".join((group[0], *(one or kept))) for group in groups[:AT_MOST]]
        elif kinds and asks and not groups and "," not in (county := inquiry.before.get("county", "")) and county:
            names = [".".join((county, *one))]
        elif before and (kinds or weighted):
            names = [".".join((before, *(one or kept)))]
        elif not kinds and not groups and self._nationwide(inquiry) and asks:
            names = [LABELLED]
        elif kinds and not groups and (self._says("labelled", inquiry) or weighted) and asks:
            names = [".".join((LABELLED, *one))]
        else:
            return None
        slots = {"hotel": names[-1].partition(".")[0], "kind": names[-1].partition(".")[2]}
        if slots["hotel"] != LABELLED:
            slots |= {"county": slots["hotel"], "item": Item.LABELS.value, "step": ""}
        return Found("procurement", tuple(self.rebuild(name, inquiry.lang) for name in names), slots=slots)

    def _nationwide(self, inquiry: Inquiry) -> bool:
        return self._says("nationwide", inquiry)

    # -- answering

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<county>`` or ``labelled``, each with the kinds asked for."""
        whose, *kinds = name.split(".")
        if unknown := set(kinds) - set(self._kinds):
            raise KeyError(unknown)
        if whose == LABELLED:
            text, clause, title = self._labelled(kinds, lang)
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

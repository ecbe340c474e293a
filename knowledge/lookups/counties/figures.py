"""A county's targets of the procurement plan, last year's beside them, and the growth steps above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from knowledge.data import load
from knowledge.lookups.counties.parts import WHOLE, TargetParts
from knowledge.lookups.counties.places import Group, Places
from knowledge.lookups.counties.printed import AVERAGE, BASE, EVERYWHERE, KIND, WHY, Printed
from knowledge.lookups.counties.steps import Steps
from knowledge.lookups.model import Found, Inquiry, name_of, say
from knowledge.model import Answer, Lang, Option
from knowledge.text import RECENT
from knowledge.words import any_of, shown
from rules.procurement import Item, Plan, county

PAIR: Final = 2
AT_MOST: Final = 3
"""Answers to one question; more would not be read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell of the tables: whose, of which item, and the step (points), the year before, or the target."""

    county: str
    item: str
    step: str = ""

    @property
    def id(self) -> str:
        """The look-up's id without its kind."""
        return ".".join(part for part in (self.county, self.item, self.step) if part)


class CountyFigures:
    """Looks a county's figures up, as printed."""

    kind = KIND

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("lookups.yaml")["county"]
        self.year = int(plan.id)
        self.printed = Printed(plan)
        self.steps = Steps(plan, self.text)
        self.parts = TargetParts(self.printed, self.text)
        self._places = Places(self.text["places"])
        self._everywhere = any_of(self.text["everywhere"])
        self._own, self._general = any_of(self.text["own"]), any_of(self.text["general"])
        self._not_whose = any_of(self.text["not_whose"])
        self._wants = any_of(self.text["wants"])
        self._not, self._scored = any_of(self.text["elsewhere"]), any_of(self.text["scored"])
        self._target = any_of(self.text["target"])
        self._relative = any_of(self.text["relative"])
        self._year_before = any_of(self.text["year_before"])
        self._filler = re.compile(self.text["filler"])
        self._counted = re.compile(self.text["counted"])
        self._apart, self._beside = re.compile(self.text["apart"]), re.compile(self.text["beside"])
        self._average, self._between = any_of(self.text["average"]), any_of(self.text["differ"])
        self._both = re.compile(self.text["both"])
        self._alone = frozenset(shown(word) for word in self.text["alone"])
        self._items = {name: any_of(one["words"]) for name, one in self.text["items"].items()}
        self.named = lru_cache(maxsize=RECENT)(self._named)
        """The items whose own words stand in a text."""
        self._needs = {name: any_of(one["needs"]) for name, one in self.text["items"].items() if "needs" in one}
        self._private = any_of(self.text["private"])
        self._firms = any_of(self.text["counsel"])
        self._reached = any_of(self.text["reached"])
        self._why = {part: any_of(self.text["why"][part]) for part in ("words", "with", "not")}
        self._summed = any_of(self.text["summed"])
        self._not_everywhere = any_of(self.text["not_everywhere"])

    # -- reading

    def find(self, inquiry: Inquiry) -> Found | None:
        """The figures a question asks for; a question back where it doesn't say whose they are."""
        text, before = inquiry.text, inquiry.before
        groups = self.groups(text)
        elliptic = "item" in before
        items = self.items(text, elliptic=elliptic)
        if text.strip("?？ ") in self._alone and not elliptic:
            return self._asked_whose(inquiry, items)
        if self._not.search(text) or (inquiry.paid and self._scored.search(text)):
            return None
        if not groups and self._nationwide(text) and (elliptic or (items and self._aims(text))):
            groups = [(EVERYWHERE,)]
        if not groups and self._places.unknown(text):
            groups = []
        elif not groups and elliptic and (items or self._goes_on(inquiry)):
            groups = [tuple(before["county"].split(","))] if before["county"] else []
        if not groups:
            return self._whose(inquiry, items)
        if not items and elliptic:
            items = self._kept(inquiry)
        elif not elliptic and not self._asked(inquiry, items):
            return None
        if self._asks_why(inquiry):
            return self._told(inquiry, groups, items or list(self.text["with_base"]), [WHY])
        found = self._years(inquiry, groups, items)
        if found is not None and found.answers and self._reached.search(text) and not inquiry.paid:
            told = [say(self.text["not_reached"], inquiry.lang), *(answer.text for answer in found.answers)]
            return Found(found.programme, reason="\n".join(told), slots=found.slots)
        return found

    def _aims(self, text: str) -> bool:
        """Whether a target, a sum or a growth above it is spoken of."""
        return any(words.search(text) for words in (self._target, self._summed, self.steps.growth, self._average))

    def _nationwide(self, text: str) -> bool:
        """Whether the whole country is meant."""
        return self._everywhere.search(self._not_everywhere.sub(" ", text)) is not None

    def _asks_why(self, inquiry: Inquiry) -> bool:
        """Whether it is asked where a target comes from, or what it was the year before beside it."""
        text, why, years = inquiry.text, self._why, inquiry.question.years
        if why["not"].search(text) or self._average.search(text) or self.steps.several(inquiry):
            return False
        if inquiry.question.percents and self.steps.grows(text, ()):
            return False
        both = self.year in years and self.year - 1 in years
        return both or bool(why["words"].search(text) and why["with"].search(text))

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of a cell's id."""
        return self.printed.rebuild(name, lang)

    def groups(self, text: str) -> list[Group]:
        """The counties named, a shared name as a group of several."""
        return list(self._places.groups(text))

    def placed(self, text: str) -> bool:
        """Whether a shown text names a county, or the whole country."""
        return bool(self.groups(text)) or self._nationwide(text)

    def unplaced(self, text: str) -> str:
        """A text without the counties it names, simplified."""
        return self._places.without(shown(text))

    def aimed(self, text: str) -> bool:
        """Whether a shown text speaks of a target."""
        return self._target.search(text) is not None

    def elsewhere(self, text: str) -> bool:
        """Whether a shown text is of the whole country, or of a county that is none of the 22."""
        return self._nationwide(text) or self._places.unknown(text)

    def _goes_on(self, inquiry: Inquiry) -> bool:
        """Whether a year, a growth step or a part of the target told before is asked for."""
        return bool(self._dated(inquiry) or self.steps.of(inquiry, self._kept(inquiry)) or self.parts.of(inquiry))

    def _dated(self, inquiry: Inquiry) -> bool:
        """Whether a year is named, or one by its distance."""
        relative = self._year_before.search(inquiry.text) or self._relative.search(inquiry.text)
        return bool(inquiry.question.years or relative)

    def _kept(self, inquiry: Inquiry) -> list[str]:
        """The items of the figure looked up before."""
        return [name for name in inquiry.before.get("item", "").split(",") if name]

    def _named(self, text: str) -> tuple[str, ...]:
        return tuple(name for name, pattern in self._items.items() if pattern.search(text))

    def items(self, text: str, *, elliptic: bool = False) -> list[str]:
        """What figures a text asks for, by name; 家數 alone is enough after another figure."""
        seen = list(self.named(text))
        if not seen and self._average.search(text):
            return ["amount"]
        private = bool(self._private.search(text))
        special = [name for name in seen if name not in ("firms", "amount")]
        if special:
            if "store_sales" in special and "labels" in special and not self._apart.search(text):
                special.remove("labels")
            both = {"firms", "amount"} <= set(seen)
            plain = [name for name in ("firms", "amount") if name in seen] if both or self._firms.search(text) else []
            told = "labels" not in special or "amount" in plain or self._beside.search(text)
            return special + (plain if told else [])
        if seen == ["firms"] and not (private or elliptic or self._counted.search(text)):
            return []
        return seen or (["firms", "amount"] if private else [])

    def _asked(self, inquiry: Inquiry, items: Sequence[str]) -> bool:
        """Whether a county's figure is asked for, not something else about the county."""
        text = inquiry.text
        if self._reached.search(text) and not self.steps.points.search(text):
            return True
        if not items:
            return bool(self._target.search(text)) or self.steps.of(inquiry, items) is not None
        if self._asks_why(inquiry) or (self._nationwide(text) and self._summed.search(text)):
            return True
        bare = len(text.strip("?？ ")) <= self.text["bare"] and "store_sales" not in items
        if not bare and all(name in self._needs and not self._needs[name].search(text) for name in items):
            return False
        if self.steps.points.search(text) and not (self.steps.grows(text, items) or self.steps.attains.search(text)):
            return False
        if self._average.search(text):
            return True
        named = any(self._items[name].search(text) for name in items)
        return bool(
            self._wants.search(text)
            or self.steps.of(inquiry, items)
            or (named and len(self._filler.sub("", text)) <= self.text["terse"])
        )

    def _whose(self, inquiry: Inquiry, items: Sequence[str]) -> Found | None:
        """The question back, where someone asks for the own county's target, or that of a county not on the list."""
        aimed = self._target.search(inquiry.text)
        counted = items and self._wants.search(inquiry.text) and not self.steps.points.search(inquiry.text)
        own = (aimed or counted) and self._own.search(inquiry.text)
        own = own or (aimed and self._general.search(inquiry.text))
        if self._not_whose.search(inquiry.text):
            return None
        if own or ((aimed or items) and self._places.unknown(inquiry.text)):
            return self._asked_whose(inquiry, items)
        return None

    def _asked_whose(self, inquiry: Inquiry, items: Sequence[str]) -> Found:
        asked = say(self.text["whose"], inquiry.lang)
        return Found("procurement", asked=asked, slots={"county": "", "item": ",".join(items), "step": ""})

    def _years(self, inquiry: Inquiry, groups: list[Group], items: list[str]) -> Found | None:
        years = inquiry.question.years
        if self._average.search(inquiry.text) and set(items) & {"firms", "amount"}:
            return self._told(inquiry, groups, ["amount"], [AVERAGE])
        if not years and "item" in inquiry.before and self._year_before.search(inquiry.text):
            years = [self.year - 1]
        other = [year for year in years if year not in (self.year, self.year - 1)]
        relative = self._relative.search(inquiry.text) if not years else None
        if relative or (other and len(other) == len(years)):
            asked = relative.group() if relative else str(other[0])
            reason = say(self.text["other_year"], inquiry.lang, asked=asked)
            return Found("procurement", reason=reason, slots=self._slots(groups, items, ""))
        steps = [BASE] if years == [self.year - 1] else [""]
        step = self.steps.of(inquiry, items)
        kept = inquiry.before.get("step", "")
        if kept == WHY and items != self._kept(inquiry):
            kept = ""  # where one target comes from says nothing of what is asked of another
        growing = [name for name in items if not kept.isdecimal() or self.steps.has([name], int(kept))]
        if step is None and not years and kept and (growing or not items):
            steps, items = [kept], growing
        part = self.parts.of(inquiry)
        if part is not None and not (step and self.steps.has(items, step)):
            step = part - WHOLE if self.steps.has(items, part - WHOLE) else None  # 105% is the printed growth of 5%
        if step is not None:
            return self._grown(inquiry, groups, items, step)
        found = self._told(inquiry, groups, items, steps)
        return self.parts.told(found, part, inquiry.lang) if found and part is not None and steps == [""] else found

    def _slots(self, groups: Sequence[Group], items: Sequence[str], step: str) -> dict[str, str]:
        return {"county": ",".join(groups[-1]), "item": ",".join(items), "step": step}

    def _grown(self, inquiry: Inquiry, groups: list[Group], items: list[str], step: Decimal | int) -> Found | None:
        """The figures of a growth step; the printed steps where it isn't one of them."""
        growths = self.plan.targets.growths
        items = [name for name in items or ["store_sales", "amount"] if name in growths]
        if not items:
            return None
        table, place = growths[Item(items[0])], self.steps.place(items[0], step)
        if not place:
            known = "、".join(f"{percent:f}%" for percent in table.percents)
            reason = say(self.text["no_step"], inquiry.lang, clause=table.clause, steps=known)
            return Found("procurement", reason=reason, slots=self._slots(groups, items, ""))
        same = table.percents[place - 1 : place]
        items = [name for name in items if growths[Item(name)].percents[place - 1 : place] == same]
        steps = [str(points) for points in self.steps.several(inquiry, items[0])]
        if steps:
            return self._both_ends(self._told(inquiry, groups, items, steps), items, steps, inquiry)
        both = self._both.search(inquiry.text) and self._target.search(inquiry.text)
        return self._told(inquiry, groups, items, ["", str(place)] if both else [str(place)])

    def _both_ends(self, found: Found | None, items: list[str], steps: list[str], inquiry: Inquiry) -> Found | None:
        """The answers on two steps of one county and item, with what lies between the two where that is asked."""
        if found is None or len(found.answers) != PAIR or len(items) != 1 or not self._between.search(inquiry.text):
            return found
        item, where = Item(items[0]), found.slots["county"]
        ends = [self.plan.targets.growth(item, where, points=int(step)).reach for step in steps]
        if None in ends:
            return found
        told = self.printed.unit(item, abs((ends[0] or 0) - (ends[1] or 0)), inquiry.lang)
        last = found.answers[-1]
        text = f"{last.text}\n{say(self.text['between'], inquiry.lang, told=told)}"
        return replace(found, answers=(found.answers[0], replace(last, text=text)))

    def _told(self, inquiry: Inquiry, groups: list[Group], items: list[str], steps: Sequence[str]) -> Found | None:
        """The answers; where a name is shared by two counties, the two as choices."""
        lang = inquiry.lang
        slots = self._slots(groups, items, steps[-1])
        if not items and BASE in steps:
            items = list(self.text["with_base"])
        shared = next((group for group in groups if len(group) > 1), None)
        if shared:
            item = items[0] if len(items) == 1 else ""
            options = tuple(
                Option(name_of(county(id), lang), self.rebuild(Wanted(id, item, steps[0] if item else "").id, lang))
                for id in shared
            )
            return Found("procurement", asked=say(self.text["which"], lang), options=options, slots=slots)
        cells = [Wanted(group[0], item, step) for group in groups for item in items or [""] for step in steps]
        if not items:
            cells = [Wanted(cell.county, "") for cell in cells]
        answers = tuple(self.rebuild(cell.id, lang) for cell in list(dict.fromkeys(cells))[: AT_MOST * 2])
        return Found("procurement", answers, slots=slots)

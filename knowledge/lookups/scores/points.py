"""A county's points worked out from a question that carries the numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.lookups.purchases.lists import lettered
from knowledge.lookups.scores.counts import Counts
from knowledge.lookups.scores.promotions import Promotions
from knowledge.lookups.scores.reached import Reached
from knowledge.lookups.scores.told import Told
from knowledge.model import Answer, Lang
from knowledge.numerals import parse
from knowledge.words import any_of
from rules.procurement import Item, Plan
from rules.procurement.scores import plain


def _number(written: str) -> int:
    """A whole number in figures or Chinese characters, 0 for none."""
    return int(parse(written) or 0)


class Scores:
    """Works out points: labels, activities, growth, hotels, innovations, and what is reached of a target."""

    kind = "score"

    def __init__(self, plan: Plan, figures: CountyFigures) -> None:
        self.plan = plan
        self.figures = figures
        self.scoring = plan.scoring
        self.told = Told(plan, figures)
        self.promotions, self.reached = Promotions(self.told), Reached(self.told)
        self.text = self.told.text
        counters = [*self.text["counters"], *self.text["shop_counters"]]
        self._labels = Counts(self.text["labels"], counters)
        self._asks = any_of(self.text["asks"])
        self._grown = any_of(self.text["grown"])
        self._each = any_of(self.text["each"])
        self._persons = re.compile(self.text["persons"])
        self._recruited = re.compile(self.text["recruited"])
        self._target = re.compile(self.text["target"])
        self._uncounted = re.compile(self.text["uncounted"])
        self._letter = re.compile(self.text["letter"])
        self._goods = Counts(lettered(plan), counters)

    def find(self, inquiry: Inquiry) -> Found | None:
        """The points of what a question counts; None where it carries no numbers or asks for none."""
        if not self._asked(inquiry) or inquiry.elsewhere("procurement") or self._printed(inquiry):
            return None
        tries: tuple[Callable[[Inquiry], Found | None], ...] = (
            self._label_score,
            self.promotions.bonus,
            self._members_score,
            self._growth_score,
            self.reached.part,
            self.promotions.needed,
            self.promotions.rates,
            self.promotions.store_information,
            self.promotions.travel,
            self.promotions.hotels,
            self.reached.sums,
            self.promotions.activities,
            self.promotions.single,
        )
        return next((found for one in tries if (found := one(inquiry)) is not None), None)

    def _printed(self, inquiry: Inquiry) -> bool:
        """Whether a county's growth step is asked for, which its table tells with the points."""
        growths, percents = self.plan.targets.growths, inquiry.question.percents
        items = [Item(name) for name in self.figures.items(inquiry.text) if name in growths]
        if len(percents) != 1 or not items or inquiry.paid or not self.figures.groups(inquiry.text):
            return False
        return bool(self._grown.search(inquiry.text)) and all(percents[0] in growths[item].percents for item in items)

    def _asked(self, inquiry: Inquiry) -> bool:
        """Whether points are asked for: in words, by all the numbers of the label score, or after a growth."""
        if self._asks.search(inquiry.text):
            return True
        if self.promotions.asked(inquiry):
            return True
        target = self._target.search(inquiry.text) or self.told.county(inquiry)
        if target and {"a", "b"} & set(self._listed(inquiry)):
            return True
        if "reached" in inquiry.before and inquiry.paid:
            return True
        if "members" in self.figures.items(inquiry.text) and self._recruited.search(inquiry.text):
            return self.told.county(inquiry) != ""
        return "score_item" in inquiry.before and len(inquiry.question.percents) == 1

    # -- one kind after another

    def _label_score(self, inquiry: Inquiry) -> Found | None:
        counts = self._listed(inquiry)
        if not {"a", "b"} & set(counts):
            return None
        given = self._target.search(inquiry.text)
        where = self.told.county(inquiry)
        a, b, number = counts.get("a", 0), counts.get("b", 0), _number(given[1]) if given else 0
        if given:
            score = self.scoring.labels(number, a, b) if number else None
        else:
            score = self.scoring.county_labels(where, a, b) if where else None
        if score is None:
            return None
        target = number if given else self.plan.targets.target(Item.LABELS, where).value
        weights = {f"weight_{id.lower()}": f"{one.weight:f}" for id, one in self.plan.criteria.lists.items()}
        terms = {"a": a, "b": b, "target": target or 0, "most": plain(score.most), **weights}
        line = say(self.text["label_line"], inquiry.lang, **terms)
        return self.told.found("labels", score, [line], inquiry)

    def _listed(self, inquiry: Inquiry) -> dict[str, int]:
        """How many labels of list A and of list B, the target's number left out; 「A 拿到 2 家」 is list A's too."""
        rest = self._target.sub(" ", inquiry.text)
        rest = self._uncounted.sub(self.text["counted"], rest)
        listed = self._labels.of(self._letter.sub(self.text["lettered"], rest))
        if listed or self.promotions.graded(rest):
            return listed
        goods = {} if self._goods.missed(rest) else self._goods.of(rest)
        several = sum(goods.values()) > 1 and len(list(self._goods.places(rest))) > 1
        return goods if several or "labels" in self.told.items(inquiry) else listed

    def _growth_score(self, inquiry: Inquiry) -> Found | None:
        percents = inquiry.question.percents
        grown = self._grown.search(inquiry.text) or "score_item" in inquiry.before
        if len(percents) != 1 or not grown or self._each.search(inquiry.text):
            return None
        items = [name for name in self.told.items(inquiry) if name in self.plan.targets.growths]
        if not items and "refine" not in inquiry.question.reading.concepts:
            return None
        answers = []
        for name in items or ["store_sales", "amount"]:
            item = Item(name)
            score = self.scoring.growth_percent(item, percents[0])
            steps = self.plan.targets.growths[item].percents
            terms = {"item": self.figures.text["items"][name][inquiry.lang], "percent": plain(percents[0])}
            line = say(self.text["growth_line"], inquiry.lang, **terms, step=plain(steps[0]), most=plain(score.most))
            answers.append(self.told.answer(f"growth_{name}", score, [line], inquiry.lang))
        return Found("procurement", tuple(answers), slots={"score_item": ",".join(items)})

    def _members_score(self, inquiry: Inquiry) -> Found | None:
        """The points of so many new members of the green points in a county."""
        where, persons = self.told.county(inquiry), list(self._persons.finditer(inquiry.text))
        if not where or len(persons) != 1 or "members" not in self.told.items(inquiry):
            return None
        actual = int((persons[0][1] or persons[0][2]).replace(",", ""))
        score = self.scoring.growth(Item.MEMBERS, where, actual)
        return self.reached.above(Item.MEMBERS, where, actual, score, inquiry)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

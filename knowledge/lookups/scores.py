"""A county's points worked out from a question that carries the numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.counties import CountyFigures
from knowledge.lookups.counts import Counts
from knowledge.lookups.lists import lettered
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange
from knowledge.numerals import parse
from knowledge.words import any_of
from rules.procurement import Item, LineScore, Plan, county
from rules.procurement.rates import ActivityWay
from rules.procurement.scores import added, plain, ratio, times

LINES: Final = {"store_sales": "store_sales", "amount": "procurement_amount", "firms": "procurement_firms"}

WHOLE: Final = 100
LEAST: Final = 10_000_000
"""A sum whose points are asked for is a county's from here on, even where no county is named."""


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
        self.text = load("reckoning.yaml")["score"]
        counters = self.text["counters"]
        self._activities = Counts(self.text["activities"], counters)
        self._labels = Counts(self.text["labels"], counters)
        self._single = {name: Counts({name: words}, counters) for name, words in self.text["single"].items()}
        self._grades = Counts(self.text["grades"], counters)
        self._asks = any_of(self.text["asks"])
        self._grown = any_of(self.text["grown"])
        self._ratio = any_of(self.text["ratio"])
        self._each = any_of(self.text["each"])
        self._refined = any_of(self.text["refined"])
        self._counselled = re.compile(self.text["counselled"])
        self._private = any_of(figures.text["private"])
        self._persons = re.compile(self.text["persons"])
        self._target = re.compile(self.text["target"])
        self._letter = re.compile(self.text["letter"])
        self._goods = Counts(lettered(plan), counters)
        self._ways = {way.id: way for way in self.scoring.rates.ways}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The points of what a question counts; None where it carries no numbers or asks for none."""
        if not self._asked(inquiry) or inquiry.elsewhere("procurement"):
            return None
        tries: tuple[Callable[[Inquiry], Found | None], ...] = (
            self._label_score,
            self._members_score,
            self._growth_score,
            self._ratio_score,
            self._rate_score,
            self._reached_score,
            self._hotel_score,
            self._activity_score,
            self._single_score,
        )
        return next((found for one in tries if (found := one(inquiry)) is not None), None)

    def _asked(self, inquiry: Inquiry) -> bool:
        """Whether points are asked for: in words, by all the numbers of the label score, or after a growth."""
        if self._asks.search(inquiry.text):
            return True
        if any(number > 1 for number in self._grades.of(inquiry.text).values()):
            return True
        if self.figures.groups(inquiry.text) and self._single["information"].of(inquiry.text):
            return True
        if len(self._activities.of(inquiry.text)) > 1:
            return True
        target = self._target.search(inquiry.text) or self._county(inquiry)
        if target and {"a", "b"} & set(self._listed(inquiry)):
            return True
        if "reached" in inquiry.before and inquiry.paid:
            return True
        return "score_item" in inquiry.before and len(inquiry.question.percents) == 1

    # -- one kind after another

    def _label_score(self, inquiry: Inquiry) -> Found | None:
        counts = self._listed(inquiry)
        if not {"a", "b"} & set(counts):
            return None
        given = self._target.search(inquiry.text)
        where = self._county(inquiry)
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
        return self._found("labels", score, [line], inquiry)

    def _listed(self, inquiry: Inquiry) -> dict[str, int]:
        """How many labels of list A and of list B, the target's number left out; 「A 拿到 2 家」 is list A's too."""
        rest = self._target.sub(" ", inquiry.text)
        listed = self._labels.of(self._letter.sub(self.text["lettered"], rest))
        if listed or "labels" not in self._items(inquiry) or self._grades.of(rest):
            return listed
        return self._goods.of(rest)

    def _growth_score(self, inquiry: Inquiry) -> Found | None:
        percents = inquiry.question.percents
        grown = self._grown.search(inquiry.text) or "score_item" in inquiry.before
        if len(percents) != 1 or not grown or self._each.search(inquiry.text):
            return None
        items = [name for name in self._items(inquiry) if name in self.plan.targets.growths]
        if not items and "refine" not in inquiry.question.reading.concepts:
            return None
        answers = []
        for name in items or ["store_sales", "amount"]:
            item = Item(name)
            score = self.scoring.growth_percent(item, percents[0])
            steps = self.plan.targets.growths[item].percents
            terms = {"item": self.figures.text["items"][name][inquiry.lang], "percent": plain(percents[0])}
            line = say(self.text["growth_line"], inquiry.lang, **terms, step=plain(steps[0]), most=plain(score.most))
            answers.append(self._answer(f"growth_{name}", score, [line], inquiry.lang))
        return Found("procurement", tuple(answers), slots={"score_item": ",".join(items)})

    def _ratio_score(self, inquiry: Inquiry) -> Found | None:
        """The points of a part of a target, given in percent."""
        percents, items = inquiry.question.percents, [name for name in self._items(inquiry) if name in LINES]
        if len(percents) != 1 or not items or not self._ratio.search(inquiry.text):
            return None
        answers = []
        for name in items:
            rate = self.scoring.rates.ratios[LINES[name]]
            score = ratio(name, Fraction(percents[0]), WHOLE, rate.points, rate.clause)
            item = self.figures.text["items"][name][inquiry.lang]
            terms = {"item": item, "percent": plain(percents[0]), "most": plain(score.most)}
            line = say(self.text["ratio_line"], inquiry.lang, **terms)
            answers.append(self._answer(f"reached_{name}", score, [line], inquiry.lang))
        return Found("procurement", tuple(answers))

    def _reached_score(self, inquiry: Inquiry) -> Found | None:
        """The points of a sum reached by a county: of the target, and of the growth above it."""
        where, items = self._county(inquiry), [name for name in self._items(inquiry) if name in LINES]
        if self._counselled.search(inquiry.text) and "labels" not in self._items(inquiry) and "firms" not in items:
            items = ["firms"]
        firms = self._firms_score(inquiry, where) if "firms" in items else None
        if firms and not inquiry.paid:
            return firms
        if items == ["firms"] and not where and self._counselled.search(inquiry.text) and not inquiry.paid:
            return self._whose(items, inquiry)
        sums = [s.money for s in inquiry.question.money if not s.bare and isinstance(s.money, MoneyRange)]
        if sums and "store_sales" not in items and ("amount" in items or self._private.search(inquiry.text)):
            items = ["amount"]
        if len(sums) != 1 or not sums[0].exact:
            return None
        if not where and sums[0].low >= LEAST:
            return self._whose(items, inquiry)
        if not where or len(items) != 1:
            return None
        item = Item(items[0])
        base = self.scoring.reached(LINES[items[0]], where, sums[0].low)
        more = self.scoring.growth(item, where, sums[0].low)
        if self._above(inquiry):
            return self._growth_found(item, where, sums[0].low, more, inquiry)
        terms = {"county": name_of(county(where), inquiry.lang), "actual": sums[0].low}
        target = self.plan.targets.target(item, where)
        terms |= {"target": target.value or 0, "item": self.figures.text["items"][items[0]][inquiry.lang]}
        lines = [say(self.text["reached_line"], inquiry.lang, **terms, most=plain(base.most))]
        lines.append(say(self.text["above_line"], inquiry.lang, points=plain(more.points), most=plain(more.most)))
        slots = {"reached": items[0], "item": items[0], "county": where, "step": ""}
        told = self._answer(f"reached_{items[0]}", base, lines, inquiry.lang)
        return Found("procurement", (*(firms.answers if firms else ()), told), slots=slots)

    def _whose(self, items: Sequence[str], inquiry: Inquiry) -> Found:
        """Which county is meant, where what was reached is named without it."""
        asked = say(self.figures.text["whose"], inquiry.lang)
        return Found("procurement", asked=asked, slots={"county": "", "item": ",".join(items), "step": ""})

    def _above(self, inquiry: Inquiry) -> bool:
        """Whether the points above the target are asked for, not those for the target."""
        return bool(self._refined.search(inquiry.text))

    def _growth_found(self, item: Item, where: str, actual: int, score: LineScore, inquiry: Inquiry) -> Found:
        """The points of what a county reached above its target, by the printed steps."""
        lang, step = inquiry.lang, score.working[0]
        target = self.plan.targets.target(item, where).value or 0
        terms = {"county": name_of(county(where), lang), "item": self.figures.text["items"][item.value][lang]}
        percent = step.values.get("percent", "0")
        key = "step_line" if step.key == "step_reached" else "no_step_line"
        reach = step.values.get("reach", 0)
        line = say(self.text[key], lang, **terms, actual=actual, target=target, reach=reach, percent=percent)
        return self._found(f"growth_{item.value}", score, [line], inquiry)

    def _members_score(self, inquiry: Inquiry) -> Found | None:
        """The points of so many new members of the green points in a county."""
        where, persons = self._county(inquiry), list(self._persons.finditer(inquiry.text))
        if not where or len(persons) != 1 or "members" not in self._items(inquiry):
            return None
        actual = int((persons[0][1] or persons[0][2]).replace(",", ""))
        score = self.scoring.growth(Item.MEMBERS, where, actual)
        return self._growth_found(Item.MEMBERS, where, actual, score, inquiry)

    def _rate_score(self, inquiry: Inquiry) -> Found | None:
        """What each of several ways of promotion gives, where only the rate is asked: 連鎖一場幾分 非連鎖的咧."""
        ways = [way for way in self._activities.named(inquiry.text) if way in self._ways]
        if {"chain_place", "independent_place"} & set(ways):
            ways = [way for way in ways if way != "event"]  # 活動 is the campaign itself
        if len(ways) < 2 or any(count.value > 1 for count in self._activities.numbers(inquiry.text)):
            return None
        lang = inquiry.lang
        each = [self._ways[way] for way in ways]
        text = "\n".join(self._rate(one, lang) for one in each)
        most = say(self.text["rate_most"], lang, most=plain(self.scoring.rates.activities.most))
        basis = rests_on(self.plan.edition, self.scoring.rates.activities.clause, self.text["says"], lang)
        title = say(self.text["title"], lang)
        entry = self.text["entries"]["activities"]
        answer = Answer(entry, "procurement", "lookup", f"{text}\n{most}", title, basis)
        return Found("procurement", (answer,))

    def _rate(self, way: ActivityWay, lang: Lang) -> str:
        """What one way of promotion gives each time, and at most."""
        line = say(self.text["rate_line"], lang, name=name_of(way, lang), points=plain(way.points))
        return line + say(self.text["rate_cap"], lang, most=plain(way.most)) if way.most is not None else line

    def _firms_score(self, inquiry: Inquiry, where: str) -> Found | None:
        """The points of so many firms counselled, of the target named or the county's."""
        given = self._target.search(inquiry.text)
        counts = list(self._labels.numbers(self._target.sub(" ", inquiry.text)))
        target = _number(given[1]) if given else self.plan.targets.target(Item.FIRMS, where).value if where else None
        if len(counts) != 1 or not target or (inquiry.paid and not self._counselled.search(inquiry.text)):
            return None
        rate = self.scoring.rates.ratios[LINES["firms"]]
        score = ratio("firms", Fraction(counts[0].value), target, rate.points, rate.clause)
        terms = {"item": self.figures.text["items"]["firms"][inquiry.lang], "actual": counts[0].value}
        named = name_of(county(where), inquiry.lang) if where else ""
        line = say(
            self.text["reached_line"], inquiry.lang, county=named, target=target, most=plain(score.most), **terms
        )
        return self._found("reached_firms", score, [line], inquiry)

    def _hotel_score(self, inquiry: Inquiry) -> Found | None:
        counts = self._grades.of(inquiry.text)
        more = len(set(self._grades.named(inquiry.text))) > len(counts)
        if not counts or (more and set(counts.values()) == {1}):  # 一家金級幾分 銀級咧 asks for the rates
            return None
        rates = self.scoring.rates.hotels
        each = [
            times(grade, number, getattr(rates, grade), rates.most, rates.clause) for grade, number in counts.items()
        ]
        lines = [self._times(self.text["grade_names"][one.line], one, inquiry.lang) for one in each]
        lines.append(say(self.text["hotel_note"], inquiry.lang))
        return self._found("hotels", added("hotels", each, rates.most, rates.clause), lines, inquiry)

    def _activity_score(self, inquiry: Inquiry) -> Found | None:
        counts = {way: number for way, number in self._activities.of(inquiry.text).items() if way in self._ways}
        if not counts or all(count.value == 1 for count in self._activities.numbers(inquiry.text)):
            return None
        lang = inquiry.lang
        lines = []
        for way, number in counts.items():
            one = self._ways[way]
            lines.append(self._times({"zh": one.zh, "en": one.en}, self.scoring.activity(way, number), lang))
        if any(self._ways[way].needs == "green_words" for way in counts):
            lines.append(say(self.text["green_words"], lang))
        if any(self._ways[way].needs == "discount" for way in counts):
            lines.append(say(self.text["discount"], lang))
        return self._found("activities", self.scoring.activities(counts), lines, inquiry)

    def _single_score(self, inquiry: Inquiry) -> Found | None:
        for name, reader in self._single.items():
            number = reader.of(inquiry.text).get(name, 0)
            if number > 1:
                where = self._county(inquiry) or self.text["any_county"]
                score = (
                    self.scoring.innovation(number) if name == "innovation" else self.scoring.information(where, number)
                )
                line = self._times(self.text["single_names"][name], score, inquiry.lang)
                return self._found(name, score, [line], inquiry)
        return None

    # -- parts

    def _county(self, inquiry: Inquiry) -> str:
        groups = self.figures.groups(inquiry.text)
        if not groups:
            before = inquiry.before.get("county", "").split(",")
            return before[0] if len(before) == 1 else ""
        return groups[0][0] if len(groups) == 1 and len(groups[0]) == 1 else ""

    def _items(self, inquiry: Inquiry) -> list[str]:
        items = self.figures.items(inquiry.text)
        before = inquiry.before.get("score_item", inquiry.before.get("item", ""))
        return items or [name for name in before.split(",") if name]

    def _times(self, name: Mapping[str, Any], score: LineScore, lang: Lang) -> str:
        step = score.working[0]
        terms = {key: str(value) for key, value in step.values.items()}
        key = "capped" if step.key == "times_capped" else "times"
        return say(self.text[key], lang, name=name[lang], **terms)

    def _found(self, rule: str, score: LineScore, lines: list[str], inquiry: Inquiry) -> Found:
        return Found("procurement", (self._answer(rule, score, lines, inquiry.lang),))

    def _answer(self, rule: str, score: LineScore, lines: list[str], lang: Lang) -> Answer:
        most = plain(Decimal(score.most))
        text = "\n".join([say(self.text["result"], lang, points=plain(score.points), most=most), *lines])
        basis = rests_on(self.plan.edition, score.clause, self.text["says"], lang)
        entry = self.text["entries"][rule]
        return Answer(entry, "procurement", "calculation", text, say(self.text["title"], lang), basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

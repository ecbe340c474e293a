"""The points for what is reached of a target: a sum, a number of firms, or a part of it in percent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from knowledge.lookups.model import Found, Inquiry, name_of, say
from knowledge.lookups.scores.counts import Counts
from knowledge.lookups.scores.told import Told
from knowledge.model import Lang
from knowledge.money import MoneyRange
from knowledge.numerals import parse
from knowledge.words import any_of
from rules.procurement import Item, LineScore, county
from rules.procurement.scores import added, plain, ratio

LINES: Final = {"store_sales": "store_sales", "amount": "procurement_amount", "firms": "procurement_firms"}

Part = tuple[LineScore, tuple[str, ...]]
"""A score and the lines that tell how it comes about."""
WHOLE: Final = 100
LEAST: Final = 10_000_000
"""A sum whose points are asked for is a county's from here on, even where no county is named."""


def _points(score: LineScore) -> dict[str, str]:
    """A score's points and their maximum, as its line tells them."""
    return {"points": plain(score.points), "most": plain(score.most)}


def _rate(actual: int, target: int) -> str:
    """How much of a target is reached, in percent; cut off after one decimal, so that 100 is reached and no less."""
    return plain(Decimal(actual * 10 * WHOLE // target) / 10)


class Reached:
    """Works out the points of the lines that have a target: stores' sales, firms counselled and their amount."""

    def __init__(self, told: Told) -> None:
        self.told, self.text = told, told.text
        self.plan, self.figures = told.plan, told.figures
        self.scoring = told.plan.scoring
        self._counts = Counts(self.text["labels"], [*self.text["counters"], *self.text["shop_counters"]])
        self._met = {name: re.compile(pattern) for name, pattern in self.text["met"].items()}
        self._half = any_of(self.text["half"])
        self._ratio, self._lacking = any_of(self.text["ratio"]), re.compile(self.text["lacking"])
        self._refined = any_of(self.text["refined"])
        self._pointed = any_of(self.figures.text["scored"])
        self._firms = re.compile(self.text["firms"])
        self._counselled = re.compile(self.text["counselled"])
        self._private = any_of(self.figures.text["private"])
        self._target = re.compile(self.text["target"])

    def part(self, inquiry: Inquiry) -> Found | None:
        """The points of a part of a target, given in percent."""
        percents, items = inquiry.question.percents, [name for name in self.told.items(inquiry) if name in LINES]
        if not percents and self._half.search(inquiry.text):
            percents = [Decimal(WHOLE) / 2]
        if len(percents) != 1 or not items:
            return None
        lacking = self._lacking.search(inquiry.text)
        percent = max(WHOLE - percents[0], Decimal(0)) if lacking else percents[0]
        parted = self._parted(inquiry, items, percent)
        if parted is not None or not (lacking or self._ratio.search(inquiry.text)):
            return parted
        parts = {name: self._percent_part(name, percent, inquiry.lang) for name in items}
        told = [self.told.answer(f"reached_{name}", *part, inquiry.lang) for name, part in parts.items()]
        return Found("procurement", tuple(told))

    def _percent_part(self, name: str, percent: Decimal, lang: Lang) -> Part:
        """The points of a part of a line's target."""
        rate = self.scoring.rates.ratios[LINES[name]]
        score = ratio(name, Fraction(percent), WHOLE, rate.points, rate.clause)
        terms = {"item": self._name(name, lang), "percent": plain(percent), "most": plain(score.most)}
        return score, (say(self.text["ratio_line"], lang, **terms),)

    def _parted(self, inquiry: Inquiry, items: Sequence[str], percent: Decimal) -> Found | None:
        """Firms and amount together, where one target is met and a part of the other is reached."""
        met = {name: self._met_part(name, inquiry) for name in ("firms", "amount")}
        open_ = [name for name, part in met.items() if part is None]
        if len(open_) != 1 or open_[0] not in items:
            return None
        part = self._percent_part(open_[0], percent, inquiry.lang)
        return self._whole_item(met["firms"] or part, met["amount"] or part, inquiry)

    def sums(self, inquiry: Inquiry) -> Found | None:
        """The points of a sum reached by a county: of the target, and of the growth above it."""
        where, items = self.told.county(inquiry), self._lines(inquiry)
        firms = self._firms_part(inquiry, where) if "firms" in items else None
        if firms is None and items == ["firms"] and not where and self._counselled.search(inquiry.text):
            return None if inquiry.paid else self._whose(items, inquiry)
        sums = [s.money for s in inquiry.question.money if not s.bare and isinstance(s.money, MoneyRange)]
        if sums and "store_sales" not in items and ("amount" in items or self._private.search(inquiry.text)):
            items = [*(["firms"] if firms or self._met["firms"].search(inquiry.text) else []), "amount"]
        exact = len(sums) == 1 and sums[0].exact
        if exact and not where and sums[0].low >= LEAST and not firms:
            return self._whose(items, inquiry)
        paid = next((name for name in items if name != "firms"), "") if exact and where else ""
        if not paid:
            return self._whole_item(firms, None, inquiry) if not (sums or inquiry.question.percents) else None
        if self._refined.search(inquiry.text) and len(self._pointed.findall(inquiry.text)) < len(("base", "growth")):
            more = self.scoring.growth(Item(paid), where, sums[0].low)
            return self.above(Item(paid), where, sums[0].low, more, inquiry)
        part = self._sum_part(paid, where, sums[0].low, inquiry.lang)
        if paid == "amount" and (whole := self._whole_item(firms, part, inquiry)) is not None and len(items) > 1:
            return whole
        slots = {"reached": paid, "item": paid, "county": where, "step": ""}
        told = self.told.answer(f"reached_{paid}", *part, inquiry.lang)
        return Found("procurement", (told,), slots=slots)

    def _lines(self, inquiry: Inquiry) -> list[str]:
        """The lines with a target that are spoken of; firms counted are firms without their word."""
        items, text = self.told.items(inquiry), inquiry.text
        lines = [name for name in items if name in LINES]
        counted = self._met["amount"].search(text) and any(self._counts.numbers(text))
        if "labels" in items or not (counted or self._counselled.search(text) or self._met["firms"].search(text)):
            return lines
        both = "amount" in lines and (inquiry.paid or self._met["amount"].search(text))
        return ["firms", "amount"] if both else ["firms"]

    def _sum_part(self, name: str, where: str, actual: int, lang: Lang) -> Part:
        """The points of a sum reached by a county, and what its growth gives."""
        base = self.scoring.reached(LINES[name], where, actual)
        more = self.scoring.growth(Item(name), where, actual)
        terms: dict[str, str | int] = {"county": name_of(county(where), lang), "actual": actual}
        target = self.plan.targets.target(Item(name), where).value or 0
        terms |= {"target": target, "rate": _rate(actual, target), "item": self._name(name, lang)}
        line = say(self.text["reached_line"], lang, **terms, **_points(base))
        above = say(self.text["above_line"], lang, points=plain(more.points), most=plain(more.most))
        return base, (line, above)

    def _whole_item(self, firms: Part | None, amount: Part | None, inquiry: Inquiry) -> Found | None:
        """The points of firms and amount together; of the firms alone where nothing is said of the amount."""
        firms = firms or self._met_part("firms", inquiry)
        amount = amount or self._met_part("amount", inquiry)
        if firms and amount:
            scores = [firms[0], amount[0]]
            score = added("procurement", scores, sum((one.most for one in scores), Decimal(0)), firms[0].clause)
            return self.told.found("reached_firms", score, [firms[1][0], amount[1][0]], inquiry)
        return self.told.found("reached_firms", *firms, inquiry) if firms else None

    def _met_part(self, name: str, inquiry: Inquiry) -> Part | None:
        """The full points, where a target is said to be met."""
        if not self._met[name].search(inquiry.text):
            return None
        rate = self.scoring.rates.ratios[LINES[name]]
        score = ratio(name, Fraction(1), 1, rate.points, rate.clause)
        item = self._name(name, inquiry.lang)
        return score, (say(self.text["met_line"], inquiry.lang, item=item, points=plain(score.points)),)

    def _name(self, item: str, lang: Lang) -> str:
        return str(self.figures.text["items"][item][lang])

    def _whose(self, items: Sequence[str], inquiry: Inquiry) -> Found:
        """Which county is meant, where what was reached is named without it."""
        asked = say(self.figures.text["whose"], inquiry.lang)
        return Found("procurement", asked=asked, slots={"county": "", "item": ",".join(items), "step": ""})

    def above(self, item: Item, where: str, actual: int, score: LineScore, inquiry: Inquiry) -> Found:
        """The points of what a county reached above its target, by the printed steps."""
        lang, step = inquiry.lang, score.working[0]
        target = self.plan.targets.target(item, where).value or 0
        terms = {"county": name_of(county(where), lang), "item": self.figures.text["items"][item.value][lang]}
        percent = step.values.get("percent", "0")
        key = "step_line" if step.key == "step_reached" else "no_step_line"
        reach = step.values.get("reach", 0)
        line = say(self.text[key], lang, **terms, actual=actual, target=target, reach=reach, percent=percent)
        return self.told.found(f"growth_{item.value}", score, [line], inquiry)

    def _firms_part(self, inquiry: Inquiry, where: str) -> Part | None:
        """The points of so many firms counselled, of the target named or the county's."""
        given, lang = self._target.search(inquiry.text), inquiry.lang
        counts = [count.value for count in self._counts.numbers(self._target.sub(" ", inquiry.text))]
        if not counts and (bare := self._firms.search(inquiry.text)):
            counts = [int(bare[1])]
        target = (
            int(parse(given[1]) or 0) if given else self.plan.targets.target(Item.FIRMS, where).value if where else None
        )
        if len(counts) != 1 or not target or (inquiry.paid and not self._counselled.search(inquiry.text)):
            return None
        rate = self.scoring.rates.ratios[LINES["firms"]]
        score = ratio("firms", Fraction(counts[0]), target, rate.points, rate.clause)
        terms = {"item": self._name("firms", lang), "county": name_of(county(where), lang) if where else ""}
        terms |= {"actual": f"{counts[0]:,}", "rate": _rate(counts[0], target)}
        return score, (say(self.text["reached_line"], lang, target=target, **_points(score), **terms),)

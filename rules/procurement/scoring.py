"""A county's score, line by line (table 2): each line rounded half up to one decimal, then added (三).

Numbers are what the county did; a negative one raises ValueError("negative"). Counties by any of their names;
UnknownCounty and AmbiguousCounty are raised as `county` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from rules.determination import Step
from rules.facts import FactValue
from rules.procurement.gazetteer import county as county_of
from rules.procurement.lists import Criteria
from rules.procurement.rates import Rates
from rules.procurement.scores import LineScore, added, all_or_nothing, nothing, plain, ratio, times
from rules.procurement.targets import Figure, Item, Targets


class Scoring:
    """The score of every line by an edition's rates, targets and criteria."""

    def __init__(self, rates: Rates, targets: Targets, criteria: Criteria) -> None:
        self.rates = rates
        self.targets = targets
        self.criteria = criteria
        self._reached: dict[tuple[Item, str], tuple[Figure, ...]] = {}

    def reached(self, line: str, county: str, actual: int) -> LineScore:
        """Score sales, firms or amount against the county's target (表2一(一)2, 一(三)2, 3).

        `line`: store_sales (NT$, 13 points), procurement_firms (firms, 4) or procurement_amount (NT$, 9).
        """
        rate = self.rates.ratios[line]
        return ratio(line, Fraction(actual), self._target(rate.target, county), rate.points, rate.clause)

    def store_information(self, updated: int, stores: int) -> LineScore:
        """Score the web information of independent green stores: all updated 4 points, otherwise none (表2一(二))."""
        _not_negative(updated, stores)
        rate = self.rates.store_information
        terms: Mapping[str, FactValue] = {"updated": updated, "stores": stores}
        done = Step("all_updated", terms) if updated >= stores else None
        return all_or_nothing("store_information", rate.points, rate.clause, done, Step("not_all_updated", terms))

    def activity(self, way: str, number: int) -> LineScore:
        """Score so many activities of one way (表2二(一)1 to 6).

        Ways: event, post, advertisement, independent_place, chain_place, briefing. Each activity is claimed in one
        way only, one post on several media is one post. A way without a maximum of its own is bounded by the
        item's. Raises LookupError for another way.
        """
        rate = next((one for one in self.rates.ways if one.id == way), None)
        if rate is None:
            raise LookupError(way)
        most = self.rates.activities.most if rate.most is None else rate.most
        return times(way, number, rate.points, most, rate.clause)

    def activities(self, numbers: Mapping[str, int]) -> LineScore:
        """Score all activities, their numbers by way: the sum, at most 25 (表2二(一))."""
        lines = [self.activity(way, number) for way, number in numbers.items()]
        return added("activities", lines, self.rates.activities.most, self.rates.activities.clause)

    def information(self, county: str, number: int) -> LineScore:
        """Score items of public information: 0.5 each, for 連江縣 1 each, at most 5 (表2二(二))."""
        rate = self.rates.information
        points = self.rates.information_exceptions.get(county_of(county).id, rate.points)
        return times("information", number, points, rate.most, rate.clause)

    def weighed(self, a: int, b: int) -> Fraction:
        """Return A x 1 + B x 0.5: labels won under the criteria of list A, and of list B (表2三)."""
        _not_negative(a, b)
        lists = self.criteria.lists
        return a * Fraction(lists["A"].weight) + b * Fraction(lists["B"].weight)

    def labels(self, target: int, a: int, b: int) -> LineScore:
        """Score (A x 1 + B x 0.5) / target x 9, at most 9 (表2三).

        Raises ValueError for a target of 0; `county_labels` takes the county's own from table 3.
        """
        return ratio("labels", self.weighed(a, b), target, self.rates.labels.most, self.rates.labels.clause)

    def county_labels(self, county: str, a: int, b: int) -> LineScore:
        """Score a county's labels against its target of table 3."""
        return self.labels(self._target(Item.LABELS, county), a, b)

    def innovation(self, number: int) -> LineScore:
        """Score innovative measures reported by official letter: 5 each, at most 10 (表2四(一))."""
        rate = self.rates.innovation
        return times("innovation", number, rate.points, rate.most, rate.clause)

    def growth(self, item: Item, county: str, actual: int) -> LineScore:
        """Score growth above the target by the printed steps (tables 4, 5, 6; 表2四(二)1, 2, 4).

        `actual` is the whole sum of NT$, or all new members. The points are those of the highest step reached; one
        that isn't printed (連江縣 in table 6) is passed over. Items: STORE_SALES, AMOUNT, MEMBERS.
        """
        _not_negative(actual)
        line, rate = f"advancement_{item.value}", self.rates.advancement[item.value]
        printed = self._steps(item, county)
        steps = [one for one in printed if (one.reach or 0) <= actual]
        if not steps:
            first = printed[0].reach or 0
            terms: dict[str, FactValue] = {"actual": actual, "target": self._target(item, county), "reach": first}
            return nothing(line, rate.most, rate.clause, Step("no_step", terms))
        best = steps[-1]
        points = min(Decimal(best.points or 0), rate.most)
        terms = {"actual": actual, "reach": best.reach or 0, "percent": str(best.percent), "points": plain(points)}
        return LineScore(line, points, rate.most, rate.clause, (Step("step_reached", terms),))

    def growth_percent(self, item: Item, growth: Decimal) -> LineScore:
        """Score a growth given in percent above the target, where no county and sum are known (表2四(二)1, 2, 4)."""
        line, rate = f"advancement_{item.value}", self.rates.advancement[item.value]
        reached = [step for step in self.targets.growths[item].percents if step <= growth]
        points = min(Decimal(len(reached)), rate.most)
        terms: Mapping[str, FactValue] = {"percent": plain(growth), "points": plain(points)}
        return LineScore(line, points, rate.most, rate.clause, (Step("percent_reached", terms),))

    def hotels(self, county: str, a: int, b: int, *, gold: int = 0, silver: int = 0, bronze: int = 0) -> LineScore:
        """Score eco-label hotels by grade (表2四(二)3): 5, 2 and 0.5 each, at most 10.

        Only once A x 1 + B x 0.5 of item three has reached the county's target.
        """
        _not_negative(gold, silver, bronze)
        line, rates = "advancement_hotels", self.rates.hotels
        target = self._target(Item.LABELS, county)
        weighed = self.weighed(a, b)
        if weighed < target:
            step = Step("target_open", {"actual": plain(weighed), "target": target})
            return nothing(line, rates.most, rates.clause, step)
        graded = (("gold", gold, rates.gold), ("silver", silver, rates.silver), ("bronze", bronze, rates.bronze))
        each = [times(grade, number, points, rates.most, rates.clause) for grade, number, points in graded]
        return added(line, each, rates.most, rates.clause)

    def travel(self, county: str, routes: int) -> LineScore:
        """Score green travel (表2四(二)5): 2 points once the different routes reach table 7's target.

        The column of persons scores nothing.
        """
        _not_negative(routes)
        rate = self.rates.advancement["travel"]
        target = self._target(Item.TRAVEL_ROUTES, county)
        terms: Mapping[str, FactValue] = {"routes": routes, "target": target}
        done = Step("routes_reached", terms) if routes >= target else None
        return all_or_nothing("advancement_travel", rate.points, rate.clause, done, Step("routes_open", terms))

    def subsidised_travel(self, done: bool) -> LineScore:
        """Score a group journey under the ministry's subsidised plan (表2四(二)6): 5 points if it took place."""
        rate = self.rates.advancement["subsidised_travel"]
        step = Step("journey_done", {}) if done else None
        return all_or_nothing("advancement_subsidised_travel", rate.points, rate.clause, step, Step("journey_open", {}))

    def part(self, id: str, lines: Iterable[LineScore]) -> LineScore:
        """Add those lines that belong to a part (purchasing, promotion, labels, innovation), at most its maximum."""
        part = self.rates.parts[id]
        return added(id, [line for line in lines if line.line in part.lines], part.most, part.clause)

    def total(self, lines: Iterable[LineScore]) -> LineScore:
        """Add all lines by part: at most 87 (三). A deduction for false reports is for staff and isn't in it."""
        lines = tuple(lines)
        parts = [self.part(id, lines) for id in self.rates.parts]
        return added("total", parts, self.rates.total.most, self.rates.total.clause)

    def _target(self, item: Item, county: str) -> int:
        return self.targets.columns[item].by_county[county_of(county).id]

    def _steps(self, item: Item, county: str) -> tuple[Figure, ...]:
        """The steps of a county that are printed, kept once they were asked for."""
        key = (item, county_of(county).id)
        if key not in self._reached:
            steps = self.targets.steps(item, key[1])
            self._reached[key] = tuple(one for one in steps if one.reach is not None)
        return self._reached[key]


def _not_negative(*numbers: int) -> None:
    if min(numbers) < 0:
        raise ValueError("negative")

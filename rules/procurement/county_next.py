"""What a county is missing to its next points, line by line, and which of them ask least of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any

from rules.procurement.annual import Plan
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import INPUTS, WAYS, Bounds, CountyLine, CountyScore, Numbers, corners, line_score
from rules.procurement.nearest import next_points
from rules.procurement.scores import LineScore, plain
from rules.procurement.scoring import Scoring
from rules.procurement.targets import Item

ZERO = Decimal(0)
FULL, UNKNOWN, TARGET_FIRST = "full", "unknown", "target_first"
_GROWTH = {
    "advancement_store_sales": Item.STORE_SALES,
    "advancement_amount": Item.AMOUNT,
    "advancement_members": Item.MEMBERS,
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The least number of a figure that gives a line more: `more` than `now`, `gain` points on the line itself.

    `adds_low` and `adds_high` are what the total gains by it, over all lines the figure counts in and within every
    maximum; they differ only where other figures are unknown. `full` is the number that would fill the line (its
    target, its last step, or as many as its maximum takes), `share` the part of it that `more` is: the only measure
    by which steps of unlike kinds are ranked, since the plan prints no costs.
    """

    line: str
    figure: str
    now: int
    number: int
    gain: Decimal
    adds_low: Decimal
    adds_high: Decimal
    full: int

    @property
    def more(self) -> int:
        """How many more it takes."""
        return self.number - self.now

    @property
    def share(self) -> Fraction:
        """The part of the line's full number that is asked for."""
        return Fraction(self.more, self.full)

    @property
    def effort(self) -> Fraction:
        """The share asked for per point of the total; raises ZeroDivisionError where it gains none."""
        return self.share / Fraction(self.adds_low or self.adds_high)

    def to_json(self) -> dict[str, Any]:
        """Return the step as JSON holds it, points as text, the share in percent with one decimal."""
        points = {name: plain(getattr(self, name)) for name in ("gain", "adds_low", "adds_high")}
        numbers = {"now": self.now, "number": self.number, "more": self.more, "full": self.full}
        share = f"{float(self.share * 100):.1f}"
        return {"line": self.line, "figure": self.figure, "unit": FIELDS[self.figure].unit, **numbers} | {
            **points,
            "share_percent": share,
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """What a line is missing to its next point: a step for each figure that can bring one.

    Where there is none, `reason` says why: `full`, `unknown` (its figures have to be known first) or `target_first`
    (graded hotels count once the label target is reached).
    """

    line: str
    steps: tuple[NextStep, ...]
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what is missing as JSON holds it."""
        return {"line": self.line, "steps": [step.to_json() for step in self.steps], "reason": self.reason}


def missing(plan: Plan, score: CountyScore, lines: Sequence[CountyLine] | None = None) -> tuple[Missing, ...]:
    """Return for these lines of the score, or for every one, what it is missing to its next point."""
    finder = _Finder(plan.scoring, score)
    return tuple(finder.missing(line) for line in (score.lines if lines is None else lines))


def cheapest(plan: Plan, score: CountyScore) -> tuple[NextStep, ...]:
    """Return the next steps that can raise the total, those first that ask for the least share per point.

    What is certain to count comes before what counts only if the unknown figures leave room for it. Money isn't
    compared with events: each share is of the line's own full number. One step a figure: the nearest.
    """
    nearest: dict[str, NextStep] = {}
    for line in missing(plan, score):
        for step in line.steps:
            held = nearest.get(step.figure)
            if step.adds_high > 0 and (held is None or step.number < held.number):
                nearest[step.figure] = step
    order = list(FIELDS)
    return tuple(sorted(nearest.values(), key=lambda one: (one.adds_low == 0, one.effort, order.index(one.figure))))


class _Finder:
    """Tries greater numbers of one figure after another."""

    def __init__(self, scoring: Scoring, score: CountyScore) -> None:
        self.scoring = scoring
        self.score = score
        self.county = score.county.id
        self.least, self.most = corners(score.figures)
        self.known = score.figures.known()
        self.lines: Mapping[str, CountyLine] = {line.id: line for line in score.lines}
        self.parts = {part.id: part for part in score.parts}

    def missing(self, line: CountyLine) -> Missing:
        if line.low >= line.most:
            return Missing(line.id, (), FULL)
        if line.unknown and (line.id != "activities" or len(line.unknown) == len(WAYS)):
            return Missing(line.id, (), UNKNOWN)
        steps = tuple(self._steps(line))
        closed = line.id == "advancement_hotels" and not steps
        return Missing(line.id, steps, TARGET_FIRST if closed else "")

    def _steps(self, line: CountyLine) -> Iterator[NextStep]:
        for figure in INPUTS[line.id]:
            if figure not in self.known or figure == "stores":
                continue
            now = self.known[figure]
            found = next_points(partial(self._at, line.id, figure), now)
            if found is not None and found.number <= FIELDS[figure].most:
                low, high = self._adds(figure, found.number)
                full = self._full(line.id, figure)
                yield NextStep(line.id, figure, now, found.number, found.gain, low, high, full)

    def _at(self, line: str, figure: str, number: int) -> LineScore:
        return line_score(self.scoring, self.county, line, {**self.least, figure: number})

    def _adds(self, figure: str, number: int) -> tuple[Decimal, Decimal]:
        """What the total gains at least and at most, part by part: the fuller a part already is, the less."""
        gains: dict[str, tuple[Decimal, Decimal]] = {}
        for id, inputs in INPUTS.items():
            if figure in inputs:
                line = self.lines[id]
                low, high = self._gain(line, figure, number)
                so_far = gains.get(line.part, (ZERO, ZERO))
                gains[line.part] = (so_far[0] + low, so_far[1] + high)
        least = sum((_fits(self.parts[id], self._sum(id, high=True), low) for id, (low, _) in gains.items()), ZERO)
        most = sum((_fits(self.parts[id], self._sum(id, high=False), high) for id, (_, high) in gains.items()), ZERO)
        return least, most

    def _gain(self, line: CountyLine, figure: str, number: int) -> tuple[Decimal, Decimal]:
        after_low = self._points(line.id, {**self.least, figure: number})
        if not line.unknown:
            return after_low - line.low, after_low - line.low
        after_high = self._points(line.id, {**self.most, figure: number})
        if line.id == "activities":
            return after_high - line.high, after_low - line.low
        return ZERO, after_high - line.low

    def _points(self, line: str, numbers: Numbers) -> Decimal:
        return line_score(self.scoring, self.county, line, numbers).points

    def _sum(self, part: str, *, high: bool) -> Decimal:
        lines = (line for line in self.score.lines if line.part == part)
        return sum((line.high if high else line.low for line in lines), ZERO)

    def _full(self, line: str, figure: str) -> int:
        """The number of a figure that fills a line by itself."""
        if line in _GROWTH:
            steps = self.scoring.targets.steps(_GROWTH[line], self.county)
            return max(step.reach for step in steps if step.reach is not None)
        if figure == "stores_updated":
            return self.least["stores"]
        item = FIELDS[figure].target
        if item is None:
            each, most = self._rate(line, figure)
            return ceil(Fraction(most) / Fraction(each))
        target = self.scoring.targets.target(item, self.county).value or 1
        weight = self.scoring.criteria.lists["B"].weight if figure == "labels_b" else 1
        return ceil(target / Fraction(weight))

    def _rate(self, line: str, figure: str) -> tuple[Decimal, Decimal]:
        """The points of one, and the most that so many can give."""
        rates = self.scoring.rates
        if line == "activities":
            way = next(one for one in rates.ways if one.id == figure)
            return way.points, way.most or rates.activities.most
        if line == "advancement_hotels":
            return Decimal(getattr(rates.hotels, figure)), rates.hotels.most
        if line == "advancement_subsidised_travel":
            points = rates.advancement["subsidised_travel"].points
            return points, points
        if line == "innovation":
            return rates.innovation.points, rates.innovation.most
        each = rates.information_exceptions.get(self.county, rates.information.points)
        return each, rates.information.most


def _fits(part: Bounds, full: Decimal, gain: Decimal) -> Decimal:
    """What of a gain fits under a part's maximum, above the sum of its lines."""
    return min(full + gain, part.most) - min(full, part.most)

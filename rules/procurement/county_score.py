"""A county's whole score by table 2 from its figures: every line with bounds, the parts, the total of at most 87."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rules.determination import Step
from rules.procurement.annual import Plan
from rules.procurement.county_figures import DECLARED, FIELDS, CountyFigures
from rules.procurement.gazetteer import County, county
from rules.procurement.rates import Rate
from rules.procurement.scores import LineScore, added, plain
from rules.procurement.scoring import Scoring
from rules.procurement.targets import Item

Numbers = Mapping[str, int]
"""A number for every figure: those known, and for the others the least or the most they may be."""
WAYS = ("event", "post", "advertisement", "independent_place", "chain_place", "briefing")
GRADES = ("gold", "silver", "bronze")
LABELS = ("labels_a", "labels_b")

INPUTS: Mapping[str, tuple[str, ...]] = {
    "store_sales": ("store_sales",),
    "store_information": ("stores_updated", "stores"),
    "procurement_firms": ("firms",),
    "procurement_amount": ("amount",),
    "activities": WAYS,
    "information": ("information",),
    "labels": LABELS,
    "innovation": ("innovation",),
    "advancement_store_sales": ("store_sales",),
    "advancement_amount": ("amount",),
    "advancement_hotels": (*LABELS, *GRADES),
    "advancement_members": ("members",),
    "advancement_travel": ("routes",),
    "advancement_subsidised_travel": ("subsidised_travel",),
}
"""The lines of table 2 and the figures each is scored by."""


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One line: what it gives at least and at most, by what is known; both are the same once all its figures are.

    `working` is that of what is known; `items` are the ways of activities or the grades of hotels it is made of.
    `unknown` are the figures still to be had. `declared` is what the line would give by the figures that stores or
    firms declared, where they have; it is no part of the score.
    """

    id: str
    part: str
    low: Decimal
    high: Decimal
    most: Decimal
    clause: str
    working: tuple[Step, ...]
    items: tuple[LineScore, ...] = ()
    unknown: tuple[str, ...] = ()
    declared: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the line as JSON holds it, points as text."""
        items = [{"id": one.line, "points": plain(one.points), "working": _steps(one.working)} for one in self.items]
        return {
            "id": self.id,
            "part": self.part,
            "low": plain(self.low),
            "high": plain(self.high),
            "most": plain(self.most),
            "clause": self.clause,
            "working": _steps(self.working),
            "items": items,
            "unknown": list(self.unknown),
            "declared": None if self.declared is None else plain(self.declared),
        }


@dataclass(frozen=True, slots=True)
class Bounds:
    """A part, or the total: at least and at most, never above its maximum; the working adds the least."""

    id: str
    low: Decimal
    high: Decimal
    most: Decimal
    clause: str
    working: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the bounds as JSON holds them, points as text."""
        shown = {name: plain(getattr(self, name)) for name in ("low", "high", "most")}
        return {"id": self.id, **shown, "clause": self.clause, "working": _steps(self.working)}


@dataclass(frozen=True, slots=True)
class Beside:
    """The officer's own figure and what stores or firms declared, side by side; `difference` is declared less own."""

    figure: str
    own: int | None
    declared: int

    @property
    def difference(self) -> int | None:
        """What was declared beyond the officer's own figure; None where that is unknown."""
        return None if self.own is None else self.declared - self.own


@dataclass(frozen=True, slots=True)
class CountyScore:
    """A county's score. `penalty` is the deduction for false reports: shown for staff, never in the total.

    `remarks` are keys of what staff should look at (`hotels_exceed_labels`).
    """

    county: County
    edition: str
    figures: CountyFigures
    lines: tuple[CountyLine, ...]
    parts: tuple[Bounds, ...]
    total: Bounds
    penalty: Rate
    beside: tuple[Beside, ...]
    remarks: tuple[str, ...]

    def line(self, id: str) -> CountyLine:
        """Return the line of that id; raises KeyError for an unknown one."""
        return {line.id: line for line in self.lines}[id]

    def to_json(self) -> dict[str, Any]:
        """Return the whole score as JSON holds it, points as text and money in whole NT$."""
        beside = [
            {"figure": one.figure, "own": one.own, "declared": one.declared, "difference": one.difference}
            for one in self.beside
        ]
        return {
            "programme": "procurement",
            "edition": self.edition,
            "county": {"id": self.county.id, "zh": self.county.zh, "en": self.county.en},
            "total": self.total.to_json(),
            "parts": [part.to_json() for part in self.parts],
            "lines": [line.to_json() for line in self.lines],
            "penalty": {"points": plain(self.penalty.points), "clause": self.penalty.clause, "applied": False},
            "beside": beside,
            "remarks": list(self.remarks),
            "figures": self.figures.to_json(),
        }


def score_county(plan: Plan, name: str, figures: CountyFigures) -> CountyScore:
    """Score a county by an edition's plan from the officer's own figures (表2).

    An unknown figure widens the bounds of its lines and of the total, and nothing else. Raises UnknownCounty or
    AmbiguousCounty for the name.
    """
    where = county(name)
    least, most = corners(figures)
    low = line_scores(plan.scoring, where.id, least)
    high = low if least == most else line_scores(plan.scoring, where.id, most)
    rates = plan.scoring.rates
    declared = _by_declared(plan.scoring, where.id, figures)
    part_of = {line: part for part, one in rates.parts.items() for line in one.lines}
    known = figures.known()
    lines = tuple(_line(part_of[id], low[id], high[id], known, declared.get(id)) for id in INPUTS)
    worst = _parts(plan.scoring, low)
    best = worst if low is high else _parts(plan.scoring, high)
    parts = tuple(map(_bounds, worst, best))
    total = _bounds(*(added("total", one, rates.total.most, rates.total.clause) for one in (worst, best)))
    penalty = rates.false_report
    return CountyScore(where, plan.id, figures, lines, parts, total, penalty, _beside(figures), _remarks(known))


def corners(figures: CountyFigures) -> tuple[Numbers, Numbers]:
    """Return the numbers that give least and most: every line rises with each figure, but for the stores to update."""
    known = figures.known()
    least = {name: known.get(name, 0) for name in FIELDS}
    most = {name: known.get(name, one.most) for name, one in FIELDS.items()}
    if "stores" not in known:
        least["stores"], most["stores"] = FIELDS["stores"].most + 1, 0
    return least, most


def line_scores(scoring: Scoring, county: str, numbers: Numbers) -> dict[str, LineScore]:
    """Return every line's score for a number of each figure."""
    return {id: line_score(scoring, county, id, numbers) for id in INPUTS}


def line_score(scoring: Scoring, county: str, line: str, numbers: Numbers) -> LineScore:
    """Return one line's score for a number of each figure."""
    return _SCORES[line](scoring, county, numbers)


def _hotels(scoring: Scoring, county: str, numbers: Numbers) -> LineScore:
    grades = {grade: numbers[grade] for grade in GRADES}
    return scoring.hotels(county, numbers["labels_a"], numbers["labels_b"], **grades)


_SCORES: Mapping[str, Callable[[Scoring, str, Numbers], LineScore]] = {
    "store_sales": lambda by, at, n: by.reached("store_sales", at, n["store_sales"]),
    "store_information": lambda by, at, n: by.store_information(n["stores_updated"], n["stores"]),
    "procurement_firms": lambda by, at, n: by.reached("procurement_firms", at, n["firms"]),
    "procurement_amount": lambda by, at, n: by.reached("procurement_amount", at, n["amount"]),
    "activities": lambda by, at, n: by.activities({way: n[way] for way in WAYS}),
    "information": lambda by, at, n: by.information(at, n["information"]),
    "labels": lambda by, at, n: by.county_labels(at, n["labels_a"], n["labels_b"]),
    "innovation": lambda by, at, n: by.innovation(n["innovation"]),
    "advancement_store_sales": lambda by, at, n: by.growth(Item.STORE_SALES, at, n["store_sales"]),
    "advancement_amount": lambda by, at, n: by.growth(Item.AMOUNT, at, n["amount"]),
    "advancement_hotels": _hotels,
    "advancement_members": lambda by, at, n: by.growth(Item.MEMBERS, at, n["members"]),
    "advancement_travel": lambda by, at, n: by.travel(at, n["routes"]),
    "advancement_subsidised_travel": lambda by, at, n: by.subsidised_travel(bool(n["subsidised_travel"])),
}


def _parts(scoring: Scoring, lines: Mapping[str, LineScore]) -> tuple[LineScore, ...]:
    return tuple(scoring.part(id, lines.values()) for id in scoring.rates.parts)


def _line(part: str, low: LineScore, high: LineScore, known: Numbers, declared: Decimal | None) -> CountyLine:
    inputs = INPUTS[low.line]
    unknown = tuple(name for name in inputs if name not in known)
    items = _items(low, known)
    working = low.working[-1:] if items else low.working
    if unknown and low.points != high.points:
        bounds = Step("between", {"low": plain(low.points), "high": plain(high.points)})
        working = (*working, bounds) if items else (bounds,)
    return CountyLine(low.line, part, low.points, high.points, low.most, low.clause, working, items, unknown, declared)


def _items(low: LineScore, known: Numbers) -> tuple[LineScore, ...]:
    """The ways of activities or the grades of hotels that are known and count, each with its own working."""
    names = _MADE_OF.get(low.line, ())
    return tuple(
        LineScore(name, Decimal(str(step.values["points"])), low.most, low.clause, (step,))
        for name, step in zip(names, low.working[:-1], strict=False)
        if known.get(name)
    )


_MADE_OF = {"activities": WAYS, "advancement_hotels": GRADES}


def _by_declared(scoring: Scoring, county: str, figures: CountyFigures) -> dict[str, Decimal]:
    """The points that the lines would give by what stores and firms declared."""
    said = {name: getattr(figures.declared, name) for name in DECLARED}
    given = {name: number for name, number in said.items() if number is not None}
    lines = [id for id, inputs in INPUTS.items() if inputs[0] in given and inputs[0] == inputs[-1]]
    return {id: line_score(scoring, county, id, given).points for id in lines}


def _bounds(low: LineScore, high: LineScore) -> Bounds:
    return Bounds(low.line, low.points, high.points, low.most, low.clause, low.working[-1:])


def _beside(figures: CountyFigures) -> tuple[Beside, ...]:
    declared = {name: getattr(figures.declared, name) for name in DECLARED}
    return tuple(Beside(name, getattr(figures, name), said) for name, said in declared.items() if said is not None)


def _remarks(known: Numbers) -> tuple[str, ...]:
    """What staff should look at: graded hotels are labelled in the year and so among the firms of list A."""
    hotels = sum(known.get(grade, 0) for grade in GRADES)
    return ("hotels_exceed_labels",) if "labels_a" in known and hotels > known["labels_a"] else ()


def _steps(working: tuple[Step, ...]) -> list[dict[str, Any]]:
    return [step.to_json() for step in working]

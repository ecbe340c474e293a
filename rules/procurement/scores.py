"""The score of one line: rounded half up to one decimal, never above its maximum, with its working."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from rules.determination import Step
from rules.facts import FactValue


@dataclass(frozen=True, slots=True)
class LineScore:
    """Points of one scored line, at most `most`, with clause and working. Points in steps are text ("7.5")."""

    line: str
    points: Decimal
    most: Decimal
    clause: str
    working: tuple[Step, ...]


_TENTH = Decimal("0.1")


def tenths(number: Fraction) -> Decimal:
    """Round half up to one decimal (三): 0.05 becomes 0.1."""
    halves = 2 * number.denominator
    return Decimal((20 * number.numerator + number.denominator) // halves).scaleb(-1)


def plain(number: Decimal | Fraction) -> str:
    """Write a number without exponent or idle zeros; of a fraction four decimals, the rest dropped.

    Dropped, not rounded: 12.94999998 gives 12.9 points and mustn't be shown as 12.95.
    """
    if type(number) is Fraction:
        number = Decimal(number.numerator * 10_000 // number.denominator).scaleb(-4)
    return _written(number)


@lru_cache(maxsize=4096)
def _written(number: Decimal) -> str:
    return format(number.normalize(), "f")


def nothing(line: str, most: Decimal, clause: str, step: Step) -> LineScore:
    """Return no points, and why."""
    return LineScore(line, Decimal(0), most, clause, (step,))


def all_or_nothing(line: str, points: Decimal, clause: str, step: Step | None, why_not: Step) -> LineScore:
    """Return all points with the step that earns them, or none with `why_not` where there is no such step."""
    if step is None:
        return nothing(line, points, clause, why_not)
    return LineScore(line, points, points, clause, (step,))


def ratio(line: str, actual: Fraction, target: int, most: Decimal, clause: str) -> LineScore:
    """Return full points at the target, below it by the ratio reached.

    Raises ValueError for a negative number ("negative") and for a target of 0 ("no target").
    """
    if actual < 0:
        raise ValueError("negative")
    if target <= 0:
        raise ValueError("no target")
    points_of_one, parts = most.as_integer_ratio()
    exact = Fraction(actual.numerator * points_of_one, actual.denominator * target * parts)
    points = min(tenths(exact), most)
    terms: dict[str, FactValue] = {
        "actual": plain(actual),
        "target": target,
        "most": plain(most),
        "points": plain(points),
    }
    step = Step("target_reached", terms) if actual >= target else Step("ratio", {**terms, "exact": plain(exact)})
    return LineScore(line, points, most, clause, (step,))


def times(line: str, number: int, each: Decimal, most: Decimal, clause: str) -> LineScore:
    """Return so many times the points of one, at most `most`; raises ValueError for a negative number."""
    if number < 0:
        raise ValueError("negative")
    full = number * each
    points = min(full.quantize(_TENTH, ROUND_HALF_UP), most)
    terms: dict[str, FactValue] = {"number": number, "each": plain(each), "full": plain(full)}
    step = Step("times_capped" if full > most else "times", {**terms, "most": plain(most), "points": plain(points)})
    return LineScore(line, points, most, clause, (step,))


def added(line: str, lines: Iterable[LineScore], most: Decimal, clause: str) -> LineScore:
    """Return the sum of lines, at most `most`, with their workings before its own."""
    lines = tuple(lines)
    full = sum((one.points for one in lines), Decimal(0))
    points = min(full, most)
    step = Step(
        "sum_capped" if full > most else "sum", {"full": plain(full), "most": plain(most), "points": plain(points)}
    )
    return LineScore(line, points, most, clause, (*(step for one in lines for step in one.working), step))

"""How much more it takes for the next point: "3 more firms give 0.1"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rules.procurement.scores import LineScore

_FARTHEST = 10**13
"""Further up no line scores more: far above any target in NT$."""


@dataclass(frozen=True, slots=True)
class NextPoints:
    """The least number that scores more than now: `more` than now (firms, NT$, posts...), `gain` points above it."""

    number: int
    more: int
    points: Decimal
    gain: Decimal


def next_points(score: Callable[[int], LineScore], now: int) -> NextPoints | None:
    """Return the least number above `now` for which a line scores more, or None where it can't.

    `score` is a line's score by number, as `lambda firms: scoring.reached("procurement_firms", "臺中市", firms)`; it
    must never fall as the number rises, which holds for every line of `Scoring`. Raises what `score` raises.
    """
    points = score(now).points
    step = 1
    while score(now + step).points <= points:
        if step > _FARTHEST:
            return None
        step *= 2
    low, high = now + step // 2, now + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if score(middle).points > points else (middle, high)
    reached = score(high).points
    return NextPoints(high, high - now, reached, reached - points)

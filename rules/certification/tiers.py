"""The three tiers of the cost sharing (第五點): which one a fee falls in, and what it gives, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rules.determination import Step
from rules.facts import MOST_MONEY, FactValue
from rules.parameters import Edition, count


@dataclass(frozen=True, slots=True)
class Tier:
    """Fees from `start` to `top` (NT$, both included; no `top`: any above) share `percent` up to `cap`."""

    start: int
    top: int | None
    percent: int
    cap: int

    def to_json(self) -> dict[str, int | None]:
        """Return the tier as JSON holds it."""
        return {"from": self.start, "to": self.top, "percent": self.percent, "cap": self.cap}

    def step(self) -> Step:
        """Say which fees the tier takes."""
        terms: dict[str, FactValue] = {"percent": self.percent, "cap": self.cap}
        if self.top is None:
            return Step("tier_above", {**terms, "bound": max(self.start - 1, 0)})
        if not self.start:
            return Step("tier_below", {**terms, "bound": self.top + 1})
        return Step("tier_between", {**terms, "start": self.start, "top": self.top})


def share(edition: Edition, fee: int) -> tuple[int, tuple[Step, ...]]:
    """Return the shared part of an application fee, both in whole NT$, and its working.

    The fee alone sets the tier; a fraction of a dollar is dropped (第五點).
    """
    tier = next(one for one in edition.tiers if one.top is None or fee <= one.top)
    part, rest = divmod(fee * tier.percent, 100)
    terms: dict[str, FactValue] = {"fee": fee, "percent": tier.percent, "part": part}
    if rest:
        exact = Decimal(fee * tier.percent).scaleb(-2).normalize()
        rate = Step("rate_dropped", {**terms, "exact": format(exact, ",f")})
    else:
        rate = Step("rate", terms)
    amount = min(part, tier.cap)
    cap = Step("capped" if part > tier.cap else "within_cap", {"cap": tier.cap, "amount": amount})
    return amount, (tier.step(), rate, cap)


def shared(edition: Edition, fee: int) -> int:
    """Return the shared part of an application fee without its working, in whole NT$."""
    tier: Tier = next(one for one in edition.tiers if one.top is None or fee <= one.top)
    return min(fee * tier.percent // 100, tier.cap)


def breakpoints(edition: Edition) -> tuple[int, ...]:
    """Return the fees at which the share changes course: where a tier begins, where its cap is reached."""
    tiers: tuple[Tier, ...] = edition.tiers
    reached = [-(-tier.cap * 100 // tier.percent) for tier in tiers if tier.percent]
    return tuple(sorted({tier.start for tier in tiers}.union(reached)))


def read_tiers(value: object) -> tuple[Tier, ...]:
    """Read the printed table: each tier with percent and cap, all but the last with `below` or `up_to`."""
    expected = ValueError("tiers in rising order: {below or up_to, percent, cap}, the last without a bound")
    if not isinstance(value, list) or not value:
        raise expected
    tiers: list[Tier] = []
    for last, row in enumerate(value, start=1 - len(value)):
        bound = {"below", "up_to"} & set(row) if isinstance(row, dict) else set()
        if not isinstance(row, dict) or set(row) != {"percent", "cap"} | bound or len(bound) != (last < 0):
            raise expected
        tiers.append(_tier(row, tiers))
        if tiers[-1].percent > 100 or not tiers[-1].start <= (tiers[-1].top or MOST_MONEY):
            raise expected
    return tuple(tiers)


def _tier(row: dict[str, Any], lower: Sequence[Tier]) -> Tier:
    top = count(row["below"]) - 1 if "below" in row else count(row["up_to"]) if "up_to" in row else None
    start = (lower[-1].top or 0) + 1 if lower else 0
    return Tier(start, top, count(row["percent"]), count(row["cap"]))

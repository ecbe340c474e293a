"""What the report lets one work out for an agency: the three weights, and how near the 8% of non-counted purchases is.

How points follow from a rate of purchases, and how many are deducted, isn't printed, so neither is worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from rules.determination import Step, Verdict
from rules.parameters import Edition

PARTS = ("designated", "non_designated", "works_services")
"""指定採購項目達成率, 非指定採購項目之採購, 工程/勞務採購之申報."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Whether non-counted purchases touch the limit above which points are deducted.

    `verdict`: met below the limit, unmet above it, staff exactly at it, where the text contradicts itself
    (`recommended` is then what we'd read), unknown while an amount is. `percent` is exact, None where it can't be told;
    `working` shows it.
    """

    verdict: Verdict
    recommended: Verdict | None
    percent: Decimal | None
    clause: str
    status: str
    working: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the assessment: at most so many points. How they follow from the figures isn't printed."""

    id: str
    most: int
    clause: str
    status: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An agency's standing as far as the report goes: what each part can give at most, and the limit."""

    parts: tuple[Part, ...]
    most: int
    limit: Limit


def limit(edition: Edition, uncounted: int | None, labelled: int | None) -> Limit:
    """Say whether `uncounted` NT$ touch the limit, a part of the `labelled` NT$ of Green Mark purchases (4.3).

    `uncounted` is the year's total filed as non-counted, `labelled` that of Green Mark purchases of designated items;
    None is unknown. "超過…8%(含)" names both above and at: exactly at the limit is for staff, deducted recommended.
    Raises ValueError for a negative amount.
    """
    clause, status = edition.clause_of("uncounted_limit"), edition.status_of("uncounted_limit")
    if min(uncounted or 0, labelled or 0) < 0:
        raise ValueError("negative")
    if uncounted == 0:
        return Limit(Verdict.MET, None, Decimal(0), clause, status, ())
    if uncounted is None or labelled is None:
        return Limit(Verdict.UNKNOWN, None, None, clause, status, ())
    over = uncounted * 100 - labelled * edition.uncounted_limit
    percent = Decimal(uncounted) * 100 / labelled if labelled else None
    steps = (
        (Step("share", {"uncounted": uncounted, "labelled": labelled, "percent": _shown(percent)}),) if labelled else ()
    )
    if over == 0:
        return Limit(Verdict.STAFF, Verdict.UNMET, percent, clause, status, steps)
    return Limit(Verdict.UNMET if over > 0 else Verdict.MET, None, percent, clause, status, steps)


def room(edition: Edition, uncounted: int, labelled: int) -> int:
    """Return how many NT$ more can be filed as non-counted and the limit stay untouched; 0 where it is reached."""
    reach: int = -(-labelled * edition.uncounted_limit // 100)
    return max(reach - 1 - uncounted, 0)


def standing(edition: Edition, uncounted: int | None = None, labelled: int | None = None) -> Standing:
    """Return the parts of the assessment with their points at most, and how near the limit the agency is (4.1, 4.3)."""
    names = {part: f"weight_{part}" for part in PARTS}
    parts = tuple(
        Part(part, getattr(edition, name), edition.clause_of(name), edition.status_of(name))
        for part, name in names.items()
    )
    return Standing(parts, sum(part.most for part in parts), limit(edition, uncounted, labelled))


def _shown(percent: Decimal | None) -> str:
    """Two decimals, the rest dropped, so that nothing below the limit is shown as at it."""
    shown = (percent or Decimal(0)).quantize(Decimal("0.01"), ROUND_DOWN)
    return format(shown.normalize() if shown else Decimal(0), "f")

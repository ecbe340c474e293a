"""An enterprise's declaration line by line: what one purchase, lease, service or green-point line counts, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from rules.determination import Step, Verdict
from rules.procurement.annual import Plan
from rules.procurement.grounds import GroundKind
from rules.procurement.recognition import ZERO, Recognised, plain, recognise, recognise_lease, share

LineKind = Literal["purchase", "lease", "service", "points"]
NO_GROUND = "none"
"""Said of a line that bears no ground at all, and of a leased product that isn't on 附表1-4."""
_POINTS = "green_points"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a firm's purchases; whatever isn't known is None, and None is never taken for no.

    `amount` is NT$, negative for a return or discount. `kind` None is taken for a purchase, or for the service its
    ground names. `ground` is a ground's id (or the id of a label the plan doesn't list), NO_GROUND for a line that
    bears none. `proven`: whether what a ground requires is held (the reduction label of a service, the T-REC
    certificates); for any other ground whether somebody has seen the label. `day` is the date that counts; where only
    the year is known, `year` is the western one. `leased` is an id or name of 附表1-4, NO_GROUND for a leased product
    that isn't on it; without it the item's own name is looked up whole. A brokerage line is one deal.
    """

    item: str
    supplier: str = ""
    amount: int | Decimal | None = None
    kind: LineKind | None = None
    ground: str | None = None
    proven: bool | None = None
    day: date | None = None
    year: int | None = None
    leased: str | None = None


@dataclass(frozen=True, slots=True)
class LineResult:
    """What a line counts.

    `amount` is what is recognised, exact: 0 unless `verdict` is met, below 0 for a return of what counted. `at_least`
    and `at_most` bound what it may still come to; a line without an amount adds nothing to either. `ground` is what it
    counts on ("lease" for half the rent) or was said to, None where that is unknown or nothing. `reason` is the key
    of the sentence why (see LineWording), `missing` names what is still to be known: ground, leased, service, proof,
    amount, day.
    `recommended` is what we recommend staff to recognise, where the reading says so.
    """

    verdict: Verdict
    amount: Decimal
    at_most: Decimal
    clause: str
    working: tuple[Step, ...]
    ground: str | None
    reason: str
    at_least: Decimal = ZERO
    recommended: Decimal | None = None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What lines come to together, in NT$, exact.

    `recognised` is the sum by ground, none below 0: a return lowers the total of its own ground alone. What was
    returned beyond what was bought stands in `returned_more` by ground; whether it lowers anything is for staff.
    `at_least` and `at_most` bound the sum given all that is open. `more` is what the unknown lines may still add,
    `staff` what those for staff may. `lines` and `amounts` count the lines and their own amounts by verdict.
    """

    recognised: Decimal
    at_least: Decimal
    at_most: Decimal
    more: Decimal
    staff: Decimal
    returned_more: Mapping[str, Decimal]
    lines: Mapping[Verdict, int]
    amounts: Mapping[Verdict, Decimal]


def recognise_line(plan: Plan, line: Line) -> LineResult:
    """Return what a line counts for an enterprise by a year's plan (表2一(三)).

    A line dated outside the plan's days isn't met by this plan (四), whatever other years may say; an unknown date,
    ground or amount leaves it open. Returns and discounts (below 0) count down on their own ground; on one with a cap
    per deal they are for staff, since the deal they belong to isn't known.
    """
    within = _within(plan, line)
    if within is False:
        return _unmet("outside_edition", plan.edition.clause_of("runs_from"))
    amount = ZERO if line.amount is None else abs(Decimal(line.amount))
    found = _leased(plan, line, amount) if line.kind == "lease" else _bought(plan, line, amount)
    if found.verdict is Verdict.UNMET:
        return found
    if line.amount is None:
        found = _opened(replace(found, at_most=ZERO, working=()), "amount")
    elif line.amount < 0:
        found = _returned(plan, found)
    return found if within else _opened(found, "day")


def total(lines: Iterable[tuple[Line, LineResult]]) -> Totals:
    """Add lines up; their order doesn't matter, and a recognised line that isn't a return never lowers the sum."""
    by_ground: dict[str, Decimal] = defaultdict(Decimal)
    counts: dict[Verdict, int] = dict.fromkeys(Verdict, 0)
    amounts: dict[Verdict, Decimal] = dict.fromkeys(Verdict, ZERO)
    open_by: dict[Verdict, Decimal] = dict.fromkeys(Verdict, ZERO)
    down = ZERO
    for line, result in lines:
        counts[result.verdict] += 1
        amounts[result.verdict] += line.amount or 0
        if result.verdict is Verdict.MET:
            by_ground[result.ground or NO_GROUND] += result.amount
        else:
            open_by[result.verdict] += result.at_most
            down += result.at_least
    recognised = sum((max(ZERO, one) for one in by_ground.values()), ZERO)
    return Totals(
        recognised=recognised,
        at_least=max(ZERO, sum(by_ground.values(), ZERO) + down),
        at_most=recognised + sum(open_by.values(), ZERO),
        more=open_by[Verdict.UNKNOWN],
        staff=open_by[Verdict.STAFF],
        returned_more=MappingProxyType({ground: -one for ground, one in by_ground.items() if one < 0}),
        lines=MappingProxyType(counts),
        amounts=MappingProxyType(amounts),
    )


def _within(plan: Plan, line: Line) -> bool | None:
    """Whether the line lies in the days the plan runs (四); None where its date isn't known well enough."""
    first, last = plan.edition.runs_from, plan.edition.runs_to
    if line.day is not None:
        return bool(first <= line.day <= last)
    if line.year is None:
        return None
    if line.year < first.year or line.year > last.year:
        return False
    whole = first <= date(line.year, 1, 1) and date(line.year, 12, 31) <= last
    return True if whole else None


def _bought(plan: Plan, line: Line, amount: Decimal) -> LineResult:
    """What a purchase or service counts, its amount taken as positive."""
    ground = line.ground
    if ground is None and line.kind == "points" and _POINTS in plan.grounds.by_id:
        ground = _POINTS
    if ground == NO_GROUND:
        return _unmet("no_ground", plan.grounds.standing(NO_GROUND, "enterprise").clause)
    if ground is None:
        return _unknown(plan, amount, "ground")
    services = plan.grounds.of_kind(GroundKind.SERVICE)
    if line.kind == "service" and any(one.requires == ground for one in services):
        found = recognise(plan, ground, amount)
        result = replace(_unknown(plan, amount, "service"), clause=services[0].enterprise.clause)
        return result if found.verdict is Verdict.MET else _result(found, "not_listed")
    found = recognise(plan, ground, amount, proven=line.proven)
    return _result(found, _reason(found, line.proven))


def _reason(found: Recognised, proven: bool | None) -> str:
    if found.verdict is Verdict.MET:
        return "counted" if proven else "counted_as_said"
    if found.verdict is Verdict.UNMET:
        return "proof_missing" if found.working[0].key == "needs_proof" else "not_listed"
    return "for_staff" if found.verdict is Verdict.STAFF else "proof_unknown"


def _leased(plan: Plan, line: Line, rent: Decimal) -> LineResult:
    """What a lease counts (表2一(三)4): half for a listed product that isn't recognised on another ground."""
    otherwise = _bought(plan, replace(line, kind=None), rent)
    listed = _listed(plan, line)
    if otherwise.verdict in (Verdict.MET, Verdict.STAFF):
        return _lease_for_staff(plan, otherwise, listed, rent)
    if otherwise.verdict is Verdict.UNKNOWN:
        missing = otherwise.missing if listed else (*otherwise.missing, "leased")
        if listed in (None, NO_GROUND):
            return replace(_unknown(plan, rent, "ground"), missing=missing, reason="lease_ground_unknown")
        found = recognise_lease(plan, str(listed), rent)
        return replace(_result(found, "lease_ground_unknown"), missing=missing, ground=None)
    if listed is None:
        half = share(rent, plan.leasing.percent)
        return replace(_unknown(plan, half, "leased"), clause=plan.leasing.clause)
    found = recognise_lease(plan, listed, rent, otherwise_recognised=False)
    return _result(found, "lease_half" if found.verdict is Verdict.MET else "lease_not_listed")


def _lease_for_staff(plan: Plan, otherwise: LineResult, listed: str | None, rent: Decimal) -> LineResult:
    """The lease of a product recognised anyway, for which nothing is printed: staff judge, the whole recommended."""
    recommended = otherwise.at_most if otherwise.verdict is Verdict.MET else None
    working = otherwise.working
    if listed not in (None, NO_GROUND):
        working = recognise_lease(plan, str(listed), rent, otherwise_recognised=True).working
    return replace(
        otherwise,
        verdict=Verdict.STAFF,
        amount=ZERO,
        at_least=ZERO,
        clause=plan.leasing.clause,
        working=working,
        recommended=recommended,
        reason="lease_of_recognised",
    )


def _listed(plan: Plan, line: Line) -> str | None:
    """The id of the leased product on 附表1-4, NO_GROUND where it is said not to be on it, None where unknown."""
    if line.leased == NO_GROUND:
        return NO_GROUND
    found = plan.leasing.find(line.leased or line.item)
    return found[0].id if len(found) == 1 else None


def _returned(plan: Plan, found: LineResult) -> LineResult:
    """What a return or discount counts, given what the same amount would count as a purchase."""
    ground = plan.grounds.by_id.get(found.ground or "")
    down = -found.at_most
    step = Step("returned", {"counted": plain(down)})
    less = replace(found, at_least=down, at_most=ZERO, working=(*found.working, step))
    if found.verdict is not Verdict.MET:
        return replace(less, recommended=None if found.recommended is None else down)
    if ground is not None and ground.cap is not None:
        return replace(less, verdict=Verdict.STAFF, amount=ZERO, reason="return_of_capped")
    return replace(less, amount=down, at_most=down, reason="returned")


def _opened(found: LineResult, missing: str) -> LineResult:
    """A line left open for want of one thing more; what it may come to stays."""
    first = found.verdict is not Verdict.UNKNOWN
    return replace(
        found,
        verdict=Verdict.UNKNOWN,
        amount=ZERO,
        at_least=min(found.at_least, ZERO),
        at_most=max(found.at_most, ZERO),
        reason=f"{missing}_unknown" if first else found.reason,
        recommended=None,
        missing=(*found.missing, missing),
    )


def _unknown(plan: Plan, at_most: Decimal, missing: str) -> LineResult:
    clause = plan.grounds.standing(NO_GROUND, "enterprise").clause
    return LineResult(Verdict.UNKNOWN, ZERO, at_most, clause, (), None, f"{missing}_unknown", missing=(missing,))


def _unmet(reason: str, clause: str) -> LineResult:
    return LineResult(Verdict.UNMET, ZERO, ZERO, clause, (), None, reason)


def _result(found: Recognised, reason: str) -> LineResult:
    return LineResult(
        found.verdict,
        found.amount,
        found.at_most,
        found.clause,
        found.working,
        found.ground,
        reason,
        at_least=found.amount,
        recommended=found.recommended,
        missing=("proof",) if reason == "proof_unknown" else (),
    )

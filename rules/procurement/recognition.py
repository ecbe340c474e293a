"""What a purchase, a lease or a service counts as green procurement: the amount, exact, and its working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rules.determination import Step, Verdict
from rules.facts import FactValue
from rules.procurement.annual import Plan
from rules.procurement.grounds import Buyer, Ground

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What one line counts.

    `amount` is the amount recognised, exact: 0 unless `verdict` is met. `at_most` is what it may still come to:
    the same when met, 0 when unmet, else what counts should the open point be decided for the firm.
    `recommended` is what we recommend staff to recognise, where the reading says so.
    """

    ground: str
    verdict: Verdict
    amount: Decimal
    at_most: Decimal
    clause: str
    working: tuple[Step, ...]
    recommended: Decimal | None = None

    @property
    def shown(self) -> int:
        """The recognised amount in whole NT$, rounded half up; sums are made of the exact amounts."""
        return whole_dollars(self.amount)


def whole_dollars(amount: Decimal) -> int:
    """Round an exact amount half up to the dollar, as it is shown."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def recognise(
    plan: Plan, ground_id: str, amount: int | Decimal, *, buyer: Buyer = "enterprise", proven: bool | None = None
) -> Recognised:
    """Return what a purchase, a store's sale or a service of `amount` NT$ counts on a ground (表2一(一), 一(三)).

    A fraction of a dollar is kept exact.

    `proven` matters only to a ground that requires a label or proof (services: the carbon footprint *reduction*
    label; renewable energy: certificates of the T-REC centre); None is unknown.
    A brokerage fee is that of one deal, since its cap is per deal (附表1-3). Cars and motorcycles are left out of a
    store's sales whatever their label: ask `plan.stores.left_out_product` first.
    Raises ValueError for a negative amount; an unlisted ground is unmet, as is everything not on the list.
    """
    if amount < 0:
        raise ValueError("negative")
    standing = plan.grounds.standing(ground_id, buyer)
    ground = plan.grounds.by_id.get(ground_id)
    if ground is None or standing.verdict is Verdict.UNMET:
        return _none(ground_id, standing.clause, Step("not_listed", {"amount": figure(amount)}))
    counted, working = _counted(ground, amount)
    if ground.requires is None or proven:
        return _result(ground.id, standing.verdict, counted, standing.clause, working)
    needs = Step("needs_proof", {"proof": ground.requires})
    if proven is None:
        return _result(ground.id, Verdict.UNKNOWN, counted, standing.clause, (needs, *working))
    return _none(ground.id, standing.clause, needs)


def recognise_lease(
    plan: Plan, item: str, rent: int | Decimal, *, otherwise_recognised: bool | None = None
) -> Recognised:
    """Return what the rent of a leased product counts for an enterprise (表2一(三)4, 附表1-4).

    `item` is an id or name of the list; half the rent of a listed product counts, if the product isn't recognised
    on another ground. If it is (`otherwise_recognised`), whether the whole rent or half counts is for staff, the
    whole recommended; None is unknown. A product that isn't listed gives nothing as a lease.
    Raises ValueError for a negative rent.
    """
    if rent < 0:
        raise ValueError("negative")
    leasing = plan.leasing
    found = leasing.find(item)
    if len(found) != 1:
        return _none("lease", leasing.clause, Step("not_on_leasing_list", {"amount": figure(rent)}))
    half = share(rent, leasing.percent)
    terms: Mapping[str, FactValue] = {"item": found[0].id, "amount": figure(rent), "percent": plain(leasing.percent)}
    if otherwise_recognised is False:
        step = Step("lease_share", {**terms, "counted": plain(half)})
        return _result("lease", Verdict.MET, half, leasing.clause, (step,))
    whole = Decimal(rent)
    if otherwise_recognised is None:
        step = Step("lease_if_not_recognised", {**terms, "counted": plain(half)})
        return _result("lease", Verdict.UNKNOWN, whole, leasing.clause, (step,))
    step = Step("lease_of_recognised_product", terms)
    return Recognised("lease", Verdict.STAFF, ZERO, whole, leasing.clause, (step,), recommended=whole)


def share(amount: int | Decimal, percent: Decimal) -> Decimal:
    """Return a percentage of an amount, exact."""
    return Decimal(amount) * percent / 100


def figure(amount: int | Decimal) -> int | str:
    """Return an amount as a step holds it: whole dollars as a number, a fraction as text."""
    return int(amount) if amount == int(amount) else plain(amount)


def plain(number: int | Decimal) -> str:
    """Return a number as text, without exponent or trailing zeros."""
    return format(Decimal(number).normalize(), "f")


def _counted(ground: Ground, amount: int | Decimal) -> tuple[Decimal, tuple[Step, ...]]:
    part = share(amount, ground.percent)
    terms: Mapping[str, FactValue] = {
        "amount": figure(amount),
        "percent": plain(ground.percent),
        "counted": plain(part),
    }
    steps = (Step("whole_amount" if ground.percent == 100 else "share", terms),)
    if ground.cap is None:
        return part, steps
    counted = min(part, Decimal(ground.cap))
    key = "capped" if part > ground.cap else "within_cap"
    return counted, (*steps, Step(key, {"cap": ground.cap, "counted": plain(counted)}))


def _result(ground: str, verdict: Verdict, counted: Decimal, clause: str, working: tuple[Step, ...]) -> Recognised:
    return Recognised(ground, verdict, counted if verdict is Verdict.MET else ZERO, counted, clause, working)


def _none(ground: str, clause: str, step: Step) -> Recognised:
    return Recognised(ground, Verdict.UNMET, ZERO, ZERO, clause, (step,))

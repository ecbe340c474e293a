"""What a green store sold: each line, whether it is listed in the statement (附件四), and the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from functools import cached_property

from rules.determination import Verdict
from rules.procurement import Plan
from rules.procurement.names import fold

_BETWEEN = "｜"


@dataclass(frozen=True, slots=True)
class Sale:
    """One line of the statement.

    `label` is the id of a ground of the plan, `amount` whole NT$. Number, quantity and period are as the store gives
    them, empty where it doesn't.
    """

    product: str
    label: str
    amount: int
    number: str = ""
    quantity: str = ""
    period: str = ""

    def text(self) -> str:
        """Return the line as one text, as a draft keeps it; `of` is the inverse."""
        return _BETWEEN.join(str(part).replace(_BETWEEN, " ") for part in astuple(self))

    @classmethod
    def of(cls, text: str) -> Sale:
        """Read a kept line. Raises ValueError for a text that is none."""
        product, label, amount, number, quantity, period = (part.strip() for part in text.split(_BETWEEN))
        return cls(product, label, int(amount), number, quantity, period)


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with its verdict, the key of its reason and the clause."""

    sale: Sale
    verdict: Verdict
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class Sales:
    """All lines, judged, in the store's order. Amounts are whole NT$."""

    lines: tuple[Judged, ...]

    def those(self, verdict: Verdict) -> tuple[Judged, ...]:
        """Return the lines of one verdict: met is listed, unmet left out, staff for the bureau to judge."""
        return tuple(line for line in self.lines if line.verdict is verdict)

    def total(self, verdict: Verdict = Verdict.MET) -> int:
        """Return the sum of the lines of one verdict."""
        return sum(line.sale.amount for line in self.those(verdict))


def judged(plan: Plan, sales: Iterable[Sale], channel: str = "none") -> Sales:
    """Judge the lines of a store; `channel` is the 環保集點特約通路 it belongs to, if any.

    Cars and motorcycles are left out whatever their label, as is all that a 環保集點特約通路 sells, and a product whose
    label isn't on the stores' list; services are for the bureau to judge.
    """
    vehicles = _Vehicles(plan)
    return Sales(tuple(_judge(plan, vehicles, sale, channel) for sale in sales))


def _judge(plan: Plan, vehicles: _Vehicles, sale: Sale, channel: str) -> Judged:
    stores = plan.stores
    if channel != "none":
        return Judged(sale, Verdict.UNMET, "channel", stores.channels_clause)
    if vehicles.names(sale.product):
        return Judged(sale, Verdict.UNMET, "vehicle", stores.left_out_clause)
    standing = plan.grounds.standing(sale.label, "store")
    reason = {Verdict.MET: "listed", Verdict.UNMET: "not_listed"}.get(standing.verdict, "service")
    return Judged(sale, standing.verdict, reason, standing.clause)


class _Vehicles:
    """Tells a car or motorcycle by its name: one that ends with a listed name, but for a model in Latin letters."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        names = [name for term in self._plan.stores.left_out for name in term.names()]
        return tuple(fold(name.removesuffix("s") if name.isascii() else name) for name in names)

    def names(self, product: str) -> bool:
        """Whether a product's name says that it is one."""
        name = fold(product)
        own = name.rstrip("0123456789abcdefghijklmnopqrstuvwxyz") or name.removesuffix("s")
        words = product.casefold().replace("-", " ").split()
        return any(
            words[-1].removesuffix("s") == ending if ending.isascii() else own.endswith(ending)
            for ending in self._endings
            if words
        )

"""All look-ups, in the order that the programmes declare, over one set of editions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from knowledge.calculation import Calculator
from knowledge.data import load
from knowledge.labels import Labels
from knowledge.lookups.arithmetic.facts import Facts
from knowledge.lookups.conditions.binbags import BinBags
from knowledge.lookups.conditions.commended import Commended
from knowledge.lookups.conditions.penalised import Penalised
from knowledge.lookups.conditions.shops import Shops
from knowledge.lookups.conditions.uncounted import Uncounted
from knowledge.lookups.costs.clauses import Clauses
from knowledge.lookups.costs.periods import Periods
from knowledge.lookups.costs.selfpaid import SelfPaid
from knowledge.lookups.costs.share import CostShare
from knowledge.lookups.costs.tiercaps import TierCaps
from knowledge.lookups.counties.extremes import Extremes
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.counties.hotels import HotelCounts
from knowledge.lookups.labels.standings import LabelStandings
from knowledge.lookups.model import Found, Inquiry, LookUp
from knowledge.lookups.purchases.amounts import Amounts
from knowledge.lookups.purchases.lists import CriteriaList, LeasingList
from knowledge.lookups.scores.points import Scores
from knowledge.model import Answer, Lang
from knowledge.premises import Premises
from rules.parameters import Edition
from rules.procurement import latest

DATED: Final = (Facts.kind, CountyFigures.kind, HotelCounts.kind, Extremes.kind)
"""Look-ups with figures of several years, which say themselves for which they have none."""


class Shelf:
    """Tries one look-up after another, and builds an answer again from its id."""

    def __init__(
        self,
        labels: Labels,
        edition: Edition,
        rates: Callable[[Lang], Answer],
        answer: Callable[[str, Lang], Answer],
        premises: Premises,
        on_file: Iterable[str],
    ) -> None:
        plan = latest()
        standings, leasing, counties = LabelStandings(labels, edition, plan), LeasingList(plan), CountyFigures(plan)
        hotels = HotelCounts(plan, counties)
        made: tuple[LookUp, ...] = (
            Facts(answer, counties, hotels),
            Uncounted(),
            BinBags(),
            Scores(plan, counties),
            Penalised(),
            Commended(plan),
            Shops(plan),
            Amounts(plan, leasing, standings),
            hotels,
            Extremes(plan, counties),
            counties,
            CriteriaList(plan),
            leasing,
            SelfPaid(answer),
            Clauses(answer),
            Periods(edition),
            TierCaps(edition, rates, premises),
            CostShare(Calculator(edition), rates, premises, on_file, standings.told.domestic),
            standings,
        )
        self.by_kind = {one.kind: one for one in made}
        declared = load("lookups.yaml")["programmes"]
        self._order = [self.by_kind[kind] for kinds in declared.values() for kind in kinds if kind in self.by_kind]

    def find(self, inquiry: Inquiry, *, dated: bool = False) -> Found | None:
        """What the first look-up that has something makes of a question; ``dated``: of those that read years."""
        among = (one for one in self._order if one.kind in DATED) if dated else iter(self._order)
        return next((found for one in among if (found := one.find(inquiry)) is not None), None)

    def answer(self, id: str, lang: Lang) -> Answer | None:
        """The answer of a look-up's id; None where no look-up bears it. Raises KeyError for an unknown name."""
        kind, _, name = id.partition(".")
        if kind not in self.by_kind:
            return None
        try:
            return self.by_kind[kind].rebuild(name, lang)
        except (LookupError, ValueError) as error:
            raise KeyError(id) from error

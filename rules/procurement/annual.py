"""One year's plan: its dates and figures, and its tables and lists, each loaded when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property
from pathlib import Path

from rules.parameters import Edition, NoEdition, Reader, count, day
from rules.procurement.awards import Awards
from rules.procurement.bases import Bases
from rules.procurement.grounds import Grounds
from rules.procurement.items import ScoredItems
from rules.procurement.lists import Criteria, Leasing
from rules.procurement.rates import Rates
from rules.procurement.scoring import Scoring
from rules.procurement.stores import Stores
from rules.procurement.targets import Targets, load_targets

_EDITIONS = Path(__file__).parent / "editions"


def _days(value: object) -> tuple[date, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError("a list of dates")
    return tuple(day(one) for one in value)


PARAMETERS: dict[str, Reader] = {
    "issued": day,
    "amended": _days,
    "runs_from": day,
    "runs_to": day,
    "results_due": day,
    "national_store_sales": count,
    "national_firms": count,
    "national_amount": count,
    "national_labels": count,
    "award_capital": count,
    "award_threshold": count,
    "penalties_one_law": count,
    "penalties_all": count,
    "award_year": count,
}
"""The values an edition states by name, each with its clause (money in NT$, years western)."""


class Plan:
    """A year's plan for private-sector green procurement.

    `edition` holds its dates and single figures with their clauses (`plan.edition.results_due`,
    `plan.edition.clause_of("results_due")`); the tables and lists are attributes of the plan, read from the
    folder beside the edition's file when they are first asked for. Raises DataError for a file that can't be used.
    """

    def __init__(self, path: Path) -> None:
        self.edition = Edition(path, "procurement", PARAMETERS)
        self.folder = path.with_suffix("")

    @property
    def id(self) -> str:
        """The edition's id, the western year."""
        return self.edition.id

    @cached_property
    def targets(self) -> Targets:
        """Tables 3 to 7: the counties' targets and growth steps."""
        return load_targets(self.folder / "targets.yaml")

    @cached_property
    def bases(self) -> Bases:
        """附件二: last year's targets, averages and formulas the targets come from."""
        return Bases(self.folder / "bases.yaml")

    @cached_property
    def grounds(self) -> Grounds:
        """What counts as green procurement for enterprises and for stores, foreign labels and services included."""
        return Grounds(self.folder / "grounds.yaml")

    @cached_property
    def criteria(self) -> Criteria:
        """附表1-1 and 1-2: the product criteria whose labels count, whole or half."""
        return Criteria(self.folder / "criteria.yaml")

    @cached_property
    def leasing(self) -> Leasing:
        """附表1-4: what is to be leased rather than bought."""
        return Leasing(self.folder / "leasing.yaml")

    @cached_property
    def items(self) -> ScoredItems:
        """Tables 1 and 2: what is scored, for how many points, how, with which papers and notes."""
        return ScoredItems(self.folder / "items.yaml")

    @cached_property
    def scoring(self) -> Scoring:
        """The score of every line of table 2."""
        return Scoring(Rates(self.folder / "scoring.yaml"), self.targets, self.criteria)

    @cached_property
    def stores(self) -> Stores:
        """Green stores: whether a shop qualifies, what its sales leave out, the statement (附件四)."""
        return Stores(self.folder / "stores.yaml")

    @cached_property
    def awards(self) -> Awards:
        """The commendation (五): groups, thresholds, what shuts out."""
        return Awards(self.folder / "awards.yaml", self.edition)


@cache
def plans() -> tuple[Plan, ...]:
    """Return the plans on file by the days they cover."""
    return tuple(sorted((Plan(path) for path in _EDITIONS.glob("*.yaml")), key=lambda one: one.edition.covers_from))


def latest() -> Plan:
    """Return the last plan on file."""
    return plans()[-1]


def plan(as_of: date) -> Plan:
    """Return the plan that covers a day; raises NoEdition where none does, never another year's."""
    for one in plans():
        if one.edition.covers_from <= as_of <= one.edition.covers_to:
            return one
    raise NoEdition("procurement", as_of, latest().edition)


@cache
def _plan_at(path: Path) -> Plan:
    return next((one for one in plans() if one.edition.path == path), None) or Plan(path)


def plan_of(edition: Edition) -> Plan:
    """Return the plan whose edition this is, with the tables beside its file, shipped or not."""
    return _plan_at(edition.path)

"""Green stores (113年推動民間企業及團體實施綠色採購計畫, 附件四): whether a shop qualifies, and its statement of sales.

What the document leaves open, and the reading taken, stands in spec.md beside this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rules.determination import Duty, Verdict
from rules.engine import Judgement, NearMissRule, RuleSet, attempt, condition, met, near_miss, staff, unmet
from rules.facts import FactValue, Unknown
from rules.parameters import Edition
from rules.procurement import PARAMETERS, Plan, Qualification, plan_of
from rules.procurement.stores import LABELS
from rules.stores.facts import StatementForm, StoreFacts

_WAYS = ("two_eco", "eco_and_carbon", "eco_and_reduction")
"""The ways to qualify, in the printed order."""


class _Found(NamedTuple):
    """What the kinds known so far come to, and the facts of those that aren't."""

    qualification: Qualification
    known: tuple[int | None, ...]
    missing: tuple[str, ...]


def _found(facts: StoreFacts, edition: Edition) -> _Found:
    readers = (lambda: facts.eco_kinds, lambda: facts.carbon_kinds, lambda: facts.reduction_kinds)
    kinds = [attempt(read, otherwise=None) for read in readers]
    known = tuple([number for number, _ in kinds])
    missing = tuple([fact for _, unknown in kinds for fact in unknown])
    return _Found(_qualification(plan_of(edition), known), known, missing)


@lru_cache(maxsize=512)
def _qualification(plan: Plan, known: tuple[int | None, ...]) -> Qualification:
    """The plan's own answer, remembered: one determination asks it for every near miss."""
    return plan.stores.qualifies(*known)


@condition(clause="附件四備註")
def enough_kinds(facts: StoreFacts, edition: Edition) -> Judgement:
    """2 kinds with the eco label; or 1 and 3 with the carbon label; or 1 and 1 with the carbon-reduction label."""
    found = _found(facts, edition)
    if found.qualification.verdict is Verdict.UNKNOWN:
        raise Unknown(*found.missing)
    if found.qualification.verdict is Verdict.UNMET:
        return unmet("no_eco" if facts.eco_kinds == 0 else "too_few")
    return met(_WAYS[found.qualification.lacking.index({})])


@condition(clause="附件四備註")
def labels_shown(facts: StoreFacts) -> Judgement:
    """The labels are shown clearly where the products are sold."""
    return met() if facts.labels_shown == "yes" else unmet()


@condition(clause="表2一(一)注意事項3")
def counted_by_county(facts: StoreFacts) -> Judgement:
    """The sales count for the county, as those of the six 環保集點特約通路 don't; such a shop may still qualify."""
    return met() if facts.channel == "none" else staff(facts.channel)


def _more(*labels: str) -> Callable[[StoreFacts, Edition], Mapping[str, FactValue] | None]:
    """A remedy: more kinds with just these labels, where a way to qualify lacks nothing else."""

    def remedy(facts: StoreFacts, edition: Edition) -> Mapping[str, FactValue] | None:
        """The least way that lacks only these labels, none of whose rivals lacks less."""
        found = _found(facts, edition)
        if found.qualification.verdict is not Verdict.UNMET:
            return None
        known, ways = dict(zip(LABELS, found.known, strict=True)), found.qualification.lacking
        for lacking in ways:
            if tuple(lacking) == labels and not any(_less(one, lacking) for one in ways):
                return {f"{label}_kinds": (known[label] or 0) + more for label, more in lacking.items()}
        return None

    return remedy


def _less(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    return one != other and all(number <= other.get(label, 0) for label, number in one.items())


def _near(id: str, *labels: str) -> NearMissRule:
    return NearMissRule(id, enough_kinds.id, enough_kinds.clause, _more(*labels))


@near_miss(labels_shown)
def show_labels(facts: StoreFacts) -> Mapping[str, FactValue] | None:
    """The labels may still be put up."""
    return {"labels_shown": "yes"} if facts.labels_shown == "no" else None


DUTIES = ("file", "vehicles", "batch", "release")


def duties(facts: StoreFacts, edition: Edition) -> tuple[Duty, ...]:
    """What follows: both seals, what isn't listed, how what can't be counted is, what the data is used for."""
    return (
        Duty("file", "表2一(一)應檢附文件", None, {"results_due": edition.results_due}),
        Duty("vehicles", "表2一(一)注意事項1"),
        Duty("batch", "附件四備註"),
        Duty("release", "附件四備註"),
    )


def suggestions(fact: str, edition: Edition) -> tuple[FactValue, ...]:
    """The numbers of kinds worth a button: from none to the most that any way asks for."""
    label = fact.removesuffix("_kinds")
    if label not in LABELS:
        return ()
    return tuple(range(max(getattr(way, label) for way in plan_of(edition).stores.ways) + 1))


def form_applies(field: str, answers: Mapping[str, FactValue]) -> bool:
    """Sales are asked for where they count: not of the six 環保集點特約通路 (表2一(一)注意事項3)."""
    return field not in ("sales", "sales_period") or answers.get("channel", "none") == "none"


RULES = RuleSet(
    programme="stores",
    editions_of="procurement",
    closes="results_due",
    undated=True,
    sheet=StoreFacts,
    form=StatementForm,
    conditions=(enough_kinds, labels_shown, counted_by_county),
    near_misses=(
        _near("more_eco", "eco"),
        _near("more_carbon", "carbon"),
        _near("more_reduction", "reduction"),
        _near("more_eco_and_carbon", "eco", "carbon"),
        _near("more_eco_and_reduction", "eco", "reduction"),
        show_labels,
    ),
    duties=duties,
    duty_ids=DUTIES,
    parameters=PARAMETERS,
    suggestions=suggestions,
    form_applies=form_applies,
)

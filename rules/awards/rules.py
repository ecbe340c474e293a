"""Commendation for green procurement declared (113年推動民間企業及團體實施綠色採購計畫, 五), clause by clause.

Meeting every condition means being ranked by amount within one's group and perhaps chosen; it is no right. What the
document leaves open, and the reading taken, stands in spec.md beside this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.awards.facts import SANCTIONS, AwardFacts, AwardForm
from rules.determination import Duty, Verdict
from rules.engine import Judgement, RuleSet, attempt, condition, met, near_miss, staff, unmet
from rules.facts import FactValue, Unknown
from rules.parameters import Contradiction, Edition
from rules.procurement import PARAMETERS, Industry, Placed, plan_of


@condition(clause="五(一)")
def no_sanction(facts: AwardFacts) -> Judgement:
    """No daily fines, stop of work or business, closure, lost permit or criminal referral in the plan's year."""
    sanction = facts.sanction
    if sanction == "none":
        return met()
    return unmet(sanction) if sanction in SANCTIONS else staff()


@condition(clause="五(二)")
def penalties_under_one_law(facts: AwardFacts, edition: Edition) -> Judgement:
    """At most 2 penalties under any one environmental law, by decisions of the plan's year."""
    most: int = edition.penalties_one_law
    in_all, missing = attempt(lambda: facts.penalties, otherwise=None)
    under_one, unknown = attempt(lambda: facts.penalties_under_one_law, otherwise=None)
    if under_one is not None and under_one > most:
        return unmet()
    if in_all is not None and in_all <= most:
        return met("few_in_all")
    if under_one:
        return met()
    if in_all is None or under_one is None:
        raise Unknown(*missing, *unknown)
    return staff("contradiction")


@condition(clause="五(二)")
def penalties_in_all(facts: AwardFacts, edition: Edition) -> Judgement:
    """At most 4 penalties in all, by decisions of the plan's year."""
    return met() if facts.penalties <= edition.penalties_all else unmet()


@condition(clause="五(二)")
def no_pollution_dispute(facts: AwardFacts) -> Judgement:
    """No major pollution dispute in the plan's year."""
    return met() if facts.pollution_dispute == "no" else unmet()


@condition(clause="五(三)")
def group(facts: AwardFacts, edition: Edition) -> Judgement:
    """The firm belongs to one of five groups, by industry and capital; exactly 100,000,000 is large."""
    placed = _placed(facts, edition)
    assert placed.group is not None
    if placed.verdict is Verdict.STAFF:
        return staff("insurance_large" if placed.group.large else "insurance_small")
    return met(placed.group.id)


@condition(clause="五(三)")
def declared_enough(facts: AwardFacts, edition: Edition) -> Judgement:
    """Both groups of large firms have declared 50,000,000 or more for the year; the others have no threshold."""
    threshold = _placed(facts, edition).threshold
    if not threshold:
        return met("no_threshold") if facts.declared else staff("nothing_declared")
    return met() if facts.declared >= threshold else unmet()


def _placed(facts: AwardFacts, edition: Edition) -> Placed:
    """The group and its threshold; capital matters to all groups but the others."""
    industry = Industry(facts.industry)
    capital = None if industry is Industry.OTHER else facts.capital
    return plan_of(edition).awards.place(industry, capital)


@near_miss(declared_enough)
def declare_more(facts: AwardFacts, edition: Edition) -> Mapping[str, FactValue] | None:
    """A large firm below the threshold may still declare more while the year runs."""
    threshold = _placed(facts, edition).threshold
    return {"declared": threshold} if threshold and facts.declared < threshold else None


@near_miss(declared_enough)
def declare_something(facts: AwardFacts, edition: Edition) -> Mapping[str, FactValue] | None:
    """A firm without threshold that declared nothing may still declare."""
    return {"declared": 1} if not _placed(facts, edition).threshold and not facts.declared else None


DUTIES = ("file", "ranking", "honour")


def duties(facts: AwardFacts, edition: Edition) -> tuple[Duty, ...]:
    """What follows: declaring in the ministry's system, being ranked and perhaps chosen, the year of the honours."""
    return (
        Duty("file", "表2一(三)注意事項1", None, {"opens": edition.runs_from, "closes": edition.runs_to}),
        Duty("ranking", "五(三)"),
        Duty("honour", "五", None, {"award_year": edition.award_year}),
    )


def contradictions(edition: Edition) -> Iterable[Contradiction]:
    """The values of an edition that can't stand beside the others: at most so many in all, fewer under one law."""
    if edition.penalties_one_law > edition.penalties_all:
        yield Contradiction("penalties_one_law", "is more than penalties_all", "correct one of the numbers")


def suggestions(fact: str, edition: Edition) -> tuple[FactValue, ...]:
    """The numbers of penalties worth a button: up to the most allowed, and one more."""
    most = {"penalties": edition.penalties_all, "penalties_under_one_law": edition.penalties_one_law}
    return tuple(range(most[fact] + 2)) if fact in most else ()


RULES = RuleSet(
    programme="awards",
    editions_of="procurement",
    sheet=AwardFacts,
    form=AwardForm,
    conditions=(
        no_sanction,
        penalties_under_one_law,
        penalties_in_all,
        no_pollution_dispute,
        group,
        declared_enough,
    ),
    near_misses=(declare_more, declare_something),
    duties=duties,
    duty_ids=DUTIES,
    parameters=PARAMETERS,
    contradictions=contradictions,
    suggestions=suggestions,
)

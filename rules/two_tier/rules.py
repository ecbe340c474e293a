"""Japan's two tiers by the report's example: 基準值2 is the minimum to be met, 基準值1 the higher one, preferred.

The numbers run against intuition. Both are Japan's; for Taiwan the report only proposes tiers. Readings: spec.md.
"""

from __future__ import annotations

from rules.assessment.rules import PARAMETERS, contradictions
from rules.determination import Duty
from rules.engine import Judgement, RuleSet, all_of, condition, met, staff, unmet
from rules.facts import FactValue
from rules.parameters import Edition
from rules.two_tier.facts import TwoTierFacts, TwoTierForm

WHOLE = 100


@condition(clause="2.3")
def minimum(facts: TwoTierFacts, edition: Edition) -> Judgement:
    """基準值2: at least 40% of the plastic's whole weight is recycled; any designated purchase has to meet it."""
    return _recycled(facts, edition.bag_minimum)


@condition(clause="2.3", decides=False)
def higher(facts: TwoTierFacts, edition: Edition) -> Judgement:
    """基準值1: for example 70% recycled and 60% post-consumer plastic; preferred where supply allows."""
    return all_of(lambda: _recycled(facts, edition.bag_higher), lambda: _post_consumer(facts, edition))


def _recycled(facts: TwoTierFacts, least: int) -> Judgement:
    recycled = facts.recycled
    if recycled > WHOLE:
        return staff("impossible")
    return met() if recycled >= least else unmet()


def _post_consumer(facts: TwoTierFacts, edition: Edition) -> Judgement:
    if facts.post_consumer > facts.recycled:
        return staff("impossible")
    return met() if facts.post_consumer >= edition.bag_consumer else unmet("consumer")


DUTIES = ("japan", "proposal")


def duties(facts: TwoTierFacts, edition: Edition) -> tuple[Duty, ...]:
    """Whose criteria these are, and what is only proposed for Taiwan."""
    return (Duty("japan", edition.clause_of("bag_minimum")), Duty("proposal", edition.clause_of("exempting_proofs")))


def suggestions(fact: str, edition: Edition) -> tuple[FactValue, ...]:
    """The percentages that the report names."""
    named = {"recycled": (edition.bag_minimum, edition.bag_higher), "post_consumer": (edition.bag_consumer,)}
    return named[fact]


RULES = RuleSet(
    programme="two_tier",
    sheet=TwoTierFacts,
    form=TwoTierForm,
    conditions=(minimum, higher),
    duties=duties,
    duty_ids=DUTIES,
    parameters=PARAMETERS,
    contradictions=contradictions,
    suggestions=suggestions,
    editions_of="assessment",
    known_as="japan",
    ways_to_file=(),
)

"""Leaving a purchase out of an agency's count (不統計專簽) and the 8% rule, as the report of 2025 tells them.

What the report leaves open, and the reading taken, stands in spec.md beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.assessment.facts import AssessmentFacts, AssessmentForm
from rules.assessment.measures import limit
from rules.determination import Duty, Verdict
from rules.engine import Judgement, RuleSet, condition, met, near_miss, staff, unmet
from rules.facts import FactValue
from rules.parameters import Contradiction, Edition, Reader, count, ids


@condition(clause="4.3")
def designated_item(facts: AssessmentFacts) -> Judgement:
    """Only a designated item (指定採購項目) has to bear the Green Mark, so only it needs leaving out."""
    return met() if facts.designated_item == "yes" else unmet()


@condition(clause="4.3")
def without_green_mark(facts: AssessmentFacts) -> Judgement:
    """What bears the Green Mark counts, and needs no approval."""
    return met() if facts.green_mark == "no" else unmet()


@condition(clause="4.3")
def special_need(facts: AssessmentFacts, edition: Edition) -> Judgement:
    """It can't be bought with the label since its specification, size or function is special."""
    need = facts.need
    if need in edition.special_needs:
        return met(need)
    return unmet("preference") if need == "preference" else staff(need)


@condition(clause="4.3")
def approved_first(facts: AssessmentFacts) -> Judgement:
    """The approval (不統計專簽) is signed before the order is placed."""
    return {
        "before_order": met(),
        "same_day": staff("same_day"),
        "after_order": unmet("after_order"),
        "unapproved": unmet("unapproved"),
        "not_ordered": unmet("not_ordered"),
    }[facts.approval]


@condition(clause="4.3", decides=False)
def limit_untouched(facts: AssessmentFacts, edition: Edition) -> Judgement:
    """Points are deducted where the non-counted purchases exceed 8% of the Green Mark purchases of designated items."""
    uncounted = facts.uncounted_total
    if uncounted == 0:
        return met("none")
    verdict = limit(edition, uncounted, facts.labelled_total).verdict
    return {Verdict.MET: met(), Verdict.UNMET: unmet(), Verdict.STAFF: staff()}[verdict]


@near_miss(approved_first)
def approve_first(facts: AssessmentFacts) -> Mapping[str, FactValue] | None:
    """What isn't ordered yet can still be approved first."""
    return {"approval": "before_order"} if facts.approval == "not_ordered" else None


DUTIES = ("draft", "deduction", "proposal")


def duties(facts: AssessmentFacts, edition: Edition) -> tuple[Duty, ...]:
    """What to know beside it: that the method may be a draft, what isn't printed, what is only proposed."""
    return (
        Duty("draft", edition.clause_of("weight_designated")),
        Duty("deduction", edition.clause_of("uncounted_limit"), values={"limit": edition.uncounted_limit}),
        Duty("proposal", edition.clause_of("exempting_proofs"), values={"limit": edition.uncounted_limit}),
    )


def contradictions(edition: Edition) -> Iterator[Contradiction]:
    """Name the values of an edition that can't stand beside the others."""
    if edition.uncounted_limit > 100:
        yield Contradiction("uncounted_limit", "is more than 100%", "give the printed percentage")
    if edition.bag_minimum > edition.bag_higher:
        yield Contradiction("bag_higher", "is below the minimum", "correct one of the tiers")
    if edition.bag_consumer > edition.bag_higher:
        yield Contradiction("bag_consumer", "is more than the recycled part it belongs to", "correct one of them")


PARAMETERS: Mapping[str, Reader] = {
    "weight_designated": count,
    "weight_non_designated": count,
    "weight_works_services": count,
    "weight_designated_before": count,
    "before_year": count,
    "special_needs": ids,
    "uncounted_limit": count,
    "exempting_proofs": ids,
    "bag_minimum": count,
    "bag_higher": count,
    "bag_consumer": count,
}

RULES = RuleSet(
    programme="assessment",
    sheet=AssessmentFacts,
    form=AssessmentForm,
    conditions=(designated_item, without_green_mark, special_need, approved_first, limit_untouched),
    near_misses=(approve_first,),
    duties=duties,
    duty_ids=DUTIES,
    parameters=PARAMETERS,
    contradictions=contradictions,
    known_as="japan",
    ways_to_file=(),
)

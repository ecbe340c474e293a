"""Counselling of the green growth programme (產業綠色成長推動計畫輔導申請須知), section by section.

No selection rule, closing date or VAT rule is printed; what that leaves open stands in spec.md beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from rules import ubn
from rules.counselling.facts import CounsellingFacts, CounsellingForm
from rules.determination import Duty, Value, Verdict
from rules.engine import ConditionRule, Judgement, RuleSet, all_of, condition, met, near_miss, staff, unmet
from rules.facts import FactValue, Unknown
from rules.parameters import Contradiction, Edition, count, text


def _of_a_firm(facts: CounsellingFacts) -> Judgement:
    """The service is for enterprises (企業)."""
    return met() if facts.applicant == "firm" else unmet("not_a_firm")


@condition(clause="貳、一(1)", decides=False)
def technology(facts: CounsellingFacts) -> Judgement:
    """An enterprise with green technology, equipment or service that means to raise its value and spread it."""
    return all_of(
        lambda: _of_a_firm(facts),
        lambda: met() if facts.green_technology == "yes" else unmet("no_technology"),
        lambda: met() if facts.promotes == "yes" else unmet("no_wish"),
    )


@condition(clause="貳、二(1)", decides=False)
def cooperation(facts: CounsellingFacts) -> Judgement:
    """An enterprise that develops a green product, technology or service with another industry."""
    return all_of(
        lambda: _of_a_firm(facts),
        lambda: met() if facts.partner == "other_industry" else unmet(facts.partner),
        lambda: met() if facts.joint_work == "yes" else unmet("no_joint_work"),
    )


@condition(clause="貳、三(1)", decides=False)
def system(facts: CounsellingFacts, edition: Edition) -> Judgement:
    """An industry association or lead firm that means to organise its members or suppliers."""
    return all_of(
        lambda: unmet("not_a_leader") if facts.applicant == "other" else met(),
        lambda: met() if facts.system_role == "organise" else unmet(facts.system_role),
        lambda: _of_usual_size(facts, edition),
    )


def _of_usual_size(facts: CounsellingFacts, edition: Edition) -> Judgement:
    """7 to 8 members is an average over the two systems (平均): another number is for staff."""
    if facts.system_role != "organise":
        return unmet(facts.system_role)
    return met() if edition.system_least <= facts.members <= edition.system_most else staff("other_number")


@condition(clause="貳、四(1)", decides=False)
def design(facts: CounsellingFacts) -> Judgement:
    """An enterprise that wants green product design or green innovation in its service; any industry."""
    return all_of(
        lambda: unmet("none") if facts.design_wish == "none" else met(),
        lambda: _of_anyone_greening_a_service(facts),
    )


def _of_anyone_greening_a_service(facts: CounsellingFacts) -> Judgement:
    """Section 貳 names enterprises, annex 4 whoever is willing (者) to green a service: staff for the others."""
    if facts.applicant == "firm":
        return met()
    return staff("willing") if facts.design_wish in ("service", "both") else unmet("not_a_firm")


SERVICES = (technology, cooperation, system, design)


@condition(clause="貳、輔導內容", joins=True)
def some_service(facts: CounsellingFacts, edition: Edition) -> Judgement:
    """At least one of the four services is for this applicant."""
    judged = [_verdict(service, facts, edition) for service in SERVICES]
    verdicts = {verdict for verdict, _ in judged}
    if Verdict.MET in verdicts:
        return met()
    if Verdict.UNKNOWN in verdicts:
        raise Unknown(*dict.fromkeys(fact for _, missing in judged for fact in missing))
    return staff() if Verdict.STAFF in verdicts else unmet()


def _verdict(service: ConditionRule, facts: CounsellingFacts, edition: Edition) -> tuple[Verdict, tuple[str, ...]]:
    """A service's verdict without its trace, and the facts that are missing for it."""
    try:
        return service.function(facts, edition).verdict, ()
    except Unknown as error:
        return Verdict.UNKNOWN, error.facts


@near_miss(cooperation)
def find_partner(facts: CounsellingFacts) -> Mapping[str, FactValue] | None:
    """A partner from another industry may still be found."""
    return {"partner": "other_industry", "joint_work": "yes"} if facts.partner != "other_industry" else None


COSTS: Mapping[str, tuple[ConditionRule, str]] = {
    "cost_technology": (technology, "tech_share"),
    "cost_cooperation": (cooperation, "joint_share"),
    "cost_system": (system, "system_share"),
    "cost_design": (design, "design_share"),
}
"""What a service costs the firm: the duty that says so, the service, and the edition's figure."""
DUTIES = ("file", "ask", "selection", *COSTS, "cost_terms", "events")


@cache
def _figures(edition: Edition) -> Mapping[str, Value]:
    return {one.name: one for one in edition.values}


def duties(facts: CounsellingFacts, edition: Edition) -> tuple[Duty, ...]:
    """What follows: sending the signed form, being selected, the firm's own share of each service, the events.

    A service whose condition is unmet costs nothing and isn't listed; one that isn't known yet is.
    """
    figures = _figures(edition)
    costs = tuple(
        Duty(id, figures[figure].clause, None, {"share": figures[figure].value})
        for id, (service, figure) in COSTS.items()
        if _verdict(service, facts, edition)[0] is not Verdict.UNMET
    )
    places = ("tech_measured", "tech_deep", "joint_cases", "system_count", "design_firms")
    months = ("exchange_count", "exchange_month", "course_count", "course_month")
    more = ("workshop_count", "results_count", "results_month")
    return (
        Duty("file", "肆", None, {name: figures[name].value for name in ("fax", "emails", "phone")}),
        Duty("ask", "肆", None, {name: figures[name].value for name in ("contact_general", "phone")}),
        Duty("selection", "貳", None, {name: figures[name].value for name in places}),
        *costs,
        Duty("cost_terms", "貳"),
        Duty("events", "參", None, {name: figures[name].value for name in (*months, *more)}),
    )


def form_applies(field: str, answers: Mapping[str, FactValue]) -> bool:
    """Whether the form asks for a field, given all answers so far."""
    services = answers.get("services", ())
    match field:
        case "ubn_reason":
            return not ubn.is_valid(str(answers.get("ubn", "")))
        case "phone_needed":
            return "contact_phone" not in answers and "contact_email" not in answers
        case "member_names":
            return isinstance(services, tuple) and "system" in services
        case "referral_need":
            return bool(answers.get("referrals"))
    return True


def contradictions(edition: Edition) -> Iterator[Contradiction]:
    """Name the values of an edition that can't stand beside the others."""
    if edition.system_least > edition.system_most:
        yield Contradiction("system_most", "is below system_least", "correct one of the numbers")
    if edition.tech_deep > edition.tech_measured:
        yield Contradiction("tech_deep", "is above tech_measured, from which they are chosen", "correct one of them")
    for name in ("exchange_month", "course_month", "results_month"):
        if not 1 <= edition.__dict__[name] <= 12:
            yield Contradiction(name, "is no month", "give a month from 1 to 12")


def suggestions(fact: str, edition: Edition) -> tuple[FactValue, ...]:
    """The usual numbers of members."""
    return tuple(range(edition.system_least, edition.system_most + 1)) if fact == "members" else ()


RULES = RuleSet(
    programme="counselling",
    sheet=CounsellingFacts,
    form=CounsellingForm,
    conditions=(some_service, technology, cooperation, system, design),
    near_misses=(find_partner,),
    duties=duties,
    duty_ids=DUTIES,
    parameters={
        "tech_measured": count,
        "tech_deep": count,
        "tech_spread": count,
        "tech_share": count,
        "joint_cases": count,
        "joint_spread": count,
        "joint_share": count,
        "system_count": count,
        "system_least": count,
        "system_most": count,
        "system_share": count,
        "design_firms": count,
        "design_share": count,
        "exchange_count": count,
        "exchange_month": count,
        "course_count": count,
        "course_month": count,
        "workshop_count": count,
        "results_count": count,
        "results_month": count,
        "fax": text,
        "emails": text,
        "phone": text,
        "contact_general": text,
        "contact_technology": text,
        "contact_cooperation": text,
        "contact_system": text,
        "contact_design": text,
    },
    contradictions=contradictions,
    suggestions=suggestions,
    form_applies=form_applies,
    ways_to_file=("fax", "email", "post"),
    undated=True,
    chosen_in="services",
)

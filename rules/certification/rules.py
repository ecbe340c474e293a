"""Cost sharing for international green certification (國際綠色驗證分攤費用作業規範), clause by clause.

What the document leaves open, and the reading taken, stands in spec.md beside this file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rules.certification.facts import CertificationFacts, CertificationForm
from rules.certification.tiers import breakpoints, read_tiers, share, shared
from rules.determination import Duty, Step
from rules.engine import (
    Judgement,
    RuleSet,
    Share,
    all_of,
    attempt,
    bounds,
    condition,
    met,
    near_miss,
    staff,
    unmet,
)
from rules.facts import MOST_MONEY, FactValue
from rules.parameters import Contradiction, Edition, count, day, ids, text


@condition(clause="三")
def registered_trader(facts: CertificationFacts) -> Judgement:
    """The applicant is a firm registered as an exporter or importer with the Bureau of Foreign Trade."""
    return met() if facts.registered_trader == "yes" else unmet()


@condition(clause="三")
def made_in_taiwan(facts: CertificationFacts) -> Judgement:
    """The certified product is made in Taiwan."""
    return {"taiwan": met(), "abroad": unmet(), "partly": staff()}[facts.made_in]


@condition(clause="三")
def counselled(facts: CertificationFacts, edition: Edition) -> Judgement:
    """The firm became a client of the plan's certification counselling; the years 103 to 107 are named."""
    year = facts.counselling_year
    if isinstance(year, str):
        return unmet("never")
    if year > edition.counselling_last:
        return unmet("later")
    return met() if year >= edition.counselling_first else staff("earlier")


@condition(clause="三")
def certified_in_time(facts: CertificationFacts, edition: Edition) -> Judgement:
    """The certificate dates from the counselling year or the five years after, and is held when applying."""
    return all_of(lambda: _held(facts), lambda: _dated_in_time(facts, edition))


def _held(facts: CertificationFacts) -> Judgement:
    certified = facts.certified_on
    if isinstance(certified, str):
        return unmet("not_yet")
    return met() if certified <= facts.filed_on else unmet("after_filing")


def _dated_in_time(facts: CertificationFacts, edition: Edition) -> Judgement:
    certified, year = facts.certified_on, facts.counselling_year
    if isinstance(certified, str):
        return unmet("not_yet")
    if isinstance(year, str):
        return unmet("never")
    if year < edition.counselling_first:
        return staff("earlier")
    if certified.year < year:
        return unmet("before_counselling")
    return met() if certified.year <= year + edition.years_after else unmet("too_late")


@condition(clause="四(三)")
def label_in_scope(facts: CertificationFacts, edition: Edition) -> Judgement:
    """The label is listed, or it is voluntary and of or valid in a New Southbound country."""
    if facts.label in edition.labels:
        return met()
    return all_of(
        lambda: staff() if facts.other_voluntary == "yes" else unmet("not_voluntary"),
        lambda: staff() if facts.other_southbound == "yes" else unmet("not_southbound"),
    )


@condition(clause="五(1)")
def fee_itemised(facts: CertificationFacts) -> Judgement:
    """Only the application fee is shared, so it must be known apart from testing or annual fees."""
    fee = facts.application_fee
    if isinstance(fee, str):
        return staff(fee)
    return met() if fee else staff("zero")


@condition(clause="五(2)")
def once_per_firm(facts: CertificationFacts) -> Judgement:
    """One firm may apply once."""
    return {
        "never": met(),
        "granted": unmet("granted"),
        "pending": unmet("pending"),
        "refused": staff("refused"),
        "earlier_year": staff("earlier_year"),
    }[facts.applied_before]


@condition(clause="六")
def place_left(facts: CertificationFacts, edition: Edition) -> Judgement:
    """No more than 20 firms a year receive the share."""
    return met() if facts.places_used < edition.quota else unmet()


@condition(clause="七(一)")
def accepted_delivery(facts: CertificationFacts) -> Judgement:
    """The papers are brought in person or sent by post."""
    return {
        "post": met("post"),
        "in_person": met("in_person"),
        "courier": staff("courier"),
        "unreadable_postmark": staff("unreadable_postmark"),
        "email": unmet("email"),
    }[facts.delivery]


@condition(clause="七(一)")
def filed_in_window(facts: CertificationFacts, edition: Edition) -> Judgement:
    """The postmark, or the registration if brought, dates from the announcement to 30 November."""
    filed_on = facts.filed_on
    if facts.delivery in ("courier", "unreadable_postmark"):
        return staff("no_printed_date")
    if filed_on < edition.opens:
        return unmet("early")
    return met() if filed_on <= edition.closes else unmet("late")


@condition(clause="八(一)")
def no_other_subsidy(facts: CertificationFacts) -> Judgement:
    """No share of the same fee comes from the Bureau or another government body."""
    return {"none": met(), "same_fee": unmet(), "other_cost": staff()}[facts.other_subsidy]


def cost_share(facts: CertificationFacts, edition: Edition) -> Share:
    """A part of the application fee, by its tier, up to the tier's cap (第五點)."""
    whole = (0, MOST_MONEY, "fee_unknown")
    (least, most, reason), missing = attempt(lambda: _possible_fees(facts), otherwise=whole)
    if least == most:
        amount, working = share(edition, least)
        return Share(amount, amount, working)
    low, high = bounds(lambda fee: shared(edition, fee), least, most, breakpoints(edition))
    return Share(low, high, (Step(reason, {"most": most, "low": low, "high": high}),), missing)


def _possible_fees(facts: CertificationFacts) -> tuple[int, int, str]:
    fee = facts.application_fee
    if fee == "not_itemised":
        return 0, facts.invoice_total, "fee_not_itemised"
    if isinstance(fee, str):
        return 0, MOST_MONEY, "fee_foreign"
    return fee, fee, "fee"


@near_miss(registered_trader)
def register_as_trader(facts: CertificationFacts) -> Mapping[str, FactValue] | None:
    """The firm may still register before it applies."""
    return {"registered_trader": "yes"} if facts.registered_trader == "no" else None


@near_miss(counselled)
def counselling_to_be_had(facts: CertificationFacts, edition: Edition) -> Mapping[str, FactValue] | None:
    """A firm never counselled may still be in the edition's last counselling year."""
    return {"counselling_year": edition.counselling_last} if facts.counselling_year == "never" else None


@near_miss(certified_in_time)
def certificate_to_come(facts: CertificationFacts, edition: Edition) -> Mapping[str, FactValue] | None:
    """A certificate may still be issued before the window closes, and the papers filed after it."""
    filed, _ = attempt(lambda: facts.filed_on, otherwise=edition.opens)
    certified = facts.certified_on
    issued: date = edition.closes if isinstance(certified, str) else certified
    to_come = certified == "not_yet" or issued > filed
    if not to_come or max(filed, issued) > edition.closes:
        return None
    return {"certified_on": issued, "filed_on": edition.closes}


@near_miss(fee_itemised)
def fee_breakdown(facts: CertificationFacts) -> Mapping[str, FactValue] | None:
    """The certifying body may still say which part of its invoice is the application fee."""
    fee, _ = attempt(lambda: facts.invoice_total, otherwise=1)
    return {"application_fee": fee} if facts.application_fee == "not_itemised" else None


@near_miss(accepted_delivery)
def post_or_bring(facts: CertificationFacts) -> Mapping[str, FactValue] | None:
    """What went by e-mail may still be posted or brought."""
    return {"delivery": "post"} if facts.delivery == "email" else None


@near_miss(filed_in_window)
def file_once_open(facts: CertificationFacts, edition: Edition) -> Mapping[str, FactValue] | None:
    """What was filed before the window opened may still be filed in it."""
    return {"filed_on": edition.closes} if facts.filed_on < edition.opens else None


DUTIES = ("file", "claim", "repay_other_subsidy", "repay_lost_certificate", "repay_false_papers", "budget")


def duties(facts: CertificationFacts, edition: Edition) -> tuple[Duty, ...]:
    """What follows: filing in time, claiming after the notice, the grounds of repayment, the budget's caveat.

    The claim is due `claim_days` after the notice's date of issue, that day not counted.
    """
    notice, _ = attempt(lambda: facts.notice_date, otherwise=None)
    claim_by: date | None = notice + timedelta(days=edition.claim_days) if notice else None
    claim: dict[str, FactValue] = {"days": edition.claim_days}
    return (
        Duty("file", "七(一)", edition.closes, {"address": edition.address}),
        Duty("claim", "七(二)2", claim_by, {**claim, "notice_date": notice} if notice else claim),
        Duty("repay_other_subsidy", "八(一)"),
        Duty("repay_lost_certificate", "八(二)"),
        Duty("repay_false_papers", "八(三)"),
        Duty("budget", "九"),
    )


def contradictions(edition: Edition) -> Iterator[Contradiction]:
    """Name the values of an edition that can't stand beside the others."""
    if not edition.covers_from <= edition.opens <= edition.closes <= edition.covers_to:
        yield Contradiction("closes", "gives no window inside the days covered", "correct opens, closes or covers")
    if edition.counselling_first > edition.counselling_last:
        yield Contradiction("counselling_last", "comes before counselling_first", "correct one of the years")
    if not set(edition.country_labels) <= set(edition.labels):
        yield Contradiction("country_labels", "names a label that isn't in labels", "add it to labels or remove it")
    if "other" in edition.labels:
        yield Contradiction("labels", "lists 'other', which means a label not listed", "remove it")


def presets(edition: Edition, today: date | None) -> Mapping[str, FactValue]:
    """What a trial supposes: posted today while the window is open, else 30 days before its end, places free."""
    if today is not None and edition.opens <= today <= edition.closes:
        return {"delivery": "post", "filed_on": today}
    filed_on = max(edition.opens, edition.closes - timedelta(days=30))
    return {"places_used": 0, "delivery": "post", "filed_on": filed_on}


def suggestions(fact: str, edition: Edition) -> tuple[FactValue, ...]:
    """The counselling years that the clause names."""
    if fact != "counselling_year":
        return ()
    return tuple(range(edition.counselling_first, edition.counselling_last + 1))


RULES = RuleSet(
    programme="certification",
    sheet=CertificationFacts,
    form=CertificationForm,
    conditions=(
        registered_trader,
        made_in_taiwan,
        counselled,
        certified_in_time,
        label_in_scope,
        fee_itemised,
        once_per_firm,
        place_left,
        accepted_delivery,
        filed_in_window,
        no_other_subsidy,
    ),
    near_misses=(
        register_as_trader,
        counselling_to_be_had,
        certificate_to_come,
        fee_breakdown,
        post_or_bring,
        file_once_open,
    ),
    duties=duties,
    duty_ids=DUTIES,
    share=cost_share,
    share_clause="五",
    parameters={
        "counselling_first": count,
        "counselling_last": count,
        "years_after": count,
        "labels": ids,
        "country_labels": ids,
        "tiers": read_tiers,
        "quota": count,
        "opens": day,
        "closes": day,
        "address": text,
        "claim_days": count,
    },
    contradictions=contradictions,
    presets=presets,
    suggestions=suggestions,
)

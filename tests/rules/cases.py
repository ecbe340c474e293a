"""An application that meets every condition of the 2018 cost sharing, and the values at its edges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.determination import Determination, Verdict
from rules.facts import FactValue
from rules.programme import programme

CERTIFICATION = programme("certification")
EDITION_2018 = CERTIFICATION.edition(date(2018, 6, 1))

ELIGIBLE: Mapping[str, FactValue] = {
    "registered_trader": "yes",
    "made_in": "taiwan",
    "counselling_year": 2016,
    "certified_on": date(2017, 5, 1),
    "label": "fsc",
    "application_fee": 120_000,
    "applied_before": "never",
    "places_used": 3,
    "delivery": "post",
    "filed_on": date(2018, 10, 1),
    "other_subsidy": "none",
}

EDGES: Mapping[str, tuple[FactValue, ...]] = {
    "registered_trader": ("yes", "no"),
    "made_in": ("taiwan", "abroad", "partly"),
    "counselling_year": ("never", 2013, 2014, 2018, 2019),
    "certified_on": (
        "not_yet",
        *(date(year, 1, 1) for year in (2013, 2014, 2018)),
        *(date(year, 12, 31) for year in (2013, 2014, 2018)),
        date(2018, 11, 30),
        date(2018, 12, 1),
        date(2020, 1, 1),
    ),
    "label": ("fsc", "other"),
    "other_voluntary": ("yes", "no"),
    "other_southbound": ("yes", "no"),
    "application_fee": (
        "not_itemised",
        "foreign_currency",
        *(0, 1, 33_333, 33_334, 49_999, 50_000, 50_001, 99_999, 100_000, 100_001, 166_666, 166_667),
    ),
    "invoice_total": (0, 49_999, 50_000, 120_000, 999_999_999),
    "applied_before": ("never", "granted", "pending", "refused", "earlier_year"),
    "places_used": (0, 19, 20, 21),
    "delivery": ("post", "in_person", "courier", "unreadable_postmark", "email"),
    "filed_on": (date(2018, 1, 31), date(2018, 2, 1), date(2018, 11, 30), date(2018, 12, 1)),
    "notice_date": (date(2018, 12, 3),),
    "other_subsidy": ("none", "same_fee", "other_cost"),
}
"""For each fact the values on either side of everything the document draws a line at."""


def determine(*without: str, **changes: FactValue) -> Determination:
    """Determine the eligible application with some facts changed and others left out."""
    facts = {name: value for name, value in {**ELIGIBLE, **changes}.items() if name not in without}
    return CERTIFICATION.determine(facts, EDITION_2018)


def finding(condition: str, *without: str, **changes: FactValue) -> tuple[Verdict, str]:
    """Return one condition's verdict and reason for the eligible application as changed."""
    judged = determine(*without, **changes).condition(condition)
    return judged.verdict, judged.reason

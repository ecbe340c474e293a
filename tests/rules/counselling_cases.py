"""Applicants of the 2015 counselling, and the values at the edges of what the guide says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules.determination import Determination
from rules.facts import FactValue
from rules.programme import programme

COUNSELLING = programme("counselling")
EDITION_2015 = COUNSELLING.edition(date(2015, 6, 1))

FIRM: Mapping[str, FactValue] = {
    "applicant": "firm",
    "green_technology": "yes",
    "promotes": "yes",
    "partner": "other_industry",
    "joint_work": "yes",
    "system_role": "organise",
    "members": 7,
    "design_wish": "both",
}
"""A firm whom all four services are for."""

EDGES: Mapping[str, tuple[FactValue, ...]] = {
    "applicant": ("firm", "association", "other"),
    "green_technology": ("yes", "no"),
    "promotes": ("yes", "no"),
    "partner": ("other_industry", "same_industry", "none"),
    "joint_work": ("yes", "no"),
    "system_role": ("organise", "join", "none"),
    "members": (0, 6, 7, 8, 9),
    "design_wish": ("product", "service", "both", "none"),
}


def determine(*without: str, **changes: FactValue) -> Determination:
    """Determine the firm with some facts changed and others left out."""
    facts = {name: value for name, value in {**FIRM, **changes}.items() if name not in without}
    return COUNSELLING.determine(facts, EDITION_2015)


def verdicts(*without: str, **changes: FactValue) -> dict[str, tuple[str, str]]:
    """Return each condition's verdict and reason."""
    return {one.id: (one.verdict.value, one.reason) for one in determine(*without, **changes).conditions}

"""What the commendation's rules may know, in clause order. No application is printed, so there is no draft."""

from __future__ import annotations

from typing import Literal

from rules.facts import LARGE_MONEY, FactSheet, Field, Kind

SANCTIONS = ("daily_fines", "work_stoppage", "business_suspension", "closure", "permit_revoked", "criminal_referral")
"""The sanctions that the document names, in its order."""


class AwardFacts(FactSheet):
    """What decides whether a firm may be ranked. Sanctions, penalties and disputes are those of the plan's year."""

    sanction: Field[str] = Field(Kind.CHOICE, "五(一)", "none", *SANCTIONS, "other")
    penalties: Field[int] = Field(Kind.INTEGER, "五(二)")
    penalties_under_one_law: Field[int] = Field(Kind.INTEGER, "五(二)")
    pollution_dispute: Field[Literal["yes", "no"]] = Field(Kind.CHOICE, "五(二)", "no", "yes")
    industry: Field[Literal["manufacturing", "non_manufacturing", "other", "insurance"]] = Field(
        Kind.CHOICE, "五(三)", "manufacturing", "non_manufacturing", "other", "insurance"
    )
    capital: Field[int] = Field(Kind.MONEY, "五(三)", most=LARGE_MONEY)
    declared: Field[int] = Field(Kind.MONEY, "五(三)", most=LARGE_MONEY)


class AwardForm(FactSheet):
    """Nothing: the ministry ranks what was declared in its own system, and no application is printed."""

"""What is asked of an agency that wants to leave a purchase out of the count."""

from __future__ import annotations

from typing import Literal

from rules.facts import FactSheet, Field, Kind

YesNo = Literal["yes", "no"]
Need = Literal["specification", "size", "function", "contract", "none_offered", "preference"]
Approval = Literal["before_order", "same_day", "after_order", "unapproved", "not_ordered"]


class AssessmentFacts(FactSheet):
    """One purchase that bears no Green Mark, and the agency's totals of the year with this purchase in them."""

    designated_item: Field[YesNo] = Field(Kind.CHOICE, "4.3", "yes", "no")
    green_mark: Field[YesNo] = Field(Kind.CHOICE, "4.3", "no", "yes")
    need: Field[Need] = Field(
        Kind.CHOICE, "4.3", "specification", "size", "function", "contract", "none_offered", "preference"
    )
    approval: Field[Approval] = Field(
        Kind.CHOICE, "4.3", "before_order", "same_day", "after_order", "unapproved", "not_ordered"
    )
    uncounted_total: Field[int] = Field(Kind.MONEY, "4.3")
    labelled_total: Field[int] = Field(Kind.MONEY, "4.3")


class AssessmentForm(FactSheet):
    """The report prints no form, so there is none to prepare."""

"""What the counselling's rules may know, in clause order, and the fields of the printed form, in its order."""

from __future__ import annotations

from typing import Literal

from rules.facts import LARGE_COUNT, LARGE_MONEY, WAN, FactSheet, Field, Kind

YesNo = Literal["yes", "no"]

SERVICES = ("technology", "cooperation", "system", "design")
EVENTS = ("exchange", "training", "workshop", "results")
REFERRALS = (
    "energy_saving",
    "green_factory",
    "pollution_control",
    "management",
    "carbon_footprint",
    "safety",
    "international_issues",
    "disclosure",
    "other",
)
"""What can be ticked, in the order printed."""
LONG = 600
"""Characters that a description of needs, or a list of members, may take."""

_FORM = "輔導申請表"


class CounsellingFacts(FactSheet):
    """What tells which of the four services an applicant may ask for."""

    applicant: Field[Literal["firm", "association", "other"]] = Field(Kind.CHOICE, "貳", "firm", "association", "other")
    green_technology: Field[YesNo] = Field(Kind.CHOICE, "貳、一(1)", "yes", "no")
    promotes: Field[YesNo] = Field(Kind.CHOICE, "貳、一(1)", "yes", "no")
    partner: Field[Literal["other_industry", "same_industry", "none"]] = Field(
        Kind.CHOICE, "貳、二(1)", "other_industry", "same_industry", "none"
    )
    joint_work: Field[YesNo] = Field(Kind.CHOICE, "貳、二(1)", "yes", "no")
    system_role: Field[Literal["organise", "join", "none"]] = Field(
        Kind.CHOICE, "貳、三(1)", "organise", "join", "none"
    )
    members: Field[int] = Field(Kind.INTEGER, "貳、三(2)")
    design_wish: Field[Literal["product", "service", "both", "none"]] = Field(
        Kind.CHOICE, "貳、四(1)", "product", "service", "both", "none"
    )


class CounsellingForm(FactSheet):
    """The fields of 輔導申請表 as printed, and what they need: no field is marked required there.

    What reaches the firm and says what it wants is required here. Our own additions, which aren't printed on
    it: `ubn_reason` for a number that fails today's check, `phone_needed` where neither telephone nor e-mail
    was given, `member_names` for the need of service 3.
    """

    firm_name: Field[str] = Field(Kind.TEXT, _FORM)
    ubn: Field[str] = Field(Kind.UBN, _FORM)
    ubn_reason: Field[str] = Field(Kind.TEXT, "")
    employees: Field[int] = Field(Kind.INTEGER, _FORM, optional=True, most=LARGE_COUNT)
    owner_name: Field[str] = Field(Kind.TEXT, _FORM, optional=True, personal=True)
    address: Field[str] = Field(Kind.TEXT, _FORM, optional=True)
    contact_name: Field[str] = Field(Kind.TEXT, _FORM, personal=True)
    contact_title: Field[str] = Field(Kind.TEXT, _FORM, optional=True, personal=True)
    contact_phone: Field[str] = Field(Kind.PHONE, _FORM, optional=True, personal=True)
    contact_fax: Field[str] = Field(Kind.PHONE, _FORM, optional=True, personal=True)
    contact_email: Field[str] = Field(Kind.EMAIL, _FORM, optional=True, personal=True)
    phone_needed: Field[str] = Field(Kind.PHONE, _FORM, personal=True)
    industry: Field[str] = Field(Kind.TEXT, _FORM, optional=True)
    products: Field[str] = Field(Kind.TEXT, _FORM, optional=True)
    capital: Field[int] = Field(Kind.MONEY, _FORM, optional=True, most=LARGE_MONEY, unit=WAN)
    turnover: Field[int] = Field(Kind.MONEY, _FORM, optional=True, most=LARGE_MONEY, unit=WAN)
    services: Field[tuple[str, ...]] = Field(Kind.RANKING, _FORM, *SERVICES)
    services_need: Field[str] = Field(Kind.TEXT, _FORM, optional=True, longest=LONG)
    member_names: Field[str] = Field(Kind.TEXT, _FORM, optional=True, longest=LONG)
    events: Field[tuple[str, ...]] = Field(Kind.CHOICES, _FORM, *EVENTS, optional=True)
    referrals: Field[tuple[str, ...]] = Field(Kind.CHOICES, _FORM, *REFERRALS, optional=True)
    referral_need: Field[str] = Field(Kind.TEXT, _FORM, optional=True, longest=LONG)
    data_consent: Field[Literal["agree"]] = Field(Kind.CHOICE, "個人資料提供同意", "agree")

"""What the certification's rules may know, in clause order, and the fields of its draft."""

from __future__ import annotations

from datetime import date
from typing import Literal

from rules.facts import FactSheet, Field, Kind

YesNo = Literal["yes", "no"]


class CertificationFacts(FactSheet):
    """The facts of one application for cost sharing."""

    registered_trader: Field[YesNo] = Field(Kind.CHOICE, "三", "yes", "no")
    made_in: Field[Literal["taiwan", "abroad", "partly"]] = Field(Kind.CHOICE, "三", "taiwan", "abroad", "partly")
    counselling_year: Field[int | Literal["never"]] = Field(Kind.YEAR, "三", "never")
    certified_on: Field[date | Literal["not_yet"]] = Field(Kind.DATE, "三", "not_yet")
    label: Field[str] = Field(Kind.LABEL, "四(三)", "other")
    other_voluntary: Field[YesNo] = Field(Kind.CHOICE, "四(一)", "yes", "no")
    other_southbound: Field[YesNo] = Field(Kind.CHOICE, "四(二)", "yes", "no")
    application_fee: Field[int | Literal["not_itemised", "foreign_currency"]] = Field(
        Kind.MONEY, "五", "not_itemised", "foreign_currency"
    )
    invoice_total: Field[int] = Field(Kind.MONEY, "五(1)")
    applied_before: Field[Literal["never", "granted", "pending", "refused", "earlier_year"]] = Field(
        Kind.CHOICE, "五(2)", "never", "granted", "pending", "refused", "earlier_year"
    )
    places_used: Field[int] = Field(Kind.INTEGER, "六", asks="staff")
    delivery: Field[Literal["post", "in_person", "courier", "unreadable_postmark", "email"]] = Field(
        Kind.CHOICE, "七(一)", "post", "in_person", "courier", "unreadable_postmark", "email", asks="preset"
    )
    filed_on: Field[date] = Field(Kind.DATE, "七(一)")
    notice_date: Field[date] = Field(Kind.DATE, "七(二)2", asks="staff", optional=True)
    other_subsidy: Field[Literal["none", "same_fee", "other_cost"]] = Field(
        Kind.CHOICE, "八(一)", "none", "same_fee", "other_cost"
    )


class CertificationForm(FactSheet):
    """The draft's own fields, which no rule reads; they are ours, as no form is printed (第十一點)."""

    firm_name: Field[str] = Field(Kind.TEXT, "三")
    ubn: Field[str] = Field(Kind.UBN, "三")
    registration_number: Field[str] = Field(Kind.TEXT, "三", optional=True)
    contact_name: Field[str] = Field(Kind.TEXT, "七(二)1", personal=True)
    contact_phone: Field[str] = Field(Kind.PHONE, "七(二)1", personal=True)
    contact_email: Field[str] = Field(Kind.EMAIL, "七(二)1", personal=True)
    product_name: Field[str] = Field(Kind.TEXT, "三")
    product_model: Field[str] = Field(Kind.TEXT, "三", optional=True)
    certifying_body: Field[str] = Field(Kind.TEXT, "三")
    certificate_number: Field[str] = Field(Kind.TEXT, "三", optional=True)
    testing_fee: Field[int] = Field(Kind.MONEY, "五(1)", optional=True)
    annual_fee: Field[int] = Field(Kind.MONEY, "五(1)", optional=True)
    other_fee: Field[int] = Field(Kind.MONEY, "五(1)", optional=True)
    documents: Field[tuple[str, ...]] = Field(
        Kind.CHOICES,
        "二",
        "certificate",
        "fee_invoice",
        "counselling_proof",
        "trader_registration",
        optional=True,
    )

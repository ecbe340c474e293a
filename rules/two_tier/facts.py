"""What is asked of a bin bag of plastic: its recycled part, and how much of it was used by consumers before."""

from __future__ import annotations

from rules.facts import FactSheet, Field, Kind


class TwoTierFacts(FactSheet):
    """Percentages of the plastic's whole weight, in whole numbers (what comes after the point dropped)."""

    recycled: Field[int] = Field(Kind.INTEGER, "2.3")
    post_consumer: Field[int] = Field(Kind.INTEGER, "2.3")


class TwoTierForm(FactSheet):
    """There is nothing to prepare."""

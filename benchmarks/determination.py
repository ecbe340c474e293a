"""One determination with its full trace, beside the same rules coded straight; then that of every programme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from benchmarks.timing import median_ms
from rules.facts import Fact, FactValue, Kind
from rules.parameters import Edition
from rules.programme import Programme, programme, programmes
from tests.rules.cases import ELIGIBLE

BAR_MS = 0.1
EVERY_BAR_MS = 0.15


def plain(facts: Mapping[str, Any], labels: frozenset[str]) -> tuple[bool, int]:
    """The peer: a yes or no and an amount, no clause, no trace, nothing unknown, no bounds."""
    eligible = (
        facts["registered_trader"] == "yes"
        and facts["made_in"] == "taiwan"
        and 2014 <= facts["counselling_year"] <= 2018
        and 0 <= facts["certified_on"].year - facts["counselling_year"] <= 5
        and facts["certified_on"] <= facts["filed_on"]
        and facts["label"] in labels
        and facts["applied_before"] == "never"
        and facts["places_used"] < 20
        and facts["delivery"] in ("post", "in_person")
        and date(2018, 2, 1) <= facts["filed_on"] <= date(2018, 11, 30)
        and facts["other_subsidy"] == "none"
    )
    fee = facts["application_fee"]
    cap = 10_000 if fee < 50_000 else 30_000 if fee <= 100_000 else 50_000
    return eligible, min(fee * 30 // 100, cap) if eligible else 0


def run() -> None:
    """Print the median time of a complete, an empty and a plain determination, and their ratios."""
    certification = programme("certification")
    edition = certification.edition(date(2018, 6, 1))
    labels = frozenset(edition.labels)
    traced = median_ms(lambda: certification.determine(ELIGIBLE, edition))
    empty = median_ms(lambda: certification.determine({}, edition))
    peer = median_ms(lambda: plain(ELIGIBLE, labels))
    print(f"determination, all facts known, full trace   {traced:.4f} ms (bar {BAR_MS} ms)")
    print(f"determination, nothing known, bounds         {empty:.4f} ms (bar {BAR_MS} ms)")
    print(f"plain function, no trace (the peer)          {peer:.4f} ms; the trace costs x{traced / peer:.0f}")
    for one in programmes():
        print(f"{one.id:<45}{_slowest_ms(one):.4f} ms at the slowest of its editions (bar {EVERY_BAR_MS} ms)")


def _slowest_ms(one: Programme) -> float:
    """The median of a determination with a trace, nothing known or everything, whichever takes longer."""
    return max(
        median_ms(partial(one.determine, facts, edition))
        for edition in one.editions
        for facts in ({}, {id: _sample(fact, edition) for id, fact in one.facts.items()})
    )


def _sample(fact: Fact, edition: Edition) -> FactValue:
    if fact.options:
        return (fact.options[0],) if fact.kind is Kind.CHOICES else fact.options[0]
    plain: dict[Kind, FactValue] = {Kind.DATE: edition.covers_from, Kind.YEAR: edition.covers_from.year, Kind.TEXT: "x"}
    return plain.get(fact.kind, 2)


if __name__ == "__main__":
    run()

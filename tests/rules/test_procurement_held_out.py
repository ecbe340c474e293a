"""Held-back cases of the plan of 2024, read from the document before the code: counties, lines, stores, awards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rules.determination import Outcome
from rules.procurement import NO_GROUND, CountyFigures, Line, LineKind, latest, recognise_line, score_county
from rules.programme import programme
from rules.stores.sales import Sale, judged
from rules.yaml_data import load
from tests.ledger.books import line, worked

PLAN = latest()
DAY = date(2024, 6, 1)
CASES: Mapping[str, list[dict[str, Any]]] = load(Path(__file__).with_name("held_out") / "procurement_2024.yaml")

FIGURES = {
    "sales": "store_sales",
    "events": "event",
    "posts": "post",
    "media": "advertisement",
    "nonchain": "independent_place",
    "chain": "chain_place",
    "briefings": "briefing",
    "items": "information",
    "a": "labels_a",
    "b": "labels_b",
    "reports": "innovation",
    "group_tour": "subsidised_travel",
}
LINES = {
    "sales": "store_sales",
    "store_info": "store_information",
    "firms": "procurement_firms",
    "amount": "procurement_amount",
    "sales_growth": "advancement_store_sales",
    "amount_growth": "advancement_amount",
    "hotels": "advancement_hotels",
    "members": "advancement_members",
    "tours": "advancement_travel",
    "group_tour": "advancement_subsidised_travel",
}
SANCTIONS = {
    "按日連續處罰": "daily_fines",
    "停工": "work_stoppage",
    "停業": "business_suspension",
    "勒令歇業": "closure",
    "撤銷許可證": "permit_revoked",
    "移送刑罰": "criminal_referral",
}
GROUPS = {
    "製造業-大型企業組": "manufacturing_large",
    "製造業-中小型企業組": "manufacturing_small",
    "非製造業-大型企業組": "non_manufacturing_large",
    "非製造業-中小型企業組": "non_manufacturing_small",
    "其他組": "other",
}
PROVEN = {"減碳標籤": True, "無標籤": False}
KINDS: Mapping[str, LineKind] = {"租賃": "lease", "購買": "purchase"}


def named(case: Mapping[str, Any]) -> str:
    return " ".join(str(value) for value in case.values())


@pytest.mark.parametrize("case", CASES["county"], ids=named)
def test_county(case: Mapping[str, Any]) -> None:
    given: dict[str, Any] = {FIGURES.get(name, name): value for name, value in case["give"].items()}
    if "all_updated" in given:  # of ten stores
        given |= {"stores": 10, "stores_updated": 10 if given.pop("all_updated") else 9}
    score = score_county(PLAN, case["county"], CountyFigures(**given))
    if case["item"] == "total":
        low = score.total.low
    elif case["item"] == "part_four":
        low = {part.id: part.low for part in score.parts}["innovation"]
    else:
        low = score.line(LINES.get(case["item"], case["item"])).low
    assert low == Decimal(str(case["points"]))


def ground_of(words: str) -> str | None:
    """The ground a document's word names; a name the plan doesn't know stands for itself."""
    if words in ("無標章", "不知道"):
        return NO_GROUND if words == "無標章" else None
    found = PLAN.grounds.find(words)
    assert len(found) < 2, words
    return found[0].id if found else words


def line_of(case: Mapping[str, Any]) -> Line:
    first, *rest = str(case["ground"]).split("·")
    day = date.fromisoformat(str(case["day"])) if "day" in case else DAY
    if first in KINDS:
        ground = ground_of(rest[1]) if rest[1:] else NO_GROUND
        leased = NO_GROUND if rest[0] == NO_GROUND else None
        return Line(rest[0], "", case["amount"], KINDS[first], ground, day=day, leased=leased)
    proven = PROVEN[rest[0]] if rest else case.get("proven")
    return Line("", "", case["amount"], None, ground_of(first), proven, day)


@pytest.mark.parametrize("case", CASES["lines"], ids=named)
def test_line(case: Mapping[str, Any]) -> None:
    found = recognise_line(PLAN, line_of(case))
    assert (found.verdict.value, found.amount) == (case["verdict"], Decimal(str(case["recognised"])))
    assert found.recommended == case.get("recommended", found.recommended)
    assert found.clause


@pytest.mark.parametrize("case", CASES["stores"], ids=named)
def test_store(case: Mapping[str, Any]) -> None:
    stores = programme("stores")
    facts = {f"{label}_kinds": case[label] for label in ("eco", "carbon", "reduction")}
    shown = "yes" if case["shown"] else "no"
    found = stores.determine({**facts, "labels_shown": shown, "channel": "none"}, stores.edition(DAY))
    assert found.outcome is (Outcome.ELIGIBLE if case["met"] else Outcome.NOT_ELIGIBLE)


@pytest.mark.parametrize("case", CASES["sales"], ids=named)
def test_sale(case: Mapping[str, Any]) -> None:
    label = ground_of(case["label"])
    assert label
    (line,) = judged(PLAN, [Sale(case["product"], label, case["amount"])]).lines
    assert line.verdict.value == case["verdict"]


@pytest.mark.parametrize("case", CASES["awards"], ids=named)
def test_award(case: Mapping[str, Any]) -> None:
    awards = programme("awards")
    facts = {
        "sanction": SANCTIONS.get(case.get("sanction", ""), "none"),
        "penalties": case.get("total", 0),
        "penalties_under_one_law": case.get("most", 0),
        "pollution_dispute": "yes" if case.get("dispute") else "no",
        "industry": case["kind"],
        "capital": case["capital"],
        "declared": case["amount"],
    }
    found = awards.determine(facts, awards.edition(DAY))
    assert found.outcome is (Outcome.ELIGIBLE if case["verdict"] == "met" else Outcome.NOT_ELIGIBLE)
    assert found.condition("group").reason == GROUPS[case["group"]]


@pytest.mark.parametrize("case", CASES["rows"], ids=named)
def test_row(case: Mapping[str, Any]) -> None:
    found = worked(line(case["item"], case["label"], case["amount"], case.get("day", DAY)))
    (row,) = found.lines
    assert (row.result.verdict.value, row.result.amount) == (case["verdict"], Decimal(str(case["recognised"])))

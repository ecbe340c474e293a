"""Near misses, duties, trace and JSON of a determination."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.determination import Outcome
from rules.facts import FactValue
from tests.rules.cases import CERTIFICATION, EDGES, EDITION_2018, ELIGIBLE, determine

assignments = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in EDGES.items()})


def near(**changes: FactValue) -> list[str]:
    return [one.id for one in determine(**changes).near_miss]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"registered_trader": "no"}, ["register_as_trader"]),
        (
            {"counselling_year": "never", "certified_on": "not_yet"},
            ["counselling_to_be_had", "certificate_to_come"],
        ),
        # Counselled in 107 at the earliest: a certificate of 2018 still counts, one of 2017 came before it.
        ({"counselling_year": "never", "certified_on": date(2018, 3, 1)}, ["counselling_to_be_had"]),
        ({"counselling_year": "never", "certified_on": date(2017, 5, 1)}, []),
        ({"counselling_year": 2019}, []),
        ({"certified_on": "not_yet"}, ["certificate_to_come"]),
        ({"certified_on": date(2018, 10, 2)}, ["certificate_to_come"]),  # a day after the planned filing
        ({"certified_on": date(2018, 11, 30)}, ["certificate_to_come"]),
        ({"certified_on": date(2018, 12, 1)}, []),  # after the window
        ({"certified_on": date(2015, 1, 1)}, []),  # before the counselling of 2016: nothing cures that
        ({"certified_on": "not_yet", "filed_on": date(2018, 11, 30)}, ["certificate_to_come"]),
        ({"certified_on": "not_yet", "filed_on": date(2018, 12, 1)}, []),  # the window is over
        ({"certified_on": "not_yet", "made_in": "abroad"}, []),  # it wouldn't alter the outcome
        ({"application_fee": "not_itemised"}, ["fee_breakdown"]),
        ({"application_fee": "not_itemised", "invoice_total": 120_000}, ["fee_breakdown"]),
        ({"application_fee": "not_itemised", "places_used": 20}, []),
        ({"application_fee": "foreign_currency"}, []),
        ({"delivery": "email"}, ["post_or_bring"]),
        ({"filed_on": date(2018, 1, 31)}, ["file_once_open"]),
        ({"filed_on": date(2018, 12, 1)}, []),
        (
            {"filed_on": date(2018, 1, 15), "certified_on": date(2018, 3, 1)},
            ["certificate_to_come", "file_once_open"],
        ),
        ({"other_subsidy": "same_fee"}, []),
        ({"applied_before": "pending"}, []),
        ({"label": "other", "other_voluntary": "no"}, []),
    ],
)
def test_a_near_miss_is_what_may_still_lawfully_happen(changes: dict[str, FactValue], expected: list[str]) -> None:
    assert near(**changes) == expected


def test_a_certificate_may_come_although_no_filing_date_is_planned() -> None:
    determination = determine("filed_on", certified_on="not_yet")
    assert [one.id for one in determination.near_miss] == ["certificate_to_come"]
    assert (determination.near_miss[0].condition, determination.near_miss[0].clause) == (
        "certified_in_time",
        "三",
    )


def test_duties_follow_the_document() -> None:
    duties = {one.id: one for one in determine().duties}
    assert [(one.id, one.clause) for one in duties.values()] == [
        ("file", "七(一)"),
        ("claim", "七(二)2"),
        ("repay_other_subsidy", "八(一)"),
        ("repay_lost_certificate", "八(二)"),
        ("repay_false_papers", "八(三)"),
        ("budget", "九"),
    ]
    assert duties["file"].due == date(2018, 11, 30)
    assert duties["claim"].due is None


def test_the_claim_is_due_on_day_30_after_the_notice() -> None:
    # Issued on 2018-12-03: day 1 is 12-04, day 28 is 12-31, day 30 is 2019-01-02.
    claim = determine(notice_date=date(2018, 12, 3)).duties[1]
    assert claim.due == date(2019, 1, 2)
    assert claim.values == {"days": 30, "notice_date": date(2018, 12, 3)}


def test_nothing_follows_from_what_is_not_eligible() -> None:
    assert determine(made_in="abroad").duties == ()


def test_the_trace_holds_what_was_read_and_nothing_else() -> None:
    determination = determine(other_voluntary="yes", invoice_total=7)
    assert determination.facts == dict(ELIGIBLE)
    assert determination.condition("certified_in_time").reads == (
        "certified_on",
        "filed_on",
        "counselling_year",
    )
    with pytest.raises(KeyError):
        determination.condition("weather")


def test_json_holds_everything_in_plain_values() -> None:
    data = determine(notice_date=date(2018, 12, 3)).to_json()
    assert json.loads(json.dumps(data)) == data
    assert list(data) == [
        "programme",
        "edition",
        "outcome",
        "conditions",
        "amount",
        "missing",
        "near_miss",
        "duties",
        "facts",
        "values",
    ]
    assert (data["programme"], data["edition"], data["outcome"]) == ("certification", "2018", "eligible")
    assert data["conditions"][0] == {
        "id": "registered_trader",
        "clause": "三",
        "verdict": "met",
        "reason": "met",
        "reads": ["registered_trader"],
        "missing": [],
    }
    assert (data["amount"]["low"], data["amount"]["high"]) == (36_000, 36_000)
    assert data["amount"]["working"][1] == {
        "key": "rate",
        "values": {"fee": 120_000, "percent": 30, "part": 36_000},
    }
    assert data["facts"]["certified_on"] == "2017-05-01"
    assert data["duties"][1]["due"] == "2019-01-02"
    assert {"name": "quota", "value": 20, "clause": "六"} in data["values"]
    tiers = next(one for one in data["values"] if one["name"] == "tiers")
    assert tiers["value"][1] == {"from": 50_000, "to": 100_000, "percent": 30, "cap": 30_000}


@given(assignments, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(facts: dict[str, FactValue], random: Random) -> None:
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    first = CERTIFICATION.determine(facts, EDITION_2018)
    assert CERTIFICATION.determine(dict(shuffled), EDITION_2018) == first
    assert json.dumps(CERTIFICATION.determine(dict(shuffled), EDITION_2018).to_json()) == json.dumps(first.to_json())


@given(assignments, st.sets(st.sampled_from(sorted(EDGES))))
def test_not_knowing_only_widens_the_bounds_and_never_decides(facts: dict[str, FactValue], forgotten: set[str]) -> None:
    full = CERTIFICATION.determine(facts, EDITION_2018)
    known = {name: value for name, value in facts.items() if name not in forgotten}
    less = CERTIFICATION.determine(known, EDITION_2018)
    assert less.amount.low <= full.amount.low <= full.amount.high <= less.amount.high
    assert less.amount.if_met_low <= full.amount.if_met_low <= full.amount.if_met_high <= less.amount.if_met_high
    assert less.outcome in (full.outcome, Outcome.UNDETERMINED)
    for part, whole in zip(less.conditions, full.conditions, strict=True):
        assert part.verdict in ("unknown", whole.verdict)


@given(assignments)
def test_complete_facts_leave_nothing_undetermined(facts: dict[str, FactValue]) -> None:
    determination = CERTIFICATION.determine(facts, EDITION_2018)
    assert determination.outcome is not Outcome.UNDETERMINED
    assert determination.missing == ()

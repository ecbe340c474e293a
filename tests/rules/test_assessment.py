"""Agencies' assessment of 2025 as the report prints it: weights, purchases left out, the 8% and its contradiction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import interview
from rules.assessment import limit, room, standing
from rules.determination import Outcome, Verdict
from rules.facts import FactValue
from rules.parameters import NoEdition
from rules.programme import load_programme, programme
from rules.wording import LANGS
from rules.yaml_data import DataError

ASSESSMENT = programme("assessment")
EDITION = ASSESSMENT.edition(date(2025, 6, 1))
FOLDER = Path(ASSESSMENT.wording.path).parent
MET, UNMET, UNKNOWN, STAFF = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF

APPROVED: Mapping[str, FactValue] = {
    "designated_item": "yes",
    "green_mark": "no",
    "need": "specification",
    "approval": "before_order",
    "uncounted_total": 70_000,
    "labelled_total": 1_000_000,
}
"""70,000 is 7% of 1,000,000."""

ANSWERS: Mapping[str, tuple[FactValue, ...]] = {
    **{id: fact.options for id, fact in ASSESSMENT.facts.items() if fact.options},
    "uncounted_total": (0, 1, 79_999, 80_000, 80_001),
    "labelled_total": (0, 999_999, 1_000_000, 1_000_001),
}
some_facts = st.fixed_dictionaries({}, optional={id: st.sampled_from(values) for id, values in ANSWERS.items()})


def outcome(**changes: FactValue) -> Outcome:
    return ASSESSMENT.determine({**APPROVED, **changes}, EDITION).outcome


def test_the_figures_are_the_printed_ones_with_section_and_standing() -> None:
    printed = {value.name: (value.value, value.clause, value.status) for value in EDITION.values}
    assert printed == {
        "weight_designated": (60, "4.1", "draft"),  # 從 85 分（2023 年）降至 60 分; 1.3: 2025 年…草案
        "weight_non_designated": (20, "4.1", "draft"),  # 各 20 分
        "weight_works_services": (20, "4.1", "draft"),
        "weight_designated_before": (85, "4.1", "former"),
        "before_year": (2023, "4.1", "former"),
        "special_needs": (("specification", "size", "function"), "4.3", "in_force"),  # 特殊規格、尺寸或功能需求
        "uncounted_limit": (8, "4.3", "draft"),  # 8%（含）
        "exempting_proofs": (("epeat_silver", "epeat_gold", "rohs"), "5.1.1", "proposed"),
        "bag_minimum": (40, "2.3", "japan"),
        "bag_higher": (70, "2.3", "japan"),
        "bag_consumer": (60, "2.3", "japan"),
    }
    assert EDITION.status_of("exempting_proofs") == "proposed"
    with pytest.raises(KeyError):
        EDITION.status_of("weather")
    with pytest.raises(NoEdition):
        ASSESSMENT.edition(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("uncounted", "labelled", "verdict", "percent"),
    [
        (79_999, 1_000_000, MET, "7.9999"),  # just below 8% of 1,000,000 = 80,000
        (80_000, 1_000_000, STAFF, "8"),  # 超過…8%（含） contradicts itself at exactly 8%
        (80_001, 1_000_000, UNMET, "8.0001"),
        (1, 13, MET, None),  # 1 x 100 = 100 < 8 x 13 = 104
        (1, 12, UNMET, None),  # 100 > 96
        (2, 25, STAFF, "8"),  # 200 = 8 x 25
        (0, 0, MET, "0"),
        (0, None, MET, "0"),
        (1, 0, UNMET, None),  # above 8% of nothing
        (None, 1_000_000, UNKNOWN, None),
        (80_000, None, UNKNOWN, None),
        (None, None, UNKNOWN, None),
        (8_000_000_000, 100_000_000_001, MET, None),  # no limit to the size
    ],
)
def test_the_8_percent(uncounted: int | None, labelled: int | None, verdict: Verdict, percent: str | None) -> None:
    found = limit(EDITION, uncounted, labelled)
    assert (found.verdict, found.clause, found.status) == (verdict, "4.3", "draft")
    assert found.recommended is (UNMET if verdict is STAFF else None)
    if percent is not None:
        assert found.percent == Decimal(percent)


def test_what_is_nearly_8_percent_is_never_shown_as_8() -> None:
    # 79,999 / 1,000,000 is 7.9999%
    assert limit(EDITION, 79_999, 1_000_000).working[0].values["percent"] == "7.99"
    assert limit(EDITION, 80_000, 1_000_000).working[0].values["percent"] == "8"


@pytest.mark.parametrize(
    ("uncounted", "labelled", "more"),
    [
        (0, 1_000_000, 79_999),  # 80,000 is exactly 8%
        (70_000, 1_000_000, 9_999),
        (79_999, 1_000_000, 0),
        (90_000, 1_000_000, 0),
        (0, 13, 1),  # 8% of 13 is 1.04: 1 stays below, 2 doesn't
        (0, 0, 0),
    ],
)
def test_room_up_to_the_limit(uncounted: int, labelled: int, more: int) -> None:
    assert room(EDITION, uncounted, labelled) == more


def test_the_standing_goes_as_far_as_the_report() -> None:
    found = standing(EDITION, 80_001, 1_000_000)
    assert [(part.id, part.most, part.status) for part in found.parts] == [
        ("designated", 60, "draft"),
        ("non_designated", 20, "draft"),
        ("works_services", 20, "draft"),
    ]
    assert found.most == 100
    assert found.limit.verdict is UNMET
    assert standing(EDITION).limit.verdict is UNKNOWN


@pytest.mark.parametrize("amounts", [(-1, 5), (5, -1)])
def test_negative_amounts_are_refused(amounts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="negative"):
        limit(EDITION, *amounts)


def test_an_approved_special_need_may_be_left_out() -> None:
    found = ASSESSMENT.determine(APPROVED, EDITION)
    assert found.outcome is Outcome.ELIGIBLE
    assert not found.priced
    assert [duty.id for duty in found.duties] == ["draft", "deduction", "proposal"]


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("designated_item", "no", Outcome.NOT_ELIGIBLE),
        ("green_mark", "yes", Outcome.NOT_ELIGIBLE),
        ("need", "size", Outcome.ELIGIBLE),
        ("need", "function", Outcome.ELIGIBLE),
        ("need", "contract", Outcome.STAFF),
        ("need", "none_offered", Outcome.STAFF),
        ("need", "preference", Outcome.NOT_ELIGIBLE),
        ("approval", "same_day", Outcome.STAFF),
        ("approval", "after_order", Outcome.NOT_ELIGIBLE),
        ("approval", "unapproved", Outcome.NOT_ELIGIBLE),
        ("approval", "not_ordered", Outcome.NOT_ELIGIBLE),
        # The 8% costs points, but doesn't forbid leaving out.
        ("uncounted_total", 80_000, Outcome.ELIGIBLE),
        ("uncounted_total", 80_001, Outcome.ELIGIBLE),
    ],
)
def test_each_answer_gives_its_outcome(fact: str, value: FactValue, expected: Outcome) -> None:
    assert outcome(**{fact: value}) is expected


@pytest.mark.parametrize(
    ("uncounted", "verdict", "reason"),
    [(0, MET, "none"), (79_999, MET, "met"), (80_000, STAFF, "staff"), (80_001, UNMET, "unmet")],
)
def test_the_limit_is_told_beside_the_outcome(uncounted: int, verdict: Verdict, reason: str) -> None:
    told = ASSESSMENT.determine({**APPROVED, "uncounted_total": uncounted}, EDITION).condition("limit_untouched")
    assert (told.verdict, told.reason, told.decides) == (verdict, reason, False)
    assert told.to_json()["decides"] is False


def test_what_is_not_ordered_yet_can_still_be_approved() -> None:
    found = ASSESSMENT.determine({**APPROVED, "approval": "not_ordered"}, EDITION)
    assert [one.id for one in found.near_miss] == ["approve_first"]
    over = ASSESSMENT.determine({**APPROVED, "approval": "not_ordered", "uncounted_total": 90_000}, EDITION)
    assert [one.id for one in over.near_miss] == ["approve_first"]  # the 8% doesn't stand in the way


def test_no_total_is_asked_where_nothing_is_non_counted() -> None:
    facts = {**APPROVED, "uncounted_total": 0}
    del facts["labelled_total"]
    assert interview.plan(ASSESSMENT, EDITION, facts).next is None
    del facts["uncounted_total"]
    assert interview.plan(ASSESSMENT, EDITION, facts).next == "uncounted_total"


@settings(max_examples=60, deadline=None)
@given(some_facts)
def test_it_never_raises_and_the_unknown_never_decides(facts: dict[str, FactValue]) -> None:
    found = ASSESSMENT.determine(facts, EDITION)
    for lang in LANGS:
        for one in found.conditions:
            assert ASSESSMENT.wording.reason(one, found, lang)
    full = {**{id: values[0] for id, values in ANSWERS.items()}, **facts}
    later = ASSESSMENT.determine(full, EDITION)
    for before, after in zip(found.conditions, later.conditions, strict=True):
        assert before.verdict in (UNKNOWN, after.verdict)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**6))
def test_more_left_out_never_helps_and_more_bought_never_hurts(uncounted: int, labelled: int, more: int) -> None:
    order = [MET, STAFF, UNMET]
    here = order.index(limit(EDITION, uncounted, labelled).verdict)
    assert order.index(limit(EDITION, uncounted + more, labelled).verdict) >= here
    assert order.index(limit(EDITION, uncounted, labelled + more).verdict) <= here
    left = room(EDITION, uncounted, labelled)
    if left:
        assert limit(EDITION, uncounted + left, labelled).verdict is MET
    assert limit(EDITION, uncounted + left + 1, labelled).verdict is not MET


def test_a_later_edition_needs_no_code_and_a_bad_one_is_named(tmp_path: Path) -> None:
    text = EDITION.path.read_text("utf-8").replace("2025", "2027")
    path = tmp_path / "2027.yaml"
    path.write_text(text.replace("{value: 8, clause", "{value: 10, clause"), "utf-8")
    later = load_programme(FOLDER, tmp_path).edition(date(2027, 1, 1))
    assert limit(later, 99, 1_000).verdict is MET  # 9.9% of 10%
    path.write_text(text.replace("status: proposed", "status: rumoured"), "utf-8")
    with pytest.raises(DataError, match="'status' is 'rumoured'"):
        load_programme(FOLDER, tmp_path)
    path.write_text(text.replace("bag_higher: {value: 70", "bag_higher: {value: 30"), "utf-8")
    with pytest.raises(DataError, match="below the minimum"):
        load_programme(FOLDER, tmp_path)


def test_every_fact_condition_and_duty_is_in_the_spec() -> None:
    spec = (FOLDER / "spec.md").read_text("utf-8")
    rules = ASSESSMENT.rules
    ids = (*ASSESSMENT.facts, *(one.id for one in rules.conditions), *rules.duty_ids)
    assert not [id for id in ids if f"`{id}`" not in spec]

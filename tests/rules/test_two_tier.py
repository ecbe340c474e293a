"""Japan's two tiers by the report's example of bin bags: 40%; 70% with 60% post-consumer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import interview
from rules.determination import Outcome, Verdict
from rules.facts import FactValue
from rules.programme import programme
from rules.wording import LANGS

TWO_TIER = programme("two_tier")
EDITION = TWO_TIER.edition(date(2025, 6, 1))
MET, UNMET, UNKNOWN, STAFF = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF


def tiers(recycled: int | None, post_consumer: int | None) -> tuple[Verdict, Verdict]:
    """The verdicts on 基準值2, the minimum, and 基準值1, the higher tier."""
    given = {"recycled": recycled, "post_consumer": post_consumer}
    facts: dict[str, FactValue] = {name: value for name, value in given.items() if value is not None}
    found = TWO_TIER.determine(facts, EDITION)
    return found.condition("minimum").verdict, found.condition("higher").verdict


@pytest.mark.parametrize(
    ("recycled", "post_consumer", "minimum", "higher"),
    [
        (39, 0, UNMET, UNMET),
        (40, 0, MET, UNMET),  # 40% 以上
        (41, 0, MET, UNMET),
        (69, 69, MET, UNMET),  # below 70% whatever is post-consumer
        (70, 59, MET, UNMET),
        (70, 60, MET, MET),  # 70% 以上, 60% 以上
        (71, 61, MET, MET),
        (100, 100, MET, MET),
        (100, 59, MET, UNMET),
        (39, None, UNMET, UNMET),
        (69, None, MET, UNMET),
        (70, None, MET, UNKNOWN),
        (None, 60, UNKNOWN, UNKNOWN),
        (None, None, UNKNOWN, UNKNOWN),
        (70, 71, MET, STAFF),  # more post-consumer than recycled: another base, or a slip
        (101, 0, STAFF, UNMET),  # whatever is right, 0% isn't 60%
        (101, 102, STAFF, STAFF),
    ],
)
def test_which_tier(recycled: int | None, post_consumer: int | None, minimum: Verdict, higher: Verdict) -> None:
    assert tiers(recycled, post_consumer) == (minimum, higher)


@pytest.mark.parametrize(
    ("recycled", "outcome"),
    [(39, Outcome.NOT_ELIGIBLE), (40, Outcome.ELIGIBLE), (101, Outcome.STAFF)],
)
def test_the_minimum_alone_decides(recycled: int, outcome: Outcome) -> None:
    assert TWO_TIER.determine({"recycled": recycled, "post_consumer": 0}, EDITION).outcome is outcome


def test_the_minimum_is_tier_2_and_the_higher_one_is_tier_1() -> None:
    wording = TWO_TIER.wording
    for lang in LANGS:
        assert "基準值2" in wording.condition("minimum", lang)
        assert "基準值1" in wording.condition("higher", lang)


def test_they_are_japans_and_for_taiwan_only_proposed() -> None:
    found = TWO_TIER.determine({"recycled": 80, "post_consumer": 70}, EDITION)
    said = [TWO_TIER.wording.duty(duty, "zh") for duty in found.duties]
    assert "日本的標準" in said[0]
    assert "尚未實施" in said[1]
    assert {EDITION.status_of(name) for name in ("bag_minimum", "bag_higher", "bag_consumer")} == {"japan"}


@pytest.mark.parametrize(("recycled", "following"), [(39, None), (69, None), (70, "post_consumer")])
def test_the_second_question_is_asked_only_where_it_can_matter(recycled: int, following: str | None) -> None:
    assert interview.plan(TWO_TIER, EDITION, {"recycled": recycled}).next == following


percents = st.one_of(st.none(), st.integers(0, 120))


@settings(max_examples=80, deadline=None)
@given(percents, percents, st.integers(0, 30))
def test_more_recycled_is_never_worse_and_the_unknown_never_decides(
    recycled: int | None, post_consumer: int | None, more: int
) -> None:
    minimum, higher = tiers(recycled, post_consumer)
    if recycled is None:
        assert minimum is UNKNOWN
    elif recycled + more <= 100 and minimum is MET:
        assert tiers(recycled + more, post_consumer)[0] is MET
    if higher is MET:
        assert minimum is MET
        assert recycled is not None
        assert post_consumer is not None


def test_every_fact_condition_and_duty_is_in_the_spec() -> None:
    spec = (Path(TWO_TIER.wording.path).parent / "spec.md").read_text("utf-8")
    rules = TWO_TIER.rules
    ids = (*TWO_TIER.facts, *(one.id for one in rules.conditions), *rules.duty_ids)
    assert not [id for id in ids if f"`{id}`" not in spec]

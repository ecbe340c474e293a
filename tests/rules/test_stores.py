"""Green stores (附件四): the three ways to qualify, what is still lacking, and what asking leaves out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.determination import Determination, Outcome, Verdict
from rules.facts import FactValue
from rules.interview import at_most, plan, usually
from rules.procurement import latest
from rules.programme import programme
from rules.stores.facts import CHANNELS

STORES = programme("stores")
EDITION = STORES.edition(date(2024, 6, 1))
WORDING = STORES.wording
REST: dict[str, FactValue] = {"labels_shown": "yes", "channel": "none"}


def determine(eco: int | None, carbon: int | None, reduction: int | None, **others: FactValue) -> Determination:
    numbers = {"eco_kinds": eco, "carbon_kinds": carbon, "reduction_kinds": reduction}
    facts: dict[str, FactValue] = {name: number for name, number in numbers.items() if number is not None}
    return STORES.determine({**facts, **REST, **others}, EDITION)


@pytest.mark.parametrize(
    ("eco", "carbon", "reduction", "verdict", "reason"),
    [  # 環保標章2種以上；或1種及碳標籤3種以上；或1種及減碳標籤1種以上
        (2, None, None, "met", "two_eco"),
        (3, 0, 0, "met", "two_eco"),
        (1, 3, 0, "met", "eco_and_carbon"),
        (1, 4, None, "met", "eco_and_carbon"),
        (1, 0, 1, "met", "eco_and_reduction"),
        (1, None, 1, "met", "eco_and_reduction"),
        (1, 2, 0, "unmet", "too_few"),
        (1, 0, 0, "unmet", "too_few"),
        (0, None, None, "unmet", "no_eco"),
        (0, 9, 9, "unmet", "no_eco"),
        (1, 2, None, "unknown", "unknown"),
        (1, None, 0, "unknown", "unknown"),
        (None, 9, 9, "unknown", "unknown"),
        (None, None, None, "unknown", "unknown"),
    ],
)
def test_kinds(eco: int | None, carbon: int | None, reduction: int | None, verdict: str, reason: str) -> None:
    found = determine(eco, carbon, reduction)
    assert (found.condition("enough_kinds").verdict.value, found.condition("enough_kinds").reason) == (verdict, reason)
    assert WORDING.reason(found.condition("enough_kinds"), found, "zh")
    assert WORDING.reason(found.condition("enough_kinds"), found, "en")


def near(eco: int, carbon: int | None, reduction: int | None, **others: FactValue) -> list[str]:
    found = determine(eco, carbon, reduction, **others)
    return [WORDING.near_miss(one, found, "zh") for one in found.near_miss]


def test_one_eco_kind_has_three_ways_out() -> None:
    assert near(1, 1, 0) == [
        "再加 1 種環保標章產品（合計 2 種），種類就夠。",
        "再加 2 種碳足跡標籤產品（合計 3 種），種類就夠。",
        "再加 1 種碳足跡減量標籤產品（合計 1 種），種類就夠。",
    ]


def test_without_an_eco_kind_every_way_begins_with_one() -> None:
    assert near(0, None, None) == [
        "再加 2 種環保標章產品（合計 2 種），種類就夠。",
        "再加 1 種環保標章產品，並賣 3 種碳足跡標籤產品，種類就夠。",
        "再加 1 種環保標章產品，並賣 1 種碳足跡減量標籤產品，種類就夠。",
    ]


@pytest.mark.parametrize(("carbon", "reduction"), [(3, 0), (0, 1), (5, 2)])
def test_a_way_that_lacks_less_stands_for_those_that_lack_more(carbon: int, reduction: int) -> None:
    assert near(0, carbon, reduction) == ["再加 1 種環保標章產品（合計 1 種），種類就夠。"]


def test_labels_may_still_be_put_up() -> None:
    found = determine(2, None, None, labels_shown="no")
    assert found.outcome is Outcome.NOT_ELIGIBLE
    assert [one.id for one in found.near_miss] == ["show_labels"]


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_six_channels_are_for_the_bureau(channel: str) -> None:
    found = determine(2, None, None, channel=channel)
    assert found.outcome is Outcome.STAFF
    reason = WORDING.reason(found.condition("counted_by_county"), found, "zh")
    assert WORDING.option("channel", channel, "zh") in reason
    assert "不納入" in reason
    assert "sales" not in STORES.fields({"channel": channel})


def test_what_is_asked_for_is_what_the_edition_lists() -> None:
    stores = latest().stores
    assert [one.id for one in stores.channels] == list(CHANNELS)
    assert [WORDING.option("channel", one.id, "zh") for one in stores.channels] == [one.zh for one in stores.channels]
    form = STORES.form
    assert [WORDING.option("scale", one, "zh") for one in form["scale"].options] == list(stores.statement.scales)
    assert [WORDING.option("shop_kind", one, "zh") for one in form["shop_kind"].options] == list(stores.statement.kinds)


def test_the_figures_of_the_explanations_are_those_of_the_edition() -> None:
    # the explanations and the reasons say 2 種, 3 種 and 1 種
    assert [(way.eco, way.carbon, way.reduction) for way in latest().stores.ways] == [(2, 0, 0), (1, 3, 0), (1, 0, 1)]
    assert "2 種以上" in WORDING.why("eco_kinds", "zh")
    assert "3 種以上" in WORDING.why("carbon_kinds", "zh")
    assert "1 種以上" in WORDING.why("reduction_kinds", "zh")


def test_two_eco_kinds_end_the_counting() -> None:
    assert plan(STORES, EDITION, {"eco_kinds": 2}).next == "labels_shown"
    assert plan(STORES, EDITION, {"eco_kinds": 1}).next == "carbon_kinds"
    assert plan(STORES, EDITION, {"eco_kinds": 1, "carbon_kinds": 3}).next == "labels_shown"
    assert plan(STORES, EDITION, {"eco_kinds": 0}).next is None
    assert (at_most(STORES, EDITION, {}), usually(STORES, EDITION, {})) == (5, 3)


def test_the_bureaus_day_is_given_as_theirs() -> None:
    (file, *_) = determine(2, None, None).duties
    said = WORDING.duty(file, "zh")
    assert "用印" in said
    assert "環保局登錄到 114/01/17" in said
    assert "沒有印" in said
    assert file.due is None


KINDS = st.one_of(st.none(), st.integers(0, 4))


@settings(max_examples=80)
@given(KINDS, KINDS, KINDS, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_what_is_learnt_never_alters_what_was_decided(
    eco: int | None, carbon: int | None, reduction: int | None, e: int, c: int, r: int
) -> None:
    before = determine(eco, carbon, reduction).condition("enough_kinds").verdict
    full = determine(e if eco is None else eco, c if carbon is None else carbon, r if reduction is None else reduction)
    assert before in (Verdict.UNKNOWN, full.condition("enough_kinds").verdict)


@settings(max_examples=80)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_each_near_miss_alone_is_enough(eco: int, carbon: int, reduction: int) -> None:
    found = determine(eco, carbon, reduction)
    assert bool(found.near_miss) == (found.outcome is Outcome.NOT_ELIGIBLE)
    for one in found.near_miss:
        facts = {**found.facts, **{name: one.values[name] for name in one.values if name in STORES.facts}}
        assert STORES.determine(facts, EDITION).outcome is Outcome.ELIGIBLE

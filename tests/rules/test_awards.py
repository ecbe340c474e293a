"""The commendation (五): every condition just below, at and above its threshold, near misses, order of asking."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.awards.facts import SANCTIONS
from rules.determination import Determination, Outcome, Verdict
from rules.facts import LARGE_MONEY, BadFact, FactValue
from rules.interview import at_most, plan, usually
from rules.parameters import NoEdition
from rules.procurement import latest
from rules.programme import programme
from tests.rules.replay import kept

AWARDS = programme("awards")
EDITION = AWARDS.edition(date(2024, 6, 1))
WORDING = AWARDS.wording

CLEAN: dict[str, FactValue] = {
    "sanction": "none",
    "penalties": 0,
    "pollution_dispute": "no",
    "industry": "manufacturing",
    "capital": 100_000_000,
    "declared": 50_000_000,
}


def determine(*without: str, **changes: FactValue) -> Determination:
    facts = {name: value for name, value in {**CLEAN, **changes}.items() if name not in without}
    return AWARDS.determine(facts, EDITION)


def finding(condition: str, *without: str, **changes: FactValue) -> tuple[str, str]:
    found = determine(*without, **changes).condition(condition)
    return found.verdict.value, found.reason


def test_a_clean_firm_at_the_threshold_meets_everything() -> None:
    found = determine()
    assert found.outcome is Outcome.ELIGIBLE
    assert [one.clause for one in found.conditions] == ["五(一)", "五(二)", "五(二)", "五(二)", "五(三)", "五(三)"]
    assert (found.missing, found.near_miss, found.priced) == ((), (), False)


def test_meeting_everything_is_never_called_an_award() -> None:
    assert "不等於獲獎" in WORDING.outcome(Outcome.ELIGIBLE, "zh")
    assert "擇優" in WORDING.outcome(Outcome.ELIGIBLE, "zh")
    ranking = next(duty for duty in determine().duties if duty.id == "ranking")
    assert "不是一定獲獎" in WORDING.duty(ranking, "zh")


@pytest.mark.parametrize(
    ("industry", "capital", "group", "declared", "enough"),
    [  # 資本額1億元（含）以上 is large and has to declare 5,000萬元以上
        ("manufacturing", 99_999_999, "manufacturing_small", 1, ("met", "no_threshold")),
        ("manufacturing", 100_000_000, "manufacturing_large", 49_999_999, ("unmet", "unmet")),
        ("manufacturing", 100_000_000, "manufacturing_large", 50_000_000, ("met", "met")),
        ("manufacturing", 100_000_001, "manufacturing_large", 50_000_001, ("met", "met")),
        ("non_manufacturing", 99_999_999, "non_manufacturing_small", 1, ("met", "no_threshold")),
        ("non_manufacturing", 100_000_000, "non_manufacturing_large", 49_999_999, ("unmet", "unmet")),
        ("non_manufacturing", 2_593_000_000_000, "non_manufacturing_large", 50_000_000, ("met", "met")),
        ("other", 900_000_000, "other", 1, ("met", "no_threshold")),
        ("other", 900_000_000, "other", 0, ("staff", "nothing_declared")),
    ],
)
def test_groups_and_thresholds(industry: str, capital: int, group: str, declared: int, enough: tuple[str, str]) -> None:
    changes: dict[str, FactValue] = {"industry": industry, "capital": capital, "declared": declared}
    assert finding("group", **changes) == ("met", group)
    assert finding("declared_enough", **changes) == enough


@pytest.mark.parametrize(
    ("capital", "reason", "declared", "enough"),
    [(99_999_999, "insurance_small", 1, "met"), (100_000_000, "insurance_large", 49_999_999, "unmet")],
)
def test_insurers_are_for_staff_with_a_recommended_group(capital: int, reason: str, declared: int, enough: str) -> None:
    changes: dict[str, FactValue] = {"industry": "insurance", "capital": capital, "declared": declared}
    assert finding("group", **changes) == ("staff", reason)
    assert finding("declared_enough", **changes)[0] == enough
    assert "建議非製造業" in WORDING.reason(determine(**changes).condition("group"), determine(**changes), "zh")


def test_others_need_no_capital() -> None:
    assert determine("capital", industry="other").outcome is Outcome.ELIGIBLE
    assert determine("capital").missing == ("capital",)


@pytest.mark.parametrize(
    ("in_all", "under_one", "one", "total"),
    [  # 逾2次 of one law, 總次數逾4次: above, so exactly 2 and 4 are met
        (0, None, "met", "met"),
        (2, None, "met", "met"),
        (3, 2, "met", "met"),
        (3, 3, "unmet", "met"),
        (4, 1, "met", "met"),
        (4, 2, "met", "met"),
        (4, 4, "unmet", "met"),
        (5, 1, "met", "unmet"),
        (5, 2, "met", "unmet"),
        (3, 0, "staff", "met"),  # three in all and none under any law can't be
        (3, None, "unknown", "met"),
    ],
)
def test_penalties(in_all: int, under_one: int | None, one: str, total: str) -> None:
    changes: dict[str, FactValue] = {"penalties": in_all}
    if under_one is not None:
        changes["penalties_under_one_law"] = under_one
    assert finding("penalties_under_one_law", **changes)[0] == one
    assert finding("penalties_in_all", **changes)[0] == total


def test_the_law_is_asked_for_only_where_it_can_matter() -> None:
    asked: dict[str, FactValue] = {"sanction": "none", "penalties": 2}
    assert plan(AWARDS, EDITION, asked).next == "pollution_dispute"
    assert plan(AWARDS, EDITION, {**asked, "penalties": 3}).next == "penalties_under_one_law"
    assert plan(AWARDS, EDITION, {**asked, "penalties": 5}).next is None  # nothing can save it


def test_three_under_one_law_shut_out_though_the_total_is_unknown() -> None:
    assert finding("penalties_under_one_law", "penalties", penalties_under_one_law=3) == ("unmet", "unmet")


@pytest.mark.parametrize("sanction", SANCTIONS)
def test_every_named_sanction_shuts_out(sanction: str) -> None:
    assert finding("no_sanction", sanction=sanction) == ("unmet", sanction)
    assert determine(sanction=sanction).near_miss == ()


def test_an_unnamed_sanction_is_for_staff() -> None:
    assert finding("no_sanction", sanction="other") == ("staff", "staff")


def test_the_sanctions_asked_for_are_those_of_the_edition() -> None:
    assert [one.id for one in latest().awards.sanctions] == list(SANCTIONS)
    shown = [WORDING.option("sanction", one.id, "zh") for one in latest().awards.sanctions]
    assert shown == [one.zh for one in latest().awards.sanctions]


def test_every_group_has_its_sentence() -> None:
    placed = [(one.industry, one.large, one.id) for one in latest().awards.groups]
    for industry, large, group in placed:
        found = determine(industry=industry, capital=100_000_000 if large else 1)
        assert found.condition("group").reason == group
        assert WORDING.reason(found.condition("group"), found, "zh")


def test_a_dispute_shuts_out() -> None:
    assert finding("no_pollution_dispute", pollution_dispute="yes") == ("unmet", "unmet")


def test_what_is_lacking_to_the_threshold_can_still_be_declared() -> None:
    found = determine(declared=49_999_999)  # 50,000,000 - 49,999,999 = 1
    (near,) = found.near_miss
    assert near.values == {"declared": 50_000_000, "declared_more": 1}
    assert WORDING.near_miss(near, found, "zh").startswith("大型企業組還差 NT$ 1 元。到 113/12/31（2024-12-31）為止")
    assert determine(declared=49_999_999, pollution_dispute="yes").near_miss == ()


def test_a_small_firm_that_declared_nothing_can_still_declare() -> None:
    found = determine(capital=1, declared=0)
    assert found.outcome is Outcome.STAFF
    assert [one.id for one in found.near_miss] == ["declare_something"]


def test_reasons_give_the_figures() -> None:
    found = determine(penalties=3, penalties_under_one_law=3)
    assert WORDING.reason(found.condition("penalties_under_one_law"), found, "zh") == "同一部法規有 3 次，超過 2 次。"
    assert WORDING.reason(found.condition("declared_enough"), found, "en") == (
        "A large firm that declared NT$50,000,000, at least the threshold of NT$50,000,000."
    )


def test_capital_and_declared_take_what_the_largest_firms_have() -> None:
    assert AWARDS.check("capital", LARGE_MONEY) == LARGE_MONEY
    with pytest.raises(BadFact, match="too_large"):
        AWARDS.check("capital", LARGE_MONEY + 1)


def test_how_many_questions() -> None:
    # seven facts; a firm without penalties needn't tell how many were under one law, and "others" have no capital
    assert at_most(AWARDS, EDITION, {}) == 7
    assert usually(AWARDS, EDITION, {}) == 5


def test_no_other_year() -> None:
    with pytest.raises(NoEdition):
        AWARDS.edition(date(2025, 1, 1))


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "sanction": st.sampled_from(("none", "closure", "other")),
        "penalties": st.integers(0, 6),
        "penalties_under_one_law": st.integers(0, 4),
        "pollution_dispute": st.sampled_from(("yes", "no")),
        "industry": st.sampled_from(("manufacturing", "non_manufacturing", "other", "insurance")),
        "capital": st.sampled_from((0, 99_999_999, 100_000_000)),
        "declared": st.sampled_from((0, 49_999_999, 50_000_000)),
    },
)


@settings(max_examples=60)
@given(FACTS, FACTS)
def test_what_is_learnt_never_alters_what_was_decided(known: dict[str, FactValue], more: dict[str, FactValue]) -> None:
    whole = {**more, **known}
    under_one, in_all = whole.get("penalties_under_one_law", 0), whole.get("penalties", 9)
    assume(isinstance(under_one, int) and isinstance(in_all, int) and under_one <= in_all)
    before, after = AWARDS.determine(known, EDITION), AWARDS.determine(whole, EDITION)
    for earlier, later in zip(before.conditions, after.conditions, strict=True):
        assert earlier.verdict in (Verdict.UNKNOWN, later.verdict)


@settings(max_examples=60)
@given(FACTS.filter(lambda facts: "declared" in facts), st.integers(0, 100_000_000))
def test_declaring_more_never_hurts(facts: dict[str, FactValue], more: int) -> None:
    rank = [Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF, Verdict.MET]
    declared = facts["declared"]
    assert isinstance(declared, int)
    before = AWARDS.determine(facts, EDITION).condition("declared_enough").verdict
    after = AWARDS.determine({**facts, "declared": declared + more}, EDITION).condition("declared_enough").verdict
    assert rank.index(after) >= rank.index(before)


@settings(max_examples=30)
@given(FACTS)
def test_the_order_of_answers_never_matters(facts: dict[str, FactValue]) -> None:
    turned = dict(reversed(facts.items()))
    assert kept(AWARDS, EDITION, facts) == kept(AWARDS, EDITION, turned)
    assert AWARDS.determine(facts, EDITION).to_json() == AWARDS.determine(turned, EDITION).to_json()

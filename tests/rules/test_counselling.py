"""The 2015 counselling: which service fits whom, what it costs, by the guide's sections."""

from __future__ import annotations

import timeit
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.data import HOME
from rules import interview
from rules.determination import Outcome, Verdict
from rules.facts import BadFact, FactValue
from rules.yaml_data import load
from tests.rules.counselling_cases import COUNSELLING, EDGES, EDITION_2015, FIRM, determine, verdicts
from tests.rules.replay import kept

SERVICES = ("technology", "cooperation", "system", "design")
assignments = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in EDGES.items()})
SPEC = (Path(COUNSELLING.wording.path).parent / "spec.md").read_text(encoding="utf-8")


def test_the_figures_are_those_printed() -> None:
    # 貳: 12 and 8 firms, 120 reached, 4 萬/家; 2 cases, 36 reached, 8 萬; 2 systems of 7~8, 30 萬; 10 firms, 8.75 萬/家
    # 參: 2 exchanges in July, 1 course in August, 6 workshops, 1 presentation in December
    printed = {
        "tech_measured": (12, "貳、一(2)"),
        "tech_deep": (8, "貳、一(2)"),
        "tech_spread": (120, "貳、一(2)"),
        "tech_share": (40_000, "貳、一(3)"),
        "joint_cases": (2, "貳、二(2)"),
        "joint_spread": (36, "貳、二(2)"),
        "joint_share": (80_000, "貳、二(3)"),
        "system_count": (2, "貳、三(2)"),
        "system_least": (7, "貳、三(2)"),
        "system_most": (8, "貳、三(2)"),
        "system_share": (300_000, "貳、三(3)"),
        "design_firms": (10, "貳、四(2)"),
        "design_share": (87_500, "貳、四(3)"),
        "exchange_count": (2, "參、一"),
        "exchange_month": (7, "參、一"),
        "course_count": (1, "參、二"),
        "course_month": (8, "參、二"),
        "workshop_count": (6, "參、二"),
        "results_count": (1, "參、三"),
        "results_month": (12, "參、三"),
    }
    values = {one.name: (one.value, one.clause) for one in EDITION_2015.values if isinstance(one.value, int)}
    assert values == printed


def test_the_answers_cite_the_same_figures() -> None:
    cited = load(HOME / "figures" / "counselling.2015.yaml")
    values = {one.name: one.value for one in EDITION_2015.values}
    same = cited.keys() & values.keys()
    assert len(same) >= 20
    assert {name: cited[name]["value"] for name in same} == {name: values[name] for name in same}


def test_the_contacts_are_those_printed_with_both_extensions() -> None:
    assert EDITION_2015.fax == "(02)2393-3897"
    assert EDITION_2015.phone == "(02)2393-3769"
    assert EDITION_2015.emails == "s0318@ftis.org.tw、danny@ftis.org.tw"
    assert "635" in EDITION_2015.contact_technology  # 附件 1
    assert "619" in EDITION_2015.contact_cooperation  # 附件 2
    assert "635" in EDITION_2015.contact_general  # 肆
    assert "619" in EDITION_2015.contact_general  # the letter


@pytest.mark.parametrize(
    ("changes", "service", "expected"),
    [
        # 貳、一(1): 具有綠色創新理念技術、設備或服務，且有意提升其綠色價值與推廣能量之企業
        ({}, "technology", ("met", "met")),
        ({"green_technology": "no"}, "technology", ("unmet", "no_technology")),
        ({"promotes": "no"}, "technology", ("unmet", "no_wish")),
        ({"applicant": "association"}, "technology", ("unmet", "not_a_firm")),
        ({"applicant": "other"}, "technology", ("unmet", "not_a_firm")),
        # 貳、二(1): 透過異業合作開發綠色創新產品、技術或服務之企業
        ({}, "cooperation", ("met", "met")),
        ({"partner": "same_industry"}, "cooperation", ("unmet", "same_industry")),
        ({"partner": "none"}, "cooperation", ("unmet", "none")),
        ({"joint_work": "no"}, "cooperation", ("unmet", "no_joint_work")),
        ({"applicant": "association"}, "cooperation", ("unmet", "not_a_firm")),
        # 貳、三(1), (2): 產業公協會或企業中心廠, 平均 7~8 家
        ({"members": 7}, "system", ("met", "met")),
        ({"members": 8}, "system", ("met", "met")),
        ({"members": 6}, "system", ("staff", "other_number")),
        ({"members": 9}, "system", ("staff", "other_number")),
        ({"members": 0}, "system", ("staff", "other_number")),
        ({"system_role": "join"}, "system", ("unmet", "join")),
        ({"system_role": "none"}, "system", ("unmet", "none")),
        ({"applicant": "association"}, "system", ("met", "met")),
        ({"applicant": "other"}, "system", ("unmet", "not_a_leader")),
        # 貳、四(1) 企業; 附件 4 四: 不限產業類別，只要有意願推動服務綠色創新者即可提出申請
        ({}, "design", ("met", "met")),
        ({"design_wish": "product"}, "design", ("met", "met")),
        ({"design_wish": "service"}, "design", ("met", "met")),
        ({"design_wish": "none"}, "design", ("unmet", "none")),
        ({"applicant": "association", "design_wish": "service"}, "design", ("staff", "willing")),
        ({"applicant": "other", "design_wish": "both"}, "design", ("staff", "willing")),
        ({"applicant": "association", "design_wish": "product"}, "design", ("unmet", "not_a_firm")),
    ],
)
def test_which_service_is_for_whom(changes: dict[str, FactValue], service: str, expected: tuple[str, str]) -> None:
    assert verdicts(**changes)[service] == expected


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.ELIGIBLE),
        ({"green_technology": "no", "partner": "none", "system_role": "none"}, Outcome.ELIGIBLE),  # service 4
        (
            {"green_technology": "no", "partner": "none", "system_role": "none", "design_wish": "none"},
            Outcome.NOT_ELIGIBLE,
        ),
        (
            {"green_technology": "no", "partner": "none", "members": 5, "design_wish": "none"},
            Outcome.STAFF,
        ),
        ({"applicant": "association", "design_wish": "none"}, Outcome.ELIGIBLE),  # service 3
        ({"applicant": "other", "design_wish": "service"}, Outcome.STAFF),
        ({"applicant": "other", "design_wish": "none"}, Outcome.NOT_ELIGIBLE),
    ],
)
def test_one_service_that_fits_is_enough(changes: dict[str, FactValue], outcome: Outcome) -> None:
    assert determine(**changes).outcome is outcome


def test_a_service_not_known_leaves_the_outcome_open_only_while_no_other_fits() -> None:
    unfit: dict[str, FactValue] = {"green_technology": "no", "partner": "none", "system_role": "none"}
    assert determine("design_wish", **unfit).outcome is Outcome.UNDETERMINED
    assert determine("design_wish").outcome is Outcome.ELIGIBLE
    assert determine("design_wish").missing == ("design_wish",)


def test_costs_are_those_of_the_services_that_may_fit() -> None:
    shares = {one.id: one.values["share"] for one in determine().duties if "share" in one.values}
    assert shares == {
        "cost_technology": 40_000,
        "cost_cooperation": 80_000,
        "cost_system": 300_000,
        "cost_design": 87_500,
    }
    fewer = determine("members", green_technology="no", partner="none", design_wish="none")
    assert [one.id for one in fewer.duties if "share" in one.values] == ["cost_system"]  # unknown, so it may
    clauses = {one.id: one.clause for one in determine().duties}
    assert clauses["cost_technology"] == "貳、一(3)"
    assert clauses["file"] == "肆"


def test_no_money_is_promised_and_nothing_free_is_invented() -> None:
    determination = determine()
    assert not determination.priced
    wording = COUNSELLING.wording
    told = {one.id: wording.duty(one, "zh") for one in determination.duties}
    assert "免費" in told["cost_technology"]
    assert "87,500" in told["cost_design"]
    for service in ("cost_cooperation", "cost_system"):
        assert "沒有寫免費諮詢" in told[service]
    assert "含不含稅" in told["cost_terms"]
    assert "沒有印評選標準和截止日" in told["selection"]
    assert "104 年刊載" in told["file"]
    assert "由執行單位決定" in wording.outcome(Outcome.ELIGIBLE, "zh")


@pytest.mark.parametrize("partner", ["none", "same_industry"])
def test_a_partner_may_still_be_found(partner: str) -> None:
    assert [one.id for one in determine(partner=partner).near_miss] == ["find_partner"]


@pytest.mark.parametrize("changes", [{}, {"joint_work": "no"}])
def test_no_near_miss_where_there_is_a_partner(changes: dict[str, FactValue]) -> None:
    assert not determine(**changes).near_miss


def test_an_association_is_no_firm_even_with_a_partner() -> None:
    assert not determine(applicant="other", partner="none", design_wish="none").near_miss


@given(assignments, st.sets(st.sampled_from(sorted(EDGES))))
def test_not_knowing_never_decides_and_never_changes_a_verdict(
    facts: dict[str, FactValue], forgotten: set[str]
) -> None:
    full = COUNSELLING.determine(facts, EDITION_2015)
    known = {name: value for name, value in facts.items() if name not in forgotten}
    less = COUNSELLING.determine(known, EDITION_2015)
    assert less.outcome in (full.outcome, Outcome.UNDETERMINED)
    for part, whole in zip(less.conditions, full.conditions, strict=True):
        assert part.verdict in (Verdict.UNKNOWN, whole.verdict)
    assert full.outcome is not Outcome.UNDETERMINED
    assert not full.missing
    assert {one.id for one in full.duties} <= {one.id for one in less.duties} or not full.duties


@given(assignments, st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(facts: dict[str, FactValue], random: Random) -> None:
    shuffled = list(facts.items())
    random.shuffle(shuffled)
    assert COUNSELLING.determine(dict(shuffled), EDITION_2015) == COUNSELLING.determine(facts, EDITION_2015)


@given(assignments, st.sampled_from(sorted(EDGES)), st.data())
def test_an_edited_answer_equals_a_fresh_run(facts: dict[str, FactValue], edited: str, data: st.DataObject) -> None:
    changed = {**facts, edited: data.draw(st.sampled_from(EDGES[edited]))}
    fresh: dict[str, FactValue] = {}
    while question := interview.plan(COUNSELLING, EDITION_2015, fresh).next:
        fresh[question] = changed[question]
    assert kept(COUNSELLING, EDITION_2015, changed) == fresh


def test_the_interview_asks_only_what_still_matters() -> None:
    assert interview.usually(COUNSELLING, EDITION_2015, {}) <= interview.at_most(COUNSELLING, EDITION_2015, {}) == 8
    association: dict[str, FactValue] = {"applicant": "association"}
    wanted = interview.plan(COUNSELLING, EDITION_2015, association).open
    assert wanted == ("system_role", "design_wish")


@pytest.mark.parametrize(
    ("field", "answers", "asked"),
    [
        ("ubn_reason", {"ubn": "04595257"}, False),
        ("ubn_reason", {"ubn": "12345678"}, True),
        ("phone_needed", {}, True),
        ("phone_needed", {"contact_phone": "02-2393-3769"}, False),
        ("phone_needed", {"contact_email": "a@example.com"}, False),
        ("member_names", {"services": ("design", "system")}, True),
        ("member_names", {"services": ("design",)}, False),
        ("referral_need", {"referrals": ("other",)}, True),
        ("referral_need", {}, False),
        ("firm_name", {}, True),
    ],
)
def test_fields_that_hang_on_other_answers(field: str, answers: dict[str, FactValue], asked: bool) -> None:
    assert COUNSELLING.rules.form_applies(field, answers) is asked


def test_the_order_of_priority_is_kept_and_nothing_counts_twice() -> None:
    assert COUNSELLING.check("services", ["system", "technology", "system"]) == ("system", "technology")
    assert COUNSELLING.check("events", ["workshop", "exchange"]) == ("exchange", "workshop")  # as printed
    with pytest.raises(BadFact):
        COUNSELLING.check("services", ["weather"])


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("capital", 5_000_000, "500 萬元（NT$ 5,000,000 元）"),
        ("capital", 5_005_000, "500.5 萬元（NT$ 5,005,000 元）"),
        ("turnover", 259_303_805_000, "25,930,380.5 萬元（NT$ 259,303,805,000 元）"),
        ("employees", 76_478, "76,478"),
    ],
)
def test_large_firms_fit_the_form(field: str, value: int, shown: str) -> None:
    assert COUNSELLING.check(field, value) == value
    assert COUNSELLING.wording.show(field, value, "zh") == shown


def test_spec_names_every_fact_field_condition_duty_and_near_miss() -> None:
    rules = COUNSELLING.rules
    ids = [*COUNSELLING.facts, *COUNSELLING.form, *rules.duty_ids]
    ids += [one.id for one in rules.conditions] + [one.id for one in rules.near_misses]
    assert not [id for id in ids if f"`{id}`" not in SPEC]


def test_a_determination_takes_less_than_a_seventh_of_a_millisecond() -> None:
    taken = timeit.repeat(lambda: COUNSELLING.determine(FIRM, EDITION_2015), number=20, repeat=50, timer=process_time)
    assert median(taken) / 20 < 0.000_15

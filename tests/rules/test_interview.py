"""The interview: it asks what can still change the result, in clause order, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rules import interview
from rules.determination import Determination
from rules.facts import FactValue
from tests.rules.cases import CERTIFICATION, EDGES, EDITION_2018, ELIGIBLE
from tests.rules.replay import kept

PRESETS = CERTIFICATION.trial_presets(EDITION_2018)
ASKED_OF_THE_FIRM = [id for id, fact in CERTIFICATION.facts.items() if fact.asks == "firm"]

assignments = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in EDGES.items()})
some_facts = st.sets(st.sampled_from(ASKED_OF_THE_FIRM))
from_elsewhere = st.sets(st.sampled_from(["places_used", "delivery", "notice_date"]))


def run(
    answers: Mapping[str, FactValue],
    start: Mapping[str, FactValue],
    passed: Collection[str] = (),
) -> tuple[dict[str, FactValue], list[str]]:
    """Answer each question from `answers`, passing on those named; return the facts and the questions."""
    facts, asked = dict(start), list[str]()
    while question := interview.plan(CERTIFICATION, EDITION_2018, facts, frozenset(passed) & set(asked), start).next:
        assert question not in asked
        asked.append(question)
        if question not in passed:
            facts[question] = answers[question]
    return facts, asked


def determine(facts: Mapping[str, FactValue]) -> Determination:
    return CERTIFICATION.determine(facts, EDITION_2018)


def test_a_trial_supposes_filing_in_time_with_places_free() -> None:
    # 30 days before 2018-11-30 is 2018-10-31.
    expected = {"places_used": 0, "delivery": "post", "filed_on": date(2018, 10, 31)}
    assert CERTIFICATION.trial_presets(EDITION_2018) == expected


def test_the_straight_way_asks_eight_questions_in_clause_order() -> None:
    _, asked = run(ELIGIBLE, PRESETS)
    assert asked == [
        "registered_trader",
        "made_in",
        "counselling_year",
        "certified_on",
        "label",
        "application_fee",
        "applied_before",
        "other_subsidy",
    ]


def test_a_trial_takes_8_questions_usually_and_11_at_most() -> None:
    assert interview.usually(CERTIFICATION, EDITION_2018, PRESETS) == 8
    most = interview.at_most(CERTIFICATION, EDITION_2018, PRESETS, supposed=PRESETS)
    assert most == 11  # two more of the label, one of the fee


def test_without_presets_the_filing_date_is_asked_as_well() -> None:
    assert interview.usually(CERTIFICATION, EDITION_2018, {}) == 9
    assert interview.at_most(CERTIFICATION, EDITION_2018, {}) == 12


def test_the_longest_way() -> None:
    answers = {
        **ELIGIBLE,
        "label": "other",
        "other_voluntary": "yes",
        "other_southbound": "yes",
        "application_fee": "not_itemised",
        "invoice_total": 120_000,
    }
    _, asked = run(answers, PRESETS)
    assert len(asked) == 11
    assert asked[4:7] == ["label", "other_voluntary", "other_southbound"]
    assert asked[-1] == "invoice_total"  # it only moves the amount, so it comes last


def test_it_stops_once_the_outcome_is_certain() -> None:
    facts, asked = run({**ELIGIBLE, "made_in": "abroad"}, PRESETS)
    assert asked == ["registered_trader", "made_in"]
    assert interview.plan(CERTIFICATION, EDITION_2018, facts).next is None
    assert interview.at_most(CERTIFICATION, EDITION_2018, facts) == 0


def test_a_listed_label_ends_the_questions_about_labels() -> None:
    _, asked = run(ELIGIBLE, PRESETS)
    assert not {"other_voluntary", "other_southbound", "invoice_total"} & set(asked)


def test_what_the_firm_does_not_know_is_not_asked_again() -> None:
    _, asked = run({**ELIGIBLE, "label": "other", "other_southbound": "yes"}, PRESETS, {"other_voluntary"})
    assert asked.count("other_voluntary") == 1
    assert "other_southbound" in asked  # a "no" there would still decide


def test_staff_facts_are_never_asked_of_the_firm() -> None:
    _, asked = run(ELIGIBLE, {})
    assert not {"places_used", "delivery", "notice_date"} & set(asked)


def test_editing_an_answer_drops_the_branch_that_no_longer_applies() -> None:
    facts = {**PRESETS, **ELIGIBLE, "label": "fsc", "other_voluntary": "yes", "other_southbound": "yes"}
    left = kept(CERTIFICATION, EDITION_2018, facts, supposed=PRESETS)
    assert "other_voluntary" not in left
    assert left == {**PRESETS, **ELIGIBLE}


def test_the_plan_names_the_answers_that_count_in_the_order_of_asking() -> None:
    facts = {"made_in": "taiwan", "registered_trader": "yes", "other_voluntary": "no"}
    found = interview.plan(CERTIFICATION, EDITION_2018, facts)
    assert found.relevant == ("registered_trader", "made_in")
    assert found.next == "counselling_year"


@given(assignments, assignments, some_facts, from_elsewhere)
def test_a_fact_not_asked_never_changes_the_result(
    answers: dict[str, FactValue], others: dict[str, FactValue], passed: set[str], given_elsewhere: set[str]
) -> None:
    """The oracle: whatever the facts not asked may be, alone or together, outcome and amount stay."""
    start = {name: answers[name] for name in given_elsewhere}
    facts, asked = run(answers, start, passed)
    result = determine(facts)
    unasked = [name for name in ASKED_OF_THE_FIRM if name not in asked]
    variants = [{**facts, name: value} for name in unasked for value in EDGES[name]]
    variants.append({**facts, **{name: others[name] for name in unasked}})
    for variant in variants:
        again = determine(variant)
        assert again.outcome is result.outcome
        assert (again.amount.low, again.amount.high) == (result.amount.low, result.amount.high)


@given(assignments, some_facts)
def test_an_asked_fact_can_matter(answers: dict[str, FactValue], passed: set[str]) -> None:
    """Some value of the fact asked next changes what is concluded or what is missing: no question is idle."""
    facts, asked = dict(PRESETS), set[str]()
    while question := interview.plan(CERTIFICATION, EDITION_2018, facts, frozenset(asked & passed), PRESETS).next:
        before = determine(facts)
        assert any(
            (after.outcome, after.amount, after.missing) != (before.outcome, before.amount, before.missing)
            for after in (determine({**facts, question: value}) for value in EDGES[question])
        )
        asked.add(question)
        if question not in passed:
            facts[question] = answers[question]


@given(assignments, some_facts)
def test_it_never_asks_more_than_it_announced(answers: dict[str, FactValue], passed: set[str]) -> None:
    facts, asked, allowed = dict(PRESETS), list[str](), 99
    while True:
        so_far = (CERTIFICATION, EDITION_2018, facts, frozenset(passed & set(asked)), PRESETS)
        question, most = interview.plan(*so_far).next, interview.at_most(*so_far)
        assert most < allowed
        if question is None:
            break
        allowed = most
        asked.append(question)
        if question not in passed:
            facts[question] = answers[question]


@given(assignments, assignments, st.sampled_from(ASKED_OF_THE_FIRM), some_facts, st.booleans())
def test_an_edited_answer_equals_a_fresh_run(
    answers: dict[str, FactValue], others: dict[str, FactValue], edited: str, passed: set[str], trial: bool
) -> None:
    start = {name: value for name, value in PRESETS.items() if trial and name != edited}
    first, _ = run(answers, start, passed)
    changed = {**first, edited: others[edited]}
    not_known = frozenset(ASKED_OF_THE_FIRM) - set(changed)
    again, _ = run({**answers, **changed}, start, set(not_known))
    left = kept(CERTIFICATION, EDITION_2018, changed, not_known, start)
    assert left == again
    assert determine(left) == determine(again)
    assert kept(CERTIFICATION, EDITION_2018, left, not_known, start) == left


def test_what_was_answered_after_an_open_question_counts_once_that_is_answered() -> None:
    """An edit may open a question before others that are answered; a fresh run would stop there too."""
    facts: dict[str, FactValue] = {**PRESETS, **ELIGIBLE, "label": "other"}
    found = interview.plan(CERTIFICATION, EDITION_2018, facts, supposed=PRESETS)
    assert found.next == "other_voluntary"
    assert "application_fee" not in found.relevant
    facts |= {"other_voluntary": "yes", "other_southbound": "yes"}
    assert "application_fee" in interview.plan(CERTIFICATION, EDITION_2018, facts, supposed=PRESETS).relevant


def test_a_trial_while_the_window_is_open_supposes_filing_today() -> None:
    for today in (date(2018, 2, 1), date(2018, 11, 30)):
        presets = CERTIFICATION.trial_presets(EDITION_2018, today)
        assert presets == {"delivery": "post", "filed_on": today}  # the places used are for staff to look up
    for today in (date(2018, 1, 31), date(2018, 12, 1)):
        assert CERTIFICATION.trial_presets(EDITION_2018, today) == PRESETS


def test_the_plan_names_all_that_is_open_and_what_was_passed() -> None:
    found = interview.plan(CERTIFICATION, EDITION_2018, {"registered_trader": "yes"}, frozenset({"made_in"}))
    assert found.next == found.open[0] == "counselling_year"
    assert found.open[1:4] == ("certified_on", "label", "application_fee")
    assert found.relevant == ("registered_trader", "made_in")


def test_suggestions_are_the_named_years_and_the_words() -> None:
    years = (2014, 2015, 2016, 2017, 2018, "never")  # 103~107
    assert CERTIFICATION.suggestions("counselling_year", EDITION_2018) == years
    assert CERTIFICATION.suggestions("made_in", EDITION_2018) == ("taiwan", "abroad", "partly")
    assert CERTIFICATION.suggestions("label", EDITION_2018) == ("other",)
    assert CERTIFICATION.suggestions("firm_name", EDITION_2018) == ()

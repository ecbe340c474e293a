"""The screening's questions: only what can change something is asked; nothing unknown or unasked decides."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.facts import BadFact
from rules.programme import programmes
from tests.rules.test_screening import MAKER, MIGHT, TABLE, Chosen, verdicts

choices: dict[str, st.SearchStrategy[tuple[str, ...]]] = {
    id: (
        st.sets(st.sampled_from(question.options), min_size=1).map(lambda chosen: tuple(sorted(chosen)))
        if question.several
        else st.sampled_from(question.options).map(lambda one: (one,))
    )
    for id, question in TABLE.questions.items()
}


every_answer = st.fixed_dictionaries(choices)


some_answers = st.fixed_dictionaries({}, optional=choices)


some_facts = st.sets(st.sampled_from(list(TABLE.questions)))


def run(
    answers: Mapping[str, tuple[str, ...]], passed: frozenset[str] | set[str] = frozenset()
) -> tuple[Chosen, list[str]]:
    """Answer each question from `answers`, passing on those named; return what was said and what was asked."""
    said: Chosen = {}
    asked: list[str] = []
    while (fact := TABLE.next(said, set(asked) & set(passed))) is not None:
        assert fact not in asked
        asked.append(fact)
        if fact not in passed:
            said[fact] = answers[fact]
    return said, asked


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"who": ("agency",)}, ["who"]),
        ({"who": ("shop",), "goals": ("store",), "kinds": ("two_eco",)}, ["who", "goals", "kinds"]),
        (
            {"who": ("association",), "goals": ("system",), "members": ("usual",)},
            ["who", "goals", "members"],
        ),
        (
            {**MAKER, "counselled": ("no",)},
            ["who", "goals", "counselled"],  # nothing more can change anything
        ),
        (MAKER, ["who", "goals", "counselled", "registered_trader", "made_in", "certificate"]),
    ],
)
def test_only_what_can_change_something_is_asked(answers: Chosen, asked: list[str]) -> None:
    assert run(answers)[1] == asked


def test_what_decides_most_is_asked_first() -> None:
    assert TABLE.next({}) == "who"  # every programme is for somebody
    assert TABLE.next({}, {"who"}) == "goals"
    assert TABLE.next({"who": ("manufacturer",)}) == "goals"


def test_a_counselling_year_is_never_carried() -> None:
    everything = {id: question.options[:1] for id, question in TABLE.questions.items()}
    for one in programmes():
        assert "counselling_year" not in TABLE.carried(one.id, everything)


@settings(max_examples=80, deadline=None)
@given(some_answers)
def test_what_is_carried_can_be_answered_in_the_programmes_own_dialog(answers: Chosen) -> None:
    for one in programmes():
        for fact, value in TABLE.carried(one.id, answers).items():
            try:
                one.check(fact, value)
            except (BadFact, KeyError) as error:
                raise AssertionError(f"{one.id}: {fact}={value!r}") from error


def test_what_is_carried() -> None:
    assert TABLE.carried("certification", MAKER) == {"registered_trader": "yes", "made_in": "taiwan"}
    assert TABLE.carried("certification", {"certificate": ("not_yet",)}) == {"certified_on": "not_yet"}
    assert TABLE.carried("awards", {"who": ("shop",)}) == {"industry": "non_manufacturing"}
    assert TABLE.carried("awards", {"who": ("service",)}) == {}  # an insurer would be for staff to place
    assert TABLE.carried("counselling", {"who": ("association",), "goals": ("system",)}) == {
        "applicant": "association",
        "system_role": "organise",
    }


@settings(max_examples=100, deadline=None)
@given(every_answer, every_answer, some_facts)
def test_a_fact_not_asked_never_changes_a_verdict(answers: Chosen, others: Chosen, passed: set[str]) -> None:
    said, asked = run(answers, passed)
    result = verdicts(said)
    for fact in TABLE.questions:
        if fact not in asked:
            assert verdicts({**said, fact: others[fact]}) == result


@settings(max_examples=100, deadline=None)
@given(every_answer, some_facts)
def test_the_unknown_never_decides(answers: Chosen, known: set[str]) -> None:
    part = verdicts({fact: answers[fact] for fact in known})
    whole = verdicts(answers)
    for id, verdict in part.items():
        assert verdict in (MIGHT, whole[id])


@settings(max_examples=60, deadline=None)
@given(some_answers, st.integers(0, 1000))
def test_the_order_of_answers_is_irrelevant(answers: Chosen, seed: int) -> None:
    shuffled = list(answers.items())
    random.Random(seed).shuffle(shuffled)
    assert TABLE.fits(dict(shuffled)) == TABLE.fits(answers)
    assert TABLE.next(dict(shuffled)) == TABLE.next(answers)
    assert TABLE.relevant(dict(shuffled)) == TABLE.relevant(answers)


@settings(max_examples=60, deadline=None)
@given(every_answer, every_answer, st.sampled_from(list(TABLE.questions)), some_facts)
def test_an_edited_answer_equals_a_fresh_run(answers: Chosen, others: Chosen, edited: str, passed: set[str]) -> None:
    first, _ = run(answers, passed)
    changed = {**first, edited: others[edited]}
    kept = {fact: changed[fact] for fact in TABLE.relevant(changed) if fact in changed}
    assert verdicts(kept) == verdicts(changed)
    again, _ = run({**answers, **changed}, set(TABLE.questions) - set(changed))
    assert verdicts(again) == verdicts(changed)


@settings(max_examples=60, deadline=None)
@given(every_answer, some_facts)
def test_it_never_asks_more_than_it_announced(answers: Chosen, passed: set[str]) -> None:
    said: Chosen = {}
    asked: set[str] = set()
    allowed = 99
    while (fact := TABLE.next(said, asked & passed)) is not None:
        most = TABLE.at_most(said, asked & passed)
        assert 0 < most < allowed
        allowed = most
        asked.add(fact)
        if fact not in passed:
            said[fact] = answers[fact]

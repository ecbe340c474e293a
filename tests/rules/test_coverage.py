"""Every rule across time: which days an edition covers, and that each rule answers on each of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

import pytest

from rules.facts import Fact, FactValue, Kind
from rules.parameters import Edition, NoEdition
from rules.programme import Programme, programmes

FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)

COVERED = {
    "certification": [(date(2018, 1, 1), date(2018, 12, 31))],
    "counselling": [(date(2015, 1, 1), date(2015, 12, 31))],
    "stores": [(date(2024, 1, 1), date(2024, 12, 31))],
    "awards": [(date(2024, 1, 1), date(2024, 12, 31))],
    "assessment": [(date(2025, 1, 1), date(2025, 12, 31))],
    "two_tier": [(date(2025, 1, 1), date(2025, 12, 31))],
}
"""The days on file. A new edition is written here too, so that a gap or an overlap is seen by whoever adds it."""


def edition_on(programme: Programme, day: date) -> Edition | None:
    try:
        return programme.edition(day)
    except NoEdition:
        return None


def spans(programme: Programme) -> list[tuple[date, date]]:
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    found = []
    for edition, run in groupby(days, key=lambda day: edition_on(programme, day)):
        covered = list(run)
        if edition is not None:
            found.append((covered[0], covered[-1]))
    return found


def samples(fact: Fact, edition: Edition) -> list[FactValue]:
    plain: dict[Kind, FactValue] = {
        Kind.MONEY: 1,
        Kind.INTEGER: 1,
        Kind.YEAR: edition.covers_from.year,
        Kind.DATE: edition.covers_from,
        Kind.TEXT: "x",
    }
    return [*([plain[fact.kind]] if fact.kind in plain else []), *fact.options[:4]]


@pytest.mark.parametrize("programme", programmes(), ids=lambda one: one.id)
def test_the_days_covered_are_those_on_file(programme: Programme) -> None:
    assert spans(programme) == COVERED[programme.id]


@pytest.mark.parametrize("programme", programmes(), ids=lambda one: one.id)
def test_a_day_without_an_edition_is_no_edition_and_names_the_last(programme: Programme) -> None:
    for day in (FIRST, LAST):
        with pytest.raises(NoEdition) as caught:
            programme.edition(day)
        assert caught.value.latest is programme.latest()


@pytest.mark.parametrize("programme", programmes(), ids=lambda one: one.id)
def test_every_rule_of_every_edition_answers_in_words(programme: Programme) -> None:
    """With nothing known, and with any one fact known: each condition has its clause and its sentence."""
    for edition in programme.editions:
        known: list[dict[str, FactValue]] = [{}]
        for id, fact in programme.facts.items():
            known += [{id: value} for value in samples(fact, edition)]
        for facts in known:
            found = programme.determine(facts, edition)
            for condition in found.conditions:
                assert condition.clause
                assert all(programme.wording.reason(condition, found, lang) for lang in ("zh", "en"))
            for duty in found.duties:
                assert all(programme.wording.duty(duty, lang) for lang in ("zh", "en"))
            assert found.amount.low <= found.amount.high


@pytest.mark.parametrize("programme", programmes(), ids=lambda one: one.id)
def test_the_window_lies_within_the_days_covered(programme: Programme) -> None:
    for edition in programme.editions:
        opens, closes = programme.window(edition)
        assert edition.covers_from <= opens <= closes
        if programme.rules.closes == "closes":  # else papers on the year are due after it, as a store's statement is
            assert closes <= edition.covers_to

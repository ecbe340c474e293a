"""English as people type it: polite openings, dates beside amounts, words that look like a name and are none."""

from __future__ import annotations

import pytest

from knowledge.asides import without_asides
from knowledge.labels import Labels
from tests.knowledge.scoring import TODAY
from tests.shipped import shipped


def told(text: str) -> str:
    """All that a question is answered with."""
    return "\n".join(answer.text for answer in shipped().ask(text, today=TODAY).answers)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Could you please tell me what GTPO stands for?", "what GTPO stands for?"),
        ("We would like to know whether FSC paper counts", "FSC paper counts"),
        ("Dear Sir or Madam, would you mind telling me how many places there are?", "how many places there are?"),
        ("As a newcomer I'm trying to figure out how to declare", "how to declare"),
        ("can you tell me about the office", "can you tell me about the office"),
        ("we want to apply for the subsidy", "we want to apply for the subsidy"),
        ("we need the form", "we need the form"),
    ],
)
def test_a_polite_opening_is_left_out(text: str, asked: str) -> None:
    assert without_asides(text, lambda _: False) == asked


# The 2018 rules take papers until 30 November by the postmark; a day of the month is no fee.
@pytest.mark.parametrize("text", ["we will post the application on 30 November, in time?", "application on Dec 1"])
def test_a_day_of_a_month_is_no_amount(text: str) -> None:
    assert "30 November 2018" in told(text)


# NT$40,000 is the firm's own share of 2015: 30% of it is nobody's subsidy.
@pytest.mark.parametrize("text", ["Is the NT$40,000 share a subsidy for us?", "is the $40,000 share a grant to us"])
def test_a_firms_own_share_is_no_application_fee(text: str) -> None:
    assert "Estimate" not in told(text)
    assert "the firm itself pays" in told(text)


def test_the_latin_name_of_a_leased_thing_is_a_word() -> None:
    """Product groups hold no UPS."""
    finding = shipped().ask("which product groups may be leased for 50 percent", today=TODAY)
    assert all(answer.entry != "lease.ups" for answer in finding.answers)


@pytest.mark.parametrize(
    "text", ["who gets the green award", "greener services", "two certified hotels", "green by design", "ecology"]
)
def test_words_near_a_labels_name_are_no_label(text: str) -> None:
    assert not Labels.shipped().find(text)


def test_a_title_before_a_name_ends_no_sentence() -> None:
    assert "Public Construction Commission" in told("which body does Mr. Tsai work for")


def test_counties_set_beside_each_other_are_apart_from_the_heading() -> None:
    """Annex 2: 45,551,614 and 42,974,606."""
    assert "products: Chiayi City NT$45,551,614, Chiayi County NT$42,974,606" in told(
        "Chiayi County vs Chiayi City store sales target"
    )

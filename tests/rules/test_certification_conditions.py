"""Every condition of the 2018 document, in clause order, in all its verdicts."""

from __future__ import annotations

from datetime import date

import pytest

from rules.determination import Outcome, Verdict
from rules.facts import FactValue
from tests.rules.cases import EDITION_2018, ELIGIBLE, determine, finding

MET, UNMET, UNKNOWN, STAFF = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.STAFF

LISTED = [
    "singapore_green_label",
    "thai_green_label",
    "sirim",
    "vietnam_green_label",
    "philippines_green_choice",
    "indonesia_green_label",
    "india_ecomark",
    "geca",
    "new_zealand_environmental_choice",
    "eli",
    "grs",
    "gots",
    "oeko_tex",
    "blue_angel",
    "rios",
    "scs_recycled_content",
    "rcs",
    "epeat",
    "tco",
    "cradle_to_cradle",
    "fsc",
    "greenguard",
    "floorscore",
    "epd",
    "green_seal",
    "bluesign",
]
"""Nine labels of 第四點（三）(1) and seventeen of (2), in the document's order."""


def test_an_application_that_meets_everything_is_eligible() -> None:
    determination = determine()
    assert determination.outcome is Outcome.ELIGIBLE
    assert {one.verdict for one in determination.conditions} == {MET}
    assert [one.clause for one in determination.conditions] == (
        ["三"] * 4 + ["四(三)", "五(1)", "五(2)", "六", "七(一)", "七(一)", "八(一)"]
    )
    assert determination.missing == ()
    assert determination.near_miss == ()


@pytest.mark.parametrize(
    ("condition", "fact", "value", "verdict", "reason"),
    [
        ("registered_trader", "registered_trader", "yes", MET, "met"),
        ("registered_trader", "registered_trader", "no", UNMET, "unmet"),
        ("made_in_taiwan", "made_in", "taiwan", MET, "met"),
        ("made_in_taiwan", "made_in", "abroad", UNMET, "unmet"),
        ("made_in_taiwan", "made_in", "partly", STAFF, "staff"),
        # 103~107 is 2014 to 2018; "含" names them and leaves earlier years open.
        ("counselled", "counselling_year", 2013, STAFF, "earlier"),
        ("counselled", "counselling_year", 2014, MET, "met"),
        ("counselled", "counselling_year", 2018, MET, "met"),
        ("counselled", "counselling_year", 2019, UNMET, "later"),
        ("counselled", "counselling_year", "never", UNMET, "never"),
        ("fee_itemised", "application_fee", 1, MET, "met"),
        ("fee_itemised", "application_fee", 0, STAFF, "zero"),
        ("fee_itemised", "application_fee", "not_itemised", STAFF, "not_itemised"),
        ("fee_itemised", "application_fee", "foreign_currency", STAFF, "foreign_currency"),
        ("once_per_firm", "applied_before", "never", MET, "met"),
        ("once_per_firm", "applied_before", "granted", UNMET, "granted"),
        ("once_per_firm", "applied_before", "pending", UNMET, "pending"),
        ("once_per_firm", "applied_before", "refused", STAFF, "refused"),
        ("once_per_firm", "applied_before", "earlier_year", STAFF, "earlier_year"),
        # 20 places: with 19 used the twentieth is left, with 20 none is.
        ("place_left", "places_used", 0, MET, "met"),
        ("place_left", "places_used", 19, MET, "met"),
        ("place_left", "places_used", 20, UNMET, "unmet"),
        ("place_left", "places_used", 21, UNMET, "unmet"),
        ("accepted_delivery", "delivery", "post", MET, "post"),
        ("accepted_delivery", "delivery", "in_person", MET, "in_person"),
        ("accepted_delivery", "delivery", "courier", STAFF, "courier"),
        ("accepted_delivery", "delivery", "unreadable_postmark", STAFF, "unreadable_postmark"),
        ("accepted_delivery", "delivery", "email", UNMET, "email"),
        # 2018-02-01 to 2018-11-30, both days included.
        ("filed_in_window", "filed_on", date(2018, 1, 31), UNMET, "early"),
        ("filed_in_window", "filed_on", date(2018, 2, 1), MET, "met"),
        ("filed_in_window", "filed_on", date(2018, 11, 30), MET, "met"),
        ("filed_in_window", "filed_on", date(2018, 12, 1), UNMET, "late"),
        ("no_other_subsidy", "other_subsidy", "none", MET, "met"),
        ("no_other_subsidy", "other_subsidy", "same_fee", UNMET, "unmet"),
        ("no_other_subsidy", "other_subsidy", "other_cost", STAFF, "staff"),
    ],
)
def test_each_answer_gives_its_verdict(
    condition: str, fact: str, value: FactValue, verdict: Verdict, reason: str
) -> None:
    assert finding(condition, **{fact: value}) == (verdict, reason)


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        ("registered_trader", ("registered_trader",)),
        ("made_in_taiwan", ("made_in",)),
        ("counselled", ("counselling_year",)),
        ("certified_in_time", ("certified_on",)),
        ("label_in_scope", ("label",)),
        ("fee_itemised", ("application_fee",)),
        ("once_per_firm", ("applied_before",)),
        ("place_left", ("places_used",)),
        ("accepted_delivery", ("delivery",)),
        ("filed_in_window", ("filed_on",)),
        ("no_other_subsidy", ("other_subsidy",)),
    ],
)
def test_what_is_not_known_is_neither_yes_nor_no(condition: str, missing: tuple[str, ...]) -> None:
    determination = determine(*missing)
    judged = determination.condition(condition)
    assert (judged.verdict, judged.missing) == (UNKNOWN, missing)
    assert determination.outcome is Outcome.UNDETERMINED
    assert set(missing) <= set(determination.missing)


@pytest.mark.parametrize(
    ("counselling_year", "certified_on", "verdict", "reason"),
    [
        (2016, date(2015, 12, 31), UNMET, "before_counselling"),  # Y - 1
        (2016, date(2016, 1, 1), MET, "met"),  # the first day of Y
        (2014, date(2018, 11, 30), MET, "met"),  # Y + 4, on the day of filing
        (2018, date(2018, 11, 30), MET, "met"),  # Y itself
        (2018, date(2017, 12, 31), UNMET, "before_counselling"),
        (2016, "not_yet", UNMET, "not_yet"),
        (2016, date(2018, 12, 1), UNMET, "after_filing"),  # the day after filing: not held yet
        ("never", date(2017, 5, 1), UNMET, "never"),
        (2013, date(2017, 5, 1), STAFF, "earlier"),  # staff must first judge whether 102 counts
        (2013, date(2012, 1, 1), STAFF, "earlier"),
        (2013, "not_yet", UNMET, "not_yet"),
    ],
)
def test_the_certificate_comes_in_time_and_is_held_when_applying(
    counselling_year: FactValue, certified_on: FactValue, verdict: Verdict, reason: str
) -> None:
    found = finding(
        "certified_in_time",
        counselling_year=counselling_year,
        certified_on=certified_on,
        filed_on=date(2018, 11, 30),
    )
    assert found == (verdict, reason)


def test_a_part_that_fails_decides_although_another_is_unknown() -> None:
    assert finding("certified_in_time", "counselling_year", certified_on=date(2018, 12, 1)) == (
        UNMET,
        "after_filing",
    )
    assert finding("certified_in_time", "filed_on", certified_on=date(2015, 1, 1)) == (
        UNMET,
        "before_counselling",
    )
    assert finding("label_in_scope", label="other", other_southbound="no") == (UNMET, "not_southbound")


def test_unknown_parts_are_reported_together() -> None:
    judged = determine(label="other").condition("label_in_scope")
    assert judged.missing == ("other_voluntary", "other_southbound")
    assert judged.reads == ("label",)


def test_the_edition_lists_the_26_labels_of_the_document() -> None:
    assert list(EDITION_2018.labels) == LISTED
    assert len(LISTED) == 9 + 17


@pytest.mark.parametrize("label", LISTED)
def test_every_listed_label_is_in_scope(label: str) -> None:
    assert finding("label_in_scope", label=label) == (MET, "met")


@pytest.mark.parametrize(
    ("voluntary", "southbound", "verdict", "reason"),
    [
        ("yes", "yes", STAFF, "staff"),
        ("no", "yes", UNMET, "not_voluntary"),
        ("yes", "no", UNMET, "not_southbound"),
        ("no", "no", UNMET, "not_voluntary"),
    ],
)
def test_any_other_label_needs_both_principles_and_a_person(
    voluntary: str, southbound: str, verdict: Verdict, reason: str
) -> None:
    found = finding("label_in_scope", label="other", other_voluntary=voluntary, other_southbound=southbound)
    assert found == (verdict, reason)


@pytest.mark.parametrize("delivery", ["courier", "unreadable_postmark"])
def test_no_printed_rule_dates_a_courier_or_an_unreadable_postmark(delivery: str) -> None:
    for filed_on in (date(2018, 11, 30), date(2018, 12, 1)):
        assert finding("filed_in_window", delivery=delivery, filed_on=filed_on) == (STAFF, "no_printed_date")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"made_in": "partly"}, Outcome.STAFF),
        ({"made_in": "partly", "registered_trader": "no"}, Outcome.NOT_ELIGIBLE),
        ({"delivery": "courier", "other_subsidy": "other_cost"}, Outcome.STAFF),
    ],
)
def test_unmet_weighs_more_than_staff(changes: dict[str, FactValue], outcome: Outcome) -> None:
    assert determine(**changes).outcome is outcome


def test_unmet_weighs_more_than_unknown_and_unknown_more_than_staff() -> None:
    assert determine("label", made_in="abroad").outcome is Outcome.NOT_ELIGIBLE
    assert determine("label", made_in="partly").outcome is Outcome.UNDETERMINED
    assert determine(*ELIGIBLE).outcome is Outcome.UNDETERMINED


def test_nothing_known_misses_everything_in_clause_order() -> None:
    determination = determine(*ELIGIBLE)
    # filed_on is wanted once certified_on is known, and by 七(一) whatever else is known.
    assert determination.missing == tuple(ELIGIBLE)
    assert determination.facts == {}

"""Facts take typed or JSON values, refuse everything else by name, and give back what they took."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.facts import BadFact, Fact, FactSheet, FactValue, Field, Kind, Unknown, to_json
from tests.rules.cases import CERTIFICATION

EVERY = {**CERTIFICATION.facts, **CERTIFICATION.form}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=6,
)
near_values = st.one_of(
    st.sampled_from([option for fact in EVERY.values() for option in fact.options]),
    st.from_regex(r"[-+0-9#() 分機ext.]{1,20}", fullmatch=True),
    st.from_regex(r"[0-9０-９]{8}", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True),
    st.emails(),
    st.integers(0, 3000),
    st.lists(st.sampled_from(EVERY["documents"].options)),
)


def refusal(fact: str, value: object, *, override: bool = False) -> str:
    with pytest.raises(BadFact) as caught:
        CERTIFICATION.check(fact, value, override=override)
    assert caught.value.fact == fact
    return caught.value.reason


@pytest.mark.parametrize(
    ("fact", "value", "checked"),
    [
        ("made_in", "taiwan", "taiwan"),
        ("application_fee", 0, 0),
        ("application_fee", 999_999_999, 999_999_999),
        ("application_fee", "not_itemised", "not_itemised"),
        ("counselling_year", 2016, 2016),
        ("counselling_year", "never", "never"),
        ("certified_on", "2017-05-01", date(2017, 5, 1)),
        ("certified_on", date(2017, 5, 1), date(2017, 5, 1)),
        ("certified_on", "2016-02-29", date(2016, 2, 29)),
        ("places_used", 9_999, 9_999),
        ("label", "fsc", "fsc"),
        ("label", "other", "other"),
        ("firm_name", "  綠色　科技 \n 有限公司 ", "綠色 科技 有限公司"),
        ("firm_name", "x" * 200, "x" * 200),
        ("firm_name", "<b>'; DROP TABLE firms;--</b> 🌱", "<b>'; DROP TABLE firms;--</b> 🌱"),
        ("firm_name", "a\u202eb\u200bc", "abc"),  # invisible direction marks don't survive
        ("ubn", "04595257", "04595257"),
        ("ubn", " ０４５９５２５７ ", "04595257"),
        ("contact_phone", "(02)2345-6789 分機 12", "02-2345-6789 #12"),
        ("contact_phone", "0912345678", "0912-345-678"),
        ("contact_phone", "+886 3 591 4296 ext. 22", "03-591-4296 #22"),
        ("contact_phone", "+81 3-1234-5678", "+81 3-1234-5678"),
        ("contact_email", "Mei@Example.COM", "Mei@example.com"),
        ("documents", [], ()),
        ("documents", ["fee_invoice", "certificate", "certificate"], ("certificate", "fee_invoice")),
        ("documents", "certificate", ("certificate",)),
    ],
)
def test_a_value_is_typed(fact: str, value: object, checked: FactValue) -> None:
    found = CERTIFICATION.check(fact, value)
    assert found == checked
    assert type(found) is type(checked)
    assert CERTIFICATION.check(fact, found) == checked


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        ("made_in", "mars", "not_an_option"),
        ("made_in", True, "not_an_option"),
        ("made_in", None, "not_an_option"),
        ("label", "fcs", "not_an_option"),
        ("label", ["fsc"], "not_an_option"),
        ("application_fee", "80000", "not_a_number"),
        ("application_fee", 80_000.0, "not_a_number"),
        ("application_fee", True, "not_a_number"),
        ("application_fee", -1, "negative"),
        ("application_fee", 1_000_000_000, "too_large"),
        ("application_fee", 10**400, "too_large"),
        ("places_used", 10_000, "too_large"),
        ("counselling_year", 107, "not_a_year"),
        ("counselling_year", 1911, "not_a_year"),
        ("counselling_year", 2201, "not_a_year"),
        ("counselling_year", "2016", "not_a_year"),
        ("counselling_year", True, "not_a_year"),
        ("certified_on", "2018-02-29", "not_a_date"),
        ("certified_on", "2018-13-01", "not_a_date"),
        ("certified_on", "20180630", "not_a_date"),
        ("certified_on", "107/06/30", "not_a_date"),
        ("certified_on", "2018-W01-1", "not_a_date"),
        ("certified_on", datetime(2018, 1, 1), "not_a_date"),  # noqa: DTZ001 - a day is meant, not a moment
        ("certified_on", 20180630, "not_a_date"),
        ("certified_on", "1911-12-31", "date_out_of_range"),
        ("firm_name", "", "empty"),
        ("firm_name", " \u200b\n", "empty"),
        ("firm_name", "x" * 201, "too_long"),
        ("firm_name", "a\x00b", "not_text"),
        ("firm_name", "a\ud800b", "not_text"),
        ("firm_name", 7, "not_text"),
        ("ubn", "04595253", "bad_ubn"),
        ("ubn", "0459525", "not_a_ubn"),
        ("ubn", "00000000", "not_a_ubn"),
        ("ubn", 4595257, "not_a_ubn"),
        ("contact_phone", "call me", "bad_phone"),
        ("contact_phone", "12", "bad_phone"),
        ("contact_phone", None, "not_text"),
        ("contact_email", "mei@", "bad_email"),
        ("contact_email", "no at sign", "bad_email"),
        ("contact_email", "x" * 255, "too_long"),
        ("documents", ["certificate", "passport"], "not_an_option"),
        ("documents", [["certificate"]], "not_an_option"),
        ("documents", {"certificate": 1}, "not_an_option"),
    ],
)
def test_anything_else_is_refused_by_name(fact: str, value: object, reason: str) -> None:
    assert refusal(fact, value) == reason


def test_a_number_whose_check_digit_fails_can_be_insisted_on_but_not_one_that_is_none() -> None:
    assert CERTIFICATION.check("ubn", "04595253", override=True) == "04595253"
    assert refusal("ubn", "00000000", override=True) == "not_a_ubn"
    assert refusal("ubn", "1234567", override=True) == "not_a_ubn"


def test_an_unknown_fact_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        CERTIFICATION.check("weather", "fine")


@given(st.sampled_from(sorted(EVERY)), json_values | near_values, st.booleans())
def test_any_json_is_taken_or_refused_and_what_is_taken_comes_back(id: str, value: object, override: bool) -> None:
    fact = EVERY[id]
    try:
        checked = fact.check(value, override=override)
    except BadFact:
        return
    assert fact.check(checked, override=override) == checked
    assert fact.check(to_json(checked), override=override) == checked


def test_reading_a_fact_nobody_gave_raises_and_reading_leaves_a_trace() -> None:
    class Sheet(FactSheet):
        colour: Field[str] = Field(Kind.CHOICE, "一", "green", "grey")
        weight: Field[int] = Field(Kind.INTEGER, "二", optional=True)

    sheet = Sheet({"colour": "green"})
    assert sheet.colour == "green"
    assert sheet.reads == ["colour"]
    with pytest.raises(Unknown) as caught:
        _ = sheet.weight
    assert caught.value.facts == ("weight",)
    assert sheet.reads == ["colour"]
    sheet.restart()
    assert sheet.reads == []
    assert dict(Sheet.facts()) == {
        "colour": Fact("colour", Kind.CHOICE, "一", ("green", "grey")),
        "weight": Fact("weight", Kind.INTEGER, "二", optional=True),
    }


def test_the_certification_asks_what_the_document_needs_in_clause_order() -> None:
    assert list(CERTIFICATION.facts) == [
        "registered_trader",
        "made_in",
        "counselling_year",
        "certified_on",
        "label",
        "other_voluntary",
        "other_southbound",
        "application_fee",
        "invoice_total",
        "applied_before",
        "places_used",
        "delivery",
        "filed_on",
        "notice_date",
        "other_subsidy",
    ]
    asked_elsewhere = {id: fact.asks for id, fact in CERTIFICATION.facts.items() if fact.asks != "firm"}
    assert asked_elsewhere == {"places_used": "staff", "delivery": "preset", "notice_date": "staff"}
    personal = {id for id, field in CERTIFICATION.form.items() if field.personal}
    assert personal == {"contact_name", "contact_phone", "contact_email"}
    assert not set(CERTIFICATION.facts) & set(CERTIFICATION.form)

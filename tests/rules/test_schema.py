"""The JSON Schema of the facts accepts what `check` accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rules.facts import BadFact, to_json
from tests.rules.cases import CERTIFICATION, EDGES, EDITION_2018

SCHEMA = CERTIFICATION.schema(EDITION_2018)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_it_is_a_closed_schema_of_every_fact_with_its_words() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False
    assert list(SCHEMA["properties"]) == list(CERTIFICATION.facts)
    for id, described in SCHEMA["properties"].items():
        assert CERTIFICATION.wording.name(id, "zh") in described["title"]
        assert CERTIFICATION.wording.question(id, "en") in described["description"]


@given(st.fixed_dictionaries({}, optional={id: st.sampled_from(values) for id, values in EDGES.items()}))
def test_every_value_a_fact_takes_is_valid(facts: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid({id: to_json(value) for id, value in facts.items()})


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("weather", "fine"),
        ("made_in", "mars"),
        ("application_fee", -1),
        ("application_fee", 1_000_000_000),
        ("application_fee", "80000"),
        ("counselling_year", 107),
        ("certified_on", "107/06/30"),
        ("certified_on", "2018-02-30"),
        ("label", "fcs"),
        ("places_used", True),
    ],
)
def test_what_is_refused_is_invalid(fact: str, value: object) -> None:
    assert not VALIDATOR.is_valid({fact: value})
    with pytest.raises((BadFact, KeyError)):
        CERTIFICATION.check(fact, value)

"""spec.md keeps up with the rules: every clause, fact, condition and duty is in it."""

from __future__ import annotations


import pytest

from tests.rules.cases import CERTIFICATION

SPEC = (CERTIFICATION.wording.path.parent / "spec.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "clause", "一 二 三 四(一) 四(二) 四(三) 五 六 七(一) 七(二)1 七(二)2 八(一) 八(二) 八(三) 九 十 十一 十二".split()
)
def test_every_clause_has_a_line(clause: str) -> None:
    assert f"\n| {clause}" in SPEC


def test_every_fact_condition_and_duty_is_named() -> None:
    rules = CERTIFICATION.rules
    for id in (*CERTIFICATION.facts, *(one.id for one in rules.conditions), *rules.duty_ids):
        assert f"`{id}`" in SPEC, id

"""spec.md keeps up with the rules: every clause, fact, condition and duty is in it."""

from __future__ import annotations

import pytest

from rules.programme import Programme, programmes
from tests.rules.cases import CERTIFICATION

SPEC = (CERTIFICATION.wording.path.parent / "spec.md").read_text(encoding="utf-8")
CLAUSES = "一 二 三 四(一) 四(二) 四(三) 五 六 七(一) 七(二)1 七(二)2 八(一) 八(二) 八(三) 九 十 十一 十二"


def test_every_clause_has_a_line() -> None:
    assert not [clause for clause in CLAUSES.split() if f"\n| {clause}" not in SPEC]


@pytest.mark.parametrize("programme", programmes(), ids=lambda one: one.id)
def test_every_fact_condition_and_duty_is_named(programme: Programme) -> None:
    spec = (programme.wording.path.parent / "spec.md").read_text(encoding="utf-8")
    ids = (*programme.facts, *(one.id for one in programme.rules.conditions), *programme.rules.duty_ids)
    assert not [id for id in ids if f"`{id}`" not in spec]

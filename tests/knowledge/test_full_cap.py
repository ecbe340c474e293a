"""The fees at which each cap is reached, stated in an answer as digits, against the rule itself."""

from __future__ import annotations

import pytest

from rules.certification.tiers import shared
from tests.rules.cases import EDITION_2018
from tests.shipped import shipped


@pytest.mark.parametrize(
    ("fee", "cap"),
    [
        # 30% of 33,334 is 10,000.2, of 33,333 9,999.9; of 100,000 30,000; of 166,667 50,000.1 (五)
        (33_334, 10_000),
        (100_000, 30_000),
        (166_667, 50_000),
    ],
)
def test_the_fee_that_fills_a_cap_is_the_least_that_does(fee: int, cap: int) -> None:
    assert shared(EDITION_2018, fee) == cap
    assert shared(EDITION_2018, fee - 1) < cap
    answer = next(one for one in shipped().entries() if one.id == "certification.full_cap")
    assert f"{fee:,}" in answer.answer["zh"]
    assert f"{fee:,}" in answer.answer["en"]

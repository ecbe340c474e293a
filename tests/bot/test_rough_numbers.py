"""A rough number decides nothing; in a form it stands as it was said."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading import Read, Reader, Unclear
from rules.programme import programme
from tests.shipped import shipped

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(("text", "sure"), [("兩種", True), ("2", True), ("大概兩種", False), ("2 種左右", False)])
def test_kinds_that_decide_are_exact(text: str, sure: bool) -> None:
    stores = programme("stores")
    reading = Reader(stores, stores.edition(DAY), shipped().labels, DAY).read(stores.facts["eco_kinds"], text)
    assert reading == (Read(2) if sure else Unclear("rough_number", {"text": text}))

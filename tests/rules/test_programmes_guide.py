"""docs/programmes.md followed to the letter: its edition loads, and its made-up programme determines and asks."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rules
from rules.determination import Outcome
from rules.interview import plan
from rules.parameters import NoEdition
from rules.programme import Programme, load_programme
from tests.rules.cases import CERTIFICATION, EDITION_2018, ELIGIBLE

GUIDE = Path(__file__).parents[2] / "docs" / "programmes.md"
_BLOCK = re.compile(r"^( *)```\w+ file=(\S+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """The files that the guide tells one to write."""
    return {name: textwrap.dedent(text) for _, name, text in _BLOCK.findall(GUIDE.read_text("utf-8"))}


@pytest.fixture
def bicycles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Programme]:
    for name, text in blocks().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (tmp_path / "bicycles" / "__init__.py").touch()
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    yield load_programme(tmp_path / "bicycles")
    for name in [name for name in sys.modules if name.startswith("rules.bicycles")]:
        del sys.modules[name]


def test_the_guide_holds_an_edition_and_a_whole_programme() -> None:
    assert list(blocks()) == [
        "editions/2019.yaml",
        "bicycles/facts.py",
        "bicycles/rules.py",
        "bicycles/editions/2026.yaml",
        "bicycles/wording.yaml",
    ]


def test_the_edition_of_the_guide_needs_no_code(tmp_path: Path) -> None:
    shutil.copy(EDITION_2018.path, tmp_path)
    (tmp_path / "2019.yaml").write_text(blocks()["editions/2019.yaml"], "utf-8")
    two = load_programme(CERTIFICATION.wording.path.parent, tmp_path)
    facts = {**ELIGIBLE, "certified_on": date(2019, 3, 1), "filed_on": date(2019, 10, 31), "delivery": "post"}
    found = two.determine({**facts, "places_used": 34, "application_fee": 40_000}, two.edition(date(2019, 6, 1)))
    # up to 40,000: 50% of 40,000 = 20,000, over the cap of 12,000
    assert (found.outcome, found.amount.low, found.amount.high) == (Outcome.ELIGIBLE, 12_000, 12_000)


def test_the_programme_of_the_guide_determines(bicycles: Programme) -> None:
    edition = bicycles.edition(date(2026, 5, 1))
    # half of 6,001 is 3,000.5, the fraction dropped; the cap is 3,000
    for price, amount in ((5_999, 2_999), (6_000, 3_000), (6_001, 3_000), (100_000, 3_000)):
        found = bicycles.determine({"is_firm": "yes", "price": price}, edition)
        assert (found.outcome, found.amount.low, found.amount.high) == (Outcome.ELIGIBLE, amount, amount)
    assert bicycles.determine({"is_firm": "no"}, edition).outcome is Outcome.NOT_ELIGIBLE
    unknown = bicycles.determine({"is_firm": "yes"}, edition)
    assert (unknown.amount.low, unknown.amount.high) == (0, 3_000)
    with pytest.raises(NoEdition):
        bicycles.edition(date(2027, 1, 1))


def test_the_programme_of_the_guide_asks_and_speaks(bicycles: Programme) -> None:
    edition = bicycles.latest()
    assert plan(bicycles, edition, {}).open == ("is_firm", "price")
    assert plan(bicycles, edition, {"is_firm": "no"}).next is None
    assert bicycles.window(edition) == (date(2026, 5, 1), date(2026, 5, 31))
    (step,) = bicycles.determine({"is_firm": "yes", "price": 5_000}, edition).amount.working
    assert bicycles.wording.step(step, "zh") == "5,000 × 50%，上限 3,000：2,500 元"
    assert bicycles.schema(edition)["properties"]["price"]

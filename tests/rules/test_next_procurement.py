"""A made-up plan for 2025: stores and the commendation follow its figures and tables, and no code changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rules import awards, procurement, stores
from rules.determination import Outcome
from rules.facts import FactValue
from rules.programme import Programme, load_programme

SHIPPED = Path(procurement.__file__).parent / "editions"
CHANGES = {
    "2025.yaml": (
        ('edition: "2024"', 'edition: "2025"'),
        ("covers: {from: 2024-01-01, to: 2024-12-31}", "covers: {from: 2025-01-01, to: 2025-12-31}"),
        ("award_capital: {value: 100000000", "award_capital: {value: 80000000"),
        ("award_threshold: {value: 50000000", "award_threshold: {value: 30000000"),
        ("penalties_one_law: {value: 2", "penalties_one_law: {value: 1"),
        ("penalties_all: {value: 4", "penalties_all: {value: 2"),
    ),
    "2025/stores.yaml": (("{eco: 2, carbon: 0, reduction: 0}", "{eco: 4, carbon: 0, reduction: 0}"),),
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("editions")
    shutil.copy(SHIPPED / "2024.yaml", folder / "2025.yaml")
    shutil.copytree(SHIPPED / "2024", folder / "2025")
    for name, changes in CHANGES.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    return folder


def loaded(package: str | None, editions: Path) -> Programme:
    assert package is not None
    return load_programme(Path(package).parent, editions)


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.ELIGIBLE),
        ({"capital": 79_999_999, "declared": 1}, Outcome.ELIGIBLE),
        ({"declared": 29_999_999}, Outcome.NOT_ELIGIBLE),
        ({"penalties": 2, "penalties_under_one_law": 1}, Outcome.ELIGIBLE),
        ({"penalties": 2, "penalties_under_one_law": 2}, Outcome.NOT_ELIGIBLE),
        ({"penalties": 3, "penalties_under_one_law": 1}, Outcome.NOT_ELIGIBLE),
    ],
)
def test_the_commendation_of_2025(editions: Path, changes: dict[str, FactValue], outcome: Outcome) -> None:
    programme = loaded(awards.__file__, editions)
    clean: dict[str, FactValue] = {
        "sanction": "none",
        "penalties": 1,
        "pollution_dispute": "no",
        "industry": "manufacturing",
        "capital": 80_000_000,
        "declared": 30_000_000,
    }
    assert programme.determine({**clean, **changes}, programme.latest()).outcome is outcome


@pytest.mark.parametrize(("eco", "outcome"), [(3, Outcome.NOT_ELIGIBLE), (4, Outcome.ELIGIBLE)])
def test_green_stores_of_2025(editions: Path, eco: int, outcome: Outcome) -> None:
    programme = loaded(stores.__file__, editions)
    facts: dict[str, FactValue] = {
        **{"eco_kinds": eco, "carbon_kinds": 0, "reduction_kinds": 0},
        **{"labels_shown": "yes", "channel": "none"},
    }
    found = programme.determine(facts, programme.latest())
    assert found.outcome is outcome
    if outcome is Outcome.NOT_ELIGIBLE:
        assert found.near_miss[0].values == {"eco_kinds": 4, "eco_kinds_more": 1}
    assert programme.suggestions("eco_kinds", programme.latest()) == (0, 1, 2, 3, 4)

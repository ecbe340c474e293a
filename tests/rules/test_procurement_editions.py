"""A later year is data alone, and a damaged file is refused with its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import rules.procurement
from rules.determination import Verdict
from rules.procurement import Item, Plan, latest, recognise
from rules.yaml_data import DataError

SHIPPED = Path(rules.procurement.__file__).parent / "editions"
Change = Callable[[str, str, str], Plan]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Return a way to make a plan of 2025 in which one place of one file reads otherwise."""
    shutil.copytree(SHIPPED / "2024", tmp_path / "2025")
    edition = (SHIPPED / "2024.yaml").read_text("utf-8").replace('"2024"', '"2025"')
    (tmp_path / "2025.yaml").write_text(edition, "utf-8")

    def made(file: str, old: str, new: str) -> Plan:
        path = tmp_path / "2025" / file if file != "2025.yaml" else tmp_path / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return Plan(tmp_path / "2025.yaml")

    return made


def test_a_new_ground_needs_no_code(change: Change) -> None:
    solar = "solar_lamp: {zh: 太陽能路燈, en: solar street lights, percent: 40, cap: 5000}\n      bicycle: {zh"
    plan = change("grounds.yaml", "bicycle: {zh", solar)
    (ground,) = plan.grounds.find("太陽能路燈")
    assert (ground.enterprise.verdict, ground.store.verdict) == (Verdict.MET, Verdict.UNMET)
    assert recognise(plan, "solar_lamp", 10_000).amount == 4_000
    assert recognise(plan, "solar_lamp", 100_000).amount == 5_000  # 40,000, at most 5,000
    assert recognise(latest(), "solar_lamp", 10_000).amount == 0


def test_a_ground_dropped_counts_no_more(change: Change) -> None:
    plan = change("grounds.yaml", "      pefc: {zh: PEFC, en: PEFC}\n", "")
    assert recognise(plan, "pefc", 10_000).amount == 0
    assert recognise(latest(), "pefc", 10_000).amount == 10_000


def test_other_rates_and_targets(change: Change) -> None:
    dearer_posts = change("scoring.yaml", 'id: post, points: "0.2"', 'id: post, points: "0.3"')
    assert dearer_posts.scoring.activity("post", 10).points == 3
    plan = change("targets.yaml", 'lienchiang: "50 2"', 'lienchiang: "50 3"')
    assert plan.targets.target(Item.TRAVEL_ROUTES, "連江縣").value == 3


def test_another_way_to_qualify(change: Change) -> None:
    plan = change("stores.yaml", "{eco: 1, carbon: 3, reduction: 0}", "{eco: 1, carbon: 2, reduction: 0}")
    assert plan.stores.qualifies(1, 2).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("targets.yaml", '      lienchiang: "50 2"\n', "", "'lienchiang' is missing"),
        ("targets.yaml", 'lienchiang: "50 2"', 'lienchiang: "50"', "has 1 figures"),
        ("targets.yaml", 'lienchiang: "50 2"', 'lienchiang: "50 －"', "a figure is missing"),
        ("targets.yaml", 'lienchiang: "50 2"', 'lienchiang: "50 two"', "whole numbers"),
        ("targets.yaml", 'lienchiang: "50 2"', 'atlantis: "50 2"', "isn't known here"),
        ("targets.yaml", "kind: increment", "kind: decrement", "no kind of step"),
        ("grounds.yaml", "percent: 30,", "percent: -30,", "percentage from 0"),
        ("grounds.yaml", "verdict: staff, clause: 表2一(三)認列範圍3", "verdict: maybe, clause: x", "maybe"),
        ("grounds.yaml", "fsc: {zh: FSC", "fsc: {colour: green, zh: FSC", "isn't known here"),
        ("targets.yaml", "columns: [travel_persons, ", "columns: [travellers, ", "travellers"),
        ("bases.yaml", "firms: {percent: 105", "shops: {percent: 105", "'shops' is no item"),
        ("bases.yaml", "    zh: 燦坤自", "    zh_TW: 燦坤自", "{zh, en}"),
        ("criteria.yaml", "  B:\n", "  C:\n", "'C' isn't known"),
        ("grounds.yaml", "bicycle: {zh", "fsc: {zh", "two groups"),
        ("grounds.yaml", "{verdict: staff, clause: 表2一(三)認列範圍3}", "{verdict: staff}", "{verdict, clause}"),
        ("leasing.yaml", "id: laptop, category: information", "id: laptop, category: toys", "in no category"),
        ("criteria.yaml", '    weight: "0.5"\n', "", "'weight' is missing"),
        ("scoring.yaml", "labels: {clause: 表2三, most: 9}", "labels: {clause: 表2三, most: nine}", "percentage"),
        ("stores.yaml", "{eco: 2, carbon: 0, reduction: 0}", "{eco: two, carbon: 0, reduction: 0}", "whole number"),
        (
            "awards.yaml",
            "id: manufacturing_large, industry",
            "id: manufacturing_large, sort: x, industry",
            "isn't known",
        ),
        ("items.yaml", "total: {points: 87", "total: {points: many", "whole number"),
        ("bases.yaml", 'chiayi_city: "135 142"', 'chiayi_city: "135"', "has 1 figures"),
        ("grounds.yaml", "en: ENERGY STAR, en_ours: true", "en: ENERGY STAR, en_ours: 1", "true or false"),
        ("grounds.yaml", "groups:", "groups: none\nothers:", "others"),
        ("scoring.yaml", "most: 25\n", "most: .inf\n", "percentage"),
        ("scoring.yaml", "most: 25\n", "most: many\n", "percentage"),
        ("targets.yaml", '["5", "10", "15", "20", "25"]', '["10", "5", "15", "20", "25"]', "rising order"),
        ("targets.yaml", '["5", "10", "15", "20", "25"]', "many", "list of percentages"),
        ("targets.yaml", 'lienchiang: "50 2"', "lienchiang: 502", "figures in quotes"),
        ("leasing.yaml", "aliases: [AED, ", "aliases: [12, ", "list of texts"),
        (
            "criteria.yaml",
            "    items:\n      - {number: 1, zh: 旅館業",
            "    items: x\n    more:\n      - {number: 1, zh: 旅館業",
            "more",
        ),
        ("stores.yaml", "places: # 綠色場域\n", "places: none\nelsewhere:\n", "elsewhere"),
        ("awards.yaml", "groups:\n", "groups: none\nother_groups:\n", "other_groups"),
        ("awards.yaml", "dispute: {clause: 五(二)", "dispute: {clauses: 五(二)", "'clause' is missing"),
        ("scoring.yaml", "exceptions: {lienchiang: 1}", "exceptions: 1", "holds no mapping"),
        ("scoring.yaml", "  ways: #", "  ways: 6\n  way: #", "list of mappings"),
        ("2025.yaml", "amended: {value: [2024-03-11, 2024-04-15]", "amended: {value: []", "list of dates"),
        ("2025.yaml", "results_due: {value: 2025-01-17", "results_due: {value: soon", "a date"),
    ],
)
def test_a_damaged_file_names_its_line(change: Change, file: str, old: str, new: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem) as caught:
        read_all(change(file, old, new))
    assert caught.value.path.name == file
    assert caught.value.line > 1


def read_all(plan: Plan) -> None:
    """Ask for every table and list."""
    assert plan.targets
    assert plan.bases
    assert plan.grounds
    assert plan.criteria
    assert plan.leasing
    assert plan.items
    assert plan.scoring
    assert plan.stores.statement
    assert plan.stores.report
    assert plan.awards


def test_the_shipped_plan_reads_whole() -> None:
    read_all(latest())
    assert (latest().id, latest().edition.id) == ("2024", "2024")

"""Whole conversations as (said, expected) scripts: each YAML file beside this one is one journey."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.yaml_data import load
from tests.desk import CLOSED_DAY, Person, open_desk

SCRIPTS = sorted(Path(__file__).parent.glob("*.yaml"))


def step(person: Person, turn: dict[str, Any]) -> str:
    if "press" in turn:
        return person.presses(turn["press"])
    if "value" in turn:
        return person.presses_value(turn["value"])
    said = turn["say"]
    return person.says(*(said if isinstance(said, list) else [said]))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_journey(script: Path, tmp_path: Path) -> None:
    data = load(script)
    today: date = data.get("today", CLOSED_DAY)
    assistant, store = open_desk(tmp_path, today, **data.get("settings", {}))
    person = Person(assistant)
    for number, turn in enumerate(data["turns"], start=1):
        heard = step(person, turn)
        shown = heard + "\n" + "\n".join(choice.label for reply in person.last for choice in reply.choices)
        for wanted in turn.get("hears", []):
            assert wanted in shown, f"{script.name} turn {number} {turn}: {wanted!r} is missing in\n{shown}"
        for unwanted in turn.get("never", []):
            assert unwanted not in shown, f"{script.name} turn {number} {turn}: {unwanted!r} stands in\n{shown}"
    assert not store.set_aside()
    store.close()

"""Scores, confusions and closest entries; questions grouped by likeness."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import evaluating, officers
from bot.asking import Reader
from bot.cli import app
from bot.settings import Settings
from storage.records import Miss


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.opened(Settings(), date(2026, 11, 20))


def question(query: str, **fields: Any) -> dict[str, Any]:
    return {"query": query, "kind": "plain", **fields}


def reply(outcome: str, text: str = "", options: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"outcome": outcome, "text": text, "options": [{"label": one, "text": one} for one in options]}


VERDICTS = [
    (question("q", must_contain=["24,000"]), reply("answer", "NT$ 24000 元"), "right"),
    (question("q", must_contain=[["2 萬", "20,000"]]), reply("answer", "２萬"), "right"),
    (question("q", must_contain=["臺灣"]), reply("answer", "台灣"), "right"),
    (question("q", must_contain=["24,000"]), reply("answer", "30,000"), "wrong"),
    (question("q", must_contain=["a"], must_not_contain=["b"]), reply("answer", "a b"), "wrong"),
    (question("q", must_contain=["a"]), reply("clarify", "?", ("xay", "b")), "clarified"),
    (question("q", must_contain=["a"]), reply("clarify", "?", ("b",)), "missed"),
    (question("q", must_contain=["a"]), reply("decline", "a"), "missed"),
    (question("q", expect="decline"), reply("decline", "sorry"), "right"),
    (question("q", expect="decline"), reply("answer", "yes"), "wrong"),
    (question("q", expect="decline", must_contain=["only 107"]), reply("answer", "only 107"), "right"),
    (question("q", expect="clarify"), reply("clarify", "which"), "right"),
    (question("q", expect="clarify"), reply("answer", "this"), "wrong"),
    ({"query": "q", "kind": "chitchat"}, reply("answer", "hello"), "right"),
]


@pytest.mark.parametrize(("asked", "came", "expected"), VERDICTS)
def test_verdicts(asked: dict[str, Any], came: dict[str, Any], expected: str) -> None:
    assert evaluating.verdict(asked, came) == expected


def test_a_miss_names_the_closest_entries(reader: Reader) -> None:
    asked = [
        question("申請費 8 萬可以補助多少", must_contain=["24,000"]),
        question("驗證分攤名額幾家", must_contain=["99 家"]),
    ]
    found = list(evaluating.evaluate(reader, asked))
    assert [one.verdict for one in found] == ["right", "wrong"]
    assert (found[0].closest, 1 <= len(found[1].closest) <= 5) == ((), True)
    assert found[1].closest[0].startswith("certification.quota ")
    report = evaluating.report(found)
    assert "wrong: 驗證分攤名額幾家 -> answer:" in report
    assert "    certification.quota " in report
    assert "expected answer, came answer: 1" in report
    assert "all 2: right 1 (50.0%)  wrong 1 (50.0%)" in report


def test_an_empty_set_is_no_error(reader: Reader) -> None:
    assert evaluating.report(evaluating.evaluate(reader, [])) == "all 0"


@pytest.mark.usefixtures("built_once")
def test_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"query": "綠辦成立時間", "must_contain": ["2011"]}\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["eval", str(file)])
    assert (done.exit_code, "all 1: right 1 (100.0%)" in done.output) == (0, True)
    done = CliRunner().invoke(app, ["eval", str(tmp_path / "none.jsonl")])
    assert done.exit_code == 2
    done = CliRunner().invoke(app, ["explain", "那台中呢", "--before", "新北市綠色商店目標"])
    assert done.exit_code == 0
    assert "county.taichung.store_sales" in done.output


def miss(id: int, text: str) -> Miss:
    return Miss(id, text, None, "declined", datetime(2026, 11, 20, tzinfo=UTC))


def test_misses_that_are_alike_stand_together() -> None:
    asked = [
        "綠點可以換什麼",
        "碳盤查有補助嗎",
        "請問綠點可以換什麼東西",
        "綠點能換什麼",
        "hello there",
    ]
    groups = officers.groups([miss(number, text) for number, text in enumerate(asked)])
    assert [sorted(one.id for one in group) for group in groups] == [[0, 2, 3], [1], [4]]
    told = officers.alike([miss(1, "綠點可以換什麼"), miss(2, "綠點能換什麼")])
    assert told.splitlines()[0] == "2 x 綠點可以換什麼"
    assert officers.alike([]) == "Every question has had its answer."

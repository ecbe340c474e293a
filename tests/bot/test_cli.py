"""The command line: what scripts rely on, and one clear line with exit code 2 for what can't be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from bot.cli import app

RUN = CliRunner()
pytestmark = pytest.mark.usefixtures("built_once")
FACTS: dict[str, Any] = {
    "registered_trader": "yes",
    "made_in": "taiwan",
    "counselling_year": 2018,
    "certified_on": "2018-06-01",
    "label": "blue_angel",
    "application_fee": 120_000,
    "applied_before": "never",
    "places_used": 19,
    "delivery": "post",
    "filed_on": "2018-11-30",
    "other_subsidy": "none",
}


def greendesk(*arguments: str | Path, input: str | None = None) -> tuple[int, str, str]:
    done = RUN.invoke(app, [str(one) for one in arguments], input=input)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def determine(facts: dict[str, Any], tmp_path: Path, as_of: str = "2018-06-01") -> dict[str, Any]:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(facts), "utf-8")
    code, out, err = greendesk("determine", "certification", "--facts", path, "--as-of", as_of, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_ask_names_amount_and_clause() -> None:
    code, out, _ = greendesk("ask", "申請費 8 萬可以補助多少")
    assert code == 0
    assert "24,000" in out  # 80,000 is in the middle tier: 30%, under the cap of 30,000
    assert "第五點" in out
    assert "107/11/30（2018-11-30）已截止" in out


def test_ask_as_json() -> None:
    found = json.loads(greendesk("ask", "How much can I get back for a 120,000 fee?", "--json")[1])
    assert found["outcome"] == "answer"
    assert "36,000" in found["text"]  # 120,000 x 30%, under the cap of 50,000
    assert "2018-11-30" in found["text"]
    assert found["elapsed_ms"] >= 0


def test_batch_answers_each_line_in_a_conversation_of_its_own(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "query": "那名額幾家？", "context": "107年國際綠色驗證補助上限多少"},
        {"id": "b", "query": "藍天使有補助嗎", "context": None},
        {"id": "c", "query": "補助多少"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n\n", "utf-8")
    code, out, _ = greendesk("ask", "--batch", path)
    assert code == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert "20" in found[0]["text"]
    assert found[2]["outcome"] == "clarify"
    assert all(option["text"] for option in found[2]["options"])


def test_the_facts_are_a_schema_that_the_facts_satisfy() -> None:
    schema = json.loads(greendesk("facts", "certification")[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(FACTS, schema)


def test_determine_eligible(tmp_path: Path) -> None:
    found = determine(FACTS, tmp_path)
    assert found["outcome"] == "eligible"
    assert (found["amount"]["low"], found["amount"]["high"]) == (36_000, 36_000)
    assert found["edition"] == "2018"
    assert found["missing"] == []
    by_id = {one["id"]: one for one in found["conditions"]}
    assert by_id["place_left"]["clause"] == "六"
    assert "19" in by_id["place_left"]["text"]["zh"]
    assert "36,000" in found["amount"]["working"][-1]["text"]["en"]
    assert found["duties"]


def test_determine_with_nothing_known_is_open_and_asks(tmp_path: Path) -> None:
    found = determine({"made_in": None}, tmp_path)
    assert found["outcome"] == "undetermined"
    assert (found["amount"]["low"], found["amount"]["high"]) == (0, 50_000)  # the highest cap
    assert "made_in" in found["missing"]


def test_determine_without_an_amount(tmp_path: Path) -> None:
    path = tmp_path / "bag.json"
    path.write_text('{"recycled": 70, "post_consumer": 60}', "utf-8")
    found = json.loads(greendesk("determine", "two_tier", "--facts", str(path), "--as-of", "2025-06-01", "--json")[1])
    assert (found["outcome"], found["amount"]) == ("eligible", None)
    assert [(one["id"], one["verdict"]) for one in found["conditions"]] == [("minimum", "met"), ("higher", "met")]
    assert {one["status"] for one in found["values"] if one["name"].startswith("bag")} == {"japan"}


def test_determine_in_words(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FACTS), "utf-8")
    for lang, word in (("zh", "第五點"), ("en", "clause 5")):
        out = greendesk("determine", "certification", "--facts", path, "--as-of", "2018-06-01", "--lang", lang)[1]
        assert word in out
        assert "36,000" in out


def test_check_finds_everything_in_order() -> None:
    code, out, err = greendesk("check")
    assert (code, err) == (0, "")
    assert out


@pytest.mark.parametrize(
    ("arguments", "content", "says"),
    [
        (["ask"], None, "give a question"),
        (["ask", "--batch", "nowhere.jsonl"], None, "there is no file nowhere.jsonl"),
        (["ask", "--batch", "FILE"], "{}", 'give each line a "query"'),
        (["ask", "--batch", "FILE"], '{"query": "a"}\nnot json', "FILE:2: not a JSON object"),
        (["facts", "nothing"], None, "there is no programme 'nothing'; there is: certification"),
        (["facts", "certification", "--as-of", "soon"], None, "'soon' is no date"),
        (["determine", "certification", "--facts", "FILE", "--as-of", "2018-06-01"], "[1]", "a JSON object"),
        (["determine", "certification", "--facts", "FILE", "--as-of", "2018-06-01"], "{", "FILE:1: not JSON"),
        (["determine", "certification", "--facts", "FILE", "--as-of", "2018-06-01"], '{"fee": 1}', "no fact 'fee'"),
        (
            ["determine", "certification", "--facts", "FILE", "--as-of", "2018-06-01"],
            '{"application_fee": -1}',
            "application_fee: -1 can't be used: negative",
        ),
        (
            ["determine", "certification", "--facts", "FILE", "--as-of", "2019-06-01"],
            "{}",
            "no edition of certification covers 2019-06-01; the latest on file is 2018",
        ),
        (["drafts", "GT-1-NOSUCH"], None, "there is no draft GT-1-NOSUCH"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    arguments: list[str], content: str | None, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "FILE"
    if content is not None:
        path.write_text(content, "utf-8")
    code, _, err = greendesk(*arguments)
    assert code == 2
    assert says in err
    assert err.count("\n") == 1


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENDESK_PORT", "eighty")
    code, _, err = greendesk("drafts")
    assert code == 2
    assert "GREENDESK_PORT" in err


def test_a_wrong_key_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert greendesk("drafts")[0] == 0
    monkeypatch.setenv("GREENDESK_ENCRYPTION_KEYS", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
    code, _, err = greendesk("drafts")
    assert code == 2
    assert "key" in err


def test_the_terminal_holds_a_conversation_and_goes_on_with_it() -> None:
    first = greendesk("chat", input="我要申請分攤\n1\n有登記\n")[1]
    assert "已截止" in first
    assert "第 2 題" in first
    assert "第 2 題" in greendesk("chat", input="繼續\n")[1]


def test_the_doctor_looks_at_the_desk_too() -> None:
    code, out, _ = greendesk("doctor")
    assert code == 0
    assert out.startswith("✓ desk: 資料庫正常（sqlite")
    assert "docs/telegram.md" in out  # no channel is set up


def test_drafts_backup_requests_and_retention(tmp_path: Path) -> None:
    assert "No draft" in greendesk("drafts")[1]
    greendesk("chat", input="真人\n陳小姐請回電 0912345678\n")
    listed = greendesk("requests")[1]
    assert "#1 " in listed
    assert "陳小姐" in listed
    assert "陳小姐" not in greendesk("requests", "--done", "1")[1]
    assert greendesk("requests", "--done", "1")[0] == 2
    assert greendesk("backup", tmp_path / "copy.sqlite3")[0] == 0
    assert greendesk("backup", tmp_path / "copy.sqlite3")[0] == 2
    assert "conversations 0" in greendesk("retain")[1]


def test_the_old_key_can_be_put_away_after_a_change_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (greendesk("new-key")[1].strip() for _ in range(2))
    monkeypatch.setenv("GREENDESK_ENCRYPTION_KEYS", old)
    greendesk("chat", input="真人\n陳小姐請回電 0912345678\n")
    monkeypatch.setenv("GREENDESK_ENCRYPTION_KEYS", f"{new},{old}")
    code, out, _ = greendesk("rekey")
    assert code == 0
    assert "sealed anew" in out
    monkeypatch.setenv("GREENDESK_ENCRYPTION_KEYS", new)
    assert "陳小姐" in greendesk("requests")[1]
    monkeypatch.setenv("GREENDESK_ENCRYPTION_KEYS", old)
    assert greendesk("requests")[0] == 2


def test_the_module_runs_too() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, env=environment, check=True
    )
    assert "determine" in done.stdout

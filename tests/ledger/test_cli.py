"""`greendesk declare` as a person and as a script use it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.ledger.books import HEAD, book, line, reopened

RUN = CliRunner()
ROWS = [HEAD, line("紙", "FSC", 1000), line("5月影印機租金", "", 8000), line("6月影印機租金", "", 8000)]


def greendesk(*arguments: str | Path) -> tuple[int, str, str]:
    done = RUN.invoke(app, ["declare", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("purchases.xlsx").write_bytes(book(*ROWS))


def test_a_file_is_worked_out() -> None:
    code, out, err = greendesk("purchases.xlsx", "-o", "declared.xlsx")
    assert (code, err) == (0, "")
    assert "認列（試算）NT$ 1,000 元，1 筆" in out
    assert "若補齊最多再加 NT$ 16,000 元" in out
    assert "已截止" in out
    assert "尚未申報" in out
    assert reopened(Path("declared.xlsx").read_bytes()).sheetnames[0] == "綠色採購試算"
    assert sorted(path.name for path in Path().iterdir()) == ["declared.xlsx", "purchases.xlsx"]


def test_answers_are_kept_and_used_again() -> None:
    assert greendesk("purchases.xlsx", "--answers", "a.json")[0] == 0
    kept = json.loads(Path("a.json").read_text("utf-8")) | {"groups": {"影印機租金|甲公司": {"ground": "none"}}}
    Path("a.json").write_text(json.dumps(kept), "utf-8")
    out = greendesk("purchases.xlsx", "--answers", "a.json")[1]
    assert "NT$ 9,000 元，3 筆" in out  # 1,000 + half of 16,000


def test_options_name_the_columns() -> None:
    Path("odd.xlsx").write_bytes(
        book(["日期", "甲", "乙", "品名"], ["113/5/6", 100, 105, "FSC 紙"], ["113/5/6", 1, 2, "筆"])
    )
    code, _, err = greendesk("odd.xlsx")
    assert (code, "--amount" in err, "B 甲" in err) == (2, True, True)
    assert "NT$ 105 元" in greendesk("odd.xlsx", "--amount", "C", "--tax", "included")[1]
    assert "NT$ 100 元" in greendesk("odd.xlsx", "--amount", "甲", "--yes")[1]
    assert "--tax" in greendesk("odd.xlsx", "--amount", "C", "--tax", "maybe")[2]
    assert "丙" in greendesk("odd.xlsx", "--amount", "丙")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.xlsx"], "there is no file nowhere.xlsx"),
        ([], "name a file"),
        (["purchases.xlsx", "-o", "purchases.xlsx"], "is the file itself"),
        (["purchases.xlsx", "-o", "x.csv"], "name it x.xlsx"),
        (["purchases.xlsx", "-o", "no/where.xlsx"], "No such file"),
        (["bad.xlsx"], "bad.xlsx: 檔案打不開"),
        (["bad.xlsx", "--lang", "en"], "bad.xlsx: The file can't be opened"),
        (["purchases.xlsx", "--sheet", "x"], "沒有「x」這個工作表"),
        (["purchases.xlsx", "--lang", "fr"], "write zh or en"),
        (["purchases.xlsx", "--answers", "bad.xlsx"], "no answers of greendesk declare"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(arguments: list[str], said: str) -> None:
    Path("bad.xlsx").write_bytes(b"PK\x03\x04")
    code, _, err = greendesk(*arguments)
    assert (code, err.count("\n"), said in err) == (2, 1, True), err
    assert sorted(path.name for path in Path().iterdir()) == ["bad.xlsx", "purchases.xlsx"]


def test_a_template() -> None:
    assert greendesk("--template", "t.xlsx")[0] == 0
    assert greendesk("t.xlsx")[0] == 0


def on_a_terminal(typed: str) -> str:
    main, side = pty.openpty()
    command = [sys.executable, "-m", "bot", "declare", "purchases.xlsx", "--answers", "a.json"]
    home = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdin=side, stdout=subprocess.PIPE, env=home, text=True) as running:
        os.write(main, typed.encode())
        out, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    return out


def test_on_a_terminal_it_asks() -> None:
    out = on_a_terminal("n\n2\n無\n")  # tax excluded; date of invoice; the rents bear no label
    assert "NT$ 9,000 元，3 筆" in out  # 1,000 + half of 16,000
    kept = json.loads(Path("a.json").read_text("utf-8"))
    (columns,) = kept["columns"].values()
    assert (columns["tax"], columns["basis"], columns["confirmed"]) == ("excluded", "invoice", True)


def test_what_an_answer_leaves_open_is_asked_next() -> None:
    Path("purchases.xlsx").write_bytes(book(HEAD, line("展示設備租金", "", 4000), line("自行車停車架", "", 10)))
    out = on_a_terminal("n\n2\n什麼\n無\nq\n")
    assert "看不出是什麼" in out
    assert "可能是：自行車" in out
    again = on_a_terminal("無\n\n咖啡機\n")
    assert "租的是附表 1-4 的哪一項" in again
    assert "NT$ 2,000 元" in again  # half of 4,000

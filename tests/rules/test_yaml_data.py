"""The YAML reader names file and line, and refuses what YAML reads otherwise than people do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules.yaml_data import DataError, Table, load


def written(folder: Path, text: str) -> Path:
    path = folder / "data.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_with_its_lines(tmp_path: Path) -> None:
    data = load(written(tmp_path, "a: 1\nb:\n  day: 2018-11-30\n  list: [x, 台]\nc: true\n"))
    assert data == {"a": 1, "b": {"day": date(2018, 11, 30), "list": ["x", "台"]}, "c": True}
    assert (data.line, data.line_of("b"), data.line_of("absent")) == (1, 2, 1)
    inner = data["b"]
    assert isinstance(inner, Table)
    assert (inner.line, inner.line_of("list")) == (3, 4)


@pytest.mark.parametrize(
    ("text", "line", "about"),
    [
        ("a: 1\nb: 010\n", 2, "octal"),
        ("a: no\n", 1, "true or false"),
        ("a: [x, Yes]\n", 1, "true or false"),
        ("a:\n  - on\n", 2, "true or false"),
        ("a: 1\nno: 2\n", 2, "true or false"),
        ("a: 12:30\n", 1, "base 60"),
        ("a: 12:30:45.5\n", 1, "base 60"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice"),
        ("a:\n  b: 1\n  b: 2\n", 3, "twice"),
        ("a: 1\n2018: x\n", 2, "not text"),
        ("a: 2018-02-30\n", 1, "can't be read"),
        ("a: [1\n", 2, "not valid YAML"),
        ("- a\n", 1, "no mapping"),
        ("", 1, "no mapping"),
        ("a: !!python/object:os.system x\n", 1, "not valid YAML"),
    ],
)
def test_a_trap_is_refused_with_its_line(tmp_path: Path, text: str, line: int, about: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        load(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert about in caught.value.message
    assert caught.value.cure
    assert f"{path}:{line}:" in str(caught.value)


def test_quotes_cure_every_trap(tmp_path: Path) -> None:
    data = load(written(tmp_path, 'a: "010"\n"no": "yes"\nc: "12:30"\n'))
    assert data == {"a": "010", "no": "yes", "c": "12:30"}


def test_a_file_that_is_absent_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.yaml:1"):
        load(tmp_path / "absent.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="UTF-8"):
        load(tmp_path / "bytes.yaml")

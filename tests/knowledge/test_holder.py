"""The knowledge is swapped when its files change, and stays when they can't be read."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge import data
from knowledge.answering import Knowledge
from knowledge.data import anew, kept
from knowledge.holder import EVERY, Holder
from rules.yaml_data import DataError
from tests.shipped import shipped

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Files:
    """Files whose state the test sets."""

    def __init__(self) -> None:
        self.state = 1

    def look(self) -> tuple[tuple[str, int, int], ...]:
        return (("a.yaml", self.state, 1),)


def test_a_change_is_seen_when_it_is_time_to_look_and_built_once() -> None:
    files, old, new, built = Files(), shipped(), copy(shipped()), [0]

    def build() -> Knowledge:
        built[0] += 1
        return new

    holder = Holder(old, build, files.look)
    assert holder.current(NOW) is old
    files.state = 2
    assert holder.current(NOW + EVERY / 2) is old
    assert holder.current(NOW + EVERY) is new
    assert holder.current(NOW + 2 * EVERY) is new
    assert built == [1]


@pytest.mark.parametrize("error", [DataError(Path("a.yaml"), 3, "not valid YAML", "correct it"), KeyError("zh")])
def test_a_set_that_cannot_be_loaded_changes_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    files, old = Files(), shipped()

    def build() -> Knowledge:
        raise error

    holder = Holder(old, build, files.look)
    files.state = 2
    assert holder.current(NOW) is old
    assert holder.current(NOW + timedelta(hours=1)) is old
    assert len([record for record in caplog.records if "stays as it was" in record.message]) == 1


def test_what_is_kept_is_replaced_together_and_only_by_success() -> None:
    seen = [0]

    @kept
    def counted(name: str) -> str:
        seen[0] += 1
        return f"{name}{seen[0]}"

    def failing() -> None:
        assert counted("a") == "a2"
        raise ValueError("broken")

    assert (counted("a"), counted("a")) == ("a1", "a1")
    with pytest.raises(ValueError, match="broken"):
        anew(failing)
    assert counted("a") == "a1"
    assert anew(lambda: counted("a")) == "a3"
    assert counted("a") == "a3"


def test_an_edited_entry_is_answered_without_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "entries"
    folder.mkdir()
    entry = (
        "document: {zh: 測試, en: test}\n"
        "entries:\n"
        "  - id: desk.trial\n"
        "    kind: talk\n"
        "    title: {zh: 試, en: trial}\n"
        "    questions: {zh: [吉祥物叫什麼名字], en: [what is the mascot called]}\n"
        "    answer: {zh: %s, en: a bear}\n"
    )
    for path in data.HOME.glob("*.*"):
        if path.suffix in (".yaml", ".txt"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    for name in ("entries", "figures"):
        (tmp_path / name).mkdir(exist_ok=True)
        for path in (data.HOME / name).glob("*.yaml"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    (folder / "trial.yaml").write_text(entry % "黑熊", encoding="utf-8")
    for module in ("data", "entries", "figures", "holder", "answering"):
        monkeypatch.setattr(f"knowledge.{module}.HOME", tmp_path)
    monkeypatch.setattr(data, "_in_force", {})  # what is read here is not kept for other tests
    holder = Holder(anew(Knowledge.shipped), Knowledge.shipped)
    today = NOW.date()
    assert holder.current(NOW).ask("吉祥物叫什麼名字", today=today).answers[0].text == "黑熊"
    (folder / "trial.yaml").write_text("entries: [", encoding="utf-8")
    assert holder.current(NOW + EVERY).ask("吉祥物叫什麼名字", today=today).answers[0].text == "黑熊"
    (folder / "trial.yaml").write_text(entry % "石虎和雲豹", encoding="utf-8")
    before = holder.current(NOW + EVERY).revision
    assert holder.current(NOW + 2 * EVERY).ask("吉祥物叫什麼名字", today=today).answers[0].text == "石虎和雲豹"
    assert holder.current(NOW + 2 * EVERY).revision != before

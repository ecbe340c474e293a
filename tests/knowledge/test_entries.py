"""Entry files: what is wrong is named with its line and its cure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.answering import Knowledge
from knowledge.entries import read_entries, shipped_entries
from knowledge.labels import Labels
from knowledge.lexicon import Lexicon
from knowledge.programmes import Programmes
from rules.yaml_data import DataError

GOOD = """programme: organisation
document: {zh: 文件, en: Document}
entries:
  - id: organisation.test
    title: {zh: 題目, en: Title}
    questions: {zh: [測試題目是什麼], en: [what is the test title]}
    answer: {zh: 答案, en: Answer}
    source: {clause: 一, says: {zh: 說, en: It says}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "entries.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_entry(tmp_path: Path) -> None:
    (entry,) = read_entries(written(tmp_path, GOOD))
    assert (entry.id, entry.line, list(entry.phrasings())) == (
        "organisation.test",
        4,
        ["測試題目是什麼", "what is the test title"],
    )


@pytest.mark.parametrize(
    ("good", "bad", "line", "message"),
    [
        ("    answer: {zh: 答案, en: Answer}\n", "    answer: {zh: 答案}\n", 7, "no en"),
        ("    answer: {zh: 答案, en: Answer}\n", "", 4, "no 'answer'"),
        ("en: Title}", "en: Title, annex 4}", 5, "'annex 4' is cut off"),
        ("clause: 一, ", "", 8, "no clause"),
        ("    source: {clause: 一, says: {zh: 說, en: It says}}\n", "", 4, "names no source"),
        ("    title:", "    colour: red\n    title:", 5, "'colour' isn't known"),
        ("    title:", "    kind: joke\n    title:", 5, "'joke' is no kind"),
        ("{zh: 題目,", "{zh: 這個題目長到按鈕放不下了啊,", 5, "too long for a button"),
        ("    title:", "    cues: [{some: [quota]}]\n    title:", 5, "a cue is not understood"),
    ],
)
def test_a_bad_entry_names_line_and_cure(tmp_path: Path, good: str, bad: str, line: int, message: str) -> None:
    path = written(tmp_path, GOOD.replace(good, bad))
    with pytest.raises(DataError) as caught:
        read_entries(path)
    assert caught.value.line == line
    assert message in caught.value.message
    assert caught.value.cure


def test_check_names_what_is_wrong() -> None:
    """One thing wrong with each of five entries: each is named, with the entry's line and a cure."""
    wrong: dict[str, tuple[dict[str, Any], str]] = {
        "certification.quota": ({"follow_ups": ("certification.gone",)}, "does not exist"),
        "certification.overview": ({"answer": {"zh": "{certification.2018.gone}", "en": "x"}}, "no edition has"),
        "certification.purpose": ({"answer": {"zh": "長" * 351, "en": "x"}}, "351 characters"),
        "certification.executor": (
            {"questions": {"zh": ("審查要多久",), "en": ("how long does the review take",)}},
            "much like",
        ),
        "certification.trader": ({"programme": "gone"}, "is unknown"),
    }
    entries = [replace(entry, **wrong[entry.id][0]) if entry.id in wrong else entry for entry in shipped_entries()]
    desk = Knowledge(entries, Labels.shipped(), Lexicon.shipped(), Programmes.shipped(), "test")
    found = desk.check()
    for entry_id, (_, message) in wrong.items():
        assert any(entry_id in one.message and message in one.message for one in found), entry_id
    assert all(one.cure and one.line for one in found)


def test_a_figure_in_an_answer_without_a_source_line_names_its_clause() -> None:
    named = {"zh": ("點", "表"), "en": ("clause", "table")}
    unsourced = [entry for entry in shipped_entries() if entry.source is None]
    for entry in unsourced:
        for lang, text in entry.answer.items():
            for line in text.splitlines():
                if "{" in line.replace("{unit}", ""):
                    assert any(word in line for word in named[lang]), f"{entry.id} ({lang}): {line}"
    assert any("{" in text for entry in unsourced for text in entry.answer.values())

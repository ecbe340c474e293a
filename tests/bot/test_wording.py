"""What the bot says: both languages whole, in Taiwan's words, and nothing promised that isn't ours to promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import wording
from bot.phrases import phrases
from rules.programme import programmes
from rules.yaml_data import DataError, load
from tests.voice import NEVER

FILES = (
    "zh.yaml",
    "web.zh.yaml",
    "channels.zh.yaml",
    "declaration.zh.yaml",
    "ledger.zh.yaml",
    "purchases.zh.yaml",
    "county.zh.yaml",
)


def said(name: str) -> list[str]:
    def texts(value: object) -> list[str]:
        return [one for item in value.values() for one in texts(item)] if isinstance(value, dict) else [str(value)]

    return texts(load(wording.FOLDER / name))


@pytest.mark.parametrize("name", FILES)
def test_the_words_are_those_of_a_taiwanese_office(name: str) -> None:
    for text in said(name):
        assert not [word for word in NEVER if word in text], text


@pytest.mark.parametrize("name", FILES)
def test_punctuation_between_chinese_is_full_width(name: str) -> None:
    for text in said(name):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]", text), text


@pytest.mark.parametrize("prefix", ["", "web.", "channels.", "declaration.", "ledger.", "purchases.", "county."])
def test_both_languages_hold_the_same_sentences(prefix: str) -> None:
    wording.read(prefix)


def test_every_sentence_is_said_somewhere() -> None:
    code = "\n".join(path.read_text("utf-8") for path in wording.FOLDER.parent.rglob("*.py"))
    composed = tuple(
        f"{prefix}." for prefix in re.findall(r'f"([a-z_]+(?:\.[a-z_]+)*)\.\{', code) if prefix != "button"
    )
    sentences = wording.read("").names()
    undated = "_undated"  # how `of_its_end` says a sentence where no last day is printed
    keys = [key.removesuffix(undated) for key in sentences if not key.startswith(composed)]
    assert len(keys) > 100
    unsaid = [key for key in keys if f'"{key}"' not in code and f'"{key.removeprefix("button.")}"' not in code]
    ways = {way for one in programmes() for way in one.rules.ways_to_file}
    assert set(unsaid) == {f"button.filed_{way}" for way in ways}  # named by the way of filing


def test_a_missing_sentence_is_named_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "zh.yaml").write_text("a: 一\nb: 二\n", "utf-8")
    (tmp_path / "en.yaml").write_text("a: one\n", "utf-8")
    with pytest.raises(DataError, match=r"en\.yaml.*the sentence b is missing.*write it"):
        wording.read("", tmp_path)


def test_other_gaps_in_the_other_language_are_named(tmp_path: Path) -> None:
    (tmp_path / "zh.yaml").write_text("a: 一{n}\n", "utf-8")
    (tmp_path / "en.yaml").write_text("a: one {m}\n", "utf-8")
    with pytest.raises(DataError, match="gaps"):
        wording.read("", tmp_path)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("選單", "menu"),
        ("请给我真人", None),
        ("真人", "person"),
        ("我要申請！", "start"),
        ("我要申请", "start"),
        ("ｍｅｎｕ", "menu"),
        ("Talk to a human", "person"),
        ("我的草稿", "drafts"),
        ("上一題", "back"),
        ("繼續", "resume"),
        ("你好嗎", None),
    ],
)
def test_commands(text: str, command: str | None) -> None:
    assert phrases().command(text) == command


@pytest.mark.parametrize(
    ("text", "number"),
    [("改第 3 題", 3), ("修改3", 3), ("edit 12", 12), ("改第3題的答案", None), ("第3題", None), ("改第 999 題", None)],
)
def test_edit_numbers(text: str, number: int | None) -> None:
    assert phrases().edit_number(text) == number

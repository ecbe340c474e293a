"""What people type for a command, an option or a question: the phrases file, folded once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.wording import FOLDER
from knowledge.text import fold, plain
from rules.yaml_data import load

_NUMBER = r"(\d{1,2})"
_CODE = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{4}-[A-Za-z0-9]{4}")
_NUMERAL = re.compile(r"[0-9一二三四五六七八九十]")
_SLASHED = re.compile(r"/\w+", re.ASCII)
_LINKED = re.compile(r"(.*?)[\s:：]*(?<![A-Za-z0-9])([A-Za-z0-9]{4}-?[A-Za-z0-9]{4})")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of `wording/phrases.yaml` in the form they are compared in."""

    commands: Mapping[str, str]
    answers: Mapping[str, str]
    options: Mapping[str, frozenset[str]]
    whole_only: frozenset[str]
    edits: tuple[re.Pattern[str], ...]
    removals: tuple[re.Pattern[str], ...]
    line_edits: tuple[re.Pattern[str], ...]
    periods: re.Pattern[str]
    batches: tuple[str, ...]
    prices: tuple[str, ...]
    sale_columns: Mapping[str, tuple[str, ...]]
    what_ifs: tuple[str, ...]
    questions: re.Pattern[str]
    asks_number: re.Pattern[str]
    denials: re.Pattern[str]
    link_words: tuple[str, ...]
    about: Mapping[str, re.Pattern[str]]
    county: Mapping[str, str]
    enough: frozenset[str]
    blurred: re.Pattern[str]
    county_wishes: frozenset[str]
    county_wish_words: re.Pattern[str]
    county_wish_verbs: re.Pattern[str]

    def command(self, text: str) -> str | None:
        """The command that the whole message is, if it is one."""
        return self.commands.get(fold(text))

    def reaction(self, text: str) -> str | None:
        """What a message says to the open question instead of answering it: why, unknown, staff or skip."""
        return self.answers.get(fold(text))

    def in_county(self, text: str) -> str | None:
        """What a message wants while a county is scored: next, result, overview or other."""
        return self.county.get(fold(text))

    def is_blurred(self, text: str) -> bool:
        """Whether a number stands in words that make it a rough one."""
        return _names(self.blurred, plain(text))

    def is_enough(self, text: str) -> bool:
        """Whether a message says that all lines have been told."""
        return fold(text) in self.enough

    def asks_result(self, text: str) -> bool:
        """Whether a message asks for what has come out so far."""
        return self.in_county(text) == "result"

    def wishes_score(self, rest: str) -> bool:
        """Whether what stands around a county's name (folded) only wishes for its score."""
        said = _names(self.county_wish_words, rest) and _names(self.county_wish_verbs, rest)
        return rest in self.county_wishes or (said and not self.is_question(rest))

    def edit_number(self, text: str) -> int | None:
        """The number in "改第 3 題"."""
        return _numbered(self.edits, text)

    def removal(self, text: str) -> int | None:
        """The number in "刪第 2 筆"."""
        return _numbered(self.removals, text)

    def line_edit(self, text: str) -> int | None:
        """The number in "改第 2 筆", where a line is meant and not a question."""
        return _numbered(self.line_edits, text)

    def is_period(self, text: str) -> bool:
        """Whether a part of a line says when something was sold."""
        return _names(self.periods, plain(text))

    def is_batch(self, text: str) -> bool:
        """Whether a part of a line says that it wasn't counted."""
        return plain(text) in self.batches

    def is_priced(self, text: str) -> bool:
        """Whether a part of a line has the word of a currency or of a large number in it."""
        return any(word in plain(text) for word in self.prices)

    def link_code(self, text: str) -> str | None:
        """The code in "連結 ABCD-EFGH"."""
        found = _LINKED.fullmatch(text.strip())
        return found[2] if found and fold(found[1]) in self.link_words else None

    def bare_code(self, text: str) -> str | None:
        """The code where a message is nothing else: "ABCD-EFGH", as the desk writes it."""
        return text.strip() if _CODE.fullmatch(text.strip()) else None

    def is_slashed(self, text: str) -> bool:
        """Whether a message has the form of a command, such as "/settings"."""
        return bool(_SLASHED.fullmatch(text))

    def is_question(self, text: str) -> bool:
        """Whether the message asks something."""
        return _names(self.questions, plain(text))

    def asks_of_number(self, text: str) -> bool:
        """Whether a message asks about a number instead of giving it: 第 3 題是什麼."""
        return _NUMERAL.search(text) is not None and _names(self.asks_number, plain(text))

    def is_what_if(self, text: str) -> bool:
        """Whether the message supposes something else than what was answered."""
        return plain(text).startswith(self.what_ifs)

    def is_about(self, fact: str, text: str) -> bool:
        """Whether a message has a word that tells which fact it is about."""
        return fact in self.about and _names(self.about[fact], plain(text))

    def denies(self, folded: str) -> bool:
        """Whether a folded text has a word of denial in it."""
        return _names(self.denials, folded)


def _names(words: re.Pattern[str], text: str) -> bool:
    return words.search(text) is not None


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words, a Latin one where it stands alone."""
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words))


def _numbered(forms: tuple[re.Pattern[str], ...], text: str) -> int | None:
    said = fold(text).replace(" ", "")
    found = (pattern.fullmatch(said) for pattern in forms)
    return next((int(match.group(1)) for match in found if match), None)


def _forms(listed: list[str]) -> tuple[re.Pattern[str], ...]:
    """Forms with a gap for a number, as they are compared."""
    return tuple(
        re.compile(re.escape(fold(form.replace("{n}", "0")).replace(" ", "")).replace("0", _NUMBER)) for form in listed
    )


def _by_phrase(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {fold(phrase): name for name, phrases in table.items() for phrase in phrases}


def read(path: Path) -> Phrases:
    """The phrases of one file. Raises DataError when the file can't be used."""
    data = load(path)
    return Phrases(
        commands=_by_phrase(data["commands"]),
        answers=_by_phrase(data["answers"]),
        options={option: frozenset(map(fold, phrases)) for option, phrases in data["options"].items()},
        whole_only=frozenset(data["whole_only"]),
        edits=_forms(data["edit"]),
        removals=_forms(data["remove"]),
        line_edits=_forms(data["edit_line"]),
        periods=_any_of(map(plain, data["periods"])),
        batches=tuple(map(plain, data["batches"])),
        prices=tuple(map(plain, data["prices"])),
        sale_columns={name: tuple(words) for name, words in data["sale_columns"].items()},
        what_ifs=tuple(map(plain, data["what_if"])),
        questions=_any_of(map(plain, data["questions"])),
        asks_number=_any_of(map(plain, data["asks_of_number"])),
        link_words=tuple(map(fold, data["link_with"])),
        about={fact: _any_of(map(plain, words)) for fact, words in data["about"].items()},
        county=_by_phrase(data["county"]),
        blurred=_any_of(map(plain, data["blurred"])),
        enough=frozenset(map(fold, data["enough"])),
        county_wishes=frozenset(plain(words) for words in data["county_wishes"]),
        county_wish_words=_any_of(map(plain, data["county_wish_words"])),
        county_wish_verbs=_any_of(map(plain, data["county_wish_verbs"])),
        denials=_any_of(plain(word).strip() for word in data["denials"]),
    )


@cache
def phrases() -> Phrases:
    """The phrases this desk ships with."""
    return read(FOLDER / "phrases.yaml")

"""What can be wrong with a spreadsheet, and what is worth knowing of one, as sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.messages import Lang
from bot.wording import LANGS, Words, read


@cache
def words() -> Words:
    """The sentences of bot/wording/ledger.{zh,en}.yaml."""
    return read("ledger.")


def ours(key: str) -> tuple[str, ...]:
    """A sentence of ours in every language, by which a workbook that we made is known again."""
    return tuple(words().say(key, lang) for lang in LANGS)


class LedgerProblem(Exception):
    """A spreadsheet that can't be used as it is.

    `key` names the sentence, `cell` where it stands (a cell as D15, a sheet, or None for the whole file), `values` what
    stands in the sentence. The sentence says what to do.
    """

    def __init__(self, key: str, cell: str | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.cell = cell
        self.values: Mapping[str, object] = values

    def say(self, lang: Lang) -> str:
        """The problem and its cure in one sentence, naming the cell."""
        return _said("problem", self.key, self.cell, self.values, lang)

    def __str__(self) -> str:
        return self.say("en")


@dataclass(frozen=True, slots=True)
class Note:
    """Something of a spreadsheet that the person should know: what was left out, what couldn't be read."""

    key: str
    cell: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, lang: Lang) -> str:
        """The note in one sentence, naming the cell."""
        return _said("note", self.key, self.cell, self.values, lang)


def _said(kind: str, key: str, cell: str | None, values: Mapping[str, object], lang: Lang) -> str:
    sentence = words().say(f"{kind}.{key}", lang, **values)
    return words().say("at", lang, cell=cell, sentence=sentence) if cell else sentence

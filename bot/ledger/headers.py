"""Finding the header row: the words columns are known by, and how well a row fits them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.text import simplified
from rules.yaml_data import Table as Data
from rules.yaml_data import load

if TYPE_CHECKING:
    from bot.ledger.table import Table

HEADERS_WITHIN: Final = 40
"""The header row is one of the first so many."""
_LONGEST_HEADER: Final = 24
_BRACKETS: Final = re.compile(r"[(（\[【].*?[)）\]】]")
SURE: Final = 1.0
PARTLY: Final = 0.6


@cache
def ledger_words() -> Data:
    """The words of words.yaml beside this file. Raises DataError where it can't be read."""
    return load(Path(__file__).parent / "words.yaml")


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text's letters and digits, one width, case and script: what words are compared by."""
    shown = simplified(unicodedata.normalize("NFKC", text))
    return "".join(one for one in shown if one.isalnum() or one in "?✓✔☑○✗")


@dataclass(frozen=True, slots=True)
class Heads:
    """The header words of one field: whole headers, parts of one, headers that hold something else."""

    whole: Mapping[str, int]
    parts: tuple[str, ...]
    others: tuple[str, ...]

    def score(self, title: str) -> float:
        """How surely a header names the field, from 0 to SURE; the first words of a list a little more."""
        header, bare = folded(title), folded(_BRACKETS.sub("", title))
        for one in (header, bare):
            if one in self.whole:
                return SURE - self.whole[one] / 1000
        if any(one in header for one in self.others):
            return 0.0
        if any(one in header for one in self.parts):
            return PARTLY
        return 0.0


@cache
def heads() -> Mapping[str, Heads]:
    """The header words by field."""
    return {
        field: Heads(
            {folded(word): place for place, word in reversed(list(enumerate(words["whole"])))},
            folded_all(words["part"]),
            folded_all(words["not"]),
        )
        for field, words in ledger_words()["headers"].items()
    }


def folded_all(words: Iterable[str]) -> tuple[str, ...]:
    """Each word folded."""
    return tuple(folded(str(word)) for word in words)


@cache
def folded_list(name: str) -> frozenset[str]:
    """A list of words.yaml, folded."""
    return frozenset(folded_all(ledger_words()[name]))


def titles(table: Table, row: int, depth: int = 1) -> tuple[str, ...]:
    """The headers of a row, with those of the rows above that they stand under where the header has several rows."""
    found = []
    for column in range(table.width):
        parts = [table.at(one, column) for one in range(row - depth + 1, row + 1)]
        found.append(" ".join(dict.fromkeys(str(part).strip() for part in parts if part is not None)))
    return tuple(found)


def row_score(table: Table, row: int) -> float:
    """How much a row looks like a header: the fields its cells name, less what is no header at all."""
    best: dict[str, float] = {}
    for cell in table.rows[row]:
        if isinstance(cell, int | float):
            return 0.0
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADER:
            continue
        for field, one in heads().items():
            best[field] = max(best.get(field, 0.0), one.score(cell))
    return sum(best.values())


def header_score(table: Table) -> float:
    """How much the best of a sheet's first rows looks like a header."""
    return max((row_score(table, row) for row in range(min(HEADERS_WITHIN, len(table.rows)))), default=0.0)

"""What each column of a ledger holds: guessed from its header and its cells, corrected and remembered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import islice
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from bot.ledger.headers import (
    HEADERS_WITHIN,
    PARTLY,
    folded,
    folded_all,
    heads,
    ledger_words,
    row_score,
    titles,
)
from bot.ledger.table import CellValue, Table
from bot.ledger.values import Calendar, read_amount, read_when

Field = Literal["item", "supplier", "amount", "label", "date", "kind", "invoice", "detail"]
Question = Literal["item", "amount", "year", "tax", "basis", "unit"]
FIELDS: Final[tuple[Field, ...]] = ("item", "supplier", "amount", "label", "date", "kind", "invoice", "detail")
_SURE_FROM: Final = 0.8
_SAMPLE: Final = 200
_TWO_FIELDS: Final = 1.5
_AFTER_MARK: Final = 12
"""So many characters after the word for a unit name it."""


class Columns(BaseModel):
    """What a ledger's columns hold; JSON-able, so it can be kept for the next file of the same headers.

    `header` is the number of the header row (1 for the first; 0: there is none) and `titles` its texts. The fields hold
    a column counted from 0, None where there is none; `detail` is the one (specification, remarks) whose words may name
    a label too. `tax` says whether the amounts hold it, `basis` which date the date column is, `calendar` settles years
    of two digits, `unit` is how many NT$ a 1 stands for. `year` is the western year said of all lines without a date;
    `yearless`: the dates are written without one. `confidence` is from 0 to 1 by field, `others` are further columns
    that may hold the field. `confirmed`: a person has looked at it.
    """

    model_config = ConfigDict(extra="forbid")

    header: int = 0
    titles: tuple[str, ...] = ()
    item: int | None = None
    supplier: int | None = None
    amount: int | None = None
    label: int | None = None
    date: int | None = None
    kind: int | None = None
    invoice: int | None = None
    detail: int | None = None
    tax: Literal["included", "excluded", "unknown"] | None = None
    basis: Literal["order", "invoice", "payment", "receipt", "unknown"] | None = None
    calendar: Calendar | None = None
    unit: int = 1
    year: int | None = None
    yearless: bool = False
    confidence: dict[str, float] = {}
    others: dict[str, tuple[int, ...]] = {}
    confirmed: bool = False

    @property
    def signature(self) -> str:
        """What files of the same headers have in common."""
        return sha256("|".join(folded(one) for one in self.titles).encode()).hexdigest()[:16]

    def open(self) -> tuple[Question, ...]:
        """What a person should be asked before the lines are worked out, the first thing first; empty if confirmed.

        item, amount: no column was found, or another may be meant (see `others`). unit: a header speaks of thousands.
        year: there is no date column, or its dates have no year. tax, basis: the headers don't say.
        """
        if self.confirmed:
            return ()
        asked: list[Question] = []
        asked += [one for one in ("item", "amount") if self.confidence.get(one, 0) < _SURE_FROM]
        if self.unit != 1 and self.confidence.get("unit", 0) < _SURE_FROM:
            asked.append("unit")
        if (self.date is None or self.yearless) and self.year is None:
            asked.append("year")
        if self.tax is None:
            asked.append("tax")
        if self.basis is None and self.date is not None:
            asked.append("basis")
        return tuple(asked)

    def title(self, column: int | None) -> str:
        """The header of a column, empty where it has none."""
        return self.titles[column] if column is not None and column < len(self.titles) else ""


def guess(table: Table, known: Mapping[str, Columns] | None = None) -> Columns:
    """Return what the columns of a table seem to hold.

    `known` are the columns kept by signature (Answers.columns): where the headers are the same, what was confirmed
    then holds again.
    """
    row, depth = _header(table)
    shown = titles(table, row, depth) if row is not None else ()
    header = 0 if row is None else row + 1
    remembered = (known or {}).get(Columns(titles=shown).signature) if shown else None
    if remembered is not None:
        return remembered.model_copy(update={"header": header, "titles": shown})
    found = _fields(table, header, shown)
    chosen = {field: columns[0][1] for field, columns in found.items()}
    confidence = {field: round(columns[0][0], 3) for field, columns in found.items()}
    others = {field: tuple(column for _, column in columns[1:]) for field, columns in found.items() if columns[1:]}
    for field, rest in others.items():
        rivals = [one for one in found[field][1:] if one[0] > PARTLY]
        if rest and rivals:
            confidence[field] = min(confidence[field], _rivalled(field, found[field]))
    above = " ".join(str(cell) for one in table.rows[: max(0, header - 1)] for cell in one if isinstance(cell, str))
    amount = folded(shown[chosen["amount"]] if "amount" in chosen and shown else "")
    dated = folded(shown[chosen["date"]] if "date" in chosen and shown else "")
    return Columns(
        header=header,
        titles=shown,
        tax=_word("tax", amount) or _word("tax", folded(above)),
        basis=_word("basis", dated),
        yearless=_yearless(table, header, chosen.get("date")),
        unit=_unit(amount) or _unit_above(folded(above)) or 1,
        confidence=confidence,
        others=others,
        **chosen,
    )


def _rivalled(field: str, columns: list[tuple[float, int]]) -> float:
    """How sure the first of several columns is: an amount beside another amount isn't; an item beside a remark is."""
    return 0.5 if field == "amount" else columns[0][0]


def _header(table: Table) -> tuple[int | None, int]:
    """The header row, counted from 0, and how many rows it has; None where there is none."""
    scores = {row: row_score(table, row) for row in range(min(HEADERS_WITHIN, len(table.rows)))}
    best = max(scores, key=lambda row: (scores[row], -row), default=None)
    if best is None or scores[best] < _TWO_FIELDS:
        return None, 1
    below = best + 1
    if _covered(table, best) and below < len(table.rows) and _words_only(table.rows[below]):
        return below, 2
    if best and _covered(table, best - 1) and scores[best - 1] > 0:
        return best, 2
    return best, 1


def _covered(table: Table, row: int) -> bool:
    """Whether the row has a header that stands over several columns."""
    return any(first[0] == row and at[0] == row and at[1] != first[1] for at, first in table.spread.items())


def _words_only(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds nothing but words: no amount, no date."""
    return any(cells) and all(
        cell is None or (isinstance(cell, str) and read_amount(cell).amount is None and read_when(cell).year is None)
        for cell in cells
    )


def _fields(table: Table, header: int, shown: tuple[str, ...]) -> dict[Field, list[tuple[float, int]]]:
    """The columns that may hold each field, the likeliest first; a column holds one field."""
    scored: list[tuple[float, Field, int]] = []
    for column in range(table.width):
        title = shown[column] if shown else ""
        numbers, days, texts = _content(table, header, column)
        for field in FIELDS:
            score = _score(field, title, numbers, days, texts)
            if score > 0:
                scored.append((score, field, column))
    found: dict[Field, list[tuple[float, int]]] = defaultdict(list)
    taken: dict[int, Field] = {}
    for score, field, column in sorted(scored, key=lambda one: (-one[0], one[2])):
        if taken.setdefault(column, field) == field:
            found[field].append((score, column))
    return found


def _score(field: Field, title: str, numbers: float, days: float, texts: float) -> float:
    named = heads()[field].score(title) if title else 0.0
    if field == "amount":
        foreign = any(one in folded(title) for one in folded_all(ledger_words()["foreign"]))
        if foreign or numbers < 0.3:
            return 0.0
        return named * (0.5 + numbers / 2) if title else 0.4 * numbers * (1 - days)
    if field == "date":
        return named * (0.4 + 0.6 * days) if title else 0.9 * days * (days > 0.5)
    if field == "item" and not title:
        return 0.3 * texts
    return named


def _content(table: Table, header: int, column: int) -> tuple[float, float, float]:
    """Which part of a column's first cells are amounts, dates, other texts."""
    cells = [row[column] for row in islice(table.rows, header, header + _SAMPLE) if row[column] is not None]
    if not cells:
        return 1.0, 0.0, 0.0
    numbers = sum(read_amount(cell).amount is not None for cell in cells)
    whens = [read_when(cell) for cell in cells]
    days = sum(when.year is not None or when.problem == "no_year" for when in whens)
    texts = sum(isinstance(cell, str) and read_amount(cell).amount is None for cell in cells) - days
    return numbers / len(cells), days / len(cells), max(0, texts) / len(cells)


def _yearless(table: Table, header: int, column: int | None) -> bool:
    """Whether most dates of a column are written without a year."""
    if column is None:
        return False
    cells = [row[column] for row in islice(table.rows, header, header + _SAMPLE) if row[column] is not None]
    return sum(read_when(cell).problem == "no_year" for cell in cells) * 2 > len(cells)


def _word(name: str, text: str) -> str | None:
    """The key of a list of words.yaml that the folded text names, None where it names none."""
    for key, words in ledger_words()[name].items():
        if any(word in text for word in folded_all(words)):
            return str(key)
    return None


def _unit_above(text: str) -> int | None:
    """The unit that a title row names as one: 單位：千元, but not the name of a shop."""
    for mark in folded_all(ledger_words()["unit_marks"]):
        _, found, tail = text.partition(mark)
        if found and (unit := _unit(tail[:_AFTER_MARK])):
            return unit
    return None


def _unit(text: str) -> int | None:
    found = _word("units", text)
    return int(found) if found else None

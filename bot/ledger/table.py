"""A spreadsheet as read: one sheet's cells, what is merged, what is worth saying; no meaning yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from bot.ledger.problem import Note

CellValue = str | int | float | bool | date | datetime | None
Format = Literal["xlsx", "xls", "ods", "csv"]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a firm's file.

    `rows` are its cells from row 1 and column A on, all rows of one width; `spread` leads from each other cell of a
    merged area to its first one (both as row and column counted from 0). `bad` are cells whose value can't be used,
    with the key of the note that says why (an error value, a formula never calculated). `sheets` are the names of all
    the sheets. `data` is the file itself.
    """

    name: str
    format: Format
    data: bytes
    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    spread: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    bad: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> CellValue:
        """The value that is seen in a cell: that of its merged area's first cell."""
        row, column = self.spread.get((row, column), (row, column))
        return self.rows[row][column]

    def noted(self, *notes: Note) -> Table:
        """The table with more to say."""
        return replace(self, notes=(*self.notes, *notes))


def letter(column: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: D15."""
    return f"{letter(column)}{row + 1}"

"""How large a spreadsheet may be; everything is read into memory, empty cells between others included."""

from __future__ import annotations

from typing import Final

from bot.ledger.problem import LedgerProblem

MOST_BYTES: Final = 20 * 2**20
"""No file is larger than this."""
MOST_ROWS: Final = 60_000
MOST_COLUMNS: Final = 300
MOST_CELLS: Final = 1_000_000
"""Rows times columns of one sheet, and the cells of all sheets of a workbook."""


def within(rows: int, columns: int, where: str | None = None) -> None:
    """Raise LedgerProblem where a sheet with a value in its last row and column, counted from 1, is too large."""
    if rows > MOST_ROWS:
        raise LedgerProblem("too_many_rows", where, most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise LedgerProblem("too_many_columns", where, most=MOST_COLUMNS)
    if rows * columns > MOST_CELLS:
        raise LedgerProblem("too_many_cells", where, rows=rows, columns=columns)

"""A printed form, filled: plain values in the reader's language that stand where the form prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.messages import Lang


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: its text, the columns and rows it spans, and whether it is a heading.

    `number` is what a spreadsheet holds in the place of the text, so that it can be added up.
    """

    text: str
    colspan: int = 1
    heading: bool = False
    rowspan: int = 1
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with lines around every cell; `widths` are the columns' widths, relative to each other.

    The first rows that hold headings alone are repeated on every page. Raises ValueError for rows whose cells
    don't fill the columns exactly.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]

    def __post_init__(self) -> None:
        for _ in self.placed():
            pass

    def placed(self) -> Iterator[tuple[tuple[int, Cell | None], ...]]:
        """Yield each row as its cells with the column where each begins; None goes on with the cell above."""
        going_on: dict[int, tuple[Cell, int]] = {}
        for number, row in enumerate(self.rows):
            line: list[tuple[int, Cell | None]] = []
            cells, column, above, going_on = iter(row), 0, going_on, {}
            while column < len(self.widths):
                cell, rows = above.get(column) or _fresh(next(cells, None))
                line.append((column, None if column in above else cell))
                if rows > 1:
                    going_on[column] = cell, rows - 1
                column += cell.colspan
            if column > len(self.widths) or next(cells, None) is not None:
                raise ValueError(f"row {number} of a grid doesn't fit its columns")
            yield tuple(line)
        if going_on:
            raise ValueError("a cell of a grid spans rows that aren't there")

    @property
    def head(self) -> int:
        """How many rows from the top hold headings alone."""
        return next((at for at, row in enumerate(self.rows) if not all(cell.heading for cell in row)), len(self.rows))


def _fresh(cell: Cell | None) -> tuple[Cell, int]:
    """A cell that begins in this row, and the rows it takes."""
    if cell is None:
        raise ValueError("a row of a grid ends before its last column")
    return cell, cell.rowspan


SPREADSHEETS = frozenset({"stores"})
"""The programmes whose form is wanted as a spreadsheet too."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the form; `new_page` begins a sheet of its own with it."""

    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text as printed, each a paragraph."""

    lines: tuple[str, ...]


Block = Heading | Lines | Grid


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form on A4.

    `made_on` is a date as people read it. `notice` says what has to happen before this counts; it stands small
    above the form with the case number and the day, so that the form itself holds nothing that isn't printed.
    Any of these may be empty.
    """

    title: str
    subtitle: str
    case: str
    made_on: str
    notice: str
    blocks: tuple[Block, ...]
    lang: Lang
    landscape: bool = False

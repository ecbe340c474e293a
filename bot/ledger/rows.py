"""The rows under a header read as purchases: what is a line, and what is left out and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal

from bot.ledger.columns import Columns
from bot.ledger.headers import folded, folded_all, folded_list, ledger_words
from bot.ledger.problem import Note
from bot.ledger.table import CellValue, Table, cell_name
from bot.ledger.values import Read, When, read_amount, read_when

Why = Literal["total", "carried", "header", "remark", "merged"]
_BARE: Final = 3
"""A sum without a word stands alone, or with the tax beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet read as a purchase; `number` counts from 1, `amount` is NT$ (None: not given or unreadable).

    `year` is known where the day isn't; `month` is year and month. `leased`: a column says that it is a lease.
    `notes` say which cells couldn't be read.
    """

    number: int
    item: str
    supplier: str
    label: str
    detail: str
    amount: Decimal | None
    day: date | None
    year: int | None
    month: tuple[int, int] | None
    invoice: str
    leased: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no purchase: a total, a page's carry-over, a repeated header, a remark, part of a merged amount."""

    row: int
    why: Why


def read_rows(table: Table, columns: Columns) -> tuple[tuple[Row, ...], tuple[LeftOut, ...]]:
    """Return the purchases under the header in their order, and the rows that aren't any; empty rows are in neither."""
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    sums = [Decimal(0), Decimal(0)]  # since the last total, and of all lines
    for index in range(columns.header, len(table.rows)):
        if all(cell is None for cell in table.rows[index]):
            continue
        amount = _amount(table, columns, index)
        why = _why_not(table, columns, index, amount.amount, sums)
        if why is not None:
            left_out.append(LeftOut(index + 1, why))
            sums[0] = Decimal(0) if why == "total" else sums[0]
            continue
        sums = [one + (amount.amount or 0) for one in sums]
        rows.append(_row(table, columns, index, amount))
    return tuple(rows), tuple(left_out)


def _amount(table: Table, columns: Columns, index: int) -> Read:
    column = columns.amount
    if column is None:
        return Read()
    if (index, column) in table.bad:
        return Read(problem=table.bad[(index, column)])
    read = read_amount(table.rows[index][column])
    return Read(read.amount * columns.unit) if read.amount is not None else read


def _why_not(table: Table, columns: Columns, index: int, amount: Decimal | None, sums: Sequence[Decimal]) -> Why | None:
    cells = table.rows[index]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if columns.amount is not None and (index, columns.amount) in table.spread and amount is None:
        return "merged"
    summed = bool(amount) and amount in sums
    if any(_is_total(text) or (summed and _ends_in_total(text)) for text in texts):
        return "total"
    if any(folded(text) in folded_list("carried") for text in texts):
        return "carried"
    if _repeats_header(cells, columns):
        return "header"
    filled = sum(cell is not None for cell in cells)
    named = _text(table, index, columns.item) or _text(table, index, columns.supplier)
    remark = filled == 1 or any(_is_remark(text) for text in texts[:1])
    if amount is None and remark and not _has_day(table, columns, index):
        return "remark"
    if not named and summed and filled <= _BARE:
        return "total"  # a sum without a word beside it
    return None


@cache
def _total_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, folded_all(ledger_words()["totals"])), key=len, reverse=True))
    return re.compile(
        rf"(?:第?[0-9一二三四五六七八九十年月日季周页本上下半全至期第份度]{{0,14}})(?:{words})(?:[0-9元整含未税nt]*)"
    )


@lru_cache(maxsize=4096)
def _is_total(text: str) -> bool:
    return len(text) <= 24 and _total_pattern().fullmatch(folded(text)) is not None


def _ends_in_total(text: str) -> bool:
    return folded(text).endswith(tuple(folded_list("totals")))


def _is_remark(text: str) -> bool:
    head = re.split(r"[：:]", text, maxsplit=1)
    return len(head) > 1 and folded(head[0]) in folded_list("remarks")


def _repeats_header(cells: Sequence[CellValue], columns: Columns) -> bool:
    shown = {folded(str(cell)) for cell in cells if cell is not None}
    known = {folded(title) for title in columns.titles if title}
    return len(shown) > 1 and shown <= known


def _has_day(table: Table, columns: Columns, index: int) -> bool:
    return columns.date is not None and read_when(table.at(index, columns.date), year=1).year is not None


def _row(table: Table, columns: Columns, index: int, amount: Read) -> Row:
    when, dated = _when(table, columns, index)
    notes = [] if amount.problem is None else [_unread(amount.problem, table, index, columns.amount)]
    notes += [] if when.problem is None else [_unread(when.problem, table, index, columns.date)]
    return Row(
        number=index + 1,
        item=_text(table, index, columns.item),
        supplier=_text(table, index, columns.supplier),
        label=_text(table, index, columns.label),
        detail=_text(table, index, columns.detail),
        amount=amount.amount,
        day=when.day,
        year=when.year if dated else columns.year,
        month=(when.year, when.month) if when.year and when.month else None,
        invoice=_text(table, index, columns.invoice),
        leased=any(word in folded(_text(table, index, columns.kind)) for word in folded_list("lease")),
        notes=tuple(notes),
    )


def _when(table: Table, columns: Columns, index: int) -> tuple[When, bool]:
    """The date of a row, and whether its date cell says anything (a year said of all lines fills only empty ones)."""
    if columns.date is None:
        return When(), False
    cell = table.at(index, columns.date)
    if (index, columns.date) in table.bad:
        return When(problem=table.bad[(index, columns.date)]), True
    serials = not any(note.key == "dates_from_1904" for note in table.notes)
    when = read_when(cell, columns.calendar, year=columns.year, serials=serials)
    return when, when.year is not None or when.problem is not None


def _unread(key: str, table: Table, index: int, column: int | None) -> Note:
    at = column or 0
    value = table.rows[index][at]
    shown = "" if value is None else str(value)[:40]
    return Note(key, cell_name(index, at), {"value": shown})


def _text(table: Table, index: int, column: int | None) -> str:
    if column is None:
        return ""
    cell = table.at(index, column)
    return "" if cell is None else " ".join(str(cell).split())[:300]

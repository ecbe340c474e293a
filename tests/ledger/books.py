"""Small workbooks as firms keep them, and what the desk makes of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.ledger import Answers, Columns, Declaration, DeclaredLine, Table, declare, guess
from knowledge.labels import Labels
from rules.procurement import latest

HEAD = ["日期", "廠商", "品名", "金額", "標章"]
DAY = date(2024, 5, 6)


@cache
def labels() -> Labels:
    return Labels.shipped()


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book(*rows: Sequence[Any], title: str = "明細") -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(made)


def table(*rows: Sequence[Any]) -> Table:
    """A table as it would be read, without a file."""
    width = max(map(len, rows))
    whole = tuple((*(None if cell == "" else cell for cell in row), *(None,) * (width - len(row))) for row in rows)
    return Table("ledger.csv", "csv", b"", "", (), whole)


def line(item: str, label: str = "", amount: Any = 1000, day: Any = DAY, supplier: str = "甲公司") -> list[Any]:
    return [day, supplier, item, amount, label]


def worked(*rows: Sequence[Any], answers: Answers | None = None, head: Sequence[str] = HEAD) -> Declaration:
    read = table(head, *rows)
    return of(read, guess(read), answers)


def of(read: Table, columns: Columns, answers: Answers | None = None) -> Declaration:
    return declare(read, columns, answers or Answers(), latest(), labels())


def one(*cells: Any, answers: Answers | None = None) -> DeclaredLine:
    (found,) = worked(line(*cells), answers=answers).lines
    return found


def reopened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))

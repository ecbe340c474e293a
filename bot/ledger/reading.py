"""Reading a firm's spreadsheet: XLSX, XLS, ODS or CSV, whatever its name says it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.ledger.archive import Archive
from bot.ledger.bounds import MOST_BYTES, MOST_ROWS, within
from bot.ledger.calamine import Sheet, SheetNames, sheets
from bot.ledger.headers import header_score
from bot.ledger.problem import LedgerProblem, Note, ours
from bot.ledger.sheet_xml import checked_ods, checked_xlsx
from bot.ledger.table import CellValue, Format, Table
from bot.ledger.xls import check_xls

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MACROS: Final = ("xl/vbaProject.bin",)
_DRAWN: Final = ("xl/media/", "xl/charts/")
_OTHER_KINDS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"RIFF", "picture"),
    (b"{\\rtf", "word"),
)
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|meta)", re.IGNORECASE)
_LIKELY: Final = 2.0
"""A sheet whose header names so many fields looks like a list of purchases."""
_MOST_CSV_FIELD: Final = 100_000


def read_table(data: bytes, name: str, sheet: str = "") -> Table:
    """Return one sheet of a spreadsheet: the one named, or the one that looks most like a list of purchases.

    The format is taken from the bytes, not from the name. Raises LedgerProblem, worded for the person: an empty,
    damaged, password-protected or too large file, one that unpacks to too much, another kind of file, text in an
    unknown encoding, a sheet that isn't there, more than MOST_ROWS rows or MOST_COLUMNS columns.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise LedgerProblem("empty")
    if len(data) > MOST_BYTES:
        raise LedgerProblem("too_large", most=MOST_BYTES // 2**20)
    if data.startswith(b"PK"):
        return _packed(data, name, sheet)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise LedgerProblem("password")
        check_xls(data)
        return _best(data, name, "xls", sheet, {}, ())
    for start, kind in _OTHER_KINDS:
        if data.startswith(start):
            raise LedgerProblem(f"is_{kind}")
    if _MARKUP.match(data):
        raise LedgerProblem("is_markup")
    return _csv(data, name)


def _packed(data: bytes, name: str, sheet: str) -> Table:
    archive = Archive(data)
    if "xl/workbook.xml" in archive.names:
        bad, notes = checked_xlsx(archive)
        if any(part in archive.names for part in _MACROS):
            notes = (*notes, Note("macros_ignored"))
        if any(part.startswith(_DRAWN) for part in archive.names):
            notes = (*notes, Note("drawings_lost"))
        return _best(data, name, "xlsx", sheet, bad, notes)
    if "content.xml" in archive.names:
        checked_ods(archive)
        return _best(data, name, "ods", sheet, {}, ())
    raise LedgerProblem("is_word" if "word/document.xml" in archive.names else "is_other")


def _best(
    data: bytes,
    name: str,
    format: Format,
    sheet: str,
    bad: dict[str, dict[tuple[int, int], str]],
    notes: tuple[Note, ...],
) -> Table:
    best: Table | None = None
    scores: dict[str, float] = {}
    names: tuple[str, ...] = ()
    for one in sheets(data, sheet):
        if isinstance(one, SheetNames):
            names = one.all
            if sheet and sheet not in one.visible:
                raise LedgerProblem("no_such_sheet", sheet=sheet, sheets=", ".join(one.visible))
        elif one.name not in ours("sheet.title"):
            table = _sheet(one, Table(name, format, data, one.name, names, (), bad=bad.get(one.name, {})))
            scores[one.name] = header_score(table) if table.rows else -1.0
            if table.rows and (best is None or scores[one.name] > scores[best.sheet]):
                best = table
    if best is None:
        raise LedgerProblem("empty")
    likely = min(_LIKELY, scores[best.sheet])
    alike = [one for one in scores if one != best.sheet and scores[one] >= likely > 0]
    if alike:
        notes = (*notes, Note("other_sheets", values={"sheet": best.sheet, "sheets": "、".join(alike)}))
    return best.noted(*notes)


def _sheet(read: Sheet, table: Table) -> Table:
    """The table with the rows of a sheet, empty ones at its end left out."""
    rows = read.rows
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    whole = _whole(rows)
    spread = {
        (row, column): first
        for first, last in read.merged
        for row in range(first[0], min(last[0], len(whole) - 1) + 1)
        for column in range(first[1], min(last[1], len(whole[0]) - 1) + 1)
        if (row, column) != first and first[1] < len(whole[0])
    }
    return replace(table, rows=whole, spread=spread)


def _whole(rows: Sequence[Sequence[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """The rows made one width, checked against the bounds."""
    width = max((len(row) for row in rows), default=0)
    within(len(rows), width)
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)


def _csv(data: bytes, name: str) -> Table:
    text = _decoded(data)
    if "\0" in text:
        raise LedgerProblem("is_other")
    rows: list[list[CellValue]] = []
    csv.field_size_limit(_MOST_CSV_FIELD)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append([cell if cell.strip() else None for cell in row])
            if len(rows) > MOST_ROWS:
                raise LedgerProblem("too_many_rows", most=MOST_ROWS)
    except csv.Error:
        raise LedgerProblem("damaged") from None
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    whole = _whole(rows)
    if not whole:
        raise LedgerProblem("empty")
    return Table(name, "csv", data, "", (), whole)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp950")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
    raise LedgerProblem("encoding", line=line)


def _delimiter(text: str) -> str:
    """The character that parts the first lines most evenly."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    return max(",\t;|", key=lambda one: (sum(one in line for line in lines), sum(line.count(one) for line in lines)))

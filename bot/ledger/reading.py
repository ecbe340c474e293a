"""Reading a firm's spreadsheet: XLSX, XLS, ODS or CSV, whatever its name says it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from bot.ledger.archive import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Archive
from bot.ledger.headers import header_score
from bot.ledger.problem import LedgerProblem, Note
from bot.ledger.sheet_xml import checked_ods, checked_xlsx
from bot.ledger.table import CellValue, Format, Table

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
_MOST_SHEETS: Final = 40
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
        return _calamine(data, name, "xls", sheet, {}, ())
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
        return _calamine(data, name, "xlsx", sheet, bad, notes)
    if "content.xml" in archive.names:
        checked_ods(archive)
        return _calamine(data, name, "ods", sheet, {}, ())
    raise LedgerProblem("is_word" if "word/document.xml" in archive.names else "is_other")


def _calamine(
    data: bytes,
    name: str,
    format: Format,
    sheet: str,
    bad: dict[str, dict[tuple[int, int], str]],
    notes: tuple[Note, ...],
) -> Table:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [
            one.name
            for one in book.sheets_metadata[:_MOST_SHEETS]
            if one.typ == SheetTypeEnum.WorkSheet and (one.visible == Visible.Visible or one.name == sheet)
        ]
        if sheet and sheet not in names:
            raise LedgerProblem("no_such_sheet", sheet=sheet, sheets=", ".join(names))
        tables = [_sheet(book, one, data, name, format, bad.get(one, {})) for one in ([sheet] if sheet else names)]
    except PasswordError:
        raise LedgerProblem("password") from None
    except (CalamineError, OSError, ValueError, OverflowError, IndexError):
        raise LedgerProblem("damaged") from None
    found = [one for one in tables if one.rows]
    if not found:
        raise LedgerProblem("empty")
    scores = {one.sheet: header_score(one) for one in found}
    best = max(found, key=lambda one: scores[one.sheet])
    alike = [one.sheet for one in found if one is not best and scores[one.sheet] >= min(2, scores[best.sheet]) > 0]
    if alike:
        notes = (*notes, Note("other_sheets", values={"sheet": best.sheet, "sheets": "、".join(alike)}))
    return best.noted(*notes)


def _sheet(
    book: CalamineWorkbook, sheet: str, data: bytes, name: str, format: Format, bad: dict[tuple[int, int], str]
) -> Table:
    read: CalamineSheet = book.get_sheet_by_name(sheet)
    rows = [[_value(cell) for cell in row] for row in read.to_python(skip_empty_area=False)]
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    whole = _whole(rows)
    spread = {
        (row, column): first
        for first, last in read.merged_cell_ranges or ()
        for row in range(first[0], min(last[0], len(whole) - 1) + 1)
        for column in range(first[1], min(last[1], len(whole[0]) - 1) + 1)
        if (row, column) != first and first[0] < len(whole) and first[1] < len(whole[0])
    }
    return Table(name, format, data, sheet, tuple(book.sheet_names), whole, spread, bad)


def _whole(rows: Sequence[Sequence[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """The rows made one width, checked against the bounds."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MOST_ROWS:
        raise LedgerProblem("too_many_rows", most=MOST_ROWS)
    if width > MOST_COLUMNS:
        raise LedgerProblem("too_many_columns", most=MOST_COLUMNS)
    return tuple((*row, *(None,) * (width - len(row))) for row in rows)


def _value(cell: Any) -> CellValue:  # noqa: ANN401 - whatever the library reads
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, int | float | date | datetime):
        return cell
    if isinstance(cell, time | timedelta):
        return str(cell)
    return None


def _csv(data: bytes, name: str) -> Table:
    text = _decoded(data)
    if "\0" in text:
        raise LedgerProblem("is_other")
    rows: list[list[CellValue]] = []
    csv.field_size_limit(_MOST_CSV_FIELD)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append([_value(cell) for cell in row])
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

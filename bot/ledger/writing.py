"""The workbook that is handed back: a summary first, then the firm's own columns untouched with ours beside them."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from bot.ledger.declaring import Declaration, DeclaredLine
from bot.ledger.problem import ours
from bot.ledger.summary import heading, parts, reason_of, say
from bot.ledger.table import CellValue, Table
from bot.messages import Lang
from rules.determination import Verdict
from rules.procurement import LineWording

_MONEY: Final = "#,##0"
_OWN: Final = ("amount", "verdict", "ground", "clause", "reason", "missing")
_WIDTHS: Final = (16, 10, 24, 26, 48, 36)
_HEAD: Final = PatternFill("solid", fgColor="DDEBDA")
_FILLS: Final = {
    Verdict.MET: PatternFill("solid", bgColor="DFF0D8"),
    Verdict.UNKNOWN: PatternFill("solid", bgColor="FFF4CE"),
    Verdict.STAFF: PatternFill("solid", bgColor="DCE9F7"),
}
_BOLD: Final = Font(bold=True)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\]")
_UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile, InvalidFileException)


def write_workbook(table: Table, declaration: Declaration, lang: Lang, today: date | None = None) -> bytes:
    """Return the firm's workbook as XLSX, worked out: a summary sheet first, our columns right of the firm's own.

    An XLSX is worked on in place: values, formulas, styles and widths stay; macros, pictures and charts don't. Of any
    other format the values are written. Where a workbook of ours is handed in again, our sheet and columns are
    replaced. `today` tells whether the year has closed.
    """
    book, sheet, whole = _opened(table)
    _append(sheet, table, declaration, lang)
    for title in ours("sheet.title"):
        if title in book.sheetnames and book[title] is not sheet:
            del book[title]
    summary = book.create_sheet(say("sheet.title", lang), 0)
    above = heading(declaration, lang, today)
    _summarise(summary, declaration, above if whole else (*above, _values_only(table, lang)), lang)
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is summary
    book.active = 0
    return _saved(book)


def template(lang: Lang) -> bytes:
    """Return an empty workbook to fill in, with one example row and a sheet that explains the columns."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("template.sheet", lang)
    for column, field in enumerate(("date", "supplier", "item", "amount", "label", "kind", "invoice"), start=1):
        head = _put(sheet, 1, column, say(f"template.column.{field}", lang))
        head.font, head.fill = _BOLD, _HEAD
        example = say(f"template.example.{field}", lang)
        _put(sheet, 2, column, int(example) if field == "amount" else example)
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(say("template.notes", lang))
    notes.column_dimensions["A"].width = 90
    for row, name in enumerate(("rows", "date", "amount", "label", "kind"), start=1):
        _put(notes, row, 1, say(f"template.help.{name}", lang))
    return _saved(book)


def _opened(table: Table) -> tuple[Workbook, Worksheet, bool]:
    """The workbook, its sheet of purchases, and whether it is the firm's own rather than a copy of its values."""
    if table.format == "xlsx":
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(io.BytesIO(table.data))
            found = book[table.sheet]
        except _UNREADABLE:
            return *_copied(table), False
        if isinstance(found, Worksheet):
            return book, found, True
    return *_copied(table), table.format == "csv"


def _copied(table: Table) -> tuple[Workbook, Worksheet]:
    """The values of a sheet in a new workbook; texts stay texts, whatever they begin with."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _NOT_IN_TITLES.sub(" ", table.sheet or table.name.rpartition(".")[0])[:31].strip() or "1"
    for row, cells in enumerate(table.rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value is not None:
                _copy(sheet.cell(row, column), value)
    return book, sheet


def _copy(cell: Cell | MergedCell, value: CellValue) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32767] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _append(sheet: Worksheet, table: Table, declaration: Declaration, lang: Lang) -> None:
    header, first = declaration.columns.header, _first_column(table, declaration)
    if header:
        for offset, name in enumerate(_OWN):
            head = _put(sheet, header, first + offset, say(f"sheet.own_columns.{name}", lang))
            head.font, head.fill = _BOLD, _HEAD
            head.alignment = Alignment(wrap_text=True, vertical="center")
    for offset, width in enumerate(_WIDTHS):
        sheet.column_dimensions[get_column_letter(first + offset)].width = width
    wording = LineWording(declaration.plan)
    texts: dict[tuple[object, ...], tuple[str, ...]] = {}
    for one in declaration.lines:
        result = one.result
        key = (result.verdict, result.ground, result.clause, result.reason, result.missing, one.line.ground)
        if key not in texts:
            texts[key] = _texts(one, declaration, wording, lang)
        _put(sheet, one.row, first, result.amount).number_format = _MONEY
        for offset, text in enumerate(texts[key], start=1):
            if text:
                _put(sheet, one.row, first + offset, text)
    for left in declaration.left_out:
        _put(sheet, left.row, first + 4, say(f"left_out.{left.why}", lang))
    _coloured(sheet, first + 1, table, wording, lang)


def _first_column(table: Table, declaration: Declaration) -> int:
    """Where our columns begin, counted from 1: right of the firm's, or over ours of an earlier time."""
    titles = declaration.columns.titles
    own = [title for title in ours("sheet.own_columns.amount") if title in titles]
    return titles.index(own[0]) + 1 if own else table.width + 1


def _texts(one: DeclaredLine, declaration: Declaration, wording: LineWording, lang: Lang) -> tuple[str, ...]:
    result = one.result
    unlisted = declaration.labels.by_id.get(result.ground or "")
    named = wording.ground(result.ground, lang)
    if unlisted is not None and result.ground not in declaration.plan.grounds.by_id:
        named = unlisted.zh if lang == "zh" else unlisted.en
    return (
        wording.verdict(result.verdict, lang),
        named,
        wording.clause(result.clause, lang),
        reason_of(one, wording, lang, named),
        "；".join(wording.missing(result, lang)),
    )


def _coloured(sheet: Worksheet, column: int, table: Table, wording: LineWording, lang: Lang) -> None:
    letter = get_column_letter(column)
    for verdict, fill in _FILLS.items():
        rule = CellIsRule(  # type: ignore[no-untyped-call]
            operator="equal", formula=[f'"{wording.verdict(verdict, lang)}"'], fill=fill
        )
        sheet.conditional_formatting.add(f"{letter}1:{letter}{len(table.rows)}", rule)


def _values_only(table: Table, lang: Lang) -> str:
    return say("sheet.values_only", lang, format=table.format.upper())


def _summarise(sheet: Worksheet, declaration: Declaration, above: Iterable[str], lang: Lang) -> None:
    for column, width in zip("ABCDEF", (46, 24, 16, 18, 28, 44), strict=True):
        sheet.column_dimensions[column].width = width
    row = 0
    for number, line in enumerate(above):
        row += 1
        cell = _put(sheet, row, 1, line)
        cell.font = Font(bold=number < 2, size=14 if number == 0 else 11)
    for part in parts(declaration, lang):
        row += 2
        _put(sheet, row, 1, part.title).font = Font(bold=True, size=12)
        if any(part.heads):
            row += 1
            _fill(sheet, row, part.heads, head=True)
        for values in part.rows:
            row += 1
            _fill(sheet, row, values)


def _fill(sheet: Worksheet, row: int, values: Iterable[str | int | Decimal], *, head: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = _put(sheet, row, column, value)
        if isinstance(value, Decimal):
            cell.number_format = _MONEY
        if head:
            cell.font, cell.fill = _BOLD, _HEAD


def _put(sheet: Worksheet, row: int, column: int, value: str | int | Decimal) -> Cell:
    """Write a value of ours; a text that a spreadsheet program would take for a formula is written as text."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # inside a merged area of the firm's: only its first cell holds a value
        sheet.unmerge_cells(next(str(one) for one in sheet.merged_cells.ranges if cell.coordinate in one))
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32000]
        cell.value = f"'{value}" if value.startswith(_FORMULA) else value
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

"""What the library doesn't tell of a packed sheet: how far it reaches, error values, formulas never calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from bot.ledger.archive import MOST_COLUMNS, MOST_ROWS, Archive
from bot.ledger.problem import LedgerProblem, Note

_CELL: Final = re.compile(
    rb'<(?:\w+:)?c((?:\s+[\w:]+="[^"]*")*)\s*>(.*?)</(?:\w+:)?c>',
    re.DOTALL,
)
_PLACE: Final = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR: Final = re.compile(rb'\st="e"')
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CACHED: Final = re.compile(rb"<(?:\w+:)?(?:v|is)>.+?</", re.DOTALL)
_HIDDEN: Final = re.compile(rb'<(?:\w+:)?row\b[^>]*\shidden="(?:1|true)"')
_1904: Final = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\sdate1904="(?:1|true)"')
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT_P: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"

Bad = dict[str, dict[tuple[int, int], str]]
"""By sheet: cells whose value can't be used, and the key of the note that says why."""


def checked_xlsx(archive: Archive) -> tuple[Bad, tuple[Note, ...]]:
    """Look at every sheet of a workbook before it is read.

    Raises LedgerProblem where a sheet reaches too far, which would be read into memory whole.
    """
    bad: Bad = {}
    notes: list[Note] = []
    if _1904.search(archive.read("xl/workbook.xml")):
        notes.append(Note("dates_from_1904"))
    for name, part in _sheets(archive):
        xml = archive.read(part)
        bad[name] = _bad_cells(xml, name)
        hidden = len(_HIDDEN.findall(xml))
        if hidden:
            notes.append(Note("hidden_rows", values={"sheet": name, "rows": hidden}))
    return bad, tuple(notes)


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - no entities, see Archive
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ElementTree.ParseError:
        raise LedgerProblem("damaged") from None
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.names:
            yield sheet.get("name", ""), part


def _bad_cells(xml: bytes, sheet: str) -> dict[tuple[int, int], str]:
    bad: dict[tuple[int, int], str] = {}
    for found in _CELL.finditer(xml):
        place = _PLACE.search(found[1])
        if place is None:
            continue
        at = int(place[2]) - 1, _column(place[1])
        if at[0] >= MOST_ROWS:
            raise LedgerProblem("too_many_rows", f"{sheet}!{place[1].decode()}{place[2].decode()}", most=MOST_ROWS)
        if at[1] >= MOST_COLUMNS:
            where = f"{sheet}!{place[1].decode()}{place[2].decode()}"
            raise LedgerProblem("too_many_columns", where, most=MOST_COLUMNS)
        if _ERROR.search(found[1]):
            bad[at] = "error_value"
        elif _FORMULA.search(found[2]) and not _CACHED.search(found[2]):
            bad[at] = "never_calculated"
    return bad


def _column(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number - 1


def checked_ods(archive: Archive) -> None:
    """Look at an OpenDocument sheet before it is read: encrypted parts, repeated cells that would fill the memory."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise LedgerProblem("password")
    try:
        content = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - no entities, see Archive
        _bounded(content)
    except (ElementTree.ParseError, ValueError):
        raise LedgerProblem("damaged") from None


def _bounded(content: ElementTree.Element) -> None:
    for table in content.iter(f"{_TABLE}table"):
        row = 0
        for one in table.iter(f"{_TABLE}table-row"):
            times = int(one.get(f"{_TABLE}number-rows-repeated", "1"))
            column = _furthest(one)
            if column > MOST_COLUMNS:
                raise LedgerProblem("too_many_columns", table.get(f"{_TABLE}name"), most=MOST_COLUMNS)
            row += times
            if column and row > MOST_ROWS:
                raise LedgerProblem("too_many_rows", table.get(f"{_TABLE}name"), most=MOST_ROWS)


def _furthest(row: ElementTree.Element) -> int:
    """The number of the last column of a row with a value in it, 0 for an empty row."""
    column = last = 0
    for cell in row:
        column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_OFFICE}value-type") or cell.find(_TEXT_P) is not None:
            last = column
    return last

"""What the library doesn't tell of a packed sheet: how far it reaches, error values, formulas never calculated.

The library builds each sheet whole, empty cells included, so how far it reaches is looked at first, whatever the
sheet says of itself.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from bot.ledger.archive import Archive
from bot.ledger.bounds import MOST_CELLS, within
from bot.ledger.problem import LedgerProblem, Note
from bot.ledger.table import cell_name

_CELL: Final = re.compile(rb"""<(?:\w{1,20}:)?c((?:\s+[\w:]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*>""")
_ANY_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_PLACE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_ERROR: Final = re.compile(rb"""\st\s*=\s*["']e["']""")
_FORMULA: Final = re.compile(rb"\s*<(?:\w{1,20}:)?f[\s>/]")
_CACHED: Final = re.compile(rb"<(?:\w{1,20}:)?(?:v|is)>[^<]")
_CLOSED: Final = re.compile(rb"</(?:\w{1,20}:)?c\s*>")
_LONGEST_FORMULA: Final = 20_000
_HIDDEN: Final = re.compile(rb'<(?:\w{1,20}:)?row\b[^>]{0,200}?\shidden="(?:1|true)"')
_1904: Final = re.compile(rb'<(?:\w{1,20}:)?workbookPr\b[^>]{0,200}?\sdate1904="(?:1|true)"')
_SHEETS: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"

Bad = dict[str, dict[tuple[int, int], str]]
"""By sheet: cells whose value can't be used, and the key of the note that says why."""


def checked_xlsx(archive: Archive) -> tuple[Bad, tuple[Note, ...]]:
    """Look at every sheet of a workbook before it is read.

    Raises LedgerProblem where a sheet reaches too far, which would be read into memory whole.
    """
    bad: Bad = {}
    notes: list[Note] = []
    if _1904.search(archive.read(_SHEETS)):
        notes.append(Note("dates_from_1904"))
    cells = 0
    for name, part in _sheets(archive):
        xml = archive.read(part)
        cells += sum(1 for _ in _ANY_CELL.finditer(xml))
        if cells > MOST_CELLS:
            raise LedgerProblem("unpacks_to_too_much")
        bad[name] = _bad_cells(xml, name)
        hidden = len(_HIDDEN.findall(xml))
        if hidden:
            notes.append(Note("hidden_rows", values={"sheet": name, "rows": hidden}))
    return bad, tuple(notes)


def _parsed(xml: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - no entities, see Archive
    except (ElementTree.ParseError, ValueError, LookupError):
        raise LedgerProblem("damaged") from None


def _sheets(archive: Archive) -> Iterator[tuple[str, str]]:
    """Every sheet's name and part."""
    targets = {one.get("Id"): one.get("Target", "") for one in _parsed(archive.read(_RELATIONS))}
    for sheet in _each(archive.read(_SHEETS), "sheet"):
        target = targets.get(_attribute(sheet, "id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.names:
            yield sheet.get("name", ""), part


def _bad_cells(xml: bytes, sheet: str) -> dict[tuple[int, int], str]:
    bad: dict[tuple[int, int], str] = {}
    rows = columns = 0
    unplaced = False
    for found in _CELL.finditer(xml):
        place = _PLACE.search(found[1])
        if place is None:
            unplaced = True
            continue
        at = int(place[2]) - 1, _column(place[1].upper())
        if at[0] >= rows or at[1] >= columns:
            rows, columns = max(rows, at[0] + 1), max(columns, at[1] + 1)
            within(rows, columns, f"{sheet}!{cell_name(*at)}")
        if _ERROR.search(found[1]):
            bad[at] = "error_value"
        elif _FORMULA.match(xml, found.end()) and not _cached(xml, found.end()):
            bad[at] = "never_calculated"
    if unplaced:
        _counted(xml, sheet)
    return bad


def _cached(xml: bytes, start: int) -> bool:
    """Whether the cell that begins there has a value beside its formula."""
    end = _CLOSED.search(xml, start, start + _LONGEST_FORMULA)
    return end is not None and _CACHED.search(xml, start, end.start() + 1) is not None


def _counted(xml: bytes, name: str) -> None:
    """Bound a sheet whose cells don't all say where they stand: each then follows the one before."""
    row = rows = columns = 0
    for one in _each(xml, "row"):
        row = int(given) if (given := one.get("r", "")).isdecimal() else row + 1
        if len(one):
            rows, columns = max(rows, row), max(columns, len(one))
            within(rows, columns, name)


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
    row = rows = columns = 0
    for one in _each(archive.read("content.xml"), "table-row", "table"):
        if _local(one) == "table":
            row = rows = columns = 0
            continue
        row += _times(one, "number-rows-repeated")
        furthest = _furthest(one)
        if furthest:
            rows, columns = row, max(columns, furthest)
            within(rows, columns)


def _furthest(row: ElementTree.Element) -> int:
    """The number of the last column of a row with a value in it, 0 for an empty row."""
    column = last = 0
    for cell in row:
        column += _times(cell, "number-columns-repeated")
        if len(cell) or _attribute(cell, "value-type"):
            last = column
    return last


def _times(element: ElementTree.Element, name: str) -> int:
    try:
        return max(1, int(_attribute(element, name) or "1"))
    except ValueError:
        raise LedgerProblem("damaged") from None


def _each(xml: bytes, *names: str) -> Iterator[ElementTree.Element]:
    """The elements of these local names as they end, each dropped when the next is asked for.

    Name spaces don't matter: the library doesn't look at them either. Raises LedgerProblem for what is no XML.
    """
    parents: list[ElementTree.Element] = []
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):  # noqa: S314 - no entities
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            if _local(element) in names:
                yield element
                if parents:
                    parents[-1].remove(element)
            elif len(element) > MOST_CELLS:
                raise LedgerProblem("unpacks_to_too_much")
    except (ElementTree.ParseError, ValueError, LookupError):
        raise LedgerProblem("damaged") from None


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")

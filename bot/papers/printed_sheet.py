"""A printed form as a spreadsheet (XLSX): the same cells joined as printed, numbers as numbers, set for A4."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from itertools import accumulate, pairwise
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.layout import FONT, TINT
from bot.papers.paper import labels, plain
from bot.papers.printed import Cell, Form, Grid, Heading, Lines

WIDTH = 92
"""Characters across A4, upright."""
WIDE = 136
SIZE = 10.5
_THIN = Side(style="thin", color="000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILL = PatternFill("solid", fgColor=TINT)


def printed_sheet(form: Form) -> bytes:
    """The form as a workbook of one sheet. Text is text, whatever it begins with; characters XML can't hold go."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = plain(form.title)[:31]
    writer = _Writer(sheet, form)
    words = labels(form.lang)
    dated = [(words["case"], form.case), (words["made_on"], form.made_on)]
    writer.line("　　".join(f"{name} {value}" for name, value in dated if value), size=9)
    writer.line(form.notice, size=9)
    writer.line(form.title, size=16, bold=True, centred=True)
    writer.line(form.subtitle, centred=True)
    for block in form.blocks:
        match block:
            case Heading():
                writer.line(block.text, size=12, bold=True, centred=True)
            case Lines():
                for line in block.lines:
                    writer.line(line)
            case Grid():
                writer.grid(block)
    _page(sheet, form)
    book.properties.title = plain(f"{form.title} {form.case}".strip())[:255]
    book.properties.creator = "Greendesk"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page(sheet: Worksheet, form: Form) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False


class _Writer:
    """Writes blocks one under the other; the columns are all the places where some grid of the form has a line."""

    def __init__(self, sheet: Worksheet, form: Form) -> None:
        self.sheet = sheet
        self.row = 1
        grids = [block for block in form.blocks if isinstance(block, Grid)]
        self.places = sorted({Fraction(0), Fraction(1), *(place for grid in grids for place in _places(grid))})
        whole = WIDE if form.landscape else WIDTH
        self.widths = [float(after - before) * whole for before, after in pairwise(self.places)]
        for number, width in enumerate(self.widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def line(self, text: str, *, size: float = SIZE, bold: bool = False, centred: bool = False) -> None:
        """A paragraph across the sheet; nothing for an empty one."""
        if not text:
            return
        cell = self._put(self.row, 0, len(self.widths), text, size=size, bold=bold)
        cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
        self.sheet.row_dimensions[self.row].height = _height(text, sum(self.widths), size)
        self.row += 1

    def grid(self, grid: Grid) -> None:
        """A table, its cells joined as printed, and an empty row after it."""
        places = [self.places.index(place) for place in _places(grid)]
        for at, row in enumerate(grid.placed(), start=self.row):
            height = _height("", 1, SIZE)
            for column, cell in row:
                if cell is not None:
                    first, last = places[column], places[column + cell.colspan]
                    self._cell(at, first, last, cell)
                    if cell.rowspan == 1:
                        height = max(height, _height(cell.text, sum(self.widths[first:last]), SIZE))
            self.sheet.row_dimensions[at].height = height + 4
        for line in self.sheet.iter_rows(self.row, self.row + len(grid.rows) - 1, 1, len(self.widths)):
            for boxed in line:
                boxed.border = _BOX
        self.row += len(grid.rows) + 1

    def _cell(self, row: int, first: int, last: int, cell: Cell) -> None:
        written = self._put(row, first, last, cell.text, rows=cell.rowspan, bold=cell.heading)
        written.alignment = Alignment(vertical="center", wrap_text=True)
        if cell.heading:
            written.fill = _FILL
        if cell.number is not None:
            written.value, written.number_format = cell.number, "#,##0"

    def _put(
        self, row: int, first: int, last: int, text: str, *, rows: int = 1, size: float = SIZE, bold: bool = False
    ) -> Written:
        """Text in a cell that covers columns `first` to before `last`, as many rows as given."""
        if last - first > 1 or rows > 1:
            self.sheet.merge_cells(start_row=row, start_column=first + 1, end_row=row + rows - 1, end_column=last)
        cell = self.sheet.cell(row, first + 1)
        assert isinstance(cell, Written)
        if text:
            cell.value = plain(text)
            cell.data_type = "s"  # never a formula, whatever it begins with
        cell.font = Font(name=FONT, size=size, bold=bold)
        return cell


def _places(grid: Grid) -> list[Fraction]:
    """Where the grid's lines stand, from 0 on the left to 1 on the right."""
    return [Fraction(place, sum(grid.widths)) for place in accumulate(grid.widths, initial=0)]


def _height(text: str, width: float, size: float) -> float:
    """How high a text of that size stands in so many characters' width, in points."""
    lines = sum(max(1, ceil(_wide(line) / max(width - 1.5, 1))) for line in text.split("\n"))
    return lines * size * 1.5


def _wide(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)

"""A printed form as a Word file, written with python-docx: lines, headings, and tables with joined cells."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from bot.papers.layout import LONG_SIDE, QUIET, SHORT_SIDE, SIDE_MARGIN, TINT, a4, element, styles
from bot.papers.paper import labels, plain
from bot.papers.printed import Cell, Form, Grid, Heading, Lines

INK = RGBColor(0, 0, 0)
PADDING = {"top": "40", "left": "85", "bottom": "40", "right": "85"}
"""Room inside a cell, in twentieths of a point."""


def written(form: Form) -> bytes:
    """The form as a Word file (docx) for A4. Characters that XML can't hold are left out, all others are kept."""
    words = labels(form.lang)
    document = docx.Document()
    styles(document, accent=INK)
    marks = [plain(mark) for mark in (words["footer"], form.case) if mark]
    a4(document, " · ".join([*marks, ""]), landscape=form.landscape)
    _margin_note(document, form, words)
    _centred(document.add_paragraph(plain(form.title), style="Title"))
    if form.subtitle:
        _centred(document.add_paragraph(plain(form.subtitle), style="Subtitle"))
    room = Length((LONG_SIDE if form.landscape else SHORT_SIDE) - 2 * SIDE_MARGIN)
    for block in form.blocks:
        match block:
            case Heading():
                heading = document.add_paragraph(plain(block.text), style="Heading 1")
                heading.paragraph_format.page_break_before = block.new_page
                _centred(heading)
            case Lines():
                for line in block.lines:
                    document.add_paragraph(plain(line))
            case Grid():
                _table(document, block, room)
    document.core_properties.title = plain(f"{form.title} {form.case}".strip())[:255]
    document.core_properties.author = "Greendesk"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _margin_note(document: Document, form: Form, words: dict[str, str]) -> None:
    """Case, day and notice, small in the page's head: they are ours, not the form's."""
    dated = [(words["case"], form.case), (words["made_on"], form.made_on)]
    lines = ["　　".join(f"{name} {value}" for name, value in dated if value), form.notice]
    head = document.sections[0].header.paragraphs[0]
    run = head.add_run(plain("\n".join(line for line in lines if line)))
    run.font.size, run.font.color.rgb = Pt(8.5), QUIET


def _centred(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Document, grid: Grid, room: Length) -> None:
    """Written element by element: python-docx counts all cells anew for each one it joins."""
    total = sum(grid.widths)
    widths = [round(room.twips * width / total) for width in grid.widths]
    table = element("w:tbl")
    table.append(_properties(sum(widths)))
    columns = element("w:tblGrid")
    for width in widths:
        columns.append(element("w:gridCol", w=str(width)))
    table.append(columns)
    above: dict[int, Cell] = {}
    for number, line in enumerate(grid.placed()):
        row = element("w:tr")
        traits = element("w:trPr")
        traits.append(element("w:cantSplit"))
        if number < grid.head < len(grid.rows):
            traits.append(element("w:tblHeader"))
        row.append(traits)
        for column, cell in line:
            shown = above[column] = cell or above[column]
            width = sum(widths[column : column + shown.colspan])
            row.append(_cell(shown, width, begins=cell is not None))
        table.append(row)
    body = document.element.body
    body.insert_element_before(table, "w:sectPr")
    document.add_paragraph().paragraph_format.space_after = Pt(0)  # two tables in a row would grow together


def _properties(width: int) -> BaseOxmlElement:
    made = element("w:tblPr")
    made.append(element("w:tblW", w=str(width), type="dxa"))
    made.append(element("w:jc", val="center"))
    lines = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(element(f"w:{side}", val="single", sz="6", space="0", color="000000"))
    made.append(lines)
    made.append(element("w:tblLayout", type="fixed"))
    room = element("w:tblCellMar")
    for side, size in PADDING.items():
        room.append(element(f"w:{side}", w=size, type="dxa"))
    made.append(room)
    return made


def _cell(cell: Cell, width: int, *, begins: bool) -> BaseOxmlElement:
    """A cell, or the part of one that goes on from the row above."""
    made, traits = element("w:tc"), element("w:tcPr")
    traits.append(element("w:tcW", w=str(width), type="dxa"))
    if cell.colspan > 1:
        traits.append(element("w:gridSpan", val=str(cell.colspan)))
    if cell.rowspan > 1:
        traits.append(element("w:vMerge", val="restart" if begins else "continue"))
    if cell.heading:
        traits.append(element("w:shd", val="clear", color="auto", fill=TINT))
    traits.append(element("w:vAlign", val="center"))
    made.append(traits)
    paragraph = element("w:p")
    made.append(paragraph)
    written = Paragraph(paragraph, None)  # type: ignore[arg-type]
    written.paragraph_format.space_after = Pt(0)
    if begins and cell.text:
        written.add_run(plain(cell.text)).bold = cell.heading or None
    return made

"""Makes `paper.docx`, the layout that `word.py` fills: `python -m bot.papers.make_template`."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Cm, Pt

from bot.papers.layout import GREEN, TINT, a4, element, styles

NAME_WIDTH, VALUE_WIDTH = Cm(5.6), Cm(12.0)


def _notice(document: Document) -> None:
    """The boxed sentence that this isn't the formal application."""
    paragraph = document.add_paragraph("{{ paper.notice }}")
    paragraph.paragraph_format.space_before = Pt(8)
    properties = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    for side, width in (("top", "6"), ("left", "36"), ("bottom", "6"), ("right", "6")):
        borders.append(element(f"w:{side}", val="single", sz=width, space="6", color=str(GREEN)))
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    shade = element("w:shd", val="clear", color="auto", fill=TINT)
    properties.insert_element_before(shade, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _table(document: Document) -> None:
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    texts = (
        ("{%tr for row in section.rows %}", ""),
        ("{{ row.name }}", "{{ row.value }}"),
        ("{%tr endfor %}", ""),
    )
    for row, (name, value) in zip(table.rows, texts, strict=True):
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, text, width in zip(row.cells, (name, value), (NAME_WIDTH, VALUE_WIDTH), strict=True):
            cell.width = width
            cell.paragraphs[0].text = text
            cell.paragraphs[0].paragraph_format.space_before = Pt(3)
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
    name = table.rows[1].cells[0]
    name._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=TINT))
    name.paragraphs[0].runs[0].bold = True
    borders = table._tbl.tblPr
    lines = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(element(f"w:{side}", val="single", sz="4", space="0", color="C9D3CC"))
    borders.append(lines)


def template() -> Document:
    """The layout as an open python-docx document."""
    document = docx.Document()
    styles(document)
    a4(document, "{{ words.footer }} · {{ paper.case }} · ")
    document.add_paragraph("{{ paper.title }}", style="Title")
    document.add_paragraph("{%p if paper.subtitle %}")
    document.add_paragraph("{{ paper.subtitle }}", style="Subtitle")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ words.case }} {{ paper.case }}　　{{ words.made_on }} {{ paper.made_on }}")
    _notice(document)
    document.add_paragraph("{%p for section in paper.sections %}")
    document.add_paragraph("{{ section.title }}", style="Heading 1")
    document.add_paragraph("{%p if section.rows %}")
    _table(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for line in section.lines %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    return document


if __name__ == "__main__":
    template().save(str(Path(__file__).parent / "paper.docx"))

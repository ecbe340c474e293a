"""Makes `paper.docx`, the layout that `word.py` fills: `python -m bot.papers.make_template`."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Microsoft JhengHei"
GREEN = RGBColor(0x1C, 0x6A, 0x45)
QUIET = RGBColor(0x56, 0x62, 0x5B)
NAME_WIDTH, VALUE_WIDTH = Cm(5.6), Cm(12.0)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _styled(document: Document, style: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    """Sets a style's font for Latin and for Chinese: without `eastAsia` Word picks another for Chinese."""
    font = document.styles[style].font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, False
    if colour is not None:
        font.color.rgb = colour
    fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _styles(document: Document) -> None:
    _styled(document, "Normal", 10.5)
    _styled(document, "Title", 18, bold=True, colour=GREEN)
    _styled(document, "Subtitle", 10.5, colour=QUIET)
    _styled(document, "Heading 1", 12.5, bold=True, colour=GREEN)
    _styled(document, "Footer", 8.5, colour=QUIET)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    normal.element.get_or_add_rPr().append(_element("w:lang", val="en-US", eastAsia="zh-TW"))
    title = document.styles["Title"]
    title.paragraph_format.space_after = Pt(0)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = Pt(14), Pt(4), True


def _notice(document: Document) -> None:
    """The boxed sentence that this isn't the formal application."""
    paragraph = document.add_paragraph("{{ paper.notice }}")
    paragraph.paragraph_format.space_before = Pt(8)
    properties = paragraph._p.get_or_add_pPr()
    borders = _element("w:pBdr")
    for side, width in (("top", "6"), ("left", "36"), ("bottom", "6"), ("right", "6")):
        borders.append(_element(f"w:{side}", val="single", sz=width, space="6", color=str(GREEN)))
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    shade = _element("w:shd", val="clear", color="auto", fill="F1F6F2")
    properties.insert_element_before(shade, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as the page number."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = text
            run._r.append(instruction)


def _table(document: Document) -> None:
    table = document.add_table(rows=3, cols=2, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    texts = (
        ("{%tr for row in section.rows %}", ""),
        ("{{ row.name }}", "{{ row.value }}"),
        ("{%tr endfor %}", ""),
    )
    for row, (name, value) in zip(table.rows, texts, strict=True):
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, text, width in zip(row.cells, (name, value), (NAME_WIDTH, VALUE_WIDTH), strict=True):
            cell.width = width
            cell.paragraphs[0].text = text
            cell.paragraphs[0].paragraph_format.space_before = Pt(3)
            cell.paragraphs[0].paragraph_format.space_after = Pt(3)
    name = table.rows[1].cells[0]
    name._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill="F1F6F2"))
    name.paragraphs[0].runs[0].bold = True
    borders = table._tbl.tblPr
    lines = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        lines.append(_element(f"w:{side}", val="single", sz="4", space="0", color="C9D3CC"))
    borders.append(lines)


def _page(document: Document) -> None:
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Cm(21), Cm(29.7)
    sheet.left_margin = sheet.right_margin = Cm(1.7)
    sheet.top_margin, sheet.bottom_margin = Cm(1.8), Cm(1.8)
    footer = sheet.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("{{ words.footer }} · {{ paper.case }} · ")
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def template() -> Document:
    """The layout as an open python-docx document."""
    document = docx.Document()
    _styles(document)
    _page(document)
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

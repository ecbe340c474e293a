"""The look of our Word files: styles, A4 page and footer, shared by the sheet's template and the printed forms."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Microsoft JhengHei"
GREEN = RGBColor(0x1C, 0x6A, 0x45)
QUIET = RGBColor(0x56, 0x62, 0x5B)
TINT = "F1F6F2"
LONG_SIDE, SHORT_SIDE, SIDE_MARGIN = Cm(29.7), Cm(21), Cm(1.7)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A WordprocessingML element with attributes of the same namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


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


def styles(document: Document, accent: RGBColor = GREEN) -> None:
    """Sets the styles that our files use; `accent` is the colour of titles and headings."""
    _styled(document, "Normal", 10.5)
    _styled(document, "Title", 18, bold=True, colour=accent)
    _styled(document, "Subtitle", 10.5, colour=QUIET)
    _styled(document, "Heading 1", 12.5, bold=True, colour=accent)
    _styled(document, "Footer", 8.5, colour=QUIET)
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    normal.element.get_or_add_rPr().append(element("w:lang", val="en-US", eastAsia="zh-TW"))
    title = document.styles["Title"]
    title.paragraph_format.space_after = Pt(0)
    for border in title.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    heading = document.styles["Heading 1"].paragraph_format
    heading.space_before, heading.space_after, heading.keep_with_next = Pt(14), Pt(4), True


def a4(document: Document, footer: str, *, landscape: bool = False) -> None:
    """Sets the page to A4, its margins, and a footer of this text with the page's number."""
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = SHORT_SIDE, LONG_SIDE
    if landscape:
        sheet.page_width, sheet.page_height = LONG_SIDE, SHORT_SIDE
        sheet.orientation = WD_ORIENTATION.LANDSCAPE
    sheet.left_margin = sheet.right_margin = SIDE_MARGIN
    sheet.top_margin, sheet.bottom_margin = Cm(1.8), Cm(1.8)
    line = sheet.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(footer)
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as the page number."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            instruction = element("w:instrText")
            instruction.text = text
            run._r.append(instruction)

"""The Word file of a draft, as a preparation sheet or as a printed form, and the form's spreadsheet.

The sheet's layout is a committed `paper.docx`, filled by docxtpl: a unit can restyle it in Word without touching
code, and `make_template.py` says in plain Python how it was made. Escaping is on: without it docxtpl
silently drops `&`.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from bot.papers.paper import Paper, Row, Section, labels, plain
from bot.papers.printed import Form

TEMPLATE = Path(__file__).parent / "paper.docx"


def _section(section: Section) -> Section:
    return Section(
        title=plain(section.title),
        rows=tuple(Row(plain(row.name), plain(row.value)) for row in section.rows),
        lines=tuple(plain(line) for line in section.lines),
    )


def _printable(paper: Paper) -> Paper:
    """The paper without what XML, and so Word, can't hold: control characters and lone surrogates."""
    return Paper(
        title=plain(paper.title),
        subtitle=plain(paper.subtitle),
        case=plain(paper.case),
        made_on=plain(paper.made_on),
        notice=plain(paper.notice),
        sections=tuple(_section(section) for section in paper.sections),
        lang=paper.lang,
    )


def word(paper: Paper | Form) -> bytes:
    """A sheet or a form as a Word file (docx). Characters that XML can't hold are left out, all others are kept."""
    if isinstance(paper, Form):
        return printed_word(paper)
    from docxtpl import DocxTemplate  # 0.3 s to import, and only whoever downloads a paper needs it

    paper = _printable(paper)
    document = DocxTemplate(TEMPLATE)
    document.render({"paper": paper, "words": labels(paper.lang)}, autoescape=True)
    properties = document.docx.core_properties
    properties.title = f"{paper.title} {paper.case}"[:255]
    properties.author = "Greendesk"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def spreadsheet(form: Form) -> bytes:
    """A printed form as a workbook (XLSX)."""
    from bot.papers.printed_sheet import printed_sheet  # openpyxl takes 0.2 s, and only a download needs it

    return printed_sheet(form)


def printed_word(form: Form) -> bytes:
    """A printed form as a Word file (docx). Characters that XML can't hold are left out, all others are kept."""
    from bot.papers.printed_word import written  # python-docx takes 0.2 s, and only a download needs it

    return written(form)

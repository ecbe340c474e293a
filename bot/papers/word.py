"""The Word file of a draft.

The layout is a committed `paper.docx`, filled by docxtpl: a unit can restyle it in Word without touching
code, and `make_template.py` says in plain Python how it was made. Escaping is on: without it docxtpl
silently drops `&`.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from bot.papers.paper import Paper, Row, Section, labels

TEMPLATE = Path(__file__).parent / "paper.docx"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _plain(text: str) -> str:
    return _NOT_XML.sub("", text)


def _section(section: Section) -> Section:
    return Section(
        title=_plain(section.title),
        rows=tuple(Row(_plain(row.name), _plain(row.value)) for row in section.rows),
        lines=tuple(_plain(line) for line in section.lines),
    )


def _printable(paper: Paper) -> Paper:
    """The paper without what XML, and so Word, can't hold: control characters and lone surrogates."""
    return Paper(
        title=_plain(paper.title),
        subtitle=_plain(paper.subtitle),
        case=_plain(paper.case),
        made_on=_plain(paper.made_on),
        notice=_plain(paper.notice),
        sections=tuple(_section(section) for section in paper.sections),
        lang=paper.lang,
    )


def word(paper: Paper) -> bytes:
    """The paper as a Word file (docx). Characters that XML can't hold are left out, all others are kept."""
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

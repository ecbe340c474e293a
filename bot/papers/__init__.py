"""Papers: what a draft looks like on A4, as a Word file and as a printable page."""

from bot.papers.paper import Paper, Row, Section
from bot.papers.printable import STYLE_SOURCE, page, printed_page
from bot.papers.printed import Block, Cell, Form, Grid, Heading, Lines
from bot.papers.word import printed_word, spreadsheet, word

__all__ = [
    "STYLE_SOURCE",
    "Block",
    "Cell",
    "Form",
    "Grid",
    "Heading",
    "Lines",
    "Paper",
    "Row",
    "Section",
    "page",
    "printed_page",
    "printed_word",
    "spreadsheet",
    "word",
]

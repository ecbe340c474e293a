"""Papers: what a draft looks like on A4, as a Word file and as a printable page."""

from bot.papers.paper import Paper, Row, Section
from bot.papers.printable import STYLE_SOURCE, page
from bot.papers.word import word

__all__ = ["STYLE_SOURCE", "Paper", "Row", "Section", "page", "word"]

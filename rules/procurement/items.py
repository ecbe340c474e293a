"""Tables 1 and 2 as printed: the parts and items, their points, methods, papers and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rules.parameters import count, text
from rules.procurement.sheets import Sheet, texts


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """One of the four parts of table 1 and its points."""

    id: str
    points: int
    clause: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item of table 2: maximum points, how it is scored, the papers to upload, and notes, all as printed (zh).

    `documents_printed` is what stands in place of a list of papers (無).
    """

    id: str
    part: str
    points: int
    clause: str
    zh: str
    en: str
    method: tuple[str, ...]
    notes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    documents_printed: str = ""


class ScoredItems:
    """Tables 1 and 2."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only("total", "parts", "items")
        readers = {"id": text, "part": text, "points": count, "clause": text, "zh": text, "en": text}
        lists = {**dict.fromkeys(("method", "notes", "documents"), texts), "documents_printed": text}
        self.total: int = sheet.under("total").value("points", count)
        self.total_clause: str = sheet.under("total").value("clause", text)
        parts = sheet.records("parts", ScoredPart, readers)
        items = sheet.records("items", ScoredItem, {**readers, **lists})
        self.parts: Mapping[str, ScoredPart] = {one.id: one for one in parts}
        self.items: Mapping[str, ScoredItem] = {one.id: one for one in items}

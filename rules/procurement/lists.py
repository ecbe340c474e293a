"""The printed lists: product criteria (附表1-1, 1-2) and what is to be leased rather than bought (附表1-4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from rules.parameters import count, text
from rules.procurement.names import Bilingual, Index
from rules.procurement.sheets import Sheet, percent, texts


@dataclass(frozen=True, slots=True)
class Criterion(Bilingual):
    """A product criterion of list A or B: its printed number and name, and what a label under it weighs."""

    list: str
    number: int
    zh: str
    en: str
    weight: Decimal
    clause: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaList:
    """List A (附表1-1) or B (附表1-2) in the order printed."""

    id: str
    zh: str
    en: str
    clause: str
    weight: Decimal
    items: tuple[Criterion, ...]


class Criteria:
    """Both lists of product criteria whose labels count for 拓展環保標章產品."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only("lists")
        sheet.under("lists").only("A", "B")
        self.lists: Mapping[str, CriteriaList] = {id: _criteria(id, one) for id, one in sheet.sheets("lists")}

    @cached_property
    def _index(self) -> Index[Criterion]:
        return Index(item for one in self.lists.values() for item in one.items)

    def find(self, name: str) -> tuple[Criterion, ...]:
        """Return the criteria of that name: none if it is on neither list, several if the name is shared.

        Neither list: a label under it isn't counted (表2三注意事項1).
        """
        return self._index.find(name)


def _criteria(id: str, sheet: Sheet) -> CriteriaList:
    sheet.only("clause", "weight", "zh", "en", "items")
    weight, clause = sheet.value("weight", percent), sheet.value("clause", text)
    readers = {"number": count, "zh": text, "en": text, "aliases": texts}
    items = sheet.records("items", Criterion, readers, list=id, weight=weight, clause=clause)
    return CriteriaList(id, sheet.value("zh", text), sheet.value("en", text), clause, weight, items)


@dataclass(frozen=True, slots=True)
class Leased(Bilingual):
    """A product of 附表1-4 and its category there."""

    id: str
    category: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeasingCategory:
    """A category of 附表1-4: its printed number and name."""

    id: str
    number: int
    zh: str
    en: str


class Leasing:
    """附表1-4, and the part of the rent that counts (`percent`)."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only("clause", "percent", "items", "categories")
        self.clause: str = sheet.value("clause", text)
        self.percent: Decimal = sheet.value("percent", percent)
        readers = {"number": count, "zh": text, "en": text}
        self.categories: Mapping[str, LeasingCategory] = {
            id: one.record(LeasingCategory, readers, id=id) for id, one in sheet.sheets("categories")
        }
        readers = {"id": text, "category": text, "zh": text, "en": text, "aliases": texts}
        self.items: tuple[Leased, ...] = sheet.records("items", Leased, readers)
        for item in self.items:
            if item.category not in self.categories:
                raise sheet.error("items", f"{item.id!r} is in no category", "name one of `categories`")

    @cached_property
    def _index(self) -> Index[Leased]:
        return Index(self.items)

    def find(self, name: str) -> tuple[Leased, ...]:
        """Return the listed products of an id or name: none if it isn't listed, several if the name is shared."""
        return tuple(one for one in self.items if one.id == name) or self._index.find(name)

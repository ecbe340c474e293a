"""附件二: where the targets come from, as printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from rules.parameters import count, day, ids, text
from rules.procurement.gazetteer import county
from rules.procurement.sheets import Sheet, bilingual, percent, texts
from rules.procurement.targets import Item, by_item, printed_row, printed_rows


@dataclass(frozen=True, slots=True)
class Formula:
    """How an item's target of 113 is made: `percent` of last year's target or of the average of 109 to 111."""

    percent: Decimal
    of: str
    clause: str


@dataclass(frozen=True, slots=True)
class Base:
    """One figure behind a county's target; `county` None: the printed total. None as value: nothing printed."""

    item: Item
    column: str
    county: str | None
    value: int | None
    clause: str


@dataclass(frozen=True, slots=True)
class BaseTable:
    """A table of 附件二: named columns, a row per county, and the printed totals."""

    clause: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[int | None, ...]]
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class HotelKind:
    """A kind of hotel: how many bear the eco label, and its printed weight in percent of all that do (附表4)."""

    id: str
    zh: str
    en: str
    labelled: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class LabelStep:
    """From a weighted number of hotels on, a county's target of labels is so many firms (附件二二)."""

    least: int
    firms: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The counties whose store target isn't last year's x 1.1, and the printed reason by language."""

    counties: tuple[str, ...]
    clause: str
    reason: Mapping[str, str]


class Bases:
    """All of 附件二. Columns of money in NT$: `year_before` (112), `average` (109 to 111), `target` (113)."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only("formulas", "tables", "hotels", "label_target", "adjusted")
        self.formulas: Mapping[Item, Formula] = {
            item: one.record(Formula, {"percent": percent, "of": text, "clause": text})
            for item, one in by_item(sheet, "formulas")
        }
        self.tables: Mapping[Item, BaseTable] = {item: _table(one) for item, one in by_item(sheet, "tables")}
        hotels = sheet.under("hotels")
        readers = {"id": text, "zh": text, "en": text, "labelled": count, "percent": percent}
        self.hotels: tuple[HotelKind, ...] = hotels.records("rows", HotelKind, readers)
        self.hotels_total: int = hotels.value("total", count)
        self.hotels_as_of: date = hotels.value("as_of", day)
        steps = sheet.under("label_target")
        self.label_steps: tuple[LabelStep, ...] = steps.records("steps", LabelStep, {"least": count, "firms": count})
        self.adjusted: Adjusted = sheet.under("adjusted").record(
            Adjusted, {"counties": ids, "clause": text, "reason": bilingual}
        )

    def base(self, item: Item, of: str | None, column: str = "year_before") -> Base:
        """Return a figure behind a target: of a county (any of its names), or the printed total for None.

        Columns: `year_before` and `target` for STORE_SALES, FIRMS and AMOUNT, `average` for AMOUNT; for LABELS the
        numbers of hotels, `weighted` and `target`. Raises LookupError for an item or column without such a table,
        UnknownCounty or AmbiguousCounty for the county.
        """
        table = self.tables.get(item)
        if table is None or column not in table.columns:
            raise LookupError(f"no {column} is printed for {item}")
        id = county(of).id if of is not None else None
        row = table.totals if id is None else table.rows[id]
        return Base(item, column, id, row[table.columns.index(column)], table.clause)


def _table(sheet: Sheet) -> BaseTable:
    sheet.only("clause", "columns", "rows", "total")
    columns = sheet.value("columns", texts)
    rows = printed_rows(sheet, len(columns))
    return BaseTable(sheet.value("clause", text), columns, rows, printed_row(sheet, "total", len(columns)))

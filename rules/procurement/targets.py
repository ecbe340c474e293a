"""The counties' targets and growth steps (tables 3 to 7), as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from rules.determination import Step
from rules.parameters import text
from rules.procurement.gazetteer import counties, county
from rules.procurement.sheets import Sheet, figures, percents, texts


class Item(StrEnum):
    """What a county has a target for, named as the tables name it."""

    STORE_SALES = "store_sales"
    """綠色商店之綠色產品銷售額, NT$."""
    FIRMS = "firms"
    """民間企業及團體綠色採購輔導家數, firms."""
    AMOUNT = "amount"
    """民間企業及團體綠色採購輔導金額, NT$."""
    LABELS = "labels"
    """取得環保標章目標家數, firms."""
    MEMBERS = "members"
    """環保集點新增會員數, members."""
    TRAVEL_PERSONS = "travel_persons"
    """綠色旅遊出團目標值, persons; printed, but scores nothing."""
    TRAVEL_ROUTES = "travel_routes"
    """綠色旅遊出團行程數, different routes."""

    @property
    def unit(self) -> str:
        """Say what is counted: ntd, firms, members, persons or routes."""
        return _UNITS[self]


_UNITS = {
    Item.STORE_SALES: "ntd",
    Item.FIRMS: "firms",
    Item.AMOUNT: "ntd",
    Item.LABELS: "firms",
    Item.MEMBERS: "members",
    Item.TRAVEL_PERSONS: "persons",
    Item.TRAVEL_ROUTES: "routes",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure. `county` is None for the printed national total.

    `value` is the cell as printed (None: a dash) and `reach` what has to be reached in all, in the item's unit:
    the same, but for table 6, whose growth columns are increments above the target. `percent` and `points` are
    those of a growth step, None for a target.
    """

    item: Item
    county: str | None
    value: int | None
    reach: int | None
    clause: str
    working: tuple[Step, ...]
    percent: Decimal | None = None
    points: int | None = None

    @property
    def unit(self) -> str:
        """Say what is counted: ntd, firms, members, persons or routes."""
        return self.item.unit


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of targets: a figure per county, and the printed total."""

    item: Item
    clause: str
    by_county: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True)
class Growth:
    """A table of growth steps above a target: the step at place n gives n + 1 points.

    `increments`: the cells are what is added to the target (table 6), not the sum to be reached (tables 4, 5).
    """

    item: Item
    clause: str
    increments: bool
    percents: tuple[Decimal, ...]
    by_county: Mapping[str, tuple[int | None, ...]]
    totals: tuple[int | None, ...]

    @property
    def most(self) -> int:
        """The points of the last step."""
        return len(self.percents)

    def place(self, percent: Decimal | None, points: int | None) -> int:
        """Return the place of the step of a printed percentage or a number of points, whichever is given.

        Raises LookupError if the table has no such step.
        """
        if percent is not None and percent in self.percents:
            return self.percents.index(percent)
        if percent is None and points is not None and 1 <= points <= self.most:
            return points - 1
        raise LookupError(f"{self.clause} has no step of {percent if percent is not None else points}")


@dataclass(frozen=True, slots=True)
class Targets:
    """Tables 3 to 7."""

    columns: Mapping[Item, Column]
    growths: Mapping[Item, Growth]

    def target(self, item: Item, of: str | None) -> Figure:
        """Return a county's target (any of its names), or the printed national total for None.

        Raises UnknownCounty or AmbiguousCounty.
        """
        column = self.columns[item]
        id = county(of).id if of is not None else None
        value = column.total if id is None else column.by_county[id]
        return Figure(item, id, value, value, column.clause, (Step("target", {"target": value}),))

    def growth(
        self, item: Item, of: str | None, *, percent: Decimal | None = None, points: int | None = None
    ) -> Figure:
        """Return the printed step of a growth percentage, or of the points it gives; give one of the two.

        Items with steps: STORE_SALES (表4), AMOUNT (表5), MEMBERS (表6). Raises LookupError for another item or
        a step that isn't printed, UnknownCounty or AmbiguousCounty for the county.
        """
        if item not in self.growths:
            raise LookupError(f"{item} has no growth steps")
        table = self.growths[item]
        place = table.place(percent, points)
        id = county(of).id if of is not None else None
        value = (table.totals if id is None else table.by_county[id])[place]
        reach, working = self._reach(item, id, value)
        return Figure(item, id, value, reach, table.clause, working, table.percents[place], place + 1)

    def _reach(self, item: Item, id: str | None, value: int | None) -> tuple[int | None, tuple[Step, ...]]:
        if value is None:
            return None, (Step("step_not_printed", {}),)
        if not self.growths[item].increments:
            return value, (Step("threshold", {"reach": value}),)
        column = self.columns[item]
        target = column.total if id is None else column.by_county[id]
        reach = target + value
        return reach, (Step("target_and_increment", {"target": target, "increment": value, "reach": reach}),)

    def steps(self, item: Item, of: str | None) -> tuple[Figure, ...]:
        """Return all growth steps of a county, or of the printed totals for None; raises as `growth` does."""
        if item not in self.growths:
            raise LookupError(f"{item} has no growth steps")
        return tuple(self.growth(item, of, points=place) for place in range(1, self.growths[item].most + 1))


def load_targets(path: Path) -> Targets:
    """Load tables 3 to 7; raises DataError for a row that is missing, unknown, or of the wrong length."""
    sheet = Sheet(path)
    sheet.only("tables", "growth")
    columns = {one.item: one for _, table in sheet.sheets("tables") for one in _columns(table)}
    growths = {item: _growth(item, table) for item, table in by_item(sheet, "growth")}
    return Targets(columns, growths)


def _columns(sheet: Sheet) -> list[Column]:
    sheet.only("clause", "columns", "rows", "total")
    clause = sheet.value("clause", text)
    items = sheet.value("columns", lambda names: [Item(name) for name in texts(names)])
    rows = {id: whole(sheet, row) for id, row in printed_rows(sheet, len(items)).items()}
    totals = whole(sheet, printed_row(sheet, "total", len(items)))
    return [
        Column(item, clause, {id: row[place] for id, row in rows.items()}, totals[place])
        for place, item in enumerate(items)
    ]


def _growth(item: Item, sheet: Sheet) -> Growth:
    sheet.only("clause", "kind", "percents", "rows", "total")
    steps = sheet.value("percents", percents)
    kind = sheet.value("kind", text)
    if kind not in ("threshold", "increment"):
        raise sheet.error("kind", f"{kind!r} is no kind of step", "write threshold or increment")
    rows, totals = printed_rows(sheet, len(steps)), printed_row(sheet, "total", len(steps))
    return Growth(item, sheet.value("clause", text), kind == "increment", steps, rows, totals)


def by_item(sheet: Sheet, key: str) -> Iterator[tuple[Item, Sheet]]:
    """Yield the mappings under a key by item; raises DataError for a name that is no item."""
    for name, one in sheet.sheets(key):
        if name not in set(Item):
            raise sheet.under(key).error(name, f"{name!r} is no item", f"write one of {', '.join(Item)}")
        yield Item(name), one


def printed_rows(sheet: Sheet, width: int) -> dict[str, tuple[int | None, ...]]:
    """Return the printed row of each of the 22 counties; raises DataError unless all are there, in order."""
    rows = sheet.under("rows")
    rows.only(*(one.id for one in counties()))
    return {one.id: printed_row(rows, one.id, width) for one in counties()}


def printed_row(sheet: Sheet, key: str, width: int) -> tuple[int | None, ...]:
    """Return one printed row; raises DataError unless it has as many figures as the table has columns."""
    row = sheet.value(key, figures)
    if len(row) != width:
        raise sheet.error(key, f"{key!r} has {len(row)} figures", f"give {width}, a dash where none is printed")
    return row


def whole(sheet: Sheet, row: tuple[int | None, ...]) -> tuple[int, ...]:
    """Return a row in which every figure is printed; raises DataError for a dash."""
    if None in row:
        raise sheet.error("rows", "a figure is missing", "give the printed one")
    return tuple(one for one in row if one is not None)

"""A green store's sales from a spreadsheet: each row under the header a line of the statement, or why it can't be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.ledger import Columns, LedgerProblem, Table, guess, read_table
from bot.ledger.headers import folded
from bot.ledger.marks import Marks
from bot.ledger.rows import Row, read_rows
from bot.phrases import phrases
from bot.sales import LONGEST_PART, Unread, labels_named
from knowledge.labels import Labels
from knowledge.text import clean
from rules.facts import LARGE_MONEY
from rules.procurement import Plan
from rules.stores.sales import Sale


def read_sheet(content: bytes, name: str, plan: Plan, labels: Labels) -> tuple[Sale | Unread, ...]:
    """Return the sales of a file, in its order; totals and remarks are left out.

    Raises LedgerProblem, worded for the person, for a file that can't be read, one without a column of amounts, and
    one without lines.
    """
    table = read_table(content, name)
    columns = guess(table)
    if columns.amount is None:
        raise LedgerProblem("no_amount_column")
    rows, _ = read_rows(table, columns)
    if not rows:
        raise LedgerProblem("no_lines")
    reading = _Reading(table, columns, plan, labels)
    return tuple(reading.line(row) for row in rows)


class _Reading:
    def __init__(self, table: Table, columns: Columns, plan: Plan, labels: Labels) -> None:
        self._table, self._columns, self._plan, self._labels = table, columns, plan, labels
        self._marks = Marks(plan, labels)
        titles = [folded(title) for title in columns.titles]
        self._at = {name: self._titled(titles, words) for name, words in phrases().sale_columns.items()}

    @staticmethod
    def _titled(titles: list[str], words: tuple[str, ...]) -> int | None:
        return next((at for at, title in enumerate(titles) for word in words if folded(word) in title), None)

    def line(self, row: Row) -> Sale | Unread:
        """One row; its amount whole, and its label one that is surely meant."""
        words = " ".join(self._words(row))[:LONGEST_PART]
        named = self._named(row.label)
        if len(named) > 1:
            return Unread(words, "which_label")
        if not named:
            return Unread(words, "no_label")
        if row.amount is None or not row.item or row.amount != row.amount.to_integral_value():
            return Unread(words, "no_amount")
        if row.amount < 0:
            return Unread(words, "negative")
        if row.amount > LARGE_MONEY:
            return Unread(words, "too_large")
        number, quantity, period = (self._text(row, name) for name in ("number", "quantity", "period"))
        return Sale(clean(row.item)[:LONGEST_PART], named[0], int(row.amount), number, quantity, period)

    def _named(self, label: str) -> tuple[str, ...]:
        """The labels that a cell names: as in a typed line, else as people shorten them in such a column."""
        named = labels_named(clean(label), self._plan, self._labels)
        if named or not label:
            return named
        ground = self._marks.of("", label).ground
        return (ground,) if ground is not None and ground in self._plan.grounds.by_id else ()

    def _words(self, row: Row) -> Iterator[str]:
        for part in (row.item, row.label, row.amount):
            if part not in (None, ""):
                yield f"{part:,f}" if isinstance(part, Decimal) else clean(str(part))

    def _text(self, row: Row, name: str) -> str:
        """What a further column says: days by ROC reckoning, whole numbers without a fraction."""
        at = self._at[name]
        value = self._table.at(row.number - 1, at) if at is not None else None
        if isinstance(value, date):
            return f"{value.year - 1911}/{value.month}/{value.day}"
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else clean(str(value))[:LONGEST_PART]

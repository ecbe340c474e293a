"""Amounts and dates as cells hold them: numbers as text, full-width, brackets, ROC and western days, serials."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from bot.ledger.table import CellValue

Calendar = Literal["roc", "western"]
LARGEST: Final = Decimal(10) ** 12
_ROC: Final = range(80, 151)
_WESTERN: Final = range(1990, 2101)
_SERIALS: Final = range(32_874, 73_416)
"""Days of a spreadsheet's calendar from 1990 to 2100."""
_EPOCH: Final = date(1899, 12, 30)
_MONEY: Final = re.compile(r"新臺幣|新台幣|臺幣|台幣|nt\$|ntd|twd|nt|\$|元|圓|整|正|\s|_", re.IGNORECASE)
_FOREIGN: Final = re.compile(
    r"us\$|usd|美[元金]|eur|€|歐元|jpy|日[圓幣]|¥|rmb|cny|人民幣|hk\$|hkd|港幣|gbp|£", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_TIMES: Final = {"萬": 10_000, "万": 10_000, "千": 1_000, "仟": 1_000, "億": 100_000_000}
_EMPTY: Final = frozenset({"", "-", "--", "—", "－", "–", "─"})
_DAY: Final = re.compile(
    r"(?:民國|中華民國|roc)?(\d{2,4})(?:[./\-]|年度?)(\d{1,2})(?:[./\-]|月)(\d{1,2})日?(?:[t ].*)?"
)
_MONTH: Final = re.compile(r"(?:民國|中華民國|roc)?(\d{2,4})(?:[./\-]|年度?)(\d{1,2})月?份?")
_YEAR: Final = re.compile(r"(?:民國|中華民國|roc)?(\d{3,4})(?:年度?)?")
_LAST: Final = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})(?:[t ].*)?")
_NO_YEAR: Final = re.compile(r"(\d{1,2})(?:/|月)(?:(\d{1,2})日?)?份?")
_PACKED: Final = {8: (4, 6), 7: (3, 5), 6: (4, 6), 5: (3, 5)}
_ERRORS: Final = ("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!")


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell holds: an amount, or the key of the note why none can be read. Neither: the cell is empty."""

    amount: Decimal | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """What a cell says of a date: the day, or only the year and perhaps the month, or why none can be read."""

    day: date | None = None
    year: int | None = None
    month: int | None = None
    problem: str | None = None


def read_amount(cell: CellValue) -> Read:
    """Return the amount of NT$ in a cell: 1,234, NT$1,234, １２３４元, (1,234), 1,234-, △1,234, 1.2萬."""
    if isinstance(cell, bool | date):
        return Read(problem="not_a_number")
    if isinstance(cell, int | float):
        number = Decimal(cell) if isinstance(cell, int) else Decimal(f"{cell:.15g}")
        return _bounded(number)
    if cell is None:
        return Read()
    shown = unicodedata.normalize("NFKC", cell).strip().lower().replace("−", "-").replace("﹣", "-")
    if shown in _EMPTY:
        return Read()
    if shown in _ERRORS:
        return Read(problem="error_value")
    if _FOREIGN.search(shown):
        return Read(problem="foreign_money")
    return _number(_MONEY.sub("", shown))


def _number(shown: str) -> Read:
    sign = 1
    if shown.startswith("(") and shown.endswith(")"):
        sign, shown = -1, shown[1:-1]
    elif shown.startswith(("-", "△", "▲")):
        sign, shown = -1, shown[1:]
    elif shown.endswith("-"):
        sign, shown = -1, shown[:-1]
    times = _TIMES.get(shown[-1:], 1)
    digits = shown[:-1] if times > 1 else shown.removeprefix("+")
    if not _NUMBER.fullmatch(digits):
        return Read(problem="not_a_number")
    try:
        return _bounded(sign * times * Decimal(digits.replace(",", "")))
    except InvalidOperation:
        return Read(problem="not_a_number")


def _bounded(number: Decimal) -> Read:
    if not number.is_finite() or abs(number) > LARGEST:
        return Read(problem="too_much_money")
    return Read(number)


def read_when(
    cell: CellValue, calendar: Calendar | None = None, *, year: int | None = None, serials: bool = True
) -> When:
    """Return the date in a cell: a spreadsheet's own, a serial, 113/5/6, 1130506, 113年5月6日, 2024-05-06, 113年5月.

    `calendar` settles a year of two digits, `year` is that of a date written without one (5/6, 5月, 5). `serials` is
    False for a workbook that counts days from 1904.
    """
    when = _read_when(cell, calendar, serials)
    return _without_year(cell, year) or when if when.problem == "not_a_date" else when


def _without_year(cell: CellValue, year: int | None) -> When | None:
    """A date without its year, None where the cell is none; the year unknown, it's a problem that says so."""
    shown = unicodedata.normalize("NFKC", str(cell)).strip()
    found = _NO_YEAR.fullmatch(f"{shown}月" if shown.isdecimal() else re.sub(r"\s", "", shown))
    if isinstance(cell, bool) or found is None or not 1 <= int(found[1]) <= 12:
        return None
    if year is None:
        return When(problem="no_year")
    return _made(year, int(found[1]), int(found[2]) if found[2] else None)


def _read_when(cell: CellValue, calendar: Calendar | None, serials: bool) -> When:
    if isinstance(cell, datetime):
        return _of(cell.date())
    if isinstance(cell, date):
        return _of(cell)
    if isinstance(cell, bool):
        return When(problem="not_a_date")
    if isinstance(cell, float):
        return _of_fraction(cell, calendar, serials)
    if isinstance(cell, int):
        return _of_number(cell, serials)
    if cell is None:
        return When()
    shown = re.sub(r"\s*([年月日./\-])\s*", r"\1", unicodedata.normalize("NFKC", cell).strip().lower())
    if shown in _EMPTY:
        return When()
    if shown.isdecimal():
        return _of_number(int(shown), serials)
    return _of_text(shown, calendar)


def _of(day: date) -> When:
    return When(day, day.year, day.month)


def _of_number(number: int, serials: bool) -> When:
    text = str(number)
    if len(text) in _PACKED:
        year_ends, month_ends = _PACKED[len(text)]
        year = _year(int(text[:year_ends]), None)
        if year is not None:
            return _made(year, int(text[year_ends:month_ends]), int(text[month_ends:]) if len(text) > 6 else None)
    if number in _SERIALS:
        return _of(_EPOCH + timedelta(days=number)) if serials else When(problem="not_a_date")
    year = _year(number, None)
    return When(year=year) if year is not None else When(problem="not_a_date")


def _of_fraction(number: float, calendar: Calendar | None, serials: bool) -> When:
    """A serial with its time of day, or a year and month typed as a number (113.05; 113.1 may be October)."""
    if not 0 < number < _WESTERN.stop * 10**4:
        return When(problem="not_a_date")
    if number.is_integer() or int(number) in _SERIALS:
        return _of_number(int(number), serials)
    found = _of_text(f"{number}", calendar)
    return When(year=found.year) if found.month == 1 and f"{number}".endswith(".1") else found


def _of_text(shown: str, calendar: Calendar | None) -> When:
    if found := _DAY.fullmatch(shown):
        year = _year(int(found[1]), calendar)
        return _made(year, int(found[2]), int(found[3])) if year else When(problem="year_unsure")
    if found := _LAST.fullmatch(shown):
        return _swapped(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(shown):
        year = _year(int(found[1]), calendar)
        return _made(year, int(found[2]), None) if year else When(problem="year_unsure")
    if (found := _YEAR.fullmatch(shown)) and (year := _year(int(found[1]), calendar)):
        return When(year=year)
    return When(problem="not_a_date")


def _swapped(first: int, second: int, year: int) -> When:
    """Month and day in either order, the year last."""
    ways = {one for one in (_made(year, first, second), _made(year, second, first)) if one.problem is None}
    if len(ways) == 1:
        return ways.pop()
    return When(year=year) if ways else When(problem="not_a_date")


def _year(number: int, calendar: Calendar | None) -> int | None:
    """The western year of a written one; None where it isn't sure."""
    if number in _WESTERN:
        return number
    if number in _ROC and number >= 100:
        return number + 1911
    if number < 100 and calendar:
        return number + (2000 if calendar == "western" else 1911 if number in _ROC else 2011)
    return None


def _made(year: int, month: int, day: int | None) -> When:
    if day is None:
        return When(year=year, month=month) if 1 <= month <= 12 else When(problem="not_a_date")
    try:
        return _of(date(year, month, day))
    except ValueError:
        return When(problem="not_a_date")

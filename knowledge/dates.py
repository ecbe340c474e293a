"""Dates, years and counts in what people type: ROC and western years, in figures or characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from knowledge.data import kept, load
from knowledge.numerals import CHARS, DIGITS, parse
from knowledge.text import ROC_EPOCH, clean, simplified

_ROC_YEARS: Final = range(1, 201)
_WESTERN_YEARS: Final = range(ROC_EPOCH + 1, 2201)
_ROC_BARE: Final = range(80, 151)
"""A bare two- or three-digit number in here is a ROC year; other small numbers are not taken for one."""
_RELATIVE: Final = {"today": 0, "yesterday": -1, "day_before": -2, "tomorrow": 1}
_SPELT: Final = re.compile(rf"[{CHARS}]+(?=\s?[年月日号度])|(?<=年)[{CHARS}]+|(?<=月)[{CHARS}]+")
_FULL: Final = re.compile(r"(?<!\d)(\d{1,4})\s?(?:[/.\-]|年度?)\s?(\d{1,2})\s?[/.\-月]\s?(\d{1,2})(?!\d)(?:\s?[日号])?")
_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})(?!\d)")
_PACKED: Final = re.compile(r"(?<!\d)(\d{2,4})(\d{2})(\d{2})(?!\d)")
_SHORT: Final = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?[/\-月]\s?(\d{1,2})(?![\d/])(?:\s?[日号])?")
_YEAR: Final = re.compile(
    r"(?<![\d.,/\-])(?:(民国|roc\s?)\s?)?(\d{2,4})(?!\s?[家间間件场場名个個分])\s?(年度?)?"
    r"(?![\d,.]\d|\d)"
)


@dataclass(frozen=True, slots=True)
class NotADate:
    """Written like a date that the calendar does not have, such as 2018-02-30."""

    words: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Read in more than one way: 8 (dollars or ten thousands), 11/30 (of which year)."""

    values: tuple[int, ...] | tuple[date, ...]
    words: str


@kept
def _month_pattern() -> re.Pattern[str]:
    month = "(" + "|".join(load("quantities.yaml")["months"]) + r")[a-z]*\.?"
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    return re.compile(rf"(?:{month}\s?{day}|{day}\s?(?:of\s)?{month})(?:\s?,?\s?(\d{{4}}))?(?!\d)")


def western(year: int) -> int | None:
    """The western year of a ROC or western one (107 and 2018 both give 2018); None outside both ranges."""
    if year in _ROC_YEARS:
        return year + ROC_EPOCH
    return year if year in _WESTERN_YEARS else None


def _digits(text: str) -> str:
    """Numbers in characters before 年, 月 and 日 as figures."""

    def figure(found: re.Match[str]) -> str:
        value = parse(found.group())
        return found.group() if value is None else str(int(value))

    return _SPELT.sub(figure, simplified(clean(text)))


def _made(year: int, month: int, day: int, words: str) -> date | NotADate:
    actual = western(year)
    try:
        return date(actual, month, day) if actual is not None else NotADate(words)
    except ValueError:
        return NotADate(words)


def _in_some_year(month: int, day: int, today: date, words: str) -> Ambiguous | NotADate:
    found = [_made(year, month, day, words) for year in (today.year, today.year - 1)]
    dates = tuple(day for day in found if isinstance(day, date))
    if not dates and isinstance(_made(2000, month, day, words), NotADate):
        return NotADate(words)
    return Ambiguous(dates, words)


def _english(text: str, today: date) -> date | NotADate | Ambiguous | None:
    found = _month_pattern().search(text)
    if not found:
        return None
    month = load("quantities.yaml")["months"].index(found[1] or found[4]) + 1
    day = int(found[2] or found[3])
    if found[5]:
        return _made(int(found[5]), month, day, found.group())
    return _in_some_year(month, day, today, found.group())


def _relative(text: str, today: date) -> date | None:
    for name, words in load("quantities.yaml")["dates"].items():
        if text in words:
            return today + timedelta(days=_RELATIVE[name])
    return None


def read_date(text: str, today: date) -> date | NotADate | Ambiguous | None:
    """The date in an answer, ROC or western: 107/11/30, 1071130, 民國107年11月30日, 2018-11-30, Nov 30 2018.

    :class:`Ambiguous` when the year is missing (the nearest two are given) or day and month can be swapped,
    :class:`NotADate` when the calendar has no such day, None when there is no date at all.
    """
    shown = _digits(text)
    if found := _LAST.search(shown):
        first, second, year = (int(part) for part in found.groups())
        ways = {d for d in (_made(year, first, second, ""), _made(year, second, first, "")) if isinstance(d, date)}
        if len(ways) == 2:
            return Ambiguous(tuple(sorted(ways)), found.group())
        return ways.pop() if ways else NotADate(found.group())
    if found := _FULL.search(shown):
        year, month, day = (int(part) for part in found.groups())
        return _made(year, month, day, found.group())
    if named := _english(shown, today):
        return named
    if found := _PACKED.search(shown):
        year, month, day = (int(part) for part in found.groups())
        return _made(year, month, day, found.group())
    if found := _SHORT.search(shown):
        return _in_some_year(int(found[1]), int(found[2]), today, found.group())
    return _relative(shown, today)


def years_in(text: str) -> list[int]:
    """The western years a text names, ROC ones converted: 107年, 民國 107, 2018, 107 綠色驗證."""
    result = []
    for found in _YEAR.finditer(_digits(text)):
        number, marked = int(found[2]), bool(found[1] or found[3])
        if len(found[2]) == 4 and not marked and number not in range(1990, 2101):
            continue
        if len(found[2]) < 4 and not marked and number not in range(100, 121):
            continue
        if len(found[2]) == 2 and number not in _ROC_BARE:
            continue
        year = western(number)
        if year is not None and year not in result:
            result.append(year)
    return result


def read_year(text: str) -> int | None:
    """The western year in an answer to a question for a year: 107, 民國107年, 107年度 and 2018 are all 2018."""
    shown = _digits(text)
    found = re.search(r"(?<![\d\-])\d{1,4}(?!\d)", shown)
    if not found:
        value = parse(shown.strip())
        number = int(value) if value is not None else None
    else:
        number = int(found.group())
    if number is None:
        return None
    if number in _ROC_BARE or (number in _ROC_YEARS and "民国" in shown):
        return number + ROC_EPOCH
    return number if number in _WESTERN_YEARS else None


def read_integer(text: str) -> int | None:
    """The whole number in an answer: 3, 二十家, -1 (so that whoever asked can refuse it); None without one."""
    shown = simplified(clean(text)).replace(",", "")
    if found := re.search(r"-?\d{1,18}(?![\d.])", shown):
        return int(found.group())
    if found := re.search(rf"[{CHARS}万]+", shown):
        value = parse(found.group())
        return int(value) if value is not None else None
    return None


def percents_in(text: str) -> list[Decimal]:
    """The percentages a text names, as percents: 30%, 三成, 三成五 (35), 百分之三十, 50 趴."""
    shown = simplified(clean(text))
    result = []
    number = rf"(\d{{1,6}}(?:\.\d{{1,6}})?|[{CHARS}点]{{1,9}})"
    for pattern, size in ((rf"{number}\s?(?:%|趴|percent|per cent)", 1), (rf"百分之\s?{number}", 1)):
        for found in re.finditer(pattern, shown):
            value = Decimal(found[1]) if found[1][0].isdecimal() else parse(found[1])
            if value is not None:
                result.append(value * size)
    digit = "".join(DIGITS)
    for found in re.finditer(rf"(?<!\d)([1-9{digit}])成([1-9{digit}半])?(?![立为本果功])", shown):
        tens = parse(found[1]) if not found[1].isdecimal() or not found[1].isascii() else Decimal(found[1])
        more = {"半": Decimal(5), None: Decimal(0)}.get(found[2])
        if more is None:
            more = Decimal(found[2]) if found[2].isascii() else parse(found[2])
        if tens is not None and more is not None:
            result.append(tens * 10 + more)
    return result

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
_SPELT: Final = re.compile(rf"(?<![{CHARS}])[{CHARS}]{{1,12}}+(?=\s?[年月日号度])|(?<=年)[{CHARS}]+|(?<=月)[{CHARS}]+")
_FULL: Final = re.compile(r"(?<!\d)(\d{1,4})\s?(?:[/.\-]|年度?)\s?(\d{1,2})\s?[/.\-月]\s?(\d{1,2})(?!\d)(?:\s?[日号])?")
_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4})(?!\d)")
_PACKED: Final = re.compile(r"(?<!\d)(\d{2,4})(\d{2})(\d{2})(?!\d)")
_OLDEST: Final = 80
"""A year of two digits from here on is a ROC one (98/3/1); below, which part is the year is not sure."""
_SHORT: Final = re.compile(r"(?<![\d/.\-])(\d{1,2})\s?[/\-月]\s?(\d{1,2})(?![\d/])(?:\s?[日号])?")
_A_YEAR: Final = re.compile(r"(?<!\d)(?<!^-)(?<!\s-)(\d{1,4})(?!\d|\s?[万千百亿元家%])(?:\s?年度?)?")
_SPAN_OF_YEARS: Final = re.compile(r"\d{2,4}(?:\s?年度?)?\s?[~\-–—到至、/及和跟与]\s?\d{1,2}(?!\d|\s?月)")
"""105~6 年 names two years."""
_YEAR: Final = re.compile(
    r"(?<!\d[.,])(?<![\d/\-])(?<!目标)(?<!目標)(?<!满分)(?<!满分是)(?<!总分)(?<!总分是)(?:(民国|roc\s?)\s?)?(\d{2,4})(?!\s?[家间間件场場名个個分%％趴则則篇人位台组組次条條户戶])\s?(年度?)?"
    r"(?![\d,.]\d|\d)"
)
_FIGURE: Final = re.compile(r"\d")
_AMOUNT: Final = rf"(\d{{1,6}}(?:\.\d{{1,6}})?|[{CHARS}点]{{1,9}})"
_PERCENTS: Final = re.compile(rf"{_AMOUNT}\s?(?:%|趴|percent|per cent)"), re.compile(rf"百分之\s?{_AMOUNT}")
_TENTHS: Final = re.compile(rf"(?<!\d)([1-9{''.join(DIGITS)}])成([1-9{''.join(DIGITS)}半])?(?![立为本果功交员长])")


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


def _english(found: re.Match[str], today: date) -> date | NotADate | Ambiguous:
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


def _two_digits(parts: tuple[str, ...], words: str) -> date | NotADate | Ambiguous:
    """A date whose year has two digits: ROC from 80 on; in 18/3/1 and 180301 which part is the year isn't sure."""
    first, second, third = (int(part) for part in parts)
    if first >= _OLDEST:
        roc = _made(first, second, third, words)
        return Ambiguous((roc,), words) if isinstance(roc, date) and words.isdecimal() else roc
    ways = [_made(2000 + first, second, third, ""), _made(2000 + third, first, second, "")]
    ways.append(_made(2000 + third, second, first, ""))
    dates = tuple(dict.fromkeys(day for day in ways if isinstance(day, date)))
    return Ambiguous(dates, words) if dates else NotADate(words)


def _numbered(found: re.Match[str]) -> date | NotADate | Ambiguous:
    """The date of a match of year, month and day."""
    if len(found[1]) <= 2:
        return _two_digits((found[1], found[2], found[3]), found.group())
    return _made(int(found[1]), int(found[2]), int(found[3]), found.group())


def _swapped(found: re.Match[str]) -> date | NotADate | Ambiguous:
    """The date of a match of month, day and year, either of the first two first."""
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    ways = {d for d in (_made(year, first, second, ""), _made(year, second, first, "")) if isinstance(d, date)}
    if len(ways) == 2:
        return Ambiguous(tuple(sorted(ways)), found.group())
    return ways.pop() if ways else NotADate(found.group())


def _dates(shown: str, today: date) -> list[date | NotADate | Ambiguous]:
    """Every date of a text that isn't denied, those with their year first."""
    rest, result = shown, []
    for pattern, made in (
        (_FULL, _numbered),
        (_LAST, _swapped),
        (_month_pattern(), lambda found: _english(found, today)),
        (_PACKED, _numbered),
        (_SHORT, lambda found: _in_some_year(int(found[1]), int(found[2]), today, found.group())),
    ):
        for found in pattern.finditer(rest):
            if not _denied(shown[: found.start()]):
                result.append(_bounded(made(found), shown[found.end() :], found.group()))
        rest = pattern.sub(lambda found: " " * len(found.group()), rest)
    return result


@kept
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What denies what stands after it, and what makes a bound of what stands before it."""
    data = load("quantities.yaml")
    denials, limits = ("|".join(map(re.escape, data[name])) for name in ("denials", "bounds"))
    return re.compile(rf"(?<![是有])(?:{denials})\s?(?:民国\s?)?$"), re.compile(rf"\s?(?:{limits})")


def _denied(before: str) -> bool:
    return _around()[0].search(before) is not None


def _bounded(day: date | NotADate | Ambiguous, after: str, words: str) -> date | NotADate | Ambiguous:
    """A day that is only a bound (107/6/30 以後) is not the day itself."""
    return Ambiguous((day,), words) if isinstance(day, date) and _around()[1].match(after) else day


def read_date(text: str, today: date) -> date | NotADate | Ambiguous | None:
    """The date in an answer, ROC or western: 107/11/30, 1071130, 民國107年11月30日, 2018-11-30, Nov 30 2018.

    :class:`Ambiguous` when the year is missing (the nearest two are given) or has two digits below 80, when day and
    month can be swapped, and between several dates; :class:`NotADate` when the calendar has no such day; None when
    there is no date at all, or only one that the text denies.
    """
    shown = _digits(text)
    found = list(dict.fromkeys(_dates(shown, today)))
    if not found:
        return _relative(shown, today)
    if len(found) == 1:
        return found[0]
    sure = [day for day in found if isinstance(day, date)]
    either = [day for one in found if isinstance(one, Ambiguous) for day in one.values if isinstance(day, date)]
    return Ambiguous(tuple(dict.fromkeys([*sure, *either])), shown)


def days_named(text: str, year: int) -> list[date]:
    """Every day a text names, in ``year`` where it says none; what the calendar does not have is left out."""
    found = []
    for one in _dates(_digits(text), date(year, 12, 31)):
        day = next(iter(one.values), None) if isinstance(one, Ambiguous) else one
        if isinstance(day, date) and day not in found:
            found.append(day)
    return found


def years_in(text: str) -> list[int]:
    """The western years a text names, ROC ones converted: 107年, 民國 107, 2018, 107 綠色驗證."""
    result: list[int] = []
    shown = _digits(text)
    if _FIGURE.search(shown) is None:
        return result
    for found in _YEAR.finditer(shown):
        number, marked = int(found[2]), bool(found[1] or found[3])
        if len(found[2]) == 4 and not marked and number not in range(1990, 2101):
            continue
        if len(found[2]) < 4 and not marked and number not in range(101, 121):
            continue
        if len(found[2]) == 2 and number not in _ROC_BARE:
            continue
        year = western(number)
        if year is not None and year not in result:
            result.append(year)
    return result


@kept
def _distances() -> list[tuple[re.Pattern[str], int]]:
    return [(re.compile("|".join(words)), int(away)) for away, words in load("quantities.yaml")["years_away"].items()]


def years_meant(text: str, today: date) -> list[int]:
    """The western years a text names by their distance from today's: 今年, 去年, next year."""
    shown = simplified(text)
    return [today.year + away for pattern, away in _distances() if pattern.search(shown)]


def read_year(text: str) -> int | None:
    """The western year in an answer to a question for a year: 107, 民國107年, 107年度 and 2018 are all 2018.

    None without a year, and where several stand (106、107, 105~106), or one that is denied or only a bound.
    """
    shown = _digits(text)
    numbers = list(_A_YEAR.finditer(shown))
    if not numbers:
        value = parse(shown.strip())
        year = _year(int(value), shown) if value is not None else None
        return year
    if any(_denied(shown[: one.start()]) or _around()[1].match(shown, one.end()) for one in numbers):
        return None
    if _SPAN_OF_YEARS.search(_FULL.sub(" ", shown)):
        return None
    years = {year for one in numbers if (year := _year(int(one[1]), shown)) is not None}
    return years.pop() if len(years) == 1 else None


def _year(number: int, shown: str) -> int | None:
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
    for pattern in _PERCENTS:
        for found in pattern.finditer(shown):
            value = Decimal(found[1]) if found[1][0].isdecimal() else parse(found[1])
            if value is not None:
                result.append(value)
    for found in _TENTHS.finditer(shown):
        tens = parse(found[1]) if not found[1].isdecimal() or not found[1].isascii() else Decimal(found[1])
        more = {"半": Decimal(5), None: Decimal(0)}.get(found[2])
        if more is None:
            more = Decimal(found[2]) if found[2].isascii() else parse(found[2])
        if tens is not None and more is not None:
            result.append(tens * 10 + more)
    return result

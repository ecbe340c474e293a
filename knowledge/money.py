"""Amounts of money in what people type: 8萬, 9萬9千5百, NT$80,000, 80k, and blurred ones as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final, Literal

from knowledge.dates import Ambiguous
from knowledge.money_words import (
    AFTER_UNIT,
    CHINESE,
    blurs,
    counted_words,
    foreign,
    no_numbers,
    of_itself,
    pattern,
    priced,
    sounding,
)
from knowledge.numerals import DIGITS, UNITS, bounds, step_of, unit_of
from knowledge.text import clean, simplified

LARGEST: Final = 10**12
"""No amount above a trillion is read."""
MYRIAD: Final = 10_000
_BARE_FROM: Final = 1000
_PRICE_FROM: Final = 100
"""So much from a word such as 運費 on is a price."""
_YEARS: Final = range(1990, 2101)
_ROC_DATE: Final = re.compile(r"(?:9\d|1[0-3]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_LONG: Final = 8
"""So many digits without a currency number something else: a Unified Business Number, a telephone."""


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """An amount of New Taiwan dollars as said: from ``low`` to ``high`` whole dollars, equal when exact."""

    low: int
    high: int
    exact: bool
    words: str


@dataclass(frozen=True, slots=True)
class ForeignMoney:
    """An amount in another currency (ISO 4217 code). It is never turned into New Taiwan dollars."""

    currency: str
    words: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """What is said as an amount and can be none: below zero, or above :data:`LARGEST`."""

    reason: Literal["negative", "too_large"]
    words: str


Money = MoneyRange | ForeignMoney | Ambiguous | Impossible


@dataclass(frozen=True, slots=True)
class Span:
    """An amount and where it stands in ``simplified(clean(text))``.

    :class:`Ambiguous` is a number with odd grouping (8,5000), with the values that may be meant, perhaps none.
    """

    start: int
    end: int
    money: Money
    bare: bool = False
    """True for a plain small number, which may count something else or stand for ten-thousands."""
    denied: bool = False
    """True for what is said not to be the amount: 不是 8 萬."""


_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")
_BY_MYRIADS: Final = re.compile(r"[0-9]{1,4}(?:,[0-9]{4})+$")
_DOTTED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+$")
_FIGURES: Final = re.compile(r"[0-9](?:[0-9,. ]*[0-9])?")
_GAP: Final = re.compile(rf"{AFTER_UNIT}\s(?=[0-9十拾廿卅{''.join(DIGITS)}])")
_SPACED: Final = re.compile(rf"[^\s{CHINESE}]\s[{CHINESE}]")
_NUMERALS: Final = frozenset("0123456789") | frozenset(DIGITS)
_ANY_NUMERAL: Final = re.compile(rf"[0-9十拾廿卅{''.join(DIGITS)}]")
"""What every amount has one of."""
_MASK: Final = "某"
_NO_MYRIADS: Final = "年月日天号楼分点度"
"""What nobody counts by ten thousands: 8萬年 is a slip."""


def _plain(run: str) -> tuple[str, tuple[int, ...] | None]:
    """A number with its figures ungrouped; and what may be meant, where the grouping is odd."""
    meant: list[int] | None = None

    def ungrouped(found: re.Match[str]) -> str:
        nonlocal meant
        shown = found.group().replace(" ", "")
        whole = shown.replace(",", "").replace(".", "")
        if shown.count(",") > 1 and run[-1:].isalpha() and run[-1:].isascii():  # 90,000,100k is two amounts
            meant = []
        elif "," in shown and not _GROUPED.match(shown):
            meant = [int(whole)] if _BY_MYRIADS.match(shown) else []
        elif shown.count(".") > 1 or (shown == run and _DOTTED.match(shown)):
            meant = [int(whole)] if _DOTTED.match(shown) else []
            if shown.count(".") == 1 and not shown.rpartition(".")[2].strip("0"):
                meant.append(int(shown.partition(".")[0]))
        return shown.replace(",", "") if shown.count(".") < 2 else whole

    text = _FIGURES.sub(ungrouped, run.strip())
    return text, None if meant is None else tuple(meant)


def _ends(run: str, more: str | None) -> tuple[Decimal, Decimal] | None:
    """Lower and upper value of one number, 多 included."""
    text = re.sub(r"\s?[多几来余]千?$|[多几来余]", "", run)
    found = bounds(text)
    if found is None or (text == run and not more):
        return found
    return found[1] + 1, found[1] + step_of(text, found[0], within=not more and run[-1] in UNITS) - 1


def _span_of(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Lower and upper value as said, before words such as 左右 widen them."""
    head, first = _plain(found["head"])[0], found["from"] or found["first"]
    second = _ends(head, found["more"])
    if second is None or not first:
        return second
    run = _plain(first)[0]
    opening = _ends(run, None)
    if opening is None:
        return None
    low, high = opening[0], second[1]
    unit, other = unit_of(run), unit_of(head)
    if unit == 1 and low * other <= high:
        low *= other
    elif other == 1 and high < low:
        high *= unit
    return min(low, high), max(low, high)


def _blur_of(word: str | None) -> dict[str, Any] | None:
    return next((blur for blur in blurs().values() if word in blur["before"] or word in blur["after"]), None)


def _blurred(low: Decimal, high: Decimal, blur: dict[str, Any] | None) -> tuple[Decimal, Decimal]:
    if blur is None:
        return low, high
    rising = Decimal(blur["high"]) > 1
    beyond = 1 if blur.get("beyond") else 0
    widened = low * Decimal(blur["low"]), high * Decimal(blur["high"])
    return (widened[0] + beyond, widened[1]) if rising else (widened[0], widened[1] - beyond)


def _is_money(found: re.Match[str], text: str, low: Decimal) -> bool | None:
    """True for money, None for a bare number that may be, False for what counts or names something else."""
    rest, head = text[found.end() :], found["head"]
    if found["mark"] or found["end"]:
        return True
    counts, names, _ = counted_words()
    if of_itself().match(rest):
        return False
    many = counts.match(rest) and not (rest[0] in _NO_MYRIADS and unit_of(_plain(head)[0]) >= MYRIAD)
    if many or names.search(text[: found.start("head")].rstrip()):
        return False
    dated = head.isdecimal() and len(head) <= len("2018") and re.match(r"[-/][0-9]", rest)
    if dated or re.match(r"[:.][0-9]|[a-z]", rest) or (head[0] == "0" and head[1:2].isdecimal()):
        return False
    if rest[:1] in _NUMERALS and head[-1] in _NUMERALS and not (head.isdecimal() and counts.match(rest[1:])):
        return False  # but 1800兩台 is two numbers
    if low >= _PRICE_FROM and priced()[len(head) >= _LONG].search(text[: found.start("head")]):
        return True
    if not head[0].isdecimal() or unit_of(_plain(head)[0]) >= _BARE_FROM:
        return True if low >= _BARE_FROM else None
    if (low in _YEARS and "," not in head) or (head.isdecimal() and len(head) >= _LONG) or _ROC_DATE.match(head):
        return False
    return True if low >= _BARE_FROM else None


def spans(text: str) -> list[Span]:
    """Every amount in the text with its place in ``simplified(clean(text))``, bare small numbers included."""
    original = clean(text)
    shown = simplified(original)
    if _ANY_NUMERAL.search(shown) is None:
        return []
    masked = no_numbers().sub(lambda found: _MASK + found.group()[1:], shown)  # 3萬 一般文具
    return list(_spans(masked, original if len(original) == len(shown) else shown))


def _spans(shown: str, original: str) -> Iterator[Span]:
    place, most = 0, len(shown)
    while _ANY_NUMERAL.search(shown, place) and (found := pattern().search(shown, place, most)) is not None:
        ends, meant = _span_of(found), _plain(found["head"])[1]
        gap = _GAP.search(found["head"])
        if gap and ends is None and meant is None:
            place, most = found.start(), found.start("head") + gap.start()  # 8萬 5萬 are two numbers
            continue
        if gap and ends is not None and not _SPACED.search(found["head"]):
            opening = bounds(_plain(found["head"][: gap.start()])[0])
            meant = tuple(int(value) for value in (ends[1], *(opening or ())[:1]))  # 8萬 5千 may be one number or two
        place, most = found.end(), len(shown)
        span = _read(found, shown, original, ends, meant)
        if span is not None:
            yield span


def _read(
    found: re.Match[str],
    shown: str,
    original: str,
    ends: tuple[Decimal, Decimal] | None,
    meant: tuple[int, ...] | None,
) -> Span | None:
    """One amount; None for a number that is none."""
    unsure = ends is None or meant is not None
    money = _is_money(found, shown, Decimal(_BARE_FROM) if ends is None or unsure else ends[0])
    if money is False or (ends is None and meant is None and unit_of(_plain(found["head"])[0]) < MYRIAD):
        return None
    start, end = found.start(), found.end()
    words = original[start:end].strip()
    denied = counted_words()[2].search(shown[:start]) is not None
    code = foreign().get((found["mark"] or "").strip()) or foreign().get(found["end"] or "")
    if code:
        return Span(start, end, ForeignMoney(code, words), denied=denied)
    if found["minus"] or found["minus2"]:
        return Span(start, end, Impossible("negative", words), denied=denied)
    misheard = shown[end : end + 1] in sounding() and found["head"][-1] in UNITS | DIGITS and not found["end"]
    if ends is None or unsure or misheard:
        words += original[end : end + 1] if misheard else ""
        return Span(start, end, Ambiguous(meant or (), words), denied=denied)
    before, after = _blur_of(found["blur"]), _blur_of(found["blur2"])
    low, high = _blurred(*_blurred(*ends, before), None if after is before else after)  # 大概…左右 blurs once
    if low > LARGEST:
        return Span(start, end, Impossible("too_large", words), denied=denied)
    floor, ceiling = int(low.to_integral_value(ROUND_FLOOR)), int(high.to_integral_value(ROUND_CEILING))
    amount = MoneyRange(max(floor, 0), ceiling, floor == ceiling, words)
    return Span(start, end, amount, bare=money is None, denied=denied)


def money_in(text: str) -> list[MoneyRange]:
    """The amounts of New Taiwan dollars in a text; years, dates, counts and other currencies left out."""
    return [s.money for s in spans(text) if not s.bare and isinstance(s.money, MoneyRange)]


def foreign_in(text: str) -> list[ForeignMoney]:
    """The amounts in other currencies in a text."""
    return [s.money for s in spans(text) if isinstance(s.money, ForeignMoney)]

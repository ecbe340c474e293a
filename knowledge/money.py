"""Amounts of money in what people type: 8萬, 八點五萬, 12萬5, NT$80,000, 80k, and blurred ones as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from functools import cache
from typing import Any, Final

from knowledge.data import load
from knowledge.numerals import CHARS, DIGITS, parse
from knowledge.text import clean, simplified

LARGEST: Final = 10**12
"""No amount above a trillion is read."""
_UNITS: Final = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "w": 10**4, "千": 1000, "k": 1000}
_UNITS_ENGLISH: Final = {"thousand": 1000, "million": 10**6, "m": 10**6}
_TAILS: Final = {"千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10}
_BARE_FROM: Final = 1000
_YEARS: Final = range(1990, 2101)
_ROC_DATE: Final = re.compile(r"(?:9\d|1[0-3]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")


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
class Span:
    """An amount and where it stands in ``simplified(clean(text))``."""

    start: int
    end: int
    money: MoneyRange | ForeignMoney
    bare: bool = False
    """True for a plain small number, which may count something else or stand for ten-thousands."""


def _any(words: Iterable[str]) -> str:
    return "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted(words, key=len, reverse=True)
    )


_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,4}(?: 0{3,4})+(?!\d)|\d+(?:\.\d+)?"


@cache
def _blurs() -> dict[str, dict[str, Any]]:
    return {
        name: value for name, value in load("quantities.yaml").items() if isinstance(value, dict) and "low" in value
    }


@cache
def _foreign() -> dict[str, str]:
    return {word: code for code, words in load("quantities.yaml")["foreign"].items() for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    data = load("quantities.yaml")
    units = "|".join(sorted(map(re.escape, [*_UNITS, *_UNITS_ENGLISH]), key=len, reverse=True))
    before = _any(word for blur in _blurs().values() for word in blur["before"])
    after = _any(word for blur in _blurs().values() for word in blur["after"])
    marks = _any([*data["currency"]["before"], *_foreign()])
    ends = _any([*data["currency"]["after"], *_foreign()])
    counters = _any(data["counters"])
    return re.compile(
        rf"(?:(?P<blur>{before})\s?)?(?:(?<![a-z])(?P<mark>{marks})\s?)?"
        rf"(?:(?P<from>{_NUMBER}|[{CHARS}点]+)\s?(?P<from_unit>(?:{units})(?![a-z]))?\s?(?:元|块)?"
        rf"\s?(?:~|-|–|—|到|至|、|或|to)\s?)?"
        rf"(?(from)|(?(mark)|(?<![a-z\d.\-/:#])))(?P<head>{_NUMBER}|[{CHARS}点]+)(?P<more>[多几来余])?"
        rf"\s?(?P<unit>(?:{units})(?![a-z]))?"
        rf"(?P<tail>(?:零|又|\s)?(?:\d{{1,4}}(?![\d.,])|[{CHARS}半]+)\s?[千百]?(?!\s?(?:{counters}))(?![{CHARS}\d万]))?"
        rf"(?P<more2>[多几余](?!少|[^\W\d_]?家))?(?:\s?(?P<end>{ends}))?(?P<whole>整)?(?:\s?(?P<blur2>{after}))?",
    )


def _value(head: str, unit: str | None) -> Decimal | None:
    """The value of a number and its unit; None when the characters are no number."""
    digits = head.replace(",", "").replace(" ", "")
    try:
        number: Decimal | None = Decimal(digits)
    except InvalidOperation:
        number = parse(head)
    if number is None or number > LARGEST:
        return None
    return number * ({**_UNITS, **_UNITS_ENGLISH}[unit] if unit else 1)


def _tail(tail: str | None, unit: int) -> Decimal | None:
    """What stands after the unit: the 5 of 12萬5 is 5,000, the 5千 of 8萬5千 too, 半 is half the unit."""
    text = (tail or "").strip().lstrip("又")
    if not text:
        return Decimal(0)
    if text == "半":
        return Decimal(unit) / 2
    if len(text) == 1:
        digit = DIGITS.get(text, int(text) if text.isdecimal() and text.isascii() else None)
        return None if digit is None else Decimal(digit * unit // 10)
    if text[-1] in _TAILS and text[:-1].strip().isdecimal():
        return Decimal(text[:-1].strip()) * _TAILS[text[-1]]
    return _value(text.lstrip("零"), None)


def _step(value: Decimal, found: re.Match[str], unit: int) -> Decimal:
    """How far 多 may reach: to just below the next figure one would have said."""
    if found["more"] or not found["unit"] or (found["tail"] or "").strip():
        trailing = len(str(int(value))) - len(str(int(value)).rstrip("0"))
        return Decimal(10) ** trailing
    return Decimal(unit)


def _span_of(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Lower and upper value as said, before words such as 左右 widen them."""
    units = {**_UNITS, **_UNITS_ENGLISH}
    unit = units.get(found["unit"] or "", 1)
    head = found["head"]
    if len(head) == 2 and unit > 1 and all(char in DIGITS and DIGITS[char] for char in head):
        low, high = (DIGITS[char] * unit for char in head)  # 七八萬
        return (Decimal(low), Decimal(high)) if low < high else None
    value = _value(head, found["unit"])
    tail = _tail(found["tail"], unit) if unit > 1 else Decimal(0)
    if value is None or tail is None or (tail and tail >= unit):
        return None
    value += tail
    if found["more"] or found["more2"]:
        return value + 1, value + _step(value, found, unit) - 1
    if not found["from"]:
        return value, value
    first = _value(found["from"], found["from_unit"] or found["unit"])
    return (first, value) if first is not None and first <= value else None


def _blur_of(word: str | None) -> dict[str, Any] | None:
    return next((blur for blur in _blurs().values() if word in blur["before"] or word in blur["after"]), None)


def _blurred(low: Decimal, high: Decimal, blur: dict[str, Any] | None) -> tuple[Decimal, Decimal]:
    if blur is None:
        return low, high
    rising = Decimal(blur["high"]) > 1
    beyond = 1 if blur.get("beyond") else 0
    widened = low * Decimal(blur["low"]), high * Decimal(blur["high"])
    return (widened[0] + beyond, widened[1]) if rising else (widened[0], widened[1] - beyond)


def _is_money(found: re.Match[str], text: str, low: Decimal) -> bool | None:
    """True for money, None for a bare number that may be, False for what counts or names something else."""
    data = load("quantities.yaml")
    rest = text[found.start() + len(found.group().rstrip()) :]
    ahead = text[: found.start("head")].rstrip()
    if found["mark"] or found["end"]:
        return True
    counted = rf"\s(?:{_any(word for word in data['counters'] if word.isascii())})|{_any(data['counters'])}"
    if re.match(counted, rest) or re.search(f"(?:{_any(data['not_amounts'])})$", ahead):
        return False
    if found["unit"] and _UNITS.get(found["unit"], 0) + _UNITS_ENGLISH.get(found["unit"], 0) >= _BARE_FROM:
        return True
    head = found["head"]
    if head[0] == "0" or re.match(r"[-/.:]\d|[a-z]", rest) or not head[0].isdecimal():
        return True if not head[0].isdecimal() and low >= _BARE_FROM else None if head[0] != "0" else False
    if low in _YEARS or len(head) >= 8 or _ROC_DATE.match(head):
        return False
    return True if low >= _BARE_FROM else None


def spans(text: str) -> list[Span]:
    """Every amount in the text with its place in ``simplified(clean(text))``, bare small numbers included."""
    original = clean(text)
    shown = simplified(original)
    if len(original) != len(shown):
        original = shown
    result = []
    for found in _pattern().finditer(shown):
        bounds = _span_of(found)
        if bounds is None:
            continue
        money = _is_money(found, shown, bounds[0])
        if money is False:
            continue
        words = original[found.start() : found.end()].strip()
        code = _foreign().get(found["mark"] or "") or _foreign().get(found["end"] or "")
        if code:
            result.append(Span(found.start(), found.end(), ForeignMoney(code, words)))
            continue
        before, after = _blur_of(found["blur"]), _blur_of(found["blur2"])
        low, high = _blurred(*_blurred(*bounds, before), None if after is before else after)  # 大概…左右 blurs once
        floor, ceiling = low.to_integral_value(ROUND_FLOOR), high.to_integral_value(ROUND_CEILING)
        if 0 <= floor <= ceiling <= LARGEST:
            amount = MoneyRange(int(floor), int(ceiling), floor == ceiling, words)
            result.append(Span(found.start(), found.end(), amount, bare=money is None))
    return result


def money_in(text: str) -> list[MoneyRange]:
    """The amounts of New Taiwan dollars in a text; years, dates, counts and other currencies left out."""
    return [s.money for s in spans(text) if not s.bare and isinstance(s.money, MoneyRange)]


def foreign_in(text: str) -> list[ForeignMoney]:
    """The amounts in other currencies in a text."""
    return [s.money for s in spans(text) if isinstance(s.money, ForeignMoney)]

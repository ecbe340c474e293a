"""Figures of a county as people type them: 3 億 2 千萬, 120 家, 有; or the numbers of several activities at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.phrases import phrases
from knowledge.data import load
from knowledge.lookups.scores.counts import Counts
from knowledge.numerals import CHARS, broken, parse
from knowledge.quantities import Ambiguous, ForeignMoney, MoneyRange, read_money
from knowledge.text import clean, fold, simplified
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import WAYS

_NUMBER = re.compile(rf"[0-9][0-9.{CHARS}万亿半]*|[{CHARS}][{CHARS}万亿半]*")
_NEGATIVE = re.compile(r"(?:^|[^0-9])[-−－負负]\s*[0-9]")
_RELATIVE = re.compile(r"%|百分之|一样|同去年|达标|达到目标|达成目标|目标的|same as|on target")
_TOO_LARGE = re.compile(r"兆|trillion")
_SPACE = re.compile(rf"(?<=[0-9.{CHARS}万亿])\s+(?=[0-9{CHARS}万亿])|,(?=[0-9]{{3}})")


@dataclass(frozen=True, slots=True)
class Given:
    """Numbers that were understood, by figure."""

    values: dict[str, int]


@dataclass(frozen=True, slots=True)
class Unsure:
    """Not understood, or not surely: the sentence to say (under `county.reading.`), and numbers that may be meant."""

    key: str
    candidates: tuple[int, ...] = ()


def read(code: str, text: str) -> Given | Unsure:
    """The number that a text gives for the figure asked; of several activities where it names them. Never raises."""
    figure = code.removeprefix("declared.")
    unit = FIELDS[figure].unit
    if figure in WAYS and len(several := _activities(text)) > 1:
        return Given(several)
    if _NEGATIVE.search(clean(text)):
        return Unsure("negative")
    if _RELATIVE.search(simplified(clean(text)).casefold()):
        return Unsure("relative")
    if unit == "yes_no":
        return _yes_no(code, text)
    if fold(text) in phrases().options["no"]:
        return Given({code: 0})
    number = _money(text) if unit == "ntd" else _count(text)
    if isinstance(number, Unsure):
        return number
    return Given({code: number}) if number <= FIELDS[figure].most else Unsure("too_large")


def _yes_no(code: str, text: str) -> Given | Unsure:
    said = fold(text)
    for word, value in (("yes", 1), ("no", 0)):
        if said in phrases().options[word]:
            return Given({code: value})
    return Unsure("not_yes_or_no")


def _money(text: str) -> int | Unsure:
    if _TOO_LARGE.search(simplified(clean(text))):
        return Unsure("too_large")
    match read_money(text, "total"):
        case MoneyRange(low=low, high=high) if low == high:
            return low
        case MoneyRange():
            return Unsure("blurred")
        case Ambiguous() as either:
            return Unsure("which", tuple(value for value in either.values if isinstance(value, int)))
        case ForeignMoney():
            return Unsure("foreign")
    return Unsure("not_money")


def _count(text: str) -> int | Unsure:
    shown = simplified(clean(text))
    found = [one for one in _NUMBER.findall(_SPACE.sub("", shown)) if not set(one) <= set("半点")]
    figures = [one for one in found if one[0].isdigit()] or found
    if not figures:
        return Unsure("not_a_number")
    if len(figures) > 1:
        return Unsure("several")
    number = parse(figures[0])
    if number is None or broken(number):
        return Unsure("not_whole")
    return Unsure("blurred") if phrases().is_blurred(text) else int(number)


@cache
def _counts() -> Counts:
    text = load("reckoning.yaml")["score"]
    return Counts(text["activities"], text["counters"])


def _activities(text: str) -> dict[str, int]:
    """The numbers of several activities named in one text."""
    return {way: number for way, number in _counts().of(simplified(clean(text))).items() if way in WAYS}

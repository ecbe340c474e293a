"""The patterns that amounts of money are read by, made of the words in ``quantities.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from knowledge.data import kept, load
from knowledge.numerals import DIGITS, LATIN

_NEXT: Final = r"(?![0-9]{1,2}\s?[%趴成台家件个])"
"""After a comma: what is a number of its own, as in 80,000,30%."""
_LITERAL: Final = (
    rf"(?:[0-9]{{1,3}}(?:,{_NEXT}[0-9]++)++(?:\.[0-9]++)?+" r"|[0-9]++(?: 0{3,4}(?![0-9]))*+(?:[.点][0-9]++)*+)"
)
_SAID: Final = rf"[{''.join(DIGITS)}]++(?:点[{''.join(DIGITS)}]++)?+"
CHINESE: Final = "亿万千百仟佰"
"""The units of a number but for ten."""
_UNIT: Final = rf"(?:[十拾]|\s?[{CHINESE}])"
_LATIN: Final = rf"\s?(?:{'|'.join(sorted(LATIN, key=len, reverse=True))})(?![a-z])(?:(?<=w)[1-9](?![0-9]))?+"
AFTER_UNIT: Final = rf"(?<=[{CHINESE}十拾廿卅])"
"""Right after a unit."""
_ITEMS: Final = 12
"""A number has no more units and values than this."""
_TURN: Final = r"\s?(?:~|-|–|—|到|至|\bto\b)\s?"


def any_word(words: Iterable[str], unless: dict[str, list[str]] | None = None) -> str:
    """A pattern of any of the words; Latin ones whole, others unless the next characters make them another word."""
    parts = []
    for word in sorted(map(str, words), key=len, reverse=True):
        edge = "(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else ""
        others = (unless or {}).get(word)
        parts.append(re.escape(word) + edge + (f"(?!{'|'.join(map(re.escape, others))})" if others else ""))
    return "|".join(parts)


@kept
def blurs() -> dict[str, dict[str, Any]]:
    """The words that blur an amount, with how far they reach."""
    return {
        name: value for name, value in load("quantities.yaml").items() if isinstance(value, dict) and "low" in value
    }


@kept
def foreign() -> dict[str, str]:
    """The code of another currency by each of its words."""
    return {word: code for code, words in load("quantities.yaml")["foreign"].items() for word in words}


def _run(counted: str) -> str:
    """A whole number with all its units; a remainder that counts something (8萬3家) or is a year is none of it."""
    number = rf"(?:{_LITERAL}|{_SAID})"
    again = rf"(?:\s?又\s?|[零〇](?=[0-9]))?{number}"
    rest = rf"{AFTER_UNIT}(?:{again}(?!(?:{counted}))|\s{again}(?!\s?(?:{counted})))"
    year = r"(?!\s(?:19[89]|20\d|1[01])\d(?!\d))"
    chinese = rf"(?:{_UNIT}|{year}{rest}){{0,{_ITEMS}}}+(?:{AFTER_UNIT}(?:半(?!年|天|月|数|个)|\s?[几多]千))?+"
    return rf"(?:{number}|[十拾廿卅])(?:[多几来余](?=\s?{_UNIT}))?(?:{_LATIN}|{chinese})"


@kept
def pattern() -> re.Pattern[str]:
    """An amount, or a range of two, with its currency and what blurs it."""
    data = load("quantities.yaml")
    unless = data["unless_followed"]
    before = any_word(word for blur in blurs().values() for word in blur["before"])
    after = any_word((word for blur in blurs().values() for word in blur["after"]), unless)
    marks = any_word([*data["currency"]["before"], *foreign()])
    ends = any_word([*data["currency"]["after"], *foreign()], unless)
    run = _run(any_word(data["counters"], unless))
    mark = rf"(?<![a-z])(?:{marks})\s?"
    coin = r"\s?(?:元|块)?"
    minus = rf"(?:(?<![a-z0-9./:#\-–—−)~])[-–−](?![-–—−])|(?:{any_word(data['minus'])}))\s?"
    said = "".join(DIGITS)
    ended = ["[0-9]{5}", ",[0-9]{3}", *(f"[{CHINESE}][0-9]{{{count}}}" for count in range(1, 5))]
    other = "|".join(f"(?<={end}/)" for end in ended)  # 80000/90000 are two amounts, 107/3/1 is none
    start = rf"(?<![a-z0-9.:#\-{CHINESE}{said}])(?:(?<![0-9]/)|{other})"
    short = rf"(?P<first>[0-9]{{1,3}}(?:\.[0-9])?|[{said}])\s?(?:、|或|\bor\b)\s?"
    return re.compile(
        rf"(?:(?<![a-z])(?<!what )(?<!how )(?P<blur>{before})\s?(?:是|在|要|有)?\s?)?"
        rf"(?P<pair>(?:{any_word(data['between'])})\s?)?"
        rf"(?P<minus>{minus})?(?P<mark>{mark})?(?P<minus2>{minus})?(?(mark)|(?(minus)|{start}))"
        rf"(?:(?P<from>{run}){coin}(?(pair)(?:{_TURN}|\s?(?:{any_word(data['joined'])})\s?)|{_TURN})(?:{mark})?"
        rf"|{short}(?=(?:{_LITERAL}|{_SAID})(?:{_UNIT}|{_LATIN})))?"
        rf"(?P<head>{run})(?P<more>[多几余](?!少|分|[^\W\d_]?家))?(?:\s?(?P<end>{ends}))?整?"
        rf"(?:\s?(?:\(含\))?(?P<blur2>{after}))?"
    )


@kept
def counted_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows a number that counts, what stands before one that names, what denies the amount after it."""
    data = load("quantities.yaml")
    latin = any_word(word for word in data["counters"] if word.isascii())
    counts = re.compile(rf"\s(?:{latin})|{any_word(data['counters'], data['unless_followed'])}")
    return (
        counts,
        re.compile(f"(?:{any_word(data['not_amounts'])})$"),
        re.compile(rf"(?<![是有])(?:{any_word(data['denials'])})\s?$"),
    )


@kept
def of_itself() -> re.Pattern[str]:
    """Words after a number that ask about the number itself: 31040 是哪裡的郵遞區號."""
    return re.compile(any_word(load("quantities.yaml")["of_itself"]))


@kept
def sounding() -> frozenset[str]:
    """Characters that sound like a figure: 12萬屋 may be 125,000."""
    return frozenset(load("quantities.yaml")["sounding"])


@kept
def no_numbers() -> re.Pattern[str]:
    """Words that begin with a numeral and are no number: 一般, 二手."""
    return re.compile("|".join(load("quantities.yaml")["no_numbers"]))


@kept
def priced() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words right before a number that make it a price, those before a long one: 月租 2000 is no year."""
    data = load("quantities.yaml")
    words = data["priced"], [*data["priced"], *data["reached"]]
    short, long = (re.compile(f"(?:{any_word(some)})\\s?$") for some in words)
    return short, long

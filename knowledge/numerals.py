"""Numbers as people write them: in figures, in Chinese characters, mixed (9萬9千5百) or in English words, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{"两": 2, "贰": 2, "参": 3, "叄": 3, "○": 0},
}
SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8}
_SCALES: Final = {"thousand": 1000, "million": 10**6, "billion": 10**9}
LATIN: Final = {"w": 10**4, "k": 1000, "m": 10**6, **_SCALES}
UNITS: Final = {**SMALL, **LARGE, **LATIN}
CHARS: Final = "".join([*DIGITS, *SMALL, "廿", "卅"])
"""Every character of a number below ten thousand, in simplified form, for building patterns."""
_SHORT: Final = {"廿": "二十", "卅": "三十"}
_LONGEST: Final = 40
"""Characters of a number that are read; nobody writes a longer one."""
_SAID: Final = "".join(DIGITS)
_PART: Final = re.compile(
    rf"(?P<figure>[0-9]+(?:[.点][0-9]+)?)|(?P<said>[{_SAID}]+(?:点[{_SAID}]+)?|点[{_SAID}]+)"
    rf"|(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})|(?P<half>半)|(?P<gap>[\s又]+)"
)

ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""English words for the numbers from one on, as far as things are counted in words."""
_TEENS: Final = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: value for value, word in enumerate((*ONES, *_TEENS), 1)},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_KEPT_BELOW: Final = 10
"""A smaller number stays a word (one of them, two standards), unless it measures something."""


def _either(words: Iterable[str]) -> str:
    return "|".join(words)


_BELOW: Final = (
    rf"(?:(?:{_either(_TENS)})(?:[ -](?:{_either(ONES[:9])}))?|{_either(sorted(_WORDS, key=len, reverse=True))})"
)
_GROUP: Final = rf"(?>(?:{_BELOW}|a) hundred(?:(?: and)? {_BELOW})?|{_BELOW})"
_POINT: Final = rf"(?: point(?: (?:{_either(ONES[:9])}|zero))+)"
_HUNDREDS: Final = rf"(?>(?:{_BELOW}|a) hundred(?:(?: and)? {_BELOW})?)"
_ON: Final = (
    " (?:how|what|which|can|could|is|was|will|would|do|does|did|to|if|when|as|so|it|we|i|then|application|fee)(?![a-z])"
)
"""After a small number of one sum: a word that goes on about the sum, not one that the number counts."""
_TAIL: Final = (
    rf"(?: {_GROUP}| and {_GROUP}(?= dollars| ntd| nt|{_ON}|[,.?!;]|$)|,?(?: and)? {_HUNDREDS})"
    rf"(?![a-z-]| (?:{_either(_SCALES)}))"
)
"""What may follow thousands: not the next of several numbers (thirty thousand and twenty percent)."""
_HEAD: Final = rf"(?:{_GROUP}{_POINT}?|half a|a)(?: and a half)?"
_SPELT: Final = re.compile(
    rf"(?<![a-z0-9-])(?<!thanks )(?:{_HEAD} (?:million|billion)(?![a-z])(?:,?(?: and)? {_GROUP} thousand(?![a-z]))?"
    rf"(?:{_TAIL})?|{_HEAD} thousand(?![a-z])(?:{_TAIL})?|{_GROUP}{_POINT}?)(?![a-z-])",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    rf"(?:{_either((*_TENS, *_TEENS, *ONES[9:], *_SCALES, 'hundred', 'points', 'percent', 'per cent'))})\b",
    re.IGNORECASE,
)
"""What every number written in figures has one of, or is followed by."""
_MEASURES: Final = re.compile(r" (?:points\b|percent\b|per cent\b)", re.IGNORECASE)
_TO_COME: Final = re.compile(rf"(?<![a-z0-9,])(?:[0-9]{{1,3}}|{_BELOW}) (?:to|or|and) $", re.IGNORECASE)
"""Before a number: the lower end of a range that shares its scale, as in eighty to ninety thousand."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a number: a unit of some size (萬), or a value; ``pair``: of two digits said for "some" (七八)."""

    value: Decimal
    size: int = 0
    places: int = 0
    zero: bool = False
    half: bool = False
    fraction: bool = False
    pair: tuple[int, int] | None = None


def _said(text: str) -> _Part:
    whole, _, fraction = text.partition("点")
    figures = "".join(str(DIGITS[char]) for char in whole)
    if fraction:
        value = Decimal(f"{figures or 0}." + "".join(str(DIGITS[char]) for char in fraction))
        return _Part(value, places=2, fraction=not figures)
    shown = figures.lstrip("0")
    pair = (int(shown[0]), int(shown[1])) if len(figures) == 2 and len(shown) == 2 else None
    return _Part(Decimal(shown or 0), places=len(shown), zero=shown != figures, pair=pair)


def _parts(text: str) -> list[_Part] | None:
    """The parts of a number; None when anything else stands in it."""
    for short, full in _SHORT.items():
        text = text.replace(short, full)
    parts: list[_Part] = []
    place = 0
    while place < len(text):
        found = _PART.match(text, place)
        if found is None:
            return None
        place = found.end()
        if found["figure"]:
            shown = found["figure"].replace("点", ".")
            parts.append(_Part(Decimal(shown), places=len(shown), zero=shown[0] == "0" and len(shown) > 1))
        elif found["said"]:
            parts.append(_said(found["said"]))
        elif found["unit"]:
            parts.append(_Part(Decimal(0), size=UNITS[found["unit"]]))
        elif found["half"]:
            parts.append(_Part(Decimal(0), half=True))
    return _without_linking_zeros(parts)


def _without_linking_zeros(parts: Sequence[_Part]) -> list[_Part]:
    """The zero of 8萬零500 only says that nothing is left out."""
    result: list[_Part] = []
    linking = False
    for number, part in enumerate(parts):
        after_unit = number and parts[number - 1].size
        before_value = number + 1 < len(parts) and not parts[number + 1].size
        if after_unit and before_value and part.zero and not part.value:
            linking = True
        else:
            result.append(replace(part, zero=True) if linking else part)
            linking = False
    return result


def _alone(parts: Sequence[_Part]) -> Decimal | None:
    return parts[0].value if len(parts) == 1 and not parts[0].half and not parts[0].fraction else None


def _value(parts: Sequence[_Part], *, last: bool = True) -> Decimal | None:
    """The value of parts: what stands before the greatest unit, times it, and what stands after.

    ``last``: nothing follows, so that a digit may stand for its place (三千五); 三千五萬 is nothing people say.
    """
    size = max((part.size for part in parts), default=0)
    if not size:
        return _alone(parts)
    places = [number for number, part in enumerate(parts) if part.size == size]
    if len(places) > 1:
        return None
    before, after = parts[: places[0]], parts[places[0] + 1 :]
    head = _value(before, last=False) if before else Decimal(1) if size == SMALL["十"] else None
    tail = _after(after, size, last=last)
    if not head or tail is None or tail >= size or (tail and broken(head)):
        return None
    return head * size + tail


def _after(parts: Sequence[_Part], size: int, *, last: bool) -> Decimal | None:
    """What stands after a unit: the 5 of 12萬5 is 5,000 and 半 is half the unit, but 零5 and 05 are 5."""
    if not parts:
        return Decimal(0)
    first = parts[0]
    if len(parts) > 1 or first.size:
        value, most = _value(parts, last=last), max(part.size for part in parts)
        of_myriads = size == LARGE["亿"] and SMALL["十"] < most < LARGE["万"] and not first.zero
        return value * LARGE["万"] if value is not None and of_myriads else value  # 1億5千 is 1億5千萬
    if first.half:
        return Decimal(size) / 2
    if broken(first.value):
        return first.value if size == SMALL["十"] else None
    if first.places == 1 and not first.zero:
        return first.value * size / 10 if last or size == SMALL["十"] else None
    return first.value


def broken(value: Decimal) -> bool:
    """Whether a number has a fraction; of any size, where a remainder would overflow."""
    return value != value.to_integral_value()


def bounds(text: str) -> tuple[Decimal, Decimal] | None:
    """The lowest and highest value that a number in simplified characters says: 七八萬 is 70,000 to 80,000.

    Figures come without grouping. None when the characters are no number, or none that is said so.
    """
    parts = _parts(text) if len(text) <= _LONGEST else None
    if not parts:
        return None
    some = [number for number, part in enumerate(parts) if part.pair] if len(parts) > 1 else []
    if not some:
        value = _value(parts)
        return None if value is None else (value, value)
    place, pair = some[0], parts[some[0]].pair
    if len(some) > 1 or pair is None or pair[0] >= pair[1]:
        return None
    ends = [_value([*parts[:place], _Part(Decimal(digit), places=1), *parts[place + 1 :]]) for digit in pair]
    return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])


def parse(text: str) -> Decimal | None:
    """The value of a number in simplified characters (八點五萬 and 8萬5千 are 85,000); None when it is none."""
    found = bounds(text)
    return found[0] if found and found[0] == found[1] else None


def unit_of(text: str) -> int:
    """The greatest unit of a number, 1 without any: what 8 means in 8~10萬."""
    return max((part.size for part in _parts(text) or ()), default=0) or 1


def step_of(text: str, value: Decimal, *, within: bool) -> Decimal:
    """How far 多 may reach: to just below the next figure one would have said (10萬多 below 110,000).

    ``within``: it stands before the unit, so that 10多萬 reaches up to 200,000.
    """
    parts = _parts(text) or []
    size = 1
    while parts and parts[-1].size and not within:
        size *= parts.pop().size
    if size > 1:
        return Decimal(size)
    trailing = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return Decimal(10) ** trailing


def in_figures(text: str) -> str:
    """A text with its numbers in English words written in figures: thirty-three thousand five hundred is 33,500.

    The small ones that merely count stay words.
    """
    if _TELLS.search(text) is None:
        return text

    def figure(found: re.Match[str]) -> str:
        value, thousand = _spelt(found.group().casefold()), _SCALES["thousand"]
        if value < _KEPT_BELOW and not _MEASURES.match(text, found.end()):
            return found.group()
        if value >= thousand and not value % thousand and _TO_COME.search(text[: found.start()]):
            return f"{value / thousand:,f} thousand"
        return f"{value.normalize():,f}"

    return _SPELT.sub(figure, text)


def _spelt(words: str) -> Decimal:
    """The value of a number in English words."""
    total, group, places = Decimal(0), Decimal(0), Decimal(0)
    for word in words.replace("-", " ").replace(",", " ").replace("half a ", "half ").split():
        if word in _SCALES:
            total, group, places = total + (group or Decimal(1)) * _SCALES[word], Decimal(0), Decimal(0)
        elif word == "point":
            places = Decimal(1)
        elif places:
            places /= 10
            group += Decimal(_WORDS.get(word, 0)) * places
        elif word == "half":
            group += Decimal("0.5")
        elif word == "hundred":
            group = (group or Decimal(1)) * 100
        else:
            group += _WORDS.get(word, 0)
    return total + group

"""What each amount in a text was called: the application fee, another fee, a total, what may be had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from knowledge.data import kept, load
from knowledge.money import Span
from knowledge.text import simplified, standing_alone

_AFTER: Final = 2
"""How many characters may stand between an amount and the word for it, as in 8 萬的申請費."""
_CLAIMED_WITHIN: Final = 4
"""How near an amount a word such as 上限 must stand to claim it: 上限是 50 萬, but not 可以拿回多少，申請費 8 萬."""
_JOINED_WITHIN: Final = 4
"""How near two fees must stand with a joining word between them to be one sum: 檢測費加申請費 12 萬."""
_SUMMED_WITHIN: Final = 3
_LEADS: Final = re.compile(r"\s?(?:(?:for|as|in|of|on|to)\s)?(?:(?:the|our|my|an?)\s)?")
"""What leads from an English amount to the word for it: 120,000 for the application."""
_PAUSE: Final = re.compile(r"[,、;。/|\n]")
_FEES: Final = ("application", "other")
Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Said:
    """One amount and what it was called: application, other, total, claimed, or unnamed."""

    span: Span
    role: str

    @property
    def words(self) -> str:
        """The amount as said."""
        return self.span.money.words


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first; Latin ones whole."""
    keys = sorted((simplified(word) for word in words), key=len, reverse=True)
    return re.compile(
        "|".join(standing_alone(k, within="a-z", after="a-z") if k.isascii() else re.escape(k) for k in keys)
    )


@kept
def _nouns() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for role, words in load("calculation.yaml")["nouns"].items():
        found.append((_any(words), role))
    return found


@kept
def words_of(name: str) -> re.Pattern[str]:
    """A pattern of the words of a list in ``calculation.yaml``, Latin ones whole."""
    return _any(load("calculation.yaml")[name])


@kept
def _unknown() -> re.Pattern[str]:
    return re.compile(load("calculation.yaml")["unknown"])


def roles(text: str, found: Sequence[Span]) -> list[Said]:
    """What each amount in a text was called, by the nearest word before it, else the first one just after it.

    Where no amount has its word before it and the last has it after (8 萬申請費 2 萬檢測費), all have it after.
    """
    shown = simplified(text)
    if not found:
        return []
    opening, rest, places = shown[: found[0].start], shown[found[-1].end :], _places(shown)
    behind = not any(place[2] in _FEES for place in _places(opening)) and _following(rest, last=True) is not None
    result: list[Said] = []
    start = 0
    for number, span in enumerate(found):
        last = number + 1 == len(found)
        after = rest if last else shown[span.end : found[number + 1].start]
        follows = _following(after, last=last or behind)
        between = shown[start : span.start]
        role = None if behind and number else _before(between)
        if places and _unnamed(between):
            role = "other"  # 申請費八萬 檢宅費五萬: whatever the second is, it is no application fee
        if role is None and number and not behind and words_of("listed_with").sub("", between).strip() == "":
            role = result[-1].role  # 申請費 6 萬、8 萬
        start = start if span.bare else span.end  # 申請費跟檢測費一紅12萬
        if role is None and follows is not None:
            role, start = follows[1], span.end + follows[0]
        result.append(Said(span, role or "unnamed"))
    return result


def _unnamed(text: str) -> bool:
    """Whether right before an amount stands a fee by a name that is none of the nouns."""
    found = _unknown().search(text)
    return found is not None and not any(start <= found.start() + 1 < end for start, end, _ in _places(text))


def _places(text: str) -> list[Place]:
    """The words for money in a text, by place; of two over one another the longer."""
    found = [(m.start(), m.end(), role) for pattern, role in _nouns() for m in pattern.finditer(text)]
    return [
        one
        for one in sorted(found)
        if not any(a <= one[0] and one[1] <= b and b - a > one[1] - one[0] for a, b, _ in found)
    ]


def _joined(text: str, one: Place, other: Place) -> bool:
    """Whether two words name the application fee and another fee as one sum."""
    between = text[one[1] : other[0]]
    unlike = {one[2], other[2]} == set(_FEES)
    return unlike and len(between) <= _JOINED_WITHIN and words_of("joins").search(between) is not None


def _summing(text: str, place: Place) -> bool:
    """Whether the word for a fee itself ends in a word of summing: 申請費總共."""
    return words_of("summed").search(text[place[1] - _SUMMED_WITHIN : place[1]]) is not None


def _near(between: str) -> bool:
    """Whether a word of claiming still speaks of the amount: 上限是, 上限三個級距都是."""
    return len(words_of("each").sub("", between)) <= _CLAIMED_WITHIN


def _before(text: str) -> str | None:
    """What the words before an amount call it."""
    places = _places(text)
    named = [one for one in places if one[2] != "claimed" or _near(text[one[1] :])]
    alone = bool(places) and {place[2] for place in places} == {"application"}  # 申請費總共 8 萬, no other fee said
    if words_of("summed").search(text[-_SUMMED_WITHIN:]) and not (alone and _summing(text, places[-1])):
        return "total"
    if not named:
        return None
    one_sum = len(named) > 1 and _joined(text, named[-2], named[-1])
    return "total" if one_sum else named[-1][2]


def _following(text: str, *, last: bool) -> tuple[int, str] | None:
    """Where the word just after an amount ends, and what it calls it.

    A word right before the next amount is that one's, so it counts only after the ``last`` one.
    """
    follows = [place for place in _places(text) if place[2] in _FEES]
    if not follows:
        return None
    near = follows[0][0] <= _AFTER or _LEADS.fullmatch(text[: follows[0][0]])
    if not near or _PAUSE.search(text[: follows[0][0]]):
        return None
    if words_of("includes").match(text.lstrip()) or (not last and len(follows) == 1):
        return None
    if len(follows) > 1 and _joined(text, follows[0], follows[1]):
        return follows[1][1], "total"
    return follows[0][1], follows[0][2]


def holds_other(text: str) -> bool:
    """Whether a text says that an amount holds another fee too: 12 萬含檢測費, but not 不含檢測費."""
    other = next(pattern.pattern for pattern, role in _nouns() if role == "other")
    without = words_of("excludes").pattern
    pattern = rf"(?:(?P<not>{without})[^\W\d]{{0,2}})?(?:{words_of('includes').pattern})[^\W\d]{{0,2}}\s?(?:{other})"
    return any(not found["not"] for found in re.finditer(pattern, simplified(text)))


def corrected(text: str, amounts: Sequence[Said]) -> list[Said]:
    """The amounts without those denied or taken back: of 不是 8 萬，是 18 萬 the last alone counts."""
    left = [said for said in amounts if not said.span.denied]
    counted = [said for said in left if said.role in ("application", "unnamed")]
    asked = words_of("asked_so").sub(" ", simplified(text))  # 對不對 corrects nothing
    if len(counted) > 1 and words_of("correction").search(asked):
        last = (
            replace(counted[-1], role="application") if any(s.role == "application" for s in counted) else counted[-1]
        )
        return [last if said is counted[-1] else said for said in left if said not in counted[:-1]]
    return left

"""An application fee said as a part of another sum (half of 90,000, 八萬的七成), written as what it comes to."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from knowledge.claims import claims
from knowledge.data import kept, load
from knowledge.dates import percents_in
from knowledge.figures import editions, resolve
from knowledge.money import MoneyRange, Span, spans
from knowledge.text import simplified
from knowledge.words import any_of

WHOLE: Final = 100


@kept
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load("calculation.yaml")["parts"]
    named = "|".join(sorted(map(re.escape, data["named"]), key=len, reverse=True))
    either = f"(?:{named}|{data['percent']})"
    part = f"(?P<part>{either})"
    return {
        "after": re.compile(rf"\s?{data['of']}\s?{part}(?!{data['told']})"),
        "before": re.compile(rf"(?<!{data['less']}){part} of (?:the |an? |our |my )?$", re.IGNORECASE),
        "any": re.compile(rf"{data['of']}\s?{either}|{either} of ", re.IGNORECASE),
        "shared": re.compile(rf"(?:{data['shared']})\s?$", re.IGNORECASE),
    }


@kept
def _rate() -> Decimal:
    """The percentage that is shared: said of a fee it is the answer, not the fee."""
    return Decimal(resolve(load("calculation.yaml")["parts"]["rate"], "en", editions()))


def in_whole(text: str) -> str:
    """A text with the fee that it says as a part of a sum written in figures: 申請費是九萬的一半 is a fee of 45,000.

    What is thought to be shared (可以補九萬的一半嗎) stays, and so does what is said of purchases.
    """
    shown = simplified(text)
    if _patterns()["any"].search(shown) is None or len(shown) != len(text) or not _of_fees(shown):
        return text
    for span in reversed(spans(text)):
        text = _written(text, shown, span)
    return text


def _of_fees(shown: str) -> bool:
    words = load("calculation.yaml")
    of_fees, of_purchases = (any_of(words[name]).search(shown.casefold()) for name in ("shares", "declared"))
    return of_fees is not None and of_purchases is None and not claims(shown)


def _written(text: str, shown: str, span: Span) -> str:
    """The text with one amount, if a part of it is said, replaced by that part."""
    patterns = _patterns()
    before, after = patterns["before"].search(shown[: span.start]), patterns["after"].match(shown, span.end)
    found = after or before
    if found is None or not isinstance(span.money, MoneyRange) or not span.money.exact:
        return text
    start, end = (span.start, after.end()) if after else (found.start(), span.end)
    part = _part(found["part"])
    if part is None or part * WHOLE == _rate() or patterns["shared"].search(shown[:start]):
        return text
    value = part * span.money.low
    whole = f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"
    return f"{text[:start]} {whole} {text[end:]}"


def _part(words: str) -> Fraction | None:
    named = load("calculation.yaml")["parts"]["named"].get(words.casefold())
    if named is not None:
        return Fraction(named)
    percents = percents_in(words)
    return Fraction(percents[0]) / WHOLE if len(percents) == 1 else None

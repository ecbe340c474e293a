"""Readers of the quantities people type: money, dates, years, whole numbers and percentages.

All are pure, give a typed value or None, and never raise on any text. A blurred amount becomes a range; what can be
read in two ways is :class:`Ambiguous`; another currency is :class:`ForeignMoney`, never New Taiwan dollars. How far
each blurring word reaches stands in ``quantities.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from knowledge.dates import (
    Ambiguous,
    NotADate,
    percents_in,
    read_date,
    read_integer,
    read_year,
    western,
    years_in,
)
from knowledge.money import MYRIAD, ForeignMoney, Impossible, MoneyRange, Span, foreign_in, money_in, spans
from knowledge.numerals import broken, in_figures, parse
from knowledge.roles import holds_other, roles, words_of
from knowledge.text import clean, simplified

__all__ = [
    "Ambiguous",
    "ForeignMoney",
    "MoneyRange",
    "NotADate",
    "foreign_in",
    "money_in",
    "percents_in",
    "read_date",
    "read_integer",
    "read_money",
    "read_year",
    "western",
    "years_in",
]

_SAID_IN_MYRIADS: Final = 1000
"""A bare number below this, as a fee, is as likely to be meant in 萬."""
_DIGITS: Final = 12
"""A bare number of more digits is no amount."""
_WORKED: Final = re.compile(
    r"(?:[*×÷x]|乘以?|除以?)\s?[0-9一二两三四五六七八九十]|的\s?[0-9.]+\s?%|一半|[一二三四五六七八九]成"
)
"""An answer that leaves something to be worked out: 8 萬 x 2."""
Asked = Literal["application", "total", "other"]


def read_money(text: str, asked: Asked = "application") -> MoneyRange | ForeignMoney | Ambiguous | None:
    """The amount in an answer to a question for money.

    ``asked``: what the question was for; an amount that the answer calls something else is none (發票總額 12 萬 is
    not the application fee). A bare number below a thousand is :class:`Ambiguous`: 8 may be 8 or 80,000 New Taiwan
    dollars, and so are several amounts unless one bears the name of what was asked. Any larger bare number counts as
    dollars, even one that elsewhere would be a year. None without any amount, below zero, or with other fees in it.
    """
    shown = in_figures(clean(text))
    found = spans(shown)
    if any(isinstance(span.money, Impossible) for span in found):
        return None
    called = roles(shown, found)
    if asked != "total" and holds_other(shown):
        return None
    if _WORKED.search(simplified(shown)):
        return None
    sure = [said for said in called if not said.span.bare]
    named = [said.span for said in sure if said.role == asked]
    meant = [span for span in named or [said.span for said in sure if said.role == "unnamed"] if not span.denied]
    if sure:
        others = () if named else [said.span for said in sure]
        return _one(meant, others, shown, several=bool(words_of("certificates").search(simplified(shown))))
    bare = [said.span for said in called if said.role in (asked, "unnamed")]
    return _bare(bare) if found else _figures(simplified(shown))


def _one(
    meant: list[Span], others: Iterable[Span], words: str, *, several: bool
) -> MoneyRange | ForeignMoney | Ambiguous | None:
    """The one amount that is meant; :class:`Ambiguous` between several, or beside another amount of the answer."""
    amounts = list(dict.fromkeys(span.money for span in meant if isinstance(span.money, MoneyRange)))
    unsure = [span.money for span in meant if isinstance(span.money, Ambiguous)]
    foreign = [span.money for span in meant if isinstance(span.money, ForeignMoney)]
    if foreign and not (any(money.exact for money in amounts) or unsure):
        return foreign[0]
    ends = {(money.low, money.high) for money in amounts}
    beside = {(s.money.low, s.money.high) for s in others if isinstance(s.money, MoneyRange)} - ends
    if len(ends) == 1 and not (unsure or beside or several):
        return amounts[0]
    values = [value for money in amounts for value in (money.low, money.high)]
    values += [value for money in unsure for value in money.values if isinstance(value, int)]
    return Ambiguous(tuple(dict.fromkeys(values)), words) if values else None


def _bare(found: list[Span]) -> MoneyRange | Ambiguous | None:
    """A small number alone, which may be meant in ten thousands."""
    amounts = [span.money for span in found if isinstance(span.money, MoneyRange) and not span.denied]
    if len(found) != 1 or not amounts:
        return None
    (amount,) = amounts
    if amount.exact and not 0 < amount.low < _SAID_IN_MYRIADS:
        return amount
    plain = parse(simplified(amount.words))
    if plain is None:
        return None
    return Ambiguous(tuple(int(value) for value in (plain, plain * MYRIAD) if not broken(value)), amount.words)


def _figures(shown: str) -> MoneyRange | None:
    """Figures that elsewhere would be a year, a date or another number."""
    if not shown.isascii() or not shown.isdecimal() or len(shown) > _DIGITS or shown[0] == "0":
        return None
    return MoneyRange(int(shown), int(shown), True, shown)

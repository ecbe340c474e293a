"""Readers of the quantities people type: money, dates, years, whole numbers and percentages.

All are pure, give a typed value or None, and never raise on any text. A blurred amount becomes a range; what can be
read in two ways is :class:`Ambiguous`; another currency is :class:`ForeignMoney`, never New Taiwan dollars. How far
each blurring word reaches stands in ``quantities.yaml``.
"""

from __future__ import annotations

from typing import Final

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
from knowledge.money import ForeignMoney, MoneyRange, foreign_in, money_in, spans
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

_MYRIAD: Final = 10_000
_SAID_IN_MYRIADS: Final = 1000
"""A bare number below this, as a fee, is as likely to be meant in 萬."""


def read_money(text: str) -> MoneyRange | ForeignMoney | Ambiguous | None:
    """The amount in an answer to a question for money.

    A bare number below a thousand is :class:`Ambiguous`: 8 may be 8 or 80,000 New Taiwan dollars. Any larger bare
    number counts as dollars, even one that elsewhere would be a year. None without any amount.
    """
    found = spans(text)
    sure = [span.money for span in found if not span.bare]
    if sure:
        return sure[-1]
    shown = simplified(clean(text)).replace(",", "")
    if found and isinstance(found[0].money, MoneyRange):
        amount = found[0].money
        if amount.exact and 0 < amount.low < _SAID_IN_MYRIADS and not shown.startswith("-"):
            return Ambiguous((amount.low, amount.low * _MYRIAD), amount.words)
        return amount
    if shown.isascii() and shown.isdecimal() and len(shown) <= 12:
        return MoneyRange(int(shown), int(shown), True, shown)
    return None

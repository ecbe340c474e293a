"""Which sums of a question were paid, and which is only thought to count: 花了 10 萬, 可以報 5 萬嗎."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from knowledge.calculation import corrected, roles
from knowledge.lookups.model import Inquiry
from knowledge.lookups.purchases.rents import Rents
from knowledge.money import MoneyRange, Span
from knowledge.numerals import ONES, parse

PAIR: Final = 2
MOST_DEALS: Final = 50
LEAST_RENT: Final = 10
"""Below it a bare number beside a rent counts something else."""


class Paid:
    """Reads the sums of a question by the words around them."""

    def __init__(self, text: Mapping[str, Any], words: Mapping[str, re.Pattern[str]], rents: Rents) -> None:
        self._words, self._rents = words, rents
        self._same, self._deals = re.compile(text["same_deals"]), re.compile(text["deal_count"])

    def sums(self, inquiry: Inquiry) -> tuple[list[Span], MoneyRange | None]:
        """The sums paid, and the one only thought to count."""
        said = corrected(inquiry.question.text, roles(inquiry.question.text, inquiry.question.money))
        if any(one.role == "application" for one in said):
            return [], None
        said = [one for one in said if not self.ends_with("limits", inquiry.text[: one.span.start])]
        lease = self._words["lease"].search(inquiry.text) is not None
        spans = [one.span for one in said if not one.span.bare or (lease and self._rent(one.span, inquiry.text))]
        if any(not isinstance(span.money, MoneyRange) for span in spans):
            return [], None
        claims = [span for span in spans[1:] if self.ends_with("claims", inquiry.text[: span.start])]
        claim = claims[0].money if len(claims) == 1 else None
        totals = [one.span for one in said if one.role == "total"]
        kept = self._apart([span for span in spans if span not in claims], totals, inquiry.text)
        return kept, claim if isinstance(claim, MoneyRange) and claim.exact else None

    def repeated(self, text: str) -> int:
        """How many deals of the one sum there are: 兩筆 各 60 萬; 0 where several share it or each has it unsaid."""
        named = [found[1] for found in self._deals.finditer(text)]
        numbers = [ONES.index(one) + 1 if one in ONES else parse(one) for one in named]
        several = {int(number) for number in numbers if number is not None and 1 < number <= MOST_DEALS}
        if not several:
            return 1
        return several.pop() if len(several) == 1 and self._same.search(text) else 0

    def _apart(self, spans: list[Span], totals: Sequence[Span], text: str) -> list[Span]:
        """The sums without their total, and without what holds a part that is named or was not paid for anything."""
        spans = [span for span in spans if not self.ends_with("ignored", text[: span.start])]
        if len(spans) > len(totals) + 1:  # 18 萬、5 萬，總共 23 萬
            spans = [span for span in spans if span not in totals]
        if len(spans) > PAIR:
            spans = [span for span in spans if not self._whole(span, spans, text)]
        if len(spans) == PAIR and self._words["within"].search(text[spans[0].end : spans[1].start]):
            return spans[1:]
        return spans

    def _whole(self, span: Span, spans: Sequence[Span], text: str) -> bool:
        """Whether a sum is called the whole of the others and is it: 總共買了 80 萬, 有標章的 30 萬, 沒標章的 50 萬."""
        values = [one.money.low for one in spans if isinstance(one.money, MoneyRange)]
        before = max((one.end for one in spans if one.end <= span.start), default=0)
        called = self._words["whole"].search(text[before : span.start]) is not None
        return called and isinstance(span.money, MoneyRange) and span.money.low * PAIR == sum(values)

    def _rent(self, span: Span, text: str) -> bool:
        """Whether a bare number is called a rent; 租金一季 names none."""
        if isinstance(span.money, MoneyRange) and span.money.high < LEAST_RENT:
            return False
        return self._rents.priced(text[: span.start])

    def ends_with(self, name: str, before: str) -> bool:
        """Whether such words stand right before a sum: those that claim that it counts, or call it a limit."""
        return any(found.end() == len(before.rstrip()) for found in self._words[name].finditer(before))

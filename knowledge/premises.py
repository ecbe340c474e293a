"""Figures taken for granted in a question: corrected where the answer has others."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from knowledge.calculation import Said, roles
from knowledge.dates import percents_in
from knowledge.model import Answer
from knowledge.money import MoneyRange, money_in
from knowledge.numerals import CHARS, parse
from knowledge.question import Question
from knowledge.text import simplified
from knowledge.words import any_of, shown
from rules.parameters import Edition

LEAST: Final = 100
"""Below it a bare number is no sum of money: 一半 is a half, not one dollar."""


class Premises:
    """Opens an answer with a correction, where its question takes a wrong figure for granted."""

    def __init__(self, wording: dict[str, Any], rates: str, edition: Edition) -> None:
        self.wording = wording["premise"]
        self.rates = rates
        self.tiers = edition.tiers
        self._confirms = any_of(self.wording["confirms"])
        self._before = re.compile(self.wording["stated"]["before"])
        self._after = re.compile(self.wording["stated"]["after"])
        self._counts = {
            lang: [re.compile(rf"(?<![\d.])(\d+|[{CHARS}]+)\s?{unit}", re.IGNORECASE) for unit in units]
            for lang, units in self.wording["counted"].items()
        }

    def corrected(self, question: Question, answer: Answer) -> Answer:
        """The answer, opening with what is not so."""
        confirmed = bool(self._confirms.search(shown(question.text)))
        if answer.entry == self.rates:
            percents = {Decimal(tier.percent) for tier in self.tiers}
            sums = {tier.cap for tier in self.tiers} if answer.kind == "answer" else self._sums(answer)
        elif answer.kind == "answer" and confirmed:
            percents, sums = set(percents_in(answer.text)), self._sums(answer)
        else:
            return answer
        said = [percent for percent in question.percents if percents and percent not in percents]
        if said:
            return self._opening(question, answer, "percent", f"{said[0]:f}")
        said_so = roles(question.text, question.money)
        claims = [one.span.money for one in said_so if one.role == "claimed" or self._stated(question, answer, one)]
        exact = [money.low for money in claims if isinstance(money, MoneyRange) and money.exact and money.low >= LEAST]
        wrong = [sum_ for sum_ in exact if sums and sum_ not in sums]
        if wrong:
            return self._opening(question, answer, "amount", f"{wrong[0]:,}")
        count = self._miscounted(question, answer) if confirmed else None
        return self._opening(question, answer, "count", count) if count else answer

    def _stated(self, question: Question, answer: Answer, said: Said) -> bool:
        """Whether a sum is said to be what holds: 是 8 萬, 5 百萬就能; of a firm's own fee that means nothing."""
        if answer.entry == self.rates or said.role != "unnamed" or said.span.denied:
            return False
        text = simplified(question.text)
        before, after = text[: said.span.start].rstrip(), text[said.span.end :].lstrip()
        return bool(self._before.search(before) or self._after.search(after))

    def _miscounted(self, question: Question, answer: Answer) -> str | None:
        """A number of firms, events, points … that the answer counts otherwise, as it was said."""
        for pattern in self._counts[question.lang]:
            told = {parse(found[1]) for found in pattern.finditer(simplified(answer.text))}
            for found in pattern.finditer(simplified(question.text)):
                said = parse(found[1])
                if said is not None and told - {None} and said not in told:
                    return question.text[found.start() : found.end()]
        return None

    def _sums(self, answer: Answer) -> set[int]:
        """The sums an answer names; of a calculation those of its first line, the result."""
        text = answer.text.splitlines()[0] if answer.kind == "calculation" else answer.text
        return {money.low for money in money_in(text)}

    def _opening(self, question: Question, answer: Answer, kind: str, said: str) -> Answer:
        text = self.wording[kind][question.lang].format(said=said)
        return replace(answer, text=f"{text}{answer.text}")

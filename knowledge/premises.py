"""Figures taken for granted in a question: corrected where the answer has others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from knowledge.calculation import Said, roles
from knowledge.claims import claimed, claims
from knowledge.dates import percents_in, years_in
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange, money_in
from knowledge.numerals import CHARS, parse
from knowledge.question import Question
from knowledge.text import simplified
from rules.parameters import Edition

LEAST: Final = 100
"""Below it a bare number is no sum of money: 一半 is a half, not one dollar."""
YI: Final = 10**8
"""From a 億 on an amount is told in 億."""
ROUNDED: Final = 20
"""A target said in round figures (12 億) is not denied when it is right within a twentieth."""
NUMBER: Final = rf"(?<![\d.])(\d+|[{CHARS}]+)"
BETWEEN: Final = re.compile(r"(?<=\d)(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=\d)")
"""Where a space stands between figures and characters."""
YEAR: Final = re.compile(r"(?<!\d)\d{4}(?:\s?年)?")
EACH: Final = re.compile(rf"\s?[\d{CHARS}]")
"""A number right after one that counts: of each, so much."""
MONTH: Final = re.compile(rf"{NUMBER}\s?月(?:\s?(\d{{1,2}})\s?[日号])?")


ANSWERS: Final = 1024
"""Answers whose sums are remembered: there are about as many."""


class Premises:
    """Opens an answer with a correction, where its question takes a wrong figure for granted."""

    def __init__(self, wording: dict[str, Any], rates: str, edition: Edition) -> None:
        self.wording = wording["premise"]
        self._sums_in = lru_cache(maxsize=ANSWERS)(lambda text: {money.low for money in money_in(text)})
        self.rates = rates
        self.tiers = edition.tiers
        self._negated, self._affirms = re.compile(self.wording["negated"]), re.compile(self.wording["affirms"])
        self._unknown = re.compile(self.wording["unknown"])
        self._before = re.compile(self.wording["stated"]["before"])
        self._after = re.compile(self.wording["stated"]["after"])
        self._own, self._names, self._ends = (re.compile(self.wording[name]) for name in ("own", "names", "ends"))
        self._dated = {
            name: (re.compile(sides["before"]), re.compile(sides["after"]))
            for name, sides in self.wording["dated"].items()
        }
        self._counts = {
            lang: [re.compile(rf"{NUMBER}\s?(?:个)?{unit}", re.IGNORECASE) for unit in units]
            for lang, units in self.wording["counted"].items()
        }

    def corrected(self, question: Question, answer: Answer) -> Answer:
        """The answer, opening with what is not so."""
        confirmed = claims(question.text)
        if answer.entry != self.rates and not (confirmed and answer.kind in ("answer", "lookup")):
            return answer
        if answer.text.startswith(self.wording["lead"][question.lang]) or self._unknown.match(simplified(answer.text)):
            return answer
        if answer.entry == self.rates:
            percents = {Decimal(tier.percent) for tier in self.tiers}
            sums = {tier.cap for tier in self.tiers} if answer.kind == "answer" else self._sums(answer)
        else:
            percents, sums = set(percents_in(answer.text)), self._sums(answer)
        said = [percent for percent in question.percents if percents and percent not in percents]
        if said:
            return self._opening(question.lang, answer, "percent", f"{said[0]:f}")
        wrong = self._missummed(question, answer, sums)
        if wrong is not None:
            return self.denied(answer, wrong, question.lang)
        other = self._miscounted(question, answer) or self._misdated(question, answer) if confirmed else None
        return self._opening(question.lang, answer, "said", other) if other else answer

    def unaffirmed(self, question: Question, answer: Answer) -> Answer:
        """The answer without its yes or no, where an English question denies: is it not recognised?"""
        if question.lang != "en" or not (claims(question.text) and self._negated.search(question.text.casefold())):
            return answer
        return replace(answer, text=self._affirms.sub("", answer.text))

    def _missummed(self, question: Question, answer: Answer, sums: set[int]) -> int | None:
        """A sum claimed that the answer does not have."""
        said_so = [one for one in roles(question.text, question.money) if not one.span.bare]
        sums_said = [one.span.money for one in said_so if one.role == "claimed" or self._stated(question, answer, one)]
        exact = [one.low for one in sums_said if isinstance(one, MoneyRange) and one.exact and one.low >= LEAST]
        about = answer.kind == "lookup"
        held = [s for s in exact if any(s == one or (about and abs(s - one) * ROUNDED < one) for one in sums)]
        return next((s for s in exact if sums and s not in held), None)

    def _stated(self, question: Question, answer: Answer, said: Said) -> bool:
        """Whether a sum is said to be what holds: 是 8 萬, 5 百萬就能; of a firm's own fee that means nothing."""
        text = simplified(question.text)
        own = self._own.search(text[: said.span.start]) is not None
        if answer.entry == self.rates or said.role != "unnamed" or said.span.denied or own:
            return False
        return self._beside(text, said.span.start, said.span.end, self._before, self._after)

    @staticmethod
    def _beside(text: str, start: int, end: int, before: re.Pattern[str], after: re.Pattern[str]) -> bool:
        """Whether the words right before or right after a place make a claim of what stands there."""
        return bool(before.search(text[:start].rstrip()) or after.search(text[end:].lstrip()))

    def _miscounted(self, question: Question, answer: Answer) -> str | None:
        """A number of firms, events, points … that the answer counts otherwise, as it was said."""
        text = claimed(question.text)
        for pattern in self._counts[question.lang]:
            told = {parse(found[1]) for found in pattern.finditer(simplified(answer.text))}
            for found in pattern.finditer(text):
                said = parse(found[1])
                if said is None or self._named_so(text, found):
                    continue
                if told - {None} and said not in told:
                    return question.text[found.start() : found.end()]
        return None

    def _named_so(self, text: str, found: re.Match[str]) -> bool:
        """Whether a number is the asker's own (我們 5 家店) or names what is spoken of: 四項輔導都免費, 一件 10 分."""
        if EACH.match(text, found.end()):
            return True
        opens = self._names.search(text[: found.start()]) and not self._ends.match(text[found.end() :])
        return bool(opens or self._own.search(text[: found.start()]))

    def _misdated(self, question: Question, answer: Answer) -> str | None:
        """A year or a day that the answer has otherwise, as it was said."""
        text, told = claimed(question.text), simplified(answer.text)
        before, after = self._dated["year"]
        years = set(years_in(told))
        for found in YEAR.finditer(text):
            beside = self._beside(text, found.start(), found.end(), before, after)
            if beside and years and int(found.group()[:4]) not in years:
                return question.text[found.start() : found.end()]
        before, after = self._dated["month"]
        days = set(self._days(told))
        months = {month for month, _ in days}
        for found in MONTH.finditer(text):
            said = next(self._days(found.group()), None)
            if said is None or not days or not self._beside(text, found.start(), found.end(), before, after):
                continue
            if said[0] not in months or (said[1] and said not in days):
                return question.text[found.start() : found.end()]
        return None

    @staticmethod
    def _days(text: str) -> Iterator[tuple[int, int]]:
        """Months with their days (0 for none) in a simplified text."""
        shown = re.sub(r"(?<!\d)(?:\d{3,4}[/-])?(\d{1,2})[/-](\d{1,2})(?!\d)", r"\1月\2日", text)
        for found in MONTH.finditer(shown):
            month = parse(found[1])
            if month is not None:
                yield int(month), int(found[2] or 0)

    def _sums(self, answer: Answer) -> set[int]:
        """The sums an answer names; of a calculation those of its first line, the result."""
        text = answer.text.splitlines()[0] if answer.kind == "calculation" else answer.text
        return self._sums_in(text)

    def denied(self, answer: Answer, sum_: int, lang: Lang) -> Answer:
        """The answer, opening with a sum that does not hold."""
        if lang == "zh" and sum_ >= YI:
            return self._opening(lang, answer, "large", f"{sum_ / YI:g}")
        return self._opening(lang, answer, "amount", f"{sum_:,}")

    def _opening(self, lang: Lang, answer: Answer, kind: str, said: str) -> Answer:
        text = self.wording[kind][lang].format(said=BETWEEN.sub(" ", said))
        gap = " " if lang == "en" else ""
        return replace(answer, text=f"{text}{gap}{answer.text}")

"""What a person typed, read as the value of the fact that was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.phrases import phrases
from knowledge.labels import Labels
from knowledge.quantities import (
    Ambiguous,
    Asked,
    ForeignMoney,
    MoneyRange,
    NotADate,
    read_date,
    read_integer,
    read_money,
    read_year,
)
from knowledge.text import fold
from rules.facts import MOST_MONEY, BadFact, Fact, FactValue, Kind
from rules.parameters import Edition
from rules.programme import Programme
from rules.wording import LANGS

ROLES: Mapping[str, Asked] = {"application_fee": "application", "invoice_total": "total"}
"""Which of the amounts in a sentence answers a fact; any other amount is one of the other fees."""
LOOSE_WORDS = 12
"""Characters that may stand around an option's name for it to be taken as the answer; a longer text says more."""
_BETWEEN = re.compile(r"[,，、;；>＞→\s]+|以及|和|跟|及|然後|再來是?|接著|最後|還有|(?<=\s)(?:and|then)(?=\s)")
_ORDINAL = re.compile(r"第?([一二三四五六七八九1-9])[项个号]?")
"""The number of an option, as in 第三項, folded."""
_FIRST_COMMA = re.compile(r"\s*[,，。；;!！]\s*")
_NO_DIGIT = re.compile(r"[^0-9]")
_UNIT = re.compile(r"[元圓塊萬万億亿兆$＄]|NT|TWD|dollar|million|billion", re.IGNORECASE)
"""What tells whether an amount is in 萬元 or in NT$."""
_NEGATIVE = re.compile(r"\s*[-−－負负]\s*\S*\d")


@dataclass(frozen=True, slots=True)
class Read:
    """A value that was understood."""

    value: FactValue


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood, or not surely: the sentence to say (under `reading.`) and the values that may be meant."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)
    candidates: tuple[FactValue, ...] = ()


Reading = Read | Unclear


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers for one programme; `labels` are the registry, `today` completes dates."""

    programme: Programme
    edition: Edition
    labels: Labels
    today: date

    def read(self, fact: Fact, text: str) -> Reading:
        """The value of `fact` that `text` gives, checked; or what is unclear about it. Never raises."""
        option = self._option(fact, text)
        if option is not None:
            return Read(option)
        reading = _READERS[fact.kind](self, fact, text)
        if isinstance(reading, Unclear):
            return reading
        try:
            return Read(fact.check(reading.value))
        except BadFact as bad:
            return Unclear(bad.reason, {"text": text[:20]})

    def _option(self, fact: Fact, text: str) -> FactValue | None:
        """The option that was typed: alone, or for a choice inside a sentence that denies nothing."""
        names = self._names(fact)
        if fact.kind is Kind.CHOICE:
            return option_in(names, text)
        option = names.get(fold(text))
        return (option,) if option and fact.several else option

    def _names(self, fact: Fact) -> dict[str, str]:
        """What people call each option, folded; a label's own names stand in the registry."""
        wording = self.programme.wording
        named: dict[str, str] = {}
        for option in sorted(
            fact.options, key=lambda one: one != "other"
        ):  # what "other" is called may name one nearer
            if option not in self.labels.by_id:
                named |= dict.fromkeys(phrases().options.get(option, ()), option)
                named |= {fold(wording.option(fact.id, option, lang)): option for lang in LANGS}
        return named

    def _money(self, fact: Fact, text: str) -> Reading:
        amount = read_money(text, ROLES.get(fact.id, "other"))
        if fact.unit > 1 and not _UNIT.search(text) and (bare := _bare(amount)):
            meant = tuple(value for value in (bare * fact.unit, bare) if value <= (fact.most or MOST_MONEY))
            return Unclear("which_unit", {"text": text[:20]}, meant)
        match amount:
            case MoneyRange(low=low, high=high) if low == high:
                return Read(low)
            case MoneyRange(low=low, high=high):
                return Unclear("blurred", {"low": f"{low:,}", "high": f"{high:,}"})
            case Ambiguous() as either:
                return Unclear("which_amount", {"text": text[:20]}, tuple(either.values))
            case ForeignMoney():
                return Read("foreign_currency") if "foreign_currency" in fact.options else Unclear("foreign_money")
        return Unclear("negative" if _NEGATIVE.match(text) else "not_money")

    def _date(self, fact: Fact, text: str) -> Reading:
        match read_date(text, self.today):
            case date() as day:
                return Read(day)
            case NotADate():
                return Unclear("no_such_date", {"text": text[:20]})
            case Ambiguous():
                return Unclear("which_year", {"text": text[:20]})
        return Unclear("not_date")

    def _year(self, fact: Fact, text: str) -> Reading:
        year = read_year(text)
        return Unclear("not_a_year") if year is None else Read(year)

    def _integer(self, fact: Fact, text: str) -> Reading:
        if fold(text) in phrases().options["none"]:
            return Read(0)
        number = None if phrases().is_priced(text) else read_integer(text)  # 120 萬 is no count of 120
        if number is not None and fact.id not in self.programme.form and phrases().is_blurred(text):
            return Unclear("rough_number", {"text": text[:20]})  # what decides has to be exact
        return Unclear("not_a_number") if number is None else Read(number)

    def _label(self, fact: Fact, text: str) -> Reading:
        if phrases().denies(fold(text)):
            return Unclear("not_a_label")
        found = dict.fromkeys(label.id for match in self.labels.find(text) for label in match.labels)
        listed = tuple(label for label in found if label in self.edition.labels)
        if len(found) == 1 and listed:
            return Read(listed[0])
        if listed:
            return Unclear("which_label", {}, listed)
        return Unclear("unlisted_label", {"text": text[:20]}, ("other",)) if found else Unclear("not_a_label")

    def _choices(self, fact: Fact, text: str) -> Reading:
        names = self._names(fact)
        parts = [fold(part) for part in _BETWEEN.split(text) if fold(part)]
        chosen = tuple(option for part in parts if (option := _meant(fact, names, part)))
        return Read(chosen) if parts and len(chosen) == len(parts) else Unclear("not_an_option")

    def _choice(self, fact: Fact, text: str) -> Reading:
        return Unclear("not_an_option")

    def _text(self, fact: Fact, text: str) -> Reading:
        return Read(text)

    def _ubn(self, fact: Fact, text: str) -> Reading:
        return Read(_NO_DIGIT.sub("", fold(text)) or text)

    def _lines(self, fact: Fact, text: str) -> Reading:
        return Unclear("not_lines")  # what holds lines is read by the skill that reads them back


def option_in(names: Mapping[str, str], text: str) -> str | None:
    """The option that a text names, alone, before its first comma, or inside a sentence that denies nothing.

    `names` are folded.
    """
    said = fold(text)
    if said in names:
        return names[said]
    first, _, more = (fold(part) for part in _FIRST_COMMA.sub("\n", text, count=1).partition("\n"))
    if first in names and not phrases().denies(more) and not any(name in more for name in names if len(name) > 1):
        return names[first]
    whole = {name for option in phrases().whole_only for name in phrases().options[option]}
    inside = [name for name in names if len(name) > 1 and name in said and name not in whole]
    if not inside:
        return None
    longest = max(inside, key=len)
    rest = said.replace(longest, " ")
    rivals = {names[name] for name in inside if name not in longest} - {names[longest]}
    unsure = rivals or phrases().denies(rest) or len(rest) > LOOSE_WORDS
    return None if unsure else names[longest]


def _meant(fact: Fact, names: Mapping[str, str], part: str) -> str | None:
    """The option that a folded part names: in full, by its number, or by words that no other option has."""
    if part in names:
        return names[part]
    if (ordinal := _ORDINAL.fullmatch(part)) is not None:
        number = read_integer(ordinal.group(1)) or 0
        return fact.options[number - 1] if 1 <= number <= len(fact.options) else None
    bearing = {option for name, option in names.items() if len(part) > 1 and part in name}
    return bearing.pop() if len(bearing) == 1 else None


def _bare(amount: object) -> int:
    """The number that was typed, of an amount that may be in 萬元 or in NT$; 0 where there is none."""
    match amount:
        case MoneyRange(low=low, high=high) if low == high:
            return low
        case Ambiguous(values=values):
            return min(value for value in values if isinstance(value, int))
    return 0


_READERS: dict[Kind, Callable[[Reader, Fact, str], Reading]] = {
    Kind.CHOICE: Reader._choice,
    Kind.CHOICES: Reader._choices,
    Kind.RANKING: Reader._choices,
    Kind.MONEY: Reader._money,
    Kind.YEAR: Reader._year,
    Kind.DATE: Reader._date,
    Kind.INTEGER: Reader._integer,
    Kind.LABEL: Reader._label,
    Kind.TEXT: Reader._text,
    Kind.UBN: Reader._ubn,
    Kind.PHONE: Reader._text,
    Kind.EMAIL: Reader._text,
    Kind.LINES: Reader._lines,
}

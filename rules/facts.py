"""Facts: what a rule may know, typed and checked, and read through a sheet that notes the reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, Literal, Self, TypeVar, cast, overload

from rules import contacts, ubn

FactValue = int | str | date | tuple[str, ...]
"""A checked value: money and years are int (NT$, western), dates `date`, several choices a tuple."""

T_co = TypeVar("T_co", covariant=True)

COMMON = frozenset(
    {
        *("firm_name", "ubn", "address", "owner_name", "capital", "employees", "turnover"),
        *("contact_name", "contact_title", "contact_phone", "contact_fax", "contact_email"),
        *("registered_trader", "made_in"),
    }
)
"""Ids that mean the same in every programme, so that an answer given in one may be offered in the next."""

MOST_MONEY = 999_999_999
"""The largest amount taken, in NT$: far above any fee, and small enough to print."""
LARGE_MONEY = 9_999_999_999_999
"""The largest capital, turnover or year's purchases taken, in NT$: above the largest firm's."""
MOST_COUNT = 9_999
LARGE_COUNT = 9_999_999
MOST_LINES = 500
WAN = 10_000
"""NT$ in 萬元, the unit that printed forms count in."""
LONGEST_TEXT = 200
LONGEST_LINE = 400
FIRST_YEAR, LAST_YEAR = 1912, 2200
"""Western years taken: from ROC year 1 on."""


class Kind(StrEnum):
    """What kind of value a fact holds."""

    CHOICE = "choice"
    CHOICES = "choices"
    RANKING = "ranking"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    INTEGER = "integer"
    TEXT = "text"
    LABEL = "label"
    UBN = "ubn"
    PHONE = "phone"
    EMAIL = "email"
    LINES = "lines"


class BadFact(ValueError):
    """A value that a fact can't hold: the fact's id and a reason code.

    Codes: not_a_number, negative, too_large, not_a_year, not_a_date, date_out_of_range, not_an_option,
    not_text, empty, too_long, too_many, bad_ubn, not_a_ubn, bad_phone, bad_email.
    """

    def __init__(self, fact: str, reason: str) -> None:
        super().__init__(f"{fact}: {reason}")
        self.fact = fact
        self.reason = reason


class Unknown(Exception):
    """Raised when a rule reads facts that nobody has given yet."""

    def __init__(self, *facts: str) -> None:
        super().__init__(", ".join(facts))
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known.

    For a choice, `options` are its values; for other kinds they are words that may stand instead of a value
    (`certified_on` is a date or "not_yet"). `asks` names who normally supplies it: the firm, the staff, or a
    trial's preset. `personal` and `optional` matter to the fields of a draft. `most` and `longest` stand instead
    of the usual limits of a number or text; `unit` is the NT$ that a form counts money in (the value stays in NT$).
    A ranking holds several options, the first before the second.
    """

    id: str
    kind: Kind
    clause: str
    options: tuple[str, ...] = ()
    asks: Literal["firm", "staff", "preset"] = "firm"
    personal: bool = False
    optional: bool = False
    most: int | None = None
    longest: int = LONGEST_TEXT
    unit: int = 1

    @property
    def several(self) -> bool:
        """Whether the value is several of the options."""
        return self.kind in (Kind.CHOICES, Kind.RANKING)

    def check(self, value: object, *, override: bool = False) -> FactValue:
        """Return the typed value of what JSON or a parser gives, the same for a value that is typed already.

        Dates come as `YYYY-MM-DD`, money as whole NT$, years as western ones. `override` accepts a Unified
        Business Number whose check digit fails, since real firms with such a number exist.
        Raises BadFact for anything else.
        """
        if self.several:
            return self._choices(value)
        if isinstance(value, str) and value in self.options:
            return value
        if self.kind is Kind.UBN:
            return self._ubn(value, override)
        try:
            if self.kind in _MOST:
                return _whole_number(value, self.most or _MOST[self.kind])
            if self.kind is Kind.TEXT:
                return _text(value, self.longest)
            return _CHECKS[self.kind](value)
        except ValueError as error:
            raise BadFact(self.id, str(error)) from None

    def _choices(self, value: object) -> tuple[str, ...]:
        chosen = value if isinstance(value, (list, tuple)) else (value,)
        if any(not isinstance(one, str) or one not in self.options for one in chosen):
            raise BadFact(self.id, "not_an_option")
        return tuple(dict.fromkeys(chosen if self.kind is Kind.RANKING else filter(chosen.__contains__, self.options)))

    def _ubn(self, value: object, override: bool) -> str:
        number = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
        if not re.fullmatch(r"[0-9]{8}", number) or number == "00000000":
            raise BadFact(self.id, "not_a_ubn")
        if not override and not ubn.is_valid(number):
            raise BadFact(self.id, "bad_ubn")
        return number


def to_json(value: FactValue) -> int | str | list[str]:
    """Return a value as JSON holds it; `Fact.check` is the inverse."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _whole_number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not_a_number")
    if value < 0:
        raise ValueError("negative")
    if value > most:
        raise ValueError("too_large")
    return value


def _year(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not FIRST_YEAR <= value <= LAST_YEAR:
        raise ValueError("not_a_year")
    return value


def _date(value: object) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError("not_a_date") from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("not_a_date")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError("date_out_of_range")
    return value


def _text(value: object, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(value, str):
        raise ValueError("not_text")
    visible = "".join(character for character in value if unicodedata.category(character) != "Cf")
    text = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not text:
        raise ValueError("empty")
    if len(text) > longest:
        raise ValueError("too_long")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("not_text")
    return text


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError("not_text")
    if not value:
        raise ValueError("empty")
    if len(value) > MOST_LINES:
        raise ValueError("too_many")
    return tuple(_text(line, longest=LONGEST_LINE) for line in value)


def _word(_: object) -> str:
    raise ValueError("not_an_option")


_MOST: Mapping[Kind, int] = {Kind.MONEY: MOST_MONEY, Kind.INTEGER: MOST_COUNT}
_CHECKS: Mapping[Kind, Callable[[object], FactValue]] = {
    Kind.CHOICE: _word,
    Kind.LABEL: _word,
    Kind.YEAR: _year,
    Kind.DATE: _date,
    Kind.PHONE: lambda value: contacts.phone(_text(value)),
    Kind.EMAIL: lambda value: contacts.email(_text(value, longest=254)),
    Kind.LINES: _lines,
}


class FactSheet:
    """The facts of one programme as attributes; reading one that nobody has given raises Unknown.

    A programme declares its sheet by `Field`s in clause order. `reads` holds what was read since the last
    `restart`.
    """

    __slots__ = ("reads", "values")

    def __init__(self, values: Mapping[str, FactValue]) -> None:
        self.values = values
        self.reads: list[str] = []

    def restart(self) -> None:
        """Begin a new trace."""
        self.reads = []

    @classmethod
    @cache
    def facts(cls) -> Mapping[str, Fact]:
        """Return the declared facts by id, in the order of their declaration."""
        fields = {name: field for name, field in vars(cls).items() if isinstance(field, Field)}
        return MappingProxyType({name: field.fact for name, field in fields.items()})


class Field(Generic[T_co]):
    """The attribute of a sheet by which rules read one fact."""

    fact: Fact

    def __init__(self, kind: Kind, clause: str, *options: str, **traits: Any) -> None:  # noqa: ANN401
        self._make: Callable[[str], Fact] = lambda name: Fact(name, kind, clause, options, **traits)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.fact = self._make(name)

    @overload
    def __get__(self, sheet: None, owner: type) -> Self: ...
    @overload
    def __get__(self, sheet: FactSheet, owner: type) -> T_co: ...
    def __get__(self, sheet: FactSheet | None, owner: type) -> Self | T_co:
        if sheet is None:
            return self
        name = self.name
        if name not in sheet.values:
            raise Unknown(name)
        sheet.reads.append(name)
        return cast(T_co, sheet.values[name])

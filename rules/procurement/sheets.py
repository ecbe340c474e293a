"""Reading an edition's data files into frozen records; every error names file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from rules.parameters import Reader, text
from rules.yaml_data import DataError, Table, load

T = TypeVar("T")


class Sheet:
    """One mapping of a data file: reads its values and knows how to blame a line."""

    def __init__(self, path: Path, table: Table | None = None) -> None:
        self.path = path
        self.table = load(path) if table is None else table

    def error(self, key: str, message: str, cure: str) -> DataError:
        """Return an error that names the line of a key."""
        return DataError(self.path, self.table.line_of(key), message, cure)

    def only(self, *keys: str) -> None:
        """Raise DataError for a key beside these, or for one of them that is missing."""
        for key in self.table:
            if key not in keys:
                raise self.error(key, f"{key!r} isn't known here", "remove it or correct its name")
        for key in keys:
            if key not in self.table:
                raise self.error(key, f"{key!r} is missing", "add it")

    def under(self, key: str) -> Sheet:
        """Return the mapping under a key."""
        if not isinstance(self.table.get(key), Table):
            raise self.error(key, f"{key!r} holds no mapping", "indent `key: value` lines under it")
        return Sheet(self.path, self.table[key])

    def sheets(self, key: str) -> Iterator[tuple[str, Sheet]]:
        """Yield the mappings under a key by name, in the order of the file."""
        parent = self.under(key)
        for name in parent.table:
            yield name, parent.under(name)

    def tables(self, key: str) -> Iterator[Sheet]:
        """Yield the mappings of the list under a key."""
        for row in self.value(key, _tables):
            yield Sheet(self.path, row)

    def value(self, key: str, read: Callable[[Any], T]) -> T:
        """Return what a reader makes of the value under a key; raises DataError if it can't or there is none."""
        if key not in self.table:
            raise self.error(key, f"{key!r} is missing", "add it")
        try:
            return read(self.table[key])
        except ValueError as error:
            raise self.error(key, f"{key!r} is {self.table[key]!r}", f"give {error}") from None

    def record(self, kind: type[T], readers: Mapping[str, Reader], **known: object) -> T:
        """Return a frozen record of the mapping's values, those of `known` taken as they are.

        A field with a default may be left out. Raises DataError for an unknown, missing or malformed value.
        """
        wanted = [one for one in fields(kind) if one.name not in known]  # type: ignore[arg-type]
        optional = {one.name for one in wanted if one.default is not MISSING}
        self.only(*(one.name for one in wanted if one.name not in optional or one.name in self.table))
        values = {one.name: self.value(one.name, readers[one.name]) for one in wanted if one.name in self.table}
        return kind(**values, **known)

    def records(self, key: str, kind: type[T], readers: Mapping[str, Reader], **known: object) -> tuple[T, ...]:
        """Return the records of the list of mappings under a key."""
        return tuple(sheet.record(kind, readers, **known) for sheet in self.tables(key))


def _tables(value: object) -> list[Table]:
    if not isinstance(value, list) or not all(isinstance(one, Table) for one in value):
        raise ValueError("a list of mappings")
    return value


def flag(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def percent(value: object) -> Decimal:
    """Read a percentage: a whole number, or a decimal fraction in quotes."""
    if type(value) not in (int, str):
        raise ValueError('a percentage as 30 or "0.5"')
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError('a percentage as 30 or "0.5"') from None
    if not number.is_finite() or number < 0:
        raise ValueError("a percentage from 0 on")
    return number


def percents(value: object) -> tuple[Decimal, ...]:
    """Read a rising list of percentages."""
    if not isinstance(value, list) or not value:
        raise ValueError("a list of percentages")
    read = tuple(percent(one) for one in value)
    if list(read) != sorted(set(read)):
        raise ValueError("percentages in rising order")
    return read


def bilingual(value: object) -> Mapping[str, str]:
    """Read a text in both languages."""
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise ValueError("{zh, en}")
    return {lang: text(words) for lang, words in value.items()}


def texts(value: object) -> tuple[str, ...]:
    """Read a list of texts."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError("a list of texts")
    return tuple(value)


def figures(value: object) -> tuple[int | None, ...]:
    """Read a printed row: whole numbers with or without thousands separators, a dash for none."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("the row's figures in quotes, with spaces between them")
    return tuple(None if one in ("－", "-") else _figure(one) for one in value.split())


def _figure(word: str) -> int:
    plain = word.replace(",", "")
    if not (plain.isascii() and plain.isdigit()):
        raise ValueError("whole numbers as 1,234 and a dash where nothing is printed")
    return int(plain)

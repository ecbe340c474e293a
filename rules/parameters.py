"""Editions: the figures, dates and lists of a programme's year, each with the clause it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rules.determination import IN_FORCE, Value
from rules.yaml_data import DataError, Table, load

STATUSES = (IN_FORCE, "draft", "proposed", "former", "japan")
"""How a value can stand: in force, a draft, proposed by a report, of the method before, in force in Japan."""
_SOMETIMES = frozenset({"status"})

Reader = Callable[[Any], Any]
"""Turns what a file holds into a value; raises ValueError saying what is expected."""


class Contradiction(NamedTuple):
    """A value of an edition that can't stand beside the others, what is wrong with it, and what cures it."""

    value: str
    problem: str
    cure: str


class NoEdition(LookupError):
    """No edition covers the day, which is an answer of its own; `latest` is the last one on file."""

    def __init__(self, programme: str, as_of: date, latest: Edition | None) -> None:
        super().__init__(f"no edition of {programme} covers {as_of}")
        self.programme = programme
        self.as_of = as_of
        self.latest = latest


class Edition:
    """One year's programme: its values by attribute (`edition.quota`), the days it covers, and its document.

    `covers_from` and `covers_to` are the first and last day covered; `document` is the document's title by
    language; `values` lists every value with its clause.
    """

    programme: str
    id: str
    covers_from: date
    covers_to: date
    document: Mapping[str, str]
    values: tuple[Value, ...]
    path: Path
    lines: Mapping[str, int]

    def __init__(self, path: Path, programme: str, parameters: Mapping[str, Reader]) -> None:
        data, reader = load(path), _File(path)
        reader.keys(data, {"programme", "edition", "covers", "document", "values"})
        if data["programme"] != programme:
            raise reader.error(data, "programme", f"belongs to {data['programme']!r}", f"write {programme}")
        self.path = path
        self.programme = programme
        self.id = reader.value(data, "edition", text)
        covers = reader.table(data, "covers", {"from", "to"})
        self.covers_from = reader.value(covers, "from", day)
        self.covers_to = reader.value(covers, "to", day)
        if self.covers_from > self.covers_to:
            raise reader.error(covers, "to", "the edition ends before it begins", "correct one of the dates")
        titles = reader.table(data, "document", {"zh", "en"})
        self.document = {lang: reader.value(titles, lang, text) for lang in ("zh", "en")}
        values = reader.table(data, "values", set(parameters))
        self.values = tuple(_value(reader, values, name, read) for name, read in parameters.items())
        self.lines = dict(values.lines)
        self.__dict__.update({value.name: value.value for value in self.values})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - each value has the type its programme declares
        raise AttributeError(f"edition {self.programme} {self.id} has no value {name!r}")

    def clause_of(self, name: str) -> str:
        """Return the clause a value comes from; raises KeyError for an unknown value."""
        return self._named(name).clause

    def status_of(self, name: str) -> str:
        """Say how a value stands (one of `STATUSES`); raises KeyError for an unknown value."""
        return self._named(name).status

    def _named(self, name: str) -> Value:
        for value in self.values:
            if value.name == name:
                return value
        raise KeyError(name)


def load_editions(
    folder: Path,
    programme: str,
    parameters: Mapping[str, Reader],
    contradictions: Callable[[Edition], Iterable[Contradiction]],
) -> tuple[Edition, ...]:
    """Return the editions of a folder by the days they cover.

    Raises DataError, naming file and line, for a value that is missing, unknown or malformed, for values that
    contradict each other, for two editions that cover the same day, and for two of the same id.
    """
    paths = sorted(folder.glob("*.yaml"))
    editions = sorted((Edition(path, programme, parameters) for path in paths), key=lambda one: one.covers_from)
    for edition in editions:
        for name, problem, cure in contradictions(edition):
            raise DataError(edition.path, edition.lines[name], f"{name!r} {problem}", cure)
    for earlier, later in pairwise(editions):
        if later.covers_from <= earlier.covers_to:
            problem = f"covers days that {earlier.path.name} covers too"
            raise DataError(later.path, 1, problem, "let each day belong to one edition")
        if any(one.id == later.id for one in editions if one is not later):
            raise DataError(later.path, 1, f"is a second edition {later.id}", "give it an id of its own")
    return tuple(editions)


class _File:
    """Reads a file's tables and knows how to blame a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def error(self, table: Table, key: str, message: str, cure: str) -> DataError:
        return DataError(self.path, table.line_of(key), message, cure)

    def keys(self, table: Table, expected: set[str], besides: frozenset[str] = frozenset()) -> None:
        for key in table:
            if key not in expected | besides:
                raise self.error(table, key, f"{key!r} isn't known here", "remove it or correct its name")
        for key in sorted(expected):
            if key not in table:
                raise self.error(table, key, f"{key!r} is missing", "add it")

    def table(self, parent: Table, key: str, expected: set[str], besides: frozenset[str] = frozenset()) -> Table:
        table = parent[key]
        if not isinstance(table, Table):
            raise self.error(parent, key, f"{key!r} holds no mapping", "indent `key: value` lines under it")
        self.keys(table, expected, besides)
        return table

    def value(self, table: Table, key: str, read: Reader) -> Any:  # noqa: ANN401
        try:
            return read(table[key])
        except ValueError as error:
            raise self.error(table, key, f"{key!r} is {table[key]!r}", f"give {error}") from None


def _value(file: _File, values: Table, name: str, read: Reader) -> Value:
    table = file.table(values, name, {"value", "clause"}, _SOMETIMES)
    status = file.value(table, "status", _status) if "status" in table else IN_FORCE
    return Value(name, file.value(table, "value", read), file.value(table, "clause", text), status)


def _status(value: object) -> str:
    if value not in STATUSES:
        raise ValueError(f"one of {', '.join(STATUSES)}")
    return str(value)


def text(value: object) -> str:
    """Read text that isn't empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("text in quotes")
    return value


def day(value: object) -> date:
    """Read a date."""
    if type(value) is not date:
        raise ValueError("a date as 2018-11-30")
    return value


def count(value: object) -> int:
    """Read a whole number from 0 on."""
    if type(value) is not int or value < 0:
        raise ValueError("a whole number from 0 on")
    return value


def ids(value: object) -> tuple[str, ...]:
    """Read a list of different ids."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValueError("a list of ids")
    if len(set(value)) != len(value):
        raise ValueError("a list without repetition")
    return tuple(value)

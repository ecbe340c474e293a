"""Statements compiled once and run on the driver's own cursor: what SQLAlchemy does anew each time is done once.

They run within the transaction of the connection they are given. Columns convert values as everywhere else.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Dialect, bindparam
from sqlalchemy.sql.compiler import SQLCompiler

from storage.engine import error_kind, statements_of
from storage.errors import DatabaseRefused

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]
Among = Callable[[ColumnElement[Any]], ColumnElement[bool]]


class Prepared:
    """One statement. Where it looks for several values, `some` names their list and `build` takes what compares a
    column with it: `Prepared(lambda among: select(...).where(among(table.c.id)), some="ids")`.
    """

    def __init__(self, build: Callable[[Among], Any], *, some: str = "") -> None:
        self._build = build
        self._some = some

    def rows(self, connection: Connection, **values: Any) -> list[Any]:  # noqa: ANN401
        """What it finds, with columns by name."""
        ready, given = self._for(connection, values)
        with _cursor(connection) as cursor:
            cursor.execute(ready.text, ready.bound(given))
            return ready.read(cursor.fetchall())

    def run(self, connection: Connection, **values: Any) -> None:  # noqa: ANN401
        """Once."""
        ready, given = self._for(connection, values)
        with _cursor(connection) as cursor:
            cursor.execute(ready.text, ready.bound(given))

    def run_for(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Once for each of these."""
        if rows:
            ready, _ = self._for(connection, {})
            with _cursor(connection) as cursor:
                cursor.executemany(ready.text, [ready.bound(row) for row in rows])

    def _for(self, connection: Connection, values: dict[str, Any]) -> tuple[_Ready, Values]:
        """The statement for so many values: filled up to a power of two, so that there are few of them."""
        size = 0
        if self._some:
            given = values.pop(self._some)
            size = 1 << (len(given) - 1).bit_length()
            values |= {f"some_{place}": given[min(place, len(given) - 1)] for place in range(size)}
        known, key = statements_of(connection), (self, size)
        found: _Ready | None = known.get(key)
        if found is None:

            def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
                return column.in_([bindparam(f"some_{place}", type_=column.type) for place in range(size)])

            found = known[key] = _Ready(self._build(among), connection.dialect)
        return found, values


class _Ready:
    """A statement as one database takes it."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:  # noqa: ANN401
        compiled: SQLCompiler = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self._positional = bool(compiled.positional)
        names = compiled.positiontup or list(compiled.binds)
        self._given = [(name, *_parameter(compiled.binds[name], dialect)) for name in names]
        described: Any = getattr(statement, "column_descriptions", None)
        described = described or getattr(statement, "returning_column_descriptions", ())
        self._row: Any = namedtuple("Row", [str(one["name"]) for one in described])  # type: ignore[misc]
        self._reads = [_result(one["type"], dialect) for one in described]

    def bound(self, values: Values) -> Any:  # noqa: ANN401 (what the driver takes)
        """The values as the driver takes them."""
        if self._positional:
            return [_converted(values, name, fixed, convert) for name, fixed, convert in self._given]
        return {name: _converted(values, name, fixed, convert) for name, fixed, convert in self._given}

    def read(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """The rows as the columns give them."""
        reads, row = self._reads, self._row
        return [
            row._make(value if read is None else read(value) for read, value in zip(reads, one, strict=True))
            for one in found
        ]


def _parameter(bind: BindParameter[Any], dialect: Dialect) -> tuple[list[Any], Convert | None]:
    """A parameter's own value, where the statement itself has it; and what is made of a value for the driver."""
    convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if bind.required:
        return [], convert
    return [convert(bind.value) if convert else bind.value], None


def _converted(values: Values, name: str, fixed: list[Any], convert: Convert | None) -> Any:  # noqa: ANN401
    value = fixed[0] if fixed else values[name]
    return value if convert is None else convert(value)


def _result(kind: Any, dialect: Dialect) -> Convert | None:  # noqa: ANN401 (a column's type)
    found: Convert | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return found


@contextmanager
def _cursor(connection: Connection) -> Iterator[Any]:
    """A cursor of the driver. Raises DatabaseRefused with the kind of its error only, since drivers quote values."""
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except connection.dialect.loaded_dbapi.Error as error:
        raise DatabaseRefused(error_kind(error)) from None
    finally:
        cursor.close()

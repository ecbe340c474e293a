"""The sheets of an XLSX, XLS or ODS, read in a process apart (see isolated)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from bot.ledger import isolated
from bot.ledger.problem import LedgerProblem
from bot.ledger.table import CellValue

_PROGRAM: Final = str(Path(isolated.__file__))
_LONGEST: Final = 60.0
"""Seconds after which reading is given up."""
_LONGEST_SHEET: Final = 64 * 2**20
_PROBLEMS: Final = {isolated.PASSWORD: "password", isolated.TOO_LARGE: "unpacks_to_too_much"}


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The names of all sheets of a workbook, and of those that can be read: visible, or asked for."""

    all: tuple[str, ...]
    visible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells from A1 on, and its merged areas by first and last row and column."""

    name: str
    rows: list[list[CellValue]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def sheets(data: bytes, asked: str) -> Iterator[SheetNames | Sheet]:
    """Yield the names first, then each visible sheet, or the one asked for.

    Raises LedgerProblem for a workbook that is damaged or protected by a password.
    """
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        with subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-X", "utf8", _PROGRAM, asked],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as reader:
            try:
                yield from _lines(reader)
                code = reader.wait(_LONGEST)
            except (ValueError, subprocess.TimeoutExpired):
                raise LedgerProblem("damaged") from None
            finally:
                with suppress(OSError):
                    reader.kill()
    if code:
        raise LedgerProblem(_PROBLEMS.get(code, "damaged"))


def _lines(reader: subprocess.Popen[bytes]) -> Iterator[SheetNames | Sheet]:
    assert reader.stdout is not None
    while line := reader.stdout.readline(_LONGEST_SHEET):
        if len(line) == _LONGEST_SHEET:
            raise LedgerProblem("unpacks_to_too_much")
        found: dict[str, Any] = json.loads(line)
        if "rows" not in found:
            yield SheetNames(tuple(found["all"]), tuple(found["visible"]))
            continue
        merged = tuple(((one[0][0], one[0][1]), (one[1][0], one[1][1])) for one in found["merged"])
        yield Sheet(found["name"], [[_value(cell) for cell in row] for row in found["rows"]], merged)


def _value(cell: Any) -> CellValue:  # noqa: ANN401 - whatever JSON holds
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, list):
        return date.fromisoformat(cell[1]) if cell[0] == "d" else datetime.fromisoformat(cell[1])
    return cell  # type: ignore[no-any-return]

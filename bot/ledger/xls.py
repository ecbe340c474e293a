"""An XLS looked at before it is read: a password, and how far its cells reach."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from bot.ledger.bounds import within
from bot.ledger.problem import LedgerProblem

_END: Final = 0xFFFFFFFA
"""Sector numbers from here on mark ends and free sectors."""
_STREAMS: Final = ("Workbook", "Book")
_FILEPASS: Final = 0x2F
_BOF: Final = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_CELLS: Final = frozenset({0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x0006, 0x0206, 0x0406, 0x00D6})
_MULTIPLE: Final = 0x00BD
_SMALL: Final = 4096


def check_xls(data: bytes) -> None:
    """Raise LedgerProblem for an XLS that is protected by a password, damaged, or reaches too far."""
    try:
        stream = _workbook(data)
        rows = columns = 0
        for kind, record in _records(stream):
            if kind == _FILEPASS:
                raise LedgerProblem("password")
            if kind in _BOF:
                rows = columns = 0
            elif kind in _CELLS or kind == _MULTIPLE:
                row, column = struct.unpack_from("<HH", record)
                last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MULTIPLE else column
                rows, columns = max(rows, row + 1), max(columns, last + 1)
                within(rows, columns)
    except (struct.error, IndexError, KeyError, ValueError):
        raise LedgerProblem("damaged") from None


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook(data: bytes) -> bytes:
    """The stream of an OLE container that holds the workbook. Raises KeyError where there is none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    fat = _table(data, size)
    (directory,) = struct.unpack_from("<I", data, 48)
    entries = _chain(data, directory, fat, size, 1)
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - 127, 128):
        (named,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(0, min(named, 64) - 2)].decode("utf-16-le", "replace")
        found.setdefault(name, struct.unpack_from("<II", entries, at + 116))
    start, length = (
        next(found[name] for name in _STREAMS if name in found) if found.keys() & set(_STREAMS) else found[""]
    )
    if length >= _SMALL:
        return _chain(data, start, fat, size, 1)[:length]
    (small,) = struct.unpack_from("<I", data, 60)
    numbers = _chain(data, small, fat, size, 1)
    table = list(struct.unpack(f"<{len(numbers) // 4}I", numbers))
    container = _chain(data, found["Root Entry"][0], fat, size, 1)
    return _chain(container, start, table, 64, 0)[:length]


def _table(data: bytes, size: int) -> list[int]:
    """The sectors that follow each sector."""
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _END]
    (more,) = struct.unpack_from("<I", data, 68)
    while more < _END and len(sectors) * size < len(data):
        block = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [one for one in block[:-1] if one < _END]
        more = block[-1]
    numbers = b"".join(data[(one + 1) * size : (one + 2) * size] for one in sectors)
    return list(struct.unpack(f"<{len(numbers) // 4}I", numbers[: len(numbers) // 4 * 4]))


def _chain(data: bytes, first: int, table: list[int], size: int, header: int) -> bytes:
    """The bytes of a chain of sectors; ValueError for one that runs in a circle."""
    parts: list[bytes] = []
    sector = first
    while sector < _END:
        if len(parts) > len(table):
            raise ValueError("a circle of sectors")
        parts.append(data[(sector + header) * size : (sector + header + 1) * size])
        sector = table[sector]
    return b"".join(parts)

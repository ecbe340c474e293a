"""Packed spreadsheets, unpacked within bounds and looked at before any library reads them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from bot.ledger.problem import LedgerProblem

MOST_UNPACKED: Final = 80 * 2**20
MOST_RATIO: Final = 300
"""A part unpacks to no more than this many times its size; a sheet of real lines stays below 50."""
FREE_RATIO_UNTIL: Final = 2**20
MOST_PARTS: Final = 2_000
_CHUNK: Final = 2**16
_ENTITY: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Archive:
    """A zip file whose every part has been unpacked once, counted and dropped again.

    Raises LedgerProblem for a damaged or encrypted archive, for one that unpacks to too much, and for parts that
    define entities.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            raise LedgerProblem("damaged") from None
        if len(parts) > MOST_PARTS:
            raise LedgerProblem("unpacks_to_too_much")
        total = 0
        for part in parts:
            if part.flag_bits & 1:
                raise LedgerProblem("password")
            total = _counted(data, part, total)
        self.names: Final = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises LedgerProblem where it is damaged."""
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, zlib.error, NotImplementedError):
            raise LedgerProblem("damaged") from None


def _counted(data: bytes, part: zipfile.ZipInfo, total: int) -> int:
    """The bytes unpacked so far with this part, whatever its header claims."""
    before = total
    first = b""
    for chunk in _unpacked(data, part):
        first = first or chunk[:4096]
        total += len(chunk)
        size = total - before
        if total > MOST_UNPACKED or (size > FREE_RATIO_UNTIL and size > MOST_RATIO * max(1, part.compress_size)):
            raise LedgerProblem("unpacks_to_too_much")
    if _ENTITY.search(first):
        raise LedgerProblem("damaged")
    return total


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    at = part.header_offset
    header = data[at : at + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise LedgerProblem("damaged")
    start = at + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise LedgerProblem("damaged")
    inflate = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    try:
        while rest and not inflate.eof:
            yield inflate.decompress(rest, _CHUNK)
            rest = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error:
        raise LedgerProblem("damaged") from None

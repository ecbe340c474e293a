"""Counting and cutting text as LINE does: UTF-16 units for texts, grapheme clusters for labels."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
ZERO_WIDTH_JOINER = "\u200d"
_PARAGRAPH = re.compile(r"\n")
_SENTENCE = re.compile(r"[。！？；]|[.!?](?=\s)")


def units(text: str) -> int:
    """The length in UTF-16 code units: a character beyond U+FFFF counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)


def _continues(before: str, char: str) -> bool:
    """Whether a character belongs to the cluster before it."""
    if unicodedata.category(char) in ("Mn", "Me") or char == ZERO_WIDTH_JOINER or "\U0001f3fb" <= char <= "\U0001f3ff":
        return True
    if before.endswith(ZERO_WIDTH_JOINER):
        return unicodedata.category(char) == "So"
    both_flags = all("\U0001f1e6" <= one <= "\U0001f1ff" for one in (before[-1], char))
    return both_flags and len(before) % 2 == 1


def clusters(text: str) -> list[str]:
    """The characters as people see them. In doubt two and not one, so that a limit is never passed."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _continues(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def cut_clusters(text: str, most: int) -> str:
    """At most so many clusters; a longer text ends with an ellipsis."""
    if len(text) <= most:
        return text
    parts = clusters(text)
    return text if len(parts) <= most else "".join(parts[: most - 1]) + ELLIPSIS


def cut_units(text: str, most: int) -> str:
    """At most so many UTF-16 units, never through a character; a longer text ends with an ellipsis."""
    return text if units(text) <= most else _head(text, most - units(ELLIPSIS)) + ELLIPSIS


def _head(text: str, most: int) -> str:
    length, kept = 0, []
    for cluster in clusters(text):
        length += units(cluster)
        if length > most:
            break
        kept.append(cluster)
    return "".join(kept)


def split(text: str, most: int) -> list[str]:
    """Pieces of at most so many UTF-16 units: cut at a line's end, else a sentence's, else between characters."""
    pieces = []
    while units(text) > most:
        head = _head(text, most) or text[:1]
        ends = [found.end() for found in _PARAGRAPH.finditer(head)] or [
            found.end() for found in _SENTENCE.finditer(head)
        ]
        piece = head[: ends[-1]] if ends else head
        pieces.append(piece.rstrip("\n"))
        text = text[len(piece) :]
    return [piece for piece in [*pieces, text] if piece.strip()]

"""Text as platforms want it: split at sentence ends, with its choices numbered."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.messages import Reply

_ENDS = (
    re.compile(r"\n\n+"),
    re.compile(r"\n"),
    re.compile(r"[。！？!?；;]\s*|\.\s+"),
    re.compile(r"[，,、]|\s+"),
)
"""Where a text may be split, the best first: paragraphs, lines, sentences, clauses."""


def utf16(text: str) -> int:
    """The length of a text in UTF-16 units, as Telegram and LINE count."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` UTF-16 units, each ending at a sentence's end where it can.

    Nothing is left out but the white space between pieces.
    """
    pieces = []
    while utf16(text) > most:
        cut = _cut(text, most)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text] if text or not pieces else pieces


def _cut(text: str, most: int) -> int:
    """The best place to cut: the last good end in the second half, else wherever it is full."""
    full = _longest(text, most, utf16)
    for end in _ENDS:
        places = [found.end() for found in end.finditer(text, 0, full)]
        if places and places[-1] > full // 2:
            return places[-1]
    return full


def _longest(text: str, most: int, length: Callable[[str], int]) -> int:
    """How many characters fit; at least one."""
    low, high = 1, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(text[:middle]) <= most else (low, middle - 1)
    return low


def shortened(text: str, most: int, length: Callable[[str], int] = len) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if length(text) <= most:
        return text
    return text[: _longest(text, most - length("…"), length)].rstrip() + "…"


def numbered(reply: Reply) -> str:
    """The text of a bubble with its choices numbered below, for where buttons vanish."""
    lines = [f"{number} {choice.label}" for number, choice in enumerate(reply.numbered, start=1)]
    return "\n".join([reply.text, *lines])

"""Labels as LINE counts them: in grapheme clusters, the characters as people see them."""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"
ZERO_WIDTH_JOINER = "\u200d"
_PLAIN = re.compile("[\x00-\u02ff\u3001-\u3029\u3400-\u9fff\uff01-\uff60]*")
"""Latin, Chinese and full-width characters, none of which belongs to the one before it."""


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
    if _PLAIN.fullmatch(text):
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _continues(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def cut(text: str, most: int) -> str:
    """At most so many clusters; a longer text ends with an ellipsis."""
    if len(text) <= most:
        return text
    parts = clusters(text)
    return text if len(parts) <= most else "".join(parts[: most - 1]) + ELLIPSIS

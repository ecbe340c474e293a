"""Asides: what people say about themselves around a question, left out before it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from knowledge.data import kept, load
from knowledge.text import simplified

_CLAUSE: Final = re.compile(
    r"(?P<said>.+?)(?P<pause>[，。！!？?；;：:、~～…\n]+|,(?!\d{3})|\.(?=\s|$)|(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])|$)"
)
SHORTEST_REST: Final = 2
"""What has to be left of a message for an aside to be left out of it."""


@kept
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load("text.yaml")["asides"]
    whole, leading = ("|".join(f"(?:{one})" for one in data[name]) for name in ("clauses", "leads"))
    return re.compile(whole), re.compile(f"(?:{leading})"), re.compile("|".join(data["asks"]))


def is_aside(text: str) -> bool:
    """Whether a text only says something about who asks, whatever it names: 我是臺中市環保局的承辦."""
    shown = simplified(text).strip()
    clause, _, asks = _patterns()
    return clause.fullmatch(shown) is not None and not asks.search(shown)


def without_asides(text: str, tells: Callable[[str], bool]) -> str:
    """A message without its asides: 我是新來的承辦, 剛剛被科長問倒, my boss wants to know.

    Kept are clauses that ask, that hold a number, or of which ``tells`` says that they name what is talked of; and
    the whole message, where nothing else would be left of it.
    """
    shown = simplified(text)
    if len(shown) != len(text):
        return text
    clause, lead, asks = _patterns()
    left = []
    for found in _CLAUSE.finditer(shown):
        start, end = found.span("said")
        said = found["said"].strip()
        plain = not asks.search(said) and "?" not in found["pause"] and "？" not in found["pause"]
        if plain and clause.fullmatch(said) and not tells(text[start:end]):
            continue
        opening = lead.match(found["said"])
        if opening and not tells(text[start : start + opening.end()]):
            start += opening.end()
        left.append(text[start : found.end()])
    rest = "".join(left).strip()
    return rest if len(rest) >= SHORTEST_REST and rest != text else text

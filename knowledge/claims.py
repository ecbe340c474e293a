"""What a message takes for granted, and the questions that would ask for it."""

from __future__ import annotations

import re
from typing import Final

from knowledge.data import kept, load
from knowledge.text import clean, simplified

_CLAUSES: Final = re.compile(r"[?？!！。;；\n，、]+|,(?!\d{3}(?!\d))|(?<![A-Za-z0-9]) +(?![A-Za-z0-9])")


@kept
def _signs() -> re.Pattern[str]:
    return re.compile("|".join(load("claims.yaml")["signs"]))


@kept
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(load("claims.yaml")["asks"]))


@kept
def _turned() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["said"]), one["asked"]) for one in load("claims.yaml")["turned"]]


@kept
def _dropped() -> re.Pattern[str]:
    return re.compile("|".join(load("claims.yaml")["dropped"]))


def claims(text: str) -> bool:
    """Whether a text takes something for granted: 不是 50 家嗎, 聽說是三成, right?"""
    return _signs().search(simplified(clean(text))) is not None


def claimed(text: str) -> str:
    """A simplified text with what it claims alone, all else blank: where it asks something of its own, a number only
    counts as claimed in a clause that has a sign of it.
    """
    shown = simplified(text)
    if not _asks().search(shown):
        return shown
    chars, start = list(shown), 0
    for end in [*(found.start() for found in _CLAUSES.finditer(shown)), len(shown)]:
        if not _signs().search(shown[start:end]):
            chars[start:end] = " " * (end - start)
        start = end
    return "".join(chars)


def asked_of(text: str) -> list[str]:
    """The questions that ask for what a text claims: the whole text with its figures asked for, then the clauses that
    hold one. None where it claims nothing or no figure.
    """
    shown = simplified(clean(text))
    if not _signs().search(shown):
        return []
    clauses = [clause for clause in _CLAUSES.split(shown) if clause.strip()]
    turned = [(_asking(clause), clause) for clause in clauses]
    claiming = [asked for asked, clause in turned if asked != clause]
    if not claiming:
        return []
    whole = " ".join(asked for asked, _ in turned)
    ways = [_dropped().sub("", way).strip() for way in (whole, " ".join(claiming))]
    return [way for way in dict.fromkeys(ways) if way]


def asks_rate(text: str) -> bool:
    """Whether a percentage is asked for."""
    return str(load("claims.yaml")["rate"]) in simplified(text)


def _asking(clause: str) -> str:
    for pattern, asked in _turned():
        clause = pattern.sub(asked, clause)
    return clause

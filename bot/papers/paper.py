"""What stands on a paper: plain values in the reader's language, no layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bot.messages import Lang
from bot.wording import Words, read

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is called and what was answered."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part: a table of rows, then lines of text; either may be empty."""

    title: str
    rows: tuple[Row, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft on paper.

    `made_on` is a date as people read it. `notice` is the sentence that this isn't the formal application;
    every layout shows it above all else.
    """

    title: str
    subtitle: str
    case: str
    made_on: str
    notice: str
    sections: tuple[Section, ...]
    lang: Lang


@cache
def _words() -> Words:
    return read("web.")


def labels(lang: Lang) -> dict[str, str]:
    """The words that the layouts themselves bring: case, made_on, print, footer, html_lang."""
    own = {name: _words().say(f"paper_{name}", lang) for name in ("case", "made_on", "print", "footer")}
    return own | {"html_lang": _words().say("html_lang", lang)}


def plain(text: str) -> str:
    """The text without what XML, and so Word, can't hold: control characters and lone surrogates."""
    return _NOT_XML.sub("", text)

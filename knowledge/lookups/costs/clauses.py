"""A point of the certification's rules asked for by its number: 第八點講什麼."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.model import Answer, Lang
from knowledge.numerals import CHARS, parse
from knowledge.text import has_han
from knowledge.words import any_of

TERSE: Final = {"zh": 14, "en": 60}
"""A message no longer than this, the number left out, asks for nothing but what the point says."""


class Clauses:
    """Answers with the entry that tells what a point says."""

    kind = "clause"

    def __init__(self, answer: Callable[[str, Lang], Answer]) -> None:
        self.answer = answer
        self.text = load("reckoning.yaml")["clause"]
        self.programme: str = self.text["programme"]
        self._number = re.compile(self.text["number"].format(digits=rf"\d+|[{CHARS}]+"))
        self._asks = any_of(self.text["asks"])

    def find(self, inquiry: Inquiry) -> Found | None:
        """The entry of the point named, where the question only asks what it says; a point that isn't there is told."""
        named = list(self._number.finditer(inquiry.text))
        if len(named) != 1 or not inquiry.about(self.programme) or inquiry.elsewhere(self.programme):
            return None
        number = parse(next(group for group in named[0].groups() if group))
        rest = inquiry.text.replace(named[0].group(), "").strip()
        lang: Lang = "zh" if has_han(inquiry.text) else "en"
        if len(rest) > TERSE[lang] or (rest and not self._asks.search(rest)):
            return None
        entries = self.text["entries"]
        if number is None:
            return None
        if not 0 < number <= len(entries):
            none = say(self.text["none"], inquiry.lang, number=int(number), last=len(entries))
            return Found(self.programme, reason=none)
        return Found(self.programme, (self.answer(entries[int(number) - 1], inquiry.lang),))

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """What it answers with bears the ids of entries, so nothing is built again here."""
        raise KeyError(name)

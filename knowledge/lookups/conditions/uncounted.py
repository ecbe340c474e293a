"""How near an agency is to the 8% of non-counted purchases, from its own figures: 標章產品 500 萬，不統計 30 萬."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange, Span
from knowledge.words import any_of
from rules.assessment.measures import limit, room
from rules.determination import Verdict
from rules.programme import programme

FAR: Final = 60
"""What a word is taken to be away from a sum, where it isn't said."""
_KEYS: Final = {Verdict.MET: "below", Verdict.UNMET: "above", Verdict.STAFF: "at"}


class Uncounted:
    """Works the share of non-counted purchases out, and how much may still be filed."""

    kind = "uncounted"

    def __init__(self) -> None:
        self.edition = programme("assessment").editions[-1]
        self.text = load("reckoning.yaml")["uncounted"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The share of the two sums named (or the one percentage), where it is about non-counted purchases."""
        text = inquiry.text
        heard = "uncounted" in inquiry.question.reading.concepts
        if not (heard or self._words["uncounted"].search(text)) or self._words["elsewhere"].search(text):
            return None
        sums = [one for one in inquiry.question.money if not one.bare]
        if any(not isinstance(one.money, MoneyRange) or not one.money.exact for one in sums):
            return None
        body = self._of_sums(text, sums, inquiry.lang) if sums else self._of_percent(inquiry)
        return Found("japan", (self._made(body, inquiry.lang),)) if body else None

    def _of_sums(self, text: str, sums: list[Span], lang: Lang) -> str | None:
        """Of two sums the share, of the labelled one alone how much may be filed."""
        amounts = [one.money.low for one in sums if isinstance(one.money, MoneyRange)]
        if len(sums) == 1:
            of_label = self._away("labelled", text, sums[0]) <= self._away("uncounted", text, sums[0])
            return self._room(amounts[0], lang) if of_label and self._words["most"].search(text) else None
        if len(sums) != 2 or not self._words["labelled"].search(text):
            return None
        as_said = self._away("uncounted", text, sums[0]) + self._away("labelled", text, sums[1])
        turned = self._away("labelled", text, sums[0]) + self._away("uncounted", text, sums[1])
        if as_said == turned:
            return None
        uncounted, labelled = amounts if as_said < turned else reversed(amounts)
        return self._share(uncounted, labelled, lang)

    def _away(self, name: str, text: str, span: Span) -> int:
        """How far the nearest of the words stands from a sum, the one that follows being a little farther."""
        gaps = [
            span.start - found.end() if found.end() <= span.start else found.start() - span.end + 1
            for found in self._words[name].finditer(text)
        ]
        return min([*(gap for gap in gaps if gap >= 0), FAR])

    def _share(self, uncounted: int, labelled: int, lang: Lang) -> str | None:
        found = limit(self.edition, uncounted, labelled)
        if found.percent is None:
            return None
        percent = self._shown(found.percent)
        line = say(self.text["line"], lang, uncounted=uncounted, labelled=labelled, percent=percent)
        return f"{self._verdict(found.verdict, percent, lang)}\n{line}"

    def _room(self, labelled: int, lang: Lang) -> str:
        at = room(self.edition, 0, labelled) + 1
        return say(self.text["room"], lang, at=at, labelled=labelled, limit=self.edition.uncounted_limit)

    def _of_percent(self, inquiry: Inquiry) -> str | None:
        """What a share said by itself means; the limit itself is no share of anybody's."""
        said = inquiry.question.percents
        if len(said) != 1 or said[0] == self.edition.uncounted_limit or not self._words["own"].search(inquiry.text):
            return None
        verdict = Verdict.UNMET if said[0] > self.edition.uncounted_limit else Verdict.MET
        return self._verdict(verdict, self._shown(said[0]), inquiry.lang)

    def _verdict(self, verdict: Verdict, percent: str, lang: Lang) -> str:
        return say(self.text[_KEYS[verdict]], lang, percent=percent, limit=self.edition.uncounted_limit)

    @staticmethod
    def _shown(percent: Decimal) -> str:
        """Two decimals, the rest dropped, so that nothing below the limit is shown as at it."""
        shown = format(percent.quantize(Decimal("0.01"), ROUND_DOWN), "f")
        return re.sub(r"\.?0+$", "", shown)

    def _made(self, body: str, lang: Lang) -> Answer:
        text = f"{body}\n{say(self.text['standing'], lang)}"
        clause = self.edition.clause_of("uncounted_limit")
        basis = rests_on(self.edition, clause, self.text["says"], lang, limit=self.edition.uncounted_limit)
        title, follow = say(self.text["title"], lang), tuple(self.text["follow_ups"])
        return Answer(self.text["entry"], "japan", "calculation", text, title, basis, follow, "assessment")

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

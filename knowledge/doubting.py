"""A second look at a message that takes a figure for granted: it is asked for what it claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.claims import asked_of
from knowledge.decision import Desk
from knowledge.model import Finding, Lang, Topic


class Doubting(Desk):
    """Decides as its base does; where that leaves a claim unanswered, it looks for the question behind the claim."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as, a false premise in it corrected."""
        finding = super().ask(text, lang=lang, topic=topic, today=today)
        if finding.outcome == "answer" or finding.reason:
            return self._put_right(text, finding, lang, topic, today)
        for way in asked_of(text):
            found = super().ask(way, lang=lang or finding.lang, topic=topic, today=today)
            if found.outcome == "answer" and found.answers[0].kind != "talk":
                found = replace(found, lang=finding.lang, script=finding.script)
                return self._put_right(text, found, lang, topic, today)
        return finding

    def _put_right(self, text: str, finding: Finding, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """The finding with a wrong figure of the text corrected, where its one answer has another."""
        if len(finding.answers) != 1 or finding.outcome != "answer":
            return finding
        question = self.question(text, lang, topic, today)
        return replace(finding, answers=(self.premises.corrected(question, finding.answers[0]),))

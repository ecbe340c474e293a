"""A message that puts another amount in place of the one just said: the question before is asked again with it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.conversing import Conversing
from knowledge.data import kept, load
from knowledge.model import Finding, Lang, Topic
from knowledge.money import Span, spans
from knowledge.numerals import in_figures
from knowledge.parting import WORKED
from knowledge.question import Question
from knowledge.text import clean, simplified

AMOUNT: Final = "#"
"""What stands for an amount where the words around it are looked at."""
_SILENT: Final = re.compile(r"[\s，,、。.!！~～…:：]+")
_BARE: Final = re.compile(r"\d{1,3}(?:\.\d+)?")
"""A number of few digits that stands alone, without a unit."""


@kept
def _ways() -> tuple[re.Pattern[str], ...]:
    """How a message corrects: the amount taken back first, the amount meant first, the amount meant alone."""
    words = load("answering.yaml")["correction"]
    return tuple(re.compile(f"(?:{words['opens']})*{way}(?:{words['ends']})*") for way in words["ways"])


def _meant(text: str, amounts: list[Span]) -> tuple[str, str] | None:
    """The amount meant and the one taken back (none said: empty), as written; None where nothing is corrected."""
    shown = simplified(text)
    if not amounts:
        return (shown, "") if _BARE.fullmatch(shown) else None
    written = [shown[one.start : one.end] for one in amounts]
    bare = shown
    for one in reversed(amounts):
        bare = bare[: one.start] + AMOUNT + bare[one.end :]
    bare = _SILENT.sub("", bare)
    back_first, meant_first, alone = (way.fullmatch(bare) is not None for way in _ways())
    if back_first:
        return written[1], written[0]
    if meant_first:
        return written[0], written[1]
    return (written[0], "") if alone else None


def corrected_amount(text: str) -> tuple[str, str] | None:
    """The amount that a message corrects to and the one it takes back (none said: empty), as written; None for any
    other message, and for an amount alone.
    """
    shown = in_figures(clean(text))
    found = _meant(shown, spans(shown))
    return found if found and _SILENT.sub("", simplified(shown)) != _SILENT.sub("", found[0]) else None


class Correcting(Conversing):
    """Decides as its base does, a correction of an amount put into the question that it corrects."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        if topic is not None:
            question = self.question(text, lang, topic, today)
            asked = self._put_in(question, topic, today)
            found = super().ask(asked, lang=lang or question.lang, topic=topic, today=today) if asked else None
            if found and found.outcome == "answer" and all(one.kind in WORKED for one in found.answers):
                return replace(found, script=question.script)
        return super().ask(text, lang=lang, topic=topic, today=today)

    def _put_in(self, question: Question, topic: Topic, today: date) -> str:
        """The question before with the amount that is meant in the place of its own; nothing where none is."""
        corrected = _meant(question.text, question.money)
        if corrected is None:
            return ""
        before = self.question(topic.question, question.lang, None, today)
        shown = simplified(before.text)
        meant, back = corrected
        kept = {shown[one.start : one.end] for one in before.money}
        meant_before = [one for one in before.money if not one.denied]
        if back in kept:
            meant_before = [one for one in meant_before if shown[one.start : one.end] == back]
        if len({shown[one.start : one.end] for one in meant_before}) != 1 or meant in kept:
            return ""
        for one in reversed(meant_before):
            shown = shown[: one.start] + meant + shown[one.end :]
        return shown

"""A message in a conversation: the questions it plainly sets apart asked one after another, and one that stands by
itself not bent to what was talked of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from knowledge import thresholds
from knowledge.data import kept, load
from knowledge.doubting import Doubting
from knowledge.model import Answer, Finding, Lang, Topic
from knowledge.parting import WORKED
from knowledge.programmes import STRONG
from knowledge.question import ENDS, Question
from knowledge.text import simplified

SEVERAL: Final = 2
SHORTEST: Final = 2
ELLIPTIC: Final = 6
"""A message no longer than this leans on the one before it."""
TELLING: Final = 0.3
"""An entry that speaks of so much more of what was said is what was asked, whatever was talked of before."""


@kept
def _apart() -> re.Pattern[str]:
    """Sentence ends, and a pause with words that open another question."""
    words = sorted((word for word in load("text.yaml")["joining"] if len(word) > 1), key=len, reverse=True)
    han, latin = ("|".join(map(re.escape, (word for word in words if word.isascii() == of))) for of in (False, True))
    return re.compile(rf"{ENDS}|[ ，,、]+(?:{han})[ ，,]*|, *(?:(?:{latin}) )+", re.IGNORECASE)


@kept
def _leaning() -> re.Pattern[str]:
    return re.compile(load("answering.yaml")["leaning"], re.IGNORECASE)


class Conversing(Doubting):
    """Decides as its base does, of several questions each in turn, out of the talk before where none leans on it."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        if _apart().search(text):
            question = self.question(text, lang, topic, today)
            segments = self._segments(question)
            if len(segments) >= SEVERAL and (found := self._one_by_one(question, segments)):
                return found
        return self._in_talk(text, lang, topic, today)

    def _in_talk(self, text: str, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What one question comes back as after the one before it, or by itself where that answers more of it."""
        found = super().ask(text, lang=lang, topic=topic, today=today)
        if topic is None or not topic.question or len(text) <= ELLIPTIC or _leaning().search(simplified(text)):
            return found
        if found.outcome == "decline" or (found.answers and found.answers[0].kind == "talk"):
            return found
        apart = Topic(topic.programme, None, "")
        alone = super().ask(text, lang=lang, topic=apart, today=today)
        return alone if self._answers_more(self.question(text, lang, apart, today), alone, found) else found

    def _answers_more(self, question: Question, alone: Finding, leaning: Finding) -> bool:
        """Whether a question is answered by itself, and its answer speaks of more of it than one bent to the talk."""
        if alone.outcome != "answer" or {a.entry for a in alone.answers} & {a.entry for a in leaning.answers}:
            return False
        if alone.answers[0].kind in WORKED:
            return bool(question.labels) and not any("label" in answer.entry for answer in leaning.answers)
        best = self.candidates(question)[0]
        if best.score < thresholds.APART or best.entry.id != alone.answers[0].entry:
            return False
        bent = max(
            (self.index.spoken(question.reading, a.entry) for a in leaning.answers if a.entry in self.entries),
            default=0.0,
        )
        return self.index.spoken(question.reading, best.entry.id) - bent >= TELLING

    def _one_by_one(self, question: Question, segments: Sequence[str]) -> Finding | None:
        """Each segment answered after the one before; None unless all are."""
        topic = question.topic or self._named_alone(question)
        answers: dict[str, Answer] = {}
        for segment in segments:
            found = self._in_talk(segment, question.lang, topic, question.today)
            if found.outcome != "answer":
                return None
            answers.update({one.entry + one.text: one for one in found.answers if one.kind != "talk"})
            topic = found.topic or topic
        if not SEVERAL <= len(answers) <= thresholds.FIGURES:
            return None
        chosen = tuple(answers.values())
        slots = dict(topic.slots) if topic else {}
        new = Topic(chosen[-1].programme, chosen[-1].entry, question.text, slots)
        return Finding("answer", question.lang, question.script, chosen, topic=new)

    def _segments(self, question: Question) -> list[str]:
        """The parts of a message set apart; what asks nothing leads to the next one, or belongs to the last."""
        segments: list[str] = []
        lead, start = "", 0
        for end in [*_apart().finditer(question.text), None]:
            part = question.text[start : end.start() if end else None].strip()
            lead = f"{lead} {part}".strip()
            asked = end is not None and "?" in end[0]
            if len(part) >= SHORTEST and (asked or self._asks_something(part)):
                segments.append(lead)
                lead = ""
            start = end.end() if end else start
        if lead and segments:
            segments[-1] = f"{segments[-1]} {lead}"
        return segments

    def _asks_something(self, part: str) -> bool:
        """Whether a part asks, in so many words or by what any subject can be asked for, misspelt as it may be."""
        return self._asked_in(part) or not self.lexicon.asks.isdisjoint(self.lexicon.read(part).concepts)

    def _named_alone(self, question: Question) -> Topic | None:
        """The one programme on file that a message names, as what its parts are about."""
        named = [name for name, weight in question.named.items() if weight >= STRONG]
        if len(named) != 1 or not self.programmes.by_id[named[0]].option:
            return None
        return Topic(named[0], None, self.programmes.by_id[named[0]].name[question.lang])

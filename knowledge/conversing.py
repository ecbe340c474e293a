"""A message in a conversation: the questions it plainly sets apart asked one after another, and one that stands by
itself not bent to what was talked of before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date
from typing import Final

from knowledge import thresholds
from knowledge.data import kept, load
from knowledge.doubting import Doubting
from knowledge.entries import Entry
from knowledge.labels import Labels
from knowledge.lexicon import Lexicon
from knowledge.model import Answer, Finding, Lang, Topic
from knowledge.money import money_in
from knowledge.parting import HARDLY, WORKED
from knowledge.programmes import STRONG, Programmes
from knowledge.question import ENDS, OF_IT, Question
from knowledge.retrieval import SPECIFIC
from knowledge.text import clean, simplified

CALCULATION: Final = "calculation"
SEVERAL: Final = 2
SHORTEST: Final = 2
ELLIPTIC: Final = 6
"""A message no longer than this leans on the one before it."""
TELLING: Final = 0.3
"""An entry that speaks of so much more of what was said is what was asked, whatever was talked of before."""
OPEN: Final = 0.7
"""An answer told once more that speaks of less of a message leaves it open."""


@kept
def _apart() -> re.Pattern[str]:
    """Sentence ends, and a pause with words that open another question."""
    words = sorted((word for word in load("text.yaml")["joining"] if len(word) > 1), key=len, reverse=True)
    han, latin = ("|".join(map(re.escape, (word for word in words if word.isascii() == of))) for of in (False, True))
    asks = load("answering.yaml")["opens"]
    return re.compile(rf"{ENDS}|[ ，,、]+(?:{han})[ ，,]*|, *(?:(?:{latin}) )+| and (?={asks})", re.IGNORECASE)


@kept
def _frame() -> re.Pattern[str]:
    return re.compile(load("answering.yaml")["frame"])


@kept
def _words() -> re.Pattern[str]:
    return re.compile(r"[\u3400-\u9fff]")


@kept
def _bare() -> re.Pattern[str]:
    return re.compile(load("answering.yaml")["told"])


@kept
def _pauses() -> re.Pattern[str]:
    """Sentence ends and any pause, with a word that joins."""
    return re.compile(
        rf"{ENDS}|(?:[，、]|(?<![a-z]){OF_IT} +(?![a-z\d])|,(?!\d))+(?:(?:跟|和|以及)(?=\S))?", re.IGNORECASE
    )


@kept
def _leaning() -> re.Pattern[str]:
    return re.compile(load("answering.yaml")["leaning"], re.IGNORECASE)


def _as_said(text: str) -> str:
    """A message as it stands but for case, script and the signs at its end: the same words of small talk, alone."""
    return simplified(clean(text)).rstrip(" .。!~")


class Conversing(Doubting):
    """Decides as its base does, of several questions each in turn, out of the talk before where none leans on it."""

    def __init__(self, entries: Sequence[Entry], labels: Labels, lexicon: Lexicon, programmes: Programmes) -> None:
        super().__init__(entries, labels, lexicon, programmes)
        talk = [entry for entry in entries if entry.kind == "talk"]
        self._small_talk = {_as_said(phrasing): entry for entry in talk for phrasing in entry.phrasings()}

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as, its slips of the hand mended first."""
        text = self.spelling.mended(text)
        if topic is not None:
            text = _frame().sub("", text).strip() or text
        question = self.question(text, lang, topic, today)
        if (talk := self._small_talk.get(_as_said(text))) is not None:
            return self._answered(question, talk)
        found = self._one_by_one(question, self._segments(question, _apart())) if _apart().search(text) else None
        if found is not None and not all(one.kind in WORKED for one in found.answers):
            return found
        whole = self._in_talk(text, lang, topic, today)
        if found is not None and (whole.outcome != "answer" or len(found.answers) >= len(whole.answers)):
            return found  # of several counties and figures, the whole finds each of each
        return self._more_beside(question, whole) or whole

    def _more_beside(self, question: Question, whole: Finding) -> Finding | None:
        """What a whole message is answered with and what its other parts ask, where one part alone is answered just so:
        where that was worked out, or several programmes are named.
        """
        named = [name for name, weight in question.named.items() if weight >= STRONG]
        if whole.outcome != "answer" or (len(named) < SEVERAL and any(one.kind not in WORKED for one in whole.answers)):
            return None
        segments = self._segments(question, _pauses())
        if len(segments) <= len(whole.answers):
            return None
        found = self._one_by_one(question, segments, sure=True)
        texts, entries = ({getattr(one, of) for one in whole.answers} for of in ("text", "entry"))
        if found is None or not texts < {one.text for one in found.answers}:
            return None
        again = any(one.kind not in WORKED and one.entry in entries and one.text not in texts for one in found.answers)
        return None if again else found

    def _in_talk(self, text: str, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What one question comes back as after the one before it, or by itself where that answers more of it."""
        found = super().ask(text, lang=lang, topic=topic, today=today)
        if topic is None or not topic.question:
            return found
        if found.answers and (found.outcome == "decline" or found.answers[0].kind == "talk"):
            return found
        if found.answers and found.answers[0].kind == CALCULATION and not money_in(text):
            return found  # worked out of the sum said before: 那自己要出多少
        apart = Topic(topic.programme, None, "")
        question = self.question(text, lang, apart, today)
        missed = self._missed(question, found) if found.answers else set()
        if missed and found.answers[0].entry != topic.entry:
            missed &= self.lexicon.asks  # 上限呢, answered by what says nothing of a limit
        leans = len(text) <= ELLIPTIC or self._another_figure(topic, found) or _leaning().search(simplified(text))
        if leans and not missed:
            return found
        labelled = bool(question.labels) and not any("label" in answer.entry for answer in found.answers)
        telling = self._telling_more(question, found)
        if not (missed or labelled or telling):
            return found
        alone = super().ask(text, lang=lang, topic=apart, today=today)
        if self._tells_of(question, alone, missed):
            return alone
        if alone.outcome != "answer" or {a.entry for a in alone.answers} & {a.entry for a in found.answers}:
            return found
        first = alone.answers[0]
        return alone if (labelled if first.kind in WORKED else first.entry == telling) else found

    def _missed(self, question: Question, found: Finding) -> set[str]:
        """What is asked in particular that an answer says nothing of: 電話, told of insurance once more."""
        entry = found.answers[0].entry
        if (
            found.answers[0].kind in WORKED
            or entry not in self.entries
            or self.index.spoken(question.reading, entry) >= OPEN
        ):
            return set()
        return self._particular(question.reading, self.index.explains[entry])

    def _tells_of(self, question: Question, alone: Finding, missed: Set[str]) -> bool:
        """Whether what a question comes back as by itself, be it a choice, tells of what an answer said nothing of."""
        best = next(iter(self.candidates(question)), None)
        if not missed or best is None or best.score < thresholds.APART:
            return False
        entries = {one.entry for one in alone.answers} | {one.answer.entry for one in alone.options if one.answer.basis}
        return bool(entries) and all(missed <= self.index.explains.get(entry, frozenset()) for entry in entries)

    def _telling_more(self, question: Question, leaning: Finding) -> str | None:
        """The entry that fits a question by itself and speaks of more of it than what answers it in the talk."""
        best = next(iter(self.candidates(question)), None)
        if best is None or best.score < thresholds.APART:
            return None
        told = {a.entry for a in leaning.answers} & self.entries.keys()
        bent = max((self.index.spoken(question.reading, entry) for entry in told), default=0.0)
        return best.entry.id if self.index.spoken(question.reading, best.entry.id) - bent >= TELLING else None

    @staticmethod
    def _another_figure(topic: Topic, found: Finding) -> bool:
        """Whether what was found is another figure of the county talked of: of another item, or another step of it."""
        after = found.topic.slots if found.topic else {}
        named = found.answers and topic.slots.get("item") and after.get("item")
        return bool(named) and any(after.get(part) != topic.slots.get(part) for part in ("item", "step"))

    def _one_by_one(self, question: Question, segments: Sequence[str], *, sure: bool = False) -> Finding | None:
        """Each of several segments answered after the one before; None unless all are, beyond doubt if ``sure``."""
        if len(segments) < SEVERAL:
            return None
        topic = question.topic or self._named_alone(question)
        answers: dict[str, Answer] = {}
        for segment in segments:
            found = self._in_talk(segment, question.lang, topic, question.today)
            if found.outcome != "answer" or (sure and not self._plainly(segment, found)):
                return None
            answers.update({one.entry + one.text: one for one in found.answers if one.kind != "talk"})
            topic = found.topic or topic
        if not SEVERAL <= len(answers) <= thresholds.FIGURES:
            return None
        chosen = tuple(answers.values())
        slots = dict(topic.slots) if topic else {}
        new = Topic(chosen[-1].programme, chosen[-1].entry, question.text, slots)
        return Finding("answer", question.lang, question.script, chosen, topic=new)

    def _plainly(self, text: str, found: Finding) -> bool:
        """Whether what answers a text was worked out, or speaks of most of what is said."""
        first = found.answers[0]
        reading = self.lexicon.read(text)
        return first.kind in WORKED or (first.kind == "answer" and self.index.spoken(reading, first.entry) >= HARDLY)

    def _segments(self, question: Question, joints: re.Pattern[str]) -> list[str]:
        """The parts of a message set apart; what asks nothing leads to the next one, or belongs to the last."""
        segments: list[str] = []
        lead, start, before = "", 0, ""
        for end in [*joints.finditer(question.text), None]:
            part = question.text[start : end.start() if end else None].strip()
            lead = f"{lead} {part}".strip()
            after = end[0] if end else ""
            if len(part) >= SHORTEST and ("?" in after or self._asks_something(part, before, after)):
                segments.append(lead)
                lead = ""
            start, before = end.end() if end else start, after
        if lead and segments:
            segments[-1] = f"{segments[-1]} {lead}"
        return segments

    def _asks_something(self, part: str, before: str, after: str) -> bool:
        """Whether a part asks: in so many words, by what any subject can be asked for, misspelt as it may be, or by
        nothing but its subject, beside words that open another question.
        """
        if money_in(part) and not self._asks_in_words(part):
            return False  # 預算 50 萬 tells a sum
        concepts = set(self.lexicon.read(part).concepts)
        if self._asked_in(part) or concepts & self.lexicon.asks:
            return True
        bare = _bare().search(simplified(part)) is None and bool(_words().search(before) or _words().search(after))
        return bare and any(self.lexicon.weight[name] >= SPECIFIC for name in concepts - self.lexicon.subjects)

    def _named_alone(self, question: Question) -> Topic | None:
        """The one programme on file that a message names, as what its parts are about."""
        named = [name for name, weight in question.named.items() if weight >= STRONG]
        if len(named) != 1 or not self.programmes.by_id[named[0]].option:
            return None
        return Topic(named[0], None, self.programmes.by_id[named[0]].name[question.lang])

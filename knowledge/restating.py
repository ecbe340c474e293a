"""A few words that lean on the question before them: it is asked again with them in it, where that works out more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Final

from knowledge.correcting import Correcting
from knowledge.data import kept, load
from knowledge.entries import Entry
from knowledge.lookups.model import ELLIPTIC, name_of
from knowledge.model import Finding, Lang, Topic
from knowledge.numerals import CHARS, parse
from knowledge.parting import WORKED
from knowledge.question import Question
from knowledge.text import simplified
from knowledge.words import shown
from rules.procurement import county

_MARKS: Final = re.compile(r"[\s，,、。.!！?？~～…:：]+")
_NUMBER: Final = re.compile(rf"\d+|[{CHARS}]+")
PAIR: Final = 2
SAID: Final = 2
"""So many characters of a message at least are looked for in the answer just told."""


@kept
def _words() -> dict[str, Any]:
    return dict(load("answering.yaml")["restated"])


@kept
def _fill() -> re.Pattern[str]:
    """What says nothing of its own beside a count or an answer's words."""
    return re.compile("|".join(map(re.escape, sorted(map(simplified, _words()["fill"]), key=len, reverse=True))))


@kept
def _counts() -> tuple[re.Pattern[str], ...]:
    """A number, or each, with one of the counters that mean the same."""
    return tuple(
        re.compile(rf"(?<![\d.,第])(?:\d{{1,4}}|[{CHARS}]{{1,3}}|每(?:一)?)\s?(?:{'|'.join(map(simplified, alike))})")
        for alike in _words()["counters"]
    )


@kept
def _why() -> re.Pattern[str]:
    return re.compile(_words()["why"])


@kept
def _claims() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _words()["claims"]))


@kept
def _added() -> re.Pattern[str]:
    return re.compile(_words()["added"])


def _bare(text: str) -> str:
    """What a simplified text says beside words that fill it."""
    return _MARKS.sub("", _fill().sub(" ", text))


def _counted(before: str, text: str) -> str:
    """The question before with the one count that a message consists of in its place; nothing where there is none."""
    for counter in _counts():
        said = counter.findall(re.sub(rf"{_words()['denied']}(?:{counter.pattern})", " ", text))
        noun = _bare(counter.sub(" ", text)) if len(said) == 1 else ""
        if len(said) != 1 or noun not in before:
            continue
        beside = re.compile(rf"{re.escape(noun)}(?:{counter.pattern})")
        if noun and beside.search(before):
            return beside.sub(noun + said[0], before)
        return counter.sub(said[0], before) if len(set(counter.findall(before))) == 1 else f"{before} {said[0]}"
    return ""


def _summed(before: str, text: str) -> str:
    """The question before with a count raised by the one that a message consists of; nothing where either isn't one."""
    for counter in _counts():
        said, had = counter.findall(text), counter.findall(before)
        numbers = [int(parse(found[0]) or 0) for one in (*said, *had) if (found := _NUMBER.match(one))]
        if len(said) == len(had) == 1 and len(numbers) == PAIR and not _bare(counter.sub(" ", text)):
            return before.replace(had[0], _NUMBER.sub(str(sum(numbers)), had[0], count=1))
    return ""


class Restating(Correcting):
    """Decides as its base does, with the question before asked again where a message says too little by itself."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        question = self.question(text, lang, topic, today)
        short = len(question.text) <= ELLIPTIC[question.lang] and bool(_MARKS.sub("", question.text))
        if topic is None or not topic.question or not short:
            return super().ask(text, lang=lang, topic=topic, today=today)
        found = self._thought(question, topic) or self._again(self._added_to(question, topic), question, topic)
        found = found or super().ask(text, lang=lang, topic=topic, today=today)
        if self._settled(found):
            return found
        again = self._again(self._restated(question, topic), question, topic)
        if again is None and self._open(found, question, topic):
            again = self._again(f"{simplified(topic.question)} {simplified(question.text)}", question, topic)
            again = again if again and self._says_more(again, topic, question) else None
        own = self._spoken_of(question, topic) if again is None and found.outcome != "answer" else None
        return again or (self._answered(question, own) if own else found)

    def _again(self, asked: str, question: Question, topic: Topic) -> Finding | None:
        """What the question before with a message in it comes back as, where that is looked up or worked out."""
        apart = Topic(topic.programme, None, "")
        again = super().ask(asked, lang=question.lang, topic=apart, today=question.today) if asked else None
        worked = again is not None and again.answers and self._settled(again)
        return replace(again, script=question.script) if again is not None and worked else None

    @staticmethod
    def _settled(found: Finding) -> bool:
        """Whether all of a finding was looked up or worked out, or declined with its reason."""
        worked = found.outcome == "answer" and all(one.kind in WORKED for one in found.answers)
        return worked or (found.outcome == "decline" and found.reason is not None)

    def _says_more(self, again: Finding, topic: Topic, question: Question) -> bool:
        """Whether a finding isn't what the question before comes back as by itself."""
        before = super().ask(topic.question, lang=question.lang, topic=None, today=question.today)
        return again.answers != before.answers

    def _thought(self, question: Question, topic: Topic) -> Finding | None:
        """What a sum that is thought to be the answer comes back as; the question talked of stays what it was."""
        before, text = simplified(topic.question), simplified(question.text)
        claim = next(filter(None, (pattern.search(text) for pattern in _claims())), None)
        if _added().search(text) or claim is None:
            return None
        if not self.question(before, question.lang, None, question.today).money:
            return None
        found = self._again(f"{before} {_words()['claimed'].format(sum=claim['sum'])}", question, topic)
        return found and replace(found, topic=found.topic and replace(found.topic, question=topic.question))

    def _added_to(self, question: Question, topic: Topic) -> str:
        """The question before with what is said to come beside it."""
        before, text = simplified(topic.question), simplified(question.text)
        return _summed(before, _added().sub("", text)) or f"{before} {text}" if _added().search(text) else ""

    def _restated(self, question: Question, topic: Topic) -> str:
        """The question before with a message's count in place of the one said, its county, or with its why."""
        before, text = simplified(topic.question), re.sub(_words()["concluded"], "", simplified(question.text))
        if _why().fullmatch(text):
            return f"{before} {_words()['because']}"
        named = self._named_counties(text)
        if len(named) != 1:
            return _counted(before, text)
        asked = _counted(self._figures.unplaced(before), self._figures.unplaced(text))
        return asked and f"{name_of(county(named[0]), question.lang)} {asked}"

    def _open(self, found: Finding, question: Question, topic: Topic) -> bool:
        """Whether a message that names nothing of its own isn't answered, or is told once more what has no count."""
        if self._names_its_own(question):
            return False
        again = all(one.entry == topic.entry for one in found.answers)
        counts = any(counter.search(simplified(question.text)) for counter in _counts())
        return found.outcome != "answer" or (again and counts)

    def _names_its_own(self, question: Question) -> bool:
        """Whether a message names a sum, label, year, county or programme, so that nothing is carried on for it."""
        named = question.money or question.labels or question.years or question.named
        return bool(named or self._named_counties(question.text))

    def _named_counties(self, text: str) -> list[str]:
        """The counties that a text names beyond doubt."""
        return [group[0] for group in self._figures.groups(shown(text)) if len(group) == 1]

    def _spoken_of(self, question: Question, topic: Topic) -> Entry | None:
        """The entry just told, where its answer has all that a message says: 行政機關呢, after how many members."""
        entry = self.entries.get(topic.entry or "")
        said = _bare(simplified(question.text))
        if entry is None or entry.kind != "answer" or len(said) < SAID:
            return None
        return entry if said in simplified(self.answer(entry.id, question.lang, question.today).text) else None

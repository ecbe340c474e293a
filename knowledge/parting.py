"""A message of several questions: its parts, and the things it asks for together, each answered by itself."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cached_property
from typing import Final

from knowledge import thresholds
from knowledge.asides import is_aside
from knowledge.data import kept, load
from knowledge.lexicon import Reading
from knowledge.model import Answer, Finding, Topic
from knowledge.programmes import STRONG, WEAK
from knowledge.question import Question
from knowledge.retrieval import Retrieval
from knowledge.roles import Said, corrected, roles
from knowledge.search import Candidate
from knowledge.text import plain, simplified, squeeze

WORKED: Final = ("calculation", "lookup")
PAIR: Final = 2
HARDLY: Final = 0.6
"""An answer that speaks of less than this share of a part of a message leaves that part open."""
DIGITS: Final = re.compile(r"\d")


def _named(answers: Sequence[Answer]) -> dict[str, Answer]:
    return {answer.entry + answer.text: answer for answer in answers}


def _fees(question: Question) -> list[Said]:
    """The amounts that are application fees by what the text calls them, or may be."""
    said = corrected(question.text, roles(question.text, question.money))
    return [one for one in said if one.role in ("application", "unnamed")]


@kept
def _joints() -> re.Pattern[str]:
    return re.compile(load("answering.yaml")["divides"], re.IGNORECASE)


@kept
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(load("answering.yaml")["asking"]))


class Parting(Retrieval, ABC):
    """Parts a message, and puts the answers to its parts together."""

    @cached_property
    def _each(self) -> re.Pattern[str]:
        """Words that ask something of each of those named."""
        return re.compile(self.wording["each"])

    @abstractmethod
    def _one(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        """What one question comes back as."""

    @abstractmethod
    def _slots(self, question: Question) -> dict[str, str]:
        """What a question names that the next one may lean on."""

    def _several(self, question: Question, whole: Finding, candidates: Sequence[Candidate]) -> Finding | None:
        """The parts of a message answered together, when each of two or more is sure of its answer."""
        if whole.outcome == "clarify" and not whole.options and self._one_sum(question):
            return None
        if whole.outcome == "answer" and whole.answers[0].kind in WORKED:
            answers = self._beside(question, whole)
        else:
            asking = self._asking(question)
            answers = self._of_parts(question, asking) if len(asking) > 1 or whole.outcome == "decline" else {}
            if len(answers) < 2 and whole.outcome != "decline":
                left = self._of_each(question, candidates) or self._left_over(question, whole)
                left = left or self._called_too(question, whole, candidates)
                answers = {**_named(whole.answers), **self._apart_from(question, whole), **left}
        answers = self._in_topic(question, answers)
        alone = whole.outcome != "answer" and len(self._said_to_ask(question)) == 1
        if len(answers) < (1 if alone else 2) or len(answers) < len(whole.answers):
            return None
        if len(answers) == len(whole.answers) and not _named(whole.answers[:1]).keys() <= answers.keys():
            return None  # as many as the whole calls for, but without what fits it best
        most = thresholds.FIGURES if all(answer.kind in WORKED for answer in answers.values()) else thresholds.CHOICES
        chosen = tuple(answers.values())[:most]
        slots = dict(whole.topic.slots) if whole.topic else {}
        new = Topic(chosen[-1].programme, chosen[-1].entry, question.text, slots)
        return Finding("answer", question.lang, question.script, chosen, topic=new)

    @staticmethod
    def _in_topic(question: Question, answers: dict[str, Answer]) -> dict[str, Answer]:
        """The answers without those of programmes that neither the message nor the talk before is about, if any is."""
        about, before = (question.topic.programme, question.topic.entry) if question.topic else (None, None)
        if any(answer.kind == "talk" for answer in answers.values()):
            return {key: one for key, one in answers.items() if one.entry != before}  # told once more to a complaint
        if about not in {answer.programme for answer in answers.values()}:
            return answers
        near = {about, None, *(name for name, weight in question.named.items() if weight >= STRONG)}
        return {key: one for key, one in answers.items() if one.programme in near or one.kind in WORKED}

    def _named_apart(self, question: Question, dated: bool) -> bool:
        """Whether a part of what is declined as a whole names a programme on file by itself, and a year if so told."""
        pieces = (self.question(part, question.lang, None, question.today) for part in self._asking(question))
        apart = (piece for piece in pieces if piece.years or not dated)
        strong = ({name for name, weight in piece.named.items() if weight >= STRONG} for piece in apart)
        return any(names and all(self.programmes.by_id[name].option for name in names) for names in strong)

    def _of_parts(self, question: Question, parts: Sequence[str]) -> dict[str, Answer]:
        """What each part of a message is answered with by itself."""
        programme = max(question.named, key=lambda name: question.named[name], default=None)
        topic = by_name = question.topic
        if programme and self.programmes.by_id[programme].option:
            topic = Topic(programme, None, question.text, self._slots(question))
            by_name = replace(topic, question=self.programmes.by_id[programme].name[question.lang])
        answers: dict[str, Answer] = {}
        before = ""
        for part in parts:
            piece = self.question(part, question.lang, topic, question.today)
            if self._names_alone(piece):
                continue
            if topic and before and not piece.named:
                piece = replace(piece, topic=replace(topic, question=before))
            if topic is not question.topic and set(piece.reading.concepts) == {self.wording["price"]}:
                piece = replace(piece, topic=by_name)  # 名額幾個 多少錢: the programme's, not that of the places
            candidates = self.candidates(piece)
            finding = self._one(piece, candidates)
            given = self._part(piece, finding, next(iter(candidates), None))
            given = tuple(answer for answer in given if self._of_subject(question, piece, answer))
            if given and given[0].entry == self.wording["rates"] and _fees(piece) and not _fees(question):
                given = ()  # 檢測費 6 萬可以補嗎: what is no fee in the whole message is none in a part
            answers.update(_named(given))
            if given and given[0].kind in WORKED:
                topic = finding.topic
            before = part
        return answers

    def _names_alone(self, piece: Question) -> bool:
        """Whether a part of a message only says which programme the rest of it is about."""
        named = max(piece.named.values(), default=0.0) >= STRONG
        return (
            named and not (piece.labels or piece.money) and self._only_names(piece) and not self._asked_in(piece.text)
        )

    def _apart_from(self, question: Question, whole: Finding) -> dict[str, Answer]:
        """What answers the parts of a message that its one answer says little of."""
        if not whole.answers or whole.answers[0].kind in WORKED:
            return {}
        entry = whole.answers[0].entry
        parts = self._parts_of(question)
        return self._of_parts(question, [p for p in parts if self.index.spoken(self.lexicon.read(p), entry) < HARDLY])

    @staticmethod
    def _of_subject(question: Question, piece: Question, answer: Answer) -> bool:
        """Whether an answer to a part stays with the programmes that the message names, or the part itself."""
        strongly = {name for name, weight in question.named.items() if weight >= STRONG}
        if answer.programme is None or not strongly or answer.programme in strongly or answer.kind in WORKED:
            return True
        return piece.named.get(answer.programme, 0.0) >= STRONG

    def _of_each(self, question: Question, candidates: Sequence[Candidate]) -> dict[str, Answer]:
        """What one thing asked of several programmes named is answered with for each: 輔導跟驗證分攤的截止日."""
        sought = self._sought(question.text)
        least = WEAK if self._each.search(simplified(question.text)) else STRONG
        named = [name for name, weight in question.named.items() if weight >= least]
        if not sought or len(named) < PAIR or not self._joined(question.text):
            return {}
        sure = [one.entry for one in candidates if one.score >= thresholds.ANSWER and one.entry.kind == "answer"]
        fitting = [entry for entry in sure if sought <= self.index.explains[entry.id]]
        intents = {entry.intent for entry in sure[:1] if entry.intent and entry.programme in named}
        alike = [entry for entry in self.entries.values() if entry.intent in intents]
        each = [next((entry for entry in [*fitting, *alike] if entry.programme == name), None) for name in named]
        return _named([self.answer(e.id, question.lang, question.today) for e in each if e]) if all(each) else {}

    def _called_too(self, question: Question, whole: Finding, candidates: Sequence[Candidate]) -> dict[str, Answer]:
        """What the words call for beside the one answer: 三大策略五大產業 calls for an entry each."""
        if not whole.answers or whole.answers[0].kind in WORKED:
            return {}
        told = {name for answer in whole.answers for name in self.index.explains.get(answer.entry, ())}
        own = self._particular(question.reading, told)
        for one in candidates:
            called = one.cue & own and one.score >= thresholds.ANSWER and one.entry.kind == "answer"
            if called and self.anchored(question, one.entry):
                return _named((self.answer(one.entry.id, question.lang, question.today),))
        return {}

    def _beside(self, question: Question, whole: Finding) -> dict[str, Answer]:
        """What is asked beside something worked out (申請費 9 萬補多少 年費可以嗎), or each of several to work out."""
        parts = self._parts_of(question)
        asking = [part for part in parts if self._asked_in(part)]
        if not self._one_sum(question) and all(part in asking for part in parts if DIGITS.search(part)):
            each = self._of_parts(question, asking)
            kinds = [answer.kind in WORKED for answer in each.values()]
            apart = all(kinds) or (any(kinds) and bool(question.sentences()))
            if apart and len(each) > len(whole.answers):
                return each
        own = [part for part in asking if not DIGITS.search(part) and self._of_its_own(part, parts, whole)]
        return {**_named(whole.answers), **self._of_parts(question, own)}

    def _one_sum(self, question: Question) -> bool:
        """Whether one sum is asked for of all that is named, rather than each."""
        return any(word in simplified(question.text) for word in self.wording["summed"])

    def _of_its_own(self, part: str, parts: Sequence[str], whole: Finding) -> bool:
        """Whether a part asks for something that neither what was worked out nor the other parts speak of."""
        told = self.index.explains.get(whole.answers[0].entry, frozenset())
        others = {name for other in parts if other != part for name in self.lexicon.read(other).concepts}
        return bool(self._particular(self.lexicon.read(part), told | others))

    def _left_over(self, question: Question, whole: Finding) -> dict[str, Answer]:
        """What answers each thing asked for that the one answer, if there is one, says nothing of: 截止日跟聯絡電話."""
        told = self.index.explains.get(whole.answers[0].entry, frozenset()) if whole.answers else frozenset()
        if whole.answers and whole.answers[0].kind != "answer":
            return {}
        left = self._particular(question.reading, told) & self.lexicon.asks
        subjects = set(question.reading.concepts) & self.lexicon.subjects
        apart = subjects - told if len(subjects) > 1 else set()
        if not self._joined(question.text):
            left, apart = left if len(left) > 1 else set(), set()
        if not left and not apart:
            return {}
        subject, rest = self.lexicon.parted(question.text, question.reading)
        found: dict[str, Answer] = {}
        shown = squeeze(plain(question.text))
        for start, end, name in question.reading.spans:
            if name in left:
                found.update(self._of_word(question, f"{subject} {rest[start:end]}", name))
            elif name in apart and start not in {at for at, _, other in question.reading.spans if other in told}:
                found.update(self._of_word(question, f"{shown[start:end]} {rest}", name))
        return found

    def _of_word(self, question: Question, text: str, name: str) -> dict[str, Answer]:
        """What a subject and one word that asks something of it are answered with, where an entry speaks of both."""
        piece = self.question(text, question.lang, question.topic, question.today)
        best = next(iter(self.candidates(piece)), None)
        if (
            best is None
            or best.score < thresholds.PART
            or best.entry.kind != "answer"
            or not self.anchored(question, best.entry)
        ):
            return {}
        strongly = {programme for programme, weight in question.named.items() if weight >= STRONG}
        if name not in self.index.explains[best.entry.id] or (strongly and best.entry.programme not in strongly):
            return {}
        return _named((self.answer(best.entry.id, question.lang, question.today),))

    def _joined(self, text: str) -> bool:
        """Whether a text joins two things, or asks twice."""
        shown = simplified(text)
        joins, asks = self.wording["joins"], self.wording["interrogatives"]
        return any(word in shown for word in joins) or sum(shown.count(word) for word in asks) > 1

    def _particular(self, reading: Reading, told: Set[str]) -> set[str]:
        """The concepts, read by their letters, that ask for something particular which an entry says nothing of."""
        sure = {name for name, certain in reading.concepts.items() if certain == 1.0}
        heavy = {name for name in sure if self.lexicon.weight[name] >= thresholds.PARTICULAR}
        return heavy - self.lexicon.subjects - told

    def _part(self, piece: Question, finding: Finding, best: Candidate | None) -> tuple[Answer, ...]:
        """What a part of a message is answered with by itself: what was worked out, or an entry that is sure."""
        if finding.outcome == "answer" and finding.answers[0].kind in WORKED:
            return finding.answers
        if finding.reason and finding.subject and finding.subject.isdecimal():
            return ()  # declined for its year
        if best is None or best.score < thresholds.PART or best.entry.kind != "answer" or self.foreign_programme(piece):
            return ()
        if best.entry.programme and not self.anchored(piece, best.entry):
            talked_of = piece.topic.programme if piece.topic else None
            if finding.outcome == "answer" and finding.answers[0].programme == talked_of:
                return finding.answers
            if best.score < thresholds.SURE or best.entry.intent:
                return ()
        return (self.answer(best.entry.id, piece.lang, piece.today),)

    def _said_to_ask(self, question: Question) -> list[str]:
        """The parts that ask something: with a word of asking, or naming what any subject can be asked for."""
        return [part for part in self._parts_of(question) if self._asked_in(part)]

    def _asking(self, question: Question) -> list[str]:
        """The parts that ask something: all where each has its question mark, or none asks."""
        parts = self._parts_of(question)
        return parts if question.text.count("?") >= len(parts) else self._said_to_ask(question) or parts

    def _parts_of(self, question: Question) -> list[str]:
        """The parts of a message, those that join two things asked for divided: 上限跟名額."""
        whole = question.parts(self.wording["interrogatives"]) or [question.text]
        parts = [piece for part in whole for piece in self._divided(part)]
        return parts if len(parts) > 1 else []

    def _divided(self, part: str) -> list[str]:
        """A part divided where a word joins two things that any subject can be asked for."""
        for joint in _joints().finditer(part):
            sides = part[: joint.start()], part[joint.end() :]
            if all(map(self._asked_in, sides)) and any(map(self._sought, sides)):
                return [sides[0], *self._divided(sides[1])]
        return [part]

    def _sought(self, text: str) -> set[str]:
        """The concepts in a text that any subject can be asked for."""
        return {name for name, sure in self.lexicon.read(text).concepts.items() if sure == 1.0} & self.lexicon.asks

    def _asked_in(self, part: str) -> bool:
        if is_aside(part):
            return False
        concepts = self.lexicon.read(part).concepts
        return bool(self._sought(part)) or (bool(concepts) and self._asks_in_words(part))

    @staticmethod
    def _asks_in_words(part: str) -> bool:
        return _asking().search(simplified(part)) is not None

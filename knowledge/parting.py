"""A message of several questions: its parts, and the things it asks for together, each answered by itself."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from knowledge import thresholds
from knowledge.lexicon import Reading
from knowledge.model import Answer, Finding, Topic
from knowledge.programmes import STRONG
from knowledge.question import Question
from knowledge.retrieval import Retrieval
from knowledge.search import Candidate
from knowledge.text import plain, simplified, squeeze

WORKED: Final = ("calculation", "lookup")
DIGITS: Final = re.compile(r"\d")


def _named(answers: Sequence[Answer]) -> dict[str, Answer]:
    return {answer.entry + answer.text: answer for answer in answers}


class Parting(Retrieval, ABC):
    """Parts a message, and puts the answers to its parts together."""

    @abstractmethod
    def _one(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        """What one question comes back as."""

    @abstractmethod
    def _slots(self, question: Question) -> dict[str, str]:
        """What a question names that the next one may lean on."""

    def _several(self, question: Question, whole: Finding) -> Finding | None:
        """The parts of a message answered together, when each of two or more is sure of its answer."""
        worked = whole.outcome == "answer" and whole.answers[0].kind in WORKED
        answers = self._of_parts(question, question.sentences() if worked else self._asking(question))
        if worked and whole.answers[0].kind == "lookup" and len(answers) <= len(whole.answers):
            each = self._of_parts(question, self._said_to_ask(question))
            answers = each if all(answer.kind in WORKED for answer in each.values()) else answers
        elif worked and whole.answers[0].kind == "calculation" and len(answers) <= len(whole.answers):
            answers = {**_named(whole.answers), **self._beside(question, whole)}
        elif len(answers) < 2 and not worked and whole.outcome != "decline":
            answers = {**_named(whole.answers), **self._left_over(question, whole)}
        if len(answers) < 2 or len(answers) <= len(whole.answers):
            return None
        chosen = tuple(answers.values())[: thresholds.CHOICES]
        slots = dict(whole.topic.slots) if whole.topic else {}
        new = Topic(chosen[-1].programme, chosen[-1].entry, question.text, slots)
        return Finding("answer", question.lang, question.script, chosen, topic=new)

    def _named_apart(self, question: Question) -> bool:
        """Whether a part of what is declined as a whole names a programme on file by itself."""
        pieces = (self.question(part, question.lang, None, question.today) for part in self._asking(question))
        strong = ({name for name, weight in piece.named.items() if weight >= STRONG} for piece in pieces)
        return any(names and all(self.programmes.by_id[name].option for name in names) for names in strong)

    def _of_parts(self, question: Question, parts: Sequence[str]) -> dict[str, Answer]:
        """What each part of a message is answered with by itself."""
        programme = max(question.named, key=lambda name: question.named[name], default=None)
        topic = by_name = question.topic
        if programme and self.programmes.by_id[programme].option:
            topic = Topic(programme, None, question.text, self._slots(question))
            by_name = replace(topic, question=self.programmes.by_id[programme].name[question.lang])
        answers: dict[str, Answer] = {}
        for part in parts:
            piece = self.question(part, question.lang, topic, question.today)
            if topic is not question.topic and set(piece.reading.concepts) == {self.wording["price"]}:
                piece = replace(piece, topic=by_name)  # 名額幾個 多少錢: the programme's, not that of the places
            candidates = self.candidates(piece)
            finding = self._one(piece, candidates)
            given = self._part(piece, finding, next(iter(candidates), None))
            answers.update(_named(given))
            if given and given[0].kind in WORKED:
                topic = finding.topic
        return answers

    def _beside(self, question: Question, whole: Finding) -> dict[str, Answer]:
        """What is asked beside something worked out: 申請費 9 萬補多少 年費可以嗎."""
        told = self.index.explains.get(whole.answers[0].entry)
        if told is None:
            return {}
        clauses = [part for part in self._said_to_ask(question) if not DIGITS.search(part)]
        asked = [part for part in clauses if self._particular(self.lexicon.read(part), told)]
        found = self._of_parts(question, asked)
        return {key: answer for key, answer in found.items() if answer.kind not in WORKED}

    def _left_over(self, question: Question, whole: Finding) -> dict[str, Answer]:
        """What answers each thing asked for that the one answer, if there is one, says nothing of: 截止日跟聯絡電話."""
        told = self.index.explains.get(whole.answers[0].entry, frozenset()) if whole.answers else frozenset()
        if whole.answers and whole.answers[0].kind != "answer":
            return {}
        joined = self._joined(question.text)
        subject, rest = self.lexicon.parted(question.text, question.reading)
        left = self._particular(question.reading, told) & self.lexicon.asks
        subjects = set(question.reading.concepts) & self.lexicon.subjects
        apart = subjects - told if joined and len(subjects) > 1 else set()
        if len(left) < (1 if joined else 2):
            left = set()
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
        if name not in self.index.explains[best.entry.id]:
            return {}
        return _named((self.answer(best.entry.id, question.lang, question.today),))

    def _joined(self, text: str) -> bool:
        """Whether a text joins two things, or asks twice."""
        shown = simplified(text)
        joins, asks = self.wording["joins"], self.wording["interrogatives"]
        return any(word in shown for word in joins) or sum(shown.count(word) for word in asks) > 1

    def _particular(self, reading: Reading, told: frozenset[str]) -> set[str]:
        """The concepts, read by their letters, that ask for something particular which an entry says nothing of."""
        sure = {name for name, certain in reading.concepts.items() if certain == 1.0}
        heavy = {name for name in sure if self.lexicon.weight[name] >= thresholds.PARTICULAR}
        return heavy - self.lexicon.subjects - told

    def _part(self, piece: Question, finding: Finding, best: Candidate | None) -> tuple[Answer, ...]:
        """What a part of a message is answered with by itself: what was worked out, or an entry that is sure."""
        if finding.outcome == "answer" and finding.answers[0].kind in WORKED:
            return finding.answers
        if best is None or best.score < thresholds.PART or best.entry.kind != "answer" or self.foreign_programme(piece):
            return ()
        if best.entry.programme and not self.anchored(piece, best.entry):
            talked_of = piece.topic.programme if piece.topic else None
            if finding.outcome == "answer" and finding.answers[0].programme == talked_of:
                return finding.answers
            if best.score < thresholds.SURE:
                return ()
        return (self.answer(best.entry.id, piece.lang, piece.today),)

    def _said_to_ask(self, question: Question) -> list[str]:
        """The parts that hold a word of asking."""
        words = self.wording["asking"]
        return [part for part in self._asking(question) if any(word in simplified(part) for word in words)]

    def _asking(self, question: Question) -> list[str]:
        """The parts that ask something: all where each has its question mark, or none has a word of asking."""
        parts, words = question.parts(self.wording["interrogatives"]), self.wording["asking"]
        if question.text.count("?") >= len(parts):
            return parts
        asking = [part for part in parts if any(word in simplified(part) for word in words)]
        return asking or parts

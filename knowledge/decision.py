"""The decision: answer, ask back, or decline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from knowledge.entries import Entry
from knowledge.lexicon import Reading
from knowledge.lookups.model import Inquiry
from knowledge.model import Answer, Finding, Lang, Option, Topic
from knowledge.programmes import STRONG
from knowledge.question import Question
from knowledge.retrieval import Retrieval
from knowledge.search import Candidate
from knowledge.text import plain, simplified, squeeze

ANSWER: Final = 0.56
"""From this score on an entry is the answer. Chosen on phrasings left out in turn; see benchmarks/answers.py."""
LEANING: Final = 0.44
"""The same, where the conversation's topic supports the entry."""
CLARIFY: Final = 0.40
"""From this score on the best entries are offered as choices; below, the question is declined."""
MARGIN: Final = 0.03
"""Of two entries closer than this, none is the answer: both are given when the words call for each, else offered."""
ACCUSING: Final = 0.66
"""What a refusal needs that no concept calls for: likeness alone must not accuse anyone."""
SURE: Final = 0.8
"""What an entry needs where neither the words nor the topic name its programme."""
PART: Final = 0.58
"""What each part of a message must reach for several answers at once."""
PARTICULAR: Final = 2.0
"""Concepts of this weight ask for something of their own, so one that the answer says nothing of is another question."""
CHOICES: Final = 3
WORKED: Final = ("calculation", "lookup")
DIGITS: Final = re.compile(r"\d")


def _named(answers: Sequence[Answer]) -> dict[str, Answer]:
    return {answer.entry + answer.text: answer for answer in answers}


class Desk(Retrieval):
    """Entries, labels and lexicon together: decides what a question comes back as."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        question = self.question(text, lang, topic, today)
        whole = self._one(question, self.candidates(question))
        if whole.reason and (whole.answers or not self._named_apart(question)):
            return whole
        return self._several(question, whole) or whole

    def _several(self, question: Question, whole: Finding) -> Finding | None:
        """The parts of a message answered together, when each of two or more is sure of its answer."""
        worked = whole.outcome == "answer" and whole.answers[0].kind in WORKED
        answers = self._of_parts(question, question.sentences() if worked else self._asking(question))
        if worked and whole.answers[0].kind == "calculation" and len(answers) <= len(whole.answers):
            answers = {**_named(whole.answers), **self._beside(question, whole)}
        elif len(answers) < 2 and not worked and whole.outcome != "decline":
            answers = {**_named(whole.answers), **self._left_over(question, whole)}
        if len(answers) < 2 or len(answers) <= len(whole.answers):
            return None
        chosen = tuple(answers.values())[:CHOICES]
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
        topic = question.topic
        if programme and self.programmes.by_id[programme].option:
            topic = Topic(programme, None, question.text, self._slots(question))
        answers: dict[str, Answer] = {}
        for part in parts:
            piece = self.question(part, question.lang, topic, question.today)
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
        asks = self.wording["asking"]
        asking = (part for part in self._asking(question) if any(word in simplified(part) for word in asks))
        clauses = [part for part in asking if not DIGITS.search(part)]
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
        if best is None or best.score < PART or best.entry.kind != "answer" or not self.anchored(question, best.entry):
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
        heavy = {name for name in sure if self.lexicon.weight[name] >= PARTICULAR}
        return heavy - self.lexicon.subjects - told

    def _part(self, piece: Question, finding: Finding, best: Candidate | None) -> tuple[Answer, ...]:
        """What a part of a message is answered with by itself: what was worked out, or an entry that is sure."""
        if finding.outcome == "answer" and finding.answers[0].kind in WORKED:
            return finding.answers
        if best is None or best.score < PART or best.entry.kind != "answer" or self.foreign_programme(piece):
            return ()
        if best.entry.programme and best.score < SURE and not self.anchored(piece, best.entry):
            return ()
        return (self.answer(best.entry.id, piece.lang, piece.today),)

    def _asking(self, question: Question) -> list[str]:
        """The parts that ask something: all where each has its question mark, or none has a word of asking."""
        parts, words = question.parts(self.wording["interrogatives"]), self.wording["asking"]
        if question.text.count("?") >= len(parts):
            return parts
        asking = [part for part in parts if any(word in simplified(part) for word in words)]
        return asking or parts

    def _one(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        """One question: guards first, then what is not on file, then amounts and labels, then the entries."""
        guard = next((c for c in candidates if c.entry.kind == "refuse" and c.score >= ANSWER), None)
        if guard and (guard.cue or (guard is candidates[0] and guard.score >= ACCUSING)):
            found = self._looked_up(question, guard) if guard.entry.programme and not guard.cue else None
            return found or self._guarded(question, guard.entry)
        candidates = [candidate for candidate in candidates if candidate.entry.kind != "refuse"]
        unfiled = self.foreign_programme(question)
        if unfiled:
            return self._unfiled(question, unfiled)
        best = candidates[0] if candidates else None
        if question.years and (found := self._looked_up(question, best, dated=True)):
            return found
        return self._wrong_year(question, best) or self._looked_up(question, best) or self._found(question, candidates)

    def _unfiled(self, question: Question, programme: str) -> Finding:
        name = self.programmes.by_id[programme].name[question.lang]
        key = "subject" if programme in self.programmes.subjects else "unfiled"
        reason = self.wording["decline"][key][question.lang].format(subject=name)
        topic = Topic(programme, None, question.text)
        return Finding("decline", question.lang, question.script, topic=topic, subject=name, reason=reason)

    def _guarded(self, question: Question, entry: Entry) -> Finding:
        answer = self.answer(entry.id, question.lang, question.today)
        title = entry.title[question.lang]
        return Finding(
            "decline",
            question.lang,
            question.script,
            (answer,),
            topic=question.topic,
            subject=title,
            reason=answer.text,
        )

    def _wrong_year(self, question: Question, best: Candidate | None) -> Finding | None:
        """A year that the edition does not cover is an answer of its own."""
        if best is None or best.score < CLARIFY or best.entry.any_year:
            return None
        programme = self.programmes.by_id.get(best.entry.programme or "")
        if programme is None or not programme.annual:
            return None
        years = [year for year in question.years if year not in programme.years]
        if not years or len(years) < len(question.years):
            return None
        if self._another_covers(question, years[0], best.entry):
            return None
        subject = programme.name[question.lang]
        reason = self.wording["decline"]["year"][question.lang].format(asked=years[0], subject=subject)
        return Finding(
            "decline",
            question.lang,
            question.script,
            topic=Topic(programme.id, None, question.text),
            subject=str(years[0]),
            reason=reason,
        )

    def _another_covers(self, question: Question, year: int, entry: Entry) -> bool:
        """Whether another programme on file is of that year: any, or one that the question names as strongly."""
        own = question.named.get(entry.programme or "", 0.0)
        named = {name for name, weight in question.named.items() if weight >= own}
        among = named if self.anchored(question, entry) else set(self.programmes.by_id)
        covering = (self.programmes.by_id[name] for name in among - {entry.programme})
        return any(one.option and year in one.years for one in covering)

    # -- look-ups

    def _looked_up(self, question: Question, best: Candidate | None, *, dated: bool = False) -> Finding | None:
        """What a look-up or a calculation makes of the question; of those alone that read years, if ``dated``."""
        found = self.shelf.find(Inquiry(question, best, frozenset(self.telling(question))), dated=dated)
        if found is None:
            return None
        slots = {**self._slots(question), **found.slots}
        if found.asked is not None:
            return self._choice(question, found.asked, found.options, found.programme, slots)
        entry = found.answers[-1].entry if found.answers else None
        topic = Topic(found.programme, entry, question.text, slots)
        if found.reason is not None:
            return Finding("decline", question.lang, question.script, topic=topic, reason=found.reason)
        return Finding("answer", question.lang, question.script, found.answers, topic=topic)

    def _slots(self, question: Question) -> dict[str, str]:
        labels = [match.labels[0] for match in question.labels if not match.ambiguous]
        subject, _ = self.lexicon.parted(question.text, question.reading)
        return {**({"label": labels[-1].id} if labels else {}), **({"subject": subject} if subject else {})}

    # -- entries

    def _choice(
        self,
        question: Question,
        asked: str,
        options: tuple[Option, ...],
        programme: str | None,
        slots: Mapping[str, str] | None = None,
    ) -> Finding:
        if options:
            none = self.answer(self.wording["none"], question.lang, question.today)
            options = (*options, Option(none.title, none))
        topic = Topic(programme, None, question.text, self._slots(question) if slots is None else slots)
        return Finding("clarify", question.lang, question.script, question=asked, options=options, topic=topic)

    def _found(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        lang, best = question.lang, candidates[0] if candidates else None
        if best is None or best.score < CLARIFY:
            return Finding("decline", lang, question.script, topic=question.topic)
        entry = best.entry
        leaning = question.topic is not None and question.topic.programme == entry.programme
        if best.score < (LEANING if leaning else ANSWER):
            return self._offer(question, candidates)
        if entry.programme and not self.anchored(question, entry):
            if entry.intent and (own := self._of_topic(question, entry, candidates)):
                return self._answered(question, own)
            if entry.intent:
                return self._which_programme(question, entry)
            if best.score < SURE or best.cue:
                return self._offer(question, candidates)
        rival = next((c for c in candidates[1:] if c.entry.kind == "answer"), None)
        if rival and entry.kind == "answer" and best.score < SURE and best.score - rival.score < MARGIN:
            if not (best.cue and rival.cue) or best.cue & rival.cue > {"cert", "subsidy"}:
                return self._offer(question, candidates)
            return self._both(question, best.entry, rival.entry)
        return self._answered(question, entry)

    def _answered(self, question: Question, entry: Entry) -> Finding:
        """An entry's answer, what was talked of before kept where the entry goes on about it."""
        before = question.topic if question.topic and question.topic.programme == entry.programme else None
        answer = self.premises.corrected(question, self.answer(entry.id, question.lang, question.today))
        slots = {**(before.slots if before else {}), **self._slots(question)}
        topic = Topic(entry.programme, entry.id, question.text, slots) if entry.programme else question.topic
        return Finding("answer", question.lang, question.script, (answer,), topic=topic)

    def _of_topic(self, question: Question, entry: Entry, candidates: Sequence[Candidate]) -> Entry | None:
        """What the conversation's programme says to the same intent, where the question names no programme."""
        topic = question.topic
        if topic is None or question.named:
            return None
        alike = (one.entry for one in candidates if one.entry.intent == entry.intent)
        return next((one for one in alike if one.programme == topic.programme), None)

    def _both(self, question: Question, *entries: Entry) -> Finding:
        answers = tuple(self.answer(entry.id, question.lang, question.today) for entry in entries)
        topic = Topic(entries[0].programme, entries[0].id, question.text, self._slots(question))
        return Finding("answer", question.lang, question.script, answers, topic=topic)

    def _which_programme(self, question: Question, entry: Entry) -> Finding:
        lang = question.lang
        alike = [e for e in self.entries.values() if e.intent == entry.intent and e.programme]
        options: list[Option] = []
        for other in sorted(alike, key=lambda e: (e.id != entry.id, e.id)):
            name: Mapping[str, str] | None = self.programmes.by_id[other.programme or ""].option
            if name and not any(option.label == name[lang] for option in options):
                options.append(Option(name[lang], self.answer(other.id, lang, question.today)))
        if len(options) == 1:
            return self._answered(question, entry)
        return self._choice(question, self.wording["clarify"]["programme"][lang], tuple(options[:CHOICES]), None)

    def _offer(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        near = [c for c in candidates if c.entry.kind == "answer" and c.score >= CLARIFY][:CHOICES]
        if not near:
            return Finding("decline", question.lang, question.script, topic=question.topic)
        answers = [self.answer(candidate.entry.id, question.lang, question.today) for candidate in near]
        options = tuple(Option(answer.title, answer) for answer in answers)
        asked = self.wording["clarify"]["entry"][question.lang]
        return self._choice(question, asked, options, near[0].entry.programme)

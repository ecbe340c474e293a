"""The decision: answer, ask back, or decline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.calculation import Said, corrected, holds_other, roles
from knowledge.entries import Entry
from knowledge.labels import Label
from knowledge.model import Answer, Finding, Lang, Option, Topic
from knowledge.money import MoneyRange
from knowledge.question import Question
from knowledge.retrieval import ELLIPTIC, Retrieval
from knowledge.search import Candidate
from knowledge.text import simplified

ANSWER: Final = 0.56
"""From this score on an entry is the answer. Chosen on phrasings left out in turn; see benchmarks/answers.py."""
LEANING: Final = 0.44
"""The same, where the conversation's topic supports the entry."""
CLARIFY: Final = 0.40
"""From this score on the best entries are offered as choices; below, the question is declined."""
MARGIN: Final = 0.03
"""Of two entries closer than this, none is the answer: both are given when the words call for each, else offered."""
SURE: Final = 0.8
"""What an entry needs where neither the words nor the topic name its programme."""
PART: Final = 0.58
"""What each part of a message must reach for several answers at once."""
CHOICES: Final = 3


class Desk(Retrieval):
    """Entries, labels and lexicon together: decides what a question comes back as."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        question = self.question(text, lang, topic, today)
        whole = self._one(question)
        if whole.outcome == "answer" and whole.answers[0].kind in ("calculation", "refuse", "lookup"):
            return whole
        return self._several(question, whole) or whole

    def _several(self, question: Question, whole: Finding) -> Finding | None:
        """The parts of a message answered together, when each of two or more is sure of its answer."""
        programme = max(question.named, key=lambda name: question.named[name], default=None)
        topic = question.topic
        if programme and self.programmes.by_id[programme].option:
            topic = Topic(programme, None, question.text)
        answers: dict[str, Answer] = {}
        for part in self._asking(question.parts()):
            piece = self.question(part, question.lang, topic, question.today)
            candidates = self.candidates(piece)
            if not candidates or candidates[0].score < PART or candidates[0].entry.kind != "answer":
                continue
            if self.foreign_programme(piece):
                continue
            answers[candidates[0].entry.id] = self.answer(candidates[0].entry.id, question.lang, question.today)
        if len(answers) < 2:
            return None
        chosen = tuple(answers.values())[:CHOICES]
        slots = dict(whole.topic.slots) if whole.topic else {}
        new = Topic(chosen[-1].programme, chosen[-1].entry, question.text, slots)
        return Finding("answer", question.lang, question.script, chosen, topic=new)

    def _asking(self, parts: list[str]) -> list[str]:
        """The parts that ask something; all of them where none has a word of asking, as in a list of keywords."""
        words = self.wording["asking"]
        asking = [part for part in parts if any(word in simplified(part) for word in words)]
        return asking or parts

    def _one(self, question: Question) -> Finding:
        """One question: guards first, then what is not on file, then amounts and labels, then the entries."""
        candidates = self.candidates(question)
        guard = next((c for c in candidates if c.entry.kind == "refuse" and c.score >= ANSWER), None)
        if guard and (guard.cue or guard is candidates[0]):
            return self._guarded(question, guard.entry)
        unfiled = self.foreign_programme(question)
        if unfiled:
            return self._unfiled(question, unfiled)
        best = candidates[0] if candidates else None
        return (
            self._wrong_year(question, best)
            or self._calculated(question, best)
            or self._looked_up(question, best)
            or self._found(question, candidates)
        )

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
        years = [year for year in question.years if str(year) != self.edition.id]
        if not years or len(years) < len(question.years) or best is None or best.score < CLARIFY:
            return None
        if best.entry.programme != self.edition.programme or best.entry.any_year:
            return None
        reason = self.wording["decline"]["year"][question.lang].format(asked=years[0])
        return Finding(
            "decline",
            question.lang,
            question.script,
            topic=Topic("certification", None, question.text),
            subject=str(years[0]),
            reason=reason,
        )

    # -- amounts

    def _calculated(self, question: Question, best: Candidate | None) -> Finding | None:
        """A cost share from the amounts in the question; also a fee alone, where the talk is of the cost share."""
        if not question.money:
            return None
        amounts = corrected(question.text, roles(question.text, question.money))
        amounts = [
            said for said in amounts if not said.span.bare or (said.role == "application" and said.words[0].isascii())
        ]
        fees = [said for said in amounts if said.role in ("application", "unnamed", "total")]
        if fees and self._about_money(question, amounts, best):
            mixed = holds_other(question.text)
            answer = self.calculator.of(amounts, self._one_label(question), question.lang, mixed=mixed)
        else:
            answer = self._claim(question, amounts)
        if answer is None:
            return None
        answer = self._premise(question, amounts, answer)
        slots = {**({"fee": fees[-1].words} if fees else {}), **self._slots(question)}
        topic = Topic("certification", answer.entry, question.text, slots)
        return Finding("answer", question.lang, question.script, (answer,), topic=topic)

    def _claim(self, question: Question, amounts: Sequence[Said]) -> Answer | None:
        """The rates themselves, where a question only claims what may be had: 可以補到 50 萬."""
        general = self.entries[self.calculator.entry]
        said = {"cap", "subsidy", "rate"} & set(question.reading.concepts)
        if any(s.role == "claimed" for s in amounts) and said and self.anchored(question, general):
            return self.answer(general.id, question.lang, question.today)
        return None

    def _about_money(self, question: Question, amounts: Sequence[Said], best: Candidate | None) -> bool:
        if any(said.role == "application" for said in amounts):
            return True
        concepts = set(question.reading.concepts)
        if concepts & {"subsidy", "compute", "rate", "howmuch", "cap", "fee"}:
            return True
        in_talk = question.topic is not None and question.topic.programme == self.edition.programme
        if in_talk and (len(question.text) <= ELLIPTIC or not self.telling(question)):
            return True
        return (in_talk or bool(question.labels)) and (best is None or best.score < ANSWER)

    def _premise(self, question: Question, amounts: Sequence[Said], answer: Answer) -> Answer:
        """The answer opening with a correction, where the question takes a wrong figure for granted."""
        if answer.entry != self.calculator.entry:
            return answer
        tiers = self.edition.tiers
        said = [percent for percent in question.percents if percent not in {tier.percent for tier in tiers}]
        if said:
            text = self.wording["premise"]["percent"][question.lang].format(said=f"{said[0]:f}")
            return replace(answer, text=f"{text}{answer.text}")
        claimed = [s.span.money for s in amounts if s.role == "claimed" and isinstance(s.span.money, MoneyRange)]
        true = {tier.cap for tier in tiers} if answer.kind == "answer" else set()
        wrong = [
            m for m in claimed if m.exact and m.low not in true and f"{m.low:,}" not in answer.text.splitlines()[0]
        ]
        if wrong:
            text = self.wording["premise"]["amount"][question.lang].format(said=f"{wrong[0].low:,}")
            return replace(answer, text=f"{text}{answer.text}")
        return answer

    # -- labels

    def _one_label(self, question: Question) -> list[Label]:
        return [match.labels[0] for match in question.labels if not match.ambiguous]

    def _slots(self, question: Question) -> dict[str, str]:
        labels = self._one_label(question)
        return {"label": labels[-1].id} if labels else {}

    def _looked_up(self, question: Question, best: Candidate | None) -> Finding | None:
        """A label in the question, where nothing more particular is asked about it."""
        if not question.labels:
            return None
        asked = set(self.telling(question)) - set(self.wording["lookup"]["about_scope"])
        if asked and best is not None and best.score >= CLARIFY and best.entry.programme is not None:
            return None
        lang = question.lang
        shared = next((match for match in question.labels if match.ambiguous), None)
        if shared:
            options = tuple(Option(label.short, self.lookup(label, lang)) for label in shared.labels)
            asked = self.wording["clarify"]["label"][lang]
            return self._choice(question, asked, options, "certification")
        labels = self._one_label(question)
        answers = tuple(self.lookup(label, lang) for label in labels[:CHOICES])
        topic = Topic("certification", answers[-1].entry, question.text, self._slots(question))
        return Finding("answer", lang, question.script, answers, topic=topic)

    # -- entries

    def _choice(self, question: Question, asked: str, options: tuple[Option, ...], programme: str | None) -> Finding:
        none = self.answer(self.wording["none"], question.lang, question.today)
        options = (*options, Option(none.title, none))
        topic = Topic(programme, None, question.text, self._slots(question))
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
            if entry.intent:
                return self._which_programme(question, entry)
            if best.score < SURE or best.cue:
                return self._offer(question, candidates)
        rival = next((c for c in candidates[1:] if c.entry.kind == "answer"), None)
        if rival and entry.kind == "answer" and best.score < SURE and best.score - rival.score < MARGIN:
            if not (best.cue and rival.cue) or best.cue & rival.cue > {"cert", "subsidy"}:
                return self._offer(question, candidates)
            return self._both(question, best.entry, rival.entry)
        answer = self._premise(question, self._claims(question), self.answer(entry.id, lang, question.today))
        slots = {**(question.topic.slots if leaning and question.topic else {}), **self._slots(question)}
        topic = Topic(entry.programme, entry.id, question.text, slots) if entry.programme else question.topic
        return Finding("answer", lang, question.script, (answer,), topic=topic)

    def _both(self, question: Question, *entries: Entry) -> Finding:
        answers = tuple(self.answer(entry.id, question.lang, question.today) for entry in entries)
        topic = Topic(entries[0].programme, entries[0].id, question.text, self._slots(question))
        return Finding("answer", question.lang, question.script, answers, topic=topic)

    def _claims(self, question: Question) -> list[Said]:
        return roles(question.text, question.money)

    def _which_programme(self, question: Question, entry: Entry) -> Finding:
        lang = question.lang
        alike = [e for e in self.entries.values() if e.intent == entry.intent and e.programme]
        options: list[Option] = []
        for other in sorted(alike, key=lambda e: (e.id != entry.id, e.id)):
            name: Mapping[str, str] | None = self.programmes.by_id[other.programme or ""].option
            if name and not any(option.label == name[lang] for option in options):
                options.append(Option(name[lang], self.answer(other.id, lang, question.today)))
        return self._choice(question, self.wording["clarify"]["programme"][lang], tuple(options[:CHOICES]), None)

    def _offer(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        near = [c for c in candidates if c.entry.kind == "answer" and c.score >= CLARIFY][:CHOICES]
        if not near:
            return Finding("decline", question.lang, question.script, topic=question.topic)
        answers = [self.answer(candidate.entry.id, question.lang, question.today) for candidate in near]
        options = tuple(Option(answer.title, answer) for answer in answers)
        asked = self.wording["clarify"]["entry"][question.lang]
        return self._choice(question, asked, options, near[0].entry.programme)

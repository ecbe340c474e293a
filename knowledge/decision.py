"""The decision: answer, ask back, or decline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from knowledge import thresholds
from knowledge.dates import years_in
from knowledge.entries import Entry
from knowledge.lookups.model import Inquiry
from knowledge.model import Finding, Lang, Option, Topic
from knowledge.parting import Parting
from knowledge.programmes import STRONG, Programme
from knowledge.question import Question
from knowledge.search import Candidate
from knowledge.text import ROC_EPOCH, corrected, simplified


class Desk(Parting):
    """Entries, labels and lexicon together: decides what a question comes back as."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        question = self.question(corrected(text) if topic else text, lang, topic, today)
        candidates = self.candidates(question)
        whole = self._one(question, candidates)
        if whole.reason and (whole.answers or not self._named_apart(question, self.for_its_year(whole))):
            return whole
        return self._several(question, whole, candidates) or whole

    @staticmethod
    def for_its_year(finding: Finding) -> bool:
        """Whether a message is declined for the year it names alone: which it may only claim, 公文是 103 年發的吧."""
        return not finding.answers and finding.subject is not None and finding.subject.isdecimal()

    def _one(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        """One question: guards first, then what is not on file, then amounts and labels, then the entries."""
        guard = next((c for c in candidates if c.entry.kind == "refuse" and c.score >= thresholds.ANSWER), None)
        if guard and self._calls(guard, candidates[0]):
            found = self._looked_up(question, guard) if guard.entry.programme and not guard.cue else None
            return found or self._guarded(question, guard.entry)
        candidates = [candidate for candidate in candidates if candidate.entry.kind != "refuse"]
        best = candidates[0] if candidates else None
        unfiled = self.foreign_programme(question)
        if unfiled and not (unfiled in self.programmes.loose and self._told_all_the_same(question, best)):
            return self._unfiled(question, unfiled)
        if question.years and (found := self._looked_up(question, best, dated=True)):
            return found
        return (
            self._wrong_year(question, candidates)
            or self._looked_up(question, best)
            or self._found(question, candidates)
        )

    def _told_all_the_same(self, question: Question, best: Candidate | None) -> bool:
        """Whether an entry of the programme that is named, or talked of, says what is asked in a far-off word."""
        if best is None or not best.entry.programme or best.score < thresholds.APART:
            return False
        talked_of = question.topic is not None and question.topic.programme == best.entry.programme
        return talked_of or question.named.get(best.entry.programme, 0.0) > STRONG

    @staticmethod
    def _calls(guard: Candidate, best: Candidate) -> bool:
        """Whether a refusal is called for: by its words, or as what fits best; a programme's own only as the best."""
        if guard.entry.programme:
            return guard is best and (bool(guard.cue) or guard.score >= thresholds.ACCUSING)
        return bool(guard.cue) or (guard is best and guard.score >= thresholds.ACCUSING)

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

    def _wrong_year(self, question: Question, candidates: Sequence[Candidate]) -> Finding | None:
        """A year that neither the edition nor the entry is of is an answer of its own."""
        best = candidates[0] if candidates else None
        if best is None or best.score < thresholds.CLARIFY or best.entry.any_year:
            return None
        programme = self.programmes.by_id.get(best.entry.programme or "")
        if programme is None or not programme.annual:
            return None
        named = question.years or self._ahead(question, best.entry)
        if not named or any(self._of_year(question, best.entry, year) for year in named):
            return None
        if not best.entry.years and self._another_covers(question, named[0], best.entry):
            return None
        if own := self._of_that_year(question, named, best.entry, candidates):
            return self._answered(question, own)
        return self._of_other_years(question, programme, named[0], best.entry.years)

    def _of_that_year(
        self, question: Question, named: Sequence[int], best: Entry, candidates: Sequence[Candidate]
    ) -> Entry | None:
        """An entry on what a question is about that is of the very years it names: 103 年異業合作幾件."""
        subjects = self.lexicon.subjects & set(question.reading.concepts)
        among = (one.entry for one in candidates if one.score >= thresholds.CLARIFY)
        of_year = (one for one in among if one.programme == best.programme and set(named) <= set(one.years))
        return next((one for one in of_year if subjects and subjects <= self.index.explains[one.id]), None)

    def _ahead(self, question: Question, entry: Entry) -> list[int]:
        """The years to come that are meant, unless an entry tells how things go on."""
        going_on = self.wording["going_on"] in self.index.explains[entry.id]
        return [] if going_on else [year for year in question.meant if year > question.today.year]

    def _of_year(self, question: Question, entry: Entry, year: int) -> bool:
        """Whether an entry is of a year: its own, else the edition's or one that its answer speaks of."""
        own = self.programmes.by_id[entry.programme or ""].years[:1]
        told = years_in(self.answer(entry.id, question.lang, question.today).text)
        if not entry.years:
            return year in own or year in told
        document = year in own and re.search(self.wording["document"], simplified(question.text))
        among = len(question.years) > 1 and set(question.years) <= set(told)
        return year in entry.years or among or bool(document)

    def _of_other_years(self, question: Question, programme: Programme, asked: int, own: Sequence[int]) -> Finding:
        """A decline for a year, naming what is on file."""
        wording = self.wording["decline"]["figure" if own else "year"][question.lang]
        years = self.wording["decline"]["and"][question.lang].join(self._year(year, question.lang) for year in own)
        subject = programme.name[question.lang]
        reason = wording.format(asked=self._year(asked, question.lang), own=years, subject=subject)
        topic = Topic(programme.id, None, question.text)
        return Finding("decline", question.lang, question.script, topic=topic, subject=str(asked), reason=reason)

    def _year(self, year: int, lang: Lang) -> str:
        return str(self.wording["decline"]["a_year"][lang]).format(roc=year - ROC_EPOCH, western=year)

    def _another_covers(self, question: Question, year: int, entry: Entry) -> bool:
        """Whether another programme on file is of that year: any, or one that the question names as strongly."""
        own = question.named.get(entry.programme or "", 0.0)
        named = {name for name, weight in question.named.items() if weight >= min(own, STRONG)}
        among = named if self.anchored(question, entry) else set(self.programmes.by_id)
        covering = (self.programmes.by_id[name] for name in among - {entry.programme})
        return any(one.option and year in one.years[:1] for one in covering)

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
        if best is None or best.score < thresholds.CLARIFY:
            return Finding("decline", lang, question.script, topic=question.topic)
        entry = best.entry
        leaning = question.topic is not None and question.topic.programme == entry.programme
        if best.score < (thresholds.LEANING if leaning else thresholds.ANSWER):
            return self._offer(question, candidates)
        if entry.kind == "ask":
            return self._choice(question, self.answer(entry.id, lang, question.today).text, (), None)
        if entry.kind == "answer" and self.index.strange(question.reading, entry.id):
            return self._offer(question, candidates)
        if entry.intent and entry.programme is None:
            own = self._of_topic(question, entry, candidates)
            return self._answered(question, own) if own else self._which_programme(question, entry)
        if entry.programme and not self.anchored(question, entry):
            if entry.intent and (own := self._of_topic(question, entry, candidates)):
                return self._answered(question, own)
            if entry.intent:
                return self._which_programme(question, entry)
            if (best.score < thresholds.SURE or best.cue) and not self._apart(candidates):
                return self._offer(question, candidates)
        named = max(question.named.values(), default=0.0) >= STRONG
        rivals = {entry.programme} if leaning and not named else {c.entry.programme for c in candidates}
        rival = next((c for c in candidates[1:] if c.entry.kind == "answer" and c.entry.programme in rivals), None)
        if (
            rival
            and entry.kind == "answer"
            and best.score < thresholds.SURE
            and best.score - rival.score < thresholds.MARGIN
        ):
            of_one = rival.entry.programme == entry.programme and rival.score >= thresholds.ANSWER
            if not of_one and (not (best.cue and rival.cue) or best.cue & rival.cue > {"cert", "subsidy"}):
                return self._offer(question, candidates)
            return self._both(question, best.entry, rival.entry)
        return self._answered(question, entry)

    @staticmethod
    def _apart(candidates: Sequence[Candidate]) -> bool:
        """Whether the best entry fits by more than one word and no other comes near it."""
        best = candidates[0]
        next_best = max((one.score for one in candidates[1:] if one.entry.kind == "answer"), default=0.0)
        telling = not best.cue or len(best.cue) > 1
        return telling and best.score >= thresholds.APART and best.score - next_best >= thresholds.AHEAD

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
        if topic is None or max(question.named.values(), default=0.0) >= STRONG:
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
        return self._choice(
            question, self.wording["clarify"]["programme"][lang], tuple(options[: thresholds.CHOICES]), None
        )

    def _offer(self, question: Question, candidates: Sequence[Candidate]) -> Finding:
        near = [c for c in candidates if c.entry.kind == "answer" and c.score >= thresholds.CLARIFY][
            : thresholds.CHOICES
        ]
        if not near:
            return Finding("decline", question.lang, question.script, topic=question.topic)
        answers = [self.answer(candidate.entry.id, question.lang, question.today) for candidate in near]
        options = tuple(Option(answer.title, answer) for answer in answers)
        asked = self.wording["clarify"]["entry"][question.lang]
        return self._choice(question, asked, options, near[0].entry.programme)

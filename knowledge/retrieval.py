"""Retrieval: the entries that fit a question, steered by the programme it names and the conversation's topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import Final

from knowledge.answers import Answers
from knowledge.entries import Entry
from knowledge.labels import Labels
from knowledge.lexicon import Lexicon, Reading
from knowledge.lookups.shelf import Shelf
from knowledge.model import Lang, Topic
from knowledge.premises import Premises
from knowledge.programmes import STRONG, WEAK, Programmes
from knowledge.question import Question
from knowledge.search import Candidate, Index
from knowledge.spelling import Spelling
from knowledge.text import RECENT, clean, simplified

AWAY: Final = 0.86
"""Factor on entries of a programme other than the one named."""
TOWARD: Final = 1.08
"""Factor on entries of the conversation's programme when the question names none."""
ELLIPTIC: Final = 12
"""A message no longer than this may lean on the one before it."""
ASKING: Final = 0.8
"""Concepts of this weight ask something; lighter ones only give the sentence its form."""
MEANT: Final = 0.5
"""Concepts of less weight (may, what) say nothing of what is asked."""
LABEL: Final = "label."
"""How the ids of answers about a label begin."""
SPECIFIC: Final = 1.7
"""Concepts of this weight ask for something of their own, so a label beside them is not the question."""


class Retrieval(Answers):
    """Entries, labels, lexicon and programmes together: reads a question and finds the entries that fit."""

    def __init__(self, entries: Sequence[Entry], labels: Labels, lexicon: Lexicon, programmes: Programmes) -> None:
        super().__init__(entries)
        self.labels = labels
        self.lexicon = lexicon
        self.programmes = programmes
        self.index = Index(entries, lexicon)
        self.spelling = Spelling(
            text for one in entries for text in (*one.phrasings(), one.answer["zh"], one.title["zh"])
        )
        self._read = lru_cache(maxsize=RECENT)(self._entities)
        self._leaning = re.compile(rf"{self.wording['leaning']}|[的吗吧][?？]?$", re.IGNORECASE)
        self._alone = re.compile(self.wording["country"]["alone"])
        rates = self.wording["rates"]
        self.premises = Premises(self.wording, rates, self.edition)
        on_file = [name for name, one in programmes.by_id.items() if one.option]
        shares = partial(self.answer, rates)
        self.shelf = Shelf(labels, self.edition, shares, self.answer, self.premises, on_file)

    def question(self, text: str, lang: Lang | None, topic: Topic | None, today: date) -> Question:
        """The question with its entities."""
        read = self._read(clean(self._of_country(text, topic)), today)
        by_itself = topic is None and lang in (None, read.lang)
        return read if by_itself else replace(read, lang=lang or read.lang, topic=topic)

    def _entities(self, text: str, today: date) -> Question:
        """A text by itself; one message is looked at from many sides."""
        return Question.of(text, today, self.lexicon, self.programmes, self.labels)

    def _of_country(self, text: str, topic: Topic | None) -> str:
        """A country alone, after a label was talked of, as that country's label."""
        if topic is None or not ((topic.entry or "").startswith(LABEL) or "buyer" in topic.slots):
            return text
        alone = self._alone.match(text.strip())
        named = f"{alone[1]}{self.wording['country']['label']}" if alone else ""
        country = named in self.labels.countries or (bool(self.labels.find(named)) and not self.labels.find(text))
        return named if country else text

    def candidates(self, question: Question) -> list[Candidate]:
        """The entries that fit, with what the named programme and the topic say."""
        on_file = {p: w for p, w in question.named.items() if self.programmes.by_id[p].option}
        top = max(on_file.values(), default=0.0)
        named = {p for p, w in on_file.items() if w == top}
        topic = question.topic.programme if question.topic else None
        dated = self._dated(question)
        if topic and 0 < top < STRONG:
            named.add(topic)
        result = []
        for candidate in self.index.search(self._reading(question)):
            score, programme = candidate.score, candidate.entry.programme
            if programme and named:
                score *= (TOWARD if top < STRONG and programme == topic else 1.0) if programme in named else AWAY
            elif topic and candidate.entry.kind == "answer":
                score *= TOWARD if programme == topic else AWAY
            if dated and programme and programme not in dated and not candidate.entry.any_year:
                score *= AWAY
            result.append(candidate if score == candidate.score <= 1 else candidate.scored(min(score, 1.0)))
        ranked = sorted(result, key=lambda candidate: -candidate.score)
        return [*self._still(question), *ranked]

    def _dated(self, question: Question) -> set[str]:
        """The programmes on file of a year that is named, where it is not of every one."""
        years = set(question.years)
        return {one.id for one in self.programmes.by_id.values() if one.option and not years.isdisjoint(one.years)}

    def _still(self, question: Question) -> list[Candidate]:
        """The entry just talked of, where a few words still ask about it: 要附什麼 after how to claim."""
        own = self.entries.get(question.topic.entry or "") if question.topic else None
        if own is None or question.named or question.labels or len(question.text) > ELLIPTIC:
            return []
        asked = {name for name in question.reading.concepts if self.lexicon.weight[name] >= MEANT}
        return [Candidate(own, 1.0, question.text)] if asked and asked <= own.still else []

    def telling(self, question: Question) -> list[str]:
        """The concepts that ask for something particular, those of a label's own name left out."""
        names = " ".join(f"{label.zh} {label.en} {match.words}" for match in question.labels for label in match.labels)
        own = self.lexicon.read(names).concepts if names else {}
        concepts = question.reading.concepts
        return [c for c in concepts if self.lexicon.weight[c] >= SPECIFIC and c not in own]

    def _says_nothing(self, question: Question) -> bool:
        """Whether nothing of a text is known or leans on what was talked of: it can't go on about that."""
        told = question.money or question.percents or question.years or question.named or question.reading.concepts
        return not told and not self._leaning.search(simplified(question.text))

    def _reading(self, question: Question) -> Reading:
        """What is searched for: the question, with the one before where it says too little by itself."""
        topic = question.topic
        longest = ELLIPTIC if question.lang == "zh" else 2 * ELLIPTIC
        if topic is None or question.labels or len(question.text) > longest or self._says_nothing(question):
            return question.reading
        named = {programme for programme, weight in question.named.items() if weight >= STRONG}
        own = self.lexicon.subjects & set(question.reading.concepts)
        if self._only_names(question):
            if topic.programme is None:
                return self.lexicon.read(f"{topic.question} {question.text}")
            asked = self.lexicon.asked(topic.question)
            if asked and topic.programme not in question.named and (named or not own):
                return self.lexicon.read(f"{question.text} {asked}")
        subject, rest = self.lexicon.parted(topic.question)
        subject = subject or topic.slots.get("subject", "")
        apart = topic.programme in named and question.text not in topic.question
        if subject and (not named or apart):
            if not own:
                return self.lexicon.read(f"{subject} {question.text}")
            if not self._asks(question) and question.text not in topic.question:
                return self.lexicon.read(f"{question.text} {rest}")
        if self.telling(question) or max(question.named.values(), default=0) >= 1:
            return question.reading
        before = self.lexicon.unasked(topic.question) if self._asks(question) else topic.question
        return self.lexicon.read(f"{before} {question.text}")

    def _only_names(self, question: Question) -> bool:
        """Whether a message names a programme and asks nothing: 我是問驗證分攤, after the desk asked which."""
        asked = set(question.reading.concepts) & self.lexicon.asks
        shown = simplified(question.text).removesuffix("?").removesuffix("呢")
        return bool(question.named) and not asked and not any(word in shown for word in self.wording["interrogatives"])

    def _asks(self, question: Question) -> bool:
        """Whether a question asks something of its subject, rather than naming the subject alone."""
        asked = set(question.reading.concepts) - self.lexicon.subjects
        return any(self.lexicon.weight[name] >= ASKING for name in asked)

    def foreign_programme(self, question: Question) -> str | None:
        """The programme a question is about, where nothing of it is on file."""
        named = question.named
        off = {p: w for p, w in named.items() if not self.programmes.by_id[p].option}
        on = max((w for p, w in named.items() if p not in off), default=0.0)
        topic = question.topic.programme if question.topic else None
        if topic and topic in self.programmes.by_id and not self.programmes.by_id[topic].option and on < STRONG:
            return topic
        if not off:
            return None
        best = max(off, key=lambda name: off[name])
        if off[best] >= STRONG:
            return best if on < 2 * off[best] else None
        return best if on < WEAK and not question.labels and not (topic and off[best] <= WEAK) else None

    def anchored(self, question: Question, entry: Entry) -> bool:
        """Whether programme or topic say that this programme's deadline (phone, amount …) is meant."""
        if question.topic is not None and question.topic.programme == entry.programme:
            return True
        return question.named.get(entry.programme or "", 0.0) >= WEAK

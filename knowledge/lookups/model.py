"""What look-ups share: the question with what the entries make of it, and what a look-up finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from knowledge.model import Answer, Basis, Lang, Option, Topic
from knowledge.programmes import STRONG
from knowledge.question import Question, language
from knowledge.search import Candidate
from knowledge.words import shown
from rules.parameters import Edition

ELLIPTIC: Final = {"zh": 16, "en": 36}
"""A message no longer than this may lean on what was looked up before it."""


HOME: Final = "home"
"""The slot of the county whose figures were asked for, kept whatever else is talked of in between."""


@dataclass(frozen=True)
class Inquiry:
    """A question, the entry that fits it best, and the concepts in it that ask for something of their own."""

    question: Question
    best: Candidate | None
    asks: frozenset[str]

    @property
    def lang(self) -> Lang:
        """The language to answer in."""
        return self.question.lang

    def about(self, programme: str) -> bool:
        """Whether the question names a programme, or the one before was about it."""
        topic = self.question.topic
        return (topic is not None and topic.programme == programme) or programme in self.question.named

    def elsewhere(self, programme: str) -> bool:
        """Whether the question names another programme, and more strongly."""
        named = self.question.named
        other = max((weight for name, weight in named.items() if name != programme), default=0.0)
        return other >= STRONG and other > named.get(programme, 0.0)

    @property
    def paid(self) -> bool:
        """Whether an amount of money is named."""
        return any(not span.bare for span in self.question.money)

    @cached_property
    def text(self) -> str:
        """The text as words are looked for in it."""
        return shown(self.question.text)

    @property
    def home(self) -> str:
        """The county whose figures were asked for in the talk of its programme; empty where none was."""
        topic = self.question.topic
        return topic.slots.get(HOME, "") if topic is not None and topic.programme == "procurement" else ""

    @cached_property
    def before(self) -> Mapping[str, str]:
        """What was looked up before, for a question short enough to lean on it."""
        topic: Topic | None = self.question.topic
        most = ELLIPTIC[language(self.question.text)]
        return topic.slots if topic is not None and len(self.text) <= most else {}


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up makes of a question: answers, or a question back with its choices, or why there is nothing."""

    programme: str
    answers: tuple[Answer, ...] = ()
    asked: str | None = None
    options: tuple[Option, ...] = ()
    reason: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)


class LookUp(Protocol):
    """One kind of look-up. ``kind`` begins the ids of its answers."""

    kind: str

    def find(self, inquiry: Inquiry) -> Found | None:
        """What the question finds; None where it asks for something else."""
        ...

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of an id without its kind. Raises KeyError for an unknown one."""
        ...


def say(words: Mapping[str, Any], lang: Lang, **values: object) -> str:
    """A text in a language, its blanks filled; whole numbers are grouped."""
    filled = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return str(words[lang]).strip("\n").format(**filled)


def name_of(thing: Any, lang: Lang) -> str:  # noqa: ANN401 - anything with zh and en
    """The name of a thing of the rules in a language."""
    return str(thing.zh if lang == "zh" else thing.en)


def rests_on(edition: Edition, clause: str, says: Mapping[str, Any], lang: Lang, **terms: object) -> Basis:
    """Where an answer stands in an edition's document."""
    return Basis(edition.document[lang], clause, say(says, lang, **{"clause": clause, **terms}), edition.id)

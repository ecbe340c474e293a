"""What a question comes back as: the answers, the choices, or the subject that is declined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["zh", "en"]
Script = Literal["hant", "hans"]
Kind = Literal["answer", "talk", "ask", "refuse", "calculation", "lookup"]
Result = Literal["answer", "clarify", "decline"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Where an answer stands: the document's title, its clause, what the clause says in our words, the edition."""

    document: str
    clause: str
    says: str
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, in one language, opening with the answer itself and without a source line.

    ``kind``: *answer* from an entry, *lookup* of a label, *calculation* of an amount (a provisional one), *talk*,
    or *refuse*. ``basis`` is None for talk and refusals only. ``follow_ups`` are entry ids,
    ``tries`` a programme whose trial answers it for one's own case.
    """

    entry: str
    programme: str | None
    kind: Kind
    text: str
    title: str
    basis: Basis | None
    follow_ups: tuple[str, ...] = ()
    tries: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a clarifying question; ``answer`` is what it leads to."""

    label: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Topic:
    """What the conversation is about, for the questions that lean on it; kept by the caller between messages.

    ``slots`` holds what was named: ``label`` (an id), ``fee`` (the words), ``subject`` (the words of a service or the
    like), ``fact`` (what was asked for).
    """

    programme: str | None
    entry: str | None
    question: str
    slots: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The topic as JSON values."""
        return {
            "programme": self.programme,
            "entry": self.entry,
            "question": self.question,
            "slots": dict(self.slots),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Topic:
        """The topic back from :meth:`to_json`."""
        return cls(data["programme"], data["entry"], data["question"], dict(data.get("slots") or {}))


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one question.

    *answer*: ``answers``, one or several. *clarify*: ``question`` and ``options``. *decline*: ``subject`` names what it
    was about where that is known, ``reason`` a ready sentence on it where there is one. ``script`` is what the person
    writes: *hans* may want the reply through :func:`knowledge.text.to_simplified`.
    """

    outcome: Result
    lang: Lang
    script: Script = "hant"
    answers: tuple[Answer, ...] = ()
    question: str | None = None
    options: tuple[Option, ...] = ()
    topic: Topic | None = None
    subject: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a data file: where it stands, what it is and what cures it."""

    file: str
    line: int
    message: str
    cure: str

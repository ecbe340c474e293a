"""Questions without a conversation: for scripts, and for measuring how well the desk answers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.messages import Lang
from bot.settings import Settings
from bot.skills import answer
from bot.state import Conversation, Script
from bot.talk import Desk, Operator, Talk
from bot.wording import words
from knowledge.answering import Knowledge
from knowledge.holder import settled
from knowledge.model import Answer, Finding
from knowledge.text import is_simplified
from rules.programme import programmes


@dataclass(frozen=True, slots=True)
class Reader:
    """Answers one question after another, each in a fresh conversation."""

    desk: Desk

    @classmethod
    def opened(cls, settings: Settings, today: date) -> Reader:
        """A reader with the shipped knowledge; it needs no database."""
        operator = Operator.of(settings)
        known = {programme.id: programme for programme in programmes()}
        now = datetime.now(UTC)
        return cls(Desk(settled(Knowledge.shipped()), known, words(), operator, now, today, lambda *_: ""))

    def ask(self, text: str, context: str | None = None, lang: Lang | None = None) -> dict[str, Any]:
        """The reply to a question, after `context` where one was asked before.

        It holds the outcome, the text, the options of a question asked back, the sources and the time in ms.
        """
        script: Script = "hans" if is_simplified(text) else "hant"
        talk = Talk(self.desk, Conversation(lang=lang, script=script), {})
        if context:
            answer.ask(talk, context)
            talk.replies.clear()
        began = time.perf_counter()
        finding = answer.find(talk, text)
        answer.tell(talk, text, finding)
        elapsed = (time.perf_counter() - began) * 1000
        return {
            "outcome": finding.outcome,
            "text": "\n\n".join(reply.text for reply in talk.replies),
            "options": self._options(talk, finding),
            "sources": [_source(answer) for answer in finding.answers if answer.basis],
            "elapsed_ms": round(elapsed, 3),
        }

    def _options(self, talk: Talk, finding: Finding) -> list[dict[str, str]]:
        options = []
        for option in finding.options:
            talk.replies.clear()
            answer.show(talk, option.answer)
            options.append({"label": option.label, "text": talk.replies[-1].text})
        return options


def _source(answer: Answer) -> dict[str, str | None]:
    """The document and clause an answer rests on, with what the clause says in our words."""
    assert answer.basis is not None
    basis = answer.basis
    return {
        "entry": answer.entry,
        "programme": answer.programme,
        "document": basis.document,
        "clause": basis.clause,
        "edition": basis.edition,
        "says": basis.says,
    }

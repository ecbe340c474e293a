"""How a text is read, and why it comes back as it does."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.decision import Desk
from knowledge.model import Topic


def explain(desk: Desk, text: str, topic: Topic | None, today: date) -> dict[str, Any]:
    """How a text is read and why it comes back as it does."""
    question = desk.question(text, None, topic, today)
    finding = desk.ask(text, lang=None, topic=topic, today=today)
    return {
        "key": question.reading.key,
        "lang": question.lang,
        "script": question.script,
        "concepts": dict(question.reading.concepts),
        "rest": list(question.reading.rest),
        "programmes": dict(question.named),
        "labels": [[label.id for label in match.labels] for match in question.labels],
        "money": [str(span.money) for span in question.money],
        "years": question.years,
        "percents": [f"{percent:f}" for percent in question.percents],
        "candidates": [
            {"entry": c.entry.id, "score": round(c.score, 3), "phrasing": c.phrasing}
            for c in desk.candidates(question)[:5]
        ],
        "outcome": finding.outcome,
        "answers": [answer.entry for answer in finding.answers],
        "options": [option.label for option in finding.options],
        "reason": finding.reason,
    }

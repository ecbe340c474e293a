"""How a text is read, and why it comes back as it does."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge.decision import Desk
from knowledge.model import Finding, Topic
from knowledge.parting import WORKED
from knowledge.search import Candidate
from knowledge.thresholds import ANSWER, CLARIFY

CLOSEST = 5


def explain(desk: Desk, text: str, topic: Topic | None, today: date) -> dict[str, Any]:
    """How a text is read, the entries that come closest, what it comes back as, and why."""
    mended = desk.spelling.mended(text)
    question = desk.question(mended, None, topic, today)
    finding = desk.ask(text, lang=None, topic=topic, today=today)
    candidates = desk.candidates(question)[:CLOSEST]
    return {
        "mended": mended,
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
        "kept": dict(finding.topic.slots) if finding.topic else {},
        "candidates": [
            {"entry": one.entry.id, "score": round(one.score, 3), "phrasing": one.phrasing} for one in candidates
        ],
        "outcome": finding.outcome,
        "answers": [answer.entry for answer in finding.answers],
        "options": [option.label for option in finding.options],
        "reason": finding.reason,
        "because": because(finding, candidates),
    }


def because(finding: Finding, candidates: list[Candidate]) -> str:
    """Why a finding came out as it did, in a sentence."""
    best = f"{candidates[0].entry.id} scores {candidates[0].score:.2f}" if candidates else "no entry fits at all"
    if finding.answers and finding.answers[0].kind == "refuse":
        return "the entry is a refusal, and its words call for it"
    if finding.outcome == "answer" and finding.answers[0].kind in WORKED:
        return "looked up or worked out from what the question names"
    if finding.outcome == "answer":
        several = f"; {len(finding.answers)} parts are sure of their own" if len(finding.answers) > 1 else ""
        return f"{best}, and {ANSWER} is enough{several}"
    if finding.outcome == "clarify":
        return f"{best}, but the question fits several things or doesn't name its programme"
    if finding.reason:
        return "what the question names is on file for no such year, or in no document"
    return f"{best}, and below {CLARIFY} nothing is offered"

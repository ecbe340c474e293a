"""Scores findings against a question set: right, clarified, missed, wrong."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.model import Finding
from tests.shipped import shipped

TODAY = date(2026, 11, 20)
HERE = Path(__file__).parent
ACCUSING = {"desk.refuse_bend", "desk.refuse_private", "desk.refuse_injection", "procurement.refuse_false"}
SORRY = "抱歉，我的文件沒有這個，不猜給您。"


@dataclass(frozen=True)
class Scored:
    """A question, what came back, and its verdict."""

    question: dict[str, Any]
    finding: Finding
    verdict: str


def questions(name: str) -> list[dict[str, Any]]:
    """The questions of a file beside this one."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _flat(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("臺", "台")
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.sub(r"[\s*_`]+", "", text)


def _said(text: str, fact: list[str] | str) -> bool:
    return any(_flat(f) in _flat(text) for f in (fact if isinstance(fact, list) else [fact]))


def holds(text: str, facts: list[list[str] | str]) -> bool:
    """Whether a text holds every fact; a nested list holds alternatives."""
    return all(_said(text, fact) for fact in facts)


def words(finding: Finding) -> str:
    """The reply as the person reads it, the bot's own frame left out."""
    if finding.outcome == "decline":
        return finding.reason or SORRY
    if finding.outcome == "clarify":
        return f"{finding.question}\n" + "\n".join(option.label for option in finding.options)
    return "\n".join(answer.text for answer in finding.answers)


def verdict(question: dict[str, Any], finding: Finding) -> str:
    """RIGHT, CLARIFIED, MISSED or WRONG, as the desk is measured."""
    text, facts = words(finding), question.get("must_contain") or []
    if any(_said(text, fact) for fact in question.get("must_not_contain") or []):
        return "wrong"
    if question["kind"] in ("chitchat", "smalltalk"):
        return "right" if not facts or holds(text, facts) else "missed"
    met = bool(facts) and holds(text, facts)
    if question["expect"] in ("decline", "clarify"):
        asked = finding.outcome == "clarify" or (question["expect"] == "decline" and finding.outcome == "decline")
        held_back = question["expect"] == "clarify" and finding.outcome == "decline"
        return "right" if asked or held_back or met else "wrong"
    if finding.outcome == "answer":
        return "right" if holds(text, facts) else "wrong"
    if finding.outcome == "clarify" and any(holds(option.answer.text, facts) for option in finding.options):
        return "clarified"
    return "missed"


@cache
def scored(name: str) -> tuple[Scored, ...]:
    """Each question of a file with its verdict, its context asked just before; asked once for all tests of it."""
    return tuple(_scored(name))


def _scored(name: str) -> Iterator[Scored]:
    for question in questions(name):
        topic = None
        if question.get("context"):
            topic = shipped().ask(question["context"], today=TODAY).topic
        finding = shipped().ask(question["query"], topic=topic, today=TODAY)
        yield Scored(question, finding, verdict(question, finding))

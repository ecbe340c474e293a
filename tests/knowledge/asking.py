"""Asks the shipped knowledge, as one conversation."""

from __future__ import annotations

from datetime import date

from knowledge.model import Finding, Topic
from tests.knowledge.scoring import TODAY, words
from tests.shipped import shipped


def ask(*texts: str, today: date = TODAY) -> Finding:
    """The finding of the last of several messages of one conversation."""
    topic: Topic | None = None
    for text in texts:
        finding = shipped().ask(text, topic=topic, today=today)
        topic = finding.topic
    return finding


def said(*texts: str, today: date = TODAY) -> str:
    """The words of the answer to the last of several messages; anything but an answer fails the test."""
    finding = ask(*texts, today=today)
    assert finding.outcome == "answer", (texts, finding)
    return words(finding)


def told(finding: Finding) -> str:
    """All that a finding answers with; nothing where it asks back or declines."""
    return "\n".join(answer.text for answer in finding.answers)


def outcome_and_words(text: str) -> tuple[str, str]:
    """What becomes of a message, and all that is said to it."""
    finding = ask(text)
    return finding.outcome, words(finding)

"""Messages made of two kept questions: none fails, and most are answered twice."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Answer
from tests.knowledge.scoring import HERE, TODAY, holds, questions, verdict
from tests.shipped import shipped

JOINTS = ("", " ", "，", "跟", "？", "，還有", "，順便問", " 然後", "\n")
PAUSED = (" ", "？", "，還有", "，順便問", "，另外 ", " 然後")
PAIRS = 300
LONGEST = 30
BOTH = 0.75
"""Of the pairs so many are to be answered twice; a reader of two odd halves would not always do better."""


@cache
def kept() -> tuple[dict[str, Any], ...]:
    return tuple(question for path in sorted(HERE.glob("heldout*.jsonl")) for question in questions(path.name))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(JOINTS), st.integers(0, 40), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_two_questions_joined_or_cut_fail(one: int, other: int, joint: str, cut: int, whole: bool) -> None:
    first, second = (str(kept()[place % len(kept())]["query"]) for place in (one, other))
    finding = shipped().ask(first + joint + (second if whole else second[cut:]), today=TODAY)
    assert finding.outcome in ("answer", "clarify", "decline")


def _answered_once() -> dict[str | None, list[tuple[dict[str, Any], Answer]]]:
    """Short kept questions with one right answer each, by programme."""
    found: dict[str | None, list[tuple[dict[str, Any], Answer]]] = defaultdict(list)
    for question in random.Random(2).sample(kept(), 1200):
        if question.get("context") or not question.get("must_contain") or len(question["query"]) > LONGEST:
            continue
        finding = shipped().ask(question["query"], today=TODAY)
        if finding.outcome == "answer" and len(finding.answers) == 1 and verdict(question, finding) == "right":
            found[finding.answers[0].programme].append((question, finding.answers[0]))
    return {programme: all for programme, all in found.items() if len(all) > PAIRS // 10}


def test_two_questions_of_one_programme_are_mostly_both_answered() -> None:
    among, chance = _answered_once(), random.Random(3)
    both = asked = 0
    while asked < PAIRS:
        (one, first), (other, second) = chance.sample(among[chance.choice(sorted(among, key=str))], 2)
        if first.entry == second.entry:
            continue
        finding = shipped().ask(one["query"].rstrip("？?。 ") + chance.choice(PAUSED) + other["query"], today=TODAY)
        told = "\n".join(answer.text for answer in finding.answers)
        asked += 1
        both += holds(told, one["must_contain"]) and holds(told, other["must_contain"])
    assert both >= BOTH * asked, f"{both} of {asked}"

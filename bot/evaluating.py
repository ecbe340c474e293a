"""How well the desk answers a set of questions: right, clarified, missed or wrong, and where it went astray.

A line of the set is a JSON object with `query` and, where known, `id`, `kind`, `context` (asked just before), `expect`
(answer, clarify or decline), `must_contain` (every fact; a nested list holds alternatives) and `must_not_contain`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.asking import Reader

VERDICTS: Final = ("right", "clarified", "missed", "wrong")
TALK: Final = ("chitchat", "smalltalk")
_GROUPED: Final = re.compile(r"(?<=\d),(?=\d{3})")
_BETWEEN: Final = re.compile(r"[\s*_`]+")
Facts = list[str | list[str]]


def flat(text: str) -> str:
    """A text without width, case, white space or digit grouping, so that facts compare by what they say."""
    shown = unicodedata.normalize("NFKC", text).lower().replace("臺", "台")
    return _BETWEEN.sub("", _GROUPED.sub("", shown))


def _said(text: str, fact: str | list[str]) -> bool:
    return any(flat(one) in text for one in (fact if isinstance(fact, list) else [fact]))


def holds(text: str, facts: Facts) -> bool:
    """Whether a reply holds every fact."""
    seen = flat(text)
    return all(_said(seen, fact) for fact in facts)


def verdict(question: Mapping[str, Any], reply: Mapping[str, Any]) -> str:
    """Right: the expected outcome with every fact and none that is forbidden. Clarified: an option leads there."""
    facts: Facts = question.get("must_contain") or []
    expect, outcome, text = question.get("expect", "answer"), reply["outcome"], reply["text"]
    if any(_said(flat(text), fact) for fact in question.get("must_not_contain") or []):
        return "wrong"
    if question.get("kind") in TALK:
        return "right"
    met = holds(text, facts)
    if expect != "answer":
        held_back = outcome != "answer" if expect == "decline" else outcome in ("clarify", "decline")
        return "right" if held_back or (facts and met) else "wrong"
    if outcome == "answer":
        return "right" if met else "wrong"
    leads = outcome == "clarify" and any(holds(option["text"], facts) for option in reply["options"])
    return "clarified" if leads else "missed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what came back, its verdict, and the entries that fit best with their scores."""

    question: Mapping[str, Any]
    reply: Mapping[str, Any]
    verdict: str
    closest: tuple[str, ...]


def evaluate(reader: Reader, questions: Iterable[Mapping[str, Any]]) -> Iterator[Outcome]:
    """Ask every question of a set; what is not right comes with its five closest entries."""
    for question in questions:
        reply = reader.ask(question["query"], question.get("context"))
        found = verdict(question, reply)
        closest: tuple[str, ...] = ()
        if found != "right":
            seen = reader.desk.knowledge.explain(question["query"], today=reader.desk.today)
            closest = tuple(f"{one['entry']} {one['score']}" for one in seen["candidates"])
        yield Outcome(question, reply, found, closest)


def report(outcomes: Iterable[Outcome]) -> str:
    """The misses with their closest entries, the confusions, the score by kind and in all."""
    lines, tally, confused = [], Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    times = []
    for one in outcomes:
        kind = str(one.question.get("kind", "question"))
        tally[kind, one.verdict] += 1
        times.append(one.reply["elapsed_ms"])
        if one.verdict != "right":
            confused[str(one.question.get("expect", "answer")), one.reply["outcome"]] += 1
            first = one.reply["text"].replace("\n", " ")[:80]
            lines += [f"{one.verdict}: {one.question['query']} -> {one.reply['outcome']}: {first}"]
            lines += [f"    {entry}" for entry in one.closest]
    lines += [f"expected {a}, came {b}: {count}" for (a, b), count in confused.most_common()]
    lines += [_line(kind, {v: tally[kind, v] for v in VERDICTS}) for kind in sorted({kind for kind, _ in tally})]
    total = {v: sum(count for (_, found), count in tally.items() if found == v) for v in VERDICTS}
    times.sort()
    pace = f"  p50 {times[len(times) // 2]:.1f} ms  p99 {times[int(len(times) * 0.99)]:.1f} ms" if times else ""
    return "\n".join([*lines, _line("all", total) + pace])


def _line(name: str, counts: Mapping[str, int]) -> str:
    number = sum(counts.values())
    shares = "  ".join(f"{v} {counts[v]} ({100 * counts[v] / number:.1f}%)" for v in VERDICTS if counts[v])
    return f"{name} {number}: {shares}" if number else f"{name} 0"

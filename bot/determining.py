"""Facts from a file, and a determination in words: the command line's `determine`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.messages import Lang
from rules.determination import Determination, Verdict
from rules.facts import BadFact, FactValue
from rules.programme import Programme
from rules.wording import LANGS

MARKS = {Verdict.MET: "✓", Verdict.UNMET: "✗", Verdict.UNKNOWN: "?", Verdict.STAFF: "△"}


def checked(programme: Programme, given: Mapping[str, Any]) -> tuple[dict[str, FactValue], list[str]]:
    """The typed facts, and what is wrong with the others; a null is a fact not known."""
    values: dict[str, FactValue] = {}
    problems: list[str] = []
    for fact, value in given.items():
        if fact not in programme.facts:
            problems.append(f"there is no fact {fact!r}; greendesk facts {programme.id} lists them")
        elif value is not None:
            try:
                values[fact] = programme.check(fact, value)
            except BadFact as bad:
                problems.append(f"{fact}: {value!r} can't be used: {bad.reason.replace('_', ' ')}")
    return values, problems


def as_json(programme: Programme, determination: Determination) -> dict[str, Any]:
    """A determination as JSON, each reason, line of working, near miss and duty in words of both languages as well."""
    wording, found = programme.wording, determination.to_json()

    def say(words: Callable[[Lang], str]) -> dict[str, str]:
        return {lang: words(lang) for lang in LANGS}

    for condition, shown in zip(determination.conditions, found["conditions"], strict=True):
        shown["name"] = say(partial(wording.condition, condition.id))
        shown["text"] = say(partial(wording.reason, condition, determination))
    working = found["amount"]["working"] if determination.priced else []
    for step, shown in zip(determination.amount.working, working, strict=True):
        shown["text"] = say(partial(wording.step, step))
    for near, shown in zip(determination.near_miss, found["near_miss"], strict=True):
        shown["text"] = say(partial(wording.near_miss, near, determination))
    for duty, shown in zip(determination.duties, found["duties"], strict=True):
        shown["text"] = say(partial(wording.duty, duty))
    return found


def in_words(programme: Programme, determination: Determination, lang: Lang) -> str:
    """Outcome, amount with its working, each condition with its clause, near misses and duties, as plain text."""
    wording, amount = programme.wording, determination.amount
    lines = [wording.outcome(determination.outcome, lang)]
    if determination.priced:
        lines.append(f"NT$ {amount.low:,}" if amount.low == amount.high else f"NT$ {amount.low:,} - {amount.high:,}")
    if amount.high:
        lines += [f"  {wording.step(step, lang)}" for step in amount.working]
    for one in determination.conditions:
        clause = wording.clause(one.clause, lang)
        reason = wording.reason(one, determination, lang)
        lines.append(f"{MARKS[one.verdict]} {wording.condition(one.id, lang)} ({clause}) {reason}")
    lines += [f"→ {wording.near_miss(near, determination, lang)}" for near in determination.near_miss]
    lines += [f"・{wording.duty(duty, lang)}" for duty in determination.duties]
    return "\n".join(lines)

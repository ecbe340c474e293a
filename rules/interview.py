"""Which fact to ask next: what can still change the outcome, then what moves the amount, nothing else.

Everything is derived from the facts given; an edited answer drops the branches that no longer apply.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from rules.determination import Determination, Outcome, Verdict
from rules.facts import Fact, FactValue, Kind
from rules.parameters import Edition
from rules.programme import Programme


@dataclass(frozen=True, slots=True)
class Plan:
    """What an interview does now.

    `next` is the fact to ask, None when nothing is left that matters; `open` are all that wait now, `next`
    first; `relevant` the facts given or passed so far that count, in the order of asking.
    """

    next: str | None
    open: tuple[str, ...]
    relevant: tuple[str, ...]


def plan(
    programme: Programme,
    edition: Edition,
    facts: Mapping[str, FactValue],
    passed: frozenset[str] = frozenset(),
    supposed: Container[str] = (),
) -> Plan:
    """Say which fact to ask next.

    `passed` were answered "don't know" or skipped, and aren't asked again; `supposed` are those of `facts` that a trial
    takes for granted from the start. The interview is run again up to the first question that was neither answered nor
    passed: what was answered after it counts again once that one is.
    """
    counted, determination, reached = _replay(programme, edition, facts, passed, supposed)
    open_facts = tuple(_open(programme, determination, without=passed))
    counting = tuple(fact for fact in reached if fact in counted or fact in passed)
    return Plan(next(iter(open_facts), None), open_facts, counting)


def at_most(
    programme: Programme,
    edition: Edition,
    facts: Mapping[str, FactValue],
    passed: frozenset[str] = frozenset(),
    supposed: Container[str] = (),
) -> int:
    """Return how many questions may still follow, whatever is answered; the arguments are those of `plan`."""
    counted, determination, _ = _replay(programme, edition, facts, passed, supposed)
    waits = any(_open(programme, determination, without=passed))
    return _reachable(programme, edition, counted, passed) if waits else 0


def usually(programme: Programme, edition: Edition, presets: Mapping[str, FactValue]) -> int:
    """Return how many questions an interview takes on the straight way to eligibility."""
    facts, asked = dict(presets), 0
    while fact := next(_open(programme, programme.determine(facts, edition), without=()), None):
        facts[fact] = _straightest(programme, edition, facts, fact)
        asked += 1
    return asked


def _replay(
    programme: Programme,
    edition: Edition,
    facts: Mapping[str, FactValue],
    passed: frozenset[str],
    supposed: Container[str],
) -> tuple[dict[str, FactValue], Determination, list[str]]:
    """Run the interview again up to its first open question; the last of three is what it reached."""
    described = programme.facts
    counted = {id: facts[id] for id in facts if id in described and (described[id].asks != "firm" or id in supposed)}
    reached = list(counted)
    while True:
        determination = programme.determine(counted, edition)
        asked = next(_open(programme, determination, without=reached), None)
        if asked is None or (asked not in facts and asked not in passed):
            return counted, determination, reached
        reached.append(asked)
        if asked in facts:
            counted[asked] = facts[asked]


def _open(programme: Programme, determination: Determination, without: Container[str]) -> Iterator[str]:
    """The facts still worth asking of the firm, best first; none once a condition is unmet."""
    if determination.outcome is not Outcome.NOT_ELIGIBLE:
        yield from (id for id in determination.missing if id not in without and _asked(programme.facts[id]))


def _asked(fact: Fact) -> bool:
    return fact.asks == "firm" and not fact.optional


def _reachable(programme: Programme, edition: Edition, facts: Mapping[str, FactValue], passed: frozenset[str]) -> int:
    """How many facts any course of the interview can still ask for, each rule followed down its branches."""
    found: set[str] = set()
    for wanted in programme.rules.wanted(edition):
        waiting = [dict(facts)]
        while waiting:
            known = waiting.pop()
            for id in wanted(known):
                if id in passed or not _asked(programme.facts[id]):
                    continue
                found.add(id)
                waiting += [{**known, id: value} for value in _samples(programme, id, edition)]
    return len(found)


def _samples(programme: Programme, id: str, edition: Edition) -> Iterator[FactValue]:
    """A value of each sort that a fact can have: a plain one, those suggested, every word that may stand instead."""
    fact = programme.facts[id]
    plain: dict[Kind, FactValue] = {
        Kind.MONEY: 1,
        Kind.INTEGER: 0,
        Kind.YEAR: edition.covers_from.year,
        Kind.DATE: edition.covers_from,
    }
    if fact.kind in plain:
        yield plain[fact.kind]
    yield from programme.rules.suggestions(id, edition)
    yield from fact.options


def _straightest(programme: Programme, edition: Edition, facts: Mapping[str, FactValue], fact: str) -> FactValue:
    """The sample answer that leaves the fewest conditions unmet, for staff, or unknown."""

    def trouble(value: FactValue) -> tuple[int, int, int]:
        verdicts = [one.verdict for one in programme.determine({**facts, fact: value}, edition).conditions]
        return (
            verdicts.count(Verdict.UNMET),
            verdicts.count(Verdict.STAFF),
            verdicts.count(Verdict.UNKNOWN),
        )

    return min(_samples(programme, fact, edition), key=trouble)

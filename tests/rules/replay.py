"""What a fresh run of an interview makes of answers."""

from __future__ import annotations

from collections.abc import Container, Mapping

from rules.facts import FactValue
from rules.interview import plan
from rules.parameters import Edition
from rules.programme import Programme


def kept(
    programme: Programme,
    edition: Edition,
    facts: Mapping[str, FactValue],
    passed: frozenset[str] = frozenset(),
    supposed: Container[str] = (),
) -> dict[str, FactValue]:
    """The facts that count, in the order of asking."""
    counting = plan(programme, edition, facts, passed, supposed).relevant
    return {fact: facts[fact] for fact in counting if fact in facts}

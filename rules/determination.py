"""The explained result of a programme's rules: what was decided, by which clause, from which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from rules.facts import FactValue, to_json

IN_FORCE = "in_force"
"""How a value stands that is simply part of its edition's rules."""


class Verdict(StrEnum):
    """What became of one condition. Unknown is never "no" and never "yes"; staff judge what code must not."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    STAFF = "staff"


class Outcome(StrEnum):
    """What became of the whole: any condition unmet, else any unknown, else any for staff, else eligible."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNDETERMINED = "undetermined"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition's verdict and its trace.

    `reads` are the facts it used, `missing` those it wanted and nobody has given, `reason` the key of the
    sentence that explains the verdict. One that doesn't decide is told beside the outcome.
    """

    id: str
    clause: str
    verdict: Verdict
    reads: tuple[str, ...]
    missing: tuple[str, ...]
    reason: str
    decides: bool = True

    def to_json(self) -> dict[str, Any]:
        """Return the condition as JSON holds it."""
        return {
            "id": self.id,
            "clause": self.clause,
            "verdict": self.verdict.value,
            "reason": self.reason,
            "reads": list(self.reads),
            "missing": list(self.missing),
            **({} if self.decides else {"decides": False}),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working: the key of its wording and the values that stand in it (money in NT$)."""

    key: str
    values: Mapping[str, FactValue]

    def to_json(self) -> dict[str, Any]:
        """Return the step as JSON holds it."""
        return {"key": self.key, "values": {name: to_json(value) for name, value in self.values.items()}}


@dataclass(frozen=True, slots=True)
class Amount:
    """The bounds of the money, in whole NT$, equal once all is known.

    `low` and `high` are what the firm may still receive given all that is open: `low` is 0 while any
    condition isn't met, both are 0 once one is unmet. `if_met_low` and `if_met_high` suppose that every
    condition is met.
    """

    low: int
    high: int
    if_met_low: int
    if_met_high: int
    working: tuple[Step, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the amount as JSON holds it."""
        return {
            "low": self.low,
            "high": self.high,
            "if_met_low": self.if_met_low,
            "if_met_high": self.if_met_high,
            "working": [step.to_json() for step in self.working],
        }


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that may still lawfully happen and would alter the outcome of a condition.

    `values` are the facts as they would then be; for a number also how many more that is, under `<fact>_more`.
    """

    id: str
    condition: str
    clause: str
    values: Mapping[str, FactValue] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the near miss as JSON holds it."""
        return {
            "id": self.id,
            "condition": self.condition,
            "clause": self.clause,
            "values": {name: to_json(value) for name, value in self.values.items()},
        }


@dataclass(frozen=True, slots=True)
class Duty:
    """What follows from applying or receiving money; `due` is the safe last day, where one is known."""

    id: str
    clause: str
    due: date | None = None
    values: Mapping[str, FactValue] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the duty as JSON holds it."""
        return {
            "id": self.id,
            "clause": self.clause,
            "due": self.due.isoformat() if self.due else None,
            "values": {name: to_json(value) for name, value in self.values.items()},
        }


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, date or list of an edition, and the clause it comes from.

    `status` says how it stands where it isn't simply in force: a draft, proposed, former, or another country's.
    """

    name: str
    value: Any
    clause: str
    status: str = IN_FORCE

    def to_json(self) -> dict[str, Any]:
        """Return the value as JSON holds it."""
        status = {} if self.status == IN_FORCE else {"status": self.status}
        return {"name": self.name, "value": _plain(self.value), "clause": self.clause, **status}


@dataclass(frozen=True, slots=True)
class Determination:
    """The explained result.

    `missing` ranks the facts still needed: those that can change the outcome, then those that move the
    amount. `facts` are those that were used, `values` those of the edition in force. Where `priced` is False, the
    programme is one of conditions only and its amount means nothing.
    """

    programme: str
    edition: str
    outcome: Outcome
    conditions: tuple[Condition, ...]
    amount: Amount
    missing: tuple[str, ...]
    near_miss: tuple[NearMiss, ...]
    duties: tuple[Duty, ...]
    facts: Mapping[str, FactValue]
    values: tuple[Value, ...]
    priced: bool = True

    def condition(self, id: str) -> Condition:
        """Return the condition of that id; raises KeyError for an unknown one."""
        for condition in self.conditions:
            if condition.id == id:
                return condition
        raise KeyError(id)

    def to_json(self) -> dict[str, Any]:
        """Return the whole determination as JSON holds it: dates as ISO strings, money as whole NT$."""
        return {
            "programme": self.programme,
            "edition": self.edition,
            "outcome": self.outcome.value,
            "conditions": [condition.to_json() for condition in self.conditions],
            "amount": self.amount.to_json() if self.priced else None,
            "missing": list(self.missing),
            "near_miss": [near_miss.to_json() for near_miss in self.near_miss],
            "duties": [duty.to_json() for duty in self.duties],
            "facts": {name: to_json(value) for name, value in self.facts.items()},
            "values": [value.to_json() for value in self.values],
        }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.to_json() if hasattr(value, "to_json") else value

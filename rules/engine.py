"""Runs a programme's rules: traces what they read, turns the unknown into a verdict, works out the bounds.

A rule is a small plain function of a fact sheet, and of an edition where it needs a figure. It reads facts as
attributes; where nobody has given one, reading raises Unknown, so the rule never handles what isn't known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from inspect import signature
from typing import Any, NamedTuple, TypeVar

from rules.determination import Amount, Condition, Determination, Duty, NearMiss, Outcome, Step, Verdict
from rules.facts import FactSheet, FactValue, Unknown
from rules.parameters import Contradiction, Edition

T = TypeVar("T")


class Judgement(NamedTuple):
    """A verdict and the key of the sentence that gives its reason."""

    verdict: Verdict
    reason: str


def met(reason: str = "met") -> Judgement:
    """The condition is met."""
    return Judgement(Verdict.MET, reason)


def unmet(reason: str = "unmet") -> Judgement:
    """The condition isn't met."""
    return Judgement(Verdict.UNMET, reason)


def staff(reason: str = "staff") -> Judgement:
    """The document leaves it to a person."""
    return Judgement(Verdict.STAFF, reason)


def all_of(*parts: Callable[[], Judgement]) -> Judgement:
    """Join parts that must all hold, whichever of them is known first.

    The first unmet part decides; else the unknown ones are reported together; else the first for staff; else
    the last part's reason stands.
    """
    judgements: list[Judgement] = []
    unknown: list[str] = []
    for part in parts:
        try:
            judgements.append(part())
        except Unknown as error:
            unknown += error.facts
    for judgement in judgements:
        if judgement.verdict is Verdict.UNMET:
            return judgement
    if unknown:
        raise Unknown(*dict.fromkeys(unknown))
    for judgement in judgements:
        if judgement.verdict is Verdict.STAFF:
            return judgement
    return judgements[-1]


def attempt(read: Callable[[], T], otherwise: T) -> tuple[T, tuple[str, ...]]:
    """Return what `read` gives and no missing facts, or `otherwise` and the facts that it missed."""
    try:
        return read(), ()
    except Unknown as error:
        return otherwise, error.facts


class Share(NamedTuple):
    """The bounds of an amount in NT$, supposing every condition met, and its working."""

    low: int
    high: int
    working: tuple[Step, ...]
    missing: tuple[str, ...] = ()


_NOTHING = Share(0, 0, ())


def bounds(amount: Callable[[int], int], low: int, high: int, breakpoints: Iterable[int]) -> tuple[int, int]:
    """Return the least and the most that `amount` gives for any whole number from `low` to `high`.

    It is evaluated at both ends and just below, at and above every breakpoint between them; that is enough
    for an amount that only rises or only falls between its breakpoints.
    """
    points = {low, high}
    points.update(near for point in breakpoints for near in (point - 1, point, point + 1) if low < near < high)
    amounts = [amount(point) for point in points]
    return min(amounts), max(amounts)


Rule = Callable[[Any, Edition], Judgement]
PlainRule = Callable[[Any], Judgement] | Rule
Remedy = Callable[[Any, Edition], Mapping[str, FactValue] | None]
PlainRemedy = Callable[[Any], Mapping[str, FactValue] | None] | Remedy


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A condition: its clause and the function that judges it; the function's name is its id.

    One that doesn't decide is told beside the outcome: its facts are asked for, its verdict leaves the outcome alone.
    One that `joins` others takes its verdict from theirs, and asks for nothing of its own.
    """

    id: str
    clause: str
    function: Rule
    decides: bool = True
    joins: bool = False

    def judge(self, sheet: FactSheet, edition: Edition) -> Condition:
        """Judge the condition and note which facts it read, and which it missed."""
        sheet.restart()
        missing: tuple[str, ...] = ()
        try:
            verdict, reason = self.function(sheet, edition)
        except Unknown as error:
            verdict, reason, missing = Verdict.UNKNOWN, "unknown", error.facts
        reads = tuple(dict.fromkeys(sheet.reads))
        return Condition(self.id, self.clause, verdict, reads, missing, reason, self.decides)


@dataclass(frozen=True, slots=True)
class NearMissRule:
    """What may still lawfully happen: the condition it would cure and the facts as they would then be."""

    id: str
    condition: str
    clause: str
    function: Remedy

    def remedy(self, sheet: FactSheet, edition: Edition) -> Mapping[str, FactValue]:
        """Return the facts that would change; none where the cure doesn't apply or isn't known."""
        try:
            return self.function(sheet, edition) or {}
        except Unknown:
            return {}


def condition(clause: str, *, decides: bool = True, joins: bool = False) -> Callable[[PlainRule], ConditionRule]:
    """Make a condition of a function; its name is the id, its docstring the clause in one sentence."""
    return lambda function: ConditionRule(function.__name__, clause, _of_facts_and_edition(function), decides, joins)


def near_miss(condition: ConditionRule) -> Callable[[PlainRemedy], NearMissRule]:
    """Make a near miss of a function that returns the facts as they may still become, or None."""
    return lambda function: NearMissRule(
        function.__name__, condition.id, condition.clause, _of_facts_and_edition(function)
    )


def _of_facts_and_edition(function: Callable[..., Any]) -> Callable[[Any, Edition], Any]:
    """Let a rule that needs no figure take the facts alone."""
    if len(signature(function).parameters) > 1:
        return function
    return lambda facts, _: function(facts)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All the rules of a programme, in clause order.

    Without a `share` the programme is one of conditions only, and no money is spoken of; `share_clause` is the clause
    that the amount comes from. `editions_of` names the programme whose editions these rules read, where it isn't their
    own, `known_as` the one that questions about it are answered as, and `closes` the edition's value that is the last
    day for papers. `form_applies` says whether the draft asks for a form field, given all answers so far;
    `ways_to_file` are the ways in which the finished papers may leave. An `undated` programme prints its year and no
    day on which it ends. `chosen_in` is the form field whose options are conditions beside the outcome. `presets` are
    what a trial supposes instead of asking, `suggestions` the values of a fact that are worth a button; by default
    there are none.
    """

    programme: str
    sheet: type[FactSheet]
    form: type[FactSheet]
    conditions: tuple[ConditionRule, ...]
    parameters: Mapping[str, Callable[[Any], Any]]
    near_misses: tuple[NearMissRule, ...] = ()
    duties: Callable[[Any, Edition], tuple[Duty, ...]] = lambda *_: ()
    duty_ids: tuple[str, ...] = ()
    contradictions: Callable[[Edition], Iterable[Contradiction]] = lambda _: ()
    presets: Callable[[Edition, date | None], Mapping[str, FactValue]] = lambda *_: {}
    suggestions: Callable[[str, Edition], tuple[FactValue, ...]] = lambda *_: ()
    share: Callable[[Any, Edition], Share] | None = None
    share_clause: str = ""
    editions_of: str = ""
    known_as: str = ""
    closes: str = "closes"
    form_applies: Callable[[str, Mapping[str, FactValue]], bool] = lambda *_: True
    ways_to_file: tuple[str, ...] = ("post", "in_person")
    undated: bool = False
    chosen_in: str = ""

    def determine(self, facts: Mapping[str, FactValue], edition: Edition) -> Determination:
        """Judge every condition, work out the amount, and say what is missing, near, and owed."""
        sheet = self.sheet(facts)
        conditions = tuple([rule.judge(sheet, edition) for rule in self.conditions])
        outcome = _outcome(conditions)
        sheet.restart()
        share = self.share(sheet, edition) if self.share else _NOTHING
        duties = () if outcome is Outcome.NOT_ELIGIBLE else self.duties(sheet, edition)
        read = {name for one in conditions for name in one.reads}.union(sheet.reads)
        missing = [name for one in conditions for name in one.missing]
        return Determination(
            programme=self.programme,
            edition=edition.id,
            outcome=outcome,
            conditions=conditions,
            amount=_amount(outcome, share),
            priced=self.share is not None,
            missing=tuple(dict.fromkeys([*missing, *share.missing])),
            near_miss=self._near_misses(sheet, edition, conditions),
            duties=duties,
            facts={name: facts[name] for name in self.sheet.facts() if name in read},
            values=edition.values,
        )

    def wanted(self, edition: Edition) -> list[Callable[[Mapping[str, FactValue]], tuple[str, ...]]]:
        """Return, for each rule, a function that names the facts it still wants beyond those given."""

        def of_condition(rule: ConditionRule) -> Callable[[Mapping[str, FactValue]], tuple[str, ...]]:
            return lambda facts: rule.judge(self.sheet(facts), edition).missing

        wanted = [of_condition(rule) for rule in self.conditions if not rule.joins]
        if (share := self.share) is not None:
            wanted.append(lambda facts: share(self.sheet(facts), edition).missing)
        return wanted

    def _near_misses(
        self, sheet: FactSheet, edition: Edition, conditions: tuple[Condition, ...]
    ) -> tuple[NearMiss, ...]:
        """Return the near misses that together would leave no condition unmet."""
        open_ids = {one.id for one in conditions if one.verdict in (Verdict.UNMET, Verdict.STAFF)}
        if not open_ids:
            return ()
        changed, found = dict(sheet.values), []
        for rule in self.near_misses:
            if rule.condition in open_ids and (remedy := rule.remedy(sheet, edition)):
                changed.update(remedy)
                found.append(NearMiss(rule.id, rule.condition, rule.clause, _then(sheet.values, remedy)))
        if not found:
            return ()
        after = self.sheet(changed)
        if any(rule.decides and rule.judge(after, edition).verdict is Verdict.UNMET for rule in self.conditions):
            return ()
        return tuple(found)


def _then(before: Mapping[str, FactValue], remedy: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts as they would be, and of each number how many more that is."""
    values = dict(remedy)
    for fact, after in remedy.items():
        known = before.get(fact, 0)
        if isinstance(after, int) and isinstance(known, int):
            values[f"{fact}_more"] = after - known
    return values


def _outcome(conditions: tuple[Condition, ...]) -> Outcome:
    verdicts = {one.verdict for one in conditions if one.decides}
    if Verdict.UNMET in verdicts:
        return Outcome.NOT_ELIGIBLE
    if Verdict.UNKNOWN in verdicts:
        return Outcome.UNDETERMINED
    return Outcome.STAFF if Verdict.STAFF in verdicts else Outcome.ELIGIBLE


def _amount(outcome: Outcome, share: Share) -> Amount:
    low = share.low if outcome is Outcome.ELIGIBLE else 0
    high = 0 if outcome is Outcome.NOT_ELIGIBLE else share.high
    return Amount(low, high, share.low, share.high, share.working)

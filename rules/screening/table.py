"""The screening's table: conditions as small trees of shared facts, judged, and which fact is worth asking next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.facts import FactValue
from rules.parameters import Edition

Answers = Mapping[str, tuple[str, ...]]
"""The options chosen by fact; a fact that isn't among them is unknown."""


class Judged(StrEnum):
    """What becomes of one condition; `OPEN`: it can still be met, or the programme's own dialog decides."""

    MET = "met"
    OPEN = "open"
    STAFF = "staff"
    UNMET = "unmet"
    UNKNOWN = "unknown"


_BEST_FIRST = (Judged.MET, Judged.OPEN, Judged.STAFF, Judged.UNMET)


class Verdict(StrEnum):
    """What becomes of a programme: it fits; it might, and what decides is known; it doesn't."""

    FITS = "fits"
    MIGHT = "might"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Question:
    """A shared fact and the options it can take, one or several; `figures` of an edition stand in its words."""

    id: str
    options: tuple[str, ...]
    several: bool
    figures: Mapping[str, int | tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Node:
    """A tree of facts: what each option of `by` gives, a judgement or the next tree."""

    by: str
    gives: Mapping[str, Judged | Node]

    def judge(self, answers: Answers) -> tuple[Judged, str]:
        """Return the judgement, and the fact that is wanted where it is unknown.

        Of several options chosen, the best one counts.
        """
        chosen = answers.get(self.by)
        if chosen is None:
            return Judged.UNKNOWN, self.by
        if len(chosen) == 1:
            given = self.gives[chosen[0]]
            return (given, "") if isinstance(given, Judged) else given.judge(answers)
        found = [given for given in map(self.gives.__getitem__, chosen) if isinstance(given, Judged)]
        return min(found, key=_BEST_FIRST.index, default=Judged.UNMET), ""

    def facts(self) -> Iterator[str]:
        """Yield every fact of the tree."""
        yield self.by
        for given in self.gives.values():
            if isinstance(given, Node):
                yield from given.facts()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a programme: its clause, its tree, and the sentence for whoever doesn't meet it."""

    id: str
    clause: str
    tree: Node


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a programme doesn't fit, or what still decides: the condition, its clause, and how it was judged."""

    condition: str
    clause: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Option:
    """A programme, or one of its services.

    `edition` is the one whose figures stand in its words; `opens` the verb of its own dialog; `stake` the clause of the
    money or effort at stake, `figures` the values named in its words; `closes` the day it closed or closes, `printed`
    where the document gives one, else the end of its year. `carries` maps a screening fact's options to facts of the
    dialog.
    """

    id: str
    edition: Edition
    opens: str
    stake: str
    figures: Mapping[str, int | tuple[int, ...]]
    closes: date
    printed: bool
    conditions: tuple[Condition, ...]
    carries: Mapping[str, Mapping[str, Mapping[str, str]]]

    def fit(self, answers: Answers) -> Fit:
        """Judge every condition: one unmet, and it doesn't fit; one open, unknown or for staff, and it might."""
        unmet: list[Reason] = []
        undecided: list[Reason] = []
        missing: list[str] = []
        for condition in self.conditions:
            judged, wanted = condition.tree.judge(answers)
            if judged is Judged.MET:
                continue
            reasons = unmet if judged is Judged.UNMET else undecided
            reasons.append(Reason(condition.id, condition.clause, judged))
            if wanted:
                missing.append(wanted)
        if unmet:
            return Fit(self, Verdict.NOT, tuple(unmet), ())
        return Fit(self, Verdict.MIGHT if undecided else Verdict.FITS, tuple(undecided), tuple(dict.fromkeys(missing)))


@dataclass(frozen=True, slots=True)
class Fit:
    """A programme's verdict, the reasons that led to it, and the facts that still decide."""

    option: Option
    verdict: Verdict
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """Something the documents say little about, and the clauses that come nearest, each with its edition."""

    id: str
    clauses: tuple[tuple[Edition, str], ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The shared facts in the order of asking, the programmes, and the situations the documents say little about."""

    questions: Mapping[str, Question]
    options: tuple[Option, ...]
    situations: Mapping[str, Situation]

    def fits(self, answers: Answers) -> tuple[Fit, ...]:
        """Judge every programme, in the table's order."""
        return tuple([option.fit(answers) for option in self.options])

    def next(self, answers: Answers, passed: Collection[str] = ()) -> str | None:
        """Return the fact that can still change the most verdicts; None where nothing asked would change any.

        `passed` were answered "don't know", and aren't asked again. Ties go by the order of the facts.
        """
        changes = dict.fromkeys(self.questions, 0)
        for fit in self.fits(answers):
            for fact in fit.missing:
                changes[fact] += fact not in passed
        best = max(changes, key=changes.__getitem__)
        return best if changes[best] else None

    def at_most(self, answers: Answers, passed: Collection[str] = ()) -> int:
        """Return how many questions can still follow, whatever is answered."""
        ahead: set[str] = set()
        for fit in self.fits(answers):
            if fit.missing:
                ahead.update(fact for condition in fit.option.conditions for fact in condition.tree.facts())
        return len(ahead.difference(answers, passed))

    def relevant(self, answers: Answers, passed: Collection[str] = ()) -> tuple[str, ...]:
        """Return the facts answered or passed that a fresh run would ask for again, in the order of asking."""
        counted: dict[str, tuple[str, ...]] = {}
        reached: list[str] = []
        while (fact := self.next(counted, reached)) is not None:
            reached.append(fact)
            if fact in answers:
                counted[fact] = answers[fact]
        return tuple(fact for fact in reached if fact in answers or fact in passed)

    def carried(self, programme: str, answers: Answers) -> dict[str, FactValue]:
        """Return the facts of a programme's own dialog that the answers give, each only where they agree on it."""
        found: dict[str, set[str]] = {}
        for option in self.options:
            if option.opens != f"start:{programme}":
                continue
            for fact, carries in option.carries.items():
                for name, values in carries.items():
                    given = {values[one] for one in answers.get(fact, ()) if one in values}
                    found.setdefault(name, set()).update(given)
        return {name: values.pop() for name, values in found.items() if len(values) == 1}

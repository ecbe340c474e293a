"""A programme: its facts, rules, editions and wording under one name."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rules.determination import Determination
from rules.engine import RuleSet
from rules.facts import Fact, FactValue, Kind
from rules.parameters import Edition, NoEdition, load_editions
from rules.schema import schema
from rules.wording import Wording

_HERE = Path(__file__).parent
REMEMBERED = 1000
"""Determinations kept of each programme: those of the interviews now under way, each of which is run again at every
answer, and of the first answers, which many firms give alike.
"""
_PROGRAMMES = ("certification", "counselling", "stores", "awards", "assessment", "two_tier")


class Programme:
    """One programme. `facts` are what its rules may read, `form` the draft's own fields, in clause order."""

    def __init__(self, rules: RuleSet, editions: tuple[Edition, ...], wording_path: Path) -> None:
        self.rules = rules
        self.id = rules.programme
        self.editions = editions
        self.facts: Mapping[str, Fact] = {id: _with_labels(fact, editions) for id, fact in rules.sheet.facts().items()}
        self.form: Mapping[str, Fact] = rules.form.facts()
        self.priced = rules.share is not None
        self.wording = Wording.load(
            wording_path,
            {**self.facts, **self.form},
            conditions=[one.id for one in rules.conditions],
            near_misses=[one.id for one in rules.near_misses],
            duties=rules.duty_ids,
            values=rules.parameters,
        )
        self._judged = lru_cache(maxsize=REMEMBERED)(self._judge)

    def edition(self, as_of: date) -> Edition:
        """Return the edition that covers a day; raises NoEdition where none does."""
        for edition in self.editions:
            if edition.covers_from <= as_of <= edition.covers_to:
                return edition
        raise NoEdition(self.id, as_of, self.editions[-1] if self.editions else None)

    def latest(self) -> Edition:
        """Return the last edition on file; raises NoEdition where there is none at all."""
        if not self.editions:
            raise NoEdition(self.id, date.max, None)
        return self.editions[-1]

    def at(self, day: date) -> Edition:
        """Return the edition that covers a day, else the last on file; raises NoEdition where there is none at all."""
        covering = (one for one in self.editions if one.covers_from <= day <= one.covers_to)
        return next(covering, None) or self.latest()

    def check(self, fact_id: str, value: object, *, override: bool = False) -> FactValue:
        """Return the typed value of a fact or form field.

        Raises BadFact for a value it can't hold and KeyError for an unknown fact; see `Fact.check`.
        """
        fact = self.facts.get(fact_id) or self.form[fact_id]
        return fact.check(value, override=override)

    def closing(self, edition: Edition) -> date | None:
        """Return the last day on which papers can be filed, where the document prints one."""
        return None if self.rules.undated else self._last_day(edition)

    def window(self, edition: Edition) -> tuple[date, date]:
        """Return the first and last day on which papers can be filed; where none is printed, the days covered."""
        return getattr(edition, "opens", edition.covers_from), self._last_day(edition) or edition.covers_to

    def _last_day(self, edition: Edition) -> date | None:
        last: date | None = getattr(edition, self.rules.closes, None)
        return last

    def fields(self, answers: Mapping[str, FactValue]) -> tuple[str, ...]:
        """Return the draft's own fields that are asked for, given all answers so far, in the order of the form."""
        return tuple(id for id in self.form if self.rules.form_applies(id, answers))

    def determine(self, facts: Mapping[str, FactValue], edition: Edition) -> Determination:
        """Determine what an edition's rules say of checked facts; those not given are unknown."""
        return self._judged(tuple(facts.items()), edition)

    def _judge(self, facts: tuple[tuple[str, FactValue], ...], edition: Edition) -> Determination:
        return self.rules.determine(dict(facts), edition)

    def schema(self, edition: Edition) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of the facts under an edition."""
        return schema(self.facts, edition, self.wording)

    def trial_presets(self, edition: Edition, today: date | None = None) -> Mapping[str, FactValue]:
        """Return what a trial supposes instead of asking; on a day when it is still open, filing today."""
        return self.rules.presets(edition, today)

    def suggestions(self, fact_id: str, edition: Edition) -> tuple[FactValue, ...]:
        """Return the values worth a button: those the edition names, then the words; never every label."""
        fact = self.facts.get(fact_id) or self.form[fact_id]
        words = ("other",) if fact.kind is Kind.LABEL else fact.options
        return (*self.rules.suggestions(fact_id, edition), *words)


def _with_labels(fact: Fact, editions: tuple[Edition, ...]) -> Fact:
    """Let a label be any that some edition lists, so that a stored answer outlives its edition."""
    if fact.kind is not Kind.LABEL:
        return fact
    listed = dict.fromkeys(label for edition in editions for label in edition.labels)
    return replace(fact, options=(*listed, *fact.options))


def load_programme(folder: Path, editions_dir: Path | None = None) -> Programme:
    """Load a programme from its folder in this package, with the editions of another folder if one is named.

    Raises DataError for an edition or a wording that can't be used.
    """
    rules: RuleSet = importlib.import_module(f"rules.{folder.name}.rules").RULES
    owner = rules.editions_of or rules.programme
    own_editions = (folder.parent / rules.editions_of if rules.editions_of else folder) / "editions"
    editions = load_editions(editions_dir or own_editions, owner, rules.parameters, rules.contradictions)
    return Programme(rules, editions, folder / "wording.yaml")


@cache
def programme(id: str) -> Programme:
    """Return a shipped programme, loaded once; raises KeyError for an unknown one."""
    if id not in _PROGRAMMES:
        raise KeyError(id)
    return load_programme(_HERE / id)


def programmes() -> tuple[Programme, ...]:
    """Return every shipped programme."""
    return tuple(programme(id) for id in _PROGRAMMES)

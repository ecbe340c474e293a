"""Reads the screening's table, naming file and line for what can't be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from rules import procurement
from rules.parameters import Edition
from rules.programme import programme
from rules.screening.table import Condition, Judged, Node, Option, Question, Screening, Situation
from rules.yaml_data import DataError, Table, load

_PATH = Path(__file__).parent / "screening.yaml"
_WORDS: Mapping[str, Judged] = {
    "met": Judged.MET,
    "open": Judged.OPEN,
    "staff": Judged.STAFF,
    "unmet": Judged.UNMET,
}


@lru_cache(maxsize=4)
def screening(day: date = date.max) -> Screening:
    """Return the shipped screening by the editions that cover a day, the last ones on file where none does."""
    return read(_PATH, day)


def edition_of(owner: str, day: date) -> Edition:
    """Return the edition of a programme, or of the procurement plan, that covers a day, else the last one on file.

    Raises KeyError for an unknown programme.
    """
    if owner != "procurement":
        return programme(owner).at(day)
    covering = (one.edition for one in procurement.plans() if one.edition.covers_from <= day <= one.edition.covers_to)
    return next(covering, procurement.latest().edition)


def read(path: Path, day: date = date.max) -> Screening:
    """Read a screening's file; raises DataError for a fact, option, figure or edition that isn't there."""
    return _Reader(path, load(path), day).screening()


class _Reader:
    def __init__(self, path: Path, data: Table, day: date) -> None:
        self.path, self.data, self.day = path, data, day
        self.questions = {id: self._fact(id, fact) for id, fact in self._get(data, "facts").items()}

    def screening(self) -> Screening:
        options = tuple(self._option(id, table) for id, table in self._get(self.data, "programmes").items())
        situations = {
            id: Situation(id, tuple((self._edition(one), self._get(one, "clause")) for one in rows))
            for id, rows in self._get(self.data, "situations").items()
        }
        return Screening(self.questions, options, situations)

    def _get(self, table: Table, key: str) -> Any:  # noqa: ANN401 - whatever the file holds there
        if key not in table:
            raise DataError(self.path, table.line, f"{key!r} is missing", "add it")
        return table[key]

    def _error(self, table: Table, key: str, message: str, cure: str) -> DataError:
        return DataError(self.path, table.line_of(key), message, cure)

    def _edition(self, table: Table) -> Edition:
        owner = self._get(table, "edition")
        try:
            return edition_of(owner, self.day)
        except KeyError:
            raise self._error(table, "edition", f"there is no programme {owner!r}", "name one that is") from None

    def _fact(self, id: str, table: Table) -> Question:
        named: dict[str, int] = {}
        if "edition" in table:
            edition = self._edition(table)
            year = edition.covers_from.year
            named = {name: self._figure(table, edition, path) for name, path in table.get("figures", {}).items()}
            named |= {"roc": year - 1911, "year": year}
        return Question(id, tuple(self._get(table, "options")), bool(table.get("several")), named)

    def _option(self, id: str, table: Table) -> Option:
        edition, stake = self._edition(table), self._get(table, "stake")
        figures = {name: self._figure(stake, edition, path) for name, path in self._get(stake, "figures").items()}
        closes = self._closing(table, edition)
        conditions = tuple(self._condition(one) for one in self._get(table, "conditions"))
        return Option(
            id=id,
            edition=edition,
            opens=self._get(table, "opens"),
            stake=self._get(stake, "clause"),
            figures=figures,
            closes=closes or edition.covers_to,
            printed=closes is not None,
            conditions=conditions,
            carries=self._carries(table),
        )

    def _closing(self, table: Table, edition: Edition) -> date | None:
        """The last day that is printed: the one named here, else the one of the programme whose dialog it opens."""
        if "closes" in table:
            named: date = self._figure(table, edition, table["closes"])
            return named
        verb, _, owner = str(self._get(table, "opens")).partition(":")
        return programme(owner).closing(edition) if verb == "start" else None

    def _figure(self, table: Table, edition: Edition, path: str) -> Any:  # noqa: ANN401 - a figure or a date
        """A value of the edition by its path, or of the procurement plan's tables where the path begins with `plan`."""
        of_plan = path.startswith("plan.")
        value: Any = procurement.plan(edition.covers_from) if of_plan else edition
        head, each, tail = path.removeprefix("plan.").partition(".*.")
        try:
            value = attrgetter(head)(value)
            return tuple(dict.fromkeys(map(attrgetter(tail), value))) if each else value
        except (AttributeError, TypeError):
            raise self._error(table, "figures", f"the edition has no value {path!r}", "name one it has") from None

    def _condition(self, table: Table) -> Condition:
        return Condition(self._get(table, "id"), self._get(table, "clause"), self._tree(table))

    def _tree(self, table: Table) -> Node:
        question = self._question(table, self._get(table, "by"))
        gives: dict[str, Judged | Node] = {}
        for word, judged in _WORDS.items():
            gives |= dict.fromkeys(self._options(table, word, question), judged)
        if further := self._options(table, "further", question):
            gives |= dict.fromkeys(further, self._tree(self._get(table, "then")))
        if "otherwise" in table:
            rest = _WORDS[table["otherwise"]]
            gives |= {option: rest for option in question.options if option not in gives}
        if left := [option for option in question.options if option not in gives]:
            raise self._error(table, "by", f"gives nothing for {', '.join(left)}", "name them, or say otherwise")
        if len(set(map(id, gives.values()))) == 1:
            raise self._error(table, "by", "gives the same for every answer", "remove the condition")
        return Node(question.id, gives)

    def _question(self, table: Table, fact: str) -> Question:
        if fact not in self.questions:
            raise self._error(table, "by", f"there is no fact {fact!r}", "add it to the facts")
        return self.questions[fact]

    def _options(self, table: Table, key: str, question: Question) -> list[str]:
        named: list[str] = table.get(key, [])
        for option in named:
            if option not in question.options:
                raise self._error(table, key, f"{question.id} has no option {option!r}", "name one it has")
        return named

    def _carries(self, table: Table) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        carries: Table = table.get("carries", Table(table.line))
        for fact, names in carries.items():
            question = self._question(carries, fact)
            for values in names.values():
                if unknown := set(values).difference(question.options):
                    raise self._error(carries, fact, f"{fact} has no option {unknown.pop()!r}", "name one it has")
        return carries

"""The commendation (五): which group a firm is in, what it has to declare, and what shuts it out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rules.determination import Condition, Verdict
from rules.parameters import Edition, text
from rules.procurement.sheets import Sheet, flag


class Industry(StrEnum):
    """A firm's side of the groups. `INSURANCE` is for staff to place: the text's 醫療保險 may or may not name it."""

    MANUFACTURING = "manufacturing"
    NON_MANUFACTURING = "non_manufacturing"
    OTHER = "other"
    INSURANCE = "insurance"


@dataclass(frozen=True, slots=True)
class AwardGroup:
    """One of the five groups; `large` is None where capital doesn't matter."""

    id: str
    industry: str
    zh: str
    en: str
    large: bool | None = None


@dataclass(frozen=True, slots=True)
class Sanction:
    """A sanction that shuts a firm out."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The group a firm belongs to, None while capital is unknown; `threshold` in NT$, 0 where none is set.

    Verdict STAFF: staff place it, `group` being the recommended one.
    """

    verdict: Verdict
    group: AwardGroup | None
    threshold: int | None
    clause: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the authorities decided on a firm in the plan's year; None is unknown.

    `sanctions` are ids of the printed list, `by_law` the most penalties under any one environmental law,
    `in_all` their total number, `dispute` a major pollution dispute.
    """

    sanctions: tuple[str, ...] | None = None
    by_law: int | None = None
    in_all: int | None = None
    dispute: bool | None = None


class Awards:
    """The groups and the sanctions as printed, and where a firm stands."""

    def __init__(self, path: Path, edition: Edition) -> None:
        sheet = Sheet(path)
        sheet.only("groups", "sanctions", "dispute")
        groups, sanctions = sheet.under("groups"), sheet.under("sanctions")
        readers = {"id": text, "industry": text, "zh": text, "en": text, "large": flag}
        self.edition = edition
        self.groups: tuple[AwardGroup, ...] = groups.records("list", AwardGroup, readers)
        self.clause: str = groups.value("clause", text)
        self.sanctions: tuple[Sanction, ...] = sanctions.records("list", Sanction, {"id": text, "zh": text, "en": text})
        self.sanctions_clause: str = sanctions.value("clause", text)
        self.dispute_clause: str = sheet.under("dispute").value("clause", text)

    def place(self, industry: Industry, capital: int | None) -> Placed:
        """Return the group of a firm with `capital` NT$ and what it has to declare (五(三)).

        Exactly 100,000,000 is large; both groups of large firms have to declare 50,000,000 or more, the others
        anything. Capital None is unknown. Raises ValueError for a negative capital.
        """
        if capital is not None and capital < 0:
            raise ValueError("negative")
        side = Industry.NON_MANUFACTURING if industry is Industry.INSURANCE else industry
        large = None if capital is None else capital >= self.edition.award_capital
        group = next((one for one in self.groups if one.industry == side and one.large in (None, large)), None)
        if group is None:
            return Placed(Verdict.UNKNOWN, None, None, self.clause)
        threshold = self.edition.award_threshold if group.large else 0
        verdict = Verdict.STAFF if industry is Industry.INSURANCE else Verdict.MET
        return Placed(verdict, group, threshold, self.clause)

    def conditions(self, placed: Placed, declared: int | None, record: Record) -> tuple[Condition, ...]:
        """Return the conditions of a commendation with their verdicts (五), for NT$ `declared` for the plan's year.

        Ranking is by amount within the group and the choice is the ministry's: all met is no award yet.
        """
        edition = self.edition
        clear = None if record.sanctions is None else not record.sanctions
        one_law = _at_most(record.by_law, edition.penalties_one_law)
        in_all = _at_most(record.in_all, edition.penalties_all)
        undisputed = None if record.dispute is None else not record.dispute
        enough = None if declared is None or placed.threshold is None else declared >= placed.threshold
        wanted = "declared" if declared is None else "capital"
        return (
            _condition("no_sanction", self.sanctions_clause, clear, "sanctions"),
            _condition("penalties_one_law", edition.clause_of("penalties_one_law"), one_law, "by_law"),
            _condition("penalties_all", edition.clause_of("penalties_all"), in_all, "in_all"),
            _condition("no_dispute", self.dispute_clause, undisputed, "dispute"),
            _condition("declared_enough", edition.clause_of("award_threshold"), enough, wanted),
        )


def _at_most(number: int | None, most: int) -> bool | None:
    return None if number is None else number <= most


def _condition(id: str, clause: str, holds: bool | None, fact: str) -> Condition:
    if holds is None:
        return Condition(id, clause, Verdict.UNKNOWN, (), (fact,), Verdict.UNKNOWN.value)
    verdict = Verdict.MET if holds else Verdict.UNMET
    return Condition(id, clause, verdict, (fact,), (), verdict.value)

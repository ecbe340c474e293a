"""Working out a ledger: each row a line of the declaration, what is open grouped by what it is worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.ledger.answers import Answers, Said, group_key
from bot.ledger.columns import Columns
from bot.ledger.marks import Mark, Marks
from bot.ledger.problem import LedgerProblem, Note
from bot.ledger.rows import LeftOut, Row, read_rows
from bot.ledger.table import Table
from knowledge.labels import Labels
from rules.determination import Verdict
from rules.procurement import NO_GROUND, Line, LineResult, Plan, Totals, recognise_line, total

ASKED_STAFF = "asked_staff"
"""The reason of a line that the person wants staff to judge."""
_OF_A_GROUP = frozenset({"ground", "leased", "service", "proof"})
Progress = Callable[[int, int], None]
"""Told how many lines of how many are done."""


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One row of the ledger worked out.

    `row` is its number in the sheet, `mark` what it was found to be and where, `group` the key of its group of unknown
    lines (None unless an answer to the group could decide it), `month` the year and month where they are known.
    """

    row: int
    line: Line
    result: LineResult
    mark: Mark
    group: str | None
    month: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Alike lines of which something is unknown that one answer can tell.

    `amount` is the money at stake: by how much the total may still move, in NT$. `share` is its part of all undecided
    money, `cumulative` that of this group and all before it, both from 0 to 1. `missing` and `reason` are those of
    its lines' results, `choices` the grounds that may be meant, `rows` the rows' numbers.
    """

    key: str
    item: str
    supplier: str
    rows: tuple[int, ...]
    amount: Decimal
    share: float
    cumulative: float
    missing: tuple[str, ...]
    reason: str
    choices: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A ledger worked out by one year's plan.

    `groups` are the unknown lines alike, the most money first. `duplicates` are rows that look like one purchase
    entered twice; they are counted all the same. `by_ground` and `by_month` split what is recognised (a return may make
    one of them negative; a line whose month isn't known stands under None). `to_threshold` is what a large firm still
    lacks for the commendation (五(三)), 0 when reached. `notes` say what was left out or couldn't be read.
    """

    plan: Plan
    columns: Columns
    lines: tuple[DeclaredLine, ...]
    left_out: tuple[LeftOut, ...]
    totals: Totals
    groups: tuple[Group, ...]
    duplicates: tuple[tuple[int, ...], ...]
    by_ground: Mapping[str, tuple[int, Decimal]]
    by_month: Mapping[tuple[int, int] | None, Decimal]
    to_threshold: Decimal
    notes: tuple[Note, ...]
    labels: Labels

    def leading(self, share: float = 0.8) -> tuple[int, float]:
        """How many of the first groups make up at least `share` of the undecided money, and which part they make."""
        for number, group in enumerate(self.groups, start=1):
            if group.cumulative >= share:
                return number, group.cumulative
        return len(self.groups), self.groups[-1].cumulative if self.groups else 0.0


def declare(
    table: Table,
    columns: Columns,
    answers: Answers,
    plan: Plan,
    labels: Labels,
    progress: Progress | None = None,
) -> Declaration:
    """Work out every line of a table by a year's plan, with what a person said of its columns and unknown lines.

    What the label column surely says holds before an answer kept for the group; an answer holds before what the item's
    words seem to say. Raises LedgerProblem where no amount column is known, or no line is there.
    """
    if columns.amount is None:
        raise LedgerProblem("no_amount_column")
    rows, left_out = read_rows(table, columns)
    if not rows:
        raise LedgerProblem("no_lines")
    marks = Marks(plan, labels)
    lines = []
    for done, row in enumerate(rows, start=1):
        lines.append(_declared(row, columns, answers, plan, marks))
        if progress and (done % 500 == 0 or done == len(rows)):
            progress(done, len(rows))
    totals = total((one.line, one.result) for one in lines)
    threshold = Decimal(plan.edition.award_threshold)
    return Declaration(
        plan=plan,
        columns=columns,
        lines=tuple(lines),
        left_out=left_out,
        totals=totals,
        groups=_groups(lines),
        duplicates=_duplicates(rows),
        by_ground=_by_ground(lines),
        by_month=_by_month(lines),
        to_threshold=max(Decimal(0), threshold - totals.recognised),
        notes=(*table.notes, *_turned_round(rows), *(note for row in rows for note in row.notes)),
        labels=labels,
    )


def _declared(row: Row, columns: Columns, answers: Answers, plan: Plan, marks: Marks) -> DeclaredLine:
    mark = marks.of(row.item, row.label, columns.title(columns.label), row.detail)
    key = group_key(row.item, row.supplier)
    said = answers.groups.get(key)
    if row.leased and mark.kind is None:
        mark = replace(mark, kind="lease")
    if said is not None and (mark.ground is None or mark.where != "label" or marks.completes(mark, said.ground)):
        mark = _answered(mark, said, marks)
    line = Line(
        row.item, row.supplier, row.amount, mark.kind, mark.ground, mark.proven, row.day, row.year, leased=mark.leased
    )
    result = recognise_line(plan, line)
    if said is not None and said.staff and result.verdict in (Verdict.UNKNOWN, Verdict.MET):
        result = _for_staff(result)
    asked = result.verdict is Verdict.UNKNOWN and bool(_OF_A_GROUP.intersection(result.missing))
    return DeclaredLine(row.number, line, result, mark, key if asked else None, row.month)


def _answered(mark: Mark, said: Said, marks: Marks) -> Mark:
    if said.ground is not None and said.ground != mark.ground:
        mark = marks.answered(mark, said.ground)
    return replace(
        mark,
        kind=said.kind or mark.kind,
        proven=mark.proven if said.proven is None else said.proven,
        leased=said.leased or mark.leased,
    )


def _for_staff(result: LineResult) -> LineResult:
    return replace(
        result,
        verdict=Verdict.STAFF,
        amount=Decimal(0),
        at_least=min(result.at_least, Decimal(0)),
        at_most=max(result.at_most, Decimal(0)),
        reason=ASKED_STAFF,
        missing=(),
    )


def _groups(lines: Iterable[DeclaredLine]) -> tuple[Group, ...]:
    alike: dict[str, list[DeclaredLine]] = defaultdict(list)
    for one in lines:
        if one.group is not None:
            alike[one.group].append(one)
    stakes = {key: sum((_stake(one) for one in of), Decimal(0)) for key, of in alike.items()}
    whole = sum(stakes.values(), Decimal(0))
    found: list[Group] = []
    running = Decimal(0)
    for key in sorted((one for one in alike if stakes[one]), key=lambda one: (-stakes[one], one)):
        running += stakes[key]
        found.append(_group(key, alike[key], stakes[key], running, whole))
    return tuple(found)


def _group(key: str, lines: Sequence[DeclaredLine], stake: Decimal, running: Decimal, whole: Decimal) -> Group:
    first = lines[0]
    return Group(
        key=key,
        item=first.line.item,
        supplier=first.line.supplier,
        rows=tuple(one.row for one in lines),
        amount=stake,
        share=float(stake / whole) if whole else 0.0,
        cumulative=float(running / whole) if whole else 1.0,
        missing=first.result.missing,
        reason=first.result.reason,
        choices=tuple(dict.fromkeys(hint for one in lines for hint in one.mark.hints)),
        kind=first.line.kind,
    )


def _stake(one: DeclaredLine) -> Decimal:
    return one.result.at_most - one.result.at_least


def _duplicates(rows: Iterable[Row]) -> tuple[tuple[int, ...], ...]:
    """Rows alike in all that is known of them, where day or invoice is known."""
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in rows:
        if row.amount and (row.day or row.invoice):
            alike[(row.day, row.item, row.supplier, row.amount, row.invoice, row.label, row.detail)].append(row.number)
    return tuple(tuple(numbers) for numbers in alike.values() if len(numbers) > 1)


def _turned_round(rows: Sequence[Row]) -> tuple[Note, ...]:
    """What to say where most amounts are below zero: a list of payments with its signs turned round, perhaps."""
    below = sum(row.amount is not None and row.amount < 0 for row in rows)
    return (Note("mostly_negative", values={"rows": below, "all": len(rows)}),) if below * 2 > len(rows) else ()


def _by_ground(lines: Iterable[DeclaredLine]) -> Mapping[str, tuple[int, Decimal]]:
    """How many lines each ground has and what they come to, the most first."""
    found: dict[str, tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    for one in lines:
        if one.result.verdict is Verdict.MET:
            number, amount = found[one.result.ground or NO_GROUND]
            found[one.result.ground or NO_GROUND] = number + 1, amount + one.result.amount
    return dict(sorted(found.items(), key=lambda one: (-one[1][1], one[0])))


def _by_month(lines: Iterable[DeclaredLine]) -> Mapping[tuple[int, int] | None, Decimal]:
    found: dict[tuple[int, int] | None, Decimal] = defaultdict(Decimal)
    for one in lines:
        if one.result.verdict is Verdict.MET:
            found[one.month] += one.result.amount
    return dict(sorted(found.items(), key=lambda one: one[0] or (9999, 0)))


def months(plan: Plan) -> Iterator[date]:
    """The first day of each month of the plan's year."""
    first = plan.edition.runs_from
    return (date(first.year, month, 1) for month in range(first.month, plan.edition.runs_to.month + 1))

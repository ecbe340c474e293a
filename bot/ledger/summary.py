"""The summary sheet of a ledger as plain values: what counts, what doesn't, what is open, and what it isn't."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bot.ledger.declaring import ASKED_STAFF, Declaration, DeclaredLine, Group
from bot.ledger.problem import words
from bot.messages import Lang
from rules.determination import Verdict
from rules.procurement import LineWording, whole_dollars

_MOST: Final = 200
"""A part of the summary shows so many rows at most; the rest is counted."""
_MOST_NOTES: Final = 50

Cell = str | int | Decimal
"""What stands in a cell of a summary: text, a count, or NT$."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the summary: its title, the heads of its table (none: plain sentences), and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def say(key: str, lang: Lang, **values: object) -> str:
    """A sentence of bot/wording/ledger.{zh,en}.yaml."""
    return words().say(key, lang, **values)


def heading(declaration: Declaration, lang: Lang, today: date | None = None) -> tuple[str, ...]:
    """What stands above all: the title, that nothing is declared yet, the year, what the document leaves open.

    The year is said to be closed unless `today` lies within it or before.
    """
    edition, columns = declaration.plan.edition, declaration.columns
    wording = LineWording(declaration.plan)
    return (
        say("sheet.heading", lang, document=edition.document[lang]),
        say("sheet.not_declared", lang),
        say("sheet.not_declared_more", lang),
        say(
            "sheet.year" if today is None or today > edition.runs_to else "sheet.year_open",
            lang,
            year=edition.covers_from.year - 1911,
            western=edition.covers_from.year,
            first=wording.day(edition.runs_from, lang),
            last=wording.day(edition.runs_to, lang),
        ),
        say(
            "sheet.silent",
            lang,
            date=columns.title(columns.date) or say("sheet.no_date_column", lang),
            basis=say(f"basis.{columns.basis or 'open'}", lang),
            amount=columns.title(columns.amount) or say("field.amount", lang),
            tax=say(f"tax.{columns.tax or 'open'}", lang),
        ),
        say("sheet.seen", lang),
    )


def parts(declaration: Declaration, lang: Lang) -> tuple[Part, ...]:
    """The parts of the summary in their order; one without rows is left out, but for what is still open."""
    found = (
        _totals(declaration, lang),
        _by_ground(declaration, lang),
        _by_month(declaration, lang),
        _groups(declaration, lang),
        _staff(declaration, lang),
        _duplicates(declaration, lang),
        _award(declaration, lang),
        _left_out(declaration, lang),
        _notes(declaration, lang),
    )
    return tuple(part for part in found if part.rows)


def _title(name: str, lang: Lang) -> str:
    return say(f"sheet.part.{name}", lang)


def _heads(lang: Lang, *names: str) -> tuple[str, ...]:
    return ("", *(say(f"sheet.column.{name}", lang) for name in names))


def _totals(declaration: Declaration, lang: Lang) -> Part:
    totals = declaration.totals
    rows: list[tuple[Cell, ...]] = []
    for verdict in Verdict:
        counted = totals.recognised if verdict is Verdict.MET else Decimal(0)
        rows.append((say(f"sheet.{verdict.value}", lang), totals.lines[verdict], totals.amounts[verdict], counted))
    less = sum((one.result.at_least for one in declaration.lines if one.result.verdict is not Verdict.MET), Decimal(0))
    for name, amount in (("more", totals.more), ("staff_more", totals.staff), ("less", -less)):
        if amount or name == "more":
            rows.append((say(f"sheet.{name}", lang), "", "", amount))
    wording = LineWording(declaration.plan)
    for ground, amount in totals.returned_more.items():
        named = wording.ground(ground, lang)
        rows.append((say("sheet.returned_more", lang, ground=named, amount=wording.money(amount, lang)),))
    rows.append((say("sheet.shown", lang),))
    return Part(_title("totals", lang), _heads(lang, "lines", "own", "amount"), tuple(rows))


def _by_ground(declaration: Declaration, lang: Lang) -> Part:
    wording = LineWording(declaration.plan)
    clauses = {one.result.ground: one.result.clause for one in declaration.lines if one.result.ground}
    rows = tuple(
        (wording.ground(ground, lang), number, amount, wording.clause(clauses[ground], lang))
        for ground, (number, amount) in declaration.by_ground.items()
    )
    return Part(_title("by_ground", lang), _heads(lang, "lines", "amount", "clause"), rows)


def _by_month(declaration: Declaration, lang: Lang) -> Part:
    rows = tuple(
        (say("sheet.no_month", lang) if month is None else _month(month, lang), amount)
        for month, amount in declaration.by_month.items()
    )
    return Part(_title("by_month", lang), _heads(lang, "amount"), rows)


def _month(month: tuple[int, int], lang: Lang) -> str:
    return f"{month[0] - 1911}/{month[1]:02}" if lang == "zh" else f"{month[0]}-{month[1]:02}"


def _groups(declaration: Declaration, lang: Lang) -> Part:
    rows: list[tuple[Cell, ...]] = []
    if not declaration.groups:
        return Part(_title("groups", lang), (), ((say("sheet.nothing_open", lang),),))
    number, share = declaration.leading()
    rows.append((say("sheet.leading", lang, number=number, percent=percent(share)),))
    missing = missing_of(declaration, lang)
    rows += [
        (group.item, group.supplier, len(group.rows), group.amount, f"{percent(group.share)}%", missing[group.key])
        for group in declaration.groups[:_MOST]
    ]
    if len(declaration.groups) > _MOST:
        rows.append((say("sheet.groups_more", lang, count=len(declaration.groups) - _MOST),))
    heads = ("item", "supplier", "lines", "stake", "share", "missing")
    return Part(_title("groups", lang), _heads(lang, *heads)[1:], tuple(rows))


def _staff(declaration: Declaration, lang: Lang) -> Part:
    """What staff are to judge, alike lines together, the most money first."""
    wording = LineWording(declaration.plan)
    alike: dict[tuple[str, str, str], list[DeclaredLine]] = defaultdict(list)
    for one in declaration.lines:
        if one.result.verdict is Verdict.STAFF:
            alike[(one.line.item, one.line.supplier, reason_of(one, wording, lang))].append(one)
    found = sorted(alike.items(), key=lambda one: -sum(line.result.at_most for line in one[1]))
    rows: list[tuple[Cell, ...]] = [
        (item, supplier, len(lines), sum((line.result.at_most for line in lines), Decimal(0)), why)
        for (item, supplier, why), lines in found[:_MOST]
    ]
    if len(found) > _MOST:
        rows.append((say("sheet.staff_more_rows", lang, count=len(found) - _MOST),))
    heads = _heads(lang, "item", "supplier", "lines", "if_agreed", "why")[1:]
    return Part(_title("staff", lang), heads, tuple(rows))


def reason_of(one: DeclaredLine, wording: LineWording, lang: Lang, named: str = "") -> str:
    """Why a line has its verdict, in one sentence; `named` is what it counts on, where the plan doesn't name it."""
    if one.result.reason == ASKED_STAFF:
        return say("reason.asked_staff", lang)
    return wording.reason(one.result, lang, ground=named)


def missing_of(declaration: Declaration, lang: Lang) -> dict[str, str]:
    """By group, what is still to be known of its lines, in words."""
    wording = LineWording(declaration.plan)
    found: dict[str, str] = {}
    for one in declaration.lines:
        if one.group is not None and one.group not in found:
            found[one.group] = "；".join(wording.missing(one.result, lang))
    return found


def percent(share: float) -> int:
    """A share as a whole percentage, never 100 for less than all."""
    return int(share * 100 + 0.5) if share in (0.0, 1.0) else min(99, int(share * 100 + 0.5))


def _duplicates(declaration: Declaration, lang: Lang) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (say("sheet.duplicate", lang, rows=", ".join(map(str, numbers[:12]))),)
        for numbers in declaration.duplicates[:_MOST]
    ]
    if len(declaration.duplicates) > _MOST:
        rows.append((say("sheet.duplicates_more", lang, count=len(declaration.duplicates) - _MOST),))
    return Part(_title("duplicates", lang), (), tuple(rows))


def _award(declaration: Declaration, lang: Lang) -> Part:
    edition, wording = declaration.plan.edition, LineWording(declaration.plan)
    key = "to_threshold" if declaration.to_threshold else "threshold_reached"
    values = {
        "capital": wording.money(edition.award_capital, lang),
        "threshold": wording.money(edition.award_threshold, lang),
        "recognised": wording.money(whole_dollars(declaration.totals.recognised), lang),
    }
    if declaration.to_threshold:
        values["lacking"] = wording.money(edition.award_threshold - whole_dollars(declaration.totals.recognised), lang)
    return Part(_title("award", lang), (), ((say(f"sheet.{key}", lang, **values),),))


def _left_out(declaration: Declaration, lang: Lang) -> Part:
    counts = Counter(one.why for one in declaration.left_out)
    rows: Iterator[tuple[Cell, ...]] = (
        (say(f"left_out.{why}", lang), number, ", ".join(_rows(declaration, why))) for why, number in counts.items()
    )
    return Part(_title("left_out", lang), _heads(lang, "lines", "rows"), tuple(rows))


def _rows(declaration: Declaration, why: str) -> list[str]:
    numbers = [str(one.row) for one in declaration.left_out if one.why == why]
    return [*numbers[:12], *(["…"] if len(numbers) > 12 else [])]


def _notes(declaration: Declaration, lang: Lang) -> Part:
    shown = [(note.say(lang),) for note in declaration.notes[:_MOST_NOTES]]
    return Part(_title("notes", lang), (), tuple(shown))


def amount_of(group: Group) -> int:
    """The money at stake in a group, in whole NT$."""
    return whole_dollars(group.amount)

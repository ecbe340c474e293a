"""A county's score on A4, and the report on an innovative measure (附件五), as printed forms."""

from __future__ import annotations

from datetime import date

from bot.messages import Lang
from bot.papers import Block, Cell, Form, Grid, Heading, Lines
from bot.scoring.told import Told, day, plan_of, told_of, words, year_of
from bot.state_county import Scoring
from rules.procurement import County, CountyScore, Plan, cheapest, county, scoring_words
from rules.procurement.scores import plain

SCORE, REPORT = "county-score", "county-report"
"""What a conversation's own papers are called in addresses, where a draft's has its case number."""
LINE_COLUMNS = {"item": 24, "figure": 30, "points": 12, "most": 8, "working": 40, "clause": 16}
NEXT_COLUMNS = {"rank": 8, "figure": 34, "now": 24, "number": 24, "more": 22, "gain": 26, "share": 14}
BESIDE_COLUMNS = {"figure": 30, "own": 24, "declared": 24, "difference": 24}
"""The columns of the three tables with their relative widths."""
_NUMERALS = "一二三四五六七八九"


def paper_of(which: str, scoring: Scoring | None, lang: Lang, today: date) -> Form | None:
    """A paper of a conversation's own score: SCORE or REPORT; None where there is no such score."""
    if scoring is None or not scoring.county:
        return None
    if which == REPORT:
        return innovation_report(plan_of(scoring), county(scoring.county), lang)
    told = told_of(scoring, lang, today)
    return score_paper(told.plan, told.score, lang, today)


def score_paper(plan: Plan, score: CountyScore, lang: Lang, today: date) -> Form:
    """The score on A4: every line with figures, points, working and clause; next points; what stands beside."""
    told = Told(plan, score, lang, today)
    blocks: list[Block] = [Lines((told.total(), *told.parts())), Heading(told.word("paper.lines")), _lines(told)]
    if cheapest(plan, score):
        blocks += [Heading(told.word("paper.next")), _next(told), Lines((told.word("ranking"),))]
    if score.beside:
        points = told.beside()[len(score.beside) :]
        blocks += [Heading(told.word("paper.beside")), _beside(told), Lines(tuple(points))]
    notes = (*told.remarks(), told.penalty(), told.source())
    blocks += [Heading(told.word("paper.notes")), Lines(notes)]
    return Form(
        title=told.word("paper.title", **told.year),
        subtitle=told.county,
        case="",
        made_on=day(today, lang),
        notice=told.word("trial"),
        blocks=tuple(blocks),
        lang=lang,
        landscape=True,
    )


def _head(told: Told, table: str, columns: dict[str, int]) -> tuple[Cell, ...]:
    return tuple(Cell(told.word(f"paper.{table}.{name}"), heading=True) for name in columns)


def _lines(told: Told) -> Grid:
    names, lang = scoring_words(), told.lang
    rows = [_head(told, "columns", LINE_COLUMNS)]
    for part in told.score.parts:
        points = told.points(part.low, part.high)
        head = Cell(names.part(part.id, lang), colspan=2, heading=True)
        rows.append((head, Cell(points, heading=True), Cell(plain(part.most), heading=True), Cell("", colspan=2)))
        rows += [
            (
                Cell(names.line(line.id, lang)),
                Cell(told.figures(line)),
                Cell(told.points(line.low, line.high)),
                Cell(plain(line.most)),
                Cell(told.working(line)),
                Cell(line.clause),
            )
            for line in told.score.lines
            if line.part == part.id
        ]
    return Grid(tuple(rows), tuple(LINE_COLUMNS.values()))


def _next(told: Told) -> Grid:
    names, lang = scoring_words(), told.lang
    rows = [_head(told, "next_columns", NEXT_COLUMNS)]
    for rank, step in enumerate(cheapest(told.plan, told.score), start=1):
        numbers = (names.counted(step.figure, number, lang) for number in (step.now, step.number, step.more))
        share = f"{float(step.share * 100):.1f}%"
        cells = (str(rank), names.figure(step.figure, lang), *numbers, told.gain(step), share)
        rows.append(tuple(map(Cell, cells)))
    return Grid(tuple(rows), tuple(NEXT_COLUMNS.values()))


def _beside(told: Told) -> Grid:
    names, lang = scoring_words(), told.lang
    rows = [_head(told, "beside_columns", BESIDE_COLUMNS)]
    for one in told.score.beside:
        shown = (
            told.word("beside.unknown") if number is None else names.number(one.figure, number, lang)
            for number in (one.own, one.declared, one.difference)
        )
        rows.append(tuple(map(Cell, (names.figure(one.figure, lang), *shown))))
    return Grid(tuple(rows), tuple(BESIDE_COLUMNS.values()))


def innovation_report(plan: Plan, county: County | None, lang: Lang) -> Form:
    """附件五 for a county: its title and four sections as printed, a hint and room to write under each.

    Without a county the title keeps the printed OOO. The form is Chinese in either language; the hints are ours.
    """
    report = plan.stores.report
    year = year_of(plan)
    blocks: list[Block] = []
    for number, section in enumerate(report.sections, start=1):
        hint = words().say(f"county.report.hints.{number}", lang, **(year if number == 2 else {}))
        printed = f"…（{section.hint}）" if section.hint else "…"
        blocks.append(Lines((f"{_NUMERALS[number - 1]}、 {section.heading}", printed, hint, "", "")))
    return Form(
        title=report.zh.replace("OOO", county.zh) if county else report.zh,
        subtitle="",
        case="",
        made_on="",
        notice=words().say("county.report.notice", lang),
        blocks=tuple(blocks),
        lang=lang,
    )

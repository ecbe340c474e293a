"""The scores of all counties as a workbook: a summary, item by item with the working, next points, the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.messages import Lang
from bot.scoring.template import BOLD, CODES, COUNTY, HEAD, WRAP, column_name, saved, say
from bot.scoring.told import Told, words
from rules.procurement import CountyScore, Plan, cheapest, scoring_words
from rules.procurement.county_figures import FIELDS

Row = Sequence[str | int | float | None]
WIDEST, NARROWEST = 60, 10
NEAREST = 3


def results(plan: Plan, scores: Sequence[CountyScore], lang: Lang, today: date) -> bytes:
    """A workbook (xlsx) of scores: the summary first; unknown figures show as bounds, never as nothing."""
    told = [Told(plan, score, lang, today) for score in scores]
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _sheet(first, say("summary", lang), _summary(told, lang))
    first.append([])
    for text in (told[0].penalty(), told[0].source(), told[0].word("trial"), told[0].word("ranking")) if told else ():
        first.append([text])
    _sheet(book.create_sheet(), say("lines", lang), _lines(told, lang))
    following = book.create_sheet()
    _sheet(following, say("next", lang), _next(told, lang))
    for row in range(2, following.max_row + 1):
        following.cell(row, following.max_column).number_format = "0.0%"
    if any(score.beside for score in scores):
        _sheet(book.create_sheet(), say("beside", lang), _beside(told, lang))
    _sheet(book.create_sheet(), say("figures", lang), _figures(scores, lang))
    return saved(book)


def _summary(told: Sequence[Told], lang: Lang) -> Iterator[Row]:
    names = scoring_words()
    bounds = [say("low", lang), say("high", lang)]
    parts = [*(part.id for part in told[0].score.parts), "total"] if told else []
    heads = [f"{names.part(id, lang)} {bound}" for id in parts for bound in bounds]
    yield [say("county", lang), *heads, say("unknown_figures", lang), say("nearest", lang), told[0].word("remarks")]
    for one in told:
        score = one.score
        points = [number for part in (*score.parts, score.total) for number in (_number(part.low), _number(part.high))]
        unknown = one.word_list(names.figure(name, lang) for name in score.figures.unknown())
        nearest = one.word_list(one.cheapest()[:NEAREST])
        yield [one.county, *points, unknown, nearest, one.word_list(one.remarks())]


def _lines(told: Sequence[Told], lang: Lang) -> Iterator[Row]:
    names = scoring_words()
    columns = {
        key: words().say(f"county.paper.columns.{key}", lang) for key in ("item", "figure", "most", "working", "clause")
    }
    low, high = say("low", lang), say("high", lang)
    yield [
        *(say("county", lang), columns["item"], columns["figure"], low, high, columns["most"]),
        *(columns["working"], columns["clause"], say("next", lang)),
    ]
    for one in told:
        missing = one.missing()
        for line in one.score.lines:
            points = (_number(line.low), _number(line.high), _number(line.most))
            following = one.word_list(one.next_of(missing[line.id]))
            yield [
                *(one.county, names.line(line.id, lang), one.figures(line), *points),
                *(one.working(line), line.clause, following),
            ]


def _next(told: Sequence[Told], lang: Lang) -> Iterator[Row]:
    names = scoring_words()
    heads = ("rank", "figure", "now", "number", "more", "gain", "share")
    yield [say("county", lang), *(words().say(f"county.paper.next_columns.{key}", lang) for key in heads)]
    for one in told:
        for rank, step in enumerate(cheapest(one.plan, one.score), start=1):
            share = round(float(step.share), 4)
            numbers = (step.now, step.number, step.more)
            yield [one.county, rank, names.figure(step.figure, lang), *numbers, one.gain(step), share]


def _beside(told: Sequence[Told], lang: Lang) -> Iterator[Row]:
    """The officer's own figures and what stores and firms declared, side by side."""
    names = scoring_words()
    heads = ("figure", "own", "declared", "difference")
    yield [say("county", lang), *(words().say(f"county.paper.beside_columns.{key}", lang) for key in heads)]
    for one in told:
        for each in one.score.beside:
            yield [one.county, names.figure(each.figure, lang), each.own, each.declared, each.difference]


def _figures(scores: Sequence[CountyScore], lang: Lang) -> Iterator[Row]:
    """The figures as they were given, those that stores and firms declared in columns of their own."""
    yield [column_name(code, lang) for code in CODES]
    for score in scores:
        row: list[str | int | float | None] = [score.county.zh if lang == "zh" else score.county.en]
        for code in CODES:
            if code != COUNTY:
                row.append(_given(score, code, lang))
        yield row


def _given(score: CountyScore, code: str, lang: Lang) -> str | int | None:
    figure = code.removeprefix("declared.")
    value: int | None = getattr(score.figures if figure == code else score.figures.declared, figure)
    if value is not None and FIELDS[figure].unit == "yes_no":
        return scoring_words().yes_no(bool(value), lang)
    return value


def _number(points: Decimal) -> float:
    return float(points)


def _sheet(sheet: Worksheet, title: str, rows: Iterator[Row]) -> None:
    sheet.title = title
    widths: dict[int, int] = {}
    for row in rows:
        sheet.append(list(row))
        for column, value in enumerate(row, start=1):
            widths[column] = max(widths.get(column, 0), len(str(value if value is not None else "")) * 2)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = BOLD, HEAD, WRAP
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, int):
                cell.number_format = "#,##0"
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, NARROWEST), WIDEST)
    sheet.freeze_panes = "B2"

"""附件四, the statement of a green store's sales, filled field by field as printed; both seals are left blank."""

from __future__ import annotations

from collections.abc import Mapping

from bot.papers.printed import Cell, Form, Grid, Lines
from bot.sales import sales_of
from bot.skills.draft import UNFILED, how_to_file
from bot.skills.steps import standing
from bot.state import Sheet
from bot.talk import Talk
from rules.determination import Verdict
from rules.procurement import Plan, plan_of
from rules.procurement.stores import Statement
from rules.stores.sales import Judged

ROWS = 5
"""Lines that the table has room for at least, so that a short statement stays on one page with its seals."""
BASICS = ("firm_name", "contact_name", "contact_title", "contact_email", "contact_phone")
WIDTHS = (3, 7, 4, 6, 4, 4, 6)
TICKED, OPEN = "■", "□"
SEAL_SPANS = (3, 4)
ROOM = "　"
"""What keeps a blank line open."""
SEAL = "\n" * 4
"""Room for a seal."""


def statement_form(talk: Talk, sheet: Sheet) -> Form:
    """The statement with the answers that a sheet holds; what wasn't answered stays blank."""
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    on_file = plan_of(edition)
    printed = on_file.stores.statement
    given = {one.fact: str(one.value) for one in standing(talk, sheet).answers if one.how == "given"}
    scale, kind = programme.form["scale"].options, programme.form["shop_kind"].options
    basics = _basics(
        printed,
        given,
        _ticks(scale, printed.scales, given.get("scale", "")),
        _ticks(kind, printed.kinds, given.get("shop_kind", "")),
    )
    sales = sales_of(sheet, edition)
    listed = sales.those(Verdict.MET)
    remark, *notes = printed.notes[1:]
    mark = printed.headings["mark"]
    return Form(
        title=printed.zh,
        subtitle="",
        case=sheet.case,
        made_on=programme.wording.day(talk.desk.today, talk.lang),
        notice=_notice(talk, sheet, [line for line in sales.lines if line.verdict is not Verdict.MET]),
        blocks=(
            Grid(basics, WIDTHS),
            Grid(_lines(on_file, printed, listed, given.get("sales_period", "")), WIDTHS),
            Lines((printed.headings["remark"] + remark, *(mark + note for note in notes))),
            Grid((tuple(map(Cell, (seal + SEAL for seal in printed.seals), SEAL_SPANS)),), WIDTHS),
        ),
        lang="zh",
    )


def _basics(printed: Statement, given: Mapping[str, str], scale: str, kind: str) -> tuple[tuple[Cell, ...], ...]:
    """The box of basic data: firm and contact, then what is ticked."""
    words = printed.headings
    names, values = printed.basics, [given.get(fact, "") for fact in BASICS]
    wide, note = len(WIDTHS), f"{words['mark']}{printed.notes[0]}{words['mark']}"
    return (
        (Cell(words["basics"], wide, heading=True),),
        (Cell(words["store"], heading=True, rowspan=3), Cell(names[0], heading=True), Cell(values[0], wide - 2)),
        _pairs(names[1:3], values[1:3]),
        _pairs(names[3:], values[3:]),
        (Cell(words["scale"], 2, heading=True), Cell(f"{scale}\n{note}", wide - 2)),
        (Cell(words["kind"], 2, heading=True), Cell(kind, wide - 2)),
    )


def _pairs(names: tuple[str, ...], values: list[str]) -> tuple[Cell, ...]:
    """A row of two names and their values, beside the store's cell."""
    (left, right), (of_left, of_right) = names, values
    return Cell(left, heading=True), Cell(of_left, 2), Cell(right, heading=True), Cell(of_right, 2)


def _ticks(options: tuple[str, ...], names: tuple[str, ...], chosen: str) -> str:
    """All the choices as printed, the chosen one ticked."""
    boxes = (TICKED if option == chosen else OPEN for option in options)
    return "　".join(box + name for box, name in zip(boxes, names, strict=True))


def _lines(on_file: Plan, printed: Statement, listed: tuple[Judged, ...], period: str) -> tuple[tuple[Cell, ...], ...]:
    """The table of sales: its head, the lines with room as printed, the total worked out."""
    rows: list[tuple[Cell, ...]] = [tuple(Cell(name, heading=True) for name in printed.columns)]
    for number, one in enumerate(listed, start=1):
        sale = one.sale
        rows.append(
            (
                Cell(str(number), number=number),
                Cell(sale.product),
                Cell(sale.number),
                Cell(on_file.grounds.by_id[sale.label].zh),
                Cell(f"{sale.amount:,}", number=sale.amount),
                Cell(sale.quantity or printed.headings["batch"]),
                Cell(sale.period or period),
            )
        )
    rows += [(Cell(ROOM),) * len(printed.columns)] * (ROWS - len(listed))
    total = sum(one.sale.amount for one in listed)
    before, _, after = printed.headings["total"].rpartition("_")
    blank = before.rstrip("_")
    rows.append((Cell(f"{blank}　{total:,}　{after}", len(printed.columns)),))
    return tuple(rows)


def _notice(talk: Talk, sheet: Sheet, unlisted: list[Judged]) -> str:
    """That the statement has still to be sealed and given to the bureau; what isn't listed in it, with the clause."""
    if sheet.state in UNFILED:
        said = [talk.word("paper.notice", how_to_file=how_to_file(talk, sheet))]
    else:
        said = [talk.word("paper.standing", state=talk.word(f"draft.state.{sheet.state}"))]
    wording = talk.programme(sheet).wording
    for one in unlisted:
        said.append(
            talk.word(
                "sales.unlisted",
                product=one.sale.product,
                amount=f"{one.sale.amount:,}",
                reason=talk.word(f"sales.reason.{one.reason}"),
                clause=wording.clause(one.clause, talk.lang),
            )
        )
    return "\n".join(said)

"""輔導申請表 of the 2015 counselling, filled field by field as it is printed; signature and date are left blank."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from bot.papers.printed import Cell, Form, Grid, Heading, Lines
from bot.skills.draft import how_to_file
from bot.skills.steps import standing
from bot.state import Sheet
from bot.talk import Talk
from rules.facts import WAN, FactValue
from rules.yaml_data import Table, load

WIDTHS = (3, 7, 9, 7, 5, 4, 5)


@cache
def _printed() -> Table:
    return load(Path(__file__).with_suffix(".yaml"))


def counselling_form(talk: Talk, sheet: Sheet) -> Form:
    """The form with the answers that a sheet holds; what wasn't answered stays blank."""
    programme, printed = talk.programme(sheet), _printed()
    given = {
        one.fact: programme.check(one.fact, one.value, override=True)
        for one in standing(talk, sheet).answers
        if one.how == "given" and one.fact in programme.form
    }
    rows = (*_basic(given), *_services(given))
    return Form(
        title=printed["title"],
        subtitle="",
        case=sheet.case,
        made_on=programme.wording.day(talk.desk.today, talk.lang),
        notice=talk.word("paper.notice", how_to_file=how_to_file(talk, sheet)),
        blocks=(
            Lines(tuple(printed["points"])),
            Heading(printed["heading"], new_page=True),
            Lines((printed["dated"],)),
            Grid(rows, WIDTHS),
            Lines((printed["signature"], printed["note"])),
        ),
        lang="zh",
    )


def _basic(given: Mapping[str, FactValue]) -> tuple[tuple[Cell, ...], ...]:
    """Part 一: seven rows of names and values."""
    printed = _printed()
    people, wan = printed["units"]["people"], printed["units"]["wan"]
    phone = given.get("contact_phone", given.get("phone_needed", ""))
    values: dict[str, str] = {id: str(given.get(id, "")) for id in printed["fields"]} | {
        "contact_phone": str(phone),
        "employees": people.format(value=f"{given['employees']:,}" if "employees" in given else "　　"),
        **{id: wan.format(value=_in_wan(given.get(id))) for id in ("capital", "turnover")},
    }

    def pair(id: str, span: int) -> tuple[Cell, Cell]:
        return Cell(printed["fields"][id], heading=True), Cell(values[id], span)

    part = Cell(printed["parts"]["basic"], heading=True, rowspan=7)
    return (
        (part, *pair("firm_name", 1), *pair("employees", 1), *pair("owner_name", 1)),
        pair("address", 5),
        (*pair("contact_name", 1), *pair("contact_title", 3)),
        (*pair("contact_phone", 1), *pair("contact_fax", 3)),
        (*pair("contact_email", 1), *pair("industry", 3)),
        (*pair("ubn", 1), *pair("products", 3)),
        (*pair("capital", 1), *pair("turnover", 3)),
    )


def _in_wan(amount: FactValue | None) -> str:
    """NT$ in 萬元, exactly: 5,005,000 is 500.5."""
    return f"{Decimal(amount) / WAN:,f}" if isinstance(amount, int) else "　　"


def _services(given: Mapping[str, FactValue]) -> tuple[tuple[Cell, ...], ...]:
    """Part 二: services by priority with the need, events, other services with theirs."""
    printed = _printed()
    ranked = given.get("services", ())
    services = [printed["services"]["asks"]]
    for id in list(printed["services"])[1:]:
        option = _boxed(id, ranked, printed["services"][id])
        place = ranked.index(id) + 1 if isinstance(ranked, tuple) and id in ranked else 0
        services.append(printed["priority"].format(option=option, place=place) if place else option)
    services.append(printed["need"].format(value=given.get("services_need", "")))
    if "member_names" in given:
        services.append(printed["members"].format(value=given["member_names"]))
    referral_need = printed["referral_need"].format(value=given.get("referral_need", "　"))
    cells = (
        services,
        [printed["events"]["asks"], *_ticked("events", given)],
        [printed["referrals"]["asks"], *_ticked("referrals", given), referral_need],
    )
    part = Cell(printed["parts"]["services"], heading=True, rowspan=len(cells))
    first, *others = [Cell("\n".join(lines), len(WIDTHS) - 1) for lines in cells]
    return (part, first), *((other,) for other in others)


def _boxed(id: str, chosen: FactValue, name: str) -> str:
    """A box, ticked or empty, and what it stands for."""
    ticked = isinstance(chosen, tuple) and id in chosen
    return f"{_printed()['box']['ticked' if ticked else 'empty']} {name}"


def _ticked(field: str, given: Mapping[str, FactValue]) -> list[str]:
    """The boxes of a field, line by line as printed."""
    names, chosen = _printed()[field], given.get(field, ())
    return ["　　".join(_boxed(id, chosen, names[id]) for id in row) for row in names["rows"]]

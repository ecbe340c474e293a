"""The columns of a purchase list: shown as guessed, corrected by buttons, and the few questions no header answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.messages import Choice
from bot.skills.declared import years
from bot.state_purchases import PurchaseList
from bot.talk import Gone, Talk
from rules.procurement import latest

if TYPE_CHECKING:
    from bot.ledger.columns import Columns

SHOWN: Final = ("item", "supplier", "amount", "label", "date", "kind")
"""The fields that are shown and can be corrected."""
ASKED: Final = ("unit", "year", "tax", "basis")
"""What is asked beside the columns, in this order."""
ANSWERS: Final = {
    "unit": ("yes", "no"),
    "year": ("yes", "unknown"),
    "tax": ("included", "excluded", "unknown"),
    "basis": ("invoice", "order", "payment", "receipt", "unknown"),
}
NO_COLUMN: Final = "-"
MOST: Final = 20
"""Columns offered to choose from."""


def columns_of(listed: PurchaseList) -> Columns:
    """The columns of a list. Their module is loaded with the first list: it brings the spreadsheet libraries."""
    from bot.ledger.columns import Columns

    return Columns.model_validate(listed.columns)


def ask(talk: Talk, listed: PurchaseList) -> bool:
    """Ask the next thing of the columns; False when nothing is to be asked."""
    columns = columns_of(listed)
    if listed.confirmed and columns.confirmed:
        return False
    if columns.amount is None or columns.item is None:
        _which_column(talk, listed, columns, "amount" if columns.amount is None else "item")
    elif not listed.confirmed:
        _overview(talk, listed, columns)
    elif (question := _next(listed, columns)) is not None:
        _question(talk, listed, columns, question)
    else:
        return False
    return True


def _next(listed: PurchaseList, columns: Columns) -> str | None:
    wanted = columns.open()
    return next((one for one in ASKED if one in wanted and one not in listed.asked), None)


def _overview(talk: Talk, listed: PurchaseList, columns: Columns) -> None:
    shown = [
        talk.word("purchases.column", field=talk.word(f"purchases.field.{field}"), title=_title(talk, listed, at))
        for field in SHOWN
        if (at := getattr(columns, field)) is not None or field in ("supplier", "label", "date")
    ]
    choices = [
        talk.choice("columns_right", f"columns:{listed.number}:right"),
        talk.choice("columns_change", f"columns:{listed.number}:change"),
    ]
    if len(listed.sheets) > 1:
        shown.insert(0, talk.word("purchases.sheet", sheet=listed.sheet, count=len(listed.sheets)))
        choices.append(talk.choice("sheet_change", f"sheet:{listed.number}"))
    talk.tell("purchases.overview", *choices, card="choice", rows=f"{listed.rows:,}", columns="\n".join(shown))


def ask_sheet(talk: Talk, listed: PurchaseList) -> None:
    """Which sheet holds the purchases?"""
    choices = [Choice(name, f"sheet:{listed.number}:{at}") for at, name in enumerate(listed.sheets[:MOST])]
    talk.tell("purchases.which_sheet", *choices, talk.choice("continue", "resume", aside=True), card="choice")


def _title(talk: Talk, listed: PurchaseList, column: int | None) -> str:
    if column is None:
        return talk.word("purchases.no_column")
    titles = listed.columns.get("titles", ())
    title = titles[column] if column < len(titles) and titles[column] else ""
    sample = listed.samples.get(str(column), "")
    name = title or talk.word("purchases.untitled", number=column + 1)
    return talk.word("purchases.titled", title=name, sample=sample) if sample else name


def confirm(talk: Talk, listed: PurchaseList, said: str) -> None:
    """「對」, or 「改欄位」: which one?"""
    if said == "right":
        listed.confirmed = True
        return
    if said != "change":
        raise Gone(said)
    choices = [Choice(talk.word(f"purchases.field.{field}"), f"column:{listed.number}:{field}") for field in SHOWN]
    talk.tell("purchases.which_field", *choices, talk.choice("continue", "resume", aside=True), card="choice")


def reopen(listed: PurchaseList) -> None:
    """Look at the columns again, and ask anew what no header says."""
    again = columns_of(listed).model_copy(update={"confirmed": False, "tax": None, "basis": None, "year": None})
    listed.columns, listed.confirmed, listed.asked = again.model_dump(mode="json"), False, ()
    listed.stage = "columns"


def choose(talk: Talk, listed: PurchaseList, field: str) -> None:
    """A field was chosen: in which column does it stand?"""
    if field not in SHOWN:
        raise Gone(field)
    _which_column(talk, listed, columns_of(listed), field)


def _which_column(talk: Talk, listed: PurchaseList, columns: Columns, field: str) -> None:
    likely = [*columns.others.get(field, ()), *range(len(listed.samples) + len(columns.titles))]
    places = [at for at in dict.fromkeys(likely) if str(at) in listed.samples or columns.title(at)][:MOST]
    choices = [Choice(_title(talk, listed, at), f"column_is:{listed.number}:{field}:{at}") for at in places]
    if field not in ("item", "amount"):
        choices.append(talk.choice("no_column", f"column_is:{listed.number}:{field}:{NO_COLUMN}"))
    field_name = talk.word(f"purchases.field.{field}")
    talk.tell("purchases.which_column", *choices, card="choice", field=field_name)


def put(listed: PurchaseList, field: str, column: str) -> None:
    """A field stands in this column; a field that stood there does no longer. Raises Gone for what isn't there."""
    if field not in SHOWN or not (column == NO_COLUMN or column.isdecimal()):
        raise Gone(field)
    columns = columns_of(listed)
    at = None if column == NO_COLUMN else int(column)
    others = {one: None for one in SHOWN if one != field and at is not None and getattr(columns, one) == at}
    sure = {**columns.confidence, field: 1.0}
    listed.columns = columns.model_copy(update={**others, field: at, "confidence": sure}).model_dump(mode="json")


def _question(talk: Talk, listed: PurchaseList, columns: Columns, question: str) -> None:
    roc, year = years(latest())
    choices = [
        talk.choice(f"{question}_{value}", f"columns_say:{listed.number}:{question}:{value}", roc=roc, year=year)
        for value in ANSWERS[question]
    ]
    text = talk.word(f"purchases.ask.{question}", roc=roc, year=year, unit=f"{columns.unit:,}")
    talk.say(text, *choices, card="choice")


def say(listed: PurchaseList, question: str, value: str) -> None:
    """An answer to a question of the columns. Raises Gone for one that isn't offered."""
    if value not in ANSWERS.get(question, ()):
        raise Gone(question)
    columns = columns_of(listed)
    update: dict[str, object] = {}
    match question:
        case "unit":
            update = {} if value == "yes" else {"unit": 1}
        case "year":
            update = {"year": latest().edition.runs_from.year} if value == "yes" else {}
        case _:
            update = {question: value}
    listed.columns = columns.model_copy(update=update).model_dump(mode="json")
    listed.asked = (*listed.asked, question)

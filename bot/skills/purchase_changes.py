"""What is said to a purchase list: its columns and sheet corrected, yes or no, an answer for a group, a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.phrases import phrases
from bot.skills import answer, declaration_hearing, purchase_columns, purchase_groups
from bot.skills.declaring import current
from bot.skills.purchases import agree, begun, finish, go_on, stop
from bot.state_purchases import PurchaseList
from bot.talk import Gone, Talk
from knowledge.text import fold


def confirm(talk: Talk, number: str, said: str) -> None:
    """The columns are right, or one is to be another."""
    listed = begun(talk, number)
    if said == "change" and listed.stage in ("groups", "done"):
        purchase_columns.reopen(listed)
    if listed.stage != "columns":
        talk.tell("step.same")
        go_on(talk)
        return
    purchase_columns.confirm(talk, listed, said)
    if said == "right":
        go_on(talk)


def choose(talk: Talk, number: str, field: str) -> None:
    """Which column does this field stand in?"""
    purchase_columns.choose(talk, _at_columns(talk, number), field)


def put(talk: Talk, number: str, field: str, column: str) -> None:
    """A field's column was chosen."""
    purchase_columns.put(_at_columns(talk, number), field, column)
    go_on(talk)


def say(talk: Talk, number: str, question: str, value: str) -> None:
    """What the headers don't say of tax, dates and units."""
    purchase_columns.say(_at_columns(talk, number), question, value)
    go_on(talk)


def _at_columns(talk: Talk, number: str) -> PurchaseList:
    listed = begun(talk, number)
    if listed.stage != "columns":
        raise Gone(number)
    return listed


def sheet(talk: Talk, number: str, place: str = "") -> None:
    """「換工作表」: which one; then it is read."""
    listed = _at_columns(talk, number)
    if not place:
        purchase_columns.ask_sheet(talk, listed)
        return
    if not place.isdecimal() or int(place) >= len(listed.sheets):
        raise Gone(place)
    listed.sheet = listed.sheets[int(place)]
    purchase_groups.work(talk, listed, "read")


def hear(talk: Talk, text: str) -> None:
    """A text while a list is in focus: an answer for a group, a yes or no, else a question; then the step again."""
    listed = begun(talk)
    now = current(listed.groups) if listed.stage == "groups" and listed.groups else None
    if now is not None and listed.groups is not None:
        declaration_hearing.hear_answer(talk, listed.groups, *now, text)
    elif listed.stage in ("consent", "columns"):
        _hear_plainly(talk, listed, text)
    else:
        answer.ask(talk, text)


def _hear_plainly(talk: Talk, listed: PurchaseList, text: str) -> None:
    said = next((word for word in ("yes", "no") if fold(text) in phrases().options[word]), "")
    if said and listed.stage == "consent":
        agree(talk, str(listed.number), said)
    elif said and not listed.confirmed and listed.columns.get("amount") is not None:
        confirm(talk, str(listed.number), "right" if said == "yes" else "change")
    else:
        finding = answer.find(talk, text, within=declaration_hearing.PROGRAMME)
        if not text.strip().isdecimal() and (finding.outcome == "answer" or phrases().is_question(text)):
            answer.tell(talk, text, finding, aside=True)
        else:
            talk.tell("reading.not_an_option")
        go_on(talk)


DIALOG: Mapping[str, Callable[..., None]] = {
    "hear": hear,
    "resume": go_on,
    "back": lambda talk: purchase_groups.back(talk, begun(talk)),
    "cancel": stop,
    "declared": finish,
    "details": go_on,
    "review": go_on,
}
"""What the commands that any dialog knows do while a list is in focus."""

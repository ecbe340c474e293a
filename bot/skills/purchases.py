"""A declaration by spreadsheet: the file and consent, its columns confirmed once, and what it comes to."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from bot.effects import DropPurchases, FetchPurchases, Remember
from bot.messages import Choice, FileRef, Link
from bot.skills import declaration, declared, purchase_columns, purchase_groups
from bot.state_purchases import PurchaseList, Sums
from bot.talk import Gone, Talk
from rules.procurement import latest

FOCUS = declaration.GROUPS_FOCUS
UPLOAD = "upload:"
"""How the id of a file begins that the page has uploaded; its number in the store follows."""
SHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".numbers"})
"""Endings of files that look like a list; whether one can be read is for the reading to say."""
TEMPLATES = {"zh": "/purchases/template.zh.xlsx", "en": "/purchases/template.en.xlsx"}


def looks_like_list(file: FileRef | None) -> bool:
    """Whether a file's name says that it is a spreadsheet."""
    return file is not None and PurePosixPath(file.name.lower()).suffix in SHEETS


def receive(talk: Talk, file: FileRef) -> None:
    """A spreadsheet: what keeping it means is said before it is kept."""
    conversation, operator = talk.conversation, talk.desk.operator
    before = conversation.purchases
    if before is not None and before.stage == "working":
        _drop_upload(talk, file)
        talk.tell("purchases.one_at_a_time", name=before.name, other=_name(talk, file))
        return
    if before is not None and before.stage == "consent":
        _drop_upload(talk, before.source)
    if file.size > operator.list_megabytes * 1024 * 1024:
        _drop_upload(talk, file)
        talk.tell("purchases.too_large", name=_name(talk, file), megabytes=operator.list_megabytes)
        return
    conversation.sheets += 1
    conversation.purchases = PurchaseList(number=conversation.sheets, name=_name(talk, file), source=file)
    conversation.focus, conversation.asking, conversation.expecting = FOCUS, None, ""
    if conversation.lists_agreed:
        _fetch(talk, conversation.purchases)
    else:
        _ask_consent(talk, conversation.purchases)


def look(talk: Talk) -> None:
    """「看採購清單」: where the list stands, or how one is sent."""
    if talk.conversation.purchases is None:
        talk.tell("purchases.nothing", talk.choice("list_template", "list_template"), talk.choice("declare", "declare"))
    else:
        go_on(talk)


def open_again(talk: Talk) -> list[Choice]:
    """The button that takes the list under way up again, where there is one."""
    listed = talk.conversation.purchases
    return [talk.choice("open_list", "purchases", name=listed.name)] if listed else []


def as_list(talk: Talk) -> None:
    """What waited for its case to be named is a purchase list."""
    files, talk.conversation.files = talk.conversation.files, ()
    if not files:
        raise Gone("files")
    receive(talk, files[-1])


def _name(talk: Talk, file: FileRef) -> str:
    return file.name or talk.word("evidence.unnamed")


def _drop_upload(talk: Talk, file: FileRef) -> None:
    if file.id.startswith(UPLOAD):
        talk.do(DropPurchases(int(file.id.removeprefix(UPLOAD))))


def _ask_consent(talk: Talk, listed: PurchaseList) -> None:
    operator = talk.desk.operator
    choices = (
        talk.choice("list_agree", f"list_agree:{listed.number}:yes"),
        talk.choice("list_refuse", f"list_agree:{listed.number}:no"),
    )
    talk.tell(
        "purchases.consent",
        *choices,
        card="choice",
        standing=declared.standing(talk, latest()),
        name=listed.name,
        days=operator.list_days,
        files=operator.list_files,
        remembered=operator.draft_days,
    )


def begun(talk: Talk, number: str = "") -> PurchaseList:
    """The list under way, brought into focus. Raises Gone where there is none, or the button is another's."""
    listed = talk.conversation.purchases
    if listed is None or (number and number != str(listed.number)):
        raise Gone(number)
    talk.conversation.focus = FOCUS
    return listed


def agree(talk: Talk, number: str, said: str) -> None:
    """Consent to keeping the list, or not: then nothing is kept."""
    listed = begun(talk, number)
    if listed.stage != "consent":
        raise Gone(number)
    if said == "yes":
        talk.conversation.lists_agreed = True
        _fetch(talk, listed)
    else:
        _drop_upload(talk, listed.source)
        talk.conversation.purchases, talk.conversation.focus = None, ""
        talk.tell("purchases.refused", talk.choice("declare", "declare"), talk.choice("menu", "menu"))


def _fetch(talk: Talk, listed: PurchaseList) -> None:
    listed.stage = "working"
    talk.do(FetchPurchases(listed.number, listed.source))
    purchase_groups.tell_working(talk, listed, "reading")


def worked(talk: Talk, which: str, text: str) -> None:
    """A job has come back; for a list that is no longer under way nothing is said, and one that is gone isn't kept."""
    number, _, outcome = which.partition(":")
    data: dict[str, Any] = json.loads(text)
    listed = talk.conversation.purchases
    if listed is None and data.get("file"):
        talk.do(DropPurchases(data["file"]))
    if listed is None or number != str(listed.number) or listed.stage != "working":
        return
    _taken(listed, outcome, data)
    if talk.conversation.focus not in ("", FOCUS):  # something else is talked about: a word, and no question
        talk.tell("purchases.ready", talk.choice("list_look", "purchases"), name=listed.name)
        return
    talk.conversation.focus = FOCUS
    go_on(talk)


def _taken(listed: PurchaseList, outcome: str, data: dict[str, Any]) -> None:
    listed.file = data.get("file", listed.file)
    if "columns" in data:
        listed.columns, listed.samples, listed.rows = data["columns"], data["samples"], data["rows"]
        listed.sheet, listed.sheets, listed.asked = data["sheet"], tuple(data["sheets"]), ()
        listed.confirmed = purchase_columns.columns_of(listed).confirmed
    if "sums" in data:
        listed.sums = Sums.model_validate(data["sums"])
        purchase_groups.take(listed, latest().id, data)
    listed.problem = data.get("problem", {})
    stages = {"failed": "failed", "columns": "columns", "run": "groups", "finish": "done"}
    listed.stage = stages[outcome]  # type: ignore[assignment]


def go_on(talk: Talk) -> None:
    """Go on with the list where it stands."""
    listed = begun(talk)
    match listed.stage:
        case "consent":
            _ask_consent(talk, listed)
        case "working":
            talk.tell("purchases.still_working", name=listed.name)
        case "columns":
            _columns(talk, listed)
        case "groups":
            purchase_groups.go_on(talk, listed)
        case "done":
            _result(talk, listed)
        case "failed":
            _problem(talk, listed)


def _columns(talk: Talk, listed: PurchaseList) -> None:
    """Ask what is still to be asked of the columns; once all is settled they are remembered, and the work begins."""
    if purchase_columns.ask(talk, listed):
        return
    columns = purchase_columns.columns_of(listed).model_copy(update={"confirmed": True})
    listed.columns, listed.confirmed = columns.model_dump(mode="json"), True
    if columns.titles:
        talk.do(Remember("columns", columns.signature, listed.columns))
    purchase_groups.work(talk, listed, "run")


def finish(talk: Talk) -> None:
    """「完成」: the workbook, with what is known now."""
    listed = begun(talk)
    if listed.stage not in ("groups", "done") or not listed.confirmed:
        go_on(talk)
        return
    purchase_groups.work(talk, listed, "finish")


def further(talk: Talk, number: str) -> None:
    """Go on completing a list whose workbook was made."""
    listed = begun(talk, number)
    if listed.stage == "done":
        listed.stage = "groups"
    go_on(talk)


def stop(talk: Talk) -> None:
    """「取消」: the list is left where it stands."""
    begun(talk)
    talk.conversation.focus = ""
    talk.tell("purchases.stopped", talk.choice("menu", "menu"))


def drop(talk: Talk, number: str) -> None:
    """Delete the list and the workbook."""
    listed = begun(talk, number)
    if listed.file:
        talk.do(DropPurchases(listed.file))
    talk.conversation.purchases, talk.conversation.focus = None, ""
    talk.tell("purchases.dropped", talk.choice("menu", "menu"), name=listed.name)


def unsent(talk: Talk, message: str) -> None:
    """The message that brought the list was taken back: the list goes, and nothing is said of it."""
    listed = talk.conversation.purchases
    if listed is None or listed.source.id != message:
        return
    if listed.file:
        talk.do(DropPurchases(listed.file))
    talk.conversation.purchases = None
    if talk.conversation.focus == FOCUS:
        talk.conversation.focus = ""


def template(talk: Talk) -> None:
    """「給我範本」: an empty list with our headers."""
    link = Link(talk.word("button.list_template"), TEMPLATES[talk.lang], talk.word("purchases.template_hint"))
    talk.say(talk.word("purchases.template"), documents=(link,))


def _problem(talk: Talk, listed: PurchaseList) -> None:
    choices = (talk.choice("list_template", "list_template"), talk.choice("ask_officer", "person"))
    talk.tell("purchases.problem", *choices, name=listed.name, sentence=listed.problem[talk.lang])


def _result(talk: Talk, listed: PurchaseList) -> None:
    """The sum in the bubble, and the workbook to take away; nothing has been declared by this."""
    assert listed.sums is not None
    plan = latest()
    link = Link(
        talk.word("button.list_workbook"), f"/purchases/{listed.file}.xlsx", talk.word("purchases.workbook_hint")
    )
    purchase_groups.tell_result(talk, listed, link)
    choices = [talk.choice("list_further", f"list_further:{listed.number}")] if listed.open_groups else []
    choices += [talk.choice("list_drop", f"list_drop:{listed.number}"), talk.choice("ask_officer", "person")]
    clause = declared.wording_of(plan).clause(plan.grounds.standing("none", "enterprise").clause, talk.lang)
    standing = declared.standing(talk, plan)
    talk.tell("purchases.workbook", *choices, standing=standing, clause=clause, days=talk.desk.operator.list_days)

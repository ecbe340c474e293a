"""Files as evidence on a draft: which case they belong to, and what became of them."""

from __future__ import annotations

from bot.effects import FetchFile
from bot.messages import Choice, FileRef
from bot.skills import start
from bot.skills.steps import EDITABLE, current
from bot.state import Sheet
from bot.talk import Gone, Talk

KEPT_WAITING = 10
"""Files that wait for their case to be named; of more, the last ones."""
TAKING = (*EDITABLE, "handed_over", "under_review", "ready_to_file")


def taking(talk: Talk) -> list[Sheet]:
    """The drafts that take files."""
    return [sheet for sheet in talk.cases.values() if sheet.state in TAKING]


def receive(talk: Talk, file: FileRef | None) -> None:
    """A photo or file: onto the draft in focus, else a question which one; not kept where there is no draft."""
    cases = taking(talk)
    if file is None:
        talk.tell("talk.file")
    elif (sheet := talk.sheet) is not None and sheet in cases:
        talk.do(FetchFile(sheet.case, file))
    elif cases:
        _which(talk, file, cases)
    else:
        why = "no_draft" if start.anything_open(talk) else "all_closed"
        talk.tell(f"evidence.{why}", talk.choice("menu", "menu"))


def case_button(talk: Talk, sheet: Sheet) -> Choice:
    """The button that puts the files that wait onto a case."""
    state = talk.word(f"draft.state.{sheet.state}")
    return Choice(talk.word("button.open_draft", case=sheet.case, state=state), f"attach:{sheet.case}")


def wait(talk: Talk, file: FileRef) -> None:
    """Hold a file until it is said what it belongs to; of too many the last ones."""
    talk.conversation.files = (*talk.conversation.files, file)[-KEPT_WAITING:]


def _which(talk: Talk, file: FileRef, cases: list[Sheet]) -> None:
    wait(talk, file)
    question = talk.word("evidence.which")
    if any(reply.text == question for reply in talk.replies):
        return  # several photos sent in one go are one question
    choices = [case_button(talk, sheet) for sheet in cases]
    talk.say(question, *choices, talk.choice("not_kept", "attach"), card="choice")


def attach(talk: Talk, case: str = "") -> None:
    """The case is named: the files that waited go onto it; or nowhere."""
    files, talk.conversation.files = talk.conversation.files, ()
    if not case:
        talk.tell("evidence.not_kept", talk.choice("menu", "menu"))
        return
    if case not in talk.cases or not files:
        raise Gone(case)
    for file in files:
        talk.do(FetchFile(case, file))


def kept(talk: Talk, outcome: str, case: str, name: str) -> None:
    """What became of a file; what is next, unless a step is open that says so itself."""
    choices = () if current(talk) is not None else (talk.choice("check", "review"), talk.choice("menu", "menu"))
    operator = talk.desk.operator
    text = talk.word(
        f"evidence.{outcome}",
        name=name or talk.word("evidence.unnamed"),
        case=case,
        megabytes=operator.evidence_megabytes,
        most=operator.evidence_files,
    )
    talk.say(text, *choices)


def listed(talk: Talk, sheet: Sheet) -> str:
    """The line that names a draft's files; nothing where there are none."""
    if not sheet.evidence:
        return ""
    names = talk.word("list.comma").join(sheet.evidence)
    return "\n" + talk.word("evidence.listed", count=len(sheet.evidence), names=names)

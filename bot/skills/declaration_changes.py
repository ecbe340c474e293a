"""Changes to a declaration: a step back, a line added, changed or removed; and stopping."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.messages import Choice
from bot.phrases import phrases
from bot.skills.declaration import begun, explain_if_whole, go_on, line_at, lines
from bot.skills.declaration_hearing import hear
from bot.skills.declared import explained, plan_in, result_of, titled
from bot.skills.declaring import reopened
from bot.skills.declaring_besides import told_lines
from bot.state_declaration import Step
from bot.talk import Gone, Talk


def back(talk: Talk) -> None:
    """「上一題」: the answer given last is taken back and its question asked again."""
    declaring = begun(talk)
    if not declaring.trail:
        talk.tell("step.first")
        go_on(talk)
        return
    *rest, (place, step) = declaring.trail
    declaring.trail, declaring.adding, declaring.group = tuple(rest), False, ""
    line = declaring.lines[place]
    declaring.before = declaring.before or (place, line)
    declaring.put(place, reopened(plan_in(declaring), line, step))
    go_on(talk)


def add(talk: Talk, stamp: str) -> None:
    """「加一筆」."""
    declaring = begun(talk, stamp)
    declaring.adding = True
    go_on(talk)


def change(talk: Talk, stamp: str) -> None:
    """「改或刪」: which line?"""
    declaring = begun(talk, stamp)
    if not declaring.lines:
        raise Gone(stamp)
    choices = [
        Choice(titled(talk, line), f"line_change_one:{stamp}:{place}") for place, line in enumerate(declaring.lines)
    ]
    talk.tell("declaration.which_line", *choices, talk.choice("continue", "resume", aside=True), card="choice")


def change_one(talk: Talk, stamp: str, place: str) -> None:
    """What of a line is to be another: label or kind, the amount; or the line goes."""
    declaring = begun(talk, stamp)
    line, at = line_at(declaring, place)
    steps: list[Step] = ["ground", "amount"]
    if line.leased is not None:
        steps.insert(1, "leased")
    choices = [talk.choice(f"redo_{step}", f"line_redo:{stamp}:{place}:{step}") for step in steps]
    remove_it = talk.choice("line_remove", f"line_remove:{stamp}:{place}")
    told = explained(talk, plan_in(declaring), line, result_of(plan_in(declaring), line))
    shown = talk.word("declaration.change_one", number=at + 1, told=told)
    declaring.changing = None if declaring.grouped else at
    talk.say(shown, *choices, remove_it, talk.choice("continue", "resume", aside=True), card="choice")


def redo(talk: Talk, stamp: str, place: str, step: str) -> None:
    """Ask a step of a line again; 「取消」 leaves the line as it was."""
    declaring = begun(talk, stamp)
    line, at = line_at(declaring, place)
    wanted: Mapping[str, Step] = {"ground": "ground", "leased": "leased", "amount": "amount"}
    if step not in wanted:
        raise Gone(step)
    declaring.before, declaring.adding, declaring.group = (at, line), False, ""
    declaring.put(at, reopened(plan_in(declaring), line, wanted[step]))
    go_on(talk)


def remove(talk: Talk, stamp: str, place: str) -> None:
    """「刪第 2 筆」."""
    declaring = begun(talk, stamp)
    line, at = line_at(declaring, place)
    declaring.lines = (*declaring.lines[:at], *declaring.lines[at + 1 :])
    declaring.trail, declaring.before, declaring.group = (), None, ""
    declaring.adding = not declaring.lines
    talk.tell("declaration.removed", line=titled(talk, line))
    go_on(talk)


def cancel(talk: Talk) -> None:
    """「取消」: a change under way is dropped, the line as it was; else stop here, the lines stay."""
    declaring = begun(talk)
    if declaring.before is not None:
        declaring.put(*declaring.before)
        declaring.before, declaring.group = None, ""
        talk.tell("step.same")
        go_on(talk)
    elif declaring.adding and declaring.lines:
        declaring.adding = False
        go_on(talk)
    else:
        talk.conversation.focus = ""
        talk.tell("declaration.stopped", talk.choice("menu", "menu"))


def hear_any(talk: Talk, text: str) -> None:
    """A text while a declaration is in focus: the number of a line to remove or change, else what it may tell."""
    declaring = begun(talk)
    removal = phrases().removal(text)
    number = phrases().edit_number(text) if removal is None else removal
    if number is not None and not 1 <= number <= len(declaring.lines):
        talk.tell("sales.no_such", number=number, count=len(declaring.lines))
        go_on(talk)
    elif removal is not None:
        remove(talk, declaring.stamp, str(removal - 1))
    elif number is not None:
        change_one(talk, declaring.stamp, str(number - 1))
    elif not _replaced(talk, text):
        hear(talk, text)


def _replaced(talk: Talk, text: str) -> bool:
    """A line typed anew in place of the one that is to be changed; False for a text that tells no such line."""
    declaring = begun(talk)
    place, declaring.changing = declaring.changing, None
    if place is None or place >= len(declaring.lines) or phrases().is_question(text):
        return False
    told = told_lines(talk, declaring, text)
    if len(told) != 1 or told[0].amount is None:
        return False
    declaring.put(place, told[0])
    declaring.trail, declaring.before, declaring.group = (), None, ""
    explain_if_whole(talk, declaring, told[0])
    go_on(talk)
    return True


DIALOG: Mapping[str, Callable[..., None]] = {
    "hear": hear_any,
    "resume": go_on,
    "back": back,
    "cancel": cancel,
    "details": lines,
    "review": lines,
}
"""What the commands that any dialog knows do while a declaration is in focus."""

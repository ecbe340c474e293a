"""What is said to a declaration: lines told in one go, answers, questions of the person's own."""

from __future__ import annotations

from bot.messages import Choice
from bot.phrases import phrases
from bot.skills import answer, person
from bot.skills.declaration import ask_what, begun, done, explain_if_whole, go_on, take, why
from bot.skills.declared import plan_in, titled
from bot.skills.declaring import ask, current
from bot.skills.declaring_besides import told_besides, told_lines
from bot.skills.telling import Given, Unsure, read
from bot.state_declaration import UNKNOWN, Bought, Declaring, Step
from bot.talk import Talk

PROGRAMME = "procurement"
MOST_LINES = 20
"""Lines of a declaration in chat; more go by spreadsheet."""


def hear(talk: Talk, text: str) -> None:
    """A text while a declaration is in focus: lines, an answer, or a question of the person's own."""
    declaring = begun(talk)
    now = current(declaring)
    over = phrases().asks_result(text) or (now is None and phrases().is_enough(text))
    if over and declaring.lines and not declaring.grouped:
        done(talk)
    elif now is not None:
        hear_answer(talk, declaring, *now, text)
    elif not (phrases().is_question(text) and _answered_aside(talk, text)):
        _hear_lines(talk, declaring, text)


def hear_answer(talk: Talk, declaring: Declaring, place: int, step: Step, text: str) -> None:
    """A text while a step is asked: a reaction, a question of the person's own, or the answer."""
    match phrases().reaction(text):
        case "why":
            why(talk, declaring.stamp, str(place), step)
        case "staff":
            person.write(talk)
        case "unknown" | "skip":
            take(talk, declaring, place, step, UNKNOWN)
        case _:
            if phrases().is_question(text) and _answered_aside(talk, text):
                return
            besides = told_besides(talk, declaring, declaring.lines[place], step, text)
            if besides:
                _add(talk, declaring, besides)
            else:
                _hear_value(talk, declaring, place, step, text)


def _hear_value(talk: Talk, declaring: Declaring, place: int, step: Step, text: str) -> None:
    match read(talk, plan_in(declaring), declaring.lines[place], step, text):
        case Given(step=given, value=value):
            take(talk, declaring, place, step, value, given)
        case Unsure(candidates=()) as unsure:
            if text.strip().isdecimal() or not _answered_aside(talk, text):  # a bare number is no question
                talk.say(talk.word(unsure.key, **unsure.values))
                ask(talk, declaring, place, step)
        case Unsure() as unsure:
            named = [
                Choice(name, f"line:{declaring.stamp}:{place}:{one.step}:{one.value}")
                for one, name in unsure.candidates
            ]
            talk.say(talk.word(unsure.key, **unsure.values), *named, card="choice")


def _hear_lines(talk: Talk, declaring: Declaring, text: str) -> None:
    """Lines told in one go. Once nothing is asked, only a text with an amount adds some; any other is a question."""
    told = told_lines(talk, declaring, text)
    if not any(line.amount is not None for line in told):
        if not declaring.adding:
            answer.ask(talk, text)
            return
        if answer.asked_in_vain(talk, text):
            ask_what(talk)
            return
    if not told:
        talk.tell("declaration.unclear.what")
        ask_what(talk)
        return
    declaring.adding = False
    for line in _put(talk, declaring, told):
        explain_if_whole(talk, declaring, line)
    go_on(talk)


def _put(talk: Talk, declaring: Declaring, told: tuple[Bought, ...]) -> tuple[Bought, ...]:
    """Put lines at the end, as many as there is room for; which they are."""
    room = max(0, MOST_LINES - len(declaring.lines))
    if len(told) > room:
        talk.tell("declaration.too_many", most=MOST_LINES)
    declaring.lines, declaring.group = (*declaring.lines, *told[:room]), ""
    return told[:room]


def _add(talk: Talk, declaring: Declaring, told: tuple[Bought, ...]) -> None:
    """Lines told while another is asked about: taken down, and that one's question again."""
    first = len(declaring.lines)
    for number, line in enumerate(_put(talk, declaring, told), start=first + 1):
        talk.tell("declaration.added", number=number, line=titled(talk, line))
    go_on(talk)


def _answered_aside(talk: Talk, text: str) -> bool:
    """Answer a question asked in the middle and repeat the step; False when the knowledge has nothing on it."""
    if answered := answer.answered_aside(talk, text, PROGRAMME):
        go_on(talk)
    return answered

"""Going back: an earlier question asked again, an answer edited by its number, another answer supposed."""

from __future__ import annotations

from bot.reading import Read
from bot.skills import interview
from bot.skills.steps import EDITABLE, current, fact_of, reader_of, standing
from bot.state import Asking
from bot.talk import Talk
from knowledge.correcting import corrected_amount
from rules.facts import Kind


def back(talk: Talk) -> None:
    """「上一題」: ask the question before the open one again."""
    sheet = talk.sheet
    if sheet is None or sheet.state not in EDITABLE:
        talk.tell("talk.nothing_open", talk.choice("menu", "menu"))
        return
    if interview.stop_supposing(talk):
        return
    order = [one.fact for one in standing(talk, sheet).answers]
    asking = talk.conversation.asking
    place = order.index(asking.fact) if asking and asking.fact in order else len(order)
    if place == 0:
        talk.tell("step.first")
        interview.go_on(talk)
        return
    edit(talk, order[place - 1])


def edit(talk: Talk, fact_id: str) -> None:
    """Ask an answered question again; only what depends on it will be asked anew."""
    sheet = talk.sheet
    if sheet is None or sheet.state not in EDITABLE:
        talk.tell("step.locked" if sheet else "talk.nothing_open", talk.choice("menu", "menu"))
        return
    talk.conversation.asking = Asking(fact=fact_id, purpose="edit")
    interview.ask(talk, sheet, fact_of(talk, sheet, fact_id))


def edit_number(talk: Talk, number: int) -> None:
    """ "改第 3 題"."""
    sheet = talk.sheet
    answers = standing(talk, sheet).answers if sheet else ()
    if 1 <= number <= len(answers):
        edit(talk, answers[number - 1].fact)
    else:
        talk.tell("step.no_such", number=number, count=len(answers))


def amend(talk: Talk, text: str) -> bool:
    """「不是 8 萬，是 18 萬」 while another step is open: the answer that was that amount is changed; False for any
    other text.
    """
    sheet, corrected = talk.sheet, corrected_amount(text)
    if sheet is None or sheet.state not in EDITABLE or corrected is None or talk.conversation.asking is not None:
        return False
    meant, back = corrected
    reader, answers = reader_of(talk, sheet), standing(talk, sheet).answers
    if not back:  # without the amount taken back, it is the answer just given
        answers = answers[-1:] if current(talk) is not None else ()
    for given in reversed(answers):
        fact = fact_of(talk, sheet, given.fact)
        if fact.kind is not Kind.MONEY or (back and reader.read(fact, back) != Read(given.value)):
            continue
        new = reader.read(fact, meant)
        if isinstance(new, Read) and new.value != given.value:
            talk.conversation.asking = Asking(fact=fact.id, purpose="edit")
            interview.take(talk, sheet, fact, new.value, words=text)
            return True
    return False


def suppose(talk: Talk, fact_id: str) -> None:
    """Ask for another answer to see what if; the sheet stays as it is."""
    sheet = talk.sheet
    if sheet is None:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
    elif sheet.state not in EDITABLE:
        talk.tell("step.locked", talk.choice("ask_officer", "person"), talk.choice("menu", "menu"))
    else:
        fact = fact_of(talk, sheet, fact_id)
        talk.conversation.asking = Asking(fact=fact_id, purpose="what_if")
        interview.ask(talk, sheet, fact)

"""The guided dialog: one short question at a time, only while its answer can still change something."""

from __future__ import annotations

from dataclasses import replace

from bot.effects import SaveCase
from bot.messages import Choice
from bot.skills import draft, result, sales, shared
from bot.skills.steps import current, standing
from bot.skills.values import show
from bot.state import Answered, Sheet
from bot.talk import Talk
from rules.facts import Fact, FactValue, Kind, to_json

AND = "+"
"""What stands between the options in the value of a button that holds several."""


def go_on(talk: Talk) -> None:
    """Ask the next question; or, when nothing is open, show what came out."""
    sheet = talk.sheet
    if sheet is None:
        talk.tell("talk.nothing_open")
    elif (fact := current(talk)) is not None:
        ask(talk, sheet, fact)
    elif sheet.case:
        draft.review(talk)
    else:
        result.brief(talk, sheet)


def ask(talk: Talk, sheet: Sheet, fact: Fact) -> None:
    """One question: its place, what the amount may still be, its buttons."""
    if fact.kind is Kind.LINES and fact.id in sheet.answers:
        sales.tell(talk, sheet, fact)
        return
    asking = talk.conversation.asking
    where = standing(talk, sheet)
    number = where.number_of(fact.id)
    key = "step.question" if asking is None else {"edit": "step.editing", "what_if": "step.supposing"}[asking.purpose]
    question = talk.programme(sheet).wording.question(fact.id, talk.lang)
    gaps = {"number": number, "about": max(where.about, number)} if asking is None else {"number": number}
    lines = [talk.word(key, question=question, **({} if key == "step.supposing" else gaps))]
    amount = where.determination.amount
    if where.determination.priced and not sheet.case and asking is None:
        lines.append(talk.word("step.range", low=f"{amount.low:,}", high=f"{amount.high:,}"))
    talk.say("\n".join(lines), *buttons(talk, sheet, fact), card="choice")
    talk.asks = True


def buttons(talk: Talk, sheet: Sheet, fact: Fact) -> list[Choice]:
    """The buttons of a question: its values, "I don't know" or skip, and quietly why, and back.

    Where a whole number is asked for, no button bears a number of its own: that would be taken for the answer.
    """
    stamp, quiet = sheet.stamp, fact.kind is Kind.INTEGER
    offered = [
        replace(set_button(talk, sheet, fact, value), aside=quiet)
        for value in talk.programme(sheet).suggestions(fact.id, talk.edition(sheet))
    ]
    if fact.kind is Kind.LINES:
        offered += sales.buttons(talk, sheet)
    if shared.elsewhere(talk, sheet, fact) is not None:
        offered.insert(0, shared.button(talk, sheet, fact))
    if fact.id in talk.programme(sheet).facts:
        offered.append(talk.choice("unknown", f"unknown:{stamp}:{fact.id}", aside=quiet))
    elif fact.optional:
        offered.append(talk.choice("skip", f"skip:{stamp}:{fact.id}", aside=True))
    if fact.kind is Kind.LABEL:
        offered.append(talk.choice("label_list", f"labels:{stamp}:{fact.id}", aside=True))
    offered.append(talk.choice("why", f"why:{stamp}:{fact.id}", aside=True))
    if standing(talk, sheet).answers:
        offered.append(talk.choice("back", "back", aside=True))
    return offered


def set_button(talk: Talk, sheet: Sheet, fact: Fact, value: FactValue) -> Choice:
    """The button that answers with this value; where several may be chosen, that chooses it as the first."""
    verb = "pick" if fact.several else "set"
    return Choice(show(talk, talk.programme(sheet), fact.id, value), f"{verb}:{sheet.stamp}:{fact.id}:{to_json(value)}")


def ask_for_more(talk: Talk, sheet: Sheet, fact: Fact, chosen: tuple[str, ...]) -> None:
    """What is chosen so far, the other options to add, and "that's all"."""
    programme, place = talk.programme(sheet), f"{sheet.stamp}:{fact.id}"
    shown = show(talk, programme, fact.id, chosen)
    more = [
        Choice(programme.wording.option(fact.id, option, talk.lang), f"pick:{place}:{AND.join((*chosen, option))}")
        for option in fact.options
        if option not in chosen
    ]
    talk.tell(
        "step.picked",
        *more,
        talk.choice("enough", f"set:{place}:{AND.join(chosen)}"),
        talk.choice("pick_again", f"pick:{place}", aside=True),
        card="choice",
        chosen=shown,
    )


def take(talk: Talk, sheet: Sheet, fact: Fact, value: FactValue, *, words: str) -> None:
    """Take an answer: as an edit, as a "what if", or as the next step's."""
    asking = talk.conversation.asking
    if asking is not None and asking.purpose == "what_if":
        talk.conversation.asking = None
        result.what_if(talk, sheet, fact.id, value)
        return
    talk.conversation.asking = None
    store(talk, sheet, Answered(fact=fact.id, value=to_json(value), words=words, at=talk.desk.now))
    if asking is not None:
        name = talk.programme(sheet).wording.name(fact.id, talk.lang)
        talk.tell("step.noted", name=name, value=show(talk, talk.programme(sheet), fact.id, value))
    go_on(talk)


def store(talk: Talk, sheet: Sheet, answered: Answered) -> None:
    """Keep an answer; a draft's goes on file with it."""
    talk.conversation.left_open = answered.fact if answered.how == "unknown" else ""
    sheet.answers[answered.fact] = answered
    if sheet.case:
        sheet.state = "filling" if sheet.state == "ready" else sheet.state
        talk.do(SaveCase(sheet, "answered", {"fact": answered.fact}))


def stop_supposing(talk: Talk) -> bool:
    """Leave the "what if" that is being asked, the answer as it was; False when none is."""
    asking = talk.conversation.asking
    if asking is None or asking.purpose != "what_if":
        return False
    talk.conversation.asking = None
    talk.tell("step.same")
    go_on(talk)
    return True

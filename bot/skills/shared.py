"""What a person has said once is offered the next time it is asked, in another programme, never filled in unasked."""

from __future__ import annotations

from bot.messages import Choice
from bot.skills.values import show
from bot.state import Sheet
from bot.talk import Talk
from rules.facts import COMMON, BadFact, Fact, FactValue
from rules.screening import screening


def elsewhere(talk: Talk, sheet: Sheet, fact: Fact) -> FactValue | None:
    """The answer given to the same question in another of the person's dialogs, the last first, or in the screening.

    Somebody who acts for several firms isn't offered one firm's answers in another's dialog.
    """
    screened = talk.conversation.screening
    own = fact.id in COMMON and not (screened and screened.client)
    trial = [talk.conversation.trial] if talk.conversation.trial else []
    for other in (*trial, *reversed(talk.cases.values())) if own else ():
        answer = other.answers.get(fact.id)
        if other.stamp == sheet.stamp or answer is None or answer.how != "given":
            continue
        try:
            return talk.programme(sheet).check(fact.id, answer.value)
        except BadFact:
            continue
    return screening().carried(sheet.programme, screened.answers).get(fact.id) if screened else None


def button(talk: Talk, sheet: Sheet, fact: Fact) -> Choice:
    """The button that answers with it; raises LookupError where there is none."""
    value = elsewhere(talk, sheet, fact)
    if value is None:
        raise LookupError(fact.id)
    shown = show(talk, talk.programme(sheet), fact.id, value)
    return talk.choice("same", f"use:{sheet.stamp}:{fact.id}", answer=shown)

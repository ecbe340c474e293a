"""What a person has said once is offered the next time it is asked, in another programme, never filled in unasked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.messages import Choice
from bot.skills.values import show
from bot.state import Sheet
from bot.talk import Talk
from rules.facts import COMMON, BadFact, Fact, FactValue
from rules.screening import screening


def elsewhere(talk: Talk, sheet: Sheet, fact: Fact) -> FactValue | None:
    """The answer given to the same question in another of the person's dialogs, the last first, or in the screening."""
    for value in _given(talk, sheet, fact):
        try:
            return talk.programme(sheet).check(fact.id, value)
        except BadFact:
            continue
    return None


def _given(talk: Talk, sheet: Sheet, fact: Fact) -> Iterator[object]:
    """What was said of it elsewhere; to somebody who acts for several firms nothing that another dialog holds."""
    screened = talk.conversation.screening
    if fact.id in COMMON and not (screened and screened.client):
        trial = [talk.conversation.trial] if talk.conversation.trial else []
        for other in (*trial, *reversed(talk.cases.values())):
            answer = other.answers.get(fact.id)
            if other.stamp != sheet.stamp and answer is not None and answer.how == "given":
                yield answer.value
        if fact.id in talk.conversation.told:
            yield talk.conversation.told[fact.id]
    if screened is not None:
        carried = screening(talk.desk.today).carried(sheet.programme, screened.answers)
        if fact.id in carried:
            yield carried[fact.id]


def remember(talk: Talk, programme: str) -> None:
    """Keep what a trial knows and every programme means alike, where one of another programme takes its place."""
    trial = talk.conversation.trial
    given = trial.answers.values() if trial and trial.programme != programme else ()
    talk.conversation.told |= {one.fact: one.value for one in given if one.fact in COMMON and one.how == "given"}


def button(talk: Talk, sheet: Sheet, fact: Fact) -> Choice:
    """The button that answers with it; raises LookupError where there is none."""
    value = elsewhere(talk, sheet, fact)
    if value is None:
        raise LookupError(fact.id)
    shown = show(talk, talk.programme(sheet), fact.id, value)
    return talk.choice("same", f"use:{sheet.stamp}:{fact.id}", answer=shown)

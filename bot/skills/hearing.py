"""A text while a question is open: read as an answer, a reaction, or a question of the person's own."""

from __future__ import annotations

from bot.messages import Choice
from bot.phrases import phrases
from bot.reading import Read, Unclear
from bot.skills import answer, interview
from bot.skills.reactions import REACTIONS, staff
from bot.skills.steps import reader_of
from bot.state import Sheet
from bot.talk import Talk
from knowledge.text import fold
from rules.facts import Fact, Kind

NOT_UNDERSTOOD = frozenset(
    {"not_an_option", "not_money", "not_date", "not_a_year", "not_a_number", "not_a_label", "not_lines"}
)
"""What a reader says of a text that is no answer at all, so that it may be a question of the person's own."""


def hear(talk: Talk, fact: Fact, text: str, typed: str) -> None:
    """A text while a question is open: an answer, a reaction, or a question of their own.

    `typed` is the text before it was cleaned: what goes on paper keeps its full-width punctuation.
    """
    sheet = talk.sheet
    assert sheet is not None
    reaction = phrases().reaction(text)
    if reaction == "staff" and talk.conversation.left_open:
        staff(talk, talk.conversation.left_open)
        return
    if reaction is not None and not (reaction == "skip" and fact.id in talk.programme(sheet).facts):
        REACTIONS[reaction](talk, fact.id)
        return
    if phrases().is_question(text) and _answered_aside(talk, sheet, fact, text):
        return
    if fact.kind is not Kind.TEXT and answer.asked_in_vain(talk, text):
        interview.ask(talk, sheet, fact)
        return
    reader = reader_of(talk, sheet)
    match reader.read(fact, typed if fact.kind is Kind.TEXT else text):
        case Read(value=value):
            interview.take(talk, sheet, fact, value, words=text)
        case Unclear() as unclear:
            if unclear.key not in NOT_UNDERSTOOD or not _answered_aside(talk, sheet, fact, text):
                _ask_again(talk, sheet, fact, unclear)


def _answered_aside(talk: Talk, sheet: Sheet, fact: Fact, text: str) -> bool:
    """Answer a question asked in the middle and repeat the step; False when the knowledge has nothing on it.

    What isn't put as a question is answered only where it denies nothing and is about the same document: it was most
    likely meant as an answer.
    """
    asked = phrases().is_question(text)
    if not asked and phrases().denies(fold(text)):
        return False
    finding = answer.find(talk, text, within=sheet.programme)
    if not asked and finding.topic and finding.topic.programme != answer.known_as(talk, sheet.programme):
        return False
    refused = finding.outcome == "decline" and finding.reason and asked
    refused = refused and fact.kind is not Kind.TEXT  # a firm's name may sound like a question
    if finding.outcome != "answer" and not refused:
        return False
    answer.tell(talk, text, finding, aside=True)
    interview.ask(talk, sheet, fact)
    return True


def _ask_again(talk: Talk, sheet: Sheet, fact: Fact, unclear: Unclear) -> None:
    if unclear.candidates:
        choices = [interview.set_button(talk, sheet, fact, value) for value in unclear.candidates]
        choices += _offered_by(talk, str(unclear.values.get("text", "")))
    else:
        choices = interview.buttons(talk, sheet, fact)
    key = _sentence(talk, sheet, fact, unclear.key)
    if unclear.key == "bad_ubn":
        number = str(unclear.values["text"])
        choices = [talk.choice("keep", f"keep:{sheet.stamp}:{fact.id}:{number}", number=number)]
    talk.tell(f"reading.{key}", *choices, card="choice", **unclear.values)
    talk.asks = not unclear.candidates and unclear.key != "bad_ubn"


def _sentence(talk: Talk, sheet: Sheet, fact: Fact, key: str) -> str:
    """The sentence for what is unclear: a field of the form may be skipped or is needed, and has no "don't know"."""
    if fact.id not in talk.programme(sheet).form:
        return key
    own = f"{key}_optional" if fact.optional else f"{key}_needed"
    return own if talk.desk.words.has(f"reading.{own}") else key


def _offered_by(talk: Talk, text: str) -> list[Choice]:
    """The numbered choice that a bare number may mean as well, where a number is also an answer."""
    numbered = [choice for choice in talk.conversation.offered if not choice.aside]
    meant = int(text) if text.isdecimal() and len(text) < 3 else 0
    return [numbered[meant - 1]] if 1 <= meant <= len(numbered) else []

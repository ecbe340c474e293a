"""Where a dialog stands, derived by replaying its answers: what a fresh run would have asked, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reading import Reader
from bot.state import Answered, Sheet
from bot.talk import Gone, Talk
from rules.determination import Determination
from rules.facts import Fact, FactValue, Kind
from rules.interview import plan
from rules.programme import Programme

EDITABLE = ("filling", "ready", "needs_more")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet replayed.

    `answers` are those a fresh run would have asked for, in the order of asking: one whose branch is gone isn't
    among them. `open` are the facts still to ask, the draft's own fields last.
    """

    determination: Determination
    facts: dict[str, FactValue]
    answers: tuple[Answered, ...]
    open: tuple[str, ...]

    @property
    def about(self) -> int:
        """About how many steps the dialog has in all."""
        return len(self.answers) + len(self.open)

    def number_of(self, fact: str) -> int:
        """The number of a step: an answered one keeps its place, the open one comes next."""
        order = [answer.fact for answer in self.answers]
        return order.index(fact) + 1 if fact in order else len(order) + 1


def standing(talk: Talk, sheet: Sheet) -> Standing:
    """Where a sheet stands; the same answers are replayed once in a turn."""
    answers = sheet.model_dump_json()
    if answers not in talk.standings:
        talk.standings[answers] = _replayed(talk, sheet)
    return talk.standings[answers]


def _replayed(talk: Talk, sheet: Sheet) -> Standing:
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    known = {fact: one.value for fact, one in sheet.known().items() if fact in programme.facts}
    given = {fact: programme.check(fact, value) for fact, value in known.items()}
    if sheet.case:  # a draft supposes to be filed today, whichever day it was begun
        given |= {fact: talk.desk.today for fact in sheet.assumed() if programme.facts[fact].kind is Kind.DATE}
    passed = frozenset(fact for fact in sheet.answers if fact in programme.facts and fact not in known)
    assumed = sheet.assumed()
    ahead = plan(programme, edition, given, passed, assumed)
    counting = {*ahead.relevant, *assumed} if sheet.state in EDITABLE else set(given)
    facts = {fact: value for fact, value in given.items() if fact in counting}
    answers = [sheet.answers[fact] for fact in ahead.relevant if fact not in assumed]
    fields = programme.fields(facts | _form_values(programme, sheet)) if sheet.case else ()
    answers += [sheet.answers[fact] for fact in fields if fact in sheet.answers]
    form = [fact for fact in fields if fact not in sheet.answers]
    return Standing(programme.determine(facts, edition), facts, tuple(answers), (*ahead.open, *form))


def _form_values(programme: Programme, sheet: Sheet) -> dict[str, FactValue]:
    known = {fact: one.value for fact, one in sheet.known().items() if fact in programme.form}
    return {fact: programme.check(fact, value, override=True) for fact, value in known.items()}


def current(talk: Talk) -> Fact | None:
    """The fact asked now: one being edited or supposed, else the next one. None when nothing is open."""
    sheet = talk.sheet
    if sheet is None or sheet.state not in EDITABLE:
        return None
    if talk.conversation.asking is not None:
        return fact_of(talk, sheet, talk.conversation.asking.fact)
    wanted = standing(talk, sheet).open
    return fact_of(talk, sheet, wanted[0]) if wanted else None


def fact_of(talk: Talk, sheet: Sheet, fact: str) -> Fact:
    """The descriptor of a fact or form field. Raises Gone for an unknown id."""
    programme = talk.programme(sheet)
    found = programme.facts.get(fact) or programme.form.get(fact)
    if found is None:
        raise Gone(fact)
    return found


def reader_of(talk: Talk, sheet: Sheet) -> Reader:
    """Reads what is typed for the facts of a sheet."""
    return Reader(talk.programme(sheet), talk.edition(sheet), talk.desk.knowledge.labels, talk.desk.today)

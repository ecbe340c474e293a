"""What people say to a question instead of answering it: why, I don't know, let staff check, skip, which labels."""

from __future__ import annotations

from bot.effects import AskStaff
from bot.skills import interview
from bot.skills.steps import fact_of, standing
from bot.state import Answered
from bot.talk import Talk
from rules.facts import Kind


def labels(talk: Talk, fact_id: str) -> None:
    """The listed labels as numbered choices."""
    sheet = talk.sheet
    assert sheet is not None
    fact = fact_of(talk, sheet, fact_id)
    buttons = [interview.set_button(talk, sheet, fact, label) for label in talk.edition(sheet).labels]
    talk.tell("step.labels", *buttons, card="choice")


def why(talk: Talk, fact_id: str) -> None:
    """「為什麼問」: what hangs on the answer, and the clause; then the step again."""
    sheet = talk.sheet
    assert sheet is not None
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    fact = fact_of(talk, sheet, fact_id)
    text = programme.wording.why(fact_id, talk.lang)
    if fact.clause:
        clause = programme.wording.clause(fact.clause, talk.lang)
        talk.tell("step.why", why=text, document=edition.document[talk.lang], clause=clause)
    else:
        talk.say(text)
    interview.go_on(talk)


def unknown(talk: Talk, fact_id: str) -> None:
    """「不知道」: noted as open, where it can be found, an offer to let staff check; the dialog goes on."""
    sheet = talk.sheet
    assert sheet is not None
    programme = talk.programme(sheet)
    if fact_id not in programme.facts:
        skip(talk, fact_id)
        return
    if interview.stop_supposing(talk):
        return
    talk.conversation.asking = None
    interview.store(talk, sheet, Answered(fact=fact_id, how="unknown", at=talk.desk.now))
    amount = standing(talk, sheet).determination.amount
    staff = talk.choice("staff", f"staff:{sheet.stamp}:{fact_id}", aside=True)
    where = programme.wording.where(fact_id, talk.lang)
    if programme.priced:
        key = "step.unknown_amount" if programme.facts[fact_id].kind is Kind.MONEY else "step.unknown"
        talk.tell(key, staff, where=where, low=f"{amount.low:,}", high=f"{amount.high:,}")
    else:
        talk.tell("step.unknown_unpriced", staff, where=where)
    interview.go_on(talk)


def staff(talk: Talk, fact_id: str) -> None:
    """「請承辦查」: this one fact is handed to the officers while the dialog goes on."""
    sheet = talk.sheet
    assert sheet is not None
    if interview.stop_supposing(talk):
        return
    name = talk.programme(sheet).wording.name(fact_id, talk.lang)
    interview.store(talk, sheet, Answered(fact=fact_id, how="staff_asked", at=talk.desk.now))
    talk.conversation.asking = None
    if sheet.case:
        talk.do(AskStaff("fact", name, sheet.case, fact_id))
        talk.tell("step.staff_asked" if talk.desk.operator.officers else "step.staff_asked_nobody", name=name)
    else:  # a trial never enters the officers' queue; the wish goes along when it becomes a draft
        talk.tell("step.staff_later", name=name)
    interview.go_on(talk)


def skip(talk: Talk, fact_id: str) -> None:
    """「跳過」: an optional field is left out; one that is needed is asked again."""
    sheet = talk.sheet
    assert sheet is not None
    fact = fact_of(talk, sheet, fact_id)
    if fact.optional:
        talk.conversation.asking = None
        interview.store(talk, sheet, Answered(fact=fact_id, how="skipped", at=talk.desk.now))
        interview.go_on(talk)
    else:
        talk.tell("step.needed")
        interview.ask(talk, sheet, fact)


REACTIONS = {"why": why, "unknown": unknown, "staff": staff, "skip": skip}

"""Buttons of the dialog, also those of long ago: an old one works while its answer is unchanged, else says why."""

from __future__ import annotations

from collections.abc import Callable

from bot.skills import interview, shared
from bot.skills.corrections import edit
from bot.skills.reactions import labels, skip, staff, unknown, why
from bot.skills.steps import EDITABLE, current, fact_of, standing
from bot.skills.values import show
from bot.state import Sheet
from bot.talk import Gone, Talk
from rules.facts import BadFact, Fact, Kind, to_json

COUNTED = (Kind.MONEY, Kind.YEAR, Kind.INTEGER)


def _pressed(talk: Talk, stamp: str, fact_id: str) -> tuple[Sheet, Fact] | None:
    """The sheet and fact a button belongs to; None, and a word about it, when its dialog is over."""
    sheet = talk.sheet
    stamp = talk.conversation.became.get(stamp, stamp)
    if sheet is None or sheet.stamp != stamp:
        talk.tell("step.stale_sheet", talk.choice("continue", "resume"), talk.choice("menu", "menu"))
    elif sheet.state not in EDITABLE:
        talk.tell("step.locked", talk.choice("ask_officer", "person"), talk.choice("menu", "menu"))
    else:
        return sheet, fact_of(talk, sheet, fact_id)
    return None


def press(talk: Talk, stamp: str, fact_id: str, raw: str, *, override: bool = False) -> None:
    """A value's button. An old one works while its answer is unchanged, otherwise says why and shows the step."""
    pressed = _pressed(talk, stamp, fact_id)
    if pressed is None:
        return
    sheet, fact = pressed
    programme = talk.programme(sheet)
    try:
        value = programme.check(fact_id, _typed(fact, raw), override=override)
    except BadFact:
        raise Gone(raw) from None
    now = current(talk)
    if now is not None and now.id == fact_id:
        interview.take(talk, sheet, fact, value, words=show(talk, programme, fact_id, value))
    else:
        _stale(talk, sheet, fact, to_json(value), now)


def _typed(fact: Fact, raw: str) -> object:
    """What stands in a button's value, as the fact's kind has it."""
    if fact.several:
        return [one for one in raw.split(interview.AND) if one]
    return int(raw) if raw.isdecimal() and fact.kind in COUNTED else raw


def pick(talk: Talk, stamp: str, fact_id: str, raw: str = "") -> None:
    """One more of several options: the button's value holds all that are chosen, in the order of choosing."""
    pressed = _pressed(talk, stamp, fact_id)
    if pressed is None:
        return
    sheet, fact = pressed
    try:
        chosen = fact.check(_typed(fact, raw))
    except BadFact:
        raise Gone(raw) from None
    now = current(talk)
    assert isinstance(chosen, tuple)
    if now is None or now.id != fact_id:
        _stale(talk, sheet, fact, to_json(chosen), now)
    elif not chosen:
        interview.ask(talk, sheet, fact)
    elif len(chosen) == len(fact.options):
        interview.take(talk, sheet, fact, chosen, words=show(talk, talk.programme(sheet), fact_id, chosen))
    else:
        interview.ask_for_more(talk, sheet, fact, chosen)


def use(talk: Talk, stamp: str, fact_id: str) -> None:
    """The answer that the person gave to the same question elsewhere."""
    pressed = _pressed(talk, stamp, fact_id)
    if pressed is None:
        return
    value = shared.elsewhere(talk, *pressed)
    if value is None:
        raise Gone(fact_id)
    press(talk, stamp, fact_id, str(to_json(value)))


def keep(talk: Talk, stamp: str, fact_id: str, raw: str) -> None:
    """A Unified Business Number that fails the check, kept all the same; the officers look at it."""
    press(talk, stamp, fact_id, raw, override=True)


def _press_reaction(reaction: Callable[[Talk, str], None]) -> Callable[[Talk, str, str], None]:
    def act(talk: Talk, stamp: str, fact_id: str) -> None:
        pressed = _pressed(talk, stamp, fact_id)
        if pressed is None:
            return
        sheet, fact = pressed
        kept, now = sheet.answers.get(fact_id), current(talk)
        if reaction in (unknown, staff, skip) and kept and kept.how == "given" and (now is None or now.id != fact_id):
            _stale(talk, sheet, fact, None, now)
        else:
            reaction(talk, fact_id)

    return act


def _stale(talk: Talk, sheet: Sheet, fact: Fact, value: object, now: Fact | None) -> None:
    kept = sheet.answers.get(fact.id)
    where = standing(talk, sheet)
    if kept is not None and kept.value == value:
        talk.tell("step.same")
        interview.go_on(talk)
        return
    change = talk.choice("edit_step", f"edit:{fact.id}", number=where.number_of(fact.id))
    go = talk.choice("continue", "resume")
    if now is None:
        talk.tell("step.stale_done", change, go, old=where.number_of(fact.id))
        return
    question = talk.programme(sheet).wording.question(now.id, talk.lang)
    talk.tell(
        "step.stale",
        change,
        go,
        old=where.number_of(fact.id),
        number=where.number_of(now.id),
        question=question,
    )


def press_edit(talk: Talk, fact_id: str) -> None:
    """「改第 3 題」 as a button."""
    if talk.sheet is not None:
        fact_of(talk, talk.sheet, fact_id)
    edit(talk, fact_id)


press_why, press_unknown, press_staff, press_skip, press_labels = map(
    _press_reaction, (why, unknown, staff, skip, labels)
)

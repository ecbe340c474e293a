"""The guided dialog: one short question at a time, only while its answer can still change something."""

from __future__ import annotations

from collections.abc import Callable

from bot.effects import AskStaff, SaveCase
from bot.messages import Choice
from bot.phrases import phrases
from bot.reading import Read, Unclear
from bot.skills import answer, draft, result
from bot.skills.steps import EDITABLE, current, fact_of, reader_of, standing
from bot.skills.values import show
from bot.state import Answered, Asking, Sheet
from bot.talk import Gone, Talk
from rules.facts import BadFact, Fact, FactValue, Kind, to_json

NOT_UNDERSTOOD = frozenset({"not_an_option", "not_money", "not_date", "not_a_year", "not_a_number", "not_a_label"})
"""What a reader says of a text that is no answer at all, so that it may be a question of the person's own."""


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
    asking = talk.conversation.asking
    where = standing(talk, sheet)
    number = where.number_of(fact.id)
    key = "step.question" if asking is None else {"edit": "step.editing", "what_if": "step.supposing"}[asking.purpose]
    question = talk.programme(sheet).wording.question(fact.id, talk.lang)
    gaps = {"number": number, "about": max(where.about, number)} if asking is None else {"number": number}
    lines = [talk.word(key, question=question, **({} if key == "step.supposing" else gaps))]
    amount = where.determination.amount
    if not sheet.case and asking is None:
        lines.append(talk.word("step.range", low=f"{amount.low:,}", high=f"{amount.high:,}"))
    talk.say("\n".join(lines), *_buttons(talk, sheet, fact), card="choice")
    talk.asks = True


def _buttons(talk: Talk, sheet: Sheet, fact: Fact) -> list[Choice]:
    stamp = sheet.stamp
    buttons = [
        _set_button(talk, sheet, fact, value)
        for value in talk.programme(sheet).suggestions(fact.id, talk.edition(sheet))
    ]
    if fact.id in talk.programme(sheet).facts:
        buttons.append(talk.choice("unknown", f"unknown:{stamp}:{fact.id}"))
    elif fact.optional:
        buttons.append(talk.choice("skip", f"skip:{stamp}:{fact.id}", aside=True))
    if fact.kind is Kind.LABEL:
        buttons.append(talk.choice("label_list", f"labels:{stamp}:{fact.id}", aside=True))
    buttons.append(talk.choice("why", f"why:{stamp}:{fact.id}", aside=True))
    if standing(talk, sheet).answers:
        buttons.append(talk.choice("back", "back", aside=True))
    return buttons


def _set_button(talk: Talk, sheet: Sheet, fact: Fact, value: FactValue) -> Choice:
    return Choice(show(talk, talk.programme(sheet), fact.id, value), f"set:{sheet.stamp}:{fact.id}:{to_json(value)}")


COUNTED = (Kind.MONEY, Kind.YEAR, Kind.INTEGER)


def labels(talk: Talk, fact_id: str) -> None:
    """The listed labels as numbered choices."""
    sheet = talk.sheet
    assert sheet is not None
    fact = fact_of(talk, sheet, fact_id)
    buttons = [_set_button(talk, sheet, fact, label) for label in talk.edition(sheet).labels]
    talk.tell("step.labels", *buttons, card="choice")


def hear(talk: Talk, fact: Fact, text: str) -> None:
    """A text while a question is open: an answer, a reaction, or a question of their own."""
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
    reader = reader_of(talk, sheet)
    match reader.read(fact, text):
        case Read(value=value):
            take(talk, sheet, fact, value, words=text)
        case Unclear() as unclear:
            if unclear.key not in NOT_UNDERSTOOD or not _answered_aside(talk, sheet, fact, text):
                _ask_again(talk, sheet, fact, unclear)


def _answered_aside(talk: Talk, sheet: Sheet, fact: Fact, text: str) -> bool:
    """Answer a question asked in the middle and repeat the step; False when the knowledge has no answer to it."""
    finding = answer.find(talk, text, within=sheet.programme)
    if finding.outcome != "answer":
        return False
    answer.tell(talk, text, finding, aside=True)
    ask(talk, sheet, fact)
    return True


def _ask_again(talk: Talk, sheet: Sheet, fact: Fact, unclear: Unclear) -> None:
    if unclear.candidates:
        choices = [_set_button(talk, sheet, fact, value) for value in unclear.candidates]
        choices += _offered_by(talk, str(unclear.values.get("text", "")))
    else:
        choices = _buttons(talk, sheet, fact)
    key = "blurred_optional" if unclear.key == "blurred" and fact.optional else unclear.key
    if unclear.key == "bad_ubn":
        number = str(unclear.values["text"])
        choices = [talk.choice("keep", f"keep:{sheet.stamp}:{fact.id}:{number}", number=number)]
    talk.tell(f"reading.{key}", *choices, card="choice", **unclear.values)
    talk.asks = not unclear.candidates and unclear.key != "bad_ubn"


def _offered_by(talk: Talk, text: str) -> list[Choice]:
    """The numbered choice that a bare number may mean as well, where a number is also an answer."""
    numbered = [choice for choice in talk.conversation.offered if not choice.aside]
    meant = int(text) if text.isdecimal() and len(text) < 3 else 0
    return [numbered[meant - 1]] if 1 <= meant <= len(numbered) else []


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
    go_on(talk)


def unknown(talk: Talk, fact_id: str) -> None:
    """「不知道」: noted as open, where it can be found, an offer to let staff check; the dialog goes on."""
    sheet = talk.sheet
    assert sheet is not None
    programme = talk.programme(sheet)
    if fact_id not in programme.facts:
        skip(talk, fact_id)
        return
    if _supposing(talk):
        _stop_supposing(talk)
        return
    talk.conversation.asking = None
    store(talk, sheet, Answered(fact=fact_id, how="unknown", at=talk.desk.now))
    amount = standing(talk, sheet).determination.amount
    staff = talk.choice("staff", f"staff:{sheet.stamp}:{fact_id}", aside=True)
    key = "step.unknown_amount" if programme.facts[fact_id].kind is Kind.MONEY else "step.unknown"
    where = programme.wording.where(fact_id, talk.lang)
    talk.tell(key, staff, where=where, low=f"{amount.low:,}", high=f"{amount.high:,}")
    go_on(talk)


def _supposing(talk: Talk) -> bool:
    asking = talk.conversation.asking
    return asking is not None and asking.purpose == "what_if"


def _stop_supposing(talk: Talk) -> None:
    talk.conversation.asking = None
    talk.tell("step.same")
    go_on(talk)


def staff(talk: Talk, fact_id: str) -> None:
    """「請承辦查」: this one fact is handed to the officers while the dialog goes on."""
    sheet = talk.sheet
    assert sheet is not None
    if _supposing(talk):
        _stop_supposing(talk)
        return
    name = talk.programme(sheet).wording.name(fact_id, talk.lang)
    store(talk, sheet, Answered(fact=fact_id, how="staff_asked", at=talk.desk.now))
    talk.conversation.asking = None
    if sheet.case:
        talk.do(AskStaff("fact", name, sheet.case, fact_id))
        talk.tell("step.staff_asked" if talk.desk.operator.officers else "step.staff_asked_nobody", name=name)
    else:  # a trial never enters the officers' queue; the wish goes along when it becomes a draft
        talk.tell("step.staff_later", name=name)
    go_on(talk)


def skip(talk: Talk, fact_id: str) -> None:
    """「跳過」: an optional field is left out; one that is needed is asked again."""
    sheet = talk.sheet
    assert sheet is not None
    fact = fact_of(talk, sheet, fact_id)
    if fact.optional:
        talk.conversation.asking = None
        store(talk, sheet, Answered(fact=fact_id, how="skipped", at=talk.desk.now))
        go_on(talk)
    else:
        talk.tell("step.needed")
        ask(talk, sheet, fact)


def back(talk: Talk) -> None:
    """「上一題」: ask the question before the open one again."""
    sheet = talk.sheet
    if sheet is None or sheet.state not in EDITABLE:
        talk.tell("talk.nothing_open", talk.choice("menu", "menu"))
        return
    if _supposing(talk):
        _stop_supposing(talk)
        return
    order = [one.fact for one in standing(talk, sheet).answers]
    asking = talk.conversation.asking
    place = order.index(asking.fact) if asking and asking.fact in order else len(order)
    if place == 0:
        talk.tell("step.first")
        go_on(talk)
        return
    edit(talk, order[place - 1])


def edit(talk: Talk, fact_id: str) -> None:
    """Ask an answered question again; only what depends on it will be asked anew."""
    sheet = talk.sheet
    if sheet is None or sheet.state not in EDITABLE:
        talk.tell("step.locked" if sheet else "talk.nothing_open", talk.choice("menu", "menu"))
        return
    talk.conversation.asking = Asking(fact=fact_id, purpose="edit")
    ask(talk, sheet, fact_of(talk, sheet, fact_id))


def edit_number(talk: Talk, number: int) -> None:
    """ "改第 3 題"."""
    sheet = talk.sheet
    answers = standing(talk, sheet).answers if sheet else ()
    if 1 <= number <= len(answers):
        edit(talk, answers[number - 1].fact)
    else:
        talk.tell("step.no_such", number=number, count=len(answers))


def _pressed(talk: Talk, stamp: str, fact_id: str) -> tuple[Sheet, Fact] | None:
    """The sheet and fact a button belongs to; None, and a word about it, when its dialog is over."""
    sheet = talk.sheet
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
        value = programme.check(
            fact_id, int(raw) if raw.isdecimal() and fact.kind in COUNTED else raw, override=override
        )
    except BadFact:
        raise Gone(raw) from None
    now = current(talk)
    if now is not None and now.id == fact_id:
        take(talk, sheet, fact, value, words=show(talk, programme, fact_id, value))
    else:
        _stale(talk, sheet, fact, to_json(value), now)


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
        go_on(talk)
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
        ask(talk, sheet, fact)


def press_edit(talk: Talk, fact_id: str) -> None:
    """「改第 3 題」 as a button."""
    if talk.sheet is not None:
        fact_of(talk, talk.sheet, fact_id)
    edit(talk, fact_id)


REACTIONS = {"why": why, "unknown": unknown, "staff": staff, "skip": skip}
press_why, press_unknown, press_staff, press_skip = map(_press_reaction, REACTIONS.values())
press_labels = _press_reaction(labels)

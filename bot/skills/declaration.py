"""The enterprise declaration in conversation: line by line, what each counts, and the sum.

Nothing personal is asked, and what is told lives in the conversation only.
"""

from __future__ import annotations

from bot.messages import Choice
from bot.skills import declared, purchase_groups
from bot.skills.declared import explained, plan_in, reckoned, result_of, titled
from bot.skills.declaring import answered, ask, current, open_step
from bot.state_declaration import NONE, Bought, Declaring, Step
from bot.talk import Gone, Talk
from rules.procurement import latest

FOCUS = "declaration"
GROUPS_FOCUS = "purchases"
"""What is in focus while a purchase list is: its groups are asked about as lines told in chat are."""


def begin(talk: Talk) -> None:
    """「我要申報」: go on with the one under way, or begin; a closed year is said before the first question."""
    declaring = talk.conversation.declaration
    if declaring is not None and declaring.lines:
        talk.conversation.focus = FOCUS
        go_on(talk)
    else:
        afresh(talk)


def open_again(talk: Talk) -> list[Choice]:
    """The button that takes the lines told so far up again, where there are any."""
    declaring = talk.conversation.declaration
    count = len(declaring.lines) if declaring else 0
    return [talk.choice("open_lines", "declare", count=count)] if count else []


def afresh(talk: Talk) -> None:
    """Begin a new one; an earlier one is gone."""
    conversation, plan = talk.conversation, latest()
    conversation.sheets += 1
    conversation.declaration = Declaring(number=conversation.sheets, edition=plan.id)
    conversation.focus, conversation.asking, conversation.expecting = FOCUS, None, ""
    roc, year = declared.years(plan)
    template = talk.choice("list_template", "list_template", aside=True)
    talk.tell("declaration.begin", template, standing=declared.standing(talk, plan), roc=roc, year=year)
    ask_what(talk)


def begun(talk: Talk, stamp: str = "") -> Declaring:
    """The declaration under way, brought into focus. Raises Gone where there is none, or the button is another's."""
    conversation = talk.conversation
    groups = conversation.purchases.groups if conversation.purchases else None
    if groups is not None and (stamp == groups.stamp if stamp else conversation.focus == GROUPS_FOCUS):
        conversation.focus = GROUPS_FOCUS
        return groups
    declaring = conversation.declaration
    if declaring is None or (stamp and stamp != declaring.stamp):
        raise Gone(stamp)
    conversation.focus = FOCUS
    return declaring


def go_on(talk: Talk) -> None:
    """The next question; or, when none is open, the lines so far and what can be done with them."""
    declaring = begun(talk)
    declaring.changing = None
    if declaring.grouped and talk.conversation.purchases is not None:
        purchase_groups.go_on(talk, talk.conversation.purchases)
        return
    now = current(declaring)
    if declaring.adding or not declaring.lines:
        declaring.adding = True
        ask_what(talk)
    elif now is not None:
        ask(talk, declaring, *now)
    else:
        declaring.before = None
        _so_far(talk, declaring)


def ask_what(talk: Talk) -> None:
    """Ask what was bought."""
    declaring = begun(talk)
    choices = [talk.choice("line_done", "declared", aside=True)] if declaring.lines else []
    talk.tell("declaration.ask.what", *choices, talk.choice("back_out", "cancel", aside=True), card="choice")
    talk.asks = True


def _so_far(talk: Talk, declaring: Declaring) -> None:
    worked = reckoned(declaring)
    shown = [declared.listed(talk, number, *line) for number, line in enumerate(worked.lines, start=1)]
    more = len(shown) - declared.LONGEST_LIST
    roc, year = declared.years(worked.plan)
    lines = shown[: declared.LONGEST_LIST] + ([talk.word("declaration.more", count=more)] if more > 0 else [])
    talk.tell(
        "declaration.so_far",
        *_choices(talk, declaring),
        card="result",
        count=len(shown),
        amount=declared.sum_shown(talk, *declared.spread(worked)),
        roc=roc,
        year=year,
        lines="\n".join(lines),
    )


def _choices(talk: Talk, declaring: Declaring) -> list[Choice]:
    return [
        talk.choice("line_add", f"line_add:{declaring.stamp}"),
        talk.choice("line_change", f"line_change:{declaring.stamp}"),
        talk.choice("line_done", "declared"),
    ]


def explain_if_whole(talk: Talk, declaring: Declaring, line: Bought) -> None:
    """Say what a line counts once nothing is missing from it."""
    plan = plan_in(declaring)
    if open_step(plan, line) is None:
        talk.say(explained(talk, plan, line, result_of(plan, line)))


def press(talk: Talk, stamp: str, place: str, step: str, value: str) -> None:
    """An answer's button. An old one works while its answer is unchanged, otherwise says why and shows the step."""
    declaring = begun(talk, stamp)
    line, at = line_at(declaring, place)
    now = current(declaring)
    if declaring.grouped and not purchase_groups.can_answer(talk):
        return
    if now is not None and now[0] == at and step in (now[1], "kind"):
        take(talk, declaring, at, now[1], value, step)
    elif answered(talk, plan_in(declaring), line, step, value) == line:
        talk.tell("step.same")
        go_on(talk)
    else:
        change = talk.choice("line_change_one", f"line_change_one:{stamp}:{place}", number=at + 1)
        talk.tell("declaration.stale", change, talk.choice("continue", "resume"), line=titled(talk, line))


def line_at(declaring: Declaring, place: str) -> tuple[Bought, int]:
    """A line by its place as a button has it. Raises Gone where there is none."""
    if not place.isdecimal() or int(place) >= len(declaring.lines):
        raise Gone(place)
    return declaring.lines[int(place)], int(place)


def take(talk: Talk, declaring: Declaring, place: int, step: Step, value: str, given: str = "") -> None:
    """Put an answer into a line, say what the line counts once it is whole, and go on."""
    line = answered(talk, plan_in(declaring), declaring.lines[place], given or step, value)
    declaring.put(place, line)
    declaring.group = ""
    if given != "kind":
        declaring.trail = (*declaring.trail, (place, step))
    if not declaring.grouped:
        explain_if_whole(talk, declaring, line)
    elif open_step(plan_in(declaring), line) is None:
        purchase_groups.settled(talk, declaring, place)
    if declaring.before is not None and open_step(plan_in(declaring), line) is None:
        declaring.before = None
    go_on(talk)


def narrow(talk: Talk, stamp: str, place: str, group: str) -> None:
    """A kind of ground was chosen: ask which of them; or, without one, for the kind again."""
    declaring = begun(talk, stamp)
    _, at = line_at(declaring, place)
    if current(declaring) != (at, "ground"):
        raise Gone(place)
    declaring.group = group
    try:
        go_on(talk)
    except Gone:
        declaring.group = ""
        raise


def why(talk: Talk, stamp: str, place: str, step: str) -> None:
    """「為什麼問」: what hangs on the answer; then the step again."""
    declaring = begun(talk, stamp)
    if (now := current(declaring)) is None or now[1] != step:
        raise Gone(step)
    talk.tell(f"declaration.why.{now[1]}")
    go_on(talk)


def done(talk: Talk) -> None:
    """「完成」: the sum as bounds, the counts, the distance to the award, that nothing has been declared by this."""
    declaring = talk.conversation.declaration
    if declaring is None or not declaring.lines:
        talk.tell("declaration.nothing", talk.choice("declare", "declare"), talk.choice("menu", "menu"))
        return
    declaring = begun(talk)
    declaring.adding = False
    worked = reckoned(declaring)
    roc, year = declared.years(worked.plan)
    talk.tell(
        "declaration.result",
        amount=declared.sum_shown(talk, *declared.spread(worked)),
        roc=roc,
        year=year,
        counts=declared.counts(talk, worked.totals),
        award=declared.award_distance(talk, worked.plan, *declared.spread(worked)),
        card="result",
    )
    choices = (
        talk.choice("line_list", "line_list"),
        talk.choice("line_add", f"line_add:{declaring.stamp}"),
        talk.choice("line_change", f"line_change:{declaring.stamp}"),
        talk.choice("afresh", "declare_afresh"),
        talk.choice("ask_officer", "person"),
    )
    listed = worked.plan.grounds.standing(NONE, "enterprise").clause
    clause = declared.wording_of(worked.plan).clause(listed, talk.lang)
    talk.tell("declaration.not_declared", *choices, standing=declared.standing(talk, worked.plan), clause=clause)


def lines(talk: Talk) -> None:
    """「逐筆看」: each line with its reason, clause and working."""
    declaring = begun(talk)
    worked = reckoned(declaring)
    if not worked.lines:
        raise Gone("lines")
    for line, result in worked.lines[: declared.LONGEST_LIST]:
        talk.say(explained(talk, worked.plan, line, result))
    _so_far(talk, declaring)

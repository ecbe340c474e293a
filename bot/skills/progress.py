"""Coming and going: the menu, the drafts, taking up again, stopping, the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.messages import Choice
from bot.skills import answer, county, county_standing, declaration, draft, interview, purchases, result, screening
from bot.skills.steps import EDITABLE, current
from bot.state import Sheet
from bot.talk import Talk

EXAMPLES = 4
TOOLS = ("start", "fit", "declare", "county")
"""What can be worked out or begun, by the verb of its button, which is also the key of its label."""

OWN: Mapping[str, Callable[[Talk], None]] = {
    declaration.FOCUS: declaration.go_on,
    purchases.FOCUS: purchases.go_on,
    county_standing.FOCUS: county.go_on,
    screening.FOCUS: screening.go_on,
}
"""How a dialog of its own goes on, by what is in focus then."""


def opened(talk: Talk, lang: str) -> None:
    """The first words, once, in the language of the page that was opened."""
    if talk.conversation.greeted:
        return
    talk.conversation.greeted = True
    talk.conversation.spoken = "en" if lang == "en" else "zh"
    greeting = "talk.greeting_group" if talk.conversation.group else "talk.greeting"
    talk.tell(greeting, *_ways_in(talk), card="choice", unit=talk.desk.operator.unit)


def menu(talk: Talk) -> None:
    """What the desk can do."""
    choices = _ways_in(talk)
    if talk.conversation.focus:
        choices.insert(0, talk.choice("continue", "resume"))
    talk.tell("talk.menu", *choices, card="choice")


def _ways_in(talk: Talk) -> list[Choice]:
    examples = [Choice(talk.word(f"example.{number}"), f"example:{number}") for number in range(1, EXAMPLES + 1)]
    tools = [talk.choice(tool, tool) for tool in TOOLS]
    drafts = [talk.choice("drafts", "drafts")] if talk.cases else []
    return [*tools, *examples, *drafts, talk.choice("human", "person")]


def drafts(talk: Talk) -> None:
    """「我的草稿」: every draft with its state, and the trial that isn't stored."""
    choices = [
        talk.choice("open_draft", f"open:{case}", case=case, state=talk.word(f"draft.state.{sheet.state}"))
        for case, sheet in talk.cases.items()
    ]
    if talk.conversation.trial is not None:
        choices.append(talk.choice("open_trial", "open:trial"))
    choices += [*declaration.open_again(talk), *purchases.open_again(talk), *county.open_again(talk)]
    if not choices:
        talk.tell("draft.none", talk.choice("start", "start"), talk.choice("menu", "menu"))
        return
    aside = (talk.choice("export", "export", aside=True), talk.choice("erase", "erase", aside=True))
    talk.tell("draft.list", *choices, *aside, card="draft")


def open_draft(talk: Talk, case: str) -> None:
    """Take up one of the drafts, or the trial."""
    known = talk.conversation.trial is not None if case == "trial" else case in talk.cases
    if not known:
        talk.tell("talk.lost", talk.choice("drafts", "drafts"), talk.choice("menu", "menu"))
        return
    talk.conversation.focus, talk.conversation.asking = case, None
    resume(talk)


def resume(talk: Talk) -> None:
    """「繼續」: go on where the dialog stands."""
    talk.conversation.expecting = ""
    if talk.sheet is None:
        _take_up_something(talk)
        return
    sheet = talk.sheet
    if sheet.state == "ready":
        draft.ready(talk, sheet)
    elif sheet.state not in EDITABLE:
        _in_progress(talk, sheet)
    elif current(talk) is None and not sheet.case:
        result.brief(talk, sheet)
    else:
        interview.go_on(talk)


def again(talk: Talk) -> None:
    """「再說一次」: the step that is open, else the last answer, else what the desk can do."""
    if talk.sheet is not None or talk.conversation.focus in OWN:
        resume(talk)
    elif not answer.again(talk):
        menu(talk)


def _take_up_something(talk: Talk) -> None:
    """The one draft or trial there is; without any, another dialog that is under way; else what there is to choose."""
    here = talk.conversation
    sheets = [*(["trial"] if here.trial is not None else []), *talk.cases]
    under_way = (
        (here.declaration is not None and here.declaration.lines, declaration.begin),
        (here.purchases is not None, purchases.go_on),
        (here.county is not None, county.begin),
        (here.screening is not None, screening.go_on),
    )
    if len(sheets) == 1:
        open_draft(talk, sheets[0])
    elif sheets:
        drafts(talk)
    else:
        go_on = next((go_on for begun, go_on in under_way if begun), drafts)
        go_on(talk)


def _in_progress(talk: Talk, sheet: Sheet) -> None:
    choices = [
        talk.choice("check", "review"),
        talk.choice("drafts", "drafts"),
        talk.choice("ask_officer", "person"),
    ]
    if sheet.state in draft.FILABLE:
        choices.insert(0, talk.choice("filed", f"filed:{sheet.case}"))
    state = talk.word(f"draft.state.{sheet.state}")
    links = draft.papers(talk, sheet)
    talk.tell("draft.standing", *choices, links=links, card="draft", case=sheet.case, state=state)


def cancel(talk: Talk) -> None:
    """「取消」: leave the change under way, else stop here; the answers stay."""
    talk.conversation.expecting = ""
    if talk.conversation.asking is not None:
        talk.conversation.asking = None
        talk.tell("step.same")
        interview.go_on(talk)
        return
    talk.conversation.focus = ""
    talk.tell("talk.cancelled", talk.choice("menu", "menu"))


def language(talk: Talk, name: str) -> None:
    """Speak this language from here on."""
    conversation = talk.conversation
    conversation.lang = "en" if name == "en" else "zh"
    conversation.script = "hans" if name == "hans" else "hant"
    talk.tell("talk.simplified" if name == "hans" else "talk.language")
    if current(talk) is not None and conversation.focus:
        interview.go_on(talk)
    elif conversation.focus in OWN:
        OWN[conversation.focus](talk)
    elif not answer.again(talk):
        menu(talk)

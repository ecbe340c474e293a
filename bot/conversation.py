"""The functional core: what was remembered and what was said come in; what to remember, say and do goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from inspect import signature

from bot.effects import Effect, Hush, Unsend
from bot.messages import TOKEN_MARK, Choice, Inbound, Reply, token
from bot.phrases import phrases
from bot.skills import (
    answer,
    corrections,
    county_hearing,
    evidence,
    files,
    hearing,
    interview,
    link,
    progress,
    purchases,
    result,
    sales,
    start,
)
from bot.skills.steps import current
from bot.state import Conversation, Said, Sheet, copied
from bot.talk import Desk, Gone, Talk
from bot.verbs import DIALOGS, EXPECTED, PERSONAL, VERBS, Verb
from knowledge.text import clean, fold, has_han, is_simplified, is_traditional
from rules.facts import Kind

LINK_WISH = "link_"
"""How a link that carries a one-time code begins."""


NUMBERS_ARE_ANSWERS = (Kind.MONEY, Kind.INTEGER, Kind.TEXT, Kind.UBN, Kind.PHONE, Kind.EMAIL)
"""Kinds of facts whose open question takes a bare number as the answer itself, not as the number of a choice."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one turn."""

    conversation: Conversation
    cases: dict[str, Sheet]
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]


def respond(conversation: Conversation, cases: dict[str, Sheet], heard: Sequence[Inbound], desk: Desk) -> Turn:
    """Answer what was heard, in order; texts that came in one go are one message. Never raises on any input."""
    talk = Talk(
        desk,
        copied(conversation),
        {case: copied(sheet) for case, sheet in cases.items()},
    )
    talk.one_free = any(inbound.handle for inbound in heard)
    for inbound in _gathered(heard):
        _hear(talk, inbound)
    if heard and heard[-1].kind == "kept":  # several files that were kept are told together
        _repeat_step(talk)
    if talk.replies:
        talk.conversation.offered, talk.conversation.picking = talk.replies[-1].choices, not talk.asks
    return Turn(talk.conversation, talk.cases, tuple(talk.replies), tuple(talk.effects))


def _gathered(heard: Sequence[Inbound]) -> list[Inbound]:
    gathered: list[Inbound] = []
    for inbound in heard:
        if inbound.kind == "text" and gathered and gathered[-1].kind == "text":
            gathered[-1] = replace(inbound, text=f"{gathered[-1].text}\n{inbound.text}")
        else:
            gathered.append(inbound)
    return gathered


def _hear(talk: Talk, inbound: Inbound) -> None:
    talk.conversation.group = inbound.group
    match inbound.kind:
        case "opened":
            _open(talk, inbound)
        case "sticker" | "voice" if talk.conversation.expecting:
            talk.tell(f"talk.{inbound.kind}", *talk.conversation.offered)  # what was asked for may still come
        case "sticker" | "voice":
            talk.tell(f"talk.{inbound.kind}")
            _repeat_step(talk)
        case "file" if inbound.group:
            talk.tell("talk.in_private")
        case "file":
            files.receive(talk, inbound.file)
            if inbound.text != (inbound.file and inbound.file.name) and phrases().is_question(inbound.text):
                _read(talk, inbound.text)  # a question that came with the file
        case "kept":
            outcome, _, case = inbound.choice.partition(":")
            evidence.kept(talk, outcome, case, inbound.text)
        case "worked" if inbound.choice.startswith(f"{sales.SALES}:"):
            sales.came(talk, inbound.text)
        case "worked":
            purchases.worked(talk, inbound.choice, inbound.text)
        case "unsent":
            talk.do(Unsend(inbound.id))
            talk.conversation.said, talk.conversation.topic = Said(), None
            files.unsent(talk, inbound.id)
        case "closed":
            talk.do(Hush())
            talk.conversation.greeted, talk.conversation.focus = False, ""
        case "news":
            start.new_year(talk, inbound.choice)
        case "choice":
            _press(talk, inbound.choice)
        case "text":
            _read(talk, inbound.text)


def _repeat_step(talk: Talk) -> None:
    """The step that is open, once more below what was said in between."""
    if talk.conversation.focus in DIALOGS:
        _press(talk, "resume")
    elif current(talk) is not None:
        interview.go_on(talk)


def _open(talk: Talk, inbound: Inbound) -> None:
    """The first words; then what the link that brought the person here asks for, as in `/start certification`."""
    first = not talk.conversation.greeted
    progress.opened(talk, inbound.choice.removeprefix("lang:"))
    wish = inbound.text.partition(" ")[2].strip()
    if wish in talk.desk.programmes:
        _press(talk, f"start:{wish}")
    elif wish in progress.TOOLS:
        _press(talk, wish)
    elif wish.startswith(LINK_WISH):
        _join(talk, wish.removeprefix(LINK_WISH))
    elif inbound.text and not first:
        progress.menu(talk)


def _join(talk: Talk, code: str) -> None:
    if talk.conversation.group:
        talk.tell("talk.in_private")
    else:
        link.join(talk, code)


def _press(talk: Talk, value: str) -> None:
    """A button. One that names nothing there is any more says so, and changes nothing."""
    if value.startswith(TOKEN_MARK):
        meant = (choice.value for choice in talk.conversation.offered if token(choice.value, 0) == value)
        value = next(meant, value)
    verb, *arguments = value.split(":")
    act = DIALOGS.get(talk.conversation.focus, {}).get(verb) or VERBS.get(verb)
    talk.conversation.expecting = ""
    if talk.conversation.group and verb in PERSONAL:
        talk.tell("talk.in_private")
        return
    try:
        if act is None or not _takes(act, len(arguments)):
            raise Gone(value)
        act(talk, *arguments)
    except Gone:
        _lost(talk)


def _lost(talk: Talk) -> None:
    talk.tell("talk.lost", talk.choice("continue", "resume"), talk.choice("menu", "menu"))


def _takes(act: Verb, arguments: int) -> bool:
    least, most = _arguments(act)
    return least <= arguments <= most


@cache
def _arguments(act: Verb) -> tuple[int, int]:
    """How many arguments a verb takes, at least and at most."""
    parameters = list(signature(act).parameters.values())[1:]
    taken = [one for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    return sum(one.default is one.empty for one in taken), len(taken)


def _read(talk: Talk, text: str) -> None:
    """A text: too long or empty; a command; the number or words of a choice; an answer; else a question."""
    conversation, said = talk.conversation, clean(text)
    _follow_script(talk, said)
    if len(text) > talk.desk.operator.message_length:
        talk.tell("talk.too_long", length=f"{len(text):,}", most=f"{talk.desk.operator.message_length:,}")
    elif not said:
        talk.tell("talk.empty", talk.choice("menu", "menu"))
    elif (choice := _named(talk, said)) is not None:
        _press(talk, choice.value)
    elif (command := phrases().command(said)) is not None:
        _follow_language(talk, said)
        _press(talk, command if ":" in command else _with_arguments(talk, command))
    elif (code := phrases().link_code(said)) is not None:
        _join(talk, code)
    elif conversation.expecting:
        _expected(talk, said)
    elif conversation.focus in DIALOGS:
        _hear_in_dialog(talk, text, said)
    elif sales.hear(talk, text) or county_hearing.hear_wish(talk, said):
        return
    elif (number := phrases().edit_number(said)) is not None:
        corrections.edit_number(talk, number)
    elif (choice := _picked(talk, said)) is not None:
        _press(talk, choice.value)
    elif _supposes(talk, said) or corrections.amend(talk, said):
        return
    elif (fact := current(talk)) is not None:
        hearing.hear(talk, fact, said, text)
    elif (code := phrases().bare_code(said)) is not None:
        _join(talk, code)
    elif phrases().is_slashed(said):
        progress.menu(talk)
    else:
        answer.ask(talk, said)


def _supposes(talk: Talk, said: str) -> bool:
    """Whether a text supposes another answer, and what would come out of it has been said."""
    return talk.sheet is not None and phrases().is_what_if(said) and result.suppose_text(talk, said)


def _hear_in_dialog(talk: Talk, text: str, said: str) -> None:
    """A text while a dialog of its own is in focus: the number or words of a choice, else for the dialog to read."""
    if (choice := _picked(talk, said)) is not None:
        _press(talk, choice.value)
        return
    if talk.conversation.focus != county_hearing.FOCUS and county_hearing.hear_wish(talk, said):
        return
    try:
        DIALOGS[talk.conversation.focus]["hear"](talk, text)
    except Gone:
        _lost(talk)


def _expected(talk: Talk, text: str) -> None:
    what, _, about = talk.conversation.expecting.partition(":")
    EXPECTED[what](talk, about, text)


def _with_arguments(talk: Talk, command: str) -> str:
    """A typed command as its button's value: what the button would name is the programme or the answer at hand."""
    if command == "trial" and talk.sheet is not None:
        return f"trial:{talk.sheet.programme}"
    if command in ("basis", "miss") and (entry := talk.conversation.said.entry):
        return f"{command}:{entry}"
    if command == "basis" and talk.sheet is not None:
        return "details"
    return command


def _named(talk: Talk, text: str) -> Choice | None:
    """The offered choice whose own words a text is: nearer than a command of the same words."""
    return next((choice for choice in talk.conversation.offered if fold(choice.label) == fold(text)), None)


def _picked(talk: Talk, text: str) -> Choice | None:
    """The offered choice that a bare number, a plain yes or no, 同前, or a part of a programme's title names."""
    offered = talk.conversation.offered
    by_words = _yes_or_no(offered, text) or _same_as_before(offered, text) or _titled(offered, text)
    numbered = [choice for choice in offered if not choice.aside]
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0
    if by_words or not 1 <= number <= len(numbered):
        return by_words
    fact = current(talk)
    numbers = talk.conversation.focus in DIALOGS or (fact is not None and fact.kind in NUMBERS_ARE_ANSWERS)
    if numbers and not talk.conversation.picking:
        return None
    return numbered[number - 1]


def _yes_or_no(offered: tuple[Choice, ...], text: str) -> Choice | None:
    """The choice that a plain yes or no means, where the last bubble asks just that of the desk's own doing."""
    meant = next((word for word in ("yes", "no") if fold(text) in phrases().options[word]), None)
    return next((one for one in offered if meant and one.value in (f"erased:{meant}", f"consent:{meant}")), None)


def _same_as_before(offered: tuple[Choice, ...], text: str) -> Choice | None:
    """The choice that takes an answer given in another dialog, where a text wishes for just that: 同前."""
    wished = fold(text) in phrases().options["same"]
    return next((one for one in offered if wished and one.value.startswith("use:")), None)


def _titled(offered: tuple[Choice, ...], text: str) -> Choice | None:
    """The one of several programmes whose title has a short text's characters: 驗證分攤 is 國際綠色驗證費用分攤."""
    said, titles = fold(text), [one for one in offered if one.value.startswith(("start:", "trial:"))]
    if len(titles) < 2 or len(said) < 2 or said.isdecimal() or phrases().is_question(text):
        return None
    named = [one for one in titles if _stands_in(said, fold(one.label))]
    return named[0] if len(named) == 1 else None


def _stands_in(part: str, whole: str) -> bool:
    """Whether all characters of a part stand in the whole, in their order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def _follow_script(talk: Talk, text: str) -> None:
    """Answer in the characters the person writes; what tells nothing, such as FSC or 台中, changes nothing."""
    if is_simplified(text):
        talk.conversation.script = "hans"
    elif is_traditional(text):
        talk.conversation.script = "hant"


def _follow_language(talk: Talk, text: str) -> None:
    if not text.startswith("/"):
        talk.conversation.spoken = "zh" if has_han(text) else "en"

"""Which programme fits me: a few shared questions while they can change something, then every programme's verdict.

Nothing personal is asked, and what is told lives in the conversation only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.messages import Choice
from bot.phrases import phrases
from bot.reading import option_in
from bot.skills import answer, screened
from bot.skills.screened import table
from bot.state_screening import Screening
from bot.talk import Gone, Talk
from knowledge.text import fold
from rules.screening import Question
from rules.wording import LANGS

FOCUS = "screening"
_BETWEEN = re.compile(r"[,，、;；\s]+|和|跟|及")


def begin(talk: Talk) -> None:
    """「哪個計畫適合我」: say what comes, and ask the first question."""
    _afresh(talk)
    talk.tell("fit.intro")
    go_on(talk)


def _afresh(talk: Talk, *, client: bool = False) -> None:
    conversation = talk.conversation
    conversation.sheets += 1
    conversation.screening = Screening(number=conversation.sheets, client=client)
    conversation.focus, conversation.asking, conversation.expecting = FOCUS, None, ""


def begun(talk: Talk, stamp: str = "") -> Screening:
    """The screening under way, brought into focus. Raises Gone where there is none, or the button is another's."""
    found = talk.conversation.screening
    if found is None or (stamp and stamp != found.stamp):
        raise Gone(stamp)
    talk.conversation.focus = FOCUS
    return found


def current(talk: Talk, state: Screening) -> Question | None:
    """The question open now: one that is asked again, else the one that can still change the most."""
    known = table(talk)
    fact = state.asking or known.next(state.answers, state.passed)
    return known.questions[fact] if fact else None


def go_on(talk: Talk) -> None:
    """The next question; or, when none would change anything, the result."""
    state = begun(talk)
    question = current(talk, state)
    if question is None:
        screened.result(talk, state)
    else:
        ask(talk, state, question)


def ask(talk: Talk, state: Screening, question: Question) -> None:
    """One question with its options; of several, those not chosen yet."""
    reached = table(talk).relevant(state.answers, state.passed)
    if state.chosen:
        chosen = screened.options(talk, question.id, state.chosen)
        text = talk.word("fit.more", chosen=chosen)
    elif state.asking:
        number = reached.index(question.id) + 1 if question.id in reached else 1
        text = talk.word("fit.again", number=number, question=screened.question(talk, question.id))
    else:
        number = len(reached) + 1
        most = len(reached) + table(talk).at_most(state.answers, state.passed)
        text = talk.word("fit.question", number=number, most=most, question=screened.question(talk, question.id))
    talk.say(text, *_buttons(talk, state, question), card="choice")


def _buttons(talk: Talk, state: Screening, question: Question) -> list[Choice]:
    offered = [
        Choice(screened.option(talk, question.id, option), f"fit_set:{state.stamp}:{question.id}:{option}")
        for option in question.options
        if option not in state.chosen
    ]
    if state.chosen:
        return [talk.choice("fit_done", f"fit_done:{state.stamp}"), *offered]
    offered.append(talk.choice("unknown", f"fit_pass:{state.stamp}:{question.id}"))
    if question.id == "who" and not state.client:
        offered.append(talk.choice("fit_client", f"fit_client:{state.stamp}"))
    offered.append(talk.choice("why", "why", aside=True))
    if state.answers or state.passed:
        offered.append(talk.choice("back", "back", aside=True))
    return offered


def press(talk: Talk, stamp: str, fact: str, option: str) -> None:
    """An option's button. One of an earlier question changes nothing and says how to change it."""
    state = begun(talk, stamp)
    question = current(talk, state)
    if fact not in table(talk).questions or option not in table(talk).questions[fact].options:
        raise Gone(option)
    if question is None or question.id != fact:
        _stale(talk, state, fact)
    elif question.several:
        state.chosen = tuple(one for one in question.options if one in (*state.chosen, option))
        if len(state.chosen) == len(question.options):
            take(talk, state, question, state.chosen)
        else:
            ask(talk, state, question)
    else:
        take(talk, state, question, (option,))


def take(talk: Talk, state: Screening, question: Question, chosen: tuple[str, ...]) -> None:
    """Keep an answer and go on."""
    state.answers[question.id] = chosen
    state.passed = tuple(fact for fact in state.passed if fact != question.id)
    state.chosen, state.asking = (), ""
    go_on(talk)


def done(talk: Talk, stamp: str) -> None:
    """「就這些」: what was chosen of a question that takes several."""
    state = begun(talk, stamp)
    question = current(talk, state)
    if question is None or not state.chosen:
        go_on(talk)
    else:
        take(talk, state, question, state.chosen)


def finish(talk: Talk) -> None:
    """「就這些」 typed."""
    done(talk, begun(talk).stamp)


def unknown(talk: Talk, stamp: str, fact: str) -> None:
    """「不知道」: it decides nothing, and isn't asked again."""
    state = begun(talk, stamp)
    question = current(talk, state)
    if question is None or question.id != fact:
        _stale(talk, state, fact)
        return
    state.answers.pop(fact, None)
    state.passed = (*(one for one in state.passed if one != fact), fact)
    state.chosen, state.asking = (), ""
    go_on(talk)


def _stale(talk: Talk, state: Screening, fact: str) -> None:
    if fact not in table(talk).questions:
        raise Gone(fact)
    change = talk.choice("fit_change", f"fit_again:{state.stamp}:{fact}")
    talk.tell("fit.stale", change, talk.choice("continue", "resume"), question=screened.question(talk, fact))


def again(talk: Talk, stamp: str, fact: str) -> None:
    """Ask an answered question again."""
    state = begun(talk, stamp)
    if fact not in table(talk).questions:
        raise Gone(fact)
    state.asking, state.chosen = fact, ()
    go_on(talk)


def edit(talk: Talk, stamp: str = "") -> None:
    """「改答案」: which one?"""
    state = begun(talk, stamp)
    reached = table(talk).relevant(state.answers, state.passed)
    choices = [Choice(screened.answered(talk, state, fact), f"fit_again:{state.stamp}:{fact}") for fact in reached]
    talk.tell("fit.which", *choices, card="choice")


def others(talk: Talk, stamp: str) -> None:
    """「為什麼不適合」: those that don't fit, and why."""
    screened.not_fitting(talk, begun(talk, stamp))


def client(talk: Talk, stamp: str) -> None:
    """A consultant: the answers are those of the firm it acts for, one firm at a time."""
    begun(talk, stamp).client = True
    talk.tell("fit.client")
    go_on(talk)


def another(talk: Talk, stamp: str) -> None:
    """The next firm a consultant acts for: nothing of the one before is kept."""
    begun(talk, stamp)
    _afresh(talk, client=True)
    go_on(talk)


def back(talk: Talk) -> None:
    """「上一題」: the question before."""
    state = begun(talk)
    reached = table(talk).relevant(state.answers, state.passed)
    place = reached.index(state.asking) if state.asking in reached else len(reached)
    if state.chosen:
        state.chosen = ()
        go_on(talk)
    elif place:
        again(talk, state.stamp, reached[place - 1])
    else:
        talk.tell("step.first")
        go_on(talk)


def why(talk: Talk) -> None:
    """「為什麼問」: what hangs on the open question."""
    state = begun(talk)
    question = current(talk, state)
    if question is not None:
        talk.say(screened.why(talk, question.id))
    go_on(talk)


def hear(talk: Talk, text: str) -> None:
    """A text: "edit 3", options in words or numbers, "don't know", else a question of the person's own."""
    state = begun(talk)
    question, reaction = current(talk, state), phrases().reaction(text)
    if (number := phrases().edit_number(text)) is not None:
        _edit_number(talk, state, number)
    elif question is None:
        answer.ask(talk, text)
    elif reaction == "why":
        why(talk)
    elif reaction is not None:
        unknown(talk, state.stamp, question.id)
    elif chosen := _read(talk, question, text):
        take(talk, state, question, chosen)
    else:
        finding = answer.find(talk, text)
        if finding.outcome == "answer" or phrases().is_question(text):
            answer.tell(talk, text, finding, aside=True)
        else:
            talk.tell("reading.not_an_option")
        go_on(talk)


def _edit_number(talk: Talk, state: Screening, number: int) -> None:
    reached = table(talk).relevant(state.answers, state.passed)
    if 1 <= number <= len(reached):
        again(talk, state.stamp, reached[number - 1])
    else:
        talk.tell("step.no_such", number=number, count=len(reached))


def _read(talk: Talk, question: Question, text: str) -> tuple[str, ...]:
    """The options that a text names, by their words or numbers; none where it isn't sure."""
    names = _names(talk, question)
    if not question.several:
        option = option_in(names, text)
        return (option,) if option else ()
    names |= {str(number): option for number, option in enumerate(question.options, start=1)}
    parts = [fold(part) for part in _BETWEEN.split(text) if fold(part)]
    chosen = {names[part] for part in parts if part in names}
    whole = bool(parts) and all(part in names for part in parts)
    return tuple(option for option in question.options if option in chosen) if whole else ()


def _names(talk: Talk, question: Question) -> dict[str, str]:
    named: dict[str, str] = {}
    for option in question.options:
        named |= dict.fromkeys(phrases().options.get(option, ()), option)
        named |= {fold(screened.option(talk, question.id, option, lang)): option for lang in LANGS}
    return named


DIALOG: Mapping[str, Callable[..., None]] = {
    "hear": hear,
    "back": back,
    "resume": go_on,
    "why": why,
    "details": go_on,
    "review": edit,
    "declared": finish,
}
"""What typed commands mean while a screening is in focus."""

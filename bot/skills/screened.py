"""A screening in words: its questions; for each programme the verdict, what is at stake, since when it is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.messages import Choice, Lang
from bot.state_screening import Screening
from bot.talk import Gone, Talk
from rules.parameters import Edition
from rules.screening import Fit, Judged, Option, Reason, Verdict, screening
from rules.screening import Screening as Table

IN_A_BUBBLE = 3
"""Programmes told in one bubble, so that it fits a phone."""
_FULL_WIDTH = str.maketrans("()", "（）")


def table(talk: Talk) -> Table:
    """The screening by the editions of today."""
    return screening(talk.desk.today)


def question(talk: Talk, fact: str) -> str:
    """The question that asks for a fact."""
    return _filled(talk, f"fit.fact.{fact}.question", fact)


def why(talk: Talk, fact: str) -> str:
    """What hangs on a fact: the programmes that it decides on, with their clauses."""
    lines = [_filled(talk, f"fit.fact.{fact}.why", fact)]
    for one in table(talk).options:
        clauses = [condition.clause for condition in one.conditions if fact in condition.tree.facts()]
        if clauses:
            named = talk.word(f"fit.programme.{one.id}.title")
            lines.append(talk.word("fit.decides", title=named, clause=clause(talk, one.edition, clauses[0])))
    return "\n".join(lines)


def name(talk: Talk, fact: str) -> str:
    """A fact's short name."""
    return talk.word(f"fit.fact.{fact}.name")


def option(talk: Talk, fact: str, value: str, lang: Lang | None = None) -> str:
    """An option's words, in the language spoken or another."""
    return _filled(talk, f"fit.fact.{fact}.{value}", fact, lang)


def options(talk: Talk, fact: str, values: Iterable[str]) -> str:
    """Several options' words."""
    return talk.word("list.comma").join(option(talk, fact, value) for value in values)


def answered(talk: Talk, state: Screening, fact: str) -> str:
    """A fact with the answer it got."""
    chosen = state.answers.get(fact)
    answer = options(talk, fact, chosen) if chosen else talk.word("draft.open_answer")
    return talk.word("fit.answered", name=name(talk, fact), answer=answer)


def _filled(talk: Talk, key: str, fact: str, lang: Lang | None = None) -> str:
    return talk.desk.words.say(key, lang or talk.lang, **table(talk).questions[fact].figures)


def clause(talk: Talk, edition: Edition, printed: str) -> str:
    """A clause as its document names it."""
    programme = talk.desk.programmes.get(edition.programme)
    return programme.wording.clause(printed, talk.lang) if programme else printed.translate(_FULL_WIDTH)


def title(talk: Talk, one: Option) -> str:
    """A programme's name with its year, and since when it is closed."""
    year = one.edition.covers_from.year
    closed = talk.desk.today > one.closes
    key = ("closed" if one.printed else "over") if closed else "open"
    shown = {"roc": year - 1911, "year": year, "day": _day(talk, one)}
    return talk.word(f"fit.title.{key}", title=talk.word(f"fit.programme.{one.id}.title"), **shown)


def _day(talk: Talk, one: Option) -> str:
    roc = f"{one.closes.year - 1911}/{one.closes:%m/%d}"
    return roc if talk.lang == "zh" else one.closes.isoformat()


def result(talk: Talk, state: Screening) -> None:
    """Every programme's verdict: what fits and what is at stake, what might and what decides, what doesn't."""
    fits = table(talk).fits(relevant(talk, state))
    by = {verdict: [fit for fit in fits if fit.verdict is verdict] for verdict in Verdict}
    shown = [verdict for verdict in (Verdict.FITS, Verdict.MIGHT) if by[verdict]]
    bubbles = [text for verdict in shown for text in _bubbles(talk, verdict, by[verdict])] or [talk.word("fit.none")]
    bubbles[-1] += "\n" + talk.word("fit.footer" if shown else "fit.none_next")
    for text in bubbles[:-1]:
        talk.say(text, card="result")
    talk.say(bubbles[-1], *_next_steps(talk, state, [*by[Verdict.FITS], *by[Verdict.MIGHT]]), card="result")


def relevant(talk: Talk, state: Screening) -> dict[str, tuple[str, ...]]:
    """The answers that a fresh run would ask for."""
    reached = table(talk).relevant(state.answers, state.passed)
    return {fact: state.answers[fact] for fact in reached if fact in state.answers}


def _bubbles(talk: Talk, verdict: Verdict, found: list[Fit]) -> list[str]:
    tell: Callable[[Talk, Fit], str] = _stake if verdict is Verdict.FITS else _deciding
    mark = talk.word(f"fit.mark.{verdict.value}")
    lines = [f"{mark}{title(talk, fit.option)}\n{tell(talk, fit)}" for fit in found]
    lines[0] = talk.word(f"fit.{verdict.value}", count=len(found)) + "\n" + lines[0]
    return ["\n".join(lines[start : start + IN_A_BUBBLE]) for start in range(0, len(lines), IN_A_BUBBLE)]


def _stake(talk: Talk, fit: Fit) -> str:
    one = fit.option
    stake = talk.word(f"fit.programme.{one.id}.stake", **figures(talk, one))
    return talk.word("fit.with_clause", text=stake, clause=clause(talk, one.edition, one.stake))


def figures(talk: Talk, one: Option) -> dict[str, int | str]:
    """The figures of what is at stake; several of one kind as a list."""
    return {
        name: talk.word("list.comma").join(f"{each:,}" for each in value) if isinstance(value, tuple) else value
        for name, value in one.figures.items()
    }


def _deciding(talk: Talk, fit: Fit) -> str:
    """What still decides, each reason with its clause; then what is at stake."""
    lines = [talk.word("fit.missing", facts=talk.word("list.comma").join(name(talk, one) for one in fit.missing))]
    lines = lines if fit.missing else []
    lines += [_reason(talk, fit, one) for one in fit.reasons if one.judged is not Judged.UNKNOWN]
    return "\n".join([*lines, _stake(talk, fit)])


def _reason(talk: Talk, fit: Fit, reason: Reason) -> str:
    text = talk.word(f"fit.reason.{reason.condition}.{reason.judged.value}")
    return talk.word("fit.with_clause", text=text, clause=clause(talk, fit.option.edition, reason.clause))


def _next_steps(talk: Talk, state: Screening, found: list[Fit]) -> list[Choice]:
    opened = {fit.option.opens: fit for fit in reversed(found)}
    steps = [
        talk.choice("fit_open", opens, title=talk.word(f"fit.opens.{opens.rpartition(':')[2]}"))
        for opens in dict.fromkeys(fit.option.opens for fit in found if fit.option.opens in opened)
    ]
    steps.append(talk.choice("fit_not", f"fit_not:{state.stamp}"))
    steps.append(talk.choice("fit_edit", f"fit_edit:{state.stamp}"))
    steps.append(talk.choice("fit_situations", "fit_about"))
    if state.client:
        steps.append(talk.choice("fit_next", f"fit_next:{state.stamp}"))
    return [*steps, talk.choice("ask_officer", "person"), talk.choice("menu", "menu")]


def not_fitting(talk: Talk, state: Screening) -> None:
    """「為什麼不適合」: those that don't fit, by reason, each with its clause."""
    by_reason: dict[str, list[str]] = {}
    for fit in table(talk).fits(relevant(talk, state)):
        if fit.verdict is Verdict.NOT:
            one = fit.reasons[0]
            text = talk.word(f"fit.reason.{one.condition}.{one.judged.value}")
            named = talk.word(f"fit.programme.{fit.option.id}.title")
            shown = clause(talk, fit.option.edition, one.clause)
            by_reason.setdefault(text, []).append(talk.word("fit.with_clause", text=named, clause=shown))
    lines = [
        talk.word("fit.not_line", reason=reason, titles=talk.word("list.comma").join(titles))
        for reason, titles in by_reason.items()
    ]
    back = (
        talk.choice("fit_result", "resume"),
        talk.choice("fit_edit", f"fit_edit:{state.stamp}"),
        talk.choice("fit_situations", "fit_about"),
    )
    talk.say("\n".join([talk.word("fit.not" if lines else "fit.not_none"), *lines]), *back)


def situation(talk: Talk, id: str = "") -> None:
    """What the documents say little about: which one, or what can honestly be said of it, with the nearest clauses."""
    known = table(talk).situations
    if not id:
        choices = [Choice(talk.word(f"fit.situation.{one}.name"), f"fit_about:{one}") for one in known]
        talk.tell("fit.which_situation", *choices, card="choice")
        return
    if id not in known:
        raise Gone(id)
    sources = (
        talk.word("answer.source", document=edition.document[talk.lang], clause=clause(talk, edition, printed))
        for edition, printed in known[id].clauses
    )
    text = "\n".join([talk.word(f"fit.situation.{id}.text"), *sources])
    choices = [talk.choice("fit_situations", "fit_about"), talk.choice("ask_officer", "person")]
    if talk.conversation.screening is not None:
        choices.insert(0, talk.choice("continue", "resume"))
    talk.say(text, *choices)

"""A text while a county is scored: the county, a figure, a reaction, or a question of the person's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.messages import Choice
from bot.phrases import phrases
from bot.skills import answer, county, county_asking, person
from bot.skills.county_figures import Given, Unsure, read
from bot.skills.county_places import wished
from bot.skills.county_standing import FOCUS, begun, lines, opened, overview, result
from bot.state_county import Scoring
from bot.talk import Talk
from rules.procurement import scoring_words
from rules.procurement.county_figures import FIELDS

PROGRAMME = "procurement"
_DIGIT = re.compile(r"\d")
_NO_NUMBER = frozenset({"not_a_number", "not_money", "not_yes_or_no"})
"""What a reader says of a text that is no number at all, so that it may be a question, unless digits stand in it."""


def hear(talk: Talk, text: str) -> None:
    """A text while a county's score is in focus."""
    scoring = begun(talk)
    wish = phrases().in_county(text)
    if wish is not None:
        (_WISHES[wish] if scoring.county else county.go_on)(talk)
    elif scoring.choosing:
        if not county.hear_county(talk, scoring, text):
            _no_such(talk, scoring, text)
    elif (name := wished(text)) is not None:
        county.hear_county(talk, scoring, name)
    elif scoring.asking:
        _hear_figure(talk, scoring, text)
    elif phrases().is_question(text):
        if not _answered_aside(talk, text):
            answer.ask(talk, text)
    elif phrases().reaction(text) is not None and scoring.county:
        talk.tell("county.pick_one")
        overview(talk)
    elif not county.hear_county(talk, scoring, text) and not _edited(talk, scoring, text):
        _not_read(talk, scoring, text)


def _no_such(talk: Talk, scoring: Scoring, text: str) -> None:
    talk.tell("county.no_such", text=text[:10])
    county.which(talk, scoring)


def _not_read(talk: Talk, scoring: Scoring, text: str) -> None:
    """Neither a county nor a question: what can be done here."""
    if not scoring.county:
        _no_such(talk, scoring, text)
    elif not _answered_aside(talk, text):
        talk.tell("county.pick_one")
        overview(talk)


def hear_wish(talk: Talk, text: str) -> bool:
    """「台中考評」 outside of any dialog: begins with that county; False for any other text."""
    name = wished(text)
    if name is None:
        return False
    return county.hear_county(talk, opened(talk), name)


def _edited(talk: Talk, scoring: Scoring, text: str) -> bool:
    """「改第 4 題」: a figure by its place in the table."""
    number = phrases().edit_number(text)
    if number is None or not scoring.county:
        return False
    if 1 <= number <= len(FIELDS):
        county_asking.edit(talk, scoring.stamp, list(FIELDS)[number - 1])
    else:
        talk.tell("county.no_such_figure", number=number, count=len(FIELDS))
        county.go_on(talk)
    return True


def _hear_figure(talk: Talk, scoring: Scoring, text: str) -> None:
    match phrases().reaction(text):
        case "why":
            county_asking.why(talk, scoring)
        case "unknown" | "skip":
            county_asking.unknown(talk, scoring.stamp, scoring.asking)
        case "staff":
            person.write(talk)
        case _:
            if _edited(talk, scoring, text) or (phrases().is_question(text) and _answered_aside(talk, text)):
                return
            if answer.asked_in_vain(talk, text):
                county.go_on(talk)
            else:
                _hear_number(talk, scoring, text)


def _hear_number(talk: Talk, scoring: Scoring, text: str) -> None:
    match read(scoring.asking, text):
        case Given(values=values):
            county_asking.take(talk, scoring, values)
        case Unsure(key=key, candidates=candidates):
            if key in _NO_NUMBER and not _DIGIT.search(text) and _answered_aside(talk, text):
                return
            names, code = scoring_words(), scoring.asking
            choices = [
                Choice(
                    names.number(code.removeprefix("declared."), value, talk.lang),
                    f"county_set:{scoring.stamp}:{code}:{value}",
                )
                for value in candidates
            ]
            talk.say(talk.word(f"county.reading.{key}", text=text[:20]), *choices)
            if not candidates:
                county_asking.ask(talk, scoring, code)


def _answered_aside(talk: Talk, text: str) -> bool:
    """Answer a question asked in the middle and repeat the step; False when the knowledge has nothing on it."""
    if answered := answer.answered_aside(talk, text, PROGRAMME):
        county.go_on(talk)
    return answered


_WISHES: Mapping[str, Callable[[Talk], None]] = {
    "next": county.nearest,
    "result": result,
    "overview": overview,
    "other": county.other,
    "declared": county_asking.declared,
}

DIALOG: Mapping[str, Callable[..., None]] = {
    "hear": hear,
    "resume": county.go_on,
    "back": county.back,
    "cancel": county.cancel,
    "details": lines,
    "review": overview,
    "declared": result,
    "print": result,
}
"""What the commands that any dialog knows do while a county's score is in focus."""

VERBS: Mapping[str, Callable[..., None]] = {
    "county": county.begin,
    "county_other": county.other,
    "county_pick": county.pick,
    "county_overview": overview,
    "county_fill": county.fill,
    "county_part": county.fill,
    "county_set": county_asking.press,
    "county_unknown": county_asking.unknown,
    "county_skip": county_asking.skip,
    "county_edit": county_asking.edit,
    "county_declared": county_asking.declared,
    "county_next": county.nearest,
    "county_lines": lines,
    "county_result": result,
}
"""The verbs of this dialog's buttons."""

__all__ = ["DIALOG", "FOCUS", "VERBS", "hear", "hear_wish"]

"""Where a county's score in conversation stands: which one, by which plan, what is known of it, and how it is told."""

from __future__ import annotations

from bot.scoring.told import Told, plan_of, told_of
from bot.skills import county_telling as telling
from bot.state_county import Scoring
from bot.talk import Gone, Talk
from rules.procurement import Plan, latest
from rules.procurement.county_figures import FIELDS

FOCUS = "county"
"""What is in focus while a county is scored."""


def opened(talk: Talk) -> Scoring:
    """The score under way, or a new one, brought into focus."""
    conversation = talk.conversation
    if conversation.county is None:
        conversation.sheets += 1
        conversation.county = Scoring(number=conversation.sheets, edition=latest().id)
    conversation.focus, conversation.asking, conversation.expecting = FOCUS, None, ""
    return conversation.county


def begun(talk: Talk, stamp: str = "") -> Scoring:
    """The score under way, brought into focus. Raises Gone where there is none, or the button is another's."""
    scoring = talk.conversation.county
    if scoring is None or (stamp and scoring.stamp != stamp):
        raise Gone(stamp)
    talk.conversation.focus = FOCUS
    return scoring


def plan_in(scoring: Scoring) -> Plan:
    """The plan the score was begun under. Raises Gone when it is no longer on file."""
    try:
        return plan_of(scoring)
    except LookupError:
        raise Gone(scoring.edition) from None


def told(talk: Talk, scoring: Scoring) -> Told:
    """The score as it stands, to be told. Raises BadFigures for figures that contradict each other."""
    plan_in(scoring)
    return told_of(scoring, talk.lang, talk.desk.today)


def open_figures(scoring: Scoring, part: str = "") -> list[str]:
    """The figures not given and not said to be unknown, in the order of the table."""
    return [
        name
        for name, field in FIELDS.items()
        if name not in scoring.figures and name not in scoring.passed and part in ("", field.part)
    ]


def chosen(scoring: Scoring) -> None:
    """Raises Gone where no county is chosen yet, so that nothing can be asked or told of it."""
    if not scoring.county:
        raise Gone(scoring.stamp)


def overview(talk: Talk) -> None:
    """The parts with their points so far, and what can be done next."""
    scoring = begun(talk)
    chosen(scoring)
    scoring.choosing = False
    scoring.asking, scoring.once, scoring.after = "", False, ""
    telling.overview(talk, scoring, told(talk, scoring), open_figures(scoring))


def result(talk: Talk, stamp: str = "") -> None:
    """The whole in one bubble, with its papers."""
    scoring = begun(talk, stamp)
    chosen(scoring)
    scoring.asking, scoring.once, scoring.after = "", False, ""
    telling.result(talk, scoring, told(talk, scoring))


def lines(talk: Talk) -> None:
    """「逐項看」: every line with working and clause, part by part."""
    scoring = begun(talk)
    chosen(scoring)
    telling.lines(talk, scoring, told(talk, scoring))

"""A county's score in conversation: which county, then its figures part by part, with the points after each."""

from __future__ import annotations

from bot.messages import Choice
from bot.skills import county_telling as telling
from bot.skills.county_asking import ask
from bot.skills.county_places import Several, found_in
from bot.skills.county_standing import begun, chosen, open_figures, opened, overview, plan_in, result, told
from bot.state_county import Scoring
from bot.talk import Gone, Talk
from rules.procurement import counties
from rules.procurement import county as county_of

NEAREST = 6
"""Counties offered as buttons, the first of the document; any other is typed."""


def begin(talk: Talk) -> None:
    """「縣市考評試算」: goes on with the one under way, else asks for the county."""
    opened(talk)
    go_on(talk)


def open_again(talk: Talk) -> list[Choice]:
    """The button that takes the county's score up again, where there is one with figures."""
    scoring = talk.conversation.county
    if scoring is None or not scoring.started:
        return []
    return [talk.choice("county_open", "county", county=telling.county_name(scoring, talk.lang))]


def other(talk: Talk) -> None:
    """「換縣市」: asks which; what was given for this one is kept."""
    scoring = begun(talk)
    scoring.choosing = True
    which(talk, scoring)


def which(talk: Talk, scoring: Scoring) -> None:
    """Ask for the county: a few as buttons, any other by its name."""
    names = [
        Choice(one.zh if talk.lang == "zh" else one.en, f"county_pick:{scoring.stamp}:{one.id}")
        for one in counties()[:NEAREST]
    ]
    talk.say(talk.word("county.which"), *names, card="choice")


def hear_county(talk: Talk, scoring: Scoring, text: str) -> bool:
    """The county a text names; of two that share a name, or one that is nearly it, a choice. False for none."""
    found = found_in(text)
    if isinstance(found, Several):
        choices = [
            Choice(one.zh if talk.lang == "zh" else one.en, f"county_pick:{scoring.stamp}:{one.id}")
            for one in found.counties
        ]
        talk.say(talk.word("county.which_of", name=found.name), *choices, card="choice")
    elif found is not None:
        pick(talk, scoring.stamp, found.id)
    return found is not None


def pick(talk: Talk, stamp: str, county: str) -> None:
    """A county is chosen; figures given for another aren't taken along."""
    scoring = begun(talk, stamp)
    try:
        chosen = county_of(county)
    except LookupError:
        raise Gone(county) from None
    scoring.choosing = False
    if scoring.county != chosen.id:
        scoring.turn_to(chosen.id)
    overview(talk)


def go_on(talk: Talk) -> None:
    """Where the score stands: the county, the figure asked, or the overview."""
    scoring = begun(talk)
    if not scoring.county or scoring.choosing:
        which(talk, scoring)
    elif scoring.asking:
        ask(talk, scoring, scoring.asking)
    else:
        overview(talk)


def fill(talk: Talk, stamp: str, part: str = "") -> None:
    """Ask the first figure still open, of a part or of all; of a part that is done, show what it gives."""
    scoring = begun(talk, stamp)
    chosen(scoring)
    wanted = open_figures(scoring, part)
    if part and part not in plan_in(scoring).scoring.rates.parts:
        raise Gone(part)
    if wanted:
        ask(talk, scoring, wanted[0])
    elif part:
        telling.part(talk, scoring, told(talk, scoring), part)
    else:
        result(talk, stamp)


def nearest(talk: Talk, stamp: str = "") -> None:
    """「還差多少」: the next points that ask least."""
    scoring = begun(talk, stamp)
    chosen(scoring)
    telling.nearest(talk, scoring, told(talk, scoring))
    if scoring.asking:
        ask(talk, scoring, scoring.asking)


def back(talk: Talk) -> None:
    """「上一題」: the figure answered before this one, asked again."""
    scoring = begun(talk)
    scoring.choosing = False
    trail = scoring.trail
    place = trail.index(scoring.asking) if scoring.asking in trail else len(trail)
    if place and scoring.county:
        ask(talk, scoring, trail[place - 1])
    else:
        talk.tell("step.first")
        go_on(talk)


def cancel(talk: Talk) -> None:
    """「取消」: out of a figure back to the overview; out of the overview, stop here. The figures stay."""
    scoring = begun(talk)
    if scoring.asking or (scoring.choosing and scoring.county):
        overview(talk)
    else:
        talk.conversation.focus = ""
        talk.tell("talk.cancelled", talk.choice("menu", "menu"))

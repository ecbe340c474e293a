"""A county's score in conversation: which county, then its figures part by part, with the points after each."""

from __future__ import annotations

from bot.messages import Choice
from bot.scoring.told import Told, plan_of, told_of
from bot.skills import county_telling as telling
from bot.skills.county_places import Several, found_in
from bot.state_county import Scoring
from bot.talk import Gone, Talk
from rules.procurement import (
    BadFigures,
    Plan,
    counties,
    latest,
    scoring_words,
)
from rules.procurement import county as county_of
from rules.procurement.county_figures import DECLARED, FIELDS
from rules.procurement.targets import Item

FOCUS = "county"
"""What is in focus while a county is scored."""
NEAREST = 6
"""Counties offered as buttons, the first of the document; any other is typed."""


def begin(talk: Talk) -> None:
    """「縣市考評試算」: goes on with the one under way, else asks for the county."""
    opened(talk)
    go_on(talk)


def opened(talk: Talk) -> Scoring:
    """The score under way, or a new one, brought into focus."""
    conversation = talk.conversation
    if conversation.county is None:
        conversation.sheets += 1
        conversation.county = Scoring(number=conversation.sheets, edition=latest().id)
    conversation.focus, conversation.asking, conversation.expecting = FOCUS, None, ""
    return conversation.county


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


def overview(talk: Talk) -> None:
    """The parts with their points so far, and what can be done next."""
    scoring = begun(talk)
    _chosen(scoring)
    scoring.choosing = False
    scoring.asking, scoring.once, scoring.after = "", False, ""
    telling.overview(talk, scoring, told(talk, scoring), open_figures(scoring))


def open_figures(scoring: Scoring, part: str = "") -> list[str]:
    """The figures not given and not said to be unknown, in the order of the table."""
    return [
        name
        for name, field in FIELDS.items()
        if name not in scoring.figures and name not in scoring.passed and part in ("", field.part)
    ]


def fill(talk: Talk, stamp: str, part: str = "") -> None:
    """Ask the first figure still open, of a part or of all; of a part that is done, show what it gives."""
    scoring = begun(talk, stamp)
    _chosen(scoring)
    wanted = open_figures(scoring, part)
    if part and part not in plan_in(scoring).scoring.rates.parts:
        raise Gone(part)
    if wanted:
        ask(talk, scoring, wanted[0])
    elif part:
        telling.part(talk, scoring, told(talk, scoring), part)
    else:
        result(talk, stamp)


def _chosen(scoring: Scoring) -> None:
    if not scoring.county:
        raise Gone(scoring.stamp)


def ask(talk: Talk, scoring: Scoring, code: str) -> None:
    """One figure: its place, what counts in it, the target; a bare number is the answer."""
    scoring.asking = code
    names, figure = scoring_words(), code.removeprefix("declared.")
    year = int(scoring.edition)
    county = telling.county_name(scoring, talk.lang)
    if figure == code:
        place = {"number": list(FIELDS).index(code) + 1, "count": len(FIELDS)}
        question = names.question(code, talk.lang, year)
        lines = [talk.word("county.question", county=county, question=question, **place)]
    else:
        lines = [talk.word("county.question_declared", county=county, name=names.figure(code, talk.lang))]
    target = _target(scoring, figure)
    if target is not None:
        lines.append(talk.word("county.target", target=names.number(figure, target, talk.lang)))
    lines.append(names.hint(figure, talk.lang))
    if (kept := scoring.get(code)) is not None:
        lines.append(talk.word("county.kept", value=names.number(figure, kept, talk.lang)))
    talk.say("\n".join(lines), *_buttons(talk, scoring, code, target), card="choice")
    talk.asks = FIELDS[figure].unit != "yes_no"


def _target(scoring: Scoring, figure: str) -> int | None:
    item: Item | None = FIELDS[figure].target
    return plan_in(scoring).targets.target(item, scoring.county).value if item else None


def _buttons(talk: Talk, scoring: Scoring, code: str, target: int | None) -> list[Choice]:
    """Values to press; all but yes and no are asides, so that a bare number is never a button's."""
    names, stamp, figure = scoring_words(), scoring.stamp, code.removeprefix("declared.")
    if FIELDS[figure].unit == "yes_no":
        offered = [
            Choice(names.yes_no(value, talk.lang), f"county_set:{stamp}:{code}:{int(value)}") for value in (True, False)
        ]
    else:
        values = [target] if target is not None else [0]
        offered = [
            Choice(names.number(figure, value, talk.lang), f"county_set:{stamp}:{code}:{value}", aside=True)
            for value in values
        ]
    offered.append(talk.choice("unknown", f"county_unknown:{stamp}:{code}", aside=True))
    if figure == code and not scoring.once:
        offered.append(talk.choice("county_skip", f"county_skip:{stamp}:{FIELDS[code].part}", aside=True))
    offered.append(talk.choice("county_overview", "county_overview", aside=True))
    if scoring.trail:
        offered.append(talk.choice("back", "back", aside=True))
    return offered


def press(talk: Talk, stamp: str, code: str, raw: str) -> None:
    """A value's button; one of an earlier question says so and changes nothing."""
    scoring = begun(talk, stamp)
    if not raw.isdecimal() or not _is_code(code) or int(raw) > FIELDS[code.removeprefix("declared.")].most:
        raise Gone(raw)
    if scoring.asking == code:
        take(talk, scoring, {code: int(raw)})
    else:
        name = scoring_words().figure(code, talk.lang)
        change = talk.choice("county_change", f"county_edit:{stamp}:{code}", name=name)
        key = "county.same" if scoring.get(code) == int(raw) else "county.stale"
        talk.tell(key, change, talk.choice("continue", "resume"), name=name)


def _is_code(code: str) -> bool:
    return code in FIELDS or code in {f"declared.{name}" for name in DECLARED}


def take(talk: Talk, scoring: Scoring, values: dict[str, int]) -> None:
    """Keep figures, say what they give, and ask the next; figures that contradict others aren't kept."""
    before = scoring.model_copy()
    for code, value in values.items():
        scoring.put(code, value)
    try:
        now = told(talk, scoring)
    except BadFigures as bad:
        talk.conversation.county = before
        talk.say("\n".join(scoring_words().problem(one, talk.lang) for one in bad.problems))
        ask(talk, before, before.asking)
        return
    telling.noted(talk, now, values)
    _next(talk, scoring, next(iter(values)))


def unknown(talk: Talk, stamp: str, code: str) -> None:
    """「不知道」: the figure stays unknown, and the bounds wide."""
    scoring = begun(talk, stamp)
    if not _is_code(code):
        raise Gone(code)
    scoring.drop(code)
    telling.left_open(talk, told(talk, scoring), code)
    _next(talk, scoring, code)


def _next(talk: Talk, scoring: Scoring, code: str) -> None:
    """What follows a figure: after one asked out of turn what was asked before, else the next of the table."""
    scoring.trail = (*(one for one in scoring.trail if one != code), code)
    if scoring.once:
        scoring.once = False
        if scoring.after and scoring.after != code:
            ask(talk, scoring, scoring.after)
        else:
            overview(talk)
    elif code.startswith("declared."):
        following = [f"declared.{name}" for name in DECLARED if _declared_open(scoring, name)]
        if following:
            ask(talk, scoring, following[0])
        else:
            overview(talk)
    else:
        _after(talk, scoring, code)


def _after(talk: Talk, scoring: Scoring, code: str) -> None:
    """The next open figure further down the table; the overview where only earlier ones are open; else the result."""
    wanted, order = open_figures(scoring), list(FIELDS)
    later = [name for name in wanted if order.index(name) > order.index(code)]
    if later:
        ask(talk, scoring, later[0])
    elif wanted:
        overview(talk)
    else:
        result(talk, scoring.stamp)


def _declared_open(scoring: Scoring, name: str) -> bool:
    return name not in scoring.declared and f"declared.{name}" not in scoring.passed


def skip(talk: Talk, stamp: str, part: str) -> None:
    """「這部分先跳過」: its open figures stay unknown; the next part follows."""
    scoring = begun(talk, stamp)
    within = [name for name, field in FIELDS.items() if field.part == part]
    if not within:
        raise Gone(part)
    for name in open_figures(scoring, part):
        scoring.drop(name)
    _after(talk, scoring, within[-1])


def edit(talk: Talk, stamp: str, code: str) -> None:
    """Ask for a figure out of turn."""
    scoring = begun(talk, stamp)
    _chosen(scoring)
    if not _is_code(code):
        raise Gone(code)
    if not scoring.once:
        scoring.after = scoring.asking
    scoring.once = True
    ask(talk, scoring, code)


def declared(talk: Talk, stamp: str = "") -> None:
    """What stores and firms declared themselves, to stand beside the officer's own figures."""
    scoring = begun(talk, stamp)
    _chosen(scoring)
    scoring.once = False
    scoring.passed = tuple(code for code in scoring.passed if not code.startswith("declared."))
    open_ = [name for name in DECLARED if _declared_open(scoring, name)]
    ask(talk, scoring, f"declared.{(open_ or list(DECLARED))[0]}")


def result(talk: Talk, stamp: str = "") -> None:
    """The whole in one bubble, with its papers."""
    scoring = begun(talk, stamp)
    _chosen(scoring)
    scoring.asking, scoring.once, scoring.after = "", False, ""
    telling.result(talk, scoring, told(talk, scoring))


def nearest(talk: Talk, stamp: str = "") -> None:
    """「還差多少」: the next points that ask least."""
    scoring = begun(talk, stamp)
    _chosen(scoring)
    telling.nearest(talk, scoring, told(talk, scoring))
    if scoring.asking:
        ask(talk, scoring, scoring.asking)


def lines(talk: Talk) -> None:
    """「逐項看」: every line with working and clause, part by part."""
    scoring = begun(talk)
    _chosen(scoring)
    telling.lines(talk, scoring, told(talk, scoring))


def why(talk: Talk, scoring: Scoring) -> None:
    """「為什麼問」: the line a figure counts in, its points and clause; then the step again."""
    telling.why(talk, told(talk, scoring), scoring.asking)
    ask(talk, scoring, scoring.asking)


def back(talk: Talk) -> None:
    """「上一題」: the figure answered before this one, asked again."""
    scoring = begun(talk)
    scoring.choosing = False
    earlier = [code for code in scoring.trail if code != scoring.asking]
    if not scoring.county or not earlier:
        talk.tell("step.first")
        go_on(talk)
        return
    place = scoring.trail.index(scoring.asking) if scoring.asking in scoring.trail else len(scoring.trail)
    code = scoring.trail[place - 1] if place else scoring.trail[0]
    ask(talk, scoring, code)


def cancel(talk: Talk) -> None:
    """「取消」: out of a figure back to the overview; out of the overview, stop here. The figures stay."""
    scoring = begun(talk)
    if scoring.asking or (scoring.choosing and scoring.county):
        overview(talk)
    else:
        talk.conversation.focus = ""
        talk.tell("talk.cancelled", talk.choice("menu", "menu"))

"""Asking for a county's figures one after the other, and taking them; an earlier one again, or out of turn."""

from __future__ import annotations

from bot.messages import Choice
from bot.skills import county_telling as telling
from bot.skills.county_standing import begun, chosen, open_figures, overview, plan_in, result, told
from bot.state_county import Scoring
from bot.talk import Gone, Talk
from rules.procurement import BadFigures, scoring_words
from rules.procurement.county_figures import DECLARED, FIELDS
from rules.procurement.targets import Item


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
    chosen(scoring)
    if not _is_code(code):
        raise Gone(code)
    if not scoring.once:
        scoring.after = scoring.asking
    scoring.once = True
    ask(talk, scoring, code)


def declared(talk: Talk, stamp: str = "") -> None:
    """What stores and firms declared themselves, to stand beside the officer's own figures."""
    scoring = begun(talk, stamp)
    chosen(scoring)
    scoring.once = False
    scoring.passed = tuple(code for code in scoring.passed if not code.startswith("declared."))
    open_ = [name for name in DECLARED if _declared_open(scoring, name)]
    ask(talk, scoring, f"declared.{(open_ or list(DECLARED))[0]}")


def why(talk: Talk, scoring: Scoring) -> None:
    """「為什麼問」: the line a figure counts in, its points and clause; then the step again."""
    telling.why(talk, told(talk, scoring), scoring.asking)
    ask(talk, scoring, scoring.asking)

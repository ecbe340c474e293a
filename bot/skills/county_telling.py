"""What is said of a county's score: the overview, the points after a figure, next points, the result and its papers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Choice, Lang, Link
from bot.scoring.papers import REPORT, SCORE
from bot.scoring.told import Told
from bot.state_county import Scoring
from bot.talk import Talk
from rules.procurement import Bounds, CountyLine, cheapest, county, scoring_words
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import INPUTS
from rules.procurement.scores import plain

LINES_SHOWN = 2
STEPS_SHOWN = 5


def county_name(scoring: Scoring, lang: Lang) -> str:
    """The name of the county that is scored."""
    chosen = county(scoring.county)
    return chosen.zh if lang == "zh" else chosen.en


def overview(talk: Talk, scoring: Scoring, told: Told, wanted: Sequence[str]) -> None:
    """The parts with their points so far; where to go on."""
    stamp = scoring.stamp
    choices = (
        [talk.choice("county_fill" if scoring.started else "county_start", f"county_fill:{stamp}")] if wanted else []
    )
    choices += [Choice(_short(talk, one), f"county_part:{stamp}:{one.id}") for one in told.score.parts]
    if scoring.started:
        choices += [
            talk.choice("county_next", f"county_next:{stamp}"),
            talk.choice("county_result", f"county_result:{stamp}"),
        ]
    choices += [
        talk.choice("county_declared", f"county_declared:{stamp}", aside=True),
        talk.choice("county_other", "county_other", aside=True),
    ]
    known = len(scoring.figures)
    text = [told.title(), told.total(), talk.word("county.known", known=known, count=len(FIELDS))]
    if not scoring.started:
        text.append(told.source())
    talk.say("\n".join(text), *choices, card="choice")


def _short(talk: Talk, part: Bounds) -> str:
    """A part with its points, short enough for a button."""
    points = {name: plain(getattr(part, name)) for name in ("low", "high", "most")}
    if part.low == part.high:
        shown = talk.word("county.short_exact", points=points["low"], most=points["most"])
    else:
        shown = talk.word("county.short_points", **points)
    return talk.word("county.short_part", name=talk.word(f"county.short.{part.id}"), points=shown)


def part(talk: Talk, scoring: Scoring, told: Told, id: str) -> None:
    """A part that is done: its lines, and its figures to change."""
    names, stamp = scoring_words(), scoring.stamp
    lines = [told.line(line) for line in told.score.lines if line.part == id]
    changes = [
        talk.choice("county_change", f"county_edit:{stamp}:{name}", name=names.figure(name, talk.lang))
        for name, field in FIELDS.items()
        if field.part == id
    ]
    talk.say("\n".join(lines), *changes, talk.choice("county_overview", "county_overview"), card="choice")


def noted(talk: Talk, told: Told, values: dict[str, int]) -> None:
    """What was noted, the points it gives with their working, what is missing to the next, the total so far."""
    names = scoring_words()
    given = (
        f"{names.figure(code, talk.lang)} {names.number(code.removeprefix('declared.'), value, talk.lang)}"
        for code, value in values.items()
    )
    text = [talk.word("county.noted", given=told.word_list(given))]
    if any(code.startswith("declared.") for code in values):
        text += told.beside()
    else:
        shown = [line for line in told.score.lines if set(values) & set(INPUTS[line.id]) and _tellable(line)]
        shown = shown[:LINES_SHOWN]
        missing = told.missing(shown)
        for line in shown:
            text.append(told.line(line))
            text += [told.next(step) for step in missing[line.id].steps if step.figure in values][:1]
    talk.say("\n".join([*text, talk.word("county.so_far", total=told.total())]))


def _tellable(line: CountyLine) -> bool:
    """Whether a line says something yet: all of it known, or activities as far as they are."""
    return not line.unknown or line.id == "activities"


def left_open(talk: Talk, told: Told, code: str) -> None:
    """A figure that stays unknown."""
    name = scoring_words().figure(code, talk.lang)
    talk.say(talk.word("county.left_open", name=name, total=told.total()))


def nearest(talk: Talk, scoring: Scoring, told: Told) -> None:
    """The next points that ask least, and how they are ranked."""
    steps = cheapest(told.plan, told.score)[:STEPS_SHOWN]
    after = [] if scoring.asking else _after(talk, scoring, "county_next")
    if not steps:
        unknown = len(told.score.figures.unknown())
        key = "nothing_given" if not scoring.figures else "nothing_known" if unknown else "nothing_next"
        talk.say(talk.word(f"county.{key}", total=told.total(), count=unknown), *after)
        return
    numbered = [f"{number}. {told.next(step)}" for number, step in enumerate(steps, start=1)]
    head = talk.word("county.nearest", county=told.county, total=told.total())
    talk.say("\n".join([head, *numbered, told.word("ranking"), told.source()]), *after)


def lines(talk: Talk, scoring: Scoring, told: Told) -> None:
    """Every line with its working, clause and next point: one bubble a part."""
    missing, names = told.missing(), scoring_words()
    for part in told.score.parts:
        text = [
            talk.word(
                "county.part", name=names.part(part.id, talk.lang), points=told.of_most(part.low, part.high, part.most)
            )
        ]
        for line in told.score.lines:
            if line.part == part.id:
                text += [f"・{told.line(line)}", *(f"　→ {one}" for one in told.next_of(missing[line.id])[:1])]
        talk.say("\n".join(text))
    last = talk.replies.pop()
    talk.say(f"{last.text}\n{told.source()}", *_after(talk, scoring, "details"))


def result(talk: Talk, scoring: Scoring, told: Told) -> None:
    """The total and the parts, what stands beside, the deduction that isn't applied, source and year, papers."""
    text = [told.title(), told.total(), *(f"・{_short(talk, one)}" for one in told.score.parts)]
    unknown = len(told.score.figures.unknown())
    if unknown:
        text.append(talk.word("county.unknown_left", count=unknown))
    talk.say("\n".join([*text, told.word("trial")]))
    aside = [*told.beside(), *told.remarks(), told.penalty(), told.source()]
    talk.say("\n".join(aside), *_after(talk, scoring, "county_result"), links=papers(talk, scoring), card="result")


def papers(talk: Talk, scoring: Scoring) -> tuple[Link, ...]:
    """The score for A4 and as a Word file, and the report on an innovation (附件五) as a Word file."""
    hint = talk.word("county.print_hint", county=county_name(scoring, "zh"))
    return (
        Link(talk.word("button.county_print"), f"/drafts/{SCORE}/print", hint),
        *(document(talk, scoring, which) for which in (SCORE, REPORT)),
    )


def document(talk: Talk, scoring: Scoring, which: str) -> Link:
    """One of the Word files."""
    label, hint = ("county_word", "word_hint") if which == SCORE else ("county_report", "report_hint")
    shown = talk.word(f"county.{hint}", county=county_name(scoring, "zh"))
    return Link(talk.word(f"button.{label}"), f"/drafts/{which}.docx", shown)


def _after(talk: Talk, scoring: Scoring, shown: str) -> list[Choice]:
    """Where to go from a result, without the way one came."""
    stamp = scoring.stamp
    begin = "county_fill" if scoring.started else "county_start"
    ways = {
        begin: f"county_fill:{stamp}",
        "county_next": f"county_next:{stamp}",
        "details": "county_lines",
        "county_result": f"county_result:{stamp}",
        "county_overview": "county_overview",
        "menu": "menu",
    }
    done = set(FIELDS) <= {*scoring.figures, *scoring.passed}
    return [talk.choice(key, value) for key, value in ways.items() if key != shown and not (done and key == begin)]


def why(talk: Talk, told: Told, code: str) -> None:
    """The line a figure counts in: how many points, by which clause, and what counts."""
    figure = code.removeprefix("declared.")
    names = scoring_words()
    worth = [
        talk.word("county.worth", line=names.line(line.id, talk.lang), most=plain(line.most), clause=line.clause)
        for line in told.score.lines
        if figure in INPUTS[line.id]
    ]
    talk.say("\n".join([*worth, names.hint(figure, talk.lang)]))

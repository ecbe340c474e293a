"""A county's score in words: lines with their working, next points, what stands beside, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from bot.messages import Lang
from bot.state_county import Scoring
from bot.wording import Words, read
from rules.procurement import (
    CountyLine,
    CountyScore,
    Missing,
    NextStep,
    Plan,
    cheapest,
    missing,
    plans,
    read_figures,
    score_county,
    scoring_words,
)
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import INPUTS
from rules.procurement.scores import plain

CHEAPEST = 8
"""So many of the next points are told; more would not be read."""


@cache
def words() -> Words:
    """The sentences of bot/wording/county.{zh,en}.yaml."""
    return read("county.")


class Told:
    """One score in one language."""

    def __init__(self, plan: Plan, score: CountyScore, lang: Lang, today: date) -> None:
        self.plan = plan
        self.score = score
        self.lang = lang
        self.today = today
        self._names = scoring_words()

    def word(self, key: str, **values: object) -> str:
        """A sentence of the county's own wording."""
        return words().say(f"county.{key}", self.lang, **values)

    @property
    def year(self) -> dict[str, int]:
        """The plan's year, in both reckonings."""
        return year_of(self.plan)

    @property
    def county(self) -> str:
        """The county's name."""
        return self.score.county.zh if self.lang == "zh" else self.score.county.en

    def title(self) -> str:
        """Whose score of which year."""
        return self.word("title", county=self.county, **self.year)

    def points(self, low: Decimal, high: Decimal) -> str:
        """Points, or from where to where."""
        if low == high:
            return self.word("exact", points=plain(low))
        return self.word("between", low=plain(low), high=plain(high))

    def of_most(self, low: Decimal, high: Decimal, most: Decimal) -> str:
        """Points and how many there are to be had."""
        if low == high:
            return self.word("of_most", points=plain(low), most=plain(most))
        return self.word("of_most_between", low=plain(low), high=plain(high), most=plain(most))

    def total(self) -> str:
        """The total and its maximum."""
        total = self.score.total
        return self.word("total", points=self.points(total.low, total.high), most=plain(total.most))

    def parts(self) -> list[str]:
        """Each part with its points."""
        return [
            self.word(
                "part", name=self._names.part(one.id, self.lang), points=self.of_most(one.low, one.high, one.most)
            )
            for one in self.score.parts
        ]

    def working(self, line: CountyLine) -> str:
        """How a line's points come about; of several ways or grades, one after the other."""
        steps = [self._names.step(step, self.lang) for step in line.working]
        items = [
            self.word(
                "item",
                name=self._names.figure(one.line, self.lang),
                working=self._names.step(one.working[0], self.lang),
            )
            for one in line.items
        ]
        return self.word_list([*items, *steps])

    def word_list(self, texts: Iterable[str]) -> str:
        """Texts one after the other."""
        return self.word("separator").join(texts)

    def line(self, line: CountyLine) -> str:
        """A line with its points, working and clause."""
        return self.word(
            "line",
            name=self._names.line(line.id, self.lang),
            points=self.of_most(line.low, line.high, line.most),
            working=self.working(line),
            clause=line.clause,
        )

    def figures(self, line: CountyLine) -> str:
        """The figures a line was scored by."""
        known = self.score.figures.known()
        shown = (
            f"{self._names.figure(name, self.lang)} {self._number(name, known[name])}"
            for name in INPUTS[line.id]
            if name in known
        )
        return self.word_list(shown) or self.word("unknown")

    def _number(self, figure: str, number: int) -> str:
        return self._names.number(figure, number, self.lang)

    def gain(self, step: NextStep) -> str:
        """What the total gains by a step."""
        if step.adds_high == 0:
            return self.word("gain_full", gain=plain(step.gain))
        if step.adds_low == step.adds_high:
            return self.word("gain_total", points=plain(step.adds_low))
        return self.word("gain_between", low=plain(step.adds_low), high=plain(step.adds_high))

    def next(self, step: NextStep) -> str:
        """How many more of what, and what the total gains."""
        name = self._names.figure(step.figure, self.lang)
        if FIELDS[step.figure].unit == "yes_no":
            return self.word("step_yes", figure=name, gain=self.gain(step))
        more = self._names.counted(step.figure, step.more, self.lang)
        number = self._names.counted(step.figure, step.number, self.lang)
        return self.word("step", figure=name, more=more, number=number, gain=self.gain(step))

    def missing(self, lines: Sequence[CountyLine] | None = None) -> dict[str, Missing]:
        """What these lines, or all of them, are missing, by line."""
        return {one.line: one for one in missing(self.plan, self.score, lines)}

    def next_of(self, missing: Missing) -> list[str]:
        """What a line is missing to its next point, or why it can't be said."""
        if missing.steps:
            return [self.next(step) for step in missing.steps]
        unknown = self.score.line(missing.line).unknown
        figures = self.word_list(self._names.figure(name, self.lang) for name in unknown)
        return [self.word(f"no_next.{missing.reason or 'none'}", **({"figures": figures} if unknown else {}))]

    def cheapest(self) -> list[str]:
        """The next points that ask least, in order."""
        return [self.next(step) for step in cheapest(self.plan, self.score)[:CHEAPEST]]

    def beside(self) -> list[str]:
        """The officer's own figures beside what stores and firms declared, with the points either would give."""
        told = []
        for one in self.score.beside:
            own = self.word("beside.unknown") if one.own is None else self._number(one.figure, one.own)
            told.append(
                self.word(
                    "beside.line",
                    figure=self._names.figure(one.figure, self.lang),
                    own=own,
                    declared=self._number(one.figure, one.declared),
                    difference=self._difference(one.figure, one.difference),
                )
            )
        for line in self.score.lines:
            if line.declared is not None:
                name, points = self._names.line(line.id, self.lang), self.points(line.declared, line.declared)
                told.append(self.word("beside.points", line=name, points=points))
        return told

    def _difference(self, figure: str, difference: int | None) -> str:
        if difference is None:
            return ""
        key = "same" if difference == 0 else "more" if difference > 0 else "less"
        shown = self._number(figure, abs(difference))
        return self.word(f"beside.{key}", **({} if key == "same" else {"number": shown}))

    def remarks(self) -> list[str]:
        """What staff should look at."""
        return [self._names.remark(key, self.lang) for key in self.score.remarks]

    def penalty(self) -> str:
        """The deduction for false reports, which isn't applied."""
        penalty = self.score.penalty
        return self.word("penalty", points=plain(penalty.points), clause=penalty.clause)

    def source(self) -> str:
        """The document, the year, and whether it is over."""
        return source(self.plan, self.lang, self.today)

    def whole(self) -> list[str]:
        """All of it, line by line, as a command line or a mail shows it."""
        missing = self.missing()
        told = [self.title(), self.total()]
        for part, head in zip(self.score.parts, self.parts(), strict=True):
            told += ["", head]
            for line in self.score.lines:
                if line.part == part.id:
                    told.append(f"  {self.line(line)}")
                    told += [f"    → {one}" for one in self.next_of(missing[line.id])]
        numbered = [f"  {number} {one}" for number, one in enumerate(self.cheapest(), start=1)]
        told += ["", self.word("cheapest"), *numbered, f"  {self.word('ranking')}"] if numbered else []
        for key, lines in (("beside.title", self.beside()), ("remarks", self.remarks())):
            told += ["", self.word(key), *(f"  {one}" for one in lines)] if lines else []
        return [*told, "", self.penalty(), self.source(), self.word("trial")]


def told_of(scoring: Scoring, lang: Lang, today: date) -> Told:
    """A conversation's score as it stands.

    Raises BadFigures for figures that contradict each other, LookupError where its plan is no longer on file.
    """
    plan = plan_of(scoring)
    own = {name: bool(value) if FIELDS[name].unit == "yes_no" else value for name, value in scoring.figures.items()}
    figures = read_figures({**own, "declared": scoring.declared})
    return Told(plan, score_county(plan, scoring.county, figures), lang, today)


def plan_of(scoring: Scoring) -> Plan:
    """The plan a conversation's score was begun under. Raises LookupError when it is no longer on file."""
    found = next((one for one in plans() if one.id == scoring.edition), None)
    if found is None:
        raise LookupError(scoring.edition)
    return found


def year_of(plan: Plan) -> dict[str, int]:
    """A plan's year in both reckonings, as the gaps of a sentence."""
    return {"roc": int(plan.id) - 1911, "year": int(plan.id)}


TABLE = "表2"
"""What all scores rest on."""


def source(plan: Plan, lang: Lang, today: date) -> str:
    """The document and clause, until when results were entered, and that no later year is on file."""
    due = plan.edition.results_due
    over = today > due and plan is plans()[-1]
    return words().say(
        "county.source",
        lang,
        document=plan.edition.document[lang],
        clause=TABLE,
        due=day(due, lang),
        closed=words().say("county.closed", lang) if over else "",
        **year_of(plan),
    )


def day(value: date, lang: Lang) -> str:
    """A day in both reckonings."""
    reckoned = {"roc": value.year - 1911, "month": value.month, "day": value.day, "iso": value.isoformat()}
    return words().say("county.date", lang, **reckoned)

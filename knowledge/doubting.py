"""A second look at a message that takes a figure for granted: it is asked for what it claims."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.claims import asked_of, asks_rate
from knowledge.data import kept, load
from knowledge.dates import percents_in, years_in, years_meant
from knowledge.decision import Desk
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.model import Answer, Finding, Lang, Topic
from knowledge.programmes import STRONG
from knowledge.text import simplified
from knowledge.words import shown

COUNTY: Final = f"{CountyFigures.kind}."
"""How the ids of a county's figures begin."""


@kept
def _beside() -> re.Pattern[str]:
    """Years that stand side by side: 107 年跟 108 年."""
    return re.compile(load("answering.yaml")["years_beside"])


class Doubting(Desk):
    """Decides as its base does; where that leaves a claim unanswered, it looks for the question behind the claim."""

    @property
    def _figures(self) -> CountyFigures:
        figures = self.shelf.by_kind[CountyFigures.kind]
        assert isinstance(figures, CountyFigures)
        return figures

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as, a false premise in it corrected, another year than was asked for named."""
        finding = self._doubted(text, lang, topic, today)
        return self._of_its_year(text, finding, today) if finding.outcome == "answer" else finding

    def _of_its_year(self, text: str, finding: Finding, today: date) -> Finding:
        """An answer that opens with the year it is of, where another is asked for that it doesn't speak of."""
        first, *others = finding.answers
        programme = self.programmes.by_id.get(first.programme or "")
        if first.kind not in ("answer", "lookup") or programme is None or not programme.annual:
            return finding
        named, beside = (
            self.question(text, finding.lang, None, today).years,
            _beside().search(simplified(text)) is not None,
        )
        asked = (named if first.kind == "lookup" or beside else []) if named else years_meant(text, today)
        if not asked:
            return finding
        entry = self.entries.get(first.entry)
        if entry and (entry.any_year or self.wording["going_on"] in self.index.explains[entry.id]):
            return finding
        own = (entry.years if entry else ()) or programme.years[:1]
        told = {*own, *years_in(first.text), *(year for other in others for year in self._years_of(other))}
        missing = [year for year in dict.fromkeys(asked) if year not in told]
        if not missing or (len(missing) < len(set(asked)) and not beside):
            return finding
        join = self.wording["decline"]["and"][finding.lang]
        other, years = join.join(self._year(year, finding.lang) for year in missing), self._year(own[0], finding.lang)
        opening = self.wording["of_its_year"][finding.lang].format(asked=other, own=years)
        return replace(finding, answers=(replace(first, text=f"{opening}\n{first.text}"), *others))

    def _years_of(self, answer: Answer) -> list[int]:
        """The years that an answer speaks of, and its programme's own."""
        programme = self.programmes.by_id.get(answer.programme or "")
        return [*years_in(answer.text), *(programme.years[:1] if programme else ())]

    def _doubted(self, text: str, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        finding = super().ask(text, lang=lang, topic=topic, today=today)
        if topic and self.for_its_year(finding):  # the year may be that of a question of its own
            alone = super().ask(text, lang=lang, topic=None, today=today)
            finding = alone if alone.outcome == "answer" else finding
        if finding.outcome == "answer" and finding.answers[0].kind == "answer":
            finding = self._looked_behind(text, finding, topic, today) or finding
        if finding.outcome == "answer" or (finding.reason and not self.for_its_year(finding)):
            return self._put_right(text, finding, lang, topic, today)
        for way in asked_of(text):
            found = super().ask(way, lang=lang or finding.lang, topic=topic, today=today)
            if found.outcome == "answer" and found.answers[0].kind != "talk":
                found = replace(found, lang=finding.lang, script=finding.script)
                return self._put_right(text, found, lang, topic, today)
        return self._of_another_year(text, finding, lang, topic, today) or finding

    def _looked_behind(self, text: str, finding: Finding, topic: Topic | None, today: date) -> Finding | None:
        """What tells of the question behind a claim, rather than what was found: a county's figures (桃園要輔導 264
        家吧), or a percentage where one is claimed and none was told (補一半對吧).
        """
        for way in asked_of(text):
            told = any(percents_in(answer.text) for answer in finding.answers)
            if not told and asks_rate(way) and not asks_rate(text):
                found = super().ask(way, lang=finding.lang, topic=topic, today=today)
                if found.outcome == "answer" and percents_in(found.answers[0].text):
                    return replace(found, script=finding.script)
            if topic is None and not self._figures.placed(shown(way)):
                continue
            county = self._looked_up(self.question(way, finding.lang, topic, today), None)
            if county and county.outcome == "answer" and county.answers[0].entry.startswith(COUNTY):
                return replace(county, script=finding.script)
        return None

    def _of_another_year(
        self, text: str, finding: Finding, lang: Lang | None, topic: Topic | None, today: date
    ) -> Finding | None:
        """A decline for the year, where the one programme that a message names is on file for other years alone."""
        question = self.question(text, lang, topic, today)
        named = [self.programmes.by_id[name] for name, weight in question.named.items() if weight >= STRONG]
        years = question.years
        offered = (self.entries.get(option.answer.entry) for option in finding.options)
        if any(e and e.programme and (e.any_year or self._of_year(question, e, y)) for e in offered for y in years):
            return None
        if len(named) != 1 or not named[0].annual or not years or any(year in named[0].years for year in years):
            return None
        told = self._of_other_years(question, named[0], years[0], ())
        return replace(told, lang=finding.lang, script=finding.script, subject=named[0].name[finding.lang])

    def _put_right(self, text: str, finding: Finding, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """The finding, opening with what is not so where the text has a figure that none of its answers has."""
        if finding.outcome != "answer":
            return finding
        first, *others = finding.answers
        whole = replace(first, text="\n".join(answer.text for answer in finding.answers))
        question = self.question(text, lang, topic, today)
        opening = self.premises.corrected(question, whole).text.removesuffix(whole.text)
        first = self.premises.unaffirmed(question, replace(first, text=f"{opening}{first.text}"))
        rest = [other for other in others if other.entry != first.entry or not first.text.endswith(other.text)]
        return replace(finding, answers=(first, *rest))

"""Days and years worked out from a question: until when a claim is due, which years of a certificate are in time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

from knowledge.data import load
from knowledge.dates import days_named, western
from knowledge.figures import day
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.text import ROC_EPOCH
from knowledge.words import any_of
from rules.parameters import Edition

NEAR: Final = 9
"""How many characters may stand between a year and what happened in it: 104 年有被你們輔導."""
PAUSE: Final = 5
"""So many more a pause between the two counts: 104 年有受輔導 證書 108 年拿的."""
_A_PAUSE: Final = re.compile(r"[\s,，、。;；]")
_A_YEAR: Final = re.compile(r"(?<!\d)(9\d|1[0-2]\d|20[0-3]\d)(?!\d)(?!\s?[家分元万])")


class Periods:
    """Works out the last day to claim after a dated notice, and the years in which a certificate is in time."""

    kind = "period"

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.programme = edition.programme
        self.text = load("reckoning.yaml")["period"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The last day of a claim, else how the years of counselling and certificate stand to each other."""
        if self._says("elsewhere", inquiry):
            return None
        claim = self._claim(inquiry)
        if claim is not None:
            return Found(self.programme, (claim,))
        counselled, certified = self._years_said(inquiry)
        if counselled is None:
            return None
        years = self._years(counselled, certified, inquiry.lang)
        return Found(self.programme, (years,), slots={"counselled": str(counselled)})

    def _says(self, name: str, inquiry: Inquiry) -> bool:
        return self._words[name].search(inquiry.text) is not None

    def _claim(self, inquiry: Inquiry) -> Answer | None:
        """Until when the share is to be claimed: so many days after the notice's date, that day not counted."""
        if not (self._says("notice", inquiry) and self._says("until", inquiry)):
            return None
        first = int(self.edition.id)
        days = [one for one in days_named(inquiry.question.text, first) if one.year in (first, first + 1)]
        if not days:
            return None
        due = days[0] + timedelta(days=self.edition.claim_days)
        lines = [self._told("claim", inquiry.lang, notice=days[0], due=due, days=self.edition.claim_days)]
        if len(days) > 1:
            asked = days[1] if days[1] >= days[0] else next(iter(days_named(inquiry.text, first + 1)[1:]), days[1])
            if asked >= days[0]:  # 12 月 5 日 … 1 月 5 日: of the year after
                key = "claim_late" if asked > due else "claim_in_time"
                lines.insert(0, self._told(key, inquiry.lang, asked=asked))
        return self._answer("claim", lines, inquiry.lang)

    def _years_said(self, inquiry: Inquiry) -> tuple[int | None, int | None]:
        """The years of counselling and certificate; that of counselling as before where only another is asked for."""
        years = inquiry.question.years
        if "counselled" in inquiry.before and len(years) == 1 and not self._says("counselled", inquiry):
            return int(inquiry.before["counselled"]), years[0]
        counselled = self._near("counselled", inquiry.text) if self._says("certified", inquiry) else None
        certified = None if counselled is None else self._near("certified", inquiry.text, but=counselled)
        asked = certified is not None or self._says("asked", inquiry)
        return (counselled, certified) if asked else (None, None)

    def _years(self, counselled: int, certified: int | None, lang: Lang) -> Answer:
        """The years in which a certificate is in time after counselling in a year."""
        edition = self.edition
        last = counselled + edition.years_after
        terms = {"year": self._year(counselled, lang), "last": self._year(last, lang)}
        if counselled > edition.counselling_last:
            return self._answer("years", [self._told("too_late", lang, **terms)], lang)
        lines = [self._told("years", lang, **terms)]
        if certified is not None:
            key = "inside" if counselled <= certified <= last else "outside"
            lines.insert(0, self._told(key, lang, certified=self._year(certified, lang)))
        if counselled < edition.counselling_first:
            lines.append(self._told("early", lang, **terms))
        lines.append(self._told("closing", lang, closes=edition.closes))
        return self._answer("years", lines, lang)

    def _near(self, what: str, text: str, but: int | None = None) -> int | None:
        """The western year said nearest to what happened in it, one left out."""
        found: list[tuple[int, int]] = []
        for word in self._words[what].finditer(text):
            for year in _A_YEAR.finditer(text):
                gap = word.start() - year.end() if year.end() <= word.start() else year.start() - word.end() + 1
                between = text[min(word.end(), year.end()) : max(word.start(), year.start())]
                gap += PAUSE if _A_PAUSE.search(between.strip() if word[0].isascii() else between) else 0
                when = western(int(year[1]))
                if 0 <= gap <= NEAR and when is not None and when != but:
                    found.append((gap, when))
        return min(found)[1] if found else None

    def _year(self, year: int, lang: Lang) -> str:
        return str(year) if lang == "en" else str(year - ROC_EPOCH)

    def _told(self, key: str, lang: Lang, **terms: Any) -> str:  # noqa: ANN401 - days, years and counts
        shown = {name: day(value, lang) if isinstance(value, date) else value for name, value in terms.items()}
        return say(self.text[key], lang, **shown)

    def _answer(self, rule: str, lines: list[str], lang: Lang) -> Answer:
        about = self.text["about"][rule]
        basis = rests_on(self.edition, about["clause"], about["says"], lang)
        title = say(self.text["title"], lang)
        return Answer(about["entry"], self.programme, "calculation", "\n".join(lines), title, basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

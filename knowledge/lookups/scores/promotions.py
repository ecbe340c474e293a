"""Points for what is counted: promotion, public information, innovations, hotels by grade, and tour routes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

from knowledge.lookups.model import Found, Inquiry, name_of, say
from knowledge.lookups.scores.counts import Counts
from knowledge.lookups.scores.told import Told
from knowledge.model import Lang
from knowledge.numerals import CHARS, ONES
from knowledge.words import any_of
from rules.procurement import Item, LineScore, county
from rules.procurement.rates import ActivityWay
from rules.procurement.scores import added, plain, times

PLACES: Final = frozenset({"chain_place", "independent_place"})
CAMPAIGN: Final = "campaign"
"""活動 alone: the campaign with a green place where one is named, else an event."""
PAIR: Final = 2
EVENT: Final = "event"
INFORMATION: Final = "information"
INNOVATION: Final = "创新"
"""Innovations in the shown text, whose points may be said outright."""
NUMERAL: Final = re.compile(rf"[\d{CHARS}]|\b(?:{'|'.join(ONES)})\b")
"""What every number of something has."""


class Promotions:
    """Works out the points of counts."""

    def __init__(self, told: Told) -> None:
        self.told, self.text = told, told.text
        self.scoring = told.plan.scoring
        counters, shops = self.text["counters"], self.text["shop_counters"]
        events = [one for one in counters if one not in self.text["no_events"]]
        apart = {INFORMATION: self.text["single"][INFORMATION]}  # 活動訊息 is no 活動
        nouns = {**self.text["activities"], **apart, CAMPAIGN: self.text["campaign"]}
        self._activities = Counts(nouns, events, weak=(CAMPAIGN,))
        self._by_shop = Counts(nouns, [*events, *shops], weak=(CAMPAIGN,))
        self._single = {name: Counts({name: words}, counters) for name, words in self.text["single"].items()}
        self._grades = Counts(self.text["grades"], [*events, *shops])
        innovated = {"innovation": self.text["single"]["innovation"], **self.text["grades"]}
        self._bonus = Counts(innovated, [*counters, *shops])
        self._growing = any_of(self.text["grown"])
        self._grade, self._number_grade = (re.compile(self.text[key]) for key in ("grade_number", "number_grade"))
        self._needed = re.compile(self.text["needed"])
        self._toured, self._stated = re.compile(self.text["toured"]), re.compile(self.text["stated"])
        self._updating = any_of(self.text["updating"])
        self._stores, self._left = re.compile(self.text["stores"]), re.compile(self.text["left"])
        self._message = re.compile(self.text["messages"])
        self._twice = any_of(self.text["twice"])
        self._routes = re.compile(self.text["routes"])
        self._ways = {way.id: way for way in self.scoring.rates.ways}

    # -- reading

    def asked(self, inquiry: Inquiry) -> bool:
        """Whether the counts alone ask for their points: several ways, graded hotels, a county's information."""
        text = inquiry.text
        if self._needed.search(text) and self.needed(inquiry) is not None:
            return True
        if NUMERAL.search(text) is None:
            return False
        counted = self._counted(text)
        if sum(self.graded(text).values()) > 1 or len(counted) > 1:
            return True
        if len(text) <= self.text["terse"]:
            told = [self._activities.of(text), *(reader.of(text) for reader in self._single.values())]
            if any(number > 1 for of in told for way, number in of.items() if way != CAMPAIGN):
                return True
        return bool(self.told.figures.groups(text) and self._single[INFORMATION].of(text))

    def graded(self, text: str) -> dict[str, int]:
        """How many hotels of each grade a text counts."""
        first, other = self._number_grade.search(text), self._grade.search(text)
        if first and not (other and other.start() < first.start()):
            text = self._number_grade.sub(self.text["number_graded"], text)
        return self._grades.of(self._grade.sub(self.text["graded"], text))

    def _counted(self, text: str) -> dict[str, int]:
        """How often each way of promotion was used; by the shops where no event is counted."""
        counts = self._activities.of(text) if any(self._activities.numbers(text)) else self._by_shop.of(text)
        ways: dict[str, int] = {}
        for name, number in counts.items():
            way = EVENT if name == CAMPAIGN else name
            ways[way] = ways.get(way, 0) + number
        return {way: number for way, number in ways.items() if way in self._ways}

    # -- one kind after another

    def rates(self, inquiry: Inquiry) -> Found | None:
        """What each of several ways of promotion gives, where only the rate is asked: 連鎖一場幾分 非連鎖的咧."""
        if self._twice.search(inquiry.text):
            return None
        named = [way for way in self._activities.named(inquiry.text) if way != INFORMATION]
        ways = [EVENT if way == CAMPAIGN else way for way in named if way != CAMPAIGN or not PLACES & set(named)]
        ways = [way for way in dict.fromkeys(ways) if way in self._ways]
        if len(ways) < len(PLACES) or any(count.value > 1 for count in self._by_shop.numbers(inquiry.text)):
            return None
        lang, activities = inquiry.lang, self.scoring.rates.activities
        lines = [self._rate(self._ways[way], lang) for way in ways]
        lines.append(say(self.text["rate_most"], lang, most=plain(activities.most)))
        answer = self.told.made("activities", "\n".join(lines), activities.clause, lang, kind="lookup")
        return Found("procurement", (answer,))

    def needed(self, inquiry: Inquiry) -> Found | None:
        """How many of one thing bring the full points: 銅級旅館要幾家才能拿滿."""
        text, lang, rates = inquiry.text, inquiry.lang, self.scoring.rates
        if not self._needed.search(text):
            return None
        ways = [way for way in self._activities.named(text) if way in self._ways or way == CAMPAIGN]
        singles = [name for name, reader in self._single.items() if reader.named(text)]
        named = [*self._grades.named(text), *ways, *singles]
        if len(named) != 1 or CAMPAIGN in named:
            return None
        if ways:
            way, most = self._ways[ways[0]], rates.activities.most
            points = (way.points, most if way.most is None else way.most)
            return self._told_needed(ways[0], self._name(way), points, rates.activities.clause, lang)
        if singles:
            score = self._score(singles[0], self.told.county(inquiry) or self.text["any_county"], 1)
            name, points = self.text["single_names"][singles[0]], (score.points, score.most)
            return self._told_needed(singles[0], name, points, score.clause, lang)
        points = (getattr(rates.hotels, named[0]), rates.hotels.most)
        name = self.text["grade_names"][named[0]]
        return self._told_needed(named[0], name, points, rates.hotels.clause, lang)

    def _told_needed(
        self, what: str, name: Mapping[str, Any], points: tuple[Decimal, Decimal], clause: str, lang: Lang
    ) -> Found:
        each, most = points
        unit = next((unit for unit, names in self.text["needed_units"].items() if what in names), "")
        terms = {
            "unit": unit,
            "name": name[lang],
            "each": plain(each),
            "most": plain(most),
            "number": plain((most / each).to_integral_value(ROUND_CEILING)),
        }
        lines = [say(self.text["needed_line"], lang, **terms)]
        if what == INFORMATION:
            lines.append(say(self.text["information_note"], lang))
        return Found("procurement", (self.told.made(what, "\n".join(lines), clause, lang),))

    def _rate(self, way: ActivityWay, lang: Lang) -> str:
        """What one way of promotion gives each time, and at most."""
        line = say(self.text["rate_line"], lang, name=name_of(way, lang), points=plain(way.points))
        return line + say(self.text["rate_cap"], lang, most=plain(way.most)) if way.most is not None else line

    def hotels(self, inquiry: Inquiry) -> Found | None:
        """The points of hotels by their grade."""
        counts = self.graded(inquiry.text)
        more = len(set(self._grades.named(inquiry.text))) > len(counts)
        if not counts or (more and set(counts.values()) == {1}):  # 一家金級幾分 銀級咧 asks for the rates
            return None
        rates = self.scoring.rates.hotels
        each = [
            times(grade, number, getattr(rates, grade), rates.most, rates.clause) for grade, number in counts.items()
        ]
        lines = [self.told.times(self.text["grade_names"][one.line], one, inquiry.lang) for one in each]
        lines.append(say(self.text["hotel_note"], inquiry.lang))
        return self.told.found("hotels", added("hotels", each, rates.most, rates.clause), lines, inquiry)

    def activities(self, inquiry: Inquiry) -> Found | None:
        """The points of so many events, posts, advertisements and campaigns."""
        counts = {} if self._twice.search(inquiry.text) else self._counted(inquiry.text)
        if not counts or all(count.value == 1 for count in self._by_shop.numbers(inquiry.text)):
            return None
        lang = inquiry.lang
        lines = [
            self.told.times(self._name(self._ways[way]), self.scoring.activity(way, number), lang)
            for way, number in counts.items()
        ]
        needs = {self._ways[way].needs for way in counts}
        lines += [say(self.text[need], lang) for need in ("green_words", "discount") if need in needs]
        return self.told.found("activities", self.scoring.activities(counts), lines, inquiry)

    @staticmethod
    def _name(way: ActivityWay) -> Mapping[str, Any]:
        return {"zh": way.zh, "en": way.en}

    def single(self, inquiry: Inquiry) -> Found | None:
        """The points of so many innovations, or of messages: several counties may be counted apart."""
        several = self._messages(inquiry)
        if len(several) > 1:
            return self._by_county(several, inquiry)
        for name, reader in self._single.items():
            number = reader.of(inquiry.text).get(name, 0)
            where = self.told.county(inquiry)
            if number > 1 or (number and where and name == INFORMATION):
                score = self._score(name, where or self.text["any_county"], number)
                lines = [self.told.times(self.text["single_names"][name], score, inquiry.lang)]
                if name == INFORMATION:
                    lines.append(say(self.text["information_note"], inquiry.lang))
                return self.told.found(name, score, lines, inquiry)
        return None

    def _score(self, name: str, where: str, number: int) -> LineScore:
        return self.scoring.information(where, number) if name == INFORMATION else self.scoring.innovation(number)

    def _messages(self, inquiry: Inquiry) -> list[tuple[str, int]]:
        """How many messages each county put up, where several are counted: 一般縣市 7 則 連江縣 3 則."""
        reader, text = self._single[INFORMATION], inquiry.text
        if not reader.named(text):
            return []
        found, start = [], 0
        for count in self._message.finditer(text):
            groups = self.told.figures.groups(text[start : count.start()])
            found.append((groups[-1][0] if groups else "", int(count[1])))
            start = count.end()
        return found

    def _by_county(self, several: list[tuple[str, int]], inquiry: Inquiry) -> Found:
        lang, lines, clause, most = inquiry.lang, [], "", ""
        for where, number in several:
            score = self._score(INFORMATION, where or self.text["any_county"], number)
            name = name_of(county(where), lang) if where else say(self.text["other_counties"], lang)
            lines.append(self.told.times({lang: name}, score, lang))
            clause, most = score.clause, plain(score.most)
        head = say(self.text["results"], lang, most=most)
        return Found("procurement", (self.told.made(INFORMATION, "\n".join([head, *lines]), clause, lang),))

    def travel(self, inquiry: Inquiry) -> Found | None:
        """The points of so many different routes of green travel in a county."""
        where, routes = self.told.county(inquiry), self._routes.search(inquiry.text)
        if not where or routes is None or "travel" not in self.told.items(inquiry):
            return None
        number = int(routes[1] or routes[2])
        score = self.scoring.travel(where, number)
        target = self.told.plan.targets.target(Item.TRAVEL_ROUTES, where).value or 0
        terms = {"county": name_of(county(where), inquiry.lang), "routes": number, "target": target}
        line = say(self.text["routes_line"], inquiry.lang, **terms)
        return self.told.found("travel", score, [line], inquiry)

    def bonus(self, inquiry: Inquiry) -> Found | None:
        """Innovations, graded hotels, tours and growth together: the last item of table 2, at most its maximum."""
        lang, text, rates = inquiry.lang, inquiry.text, self.scoring.rates
        scores: list[tuple[str, LineScore]] = []
        counts = self._bonus.of(text) or {**self._single["innovation"].of(text), **self.graded(text)}
        stated = {found[1] for found in self._stated.finditer(text)}
        number = counts.pop("innovation", 0)
        if number and INNOVATION not in stated:
            score = self.scoring.innovation(number)
            scores.append((self.told.times(self.text["single_names"]["innovation"], score, lang), score))
        for grade, number in counts.items():
            score = times(grade, number, getattr(rates.hotels, grade), rates.hotels.most, rates.hotels.clause)
            scores.append((self.told.times(self.text["grade_names"][grade], score, lang), score))
        if self._toured.search(text):
            rate = rates.advancement["travel"]
            score = LineScore("travel", rate.points, rate.points, rate.clause, ())
            scores.append((say(self.text["toured_line"], lang, points=plain(score.points)), score))
        scores += self._grown(inquiry)
        for found in self._stated.finditer(text):
            points, name = Decimal(found[2]), self.text["stated_names"][found[1]][lang]
            most = rates.parts["innovation"]
            line = say(self.text["stated_line"], lang, name=name, points=plain(points))
            scores.append((line, LineScore("stated", points, points, most.clause, ())))
        if {score.line for _, score in scores} <= {"gold", "silver", "bronze"} or len(scores) < PAIR:
            return None
        part = rates.parts["innovation"]
        total = added("innovation", [score for _, score in scores], part.most, part.clause)
        return self.told.found("bonus", total, [line for line, _ in scores], inquiry)

    def _grown(self, inquiry: Inquiry) -> list[tuple[str, LineScore]]:
        """The points of one growth above a target that is named beside other things."""
        percents, growths = inquiry.question.percents, self.told.plan.targets.growths
        items = [Item(name) for name in self.told.figures.items(inquiry.text) if name in growths]
        if len(percents) != 1 or len(items) != 1 or not self._growing.search(inquiry.text):
            return []
        score, lang = self.scoring.growth_percent(items[0], percents[0]), inquiry.lang
        terms = {"item": self.told.figures.text["items"][items[0].value][lang], "percent": plain(percents[0])}
        return [(say(self.text["grown_line"], lang, **terms, points=plain(score.points)), score)]

    def store_information(self, inquiry: Inquiry) -> Found | None:
        """The points for the stores' web information: all of them updated, or none."""
        text, lang = inquiry.text, inquiry.lang
        if not self._updating.search(text):
            return None
        numbers = [int(found[1]) for found in self._stores.finditer(text)]
        left = self._left.search(text)
        if left:
            stores, updated = max(numbers), max(numbers) - int(left[1])
        elif len(numbers) == PAIR:
            stores, updated = max(numbers), min(numbers)
        else:
            return None
        score = self.scoring.store_information(updated, stores)
        line = say(self.text["stores_line"], lang, updated=updated, stores=stores)
        return self.told.found("store_information", score, [line], inquiry)

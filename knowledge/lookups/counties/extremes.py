"""Counties set beside each other: the highest, the second lowest, the first three, one's place, two compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from knowledge.data import load
from knowledge.lookups.counties.columns import BEFORE, WEIGHTED, Column, Columns
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.numerals import parse
from knowledge.words import Names, any_of
from rules.procurement import Item, Plan, counties, county

MOST: Final = "most"
LEAST: Final = "least"
PLACE: Final = "place"
AMONG: Final = "among"
TOTAL: Final = "total"
SHARE: Final = "share"
EQUAL: Final = "equal"
LONGEST: Final = 5
"""A list of the first counties is no longer than this."""
OVER: Final = "over"
UNDER: Final = "under"
MOST_BESIDE: Final = 6
PAIR: Final = 2
WORDS: Final = ("which", "target", "rank", "compare", "not", "lowest", "every", "summed")


class Extremes:
    """Ranks the counties by a printed column."""

    kind = "extreme"

    def __init__(self, plan: Plan, figures: CountyFigures) -> None:
        self.plan = plan
        self.figures = figures
        texts = load("lookups.yaml")
        self.text = texts["extreme"]
        self.columns = Columns(plan)
        self._ends = {end: any_of(self.text[end]) for end in (MOST, LEAST)}
        self._words = {name: any_of(self.text[name]) for name in WORDS}
        self._nth = re.compile(self.text["nth"])
        self._limit, self._below = re.compile(self.text["limit"]), any_of(self.text["below"])
        self._many = re.compile(self.text["many"])
        self._equal = re.compile(self.text["so_many"])
        self._untargeted = set(figures.text["items"]) - set(self.text["aimed"])
        self._beside_it = re.compile(self.text["beside_it"])
        self._top, self._part = re.compile(self.text["top"]), re.compile(self.text["share"])
        self._regions = {name: any_of(one["words"]) for name, one in self.text["regions"].items()}
        self._kinds: Names[str] = Names({word: id for id, words in texts["hotel"]["kinds"].items() for word in words})
        self._weighted = any_of(texts["hotel"]["weighted"])

    def _says(self, name: str, inquiry: Inquiry) -> bool:
        return self._words[name].search(inquiry.text) is not None

    # -- reading

    def find(self, inquiry: Inquiry) -> Found | None:
        """The counties at a place of a column, or the place of those named, where a question asks for it."""
        if self._says("not", inquiry):
            return None
        columns = self._asked_columns(inquiry)
        named = [group[0] for group in self.figures.groups(inquiry.text) if len(group) == 1]
        columns = [column for column in columns if self._printed(column, named, inquiry.lang)]
        if not columns:
            return None
        names = self._added(inquiry, columns, named) or self._compared(inquiry, columns, named)
        if names and 0 < len(set(named)) < self._counted(inquiry.text):
            return self._fewer(inquiry, named)
        names = names or self._ranked(inquiry, columns, named)
        names = names or self._limited(inquiry, columns, named) or self._holding(inquiry, columns, named)
        if not names:
            return None
        answers = tuple(self.rebuild(name, inquiry.lang) for name in names)
        item = ",".join(column for column in columns if column in self.figures.text["items"])
        slots = {"county": named[-1], "item": item, "step": ""} if named and item else {}
        return Found("procurement", answers, slots=slots)

    def _counted(self, text: str) -> int:
        """How many counties a text says that it is about; 0 where it says nothing."""
        found = self._many.search(text)
        return int(parse(found[1] or found[2]) or 0) if found else 0

    def _fewer(self, inquiry: Inquiry, named: list[str]) -> Found:
        """The question back, where fewer counties are known than are said."""
        number, names = self._counted(inquiry.text), self._join(named, inquiry.lang)
        return Found("procurement", asked=say(self.text["fewer"], inquiry.lang, number=number, names=names))

    def _printed(self, column: str, named: Iterable[str], lang: Lang) -> bool:
        """Whether a column has a figure for all the counties named: a step may be printed as a dash."""
        return self.columns.of(column, lang).values.keys() >= set(named)

    def _asked_columns(self, inquiry: Inquiry) -> list[str]:
        """The columns named; of last year where that year alone is."""
        text, year = inquiry.text, int(self.plan.id)
        if self._weighted.search(text):
            return [WEIGHTED]
        kinds = list(dict.fromkeys(seen.what for seen in self._kinds.find(text)))
        if kinds:
            return kinds[:1]
        items = self.figures.items(text)
        if not items and (self._says("which", inquiry) or self._beside_it.match(text)):
            items = [item for item in inquiry.before.get("item", "").split(",") if item]
        if not items:
            return []
        years = inquiry.question.years
        step = self.figures.steps.of(inquiry, items)
        if step is not None:
            grown = [
                (item, self.figures.steps.place(item, step)) for item in items if item in self.plan.targets.growths
            ]
            return [f"{item}-{points}" for item, points in grown if points] if not years or year in years else []
        if years == [year - 1]:
            return [f"{item}-{BEFORE}" for item in items if item in self.plan.bases.formulas]
        among = len(self.figures.groups(text)) >= PAIR and bool(self.figures.named(text))
        aimed = (
            among
            or "item" in inquiry.before
            or self._says("target", inquiry)
            or self._part.search(text)
            or any(item in self.text["aimed"] for item in self.figures.named(text))
        )
        return items if aimed and (not years or year in years) else []

    def _compared(self, inquiry: Inquiry, columns: list[str], named: list[str]) -> list[str]:
        """Counties named and set beside each other; those of a region that is named, where each is asked for."""
        region = next((name for name, words in self._regions.items() if words.search(inquiry.text)), "")
        before = inquiry.before.get("county", "")
        if len(named) == 1 and self._beside_it.match(inquiry.text) and before and "," not in before:
            named = [before, *named]  # 跟桃園差多少, after another county
        if region and not named and self._says("every", inquiry):
            named = list(self.text["regions"][region]["counties"])
        elif len(named) < PAIR or not self._says("compare", inquiry):
            return []
        numbers = self._numbers(named[:MOST_BESIDE])
        return [f"{AMONG}.{column}.{numbers}" for column in columns]

    def _added(self, inquiry: Inquiry, columns: list[str], named: list[str]) -> list[str]:
        """The sum over the counties named, or over those of a region, and their part of the whole country's."""
        part = self._part.search(inquiry.text)
        if not part and (not self._says("summed", inquiry) or self._says("compare", inquiry)):
            return []
        region = next((name for name, words in self._regions.items() if words.search(inquiry.text)), "")
        named = named or (list(self.text["regions"][region]["counties"]) if region else [])
        columns = [column for column in columns if not part or self.columns.of(column, inquiry.lang).whole]
        end, least = (SHARE, 1) if part else (TOTAL, PAIR)
        return [f"{end}.{column}.{self._numbers(named)}" for column in columns] if len(named) >= least else []

    @staticmethod
    def _numbers(ids: Iterable[str]) -> str:
        """Counties by their places in the tables."""
        order = [one.id for one in counties()]
        return "-".join(str(order.index(id) + 1) for id in dict.fromkeys(ids))

    def _ranked(self, inquiry: Inquiry, columns: list[str], named: list[str]) -> list[str]:
        """A place from either end, the first few, or the place of one county."""
        text = inquiry.text
        nth, top = self._nth.search(text), self._top.search(text)
        ends = [end for end, pattern in self._ends.items() if pattern.search(text)]
        if named and self._says("rank", inquiry):
            return [f"{PLACE}.{column}.{id}" for column in columns for id in named]
        region = next((name for name, words in self._regions.items() if words.search(text)), "")
        if not (region or nth or top or self._says("which", inquiry)) or not (nth or top or len(ends) == 1):
            return []
        end = LEAST if ends == [LEAST] or self._says("lowest", inquiry) else MOST
        place = self._number(nth) if nth else f"1-{self._number(top)}" if top else ""
        tail = f".{place or (1 if region else '')}".rstrip(".") + (f".{region}" if region else "")
        return [f"{end}.{column}{tail}" for column in columns]

    def _holding(self, inquiry: Inquiry, columns: list[str], named: list[str]) -> list[str]:
        """Which counties have a value that is named: 目標 2 家的縣市有哪些."""
        found = self._equal.search(inquiry.text)
        if (
            found is None
            or named
            or len(columns) != 1
            or not (self._says("which", inquiry) and self._says("target", inquiry))
        ):
            return []
        return [f"{EQUAL}.{columns[0]}.{self._number(found)}"]

    def _limited(self, inquiry: Inquiry, columns: list[str], named: list[str]) -> list[str]:
        """Which counties are above or below a number that is named."""
        found = self._limit.search(inquiry.text)
        number = parse(found[2].replace(",", "").replace(" ", "")) if found else None
        aimed = self._says("target", inquiry) or columns[0] not in self._untargeted
        if found is None or not number or named or not (self._says("which", inquiry) and aimed):
            return []
        end = UNDER if self._below.search(found[1]) else OVER
        return [f"{end}.{column}.{int(number)}" for column in columns]

    @staticmethod
    def _number(found: re.Match[str]) -> int:
        number = next(group for group in found.groups() if group)
        return max(int(number) if number.isdecimal() else int(parse(number) or 1), 1)

    # -- answering

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``most.<column>[.<place or 1-n>[.<region>]]``, ``place.…`` or ``among.<column>.<numbers>``."""
        end, column_id, *rest = name.split(".")
        if not rest and end not in self._ends:
            raise KeyError(name)
        column = self.columns.of(column_id, lang)
        several = {AMONG: self._beside, TOTAL: self._together, SHARE: self._share}
        if end in several:
            order = [one.id for one in counties()]
            text = several[end](column, tuple(order[int(number) - 1] for number in rest[0].split("-")), lang)
        elif end == PLACE:
            text = self._place_of(column, county(rest[0]).id, lang)
        elif end in (EQUAL, OVER, UNDER):
            text = self._having(column, end, int(rest[0]), lang)
        elif end in self._ends:
            text = self._at(column, end, rest, lang)
        else:
            raise KeyError(name)
        if column_id in self.figures.text["items"] and Item.TRAVEL_ROUTES in self.figures.printed.columns(column_id):
            text += "\n" + say(self.figures.text["items"][column_id]["note"], lang)
        basis = rests_on(self.plan.edition, column.clause, self.text["says"], lang)
        return Answer(f"{self.kind}.{name}", "procurement", "lookup", text, say(self.text["title"], lang), basis)

    def _at(self, column: Column, end: str, rest: list[str], lang: Lang) -> str:
        """Who stands at a place, or at the first few."""
        place, region = [*rest, "", ""][:2]
        among = tuple(self.text["regions"][region]["counties"]) if region else ()
        within = str(self.text["regions"][region][lang]) if region else ""
        first, _, last = (place or "1").partition("-")
        ranked = column.ranked(among, least=end == LEAST)
        if last:
            most = min(int(last), LONGEST)
            lines = [self._line(column, *one, lang) for one in ranked if one[0] <= most]
            return "\n".join([within + say(self.text["list"][end], lang, name=column.name), *lines])
        at = max((one[0] for one in ranked if one[0] <= int(first)), default=1)
        held = [(id, value) for number, id, value in ranked if number == at]
        terms = {"counties": self._join((id for id, _ in held), lang), "told": self._told(column, held[0][1], lang)}
        key = f"{end}_is" if int(first) == 1 else f"{end}_nth"
        return within + say(self.text[key], lang, name=column.name, place=first, **terms)

    def _having(self, column: Column, end: str, value: int, lang: Lang) -> str:
        """The counties of one value, above it or below it, the highest first."""
        held = {EQUAL: value.__eq__, OVER: value.__lt__, UNDER: value.__gt__}[end]
        ids = [id for _, id, other in column.ranked() if held(other)]
        told = self._told(column, value, lang)
        limit = say(self.text["limits"][end], lang, told=told) if end != EQUAL else ""
        key = ("equal" if end == EQUAL else "limit") + ("_is" if ids else "_none")
        terms = {"name": column.name, "told": told, "limit": limit, "count": len(ids)}
        return say(self.text[key], lang, **terms, counties=self._join(ids, lang))

    def _place_of(self, column: Column, id: str, lang: Lang) -> str:
        ranked = column.ranked()
        place = next(number for number, one, _ in ranked if one == id)
        terms = {"county": name_of(county(id), lang), "told": self._told(column, column.values[id], lang)}
        line = say(self.text["placed"], lang, name=column.name, place=place, count=len(counties()), **terms)
        top, value = ranked[0][1:]
        terms = {"county": name_of(county(top), lang), "told": self._told(column, value, lang)}
        return line if place == 1 else line + say(self.text["placed_top"], lang, **terms)

    def _beside(self, column: Column, ids: tuple[str, ...], lang: Lang) -> str:
        """Counties beside each other, the highest first, with the difference of two."""
        ranked = column.ranked(ids)
        text = say(self.text["beside"], lang, name=column.name) + self._listed(column, ranked, lang)
        if len(ranked) != PAIR:
            return text + say(self.text["sum"], lang, told=self._told(column, sum(one[2] for one in ranked), lang))
        (_, one, more), (_, _, less) = ranked
        if more == less:
            return text + say(self.text["equal"], lang)
        terms = {"county": name_of(county(one), lang), "told": self._told(column, more - less, lang)}
        return text + say(self.text["higher"], lang, **terms)

    def _together(self, column: Column, ids: tuple[str, ...], lang: Lang) -> str:
        """The sum over some counties, and what it is made of."""
        ranked = column.ranked(ids)
        told = self._told(column, sum(one[2] for one in ranked), lang)
        return say(self.text["total"], lang, name=column.name, told=told) + self._listed(column, ranked, lang) + "。"

    def _share(self, column: Column, ids: tuple[str, ...], lang: Lang) -> str:
        """Which part of the whole country's some counties have, in percent to one decimal."""
        held, whole = sum(column.values[id] for id in ids), column.whole or 0
        percent = (Decimal(held * 100) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
        terms = {"told": self._told(column, held, lang), "whole": self._told(column, whole, lang), "percent": percent}
        return say(self.text["share_is"], lang, name=column.name, counties=self._join(ids, lang), **terms)

    def _listed(self, column: Column, ranked: Iterable[tuple[int, str, int]], lang: Lang) -> str:
        """Counties with their values."""
        told = [say(self.text["one"], lang, county=name_of(county(id), lang), told=self._told(column, value, lang))
                for _, id, value in ranked]  # fmt: skip
        return str(self.text["join"][lang]).join(told)

    def _line(self, column: Column, place: int, id: str, value: int, lang: Lang) -> str:
        terms = {"county": name_of(county(id), lang), "told": self._told(column, value, lang)}
        return say(self.text["line"], lang, place=place, **terms)

    def _told(self, column: Column, value: int, lang: Lang) -> str:
        return self.columns.told(column, value, lang)

    def _join(self, ids: Iterable[str], lang: Lang) -> str:
        return str(self.text["join"][lang]).join(name_of(county(id), lang) for id in ids)

"""Arithmetic over figures that the documents print: 政府跟民間加起來多少, GPN 裡行政機關占幾%, 臺北市的目標占全國幾%.

What a question asks to be worked out, the group of figures it calls for and the figures it names have to be sure; a
number that is no printed figure leaves the question to others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from knowledge.claims import claims
from knowledge.data import load
from knowledge.lookups.arithmetic.among import Among
from knowledge.lookups.arithmetic.groups import WORKED, Group
from knowledge.lookups.arithmetic.lodgings import Lodgings
from knowledge.lookups.arithmetic.numbers import Numbers
from knowledge.lookups.arithmetic.working import Asked, Figure, Working
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.counties.hotels import HotelCounts
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.model import Answer, Lang
from knowledge.text import ROC_EPOCH
from knowledge.words import any_of

OPERATIONS: Final = ("times", "share", "each", "difference", "sum")
"""What can be asked for; the first that a question asks for counts."""
MARKS: Final = ("relative", "tenths", "rest", "weak", "alone", "before", "apart", "joint", "directed")
"""Patterns of the data that tell how a question asks."""
ENDS: Final[Mapping[str, Callable[..., str]]] = {"highest": max, "lowest": min}
PAIR: Final = 2
LARGE: Final = 100
"""Two numbers from here on that a group prints call for it by themselves."""
BARE_YEARS: Final = range(110, 116)
"""A number of its own in here may be an ROC year: 113 比 112 多幾家."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a question asks, the numbers it carries, and which marks its words bear.

    ``dated``: the years it names; ``years``: with those that it may mean.
    """

    text: str
    asked: tuple[str, ...]
    numbers: tuple[Decimal | None, ...]
    dated: frozenset[int]
    years: frozenset[int]
    marks: frozenset[str]

    @property
    def operation(self) -> str:
        """What is asked for first."""
        return self.asked[0] if self.asked else ""

    @property
    def relative(self) -> bool:
        """Whether a difference is asked for as a share of the earlier figure."""
        return "relative" in self.marks

    @property
    def told(self) -> Asked:
        """What is to be told."""
        marks = self.marks
        return Asked(self.operation, self.relative, "tenths" in marks, "rest" in marks, "directed" in marks)


class Facts:
    """Works out what a question asks of printed figures."""

    kind = "facts"

    def __init__(self, answer: Callable[[str, Lang], Answer], counties: CountyFigures, hotels: HotelCounts) -> None:
        self.answer = answer
        self.counties = counties
        self.data: Mapping[str, Any] = load("facts.yaml")
        self.working = Working()
        self.groups = [Group.of(one) for one in self.data["groups"].values()]
        self.among, self.lodgings = Among(counties, self.working), Lodgings(hotels, self.working)
        self.numbers = Numbers()
        self._operations = {name: re.compile(self.data["operations"][name]) for name in OPERATIONS}
        made = [word for group in self.groups for id in group.made for word in group.data["figures"][id]["words"]]
        self._any = re.compile("|".join([*self.data["operations"].values(), self.data["alone"], any_of(made).pattern]))
        self._marks = {name: re.compile(self.data[name]) for name in MARKS}
        self._asks, self._doubts = re.compile(self.data["asks"]), re.compile(self.data["doubts"])
        self._roc, self._local = re.compile(self.data["roc"]), re.compile(self.data["local"])
        self._counted, self._between = re.compile(self.data["counted"]), re.compile(self.data["between"])
        self._open = re.compile(self.data["open_ends"]), re.compile(self.data["open_start"])
        self._ends = {end: any_of(self.data[end]) for end in ENDS}
        self._wants = [(frozenset(one["units"]), re.compile(one["words"])) for one in self.data["wants"]]
        one = self.data["one"]
        self._each = {unit: re.compile(f"(?:{one})(?:{words})") for unit, words in self.data["per"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """What the printed figures that a question names come to; None where any of it isn't sure."""
        text = inquiry.text
        if not self._any.search(text) or self._doubts.search(text) or len(self._asks.findall(text)) > 1 or claims(text):
            return None
        heard = self._heard(inquiry)
        best = inquiry.best.entry.id if inquiry.best else ""
        placed = bool(self.counties.groups(text))
        local = placed or self._local.search(text) is not None
        fitting = [group for group in self.groups if self._fits(group, heard, best, local=local)]
        found = [one for group in fitting if (one := self._of(group, heard, inquiry.lang)) is not None]
        if not found:
            lodgings = self.lodgings.find(inquiry, heard.told, heard.numbers) if placed else None
            lodgings = lodgings or self.among.find(inquiry, heard.told, heard.years, heard.numbers)
            return lodgings or self._fewer(fitting, heard, inquiry.lang)
        return found[0] if len({one.answers[0].text for one in found}) == 1 else None

    def _fewer(self, fitting: Sequence[Group], heard: Heard, lang: Lang) -> Found | None:
        """The question back, where fewer things are known than are said to be added: 三項合計, two of them named."""
        said = {self.data["numerals"][found] for found in self._counted.findall(heard.text)}
        if heard.operation != "sum" or len(said) != 1:
            return None
        for group in fitting:
            named = [group.figures[id].name[lang] for id in group.named(heard.text, heard.years) if id in group.plain]
            named = list(dict.fromkeys(named))
            if PAIR <= len(named) < max(said):
                names = str(self.data["text"]["join"][lang]).join(named)
                asked = say(self.data["text"]["fewer"], lang, number=max(said), names=names)
                return Found(self.answer(group.data["entry"], lang).programme or "", asked=asked)
        return None

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of other answers, so none is built again here."""
        raise KeyError(name)

    # -- reading

    def _heard(self, inquiry: Inquiry) -> Heard:
        text = inquiry.text
        marks = frozenset(name for name, pattern in self._marks.items() if pattern.search(text))
        asked = [name for name in OPERATIONS if self._operations[name].search(text)]
        asked = ["difference"] if "relative" in marks else asked
        numbers = tuple(self.numbers.of(text))
        dated = {*inquiry.question.years, *(int(year) + ROC_EPOCH for year in self._roc.findall(text))}
        years = dated | {int(one) + ROC_EPOCH for one in numbers if one is not None and one in BARE_YEARS}
        years |= {year - 1 for year in years if "before" in marks and len(years) == 1}
        return Heard(text, tuple(asked), numbers, frozenset(dated), frozenset(years), marks)

    def _fits(self, group: Group, heard: Heard, best: str, *, local: bool) -> bool:
        """Whether a question calls for a group, and asks of it what can be worked out."""
        if self._operation(group, heard) is None or ("before" in heard.marks and not heard.years):
            return False
        if not (heard.numbers or group.called(heard.text, best)) or group.not_of.search(heard.text):
            return False
        if local and group.data.get("places") is False:
            return False
        printed = self.numbers.printed(group.figures.values(), heard.numbers)
        values = {int(group.figures[id].value) + ROC_EPOCH for id in printed}  # 115 家 is no year
        if not heard.dated - values <= set(group.data["years"]):
            return False
        if group.called(heard.text, best):
            return True
        large = [id for id in printed if group.figures[id].value >= LARGE]
        named = set(group.named(heard.text, heard.years)) if len(printed) >= PAIR else set()
        return len(large) >= PAIR or len(named & set(printed)) >= PAIR

    @staticmethod
    def _operation(group: Group, heard: Heard) -> str | None:
        """What is asked of a group; None where it isn't to be worked out of its figures.

        A share may be named and something else be asked for (比例差多少), and what is left may be asked for as a sum.
        """
        may = group.data.get("only", (*OPERATIONS, ""))
        if heard.operation in may:
            return heard.operation
        if heard.operation == "share" and len(heard.asked) > 1 and heard.asked[1] in may:
            return heard.asked[1]
        return "" if heard.operation == "sum" and "" in may else None

    def _of(self, group: Group, heard: Heard, lang: Lang) -> Found | None:
        """What a group makes of a question."""
        heard = replace(heard, asked=(self._operation(group, heard) or "",))
        years = heard.years & set(group.data["years"])
        printed = self.numbers.printed(group.figures.values(), heard.numbers)
        telling = [id for id in printed if group.data.get("numbers") or group.figures[id].value >= LARGE]
        named = [*group.named(heard.text, years), *telling]
        named = list(dict.fromkeys([*named, *self._extremes(group, heard.text)]))
        chosen = self._chosen(group, heard, self._wanted(group, heard, named))
        if not chosen or not self.numbers.all_known(heard.numbers, chosen, years):
            return None
        if any(chosen[0].unit not in units for units in self._units(heard)):
            return None
        told = self._told(group, heard.told, chosen, lang)
        return self._found(group, chosen, told, lang) if told else None

    def _units(self, heard: Heard) -> list[frozenset[str]]:
        """The units that alone can answer what is asked for; a share, a multiple or a relative has none."""
        if heard.operation in ("share", "times") or heard.relative:
            return []
        return [units for units, words in self._wants if words.search(heard.text)]

    def _wanted(self, group: Group, heard: Heard, named: list[str]) -> list[str]:
        """The figures named, without those of another unit than the one asked for: 民間輔導家數多幾家."""
        units = self._units(heard)
        wanted = [id for id in named if group.figures[id].unit in units[0]] if len(units) == 1 else []
        adding = heard.operation in ("sum", "difference")
        return wanted if adding and len(wanted) >= PAIR else named

    def _extremes(self, group: Group, text: str) -> list[str]:
        """The most and the least of a group that has its ends, where they are named."""
        if not group.data.get("ends"):
            return []
        ends = [choose for end, choose in ENDS.items() if self._ends[end].search(text)]
        return [choose(group.plain, key=lambda id: group.figures[id].value) for choose in ends]

    def _chosen(self, group: Group, heard: Heard, named: list[str]) -> list[Figure]:
        """The figures that an operation is asked of; none where it isn't sure which."""
        operation, plain = heard.operation, group.plain
        everything = plain if group.all_of.search(heard.text) and group.called(heard.text) else []
        if operation == "each":
            return self._quotient(group, named, heard.text)
        if not operation:
            left = [id for id in named if group.made.get(id, ("", ()))[0] == "minus"]
            named = left or [id for id in named if id in plain]
            return [group.figures[id] for id in named if len(named) == 1 and self._by_itself(group, id, heard)]
        if operation == "sum":
            added = self._added(group, heard, [id for id in named if id in plain], everything)
            return added if self._complete(group, heard.text, len(added)) else []
        if operation == "share":
            return self._parted(group, heard, named)
        if operation == "difference":
            named = named if len(named) >= PAIR else everything
            allowed = group.data.get("relative", named)
            named = named if not heard.relative or set(named) <= set(allowed) else []
        pair = sorted((group.figures[id] for id in named), key=lambda one: -one.value)
        return pair if len(pair) == PAIR and len({one.unit for one in pair}) == 1 else []

    @staticmethod
    def _added(group: Group, heard: Heard, named: list[str], everything: list[str]) -> list[Figure]:
        """The figures to be added: those named, where no part is asked for each, or all of them together."""
        figures = [group.figures[id] for id in (named if len(named) >= PAIR else everything)]
        mixed = len({figure.unit for figure in figures}) > 1
        if len(figures) < PAIR or "apart" in heard.marks or (mixed and "joint" not in heard.marks):
            return []
        return figures

    def _complete(self, group: Group, text: str, number: int) -> bool:
        """Whether all that is to be added is known: as many as are said, and nothing more is listed beside them."""
        said = {self.data["numerals"][found] for found in self._counted.findall(text)}
        if any(len(self._between.sub("", words)) >= PAIR for words in group.between(text)):
            return False
        start, end = group.bounds(text)
        return said <= {number} and not (self._open[0].search(text[:start]) or self._open[1].search(text[end:]))

    @staticmethod
    def _parted(group: Group, heard: Heard, named: list[str]) -> list[Figure]:
        """A part and what it is a part of: the whole, one made of the part, or one that the group says so of."""
        if group.whole and "weak" not in heard.marks and named and group.whole not in named:
            named = [*named, group.whole]
        pair = sorted((group.figures[id] for id in named), key=lambda one: one.value)
        if len(pair) != PAIR:
            return []
        part, of = pair[0].id, pair[1].id
        made = part in group.made.get(of, ("", ()))[1]
        return pair if of == group.whole or made or [part, of] in group.data.get("parts", ()) else []

    @staticmethod
    def _by_itself(group: Group, id: str, heard: Heard) -> bool:
        """Whether a figure may be told alone: what is left of another, or one asked for in a year that is named."""
        told = "alone" in group.data["figures"][id] and "alone" in heard.marks and heard.years
        return id in group.made or bool(told)

    def _quotient(self, group: Group, named: list[str], text: str) -> list[Figure]:
        """What is worked out for one of something, and of how many: one of the group's own pairs."""
        pairs = [(group.figures[over], group.figures[by]) for over, by in group.data.get("each", ()) if over in named]
        sure = [(over, by) for over, by in pairs if self._each[by.per].search(text)]
        sure = sure or [(over, by) for over, by in pairs if by.id in named]
        return list(sure[0]) if len(sure) == 1 else []

    # -- answering

    def _told(self, group: Group, asked: Asked, chosen: Sequence[Figure], lang: Lang) -> str:
        if len(chosen) > 1:
            return self.working.told(asked, chosen, lang)
        (figure,) = chosen
        if figure.id not in group.made:
            return self.working.alone(figure, group.data["figures"][figure.id]["alone"], lang)
        how, parts = group.made[figure.id]
        return self.working.named(figure, [group.figures[id] for id in parts], WORKED[how], lang)

    def _found(self, group: Group, figures: Sequence[Figure], told: str, lang: Lang) -> Found:
        answer = self.answer(group.data["entry"], lang)
        clause = "；".join(dict.fromkeys(part for one in figures for part in one.clause.split("；")))
        basis = replace(answer.basis, clause=clause) if answer.basis else None
        return Found(answer.programme or "", (replace(answer, kind="calculation", text=told, basis=basis),))

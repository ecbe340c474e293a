"""What counselling costs its firms: several firms, cases or services together, or one share among members."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from knowledge.data import load
from knowledge.figures import on_file
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.lookups.scores.counts import Counts
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange
from knowledge.numerals import CHARS, parse
from knowledge.words import any_of, shown

MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Service:
    """A service with its share; ``whole``: a case or a system pays it once, not each of its firms."""

    entry: str
    share: int
    whole: bool
    cases: str = ""
    """Counts its cases or systems; nothing where each firm pays."""


class SelfPaid:
    """Works out what a message's firms pay, from the shares that are printed."""

    kind = "selfpaid"

    def __init__(self, answer: Callable[[str, Lang], Answer]) -> None:
        self.answer = answer
        self.text = load("reckoning.yaml")["selfpaid"]
        self.programme: str = self.text["programme"]
        units = "|".join(map(shown, self.text["units"]))
        self._count = re.compile(rf"(\d{{1,3}}|[{CHARS}]{{1,3}})\s?(?:{units})")
        named = {one["entry"]: one["words"] for one in self.text["services"] if "words" in one}
        self._called = {one["entry"]: any_of(one.get("words", ())) for one in self.text["services"]}
        self._each_firms = Counts(named, self.text["units"])
        self._in_depth, self._free = any_of(self.text["in_depth"]), any_of(self.text["free"])
        self._per, self._elsewhere = any_of(self.text["per"]), any_of(self.text["elsewhere"])
        self._total, self._pays = any_of(self.text["total"]), any_of(self.text["pays"])
        self._among = any_of(self.text["among"])
        self._words = {word: str(number) for word, number in self.text["numbers"].items()}
        self._spelt = any_of(self._words)

    def find(self, inquiry: Inquiry) -> Found | None:
        """The shares added for firms or services, or one share among so many members, as the message asks."""
        if not self._pays.search(inquiry.text) or self._elsewhere.search(inquiry.text):
            return None
        services = self._named(inquiry)
        if not services:
            return None
        found = self._of_one(services[0], inquiry) if len(services) == 1 else None
        asked = self._total.search(inquiry.text) and not inquiry.paid
        counted = self._each_firms.of(inquiry.text) if asked else {}
        if len(counted) > 1:
            shares = {one.entry: one.share for one in self._services()}
            found = self._added([(shares[entry], number) for entry, number in counted.items()], inquiry.lang)
        elif len(services) > 1 and asked:
            found = self._sum(services, inquiry)
        return Found(self.programme, (found,)) if found else None

    def _of_one(self, service: Service, inquiry: Inquiry) -> Answer | None:
        """What several firms or cases of one service pay, or each of the firms that divide one share."""
        text, lang = inquiry.text, inquiry.lang
        firms, cases = self._numbers(self._count, text), self._cases(service, text)
        if not self._own(inquiry, service.share):
            return None
        if service.whole:
            if self._among.search(text):
                return self._each(service, firms[0], lang) if len(firms) == 1 and not cases else None
            several = len(cases) == 1 and not firms and not self._per.search(text)
            return self._together(service, cases[0], lang, "several") if several else None
        free = self._free.search(text) and not self._in_depth.search(text)
        asked = self._total.search(text) or (self._in_depth.search(text) and not self._per.search(text))
        return self._together(service, firms[0], lang, "line") if asked and len(firms) == 1 and not free else None

    def _named(self, inquiry: Inquiry) -> list[Service]:
        figures: Any = on_file()[self.programme, self.text["edition"]]
        read = inquiry.question.reading.concepts
        heard = [one for one in self.text["services"] if one["concept"] in read]
        sure = [one for one in heard if read[one["concept"]] == 1.0]
        if not heard:
            heard = [one for one in self.text["services"] if self._called[one["entry"]].search(inquiry.text)]
        services = [self._service(one, figures) for one in sure or heard]
        if not services and inquiry.paid and self._in_depth.search(inquiry.text):  # 深入輔導 8.75 萬 names its service
            services = [one for one in self._services() if self._own(inquiry, one.share)]
        return services

    def _services(self) -> list[Service]:
        figures: Any = on_file()[self.programme, self.text["edition"]]
        return [self._service(one, figures) for one in self.text["services"]]

    @staticmethod
    def _service(one: Mapping[str, Any], figures: Mapping[str, Any]) -> Service:
        units = "|".join(map(shown, one.get("cases", ())))
        counted = rf"(\d{{1,3}}|[{CHARS}]{{1,3}})\s?(?:{units})" if units else ""
        return Service(one["entry"], int(figures[one["figure"]]), bool(units), counted)

    def _cases(self, service: Service, text: str) -> list[int]:
        """How many cases or systems of a service a text counts."""
        return self._numbers(re.compile(service.cases), text) if service.cases else []

    def _numbers(self, pattern: re.Pattern[str], text: str) -> list[int]:
        figures = self._spelt.sub(lambda found: self._words.get(found.group(), found.group()), text)
        numbers = [parse(found[1]) for found in pattern.finditer(figures)]
        return [int(number) for number in numbers if number is not None and 1 < number <= MOST]

    @staticmethod
    def _own(inquiry: Inquiry, share: int) -> bool:
        """Whether no other sum than the share is named."""
        named = [span.money for span in inquiry.question.money if not span.bare]
        return all(isinstance(money, MoneyRange) and money.exact and money.low == share for money in named)

    def _opened(self, entry: str, lang: Lang, key: str, **values: int | str) -> Answer:
        answer = self.answer(entry, lang)
        return replace(answer, kind="calculation", text=f"{say(self.text[key], lang, **values)}\n{answer.text}")

    def _together(self, service: Service, number: int, lang: Lang, key: str) -> Answer:
        terms = {"total": service.share * number, "number": number, "each": service.share}
        return self._opened(service.entry, lang, key, **terms)

    def _each(self, service: Service, firms: int, lang: Lang) -> Answer:
        key = "split" if service.share % firms == 0 else "split_about"
        each = round(service.share / firms)
        return self._opened(service.entry, lang, key, total=service.share, firms=firms, each=each)

    def _sum(self, services: Sequence[Service], inquiry: Inquiry) -> Answer | None:
        """Several services together, each as often as its cases are counted; None where none is."""
        counts = [self._cases(service, inquiry.text) or [1] for service in services]
        counted = sum(numbers[0] for numbers in counts) > len(services)
        if not counted or any(len(numbers) > 1 for numbers in counts):
            return None
        times = [(service.share, numbers[0]) for service, numbers in zip(services, counts, strict=True)]
        return self._added(times, inquiry.lang)

    def _added(self, times: Sequence[tuple[int, int]], lang: Lang) -> Answer:
        """Shares, each so many times, added."""
        parts = " + ".join(f"{number} × {share:,}" if number > 1 else f"{share:,}" for share, number in times)
        total = sum(share * number for share, number in times)
        return self._opened(self.text["costs"], lang, "sum", total=total, parts=parts)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

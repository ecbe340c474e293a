"""What counselling costs its firms: several firms together, several services together, or one share among members."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from knowledge.data import load
from knowledge.figures import on_file
from knowledge.lookups.model import Found, Inquiry, say
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


class SelfPaid:
    """Works out what a message's firms pay, from the shares that are printed."""

    kind = "selfpaid"

    def __init__(self, answer: Callable[[str, Lang], Answer]) -> None:
        self.answer = answer
        self.text = load("reckoning.yaml")["selfpaid"]
        self.programme: str = self.text["programme"]
        units = "|".join(map(shown, self.text["units"]))
        self._count = re.compile(rf"(\d{{1,3}}|[{CHARS}]{{1,3}})\s?(?:{units})")
        self._total, self._pays = any_of(self.text["total"]), any_of(self.text["pays"])
        self._among = any_of(self.text["among"])
        self._words = {word: str(number) for word, number in self.text["numbers"].items()}
        self._spelt = any_of(self._words)

    def find(self, inquiry: Inquiry) -> Found | None:
        """The shares added for firms or services, or one share among so many members, as the message asks."""
        services = self._named(inquiry)
        if not services or not self._pays.search(inquiry.text):
            return None
        firms = self._firms(inquiry.text)
        found: Answer | None = None
        if len(services) == 1 and services[0].whole:
            if self._among.search(inquiry.text) and len(firms) == 1 and self._own(inquiry, services[0].share):
                found = self._each(services[0], firms[0], inquiry.lang)
        elif self._total.search(inquiry.text) and not inquiry.paid:
            if len(services) == 1 and len(firms) == 1:
                found = self._together(services[0], firms[0], inquiry.lang)
            elif len(services) > 1 and not firms:
                found = self._sum(services, inquiry.lang)
        return Found(self.programme, (found,)) if found else None

    def _named(self, inquiry: Inquiry) -> list[Service]:
        figures: Any = on_file()[self.programme, self.text["edition"]]
        read = inquiry.question.reading.concepts
        heard = [one for one in self.text["services"] if one["concept"] in read]
        sure = [one for one in heard if read[one["concept"]] == 1.0]
        return [Service(one["entry"], int(figures[one["figure"]]), bool(one.get("whole"))) for one in sure or heard]

    def _firms(self, text: str) -> list[int]:
        figures = self._spelt.sub(lambda found: self._words.get(found.group(), found.group()), text)
        numbers = [parse(found[1]) for found in self._count.finditer(figures)]
        return [int(number) for number in numbers if number is not None and 1 < number <= MOST]

    @staticmethod
    def _own(inquiry: Inquiry, share: int) -> bool:
        """Whether no other sum than the share is named."""
        named = [span.money for span in inquiry.question.money if not span.bare]
        return all(isinstance(money, MoneyRange) and money.exact and money.low == share for money in named)

    def _opened(self, entry: str, lang: Lang, key: str, **values: int | str) -> Answer:
        answer = self.answer(entry, lang)
        return replace(answer, kind="calculation", text=f"{say(self.text[key], lang, **values)}\n{answer.text}")

    def _together(self, service: Service, firms: int, lang: Lang) -> Answer:
        return self._opened(service.entry, lang, "line", total=service.share * firms, firms=firms, each=service.share)

    def _each(self, service: Service, firms: int, lang: Lang) -> Answer:
        key = "split" if service.share % firms == 0 else "split_about"
        each = round(service.share / firms)
        return self._opened(service.entry, lang, key, total=service.share, firms=firms, each=each)

    def _sum(self, services: Sequence[Service], lang: Lang) -> Answer:
        parts = " + ".join(f"{service.share:,}" for service in services)
        total = sum(service.share for service in services)
        return self._opened(self.text["costs"], lang, "sum", total=total, parts=parts)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

"""What several firms pay together for counselling: so many times the share of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from knowledge.data import load
from knowledge.figures import on_file
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.model import Answer, Lang
from knowledge.numerals import CHARS, parse
from knowledge.words import any_of, shown

MOST: Final = 1000


class SelfPaid:
    """Works the shares of several firms out, for the services in which each firm pays its own."""

    kind = "selfpaid"

    def __init__(self, answer: Callable[[str, Lang], Answer]) -> None:
        self.answer = answer
        self.text = load("reckoning.yaml")["selfpaid"]
        self.programme: str = self.text["programme"]
        units = "|".join(map(shown, self.text["units"]))
        self._count = re.compile(rf"(\d{{1,3}}|[{CHARS}]{{1,3}})\s?(?:{units})")
        self._total, self._pays = any_of(self.text["total"]), any_of(self.text["pays"])

    def find(self, inquiry: Inquiry) -> Found | None:
        """The shares of the firms counted, added, where one service whose firms pay each is named."""
        concepts = set(inquiry.question.reading.concepts)
        services = [one for one in self.text["services"] if one["concept"] in concepts]
        asked = self._total.search(inquiry.text) and self._pays.search(inquiry.text)
        if not asked or len(services) != 1 or inquiry.paid:
            return None
        numbers = [parse(found[1]) for found in self._count.finditer(inquiry.text)]
        firms = [int(number) for number in numbers if number is not None and 1 < number <= MOST]
        if len(firms) != 1:
            return None
        return Found(self.programme, (self._together(services[0], firms[0], inquiry.lang),))

    def _together(self, service: dict[str, str], firms: int, lang: Lang) -> Answer:
        figures = on_file()[self.programme, self.text["edition"]]
        each = int(figures[service["figure"]])  # type: ignore[index]
        answer = self.answer(service["entry"], lang)
        line = say(self.text["line"], lang, total=each * firms, firms=firms, each=each)
        return replace(answer, kind="calculation", text=f"{line}\n{answer.text}")

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

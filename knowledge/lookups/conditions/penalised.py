"""Whether a firm with the penalties a message names may be commended: 空污罰兩次水污罰兩次還能表揚嗎."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.numerals import CHARS, parse
from knowledge.words import Names, any_of
from rules.determination import Verdict
from rules.facts import FactValue
from rules.programme import programme

ONE_LAW: Final = "penalties_under_one_law"


class Penalised:
    """Judges penalties counted by law, or in all, and the sanctions that exclude a firm."""

    kind = "penalised"

    def __init__(self) -> None:
        self.rules = programme("awards")
        self.edition = self.rules.editions[-1]
        self.text = load("reckoning.yaml")["penalised"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}
        self._laws = Names({word: law for law, words in self.text["laws"].items() for word in words})
        self._sanctions = Names({word: id for id, words in self.text["sanctions"].items() for word in words})
        self._count = re.compile(rf"(\d{{1,2}}|[{CHARS}]{{1,2}})\s?(?:{self.text['units']})")

    def find(self, inquiry: Inquiry) -> Found | None:
        """The verdict on the penalties or the sanction named, of the plan's year alone."""
        text = inquiry.text
        if not all(self._words[name].search(text) for name in ("honour", "judged", "penalty")):
            return None
        if self._words["not"].search(text) or set(inquiry.question.years) - {int(self.edition.id)}:
            return None
        facts = self._facts(text)
        return Found("procurement", (self._answer(facts, inquiry),)) if facts else None

    def _facts(self, text: str) -> dict[str, FactValue]:
        """A sanction; else the penalties in all and, where it is said or follows, those under one law."""
        sanctions = {seen.what for seen in self._sanctions.find(text)}
        if sanctions:
            return {"sanction": sanctions.pop()} if len(sanctions) == 1 else {}
        counts = [(found.start(), int(parse(found[1]) or 0)) for found in self._count.finditer(text)]
        if not counts:
            return {}
        by_law = self._by_law(text, counts)
        if by_law is None:
            total = counts[0][1]
            facts: dict[str, FactValue] = {"penalties": total}
            if self._words["same"].search(text):
                facts[ONE_LAW] = total
            return facts if len(counts) == 1 else {}
        return {"penalties": sum(by_law.values()), ONE_LAW: max(by_law.values())}

    def _by_law(self, text: str, counts: list[tuple[int, int]]) -> Counter[str] | None:
        """The penalties under each law, where every number has its law right before it."""
        by_law, after = Counter[str](), 0
        for start, number in counts:
            laws = [seen.what for seen in self._laws.find(text) if after <= seen.start < start]
            if not laws:
                return None
            for law in laws:
                by_law[law] += number
            after = start
        return by_law

    def _answer(self, facts: dict[str, FactValue], inquiry: Inquiry) -> Answer:
        lang, found = inquiry.lang, self.rules.determine(facts, self.edition)
        verdicts = {id: found.condition(id).verdict for id in ("no_sanction", ONE_LAW, "penalties_in_all")}
        key = next((id for id, verdict in verdicts.items() if verdict is Verdict.UNMET), "")
        if not key:
            key = "open" if Verdict.UNKNOWN in (verdicts[ONE_LAW], verdicts["penalties_in_all"]) else "met"
        limits = {name: int(getattr(self.edition, name)) for name in ("penalties_one_law", "penalties_all")}
        counted = facts.get("penalties", 0)
        terms = {"one": facts.get(ONE_LAW, counted), "all": counted, **limits}
        text = "\n".join(say(self.text[name], lang, **terms) for name in (key, "standing"))
        basis = rests_on(self.edition, self.edition.clause_of("penalties_all"), self.text["says"], lang, **limits)
        title = say(self.text["title"], lang)
        return Answer(self.text["entry"], "procurement", "calculation", text, title, basis, (), "awards")

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

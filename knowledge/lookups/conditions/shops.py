"""Whether the kinds of products a message names make a green store: 一種環標加一種減碳標籤夠嗎."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.numerals import CHARS, parse
from knowledge.words import Names, any_of
from rules.determination import Verdict
from rules.procurement import Plan
from rules.procurement.stores import LABELS

STORE: Final = frozenset({"greenstore", "opening"})
"""Concepts of the lexicon that make a message one about green stores."""
NEAR: Final = 8
"""So many characters at most stand between a label and the number of its kinds."""


class Shops:
    """Judges the kinds of products with each label by the ways to qualify."""

    kind = "shop"

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("reckoning.yaml")["shop"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}
        self._labels = Names({word: label for label in LABELS for word in self.text["labels"][label]})
        self._said: dict[str, int] = self.text["numbers"]
        named = any_of(word for words in self.text["labels"].values() for word in words).pattern
        number = rf"(\d{{1,2}}|[{CHARS}]{{1,2}})"
        self._count = re.compile(rf"{number}\s?(?:{self.text['units']}|(?={named}))|\b({'|'.join(self._said)})\b")

    def find(self, inquiry: Inquiry) -> Found | None:
        """The verdict on the kinds named, where it is about being a green store."""
        text = inquiry.text
        if not self._words["judged"].search(text) or self._words["not"].search(text):
            return None
        about = not STORE.isdisjoint(inquiry.question.reading.concepts)
        if about and self._words["only_carbon"].search(text) and not self._count.search(text):
            return Found("procurement", (self._made(say(self.text["no_eco"], inquiry.lang), inquiry.lang),))
        kinds = self._kinds(text)
        if len(kinds) < 1 + (not about):
            return None
        return Found("procurement", (self._answer(kinds, inquiry.lang),))

    def _kinds(self, text: str) -> dict[str, int]:
        """The number of kinds said with each label, 0 of one that there is none of; empty where they don't pair."""
        labels = list(self._labels.find(text))
        none = {one.what: 0 for one in labels if self._words["none"].search(text[max(0, one.start - 3) : one.start])}
        some = [one for one in labels if one.what not in none]
        counts = [(found.start(), found.end(), self._number(found)) for found in self._count.finditer(text)]
        if len({one.what for one in labels}) < len(labels) or not counts:
            return {}
        if len(counts) == 1 and len(some) > 1 and self._words["each"].search(text):
            counts *= len(some)
        elif len(counts) != len(some) or any(
            max(one.start - end, start - one.end) > NEAR for one, (start, end, _) in zip(some, counts, strict=True)
        ):
            return {}
        return none | {one.what: number for one, (_, _, number) in zip(some, counts, strict=True)}

    def _number(self, found: re.Match[str]) -> int:
        """A number of kinds in figures, characters or a word."""
        return int(parse(found[1]) or 0) if found[1] else self._said[found[2]]

    def _answer(self, kinds: Mapping[str, int], lang: Lang) -> Answer:
        found = self.plan.stores.qualifies(*(kinds.get(label, 0) for label in LABELS))
        terms = {"said": self._listed(kinds, lang)}
        if found.verdict is not Verdict.MET:
            ways = [way for way in found.lacking if not any(_less(one, way) for one in found.lacking)]
            wanted = ({label: kinds.get(label, 0) + more for label, more in way.items()} for way in ways)
            terms["ways"] = self.text["or"][lang].join(self._listed(way, lang) for way in wanted)
        return self._made(say(self.text["met" if found.verdict is Verdict.MET else "unmet"], lang, **terms), lang)

    def _made(self, body: str, lang: Lang) -> Answer:
        clause = self.plan.stores.qualification_clause
        basis = rests_on(self.plan.edition, clause, self.text["says"], lang)
        title = say(self.text["title"], lang)
        return Answer(self.text["entry"], "procurement", "calculation", body, title, basis, (), "stores")

    def _listed(self, kinds: Mapping[str, int], lang: Lang) -> str:
        """Kinds of products as they are told: 環保標章產品 1 種."""
        joint: str = self.text["and"][lang]
        each = (say(self.text["kinds"][label], lang, number=number) for label, number in kinds.items())
        return joint.join(each)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)


def _less(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether one way lacks less than another of what both lack."""
    return one != other and all(number <= other.get(label, 0) for label, number in one.items())

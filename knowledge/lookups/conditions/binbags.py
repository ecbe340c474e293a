"""Which of Japan's two tiers a plastic bin bag reaches, from its own percentages: 再生料 50% 算基準幾."""

from __future__ import annotations

from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.words import any_of
from rules.determination import Verdict
from rules.facts import FactValue
from rules.programme import programme

MOST: Final = 100


class BinBags:
    """Judges a bag's recycled and post-consumer percentages by the report's example."""

    kind = "binbag"

    def __init__(self) -> None:
        self.rules = programme("two_tier")
        self.edition = self.rules.editions[-1]
        self._values = {name: getattr(self.edition, name) for name in ("bag_minimum", "bag_higher", "bag_consumer")}
        self.text = load("reckoning.yaml")["binbag"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The tiers reached by the percentages named, where a bag's own are."""
        text = inquiry.text
        about = {"binbag", "recycledplastic"} & set(inquiry.question.reading.concepts)
        if not about or not self._words["judged"].search(text) or self._words["ruled"].search(text):
            return None
        facts = self._facts(inquiry)
        return Found("japan", (self._answer(facts, inquiry.lang),)) if facts else None

    def _facts(self, inquiry: Inquiry) -> dict[str, FactValue]:
        """The recycled percentage, then the post-consumer one where it is said, in whole numbers."""
        said = [int(one) for one in inquiry.question.percents]
        consumer = self._words["consumer"].search(inquiry.text)
        if len(said) != 1 + bool(consumer) or any(one > MOST for one in said):
            return {}
        if consumer is None:  # a printed figure by itself may ask which tier it is of
            return {} if said[0] in self._values.values() else {"recycled": said[0]}
        recycled = self._words["recycled"].search(inquiry.text)
        post_consumer, whole = said if recycled and consumer.start() < recycled.start() else reversed(said)
        return {"recycled": whole, "post_consumer": post_consumer} if post_consumer <= whole else {}

    def _answer(self, facts: dict[str, FactValue], lang: Lang) -> Answer:
        found = self.rules.determine(facts, self.edition)
        minimum, higher = (found.condition(name).verdict for name in ("minimum", "higher"))
        key = "below" if minimum is Verdict.UNMET else {Verdict.MET: "higher", Verdict.UNMET: "minimum"}.get(higher)
        text = say(self.text[key or "open"], lang, **self._values, **{"post_consumer": 0, **facts})
        basis = rests_on(self.edition, self.edition.clause_of("bag_minimum"), self.text["says"], lang, **self._values)
        title, follow = say(self.text["title"], lang), tuple(self.text["follow_ups"])
        return Answer(self.text["entry"], "japan", "calculation", text, title, basis, follow, "two_tier")

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

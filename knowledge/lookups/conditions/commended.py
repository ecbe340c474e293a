"""Whether what a firm declared reaches the threshold, from its capital or size: 資本額 2 億 報了 4,800 萬."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.money import MYRIAD, MoneyRange, Span
from knowledge.words import any_of
from rules.procurement import Industry, Placed, Plan

WITHIN: Final = 8
"""So near before a sum stands the word that makes it the capital."""
DECLARED: Final = 16
"""So near before it stands the word that makes it what was declared."""


class Commended:
    """Tells a firm's size group and what it has to declare."""

    kind = "commended"

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("reckoning.yaml")["commended"]
        self._capital, self._asks = any_of(self.text["capital"]), any_of(self.text["asks"])
        self._not = any_of(self.text["not"])
        self._declared = re.compile(self.text["declared"])
        self._sizes = {name: any_of(words) for name, words in self.text["sizes"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The threshold for the capital named, and whether the one other sum reaches it; None where neither is sure."""
        text = inquiry.text
        topic = inquiry.question.topic
        in_talk = topic is not None and (topic.entry or "").startswith(self.text["talk"])
        if not (in_talk or self._asks.search(text)) or self._not.search(text) or inquiry.elsewhere("procurement"):
            return None
        spans = [one for one in inquiry.question.money if not one.bare]
        owned = [one for one in spans if self._is_capital(text, one)]
        others = [one.money for one in spans if one not in owned]
        capital = owned[0].money if len(owned) == 1 else None if owned else self._of_size(text, spans)
        if not isinstance(capital, MoneyRange) or len(others) > 1:
            return None
        declared = others[0] if others else None
        placed = self._placed(capital)
        if placed is None or placed.threshold is None or not (declared is None or isinstance(declared, MoneyRange)):
            return None
        reached = None if declared is None else self._reached(declared, placed.threshold)
        if declared is not None and reached is None:
            return None
        return Found("procurement", (self._answer(inquiry, capital, declared, placed, reached),))

    def _is_capital(self, text: str, span: Span) -> bool:
        return self._capital.search(text[max(0, span.start - WITHIN) : span.start]) is not None

    def _of_size(self, text: str, spans: Sequence[Span]) -> MoneyRange | None:
        """A capital of the one size named, where a sum is said to be declared: 大型企業報了 3,000 萬."""
        if not any(self._declared.search(text[max(0, one.start - DECLARED) : one.start]) for one in spans):
            return None
        named = [name for name, words in self._sizes.items() if words.search(text)]
        border = self.plan.edition.award_capital
        low = border if named == ["large"] else border - 1
        return MoneyRange(low, low, exact=True, words="") if len(named) == 1 else None

    def _placed(self, capital: MoneyRange) -> Placed | None:
        """The group, where both ends of a blurred capital are in it."""
        low, high = (self.plan.awards.place(Industry.MANUFACTURING, end) for end in (capital.low, capital.high))
        return low if low.group == high.group else None

    @staticmethod
    def _reached(declared: MoneyRange, threshold: int) -> bool | None:
        """Whether a sum declared reaches the threshold, None for a blurred one on both sides of it."""
        low, high = declared.low >= threshold, declared.high >= threshold
        return low if low == high else None

    def _answer(
        self,
        inquiry: Inquiry,
        capital: MoneyRange,
        declared: MoneyRange | None,
        placed: Placed,
        reached: bool | None,
    ) -> Answer:
        lang, threshold = inquiry.lang, placed.threshold or 0
        size = "large" if placed.group is not None and placed.group.large else "small"
        terms = {"from": f"{self.plan.edition.award_capital:,}", "threshold": f"{threshold:,}"}
        terms["wan"] = f"{threshold // MYRIAD:,}"
        lines = [say(self.text[size], lang, **terms)]
        if declared is not None and size == "large":
            short = {"short": f"{threshold - declared.low:,}"} if declared.exact else {"short": ""}
            key = "enough" if reached else "short" if declared.exact else "below"
            lines.insert(0, say(self.text[key], lang, **terms, **short))
        lines.append(say(self.text["then"], lang))
        basis = rests_on(self.plan.edition, placed.clause, self.text["says"], lang)
        title = say(self.text["title"], lang)
        return Answer(self.text["entry"], "procurement", "calculation", "\n".join(lines), title, basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

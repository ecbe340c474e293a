"""The cap of one tier of the cost sharing, asked for by the tier's own bounds: 高於 10 萬那級上限多少."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange
from knowledge.premises import Premises
from knowledge.roles import Said, roles
from knowledge.words import any_of
from rules.certification.tiers import Tier
from rules.parameters import Edition
from rules.programme import programme

BESIDE: Final = 1
"""How far a said bound may reach over a tier's own: 5 萬以下 and 低於 5 萬 are one tier to people."""

NEAR: Final = 6
"""How near before a sum the words must stand that make it what may be had at most."""


class TierCaps:
    """Tells a tier's share and cap, and denies another cap that the question takes for granted."""

    kind = "tier"

    def __init__(self, edition: Edition, rates: Callable[[Lang], Answer], premises: Premises) -> None:
        self.rates = rates
        self.edition = edition
        self.programme = edition.programme
        self.premises = premises
        self.text = load("calculation.yaml")["tier"]
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The tier whose cap a question asks for; None where it tells a fee of its own or another programme."""
        question = inquiry.question
        said = roles(question.text, question.money)
        if self._elsewhere(inquiry):
            return None
        if (claimed := self._at_most(said, inquiry)) is not None:
            rates = self.rates(inquiry.lang)
            known = any(claimed == tier.cap for tier in self.edition.tiers)
            return self._found(rates if known else self.premises.denied(rates, claimed, inquiry.lang))
        if not self._words["cap"].search(inquiry.text) and not self._words["this"].search(inquiry.text):
            return None
        ranges = [one.span.money for one in said if isinstance(one.span.money, MoneyRange) and not one.span.bare]
        bands = [money for money in ranges if not money.exact]
        sums = [money.low for money in ranges if money.exact]
        if len(bands) != 1 or len(sums) > 1:
            return None
        tier = self._tier(bands[0])
        if tier is None:
            return None
        answer = self._told(tier, inquiry.lang)
        wrong = next((sum_ for sum_ in sums if sum_ != tier.cap), None)
        return self._found(self.premises.denied(answer, wrong, inquiry.lang) if wrong else answer)

    def _found(self, answer: Answer) -> Found:
        return Found(self.programme, (answer,))

    def _at_most(self, said: Sequence[Said], inquiry: Inquiry) -> int | None:
        """The sum that a question takes for what may be had at most: 分攤款最多 10 萬對吧."""
        if len(said) != 1 or said[0].role == "application" or not self._words["had"].search(inquiry.text):
            return None
        money, text = said[0].span.money, inquiry.text[: said[0].span.start]
        most = isinstance(money, MoneyRange) and self._words["cap"].match(money.words) is not None
        if not isinstance(money, MoneyRange) or not (most or self._words["had_at_most"].search(text[-NEAR:])):
            return None
        return money.high

    def _elsewhere(self, inquiry: Inquiry) -> bool:
        """Whether neither the cost sharing nor a tier is spoken of, or another programme is named."""
        if inquiry.elsewhere(self.programme):
            return True
        own = inquiry.about(self.programme) or self._words["tier"].search(inquiry.text) is not None
        return not own

    def _tier(self, band: MoneyRange) -> Tier | None:
        """The tier that a range of fees lies in."""
        tiers: tuple[Tier, ...] = self.edition.tiers
        for tier in tiers:
            top = tier.top if tier.top is not None else band.high
            if tier.start - BESIDE <= band.low and band.high <= top + BESIDE:
                return tier
        return None

    def _told(self, tier: Tier, lang: Lang) -> Answer:
        step = programme(self.programme).wording.step
        others = [step(one.step(), lang) for one in self.edition.tiers if one is not tier]
        text = say(self.text["told"], lang, tier=step(tier.step(), lang), others="\n".join(others))
        basis = rests_on(self.edition, self.text["clause"], self.text["says"], lang)
        return Answer(self.text["entry"], self.programme, "lookup", text, say(self.text["title"], lang), basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """What it tells bears the id of an entry, so none is built again here."""
        raise KeyError(name)

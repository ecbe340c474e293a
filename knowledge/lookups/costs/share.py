"""The certification's cost share, worked out from a question that carries its amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from knowledge.calculation import Calculator, Said, corrected, roles
from knowledge.claims import claims
from knowledge.data import load
from knowledge.labels import Label
from knowledge.lookups.model import Found, Inquiry
from knowledge.model import Answer, Lang
from knowledge.money import spans
from knowledge.premises import Premises
from knowledge.programmes import STRONG
from knowledge.words import any_of

ELLIPTIC: Final = 12
SURE: Final = 0.56
"""A question whose best entry fits less well than this is about the money in it."""


class CostShare:
    """Works the share of an application fee out; also a fee alone, where the talk is of the cost share."""

    kind = "share"

    def __init__(
        self,
        calculator: Calculator,
        rates: Callable[[Lang], Answer],
        premises: Premises,
        on_file: Iterable[str],
        domestic: Callable[[Sequence[Label], Lang], Answer | None],
    ) -> None:
        self._domestic = domestic
        self.calculator = calculator
        self.rates = rates
        self.premises = premises
        self._shares = any_of(load("calculation.yaml")["shares"])
        self._declared, self._shared = (any_of(load("calculation.yaml")[name]) for name in ("declared", "shared"))
        self._levied = any_of(load("calculation.yaml")["levied"])
        self._quoted = any_of(load("calculation.yaml")["quoted"])
        self.inverse: str = load("calculation.yaml")["inverse"]
        self.programme = calculator.edition.programme
        self.others = frozenset(on_file) - {self.programme}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The share of the amounts in a question."""
        question = inquiry.question
        if not question.money:
            return self._left(inquiry)
        amounts = corrected(question.text, roles(question.text, question.money))
        if claims(question.text) and self._levied.search(inquiry.text) and not self._called_fee(amounts):
            return None
        if self._named_elsewhere(inquiry) and not self._shares_label(inquiry, amounts):
            return None
        amounts = [s for s in amounts if not s.span.bare or (s.role == "application" and s.words[0].isascii())]
        fees = [said for said in amounts if said.role in ("application", "unnamed", "total")]
        if fees and self._about_money(inquiry, amounts):
            answer = self._worked(inquiry, amounts)
        elif self.inverse in question.reading.concepts:
            return None  # which fee the cap needs is an entry's to say
        else:
            answer = self._claimed(inquiry, amounts)
        if answer is None:
            return None
        answer = self.premises.corrected(question, answer)
        return Found(self.programme, (answer,), slots={"fee": fees[-1].words} if fees else {})

    def _left(self, inquiry: Inquiry) -> Found | None:
        """What the firm pays itself of the fee worked out before: 那自己要出多少."""
        fee = inquiry.before.get("fee", "")
        if not fee or not self.calculator.asks_own(inquiry.question.text) or self._named_elsewhere(inquiry):
            return None
        answer = self._worked(inquiry, [Said(span, "application") for span in spans(fee)])
        return Found(self.programme, (answer,), slots={"fee": fee}) if answer else None

    def _worked(self, inquiry: Inquiry, amounts: Sequence[Said]) -> Answer | None:
        labels = [match.labels[0] for match in inquiry.question.labels if not match.ambiguous]
        refused = self._domestic(labels, inquiry.lang)
        return refused or self.calculator.of(amounts, labels, inquiry.lang, inquiry.question.text)

    def _claimed(self, inquiry: Inquiry, amounts: Sequence[Said]) -> Answer | None:
        """The rates themselves, where a question only claims what may be had: 可以補到 50 萬."""
        asked = {"cap", "subsidy", "rate"} & set(inquiry.question.reading.concepts)
        if asked and any(said.role == "claimed" for said in amounts) and inquiry.about(self.programme):
            return self.rates(inquiry.lang)
        return None

    def _named_elsewhere(self, inquiry: Inquiry) -> bool:
        """Whether another programme than the one worked out is named, or talked of where none is."""
        named: Mapping[str, float] = inquiry.question.named
        own = named.get(self.programme, 0.0)
        others = [weight for name, weight in named.items() if name in self.others]
        if others:
            return max(others) >= STRONG and max(others) > own
        topic = inquiry.question.topic.programme if inquiry.question.topic else None
        return not own and topic not in (None, self.programme)

    def _shares_label(self, inquiry: Inquiry, amounts: Sequence[Said]) -> bool:
        """Whether the application fee of a label on the list is named, whatever else its short name may be."""
        return self._listed(inquiry) and self._called_fee(amounts)

    def _listed(self, inquiry: Inquiry) -> bool:
        """Whether a label on the list is named."""
        named = {label.id for match in inquiry.question.labels for label in match.labels}
        return bool(named & set(self.calculator.edition.labels))

    @staticmethod
    def _called_fee(amounts: Sequence[Said]) -> bool:
        """Whether an amount is called an application fee."""
        return any(said.role == "application" for said in amounts)

    def _about_money(self, inquiry: Inquiry, amounts: Sequence[Said]) -> bool:
        question, best = inquiry.question, inquiry.best
        if self._called_fee(amounts):
            return True
        if self._quoted.search(inquiry.text) and self._listed(inquiry):
            return True
        in_talk = question.topic is not None and question.topic.programme == self.programme
        if not in_talk and not self._shares.search(inquiry.text):
            return False
        if not in_talk and self._declared.search(inquiry.text) and not self._shared.search(inquiry.text):
            return False
        if set(question.reading.concepts) & {"subsidy", "compute", "rate", "howmuch", "cap", "fee"}:
            return True
        if in_talk and (len(question.text) <= ELLIPTIC or not inquiry.asks):
            return True
        return (in_talk or bool(question.labels)) and (best is None or best.score < SURE)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

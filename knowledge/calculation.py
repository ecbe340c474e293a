"""Cost shares worked out from a question that carries its amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from knowledge.data import kept, load
from knowledge.dates import Ambiguous
from knowledge.figures import editions, resolve
from knowledge.labels import Label
from knowledge.model import Answer, Basis, Lang
from knowledge.money import MYRIAD, ForeignMoney, Impossible, MoneyRange
from knowledge.numerals import ONES, parse
from knowledge.roles import Said, corrected, holds_other, roles, words_of
from knowledge.text import simplified
from rules.certification.tiers import share, shared
from rules.determination import Verdict
from rules.facts import MOST_MONEY
from rules.parameters import Edition
from rules.programme import programme

__all__ = ["Calculator", "Said", "corrected", "holds_other", "roles"]

_ROC_EPOCH: Final = 1911
PAIR: Final = 2
_DENIED_WITHIN: Final = 4
"""How near before a fact a denial must stand to take it back: 不是在越南做."""


@kept
def _supposed() -> list[tuple[str, str, re.Pattern[str]]]:
    """Which words suppose which fact: (fact, value, pattern)."""
    found = []
    for one in load("calculation.yaml")["supposed"]:
        words = [re.escape(simplified(word)) for word in one.get("words", ())]
        if "where" in one:
            where, done, sites, other = (
                "|".join(re.escape(simplified(word)) for word in one[key]) for key in ("where", "done", "sites", "not")
            )
            unless = rf"(?![^\s,。;、?]{{0,2}}(?:{other}))"
            words.append(rf"(?:{where})[^\s,。?]{{0,3}}?(?:{done}){unless}")
            words.append(rf"(?:{sites})[^\s,。?]{{0,2}}?(?:{where}){unless}")
            words.append(rf"(?:{done})\s(?:\w+\s){{0,2}}in\s(?:{where})")
        found.append((one["fact"], one["value"], re.compile("|".join(words))))
    return found


def supposed(text: str) -> dict[str, str]:
    """The facts that a text supposes and that alone decide, as the programme names them: 在越南做, 沒輔導過."""
    shown, denials = simplified(text), words_of("denials")
    return {
        fact: value
        for fact, value, pattern in _supposed()
        for found in pattern.finditer(shown)
        if not denials.search(shown[max(0, found.start() - _DENIED_WITHIN) : found.start()])
    }


class Calculator:
    """The inline calculation under one edition of the certification's rules."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._text = load("calculation.yaml")
        self.entry: str = self._text["entry"]

    def _say(self, key: str, lang: Lang, **values: object) -> str:
        text = resolve(str(self._text[key][lang]).strip(), lang, editions())
        shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
        return text.format(**shown)

    def answer(self, lang: Lang, text: str) -> Answer:
        """A calculation's answer around its text."""
        edition = self.edition
        says = resolve(self._text["says"][lang], lang, editions())
        basis = Basis(edition.document[lang], self._text["clause"], says, edition.id)
        title, follow = self._text["title"][lang], tuple(self._text["follow_ups"])
        return Answer(self.entry, edition.programme, "calculation", text, title, basis, follow)

    def of(self, amounts: Sequence[Said], labels: Sequence[Label], lang: Lang, text: str) -> Answer | None:
        """The share of the one application fee among the amounts of a text, or why there is no figure.

        None without a fee. What the text supposes and what alone rules the share out opens the answer.
        """
        named = [said for said in amounts if said.role == "application"]
        fees = named or [said for said in amounts if said.role == "unnamed"]
        if any(isinstance(said.span.money, MoneyRange) for said in fees):
            fees = [said for said in fees if not isinstance(said.span.money, ForeignMoney)]
        fees = self._meant(fees)
        refused = self._refused(fees, lang)
        if refused is not None:
            return self.answer(lang, refused)
        either = self._either(amounts, text)
        if either:
            told = [line for money in either for line in (f"{money.words}：", *self.lines(money, lang))]
            return self._told(told, text, lang)
        if fees and self._several(fees, text):
            return self.answer(lang, self._say("several", lang))
        if fees and holds_other(text):
            return self.answer(lang, self._say("total", lang, words=fees[0].words))
        if not fees:
            totals = [said for said in amounts if said.role == "total"]
            return self.answer(lang, self._say("total", lang, words=totals[0].words)) if totals else None
        money = fees[0].span.money
        if not isinstance(money, MoneyRange):
            return None
        if money.high == 0:
            return self.answer(lang, self._say("zero", lang))
        if fees[0].span.bare:
            return self._bare(money, lang)
        own = [self._own(money, lang)] if self.asks_own(text) else []
        own += self._firms(money, text, lang)
        return self._told([*own, *self.lines(money, lang), *self._notes(fees[0], amounts, labels, lang)], text, lang)

    def _counted(self, text: str) -> int:
        """How many firms are said to have such a fee each; 0 where nothing is said."""
        found = re.search(self._text["firms"], simplified(text), re.IGNORECASE)
        if found is None:
            return 0
        word = (found[1] or found[2]).casefold()
        return ONES.index(word) + 1 if word in ONES else int(parse(word) or 0)

    def _firms(self, fee: MoneyRange, text: str, lang: Lang) -> list[str]:
        """What several firms with such a fee each come to."""
        number = self._counted(text)
        if number < PAIR or not fee.exact:
            return []
        amount = shared(self.edition, fee.low)
        return [self._say("each_firm", lang, number=number, amount=amount, total=number * amount)]

    @staticmethod
    def asks_own(text: str) -> bool:
        """Whether a text asks what is left of a fee for the firm to pay."""
        return words_of("own").search(simplified(text)) is not None

    def _own(self, fee: MoneyRange, lang: Lang) -> str:
        """What is left of a fee for the firm to pay; within a tier it grows with the fee."""
        left = [end - shared(self.edition, end) for piece in self._pieces(fee) for end in piece]
        if fee.exact:
            return self._say("own_exact", lang, left=left[0], fee=fee.low, amount=fee.low - left[0])
        return self._say("own_range", lang, low=min(left), high=max(left))

    @staticmethod
    def _meant(fees: Sequence[Said]) -> list[Said]:
        """The fees without those that only round another one said: 三萬多, 三萬六."""
        exact = {one.span.money.low for one in fees if isinstance(one.span.money, MoneyRange) and one.span.money.exact}
        return [
            one
            for one in fees
            if not isinstance(one.span.money, MoneyRange)
            or one.span.money.exact
            or not any(one.span.money.low <= sum_ <= one.span.money.high for sum_ in exact)
        ]

    def _told(self, lines: Sequence[str], text: str, lang: Lang) -> Answer:
        return self.answer(lang, "\n".join([*self._warnings(text, lang), *lines, self._say("closing", lang)]))

    def _warnings(self, text: str, lang: Lang) -> list[str]:
        """What the text supposes that rules the share out, in the rules' own words."""
        one = programme(self.edition.programme)
        facts = {fact: one.check(fact, value) for fact, value in supposed(text).items()}
        if not facts:
            return []
        found = one.determine(facts, self.edition)
        unmet = [condition for condition in found.conditions if condition.verdict is Verdict.UNMET]
        reasons = [one.wording.reason(condition, found, lang) for condition in unmet]
        clause = one.wording.clauses([condition.clause for condition in unmet], lang)
        return [self._say("ruled_out", lang, reasons="".join(reasons), clause=clause)] if unmet else []

    def _refused(self, fees: Sequence[Said], lang: Lang) -> str | None:
        """Why no figure follows from an amount by itself: below zero, too large, foreign, or not to be read."""
        for said in fees:
            money, words = said.span.money, said.words
            if isinstance(money, Impossible):
                return self._say(money.reason, lang, words=words)
            if isinstance(money, ForeignMoney):
                return self._say("foreign", lang, words=words)
            if isinstance(money, Ambiguous):
                return self._say("unreadable", lang, words=words)
            if money.low > MOST_MONEY:
                return self._say("too_large", lang, words=words)
        return None

    def _either(self, amounts: Sequence[Said], text: str) -> list[MoneyRange]:
        """The two fees that a text leaves open: 8 萬還是 10 萬."""
        fees = [said for said in amounts if said.role in ("application", "unnamed")]
        sums = [said.span.money for said in fees if isinstance(said.span.money, MoneyRange) and not said.span.bare]
        shown, word = simplified(text), words_of("between")
        apart = all(word.search(shown[one.span.end : other.span.start]) for one, other in pairwise(fees))
        apart = apart or bool(words_of("compared").search(shown) and not words_of("certificates").search(shown))
        both = len(fees) == len(sums) == len({(money.low, money.high) for money in sums}) > 1
        return sums if both and apart and all(0 < money.high <= MOST_MONEY for money in sums) else []

    def _several(self, fees: Sequence[Said], text: str) -> bool:
        """Whether a text has more than one application fee, by its amounts or by its words."""
        shown = simplified(text)
        if len({said.span.money for said in fees}) > 1:
            return True
        if self._counted(text) >= PAIR:
            return False
        if words_of("certificates").search(shown):
            return True
        apiece, times = words_of("apiece"), re.compile(r"\s?[*×x]\s?[0-9]")
        return any(apiece.search(shown[: said.span.start][-3:]) or times.match(shown, said.span.end) for said in fees)

    def _bare(self, money: MoneyRange, lang: Lang) -> Answer | None:
        if not money.exact or not 0 < money.low < MYRIAD:
            return None
        return self.answer(lang, self._say("bare", lang, words=money.words, low=money.low, high=money.low * MYRIAD))

    def _notes(self, fee: Said, amounts: Sequence[Said], labels: Sequence[Label], lang: Lang) -> list[str]:
        notes = []
        others = [said for said in amounts if said.role == "other" or (said.role == "unnamed" and said is not fee)]
        if others:
            words = self._text["join"][lang].join(said.words for said in others)
            notes.append(self._say("left_out", lang, words=words))
        elif fee.role == "unnamed" and isinstance(fee.span.money, MoneyRange):
            notes.append(self._say("assumed", lang, fee=fee.span.money.words))
        for label in labels[:2]:
            key = "listed" if label.id in self.edition.labels else "unlisted"
            notes.append(self._say(key, lang, name=label.zh if lang == "zh" else label.en))
        return notes

    def lines(self, money: MoneyRange, lang: Lang) -> list[str]:
        """The result and its working; a range over a tier's border shows the result on each side of it."""
        roc = int(self.edition.id) - _ROC_EPOCH
        if money.exact:
            amount, steps = share(self.edition, money.low)
            tier, *working = (programme(self.edition.programme).wording.step(step, lang) for step in steps)
            return [self._say("exact", lang, amount=amount, roc=roc), tier, self._text["then"][lang].join(working)]
        pieces = self._pieces(money)
        told = [self._piece(low, high, lang) for low, high in pieces]
        if len(pieces) > 1:
            return [self._say("split", lang, roc=roc), *told]
        low, high = (shared(self.edition, end) for end in pieces[0])
        if low == high:
            return [self._say("about", lang, amount=low, roc=roc), *told]
        return [self._say("range", lang, low=low, high=high, roc=roc), *told]

    def _tier(self, fee: int) -> Any:  # noqa: ANN401 - a Tier
        return next(tier for tier in self.edition.tiers if tier.top is None or fee <= tier.top)

    def _pieces(self, money: MoneyRange) -> list[tuple[int, int]]:
        ends = [tier.top for tier in self.edition.tiers if tier.top is not None and money.low <= tier.top < money.high]
        starts = [money.low, *(end + 1 for end in ends)]
        return list(zip(starts, [*ends, money.high], strict=True))

    def _piece(self, low: int, high: int, lang: Lang) -> str:
        tier, values = self._tier(low), (shared(self.edition, low), shared(self.edition, high))
        terms: Mapping[str, Any] = {"from": low, "to": high, "low": values[0], "high": values[1]}
        key = "piece_one" if low == high else "piece" if values[0] != values[1] else "piece_same"
        return self._say(key, lang, **terms, percent=tier.percent, cap=tier.cap)

"""Cost shares worked out from a question that carries its amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from knowledge.data import load
from knowledge.figures import editions, resolve
from knowledge.labels import Label
from knowledge.model import Answer, Basis, Lang
from knowledge.money import ForeignMoney, MoneyRange, Span
from knowledge.text import simplified
from rules.certification.tiers import shared
from rules.parameters import Edition

MYRIAD: Final = 10_000
_ROC_EPOCH: Final = 1911
_AFTER: Final = 2
"""How many characters may stand between an amount and the word for it, as in 8 萬的申請費."""


_CLAIMED_WITHIN: Final = 4
"""How near an amount a word such as 上限 must stand to claim it: 上限是 50 萬, but not 可以拿回多少，申請費 8 萬."""


@dataclass(frozen=True, slots=True)
class Said:
    """One amount and what it was called: application, other, total, claimed, or unnamed."""

    span: Span
    role: str

    @property
    def words(self) -> str:
        """The amount as said."""
        return self.span.money.words


@cache
def _nouns() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for role, words in load("calculation.yaml")["nouns"].items():
        keys = sorted((simplified(word) for word in words), key=len, reverse=True)
        bounded = (rf"(?<![a-z]){re.escape(k)}(?![a-z])" if k.isascii() else re.escape(k) for k in keys)
        found.append((re.compile("|".join(bounded)), role))
    return found


@cache
def _words(name: str) -> re.Pattern[str]:
    keys = sorted((simplified(word) for word in load("calculation.yaml")[name]), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, keys)))


def roles(text: str, found: Sequence[Span]) -> list[Said]:
    """What each amount in a text was called, by the nearest word before it, else the first one just after it."""
    shown = simplified(text)
    result = []
    for number, span in enumerate(found):
        start = found[number - 1].end if number else 0
        end = found[number + 1].start if number + 1 < len(found) else len(shown)
        result.append(Said(span, _role(shown[start : span.start], shown[span.end : end])))
    return result


def _role(before: str, after: str) -> str:
    named = [
        (m.end(), len(m.group()), role)
        for pattern, role in _nouns()
        for m in pattern.finditer(before)
        if role != "claimed" or len(before) - m.end() <= _CLAIMED_WITHIN
    ]
    if named:
        return max(named)[2]
    follows = [(m.start(), -len(m.group()), role) for pattern, role in _nouns() for m in pattern.finditer(after)]
    follows = [(m, n, role) for m, n, role in follows if role in ("application", "other") and m <= _AFTER]
    if _words("includes").match(after.lstrip()):
        return "unnamed"
    return min(follows)[2] if follows else "unnamed"


def holds_other(text: str) -> bool:
    """Whether a text says that an amount holds another fee too: 12 萬含檢測費, but not 不含檢測費."""
    other = next(pattern.pattern for pattern, role in _nouns() if role == "other")
    without = _words("excludes").pattern
    pattern = rf"(?:(?P<not>{without})[^\W\d]{{0,2}})?(?:{_words('includes').pattern})[^\W\d]{{0,2}}\s?(?:{other})"
    return any(not found["not"] for found in re.finditer(pattern, simplified(text)))


def corrected(text: str, amounts: list[Said]) -> list[Said]:
    """The amounts without those taken back: of 不是 8 萬，是 18 萬 the last alone counts."""
    counted = [said for said in amounts if said.role in ("application", "unnamed")]
    if len(counted) > 1 and _words("correction").search(simplified(text)):
        return [said for said in amounts if said not in counted[:-1]]
    return amounts


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

    def of(self, amounts: Sequence[Said], labels: Sequence[Label], lang: Lang, *, mixed: bool) -> Answer | None:
        """The share of the one application fee among the amounts, or why there is no figure; None without a fee.

        ``mixed``: the amount is said to hold other fees too, so that nothing follows from it.
        """
        named = [said for said in amounts if said.role == "application"]
        fees = named or [said for said in amounts if said.role == "unnamed"]
        foreign = [said for said in fees if isinstance(said.span.money, ForeignMoney)]
        if foreign:
            return self.answer(lang, self._say("foreign", lang, words=foreign[0].words))
        if len(fees) > 1 and len({said.span.money for said in fees}) > 1:
            return self.answer(lang, self._say("several", lang))
        if mixed and fees:
            return self.answer(lang, self._say("total", lang, words=fees[0].words))
        if not fees:
            totals = [said for said in amounts if said.role == "total"]
            return self.answer(lang, self._say("total", lang, words=totals[0].words)) if totals else None
        money = fees[0].span.money
        if not isinstance(money, MoneyRange):
            return None
        if fees[0].span.bare:
            return self._bare(money, lang)
        lines = self.lines(money, lang)
        lines += self._notes(fees[0], amounts, labels, lang)
        return self.answer(lang, "\n".join([*lines, self._say("closing", lang)]))

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
            amount = shared(self.edition, money.low)
            return [self._say("exact", lang, amount=amount, roc=roc), self._working(money.low, lang)]
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

    def _working(self, fee: int, lang: Lang) -> str:
        tier = self._tier(fee)
        part = fee * tier.percent // 100
        key = "capped" if part > tier.cap else "working"
        return self._say(key, lang, fee=fee, percent=tier.percent, part=part, cap=tier.cap)

    def _pieces(self, money: MoneyRange) -> list[tuple[int, int]]:
        ends = [tier.top for tier in self.edition.tiers if tier.top is not None and money.low <= tier.top < money.high]
        starts = [money.low, *(end + 1 for end in ends)]
        return list(zip(starts, [*ends, money.high], strict=True))

    def _piece(self, low: int, high: int, lang: Lang) -> str:
        tier, values = self._tier(low), (shared(self.edition, low), shared(self.edition, high))
        terms: Mapping[str, Any] = {"from": low, "to": high, "low": values[0], "high": values[1]}
        key = "piece" if values[0] != values[1] else "piece_same"
        return self._say(key, lang, **terms, percent=tier.percent, cap=tier.cap)

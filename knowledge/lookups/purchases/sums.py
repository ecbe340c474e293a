"""Several sums with grounds of their own, added: 租影印機 18 萬、環保標章紙 5 萬 is 9 and 5."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from knowledge.lookups.labels.standings import LabelStandings
from knowledge.lookups.model import name_of, say
from knowledge.lookups.purchases.lists import LeasingList
from knowledge.lookups.purchases.rents import Rents
from knowledge.model import Lang
from knowledge.money import MoneyRange, Span
from knowledge.words import Names
from rules.determination import Verdict
from rules.procurement import GroundKind, Plan, Recognised, recognise, recognise_lease, whole_dollars

NEXT: Final = "#"
"""Stands for the next sum after the words between two: 沒標章的 right before it is said of it."""
LEAST: Final = 2
"""So many characters beside a sum say what it was paid for, and of so many parts a sum is made."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sum of the message with what it was paid for: ``lease``, a ground, or nothing that counts."""

    money: MoneyRange
    kind: str
    id: str
    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """What the parts come to, the text that tells it, and the clauses it rests on."""

    text: str
    clauses: tuple[str, ...]


class Added:
    """Reads which sum was paid for what, and adds what each counts."""

    def __init__(
        self,
        plan: Plan,
        leasing: LeasingList,
        labels: LabelStandings,
        names: tuple[Names[tuple[str, ...]], Names[tuple[str, ...]]],
        rents: Rents,
        text: Mapping[str, Any],
        words: Mapping[str, re.Pattern[str]],
    ) -> None:
        self.plan, self.leasing, self.labels, self.rents = plan, leasing, labels, rents
        self._services, self._bought = names
        self.text = text["sums"]
        self._money = text["money"]
        self._words = words
        self._pause = re.compile(self.text["pause"])
        self._trailing = re.compile(self.text["trailing"])
        self._all = re.compile(self.text["all"])
        self._fill = re.compile(self.text["fill"])

    def _says(self, name: str, text: str) -> bool:
        return self._words[name].search(text) is not None

    # -- reading

    def of(self, text: str, spans: Sequence[Span], lang: Lang, written: str = "") -> Sum | None:
        """The sum of all, where each is paid for something that can be told; None otherwise.

        ``written`` is the text as it was typed, in whose script what doesn't count is named.
        """
        pieces, tail = self._pieces(text, spans)
        parts: list[Part] = []
        rest = text[spans[-1].end :]
        common = self._label(rest) if self._all.search(rest) else ""
        for (piece, beside), span in zip(pieces, spans, strict=True):
            part = self._part((piece, beside, tail), span, common, parts[-1] if parts else None, lang)
            if part is None:
                return None
            parts.append(part if part.id else replace(part, name=_as_written(part.name, text, written)))
        if len(parts) < LEAST or not any(part.id for part in parts):
            return None
        return self._told(parts, lang)

    def each(self, subjects: Sequence[str], label: str, money: MoneyRange, lang: Lang) -> Sum:
        """The sum of several things that cost the same each; a subject is `lease:<item>`, or a ground's id."""
        parts = []
        for kind, _, id in (subject.rpartition(":") for subject in subjects):
            name = self._leased_name(id, lang) if kind else self._name(id, lang)
            parts.append(Part(money, kind or self._kind(id), id, name, label))
        return self._told(parts, lang)

    def _kind(self, id: str) -> str:
        ground = self.plan.grounds.by_id.get(id)
        return "service" if ground is not None and ground.kind is GroundKind.SERVICE else "ground"

    def _leased_name(self, id: str, lang: Lang) -> str:
        return next(name_of(one, lang) for one in self.plan.leasing.items if one.id == id)

    def _pieces(self, text: str, spans: Sequence[Span]) -> tuple[list[tuple[str, str]], str]:
        """The words around each sum, with it and without it, and what follows them all."""
        first = self._named(text[: spans[0].start])
        ends, tail = [], len(text)
        for number, span in enumerate(spans):
            after = spans[number + 1].start if number + 1 < len(spans) else len(text)
            gap = text[span.end : after]
            trailing = self._trailing.match(gap if number + 1 == len(spans) else gap + NEXT)
            start = min(trailing.end(), len(gap)) if trailing else 0
            pauses = self._pauses(gap, start)
            if first or number + 1 == len(spans):
                end = span.end + (pauses[0].start() if pauses else start if first else len(gap))
            else:
                end = span.end + (pauses[-1].start() if pauses else len(gap))
            ends.append(end)
            tail = end
        starts = [0, *ends[:-1]]
        cut = [
            (text[start:end], f"{text[start : span.start]} {text[span.end : end]}")
            for start, end, span in zip(starts, ends, spans, strict=True)
        ]
        return cut, text[tail:]

    def _pauses(self, gap: str, start: int) -> list[re.Match[str]]:
        """The pauses between two sums; none where right before the second stands how it was paid: 影印機和租 10 萬."""
        pauses = list(self._pause.finditer(gap, start))
        if len(pauses) < LEAST or pauses[-1].end() < len(gap):
            return pauses
        between = gap[pauses[-2].end() : pauses[-1].start()]
        paid = any(self._words[name].fullmatch(between) for name in ("lease", "spent"))
        return pauses[:-1] if paid else pauses

    def _named(self, text: str) -> bool:
        """Whether words say what was paid for."""
        found = (self._services.find(text), self._bought.find(text), self.leasing.names.find(text))
        if any(next(iter(names), None) is not None for names in found):
            return True
        leases = [seen.end() for seen in self._words["lease"].finditer(text)]
        return bool(leases) and leases[-1] < len(text.rstrip())  # 租 18 萬影印機 names it after the sum

    def _part(
        self, around: tuple[str, str, str], span: Span, common: str, before: Part | None, lang: Lang
    ) -> Part | None:
        """What one sum was paid for; None where that can't be told."""
        if not isinstance(span.money, MoneyRange):
            return None
        piece, beside, tail = around
        label = self._label(piece) or common
        bare = self._fill.sub("", beside).strip()
        if len(bare) < LEAST:
            return None
        rented = self._says("lease", piece)
        items = [seen.what[0] for seen in self.leasing.names.find(piece)]
        if items and (rented or (before is not None and before.kind == "lease" and not self._says("spent", piece))):
            return self._leased(items[0], label, piece, tail, span.money, lang)
        if rented:
            return None
        groups = [seen.what for seen in self._services.find(piece)]
        single = [group for group in groups if len(group) == 1]
        if groups and not single:
            return None
        if single:
            return Part(span.money, "service", single[0][0], self._name(single[0][0], lang), label)
        rest = self._words["no_label"].sub(" ", piece)
        bought = [id for seen in self._bought.find(rest) for id in seen.what]
        bought += [match.labels[0].id for match in self.labels.labels.find(rest) if not match.ambiguous]
        if bought:
            return Part(span.money, "ground", bought[0], self._name(bought[0], lang), label)
        return Part(span.money, "nothing", "", bare)

    def _leased(self, id: str, label: str, piece: str, tail: str, money: MoneyRange, lang: Lang) -> Part | None:
        rent = self.rents.read(piece, money)
        rent = rent if rent.times else self.rents.read(f"{piece} {tail}", money)
        if not rent.times:
            return None
        return Part(rent.whole, "lease", id, self._leased_name(id, lang), label)

    def _label(self, piece: str) -> str:
        if self._says("no_label", piece):
            return "no"
        return "yes" if self._says("label", piece) else ""

    def _name(self, id: str, lang: Lang) -> str:
        ground = self.plan.grounds.by_id.get(id)
        return name_of(ground, lang) if ground else self.labels.labels.by_id[id].zh

    # -- answering

    def _told(self, parts: Sequence[Part], lang: Lang) -> Sum:
        lines, notes, clauses, totals = [], [], [], [Decimal(0), Decimal(0)]
        for part in parts:
            ends = self._counted(part, part.money.low), self._counted(part, part.money.high)
            terms = {"name": part.name, "amount": self._range(part.money.low, part.money.high)}
            if not part.id:
                lines.append(say(self.text["none"], lang, **terms))
                continue
            staff = ends[0].verdict is Verdict.STAFF
            totals[0] += ends[0].amount if staff else ends[0].at_most
            totals[1] += ends[1].at_most
            counted = self._range(*(whole_dollars(one.at_most) for one in ends))
            key = "staff" if staff else "unmet" if ends[1].verdict is Verdict.UNMET else "line"
            lines.append(say(self.text[key], lang, **terms, percent=self._percent(part), counted=counted))
            clauses.append(ends[0].clause)
            notes += [key for key in ("lease", "service") if part.kind == key and part.label == ""]
        result = self._range(*(whole_dollars(total) for total in totals))
        head = say(self.text["total"], lang, result=say(self._money, lang, value=result))
        told = [say(self.text["notes"][key], lang) for key in dict.fromkeys(notes)]
        return Sum("\n".join([head, *lines, *told]), tuple(dict.fromkeys(clauses)))

    def _counted(self, part: Part, amount: int) -> Recognised:
        """What an amount of a part counts."""
        if part.kind == "lease":
            return recognise_lease(self.plan, part.id, amount, otherwise_recognised=part.label == "yes")
        proven = {"yes": True, "no": False}.get(part.label)
        return recognise(self.plan, part.id, amount, proven=proven)

    def _percent(self, part: Part) -> str:
        if part.kind == "lease":
            return f"{self.plan.leasing.percent:f}"
        ground = self.plan.grounds.by_id.get(part.id)
        return f"{ground.percent:f}" if ground else "0"

    @staticmethod
    def _range(low: int, high: int) -> str:
        return f"{low:,}" if low == high else f"{low:,}～{high:,}"


def _as_written(words: str, shown: str, written: str) -> str:
    """Words of a shown text in the characters they were typed in."""
    typed = dict(zip(shown, written, strict=False)) if len(written) == len(shown) else {}
    return "".join(typed.get(char, char) for char in words)

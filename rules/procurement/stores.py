"""Green stores: whether a shop qualifies, what its sales leave out, and the printed statement (附件四, 附件五)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rules.determination import Step, Verdict
from rules.parameters import count, text
from rules.procurement.names import Bilingual, Index
from rules.procurement.sheets import Sheet, bilingual, texts

LABELS = ("eco", "carbon", "reduction")
"""The labels a store is measured by: 環保標章, 碳足跡標籤, 碳足跡減量標籤."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to qualify: at least so many kinds of products with each label."""

    eco: int
    carbon: int
    reduction: int

    def lacking(self, kinds: Mapping[str, int]) -> dict[str, int]:
        """Return how many more kinds each label wants, those of them that want any."""
        wanted = {label: int(getattr(self, label)) - kinds[label] for label in LABELS}
        return {label: number for label, number in wanted.items() if number > 0}


@dataclass(frozen=True, slots=True)
class Qualification:
    """Whether a shop sells enough labelled products for a green store, and for each way what is lacking."""

    verdict: Verdict
    lacking: tuple[Mapping[str, int], ...]
    clause: str
    working: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Term(Bilingual):
    """Something the document names in a list."""

    id: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlineShop:
    """The ministry's on-line shop, whose sales count by county."""

    clause: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Statement:
    """附件四: the titles, fields, choices, columns, seals and notes of the statement, as printed.

    `headings` are what else stands on it: basics, store, scale, kind, total, remark (before the first of the notes
    below the table), mark (before the others) and batch (a quantity that can't be told). The first note stands in the
    box of the scale.
    """

    clause: str
    zh: str
    en: str
    headings: Mapping[str, str]
    basics: tuple[str, ...]
    scales: tuple[str, ...]
    kinds: tuple[str, ...]
    columns: tuple[str, ...]
    seals: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of 附件五 and the printed hint under it."""

    heading: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """附件五: a county's report on an innovative measure; the title's OOO is the county."""

    clause: str
    zh: str
    en: str
    sections: tuple[ReportSection, ...]


class Stores:
    """All that is printed about green stores; `ways` are those to qualify, any one is enough."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only(*_KEYS)
        self.sheet = sheet
        qualification = sheet.under("qualification")
        self.ways: tuple[Way, ...] = qualification.records("ways", Way, dict.fromkeys(LABELS, count))
        self.qualification_clause: str = qualification.value("clause", text)
        self.display: Mapping[str, str] = qualification.value("display", bilingual)
        self.left_out: tuple[Term, ...] = sheet.under("left_out").records("products", Term, _TERM)
        self.left_out_clause: str = sheet.under("left_out").value("clause", text)
        self.channels: tuple[Term, ...] = sheet.under("channels").records("names", Term, _TERM)
        self.channels_clause: str = sheet.under("channels").value("clause", text)
        self.places: tuple[Term, ...] = sheet.under("places").records("names", Term, _TERM)
        self.places_clause: str = sheet.under("places").value("clause", text)
        chain = sheet.under("chain")
        self.chain_shops: int = chain.value("shops", count)
        self.chain_except: str = chain.value("except", text)
        self.chain_clause: str = chain.value("clause", text)

    @cached_property
    def statement(self) -> Statement:
        """附件四, field by field."""
        return self.sheet.under("statement").record(Statement, _STATEMENT)

    @cached_property
    def report(self) -> Report:
        """附件五, section by section."""
        sheet = self.sheet.under("report")
        sections = sheet.records("sections", ReportSection, {"heading": text, "hint": text})
        return Report(sheet.value("clause", text), sheet.value("zh", text), sheet.value("en", text), sections)

    @cached_property
    def online_shop(self) -> OnlineShop:
        """The ministry's on-line shop: its sales count by county."""
        return self.sheet.under("online_shop").record(OnlineShop, _TERM | {"clause": text})

    @cached_property
    def _channels(self) -> Index[Term]:
        return Index(self.channels)

    def channel(self, name: str) -> Term | None:
        """Return the 環保集點 channel of that name, or None; its sales stay out of the counties' results."""
        return next(iter(self._channels.find(name)), None)

    def left_out_product(self, name: str) -> Term | None:
        """Return the product of that name that sales leave out whatever its label (cars, motorcycles), or None."""
        return next(iter(Index(self.left_out).find(name)), None)

    def qualifies(self, eco: int | None, carbon: int | None = 0, reduction: int | None = 0) -> Qualification:
        """Say whether so many kinds of products with each label make a green store (附件四備註).

        2 with the eco label; or 1 and 3 with the carbon footprint label; or 1 and 1 with the carbon reduction label.
        None is unknown: met or unmet is said only where it can't depend on it. Raises ValueError for a negative
        number.
        """
        given = dict(zip(LABELS, (eco, carbon, reduction), strict=True))
        if any(number is not None and number < 0 for number in given.values()):
            raise ValueError("negative")
        known = {label: number or 0 for label, number in given.items()}
        lacking = tuple(way.lacking(known) for way in self.ways)
        verdict = Verdict.MET if any(not one for one in lacking) else Verdict.UNMET
        if verdict is Verdict.UNMET and any(all(given[label] is None for label in one) for one in lacking):
            verdict = Verdict.UNKNOWN
        steps = tuple(
            Step("way", {**{f"needs_{label}": int(getattr(way, label)) for label in LABELS}, **_lacks(one)})
            for way, one in zip(self.ways, lacking, strict=True)
        )
        return Qualification(verdict, lacking, self.qualification_clause, steps)

    def is_chain(self, place: str, shops: int) -> bool | None:
        """Say whether a green place with so many shops is a chain (two or more); None for a green store.

        The rule is for the other kinds of places (表2二(一)注意事項3); a green store is what it is registered as.
        Raises LookupError for an unknown kind of place.
        """
        if place not in {one.id for one in self.places}:
            raise LookupError(place)
        return None if place == self.chain_except else shops >= self.chain_shops


def _headings(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or set(value) != set(_HEADINGS):
        raise ValueError("a mapping of " + ", ".join(_HEADINGS))
    return {name: text(words) for name, words in value.items()}


def _lacks(lacking: Mapping[str, int]) -> dict[str, int]:
    return {f"lacks_{label}": lacking.get(label, 0) for label in LABELS}


_KEYS = ("qualification", "left_out", "channels", "online_shop", "places", "chain", "statement", "report")
_TERM = {"id": text, "zh": text, "en": text, "aliases": texts}
_HEADINGS = ("basics", "store", "scale", "kind", "total", "remark", "mark", "batch")
_STATEMENT = {
    "headings": _headings,
    **dict.fromkeys(("clause", "zh", "en"), text),
    **dict.fromkeys(("basics", "scales", "kinds", "columns", "seals", "notes"), texts),
}

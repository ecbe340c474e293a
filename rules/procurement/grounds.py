"""On what grounds a purchase counts as green, for an enterprise's declaration and for a green store's sales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Literal

from rules.determination import Verdict
from rules.parameters import count, text
from rules.procurement.names import Bilingual, Index
from rules.procurement.sheets import Sheet, flag, percent, texts

Buyer = Literal["enterprise", "store"]
"""Whose list is asked: an enterprise's purchases (表2一(三)) or a green store's sales (表2一(一))."""


class GroundKind(StrEnum):
    """What kind of ground it is."""

    LABEL = "label"
    FOREIGN_LABEL = "foreign_label"
    EFFICIENCY = "efficiency"
    PURCHASE = "purchase"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a ground counts on one buyer's list: met, unmet, or for staff where the document leaves it open."""

    verdict: Verdict
    clause: str


@dataclass(frozen=True, slots=True)
class Ground(Bilingual):
    """One ground.

    `zh` is the name as printed and `en` the printed English one, or ours where `en_ours`. `percent` of the amount
    counts, at most `cap` NT$ per deal. `requires` is the label or proof without which it doesn't count.
    `basis` is the printed rule of calculation, where there is one.
    """

    id: str
    kind: GroundKind
    zh: str
    en: str
    enterprise: Standing
    store: Standing
    en_ours: bool = False
    percent: Decimal = Decimal(100)
    cap: int | None = None
    requires: str | None = None
    basis: str | None = None
    aliases: tuple[str, ...] = ()

    def standing(self, buyer: Buyer) -> Standing:
        """Return whether it counts on a buyer's list."""
        return self.enterprise if buyer == "enterprise" else self.store


class Grounds:
    """All grounds of an edition, by id in the order printed."""

    def __init__(self, path: Path) -> None:
        sheet = Sheet(path)
        sheet.only("clauses", "groups")
        self._clauses: dict[str, str] = {
            name: sheet.under("clauses").value(name, text) for name in ("enterprise", "store")
        }
        by_id: dict[str, Ground] = {}
        for group in sheet.tables("groups"):
            for ground in _group(group):
                if ground.id in by_id:
                    raise group.error("grounds", f"{ground.id!r} is in two groups", "leave it in one")
                by_id[ground.id] = ground
        self.by_id: Mapping[str, Ground] = by_id

    @cached_property
    def _index(self) -> Index[Ground]:
        return Index(self.by_id.values())

    def find(self, name: str) -> tuple[Ground, ...]:
        """Return the grounds of an id or name: none if there is none, several if the name is shared."""
        return (self.by_id[name],) if name in self.by_id else self._index.find(name)

    def of_kind(self, kind: GroundKind) -> tuple[Ground, ...]:
        """Return the grounds of one kind in the order printed."""
        return tuple(ground for ground in self.by_id.values() if ground.kind == kind)

    def standing(self, id: str, buyer: Buyer) -> Standing:
        """Return whether a ground counts on a buyer's list; what isn't listed at all doesn't."""
        if id in self.by_id:
            return self.by_id[id].standing(buyer)
        return Standing(Verdict.UNMET, self._clauses[buyer])


def _group(sheet: Sheet) -> list[Ground]:
    """Read the grounds of a group; what the group says holds for each that doesn't say it itself."""
    shared = {key: value for key, value in sheet.table.items() if key != "grounds"}
    grounds = []
    for id, one in sheet.sheets("grounds"):
        for key, value in shared.items():
            one.table.setdefault(key, value)
        grounds.append(one.record(Ground, _READERS, id=id))
    return grounds


def _standing(value: object) -> Standing:
    if not isinstance(value, dict) or set(value) != {"verdict", "clause"}:
        raise ValueError("{verdict, clause}")
    return Standing(Verdict(text(value["verdict"])), text(value["clause"]))


_READERS = {
    "kind": GroundKind,
    "zh": text,
    "en": text,
    "enterprise": _standing,
    "store": _standing,
    "en_ours": flag,
    "percent": percent,
    "cap": count,
    "requires": text,
    "basis": text,
    "aliases": texts,
}

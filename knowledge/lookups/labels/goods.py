"""What counts without any label, named beside a label: 綠建材跟 LED 燈管."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.lookups.model import name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.words import Names
from rules.procurement import Buyer, GroundKind, Plan


class Goods:
    """The purchases that need neither label nor proof, and whether they count for a buyer."""

    def __init__(self, plan: Plan, text: Mapping[str, Any], kind: str) -> None:
        self.plan = plan
        self.text = text
        self.kind = kind
        free = [one for one in plan.grounds.of_kind(GroundKind.PURCHASE) if one.requires is None]
        self._names = Names({name: one.id for one in free for name in one.names()})

    def beside(self, text: str, buyers: Sequence[Buyer], lang: Lang) -> tuple[Answer, ...]:
        """An answer for each of them that a shown text names, for each buyer."""
        named = dict.fromkeys(seen.what for seen in self._names.find(text))
        return tuple(self.answer(id, buyer, lang) for id in named for buyer in buyers)

    def answer(self, id: str, buyer: Buyer, lang: Lang) -> Answer:
        """Whether one of them counts. Raises KeyError for what is none."""
        name = name_of(self.plan.grounds.by_id[id], lang)
        standing = self.plan.grounds.standing(id, buyer)
        text = say(self.text[buyer][standing.verdict.value], lang, name=name, note="")
        basis = rests_on(self.plan.edition, standing.clause, self.text["says"], lang)
        return Answer(f"{self.kind}.{id}.{buyer}", "procurement", "lookup", text, name, basis)

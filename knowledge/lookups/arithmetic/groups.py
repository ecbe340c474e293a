"""Groups of printed figures that may be set beside each other, and what calls for them: the data of ``facts.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from knowledge.data import load
from knowledge.figures import on_file, value_of
from knowledge.lookups.arithmetic.working import Figure
from knowledge.words import Names, any_of

WORKED: Final = {"plus": " + ", "minus": " − "}
"""How a figure is made of others of its group, and the sign of it."""


@dataclass(frozen=True)
class Group:
    """Figures that may be set beside each other, and what calls for them.

    ``made``: the figures that are worked out of others, with how. ``all_of``: words for all of them together.
    """

    data: Mapping[str, Any]
    figures: Mapping[str, Figure]
    made: Mapping[str, tuple[str, tuple[str, ...]]]
    names: Names[tuple[str, ...]]
    calls: tuple[re.Pattern[str], ...]
    not_of: re.Pattern[str]
    all_of: re.Pattern[str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Group:
        """A group of the data file. Raises LookupError for a figure that isn't on file."""
        figures: dict[str, Figure] = {}
        made: dict[str, tuple[str, tuple[str, ...]]] = {}
        words: dict[str, tuple[str, ...]] = {}
        for id, one in data["figures"].items():
            how = next((way for way in WORKED if way in one), "")
            if how:
                made[id] = how, tuple(one[how])
            figures[id] = _made(id, one, how, [figures[part] for part in one[how]]) if how else _printed(id, one)
            for word in one["words"]:
                words[word] = (*words.get(word, ()), id)
        words |= dict.fromkeys(data.get("beside", ()), ())
        calls = tuple(any_of(call) for call in data["calls"])
        return cls(data, figures, made, Names(words), calls, any_of(data.get("not", ())), any_of(data.get("all", ())))

    @property
    def whole(self) -> str:
        """The figure that the others are parts of, if there is one."""
        return str(self.data.get("whole", ""))

    @property
    def plain(self) -> list[str]:
        """The figures that are printed, and no whole."""
        return [id for id in self.figures if id != self.whole and id not in self.made]

    def called(self, text: str, best: str = "") -> bool:
        """Whether a question is about the group: by its words, or by the entry that fits it best."""
        near = () if self.data.get("by_words") else (self.data["entry"], *self.data.get("near", ()))
        return best in near or all(call.search(text) for call in self.calls)

    def bounds(self, text: str) -> tuple[int, int]:
        """Where the first figure that a text names begins, and where the last one ends."""
        spans = [(seen.start, seen.end) for seen in self.names.find(text) if seen.what]
        return (spans[0][0], spans[-1][1]) if spans else (0, len(text))

    def between(self, text: str) -> list[str]:
        """What stands between the figures that a text names."""
        seen = list(self.names.find(text))
        return [text[one.end : other.start] for one, other in pairwise(seen)]

    def named(self, text: str, years: Set[int]) -> list[str]:
        """The figures a text names, in its order; of those that share a name, the ones of the years said, else the
        newest.
        """
        found: list[str] = []
        for seen in self.names.find(text):
            dated = [id for id in seen.what if self.figures[id].year]
            if len(seen.what) > 1 and dated:
                of = [id for id in dated if self.figures[id].year in years]
                found += of or [max(dated, key=lambda id: self.figures[id].year)]
            else:
                found += seen.what
        return found


def _printed(id: str, data: Mapping[str, Any]) -> Figure:
    value = value_of(data["of"], on_file()) if "of" in data else data["value"]
    clause = data["clause"] if "clause" in data else _clause(data["of"])
    return Figure(
        id,
        Decimal(value.year if isinstance(value, date) else str(value)),
        data["unit"],
        {"zh": data["zh"], "en": data["en"]},
        clause,
        data.get("year", 0),
        bool(data.get("about")),
        tuple(Decimal(other) for other in data.get("also", ())),
        data.get("per", data["unit"]),
    )


def _clause(reference: str) -> str:
    programme, edition, name = reference.split(".", 2)
    figure = load(f"figures/{programme}.{edition}.yaml")[name]
    return str(figure.get("clause") or figure["section"])


def _made(id: str, data: Mapping[str, Any], how: str, parts: Sequence[Figure]) -> Figure:
    first, *others = [part.value for part in parts]
    value = first + sum(others, Decimal(0)) * (1 if how == "plus" else -1)
    clause = "；".join(dict.fromkeys(part.clause for part in parts))
    about = any(part.about for part in parts)
    return Figure(id, value, data["unit"], {"zh": data["zh"], "en": data["en"]}, clause, data.get("year", 0), about)

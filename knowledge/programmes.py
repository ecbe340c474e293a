"""Which programme a question is about, by what it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from knowledge.data import load
from knowledge.dates import years_in
from knowledge.text import plain, squeeze
from knowledge.words import WordLists

STRONG: Final = 1.0
WEAK: Final = 0.5
CONCEPT: Final = 0.5
SURE: Final = "strong"
HINT: Final = "weak"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme people ask about; ``option`` is None where nothing about it is on file.

    ``annual``: what is on file holds for ``years`` alone, so a question naming another year is declined.
    """

    id: str
    name: Mapping[str, str]
    option: Mapping[str, str] | None
    years: tuple[int, ...]
    annual: bool
    concepts: frozenset[str]


def _folded(words: Iterable[str]) -> Iterable[str]:
    """Words as texts are folded."""
    return (squeeze(plain(str(word))) for word in words)


class Programmes:
    """All programmes that can be named, on file or not."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]], subjects: frozenset[str] = frozenset()) -> None:
        self.subjects = subjects
        self.by_id = {
            name: Programme(
                name,
                fields["name"],
                fields.get("option"),
                tuple(fields.get("years", ())),
                bool(fields.get("annual", False)),
                frozenset(fields.get("concepts", ())),
            )
            for name, fields in data.items()
        }
        self.loose = frozenset(name for name, fields in data.items() if fields.get("loose"))
        """Subjects whose words may say something else where a programme on file is named: IPO, ESG."""
        self._order = {name: place for place, name in enumerate(self.by_id)}
        self._meant: dict[str, list[str]] = defaultdict(list)
        self._annual: dict[int, list[str]] = defaultdict(list)
        for name, one in self.by_id.items():
            for concept in one.concepts:
                self._meant[concept].append(name)
            if one.annual and one.years:
                self._annual[one.years[0]].append(name)
        self._decisive = frozenset(name for name, fields in data.items() if fields.get("decisive"))
        self._words = WordLists(
            {(name, kind): _folded(fields.get(kind, ())) for name, fields in data.items() for kind in (SURE, HINT)}
        )
        self._patterns = {
            name: re.compile("|".join(f"(?:{pattern})" for pattern in fields["patterns"]))
            for name, fields in data.items()
            if fields.get("patterns")
        }

    @classmethod
    def shipped(cls) -> Programmes:
        """The programmes of ``programmes.yaml``, and the subjects known to be in no document."""
        data = load("programmes.yaml")
        return cls({**data["programmes"], **data["subjects"]}, frozenset(data["subjects"]))

    def named(self, text: str, concepts: Mapping[str, float]) -> dict[str, float]:
        """How strongly each programme is pointed to: 1 and more where it is named, less for hints; its year is one."""
        shown = squeeze(plain(text))
        words = self._words.find(shown)
        for name, pattern in self._patterns.items():
            if matched := pattern.findall(shown):
                words.setdefault((name, SURE), set()).update(matched)
        found: dict[str, float] = {}
        meant = {name for concept in concepts for name in self._meant.get(concept, ())}
        for name in sorted({name for name, _ in words} | meant, key=self._order.__getitem__):
            said, hints = words.get((name, SURE), ()), words.get((name, HINT), ())
            found[name] = STRONG * len(said) + WEAK * len(hints) + CONCEPT * (name in meant)
            if said and name in self._decisive:
                found[name] += STRONG  # 綠色商店名單 is no question about green stores
        for year in years_in(text):
            for name in self._annual.get(year, ()):
                found[name] = found.get(name, 0.0) + WEAK
        return found

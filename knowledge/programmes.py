"""Which programme a question is about, by what it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from knowledge.data import load
from knowledge.dates import years_in
from knowledge.text import plain, squeeze, standing_alone

STRONG: Final = 1.0
WEAK: Final = 0.5
CONCEPT: Final = 0.5


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


def _pattern(words: Iterable[str], patterns: Iterable[str] = ()) -> re.Pattern[str] | None:
    """Any of the words as folded, Latin ones whole; and of patterns of folded text."""
    parts = [f"(?:{pattern})" for pattern in patterns]
    for word in sorted((squeeze(plain(str(word))) for word in words), key=len, reverse=True):
        if word.isascii():
            parts.append(standing_alone(word))
        else:
            parts.append(re.escape(word))
    return re.compile("|".join(parts)) if parts else None


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
        self._any_subject = _pattern(
            (word for name in subjects for word in data[name].get("strong", ())),
            (pattern for name in subjects for pattern in data[name].get("patterns", ())),
        )
        self.loose = frozenset(name for name, fields in data.items() if fields.get("loose"))
        """Subjects whose words may say something else where a programme on file is named: IPO, ESG."""
        self._decisive = frozenset(name for name, fields in data.items() if fields.get("decisive"))
        self._strong = {
            name: _pattern(fields.get("strong", ()), fields.get("patterns", ())) for name, fields in data.items()
        }
        self._weak = {name: _pattern(fields.get("weak", ())) for name, fields in data.items()}

    @classmethod
    def shipped(cls) -> Programmes:
        """The programmes of ``programmes.yaml``, and the subjects known to be in no document."""
        data = load("programmes.yaml")
        return cls({**data["programmes"], **data["subjects"]}, frozenset(data["subjects"]))

    def named(self, text: str, concepts: Mapping[str, float]) -> dict[str, float]:
        """How strongly each programme is pointed to: 1 and more where it is named, less for hints; its year is one."""
        shown = squeeze(plain(text))
        found: dict[str, float] = {}
        subject = self._any_subject is not None and self._any_subject.search(shown) is not None
        for name, programme in self.by_id.items():
            if name in self.subjects and not subject:
                continue
            strong, weak = self._strong[name], self._weak[name]
            said = set(strong.findall(shown)) if strong else set()
            weight = STRONG * len(said)
            if said and name in self._decisive:
                weight += STRONG  # 綠色商店名單 is no question about green stores
            weight += WEAK * len(set(weak.findall(shown))) if weak else 0.0
            weight += CONCEPT if programme.concepts & set(concepts) else 0.0
            if weight:
                found[name] = weight
        for year in years_in(text):
            for name, programme in self.by_id.items():
                if programme.annual and programme.years[:1] == (year,):
                    found[name] = found.get(name, 0.0) + WEAK
        return found

"""Cues: concepts that, said together, call for an entry whatever else is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.entries import Cue, Entry
from knowledge.lexicon import Lexicon, Reading

FLOOR: Final = 0.4
REACH: Final = 0.56
"""A cue scores from the floor up, by how much of what was said it explains."""
UNEXPLAINED: Final = 0.2
"""Weight of each character that no concept and no stop word explains, against a cue; at most of eight."""
AT_MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Called:
    """How well an entry is called for (0 to 1), and the concepts that do."""

    score: float
    cue: frozenset[str]

    @property
    def words(self) -> str:
        """The concepts in one line."""
        return "+".join(sorted(self.cue))


class Cues:
    """The cues of all entries, found by the one of their concepts that the fewest cues want."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon) -> None:
        self._weight = lexicon.weight
        cues = [(number, cue) for number, entry in enumerate(entries) for cue in entry.cues]
        wanted: dict[str, int] = defaultdict(int)
        for _, cue in cues:
            for name in cue.all:
                wanted[name] += 1
        self._by_concept: dict[str, list[tuple[int, Cue]]] = defaultdict(list)
        for number, cue in cues:
            self._by_concept[min(cue.all, key=lambda name: (wanted[name], name))].append((number, cue))

    def called(self, reading: Reading) -> dict[int, Called]:
        """The entries that what was said calls for, by their place; cues of one entry that are met count together."""
        said = reading.concepts.keys()
        unknown = min(AT_MOST, sum(len(part.strip()) for part in reading.rest if not part.isascii()))
        whole = sum(self._weight[name] for name in said) + UNEXPLAINED * unknown or 1.0
        met: dict[int, frozenset[str]] = {}
        for number, cue in (pair for name in said for pair in self._by_concept.get(name, ())):
            if cue.all <= said and not cue.none & said:
                met[number] = met.get(number, frozenset()) | cue.all
        found = {}
        for number, names in met.items():
            reach = sum(self._weight[name] * reading.concepts[name] for name in names) / whole
            found[number] = Called(FLOOR + REACH * reach, names)
        return found

"""Fuzzy search over the entries' phrasings: concepts, pairs of characters, words and sounds, weighted by rarity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from rapidfuzz.fuzz import ratio

from knowledge.entries import Entry
from knowledge.lexicon import Lexicon, Reading
from knowledge.sound import spellings

PAIR: Final = 0.55
"""Weight of a pair of Chinese characters beside a concept's own weight."""
WORD: Final = 0.9
"""Weight of a Latin word or a number."""
SOUND: Final = 0.35
"""Weight of a pair of syllables."""
STRANGE: Final = 0.35
"""Weight of what no phrasing has, relative to the rarest known: it speaks against a match, but people chat."""
STRANGE_WORD: Final = 0.8
"""The same for Latin words, which carry more than a pair of characters."""
QUERY_SIDE: Final = 0.55
"""How much of the score asks "is what was said in the phrasing", the rest "is the phrasing in what was said"."""
SHAPE: Final = 0.2
"""Share of the plain likeness of the two keys in the final score."""
RERANKED: Final = 24
CUE_FLOOR: Final = 0.4
CUE_REACH: Final = 0.56
"""A cue scores from the floor up, by how much of what was said it explains."""
UNEXPLAINED: Final = 0.2
"""Weight of each character that no concept and no stop word explains, against a cue; at most of eight."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, how well it fits (0 to 1), and the phrasing that fits best."""

    entry: Entry
    score: float
    phrasing: str
    cue: frozenset[str] = frozenset()
    """The concepts that called for the entry, where they do it better than its phrasings."""


@dataclass(frozen=True, slots=True)
class _Phrasing:
    entry: int
    text: str
    key: str
    mass: float


def features(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """What a text is compared by: (token, base weight, other spellings of it)."""
    for concept, certainty in reading.concepts.items():
        yield "#" + concept, lexicon.weight[concept] * certainty, ()
    for pair, part in reading.pairs.items():
        yield pair, PAIR * part, ()
        sounds = spellings(pair, at_most=4)
        if sounds:
            yield "~" + sounds[0], SOUND * part, tuple("~" + sound for sound in sounds[1:])
    for word in reading.words:
        yield word, WORD, ()


class Index:
    """All phrasings of all entries, ready to be searched."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        readings = [
            (number, text, lexicon.read(text, by_sound=False))
            for number, entry in enumerate(entries)
            for text in entry.phrasings()
        ]
        holders: dict[str, set[int]] = defaultdict(set)
        parts = []
        for number, text, reading in readings:
            tokens: dict[str, float] = {}
            for token, weight, others in features(reading, lexicon):
                for spelling in (token, *others):
                    holders[spelling].add(number)
                    tokens[spelling] = weight
                if others:
                    for spelling in (token, *others):
                        tokens[spelling] = weight / (1 + len(others))
            parts.append((number, text, reading, tokens))
        self._rarity = {token: self._idf(len(found)) for token, found in holders.items()}
        self._phrasings: list[_Phrasing] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        for number, text, reading, tokens in parts:
            mass = sum(weight * self._rarity[token] for token, weight in tokens.items())
            for token in tokens:
                self._postings[token].append(len(self._phrasings))
            self._phrasings.append(_Phrasing(number, text, reading.key, mass))

    def _idf(self, holders: int) -> float:
        """Rarity of a token that so many entries hold, 1 for one entry alone, falling to 0.12."""
        return max(0.12, 1 - log(holders) / log(len(self.entries) + 1) * 0.88) if holders else STRANGE

    def search(self, reading: Reading) -> list[Candidate]:
        """The entries by how well their best phrasing fits, best first."""
        shared: dict[int, float] = defaultdict(float)
        said = 0.0
        for token, weight, others in features(reading, self._lexicon):
            best: dict[int, float] = {}
            rarity = max((self._rarity.get(t, 0.0) for t in (token, *others)), default=0.0)
            said += weight * (rarity or (STRANGE_WORD if token.isascii() else STRANGE))
            for spelling in (token, *others):
                for place in self._postings.get(spelling, ()):
                    best[place] = weight * rarity
            for place, gained in best.items():
                shared[place] += gained
        found = self._ranked(reading, shared, said)
        return self._with_cues(reading, found)

    def _ranked(self, reading: Reading, shared: Mapping[int, float], said: float) -> dict[int, tuple[float, str]]:
        rough = []
        for place, mass in shared.items():
            whole = self._phrasings[place].mass
            fit = min(1.0, mass / said) ** QUERY_SIDE * min(1.0, mass / whole) ** (1 - QUERY_SIDE)
            rough.append((fit, place))
        rough.sort(reverse=True)
        best: dict[int, tuple[float, str]] = {}
        for fit, place in rough[:RERANKED]:
            phrasing = self._phrasings[place]
            score = (1 - SHAPE) * fit + SHAPE * ratio(reading.key, phrasing.key) / 100
            if score > best.get(phrasing.entry, (0.0, ""))[0]:
                best[phrasing.entry] = (score, phrasing.text)
        return best

    def _with_cues(self, reading: Reading, found: dict[int, tuple[float, str]]) -> list[Candidate]:
        said = set(reading.concepts)
        cues: dict[int, frozenset[str]] = {}
        unknown = min(8, sum(len(part.strip()) for part in reading.rest if not part.isascii()))
        whole = sum(self._lexicon.weight[name] for name in said) + UNEXPLAINED * unknown or 1.0
        for number, entry in enumerate(self.entries):
            for cue in entry.cues:
                if cue.all <= said and not cue.none & said:
                    reach = sum(self._lexicon.weight[name] * reading.concepts[name] for name in cue.all) / whole
                    score = CUE_FLOOR + CUE_REACH * reach
                    if score > found.get(number, (0.0, ""))[0]:
                        found[number] = (score, "+".join(sorted(cue.all)))
                        cues[number] = cue.all
        ranked = [
            Candidate(self.entries[n], score, text, cues.get(n, frozenset())) for n, (score, text) in found.items()
        ]
        return sorted(ranked, key=lambda candidate: -candidate.score)


def phrasings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Every phrasing with its entry's id."""
    return [(text, entry.id) for entry in entries for text in entry.phrasings()]

"""Fuzzy search over the entries' phrasings: concepts, pairs of characters, words and sounds, weighted by rarity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log
from typing import Final, NamedTuple

from rapidfuzz.fuzz import ratio

from knowledge import thresholds
from knowledge.coverage import Coverage
from knowledge.cues import Cues
from knowledge.entries import Entry
from knowledge.lexicon import Lexicon, Reading
from knowledge.sound import spellings
from knowledge.text import RECENT, fold, plain_all

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
RERANKED: Final = 16
LOOKED_AT: Final = 60
"""Phrasings whose fit is worked out in full."""
SAMPLED: Final = 150
"""Phrasings of the rarest tokens whose fit is worked out first: none below their best ones needs to be sorted."""
VISITS: Final = 800
"""Postings followed for a question; the tokens left then only weigh what the rarer ones found."""
ABOUT: Final = 0.1
"""An entry is about a concept that so large a share of its phrasings holds."""


class Candidate(NamedTuple):
    """An entry, how well it fits (0 to 1), and the phrasing that fits best."""

    entry: Entry
    score: float
    phrasing: str
    cue: frozenset[str] = frozenset()
    """The concepts that called for the entry, where they do it better than its phrasings."""

    def scored(self, score: float) -> Candidate:
        """The same with another score."""
        return Candidate(self.entry, score, self.phrasing, self.cue)


class Index:
    """All phrasings of all entries, ready to be searched.

    A question's rare tokens pick the phrasings that are looked at, its common ones only weigh them: so the time for
    a question hardly grows with the number of phrasings.
    """

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon) -> None:
        self.entries = tuple(entries)
        self._lexicon = lexicon
        self._texts: list[str] = []
        self._owners: list[int] = []
        for number, entry in enumerate(self.entries):
            for text in entry.phrasings():
                self._texts.append(text)
                self._owners.append(number)
        self._numbers = {entry.id: number for number, entry in enumerate(self.entries)}
        self._known = lru_cache(maxsize=RECENT)(self._searched)
        self._keys: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        tokens = self._tokenised()
        self._weigh(tokens)
        self._cues = Cues(self.entries, lexicon)
        self._coverage = Coverage(self.entries, lexicon, self._phrased(tokens))
        self.explains = self._explained(tokens)

    def _tokenised(self) -> list[dict[int, float]]:
        """The tokens of each phrasing with their weights; how many entries hold a token is counted on the way."""
        ids, weight, last = self._ids, self._lexicon.weight, [-1]
        holders = self._holders = [0]
        parts = []
        for owner, shown in zip(self._owners, plain_all(self._texts), strict=True):
            concepts, pairs, words = self._lexicon.scan(shown)
            named = {"#" + name: weight[name] for name in concepts}
            named.update((pair, PAIR * part) for pair, part in pairs.items())
            named.update((word, WORD) for word in words)
            tokens = {}
            for token, value in named.items():
                id = ids.get(token, 0)
                if not id:
                    id = ids[token] = len(last)
                    last.append(-1)
                    holders.append(0)
                if last[id] != owner:
                    last[id] = owner
                    holders[id] += 1
                tokens[id] = value
            parts.append(tokens)
        return parts

    def _phrased(self, parts: Sequence[Mapping[int, float]]) -> list[set[str]]:
        """The tokens of each entry's phrasings."""
        names = list(self._ids)
        found: list[set[str]] = [set() for _ in self.entries]
        for owner, tokens in zip(self._owners, parts, strict=True):
            found[owner].update(names[id - 1] for id in tokens)
        return found

    def _explained(self, parts: Sequence[Mapping[int, float]]) -> dict[str, frozenset[str]]:
        """The concepts that an entry is about, by its id: those of its cues, and of enough of its phrasings."""
        names = {id: token[1:] for token, id in self._ids.items() if token.startswith("#")}
        held: list[Counter[str]] = [Counter() for _ in self.entries]
        for owner, tokens in zip(self._owners, parts, strict=True):
            held[owner].update(names[id] for id in tokens if id in names)
        found = {}
        for entry, counts in zip(self.entries, held, strict=True):
            least = ABOUT * sum(1 for _ in entry.phrasings())
            called = {name for cue in entry.cues for name in cue.all}
            found[entry.id] = frozenset(called | {name for name, count in counts.items() if count >= least})
        return found

    def _weigh(self, parts: Sequence[Mapping[int, float]]) -> None:
        """Rarity of tokens and of the sounds of pairs, the mass of each phrasing, and where each token stands."""
        self._rarity = [self._idf(count) for count in self._holders]
        self._sounding: dict[str, list[int]] = defaultdict(list)
        heard: dict[str, int] = defaultdict(int)
        for token, id in self._ids.items():
            for sound in _sounds(token):
                self._sounding[sound].append(id)
                heard[sound] += self._holders[id]
        self._loudness = {sound: self._idf(min(count, len(self.entries))) for sound, count in heard.items()}
        unit = list(self._rarity)
        for token, id in self._ids.items():
            sounds = _sounds(token)
            if sounds:
                unit[id] += SOUND / PAIR * sum(self._loudness[sound] for sound in sounds) / len(sounds)
        self._mass = [sum(value * unit[id] for id, value in tokens.items()) or 1.0 for tokens in parts]
        self._lift = [mass ** (QUERY_SIDE - 1) for mass in self._mass]
        self._held = parts
        self._postings: list[list[int]] = [[] for _ in self._rarity]
        for place, tokens in enumerate(parts):
            for id in tokens:
                self._postings[id].append(place)

    def _idf(self, holders: int) -> float:
        """Rarity of a token that so many entries hold, 1 for one entry alone, falling to 0.12."""
        return max(0.12, 1 - log(holders) / log(len(self.entries) + 1) * 0.88) if holders else STRANGE

    def search(self, reading: Reading) -> Sequence[Candidate]:
        """The entries by how well their best phrasing fits, best first."""
        return self._known(reading)

    def _searched(self, reading: Reading) -> Sequence[Candidate]:
        gains, said = self._gains(reading)
        found = self._with_cues(reading, self._ranked(reading, self._shared(gains), said) if gains else {})
        return self._covering(reading, found)

    def _covering(self, reading: Reading, found: Sequence[Candidate]) -> list[Candidate]:
        """The candidates by how well they fit and how much of what was said they speak of."""
        shares = self._coverage.shares(self._said(reading), [self._numbers[one.entry.id] for one in found])
        moved = [
            one
            if one.entry.kind == "refuse"
            else one.scored(one.score + thresholds.COVERING * (share - thresholds.COVERED))
            for one, share in zip(found, shares, strict=True)
        ]
        return sorted(moved, key=lambda candidate: -candidate.score)

    def _said(self, reading: Reading) -> dict[str, float]:
        """The tokens of a question with their weights."""
        weight = self._lexicon.weight
        said = {"#" + name: weight[name] * sure for name, sure in reading.concepts.items()}
        said.update((word, WORD) for word in reading.words)
        said.update((pair, PAIR * part) for pair, part in reading.pairs.items())
        return said

    def spoken(self, reading: Reading, entry_id: str) -> float:
        """The share of what was said that an entry speaks of, from 0 to 1."""
        return self._coverage.shares(self._said(reading), [self._numbers[entry_id]])[0]

    def strange(self, reading: Reading, entry_id: str) -> bool:
        """Whether nothing understood of a question asks for something, and an entry has nothing of the rest of it."""
        lexicon, ids, rarity = self._lexicon, self._ids, self._rarity
        known = [(name, rarity[ids["#" + name]]) for name in reading.concepts if "#" + name in ids]
        named = {name for name, rare in known if name in lexicon.subjects and rare < thresholds.COMMON}
        asks = max((lexicon.weight[name] * rare for name, rare in known if name not in named), default=0.0)
        return asks <= thresholds.ASKING and self._coverage.strange(reading, self._numbers[entry_id])

    def _gains(self, reading: Reading) -> tuple[list[tuple[float, int]], float]:
        """What each token of the index gives a phrasing that holds it, the most first; and what all would give."""
        weight, ids, rarity = self._lexicon.weight, self._ids, self._rarity
        gains: dict[int, float] = {}
        said = 0.0
        plain_ones = [("#" + name, weight[name] * sure) for name, sure in reading.concepts.items()]
        for token, value in [*plain_ones, *((word, WORD) for word in reading.words)]:
            id = ids.get(token)
            said += value * (rarity[id] if id else STRANGE_WORD)
            if id:
                gains[id] = value * rarity[id]
        for pair, part in reading.pairs.items():
            id, sounds = ids.get(pair), _sounds(pair)
            said += PAIR * part * (rarity[id] if id else STRANGE)
            if id:
                gains[id] = PAIR * part * rarity[id]
            if sounds:
                loud = SOUND * part * max((self._loudness.get(sound, 0.0) for sound in sounds), default=0.0)
                said += loud or SOUND * part * STRANGE
                for other in {other for sound in sounds for other in self._sounding.get(sound, ())}:
                    gains[other] = gains.get(other, 0.0) + loud
        return sorted(((gain, id) for id, gain in gains.items()), reverse=True), said

    def _shared(self, gains: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
        """What the most promising phrasings share with the question: (mass, place)."""
        shared: dict[int, float] = {}
        rare: list[int] = []
        seen = used = 0
        for gain, id in gains:
            places = self._postings[id]
            if seen and seen + len(places) > VISITS:
                break
            for place in places:
                shared[place] = shared.get(place, 0.0) + gain
            if seen < SAMPLED:
                rare += places
            seen += len(places)
            used += 1
        late = {id: gain for gain, id in gains[used:]}
        held = self._held
        return [
            (shared[place] + sum(filter(None, map(late.get, held[place]))), place)
            for place in self._promising(shared, rare[:SAMPLED])
        ]

    def _promising(self, shared: Mapping[int, float], rare: Iterable[int]) -> list[int]:
        """The phrasings found that fit best by what they share; those of the rarest tokens say from where on."""
        lift = self._lift
        marks = sorted([shared[place] * lift[place] for place in set(rare)])
        least = marks[-LOOKED_AT] if len(marks) >= LOOKED_AT else 0.0
        fits = [(fit, place) for place, mass in shared.items() if (fit := mass * lift[place]) >= least]
        fits.sort(reverse=True)
        return [place for _, place in fits[:LOOKED_AT]]

    def _ranked(
        self, reading: Reading, shared: Sequence[tuple[float, int]], said: float
    ) -> dict[int, tuple[float, str]]:
        rough = []
        for mass, place in shared:
            query, phrasing = mass / said, mass / self._mass[place]
            fit = (query**QUERY_SIDE if query < 1 else 1.0) * (phrasing ** (1 - QUERY_SIDE) if phrasing < 1 else 1.0)
            rough.append((fit, place))
        rough.sort(reverse=True)
        best: dict[int, tuple[float, str]] = {}
        for fit, place in rough[:RERANKED]:
            owner = self._owners[place]
            score = (1 - SHAPE) * fit + SHAPE * ratio(reading.key, self._key(place)) / 100
            if score > best.get(owner, (0.0, ""))[0]:
                best[owner] = (score, self._texts[place])
        return best

    def _key(self, place: int) -> str:
        if place not in self._keys:
            self._keys[place] = fold(self._texts[place])
        return self._keys[place]

    def _with_cues(self, reading: Reading, found: dict[int, tuple[float, str]]) -> list[Candidate]:
        """The candidates by their phrasings, a cue in place of one where it calls for the entry better."""
        called = {n: one for n, one in self._cues.called(reading).items() if one.score > found.get(n, (0.0, ""))[0]}
        by_phrasing = [Candidate(self.entries[n], *one) for n, one in found.items() if n not in called]
        return [*by_phrasing, *(Candidate(self.entries[n], one.score, one.words, one.cue) for n, one in called.items())]


@cache
def _sounds(token: str) -> tuple[str, ...]:
    """How a pair of Chinese characters can sound; nothing for other tokens."""
    return tuple(spellings(token, at_most=4)) if len(token) == 2 and not token.isascii() else ()


def phrasings(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Every phrasing with its entry's id."""
    return [(text, entry.id) for entry in entries for text in entry.phrasings()]

"""Coverage: how much of what a person said an entry speaks of at all, in its phrasings or in its answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from knowledge.entries import LANGS, Entry
from knowledge.lexicon import Lexicon, Reading
from knowledge.sound import spellings
from knowledge.text import plain_all

LEAST: Final = 0.12
"""What a word that every entry holds still counts beside one that a single entry holds."""
STRANGE: Final = 0.35
"""What a word counts that no entry holds."""
_SAID: Final = re.compile(r"[\u3400-\u9fff]+")
_REFERENCE: Final = re.compile(r"\{[^}]*\}")


class Coverage:
    """The words of each entry; a word weighs more the fewer entries hold it."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon, phrased: Iterable[Iterable[str]]) -> None:
        self._words = [
            frozenset(told).union(asked) for told, asked in zip(_told(entries, lexicon), phrased, strict=True)
        ]
        self._hollow = lexicon.hollow
        self._heard: dict[int, set[str]] = {}
        """How the words of an entry sound, from when it is first asked."""
        holders = Counter(word for words in self._words for word in words)
        most = log(len(entries) + 1)
        self._rarity = {word: max(LEAST, 1 - (1 - LEAST) * log(count) / most) for word, count in holders.items()}

    def shares(self, said: Mapping[str, float], places: Iterable[int]) -> list[float]:
        """The share of weighed tokens that each of some entries, by their places, speaks of, from 0 to 1."""
        rarity = self._rarity
        weighed = [(token, weight * rarity.get(token, STRANGE)) for token, weight in said.items()]
        whole = sum(weight for _, weight in weighed) or 1.0
        found = []
        for place in places:
            words = self._words[place]
            found.append(sum([weight for token, weight in weighed if token in words]) / whole)
        return found

    def strange(self, reading: Reading, place: int) -> bool:
        """Whether no concept took some of a question, and an entry has none of that, in letters or in sound."""
        pieces = _SAID.findall(" ".join(reading.rest).translate(self._hollow))
        pairs = [pair for piece in pieces for pair in _pairs_of(piece, reading.pairs)]
        words = self._words[place]
        if not pairs or not words.isdisjoint(pairs):
            return False
        if place not in self._heard:
            self._heard[place] = {sound for word in words if _SAID.fullmatch(word) for sound in spellings(word)}
        return self._heard[place].isdisjoint(sound for pair in pairs for sound in spellings(pair))


def _pairs_of(piece: str, pairs: Iterable[str]) -> list[str]:
    """The pairs of a piece of Chinese; of a character alone those with its neighbours."""
    if len(piece) == 1:
        return [pair for pair in pairs if piece in pair]
    return [piece[at : at + 2] for at in range(len(piece) - 1)]


def _told(entries: Sequence[Entry], lexicon: Lexicon) -> Iterable[set[str]]:
    """The tokens of each entry's title and answer, in both languages."""
    texts = (" ".join(f"{entry.title[lang]} {entry.answer[lang]}" for lang in LANGS) for entry in entries)
    for shown in plain_all([_REFERENCE.sub(" ", text).replace("\n", " ") for text in texts]):
        concepts, pairs, words = lexicon.scan(shown)
        yield {*("#" + name for name in concepts), *pairs, *words}

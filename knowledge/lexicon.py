"""The concept lexicon: which words mean the same to a question, found by shape and by sound."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from knowledge.data import load
from knowledge.slips import PAIR, Slips, pairs_of
from knowledge.text import RECENT, fold, plain, simplified, squeeze

DEFAULT_WEIGHT: Final = 2.0
HEARD: Final = 0.8
"""What a concept found by sound alone counts, next to one found by its letters."""
FREE: Final = 1.0
WITHIN: Final = 0.45
"""A character inside a concept's word, for the weight of character pairs: the concept has said it already."""
_HAN_RUN: Final = re.compile(r"[\u3400-\u9fff]+")
_WORD: Final = re.compile(r"[a-z][a-z0-9.\-]*|\d[\d.,]*")
_ASCII: Final = re.compile(r"[a-z0-9]")
_PLURAL: Final = re.compile(r"(?<=[a-z]{3})(?:ies|s)$")


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text as the matcher sees it: its key, its concepts with their certainty, and the other words in it.

    What is made of a reading is remembered by the reading itself.
    """

    key: str
    concepts: Mapping[str, float]
    spans: tuple[tuple[int, int, str], ...] = ()
    words: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    pairs: Mapping[str, float] = field(default_factory=dict)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Lexicon:
    """Concepts by their words."""

    def __init__(
        self,
        concepts: Mapping[str, Mapping[str, Any]],
        stop: Iterable[str],
        quiet: str = "",
        hollow: str = "",
        real: Iterable[str] = (),
        written: Iterable[str] = (),
    ) -> None:
        self.hollow = str.maketrans(dict.fromkeys(simplified(hollow), " "))
        """Turns characters that leave nothing open into spaces."""
        self._filler = frozenset(load("text.yaml")["filler_english"])
        self.weight: dict[str, float] = {
            name: float(fields.get("weight", DEFAULT_WEIGHT)) for name, fields in concepts.items()
        }
        self.courtesy = frozenset(name for name, fields in concepts.items() if fields.get("courtesy"))
        self.subjects = frozenset(name for name, fields in concepts.items() if fields.get("subject"))
        self.asks = frozenset(name for name, fields in concepts.items() if fields.get("asks"))
        exact = frozenset(name for name, fields in concepts.items() if fields.get("exact"))
        meaning: dict[str, tuple[str, ...]] = {}
        for name, fields in concepts.items():
            for word in fields["words"]:
                key = squeeze(plain(word))
                meaning[key] = (*meaning.get(key, ()), name) if name not in meaning.get(key, ()) else meaning[key]
        self._words = meaning
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in meaning:
            lengths[key[:PAIR]].add(len(key))
        runs = _HAN_RUN.findall(simplified("\n".join(written)))
        met = Counter(pair for run in runs for pair in pairs_of(run))
        own = {pair for pair, count in met.items() if count > 1}.union(*map(pairs_of, map(simplified, real)))
        heard = {key: tuple(name for name in names if name not in exact) for key, names in meaning.items()}
        self._slips = Slips(heard, self.weight, frozenset(simplified(quiet)), own)
        self._edged = {key for key in meaning if _latin(key[0]) or _latin(key[-1])}
        self._lengths = {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}
        for begun in [one for one in self._lengths if len(one) == PAIR and one[0] in self._lengths]:
            self._lengths[begun] += (1,)
        """How long the words are that begin with two characters, or with the only one, the longest first."""
        self._read = lru_cache(maxsize=RECENT)(self._reading)
        self._parts = lru_cache(maxsize=RECENT)(self._parting)
        self._stop = re.compile("|".join(sorted((re.escape(squeeze(plain(w))) for w in stop), key=len, reverse=True)))

    @classmethod
    def shipped(cls, written: Iterable[str] = ()) -> Lexicon:
        """The lexicon of ``lexicon.yaml``. What stands more than once in texts ``written`` by us is no slip."""
        data = load("lexicon.yaml")
        return cls(data["concepts"], data["stop"], data["quiet"], data["hollow"], data["real"], written)

    def read(self, text: str, *, by_sound: bool = True) -> Reading:
        """The concepts of a text: the longest words from the left, then what only sounds like one."""
        return self._read(text, by_sound)

    def _reading(self, text: str, by_sound: bool) -> Reading:
        shown = squeeze(plain(text))
        spans = self._seen(shown)
        if by_sound:
            spans = self._sounding(shown, spans)
        concepts = self._concepts(spans)
        rest = tuple(self._rest(shown, spans))
        words = self._latin_words(rest)
        places = tuple((a, b, n) for a, b, n, _ in spans)
        return Reading(fold(text), concepts, places, words, rest, self._pairs(shown, spans))

    def scan(self, shown: str) -> tuple[Mapping[str, float], Mapping[str, float], tuple[str, ...]]:
        """Concepts, pairs and words of a text already folded, as :meth:`read` finds them by their letters."""
        spans = self._seen(shown)
        words = self._latin_words(self._rest(shown, spans)) if _ASCII.search(shown) else ()
        return self._concepts(spans), self._pairs(shown, spans), words

    def _concepts(self, spans: Sequence[tuple[int, int, str, float]]) -> dict[str, float]:
        concepts: dict[str, float] = {}
        for _, _, name, certainty in spans:
            concepts[name] = max(certainty, concepts.get(name, 0.0))
        if self.courtesy.isdisjoint(concepts) or self.courtesy.issuperset(concepts):
            return concepts
        return {name: value for name, value in concepts.items() if name not in self.courtesy}

    def _latin_words(self, rest: Iterable[str]) -> tuple[str, ...]:
        found = (word for part in rest for word in _WORD.findall(part))
        return tuple(_PLURAL.sub("", word) for word in found if word not in self._filler)

    def parted(self, text: str, reading: Reading | None = None) -> tuple[str, str]:
        """The words of a text that name a subject (a service, a place), and the text without them; both folded.

        ``reading`` is the text's own, where it has been read already.
        """
        return self._parts(text, (reading or self.read(text)).spans)

    def asked(self, text: str) -> str:
        """The words of a text that any subject can be asked for; folded."""
        shown = squeeze(plain(text))
        return " ".join(shown[start:end] for start, end, name in self.read(text).spans if name in self.asks)

    def unasked(self, text: str) -> str:
        """A text without the words that any subject can be asked for (名額, 截止日); folded."""
        chars = list(squeeze(plain(text)))
        for start, end, name in self.read(text).spans:
            if name in self.asks:
                chars[start:end] = " " * (end - start)
        return "".join(chars)

    def _parting(self, text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[str, str]:
        chars, subject = list(squeeze(plain(text))), ""
        for start, end, name in spans:
            if name in self.subjects and chars[start] != " ":
                subject += "".join(chars[start:end])
                chars[start:end] = " " * (end - start)
        return subject, "".join(chars)

    def _seen(self, shown: str) -> list[tuple[int, int, str, float]]:
        spans: list[tuple[int, int, str, float]] = []
        place, most = 0, len(shown)
        while place < most:
            step = 1
            opening = shown[place : place + PAIR]
            for length in self._lengths.get(opening) or self._lengths.get(opening[0], ()):
                key = shown[place : place + length]
                names = self._words.get(key)
                end = place + len(key)
                if names is not None and (key not in self._edged or _bounded(shown, place, end)):
                    spans += [(place, end, name, 1.0) for name in names]
                    step = len(key)
                    break
            place += step
        return spans

    def _sounding(self, shown: str, seen: Sequence[tuple[int, int, str, float]]) -> list[tuple[int, int, str, float]]:
        """All spans, with words that only sound right added, the longest first.

        Three characters or more that sound right together take the place of shorter words seen inside them.
        """
        spans = list(seen)
        for start, end, names in self._slips.find(shown):
            crossing = [span for span in spans if span[0] < end and start < span[1] and span[1] - span[0] > 1]
            inside = all(start <= span[0] and span[1] <= end and span[1] - span[0] < end - start for span in crossing)
            if crossing and not (inside and end - start > 2):
                continue
            spans = [span for span in spans if span not in crossing]
            spans += [(start, end, name, HEARD) for name in names]
        return spans

    def _pairs(self, shown: str, spans: Iterable[tuple[int, int, str, float]]) -> dict[str, float]:
        """Neighbouring Chinese characters, those inside a concept's word counting less; stop words left out."""
        inside = [FREE] * len(shown)
        for found in self._stop.finditer(shown):
            inside[found.start() : found.end()] = [0.0] * (found.end() - found.start())
        for start, end, _, _ in spans:
            inside[start:end] = [WITHIN] * (end - start)
        pairs: dict[str, float] = {}
        for run in _HAN_RUN.finditer(shown):
            before, *rest = inside[run.start() : run.end()]
            for place, weight in enumerate(rest, start=run.start()):
                part = before * weight
                before = weight
                if part:
                    pair = shown[place : place + 2]
                    if part > pairs.get(pair, 0.0):
                        pairs[pair] = part
        return pairs

    def _rest(self, shown: str, spans: Iterable[tuple[int, int, str, float]]) -> Iterable[str]:
        """What no concept took, without stop words."""
        chars = list(shown)
        for start, end, _, _ in spans:
            chars[start:end] = "\0" * (end - start)
        for part in "".join(chars).split("\0"):
            yield from (piece for piece in self._stop.split(part.strip()) if piece.strip())


def _bounded(shown: str, start: int, end: int) -> bool:
    """Whether a Latin word stands on its own."""
    before = start > 0 and _latin(shown[start]) and _latin(shown[start - 1])
    after = end < len(shown) and _latin(shown[end - 1]) and _latin(shown[end])
    return not before and not after

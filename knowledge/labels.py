"""The registry of labels: every name people use for a scheme, and which names several schemes share.

Which labels a programme lists stands in that programme's edition; here are names alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from rapidfuzz.distance import OSA

from knowledge.data import load
from knowledge.sound import PAIRS, alike, syllables
from knowledge.text import RECENT, plain, plain_each

_DROPPED: Final = re.compile(r"[\s\-_®™·.的()（）/]+")
_LATIN: Final = re.compile(r"[a-z]+")
_TYPO_FROM: Final = 5
_TWO_TYPOS_FROM: Final = 8
_SOUND_FROM: Final = 3
LISTED: Final = 2
"""So many names in a row make a list, in which a country alone stands for its label."""
PAIR: Final = 2
"""So many characters of a name are looked up; no name is shorter."""


@dataclass(frozen=True, slots=True)
class Label:
    """A scheme: its official names, what people call it, and every other true name."""

    id: str
    zh: str
    en: str
    short: str
    aliases: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Every name, official ones first."""
        return (self.zh, self.en, self.short, *self.aliases)


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A name found in a text: one scheme, or several where the name is shared; ``words`` as folded."""

    labels: tuple[Label, ...]
    words: str
    exact: bool = True

    @property
    def ambiguous(self) -> bool:
        """Whether the person has to say which scheme is meant."""
        return len(self.labels) > 1


Placed = tuple[int, int, LabelMatch]
"""A name found, with where it begins and ends in the tight text."""


@dataclass(frozen=True, slots=True)
class Lists:
    """How countries are listed for their labels: their names, what joins them, the words for a label, and what a
    country is followed by that is named for something else (越南廠).
    """

    alone: Mapping[str, tuple[str, ...]]
    joins: Iterable[str]
    marks: Iterable[str]
    nots: Iterable[str] = ()


def _tight(text: str) -> tuple[str, list[bool]]:
    """The folded text without separators, and for each character whether one stood before it."""
    shown = plain(text)
    chars: list[str] = []
    gaps: list[bool] = []
    place = 0
    for found in [*_DROPPED.finditer(shown), None]:
        end = found.start() if found else len(shown)
        for index, char in enumerate(shown[place:end]):
            chars.append(char)
            gaps.append(index == 0)
        place = found.end() if found else end
    return "".join(chars), gaps


class _Names:
    """Names as they are folded, with whom each stands for; and how long those are that two characters begin."""

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self.ids: dict[str, tuple[str, ...]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for shown, ids in zip(plain_each(tuple(names)), names.values(), strict=True):
            key = _DROPPED.sub("", shown)
            self.ids.setdefault(key, ids)
            lengths[key[:PAIR]].add(len(key))
        self.lengths = {opening: sorted(found, reverse=True) for opening, found in lengths.items()}
        """The longest first."""


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Labels:
    """All labels, found by name.

    `by_id` has them by id, `shared` the names that several schemes bear, `countries` what a country's label is called.
    """

    def __init__(
        self,
        labels: Iterable[Label],
        shared: Mapping[str, tuple[str, ...]],
        generic: Iterable[str] = (),
        countries: Mapping[str, tuple[str, ...]] | None = None,
        lists: Lists | None = None,
    ) -> None:
        self._generic = frozenset(generic)
        self.by_id: dict[str, Label] = {label.id: label for label in labels}
        self._names = _Names({n: (label.id,) for label in self.by_id.values() for n in label.names()})
        self.shared = shared
        self.countries: Mapping[str, tuple[str, ...]] = countries or {}
        self._shared = _Names(shared)
        self._countries = _Names(self.countries)
        known = lists or Lists({}, (), ())
        self._alone = _Names(known.alone)
        joins = sorted((_tight(word)[0] for word in known.joins), key=len, reverse=True)
        self._joint = re.compile("|".join(map(re.escape, filter(None, joins))) or "(?!)")
        self._nots = tuple(_tight(word)[0] for word in known.nots)
        self._marks = tuple(_tight(mark)[0] for mark in known.marks)
        self._spoken: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._spelt: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for key, (label_id, *_) in self._names.ids.items():
            if len(key) >= _SOUND_FROM and all(syllables(char) for char in key):
                for syllable in syllables(key[0]):
                    self._spoken[syllable].append((key, label_id))
            if len(key) >= _TYPO_FROM and _LATIN.fullmatch(key):
                self._spelt[key[0], len(key)].append((key, label_id))
        self._sounding = lru_cache(maxsize=PAIRS)(self._begun)
        self._known = lru_cache(maxsize=RECENT)(self._found)

    @classmethod
    def shipped(cls) -> Labels:
        """The labels of ``labels.yaml``."""
        data = load("labels.yaml")
        labels = [cls._label(label_id, fields) for label_id, fields in data["labels"].items()]
        shared = {name: tuple(entry["labels"]) for entry in data["shared"] for name in entry["names"]}
        return cls(labels, shared, data["generic"], cls._of_countries(data), cls._of_alone(data))

    @staticmethod
    def _of_countries(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Every way to name the label of a country: the country, a joint or none, and a word for a label."""
        countries, english = data["countries"], data["countries_english"]
        marks = [*data["country_mark"], *data["country_mark_english"]]
        joints = ("", *data["country_joint"])
        ways = [joint + mark for joint in joints for mark in marks if not joint or joint.isascii() == mark.isascii()]
        named = {country + way: tuple(ids) for country, ids in countries.items() for way in ways}
        for name, country in english.items():
            ids = tuple(countries[country])
            for mark in data["country_mark_english"]:
                named.update({f"{name} {mark}": ids} | {f"{mark} {of} {name}": ids for of in data["country_of"]})
        return named

    @staticmethod
    def _of_alone(data: Mapping[str, Any]) -> Lists:
        """The countries, and labels said in short, as they are called in a list; what joins them; words for a label."""
        countries = data["countries"]
        alone = {name: tuple(countries[country]) for name, country in data["countries_english"].items()}
        alone.update((name, tuple(ids)) for name, ids in (countries | data["listed_alone"]).items())
        marks = [*data["country_mark"], *data["country_mark_english"]]
        return Lists(alone, data["country_join"], marks, data["country_not"])

    @staticmethod
    def _label(label_id: str, fields: Mapping[str, Any]) -> Label:
        return Label(label_id, fields["zh"], fields["en"], fields["short"], tuple(fields.get("aliases", ())))

    def find(self, text: str) -> tuple[LabelMatch, ...]:
        """The labels a text names, in order. Exact names first; then names by sound and by a slip of the key.

        A name that several schemes bear gives one match with all of them, and only where no full name stands.
        """
        return self._known(text)

    def _found(self, text: str) -> tuple[LabelMatch, ...]:
        shown, gaps = _tight(text)
        placed = self._scan(self._names, shown, gaps) or self._scan(self._countries, shown, gaps)
        placed = self._with_countries(shown, gaps, placed) or self._scan(self._shared, shown, gaps)
        found = [match for _, _, match in placed]
        found = found or self._by_sound(shown) or self._by_spelling(text)
        unique: dict[tuple[Label, ...], LabelMatch] = {}
        for match in found:
            unique.setdefault(match.labels, match)
        return tuple(unique.values())

    def _scan(self, names: _Names, shown: str, gaps: list[bool]) -> list[Placed]:
        result: list[Placed] = []
        taken, lengths = 0, names.lengths
        for place in [at for at in range(len(shown) - 1) if shown[at : at + PAIR] in lengths]:
            for length in lengths[shown[place : place + PAIR]] if place >= taken else ():
                key = shown[place : place + length]
                end = place + len(key)
                if key in names.ids and self._whole(shown, gaps, place, end):
                    result.append((place, end, LabelMatch(tuple(self.by_id[i] for i in names.ids[key]), key)))
                    taken = end
                    break
        return result

    def _with_countries(self, shown: str, gaps: list[bool], named: list[Placed]) -> list[Placed]:
        """The labels named, and the countries alone in a list with them: 哈薩克 烏克蘭 以色列 這三國的環保標章."""
        taken = [(start, end) for start, end, _ in named]
        seen = self._scan(self._alone, shown, gaps)
        own = [one for one in seen if not shown.startswith(self._nots, one[1])]
        alone = [one for one in own if not any(start < one[1] and one[0] < end for start, end in taken)]
        marked = any(mark in shown for mark in self._marks)
        if not alone or not (named or marked):
            return named
        runs: list[list[Placed]] = []
        for one in sorted([*named, *alone], key=lambda placed: placed[:2]):
            if runs and self._joined(shown, runs[-1][-1], one, named):
                runs[-1].append(one)
            else:
                runs.append([one])
        listed = [run for run in runs if len(run) >= LISTED or run[0] in named]
        return [one for run in listed for one in run]

    def _joined(self, shown: str, before: Placed, after: Placed, named: Sequence[Placed]) -> bool:
        """Whether nothing but a word that joins stands between two; 日本 FSC 紙 is paper from Japan."""
        between = shown[before[1] : after[0]]
        apart = (before in named) == (after in named)
        return not self._joint.sub("", between) and (bool(between) or apart)

    @staticmethod
    def _whole(shown: str, gaps: list[bool], start: int, end: int) -> bool:
        """Whether a Latin name stands as words of its own, not inside another word."""
        before = start > 0 and _latin(shown[start]) and _latin(shown[start - 1]) and not gaps[start]
        after = end < len(shown) and _latin(shown[end - 1]) and _latin(shown[end]) and not gaps[end]
        return not before and not after

    def _by_sound(self, shown: str) -> list[LabelMatch]:
        for place in range(len(shown) - _SOUND_FROM + 1):
            for key, label_id in self._sounding(shown[place : place + PAIR]):
                if alike(key[PAIR:], shown[place + PAIR : place + len(key)]):
                    return [LabelMatch((self.by_id[label_id],), key, exact=False)]
        return []

    def _begun(self, opening: str) -> tuple[tuple[str, str], ...]:
        """The names that begin as two characters sound."""
        begun = (name for syllable in syllables(opening[0]) for name in self._spoken.get(syllable, ()))
        return tuple(name for name in begun if alike(name[0][:PAIR], opening))

    def _by_spelling(self, text: str) -> list[LabelMatch]:
        words = _LATIN.findall(plain(text))
        for word in [*words, *("".join(pair) for pair in pairwise(words))]:
            if len(word) < _TYPO_FROM or word in self._generic:
                continue
            for length in (len(word), len(word) + 1, len(word) - 1):
                allowed = 2 if length >= _TWO_TYPOS_FROM else 1
                for name, label_id in self._spelt.get((word[0], length), ()):
                    if OSA.distance(word, name, score_cutoff=allowed) <= allowed:
                        return [LabelMatch((self.by_id[label_id],), name, exact=False)]
        return []

"""Words looked for in a text: whichever stands there, in either script, Latin ones as words of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from knowledge.text import clean, simplified, standing_alone

T = TypeVar("T")
NOTHING: Final = re.compile(r"(?!)")


def shown(text: str) -> str:
    """A text as words are looked for in it: cleaned, simplified, lower case."""
    return simplified(clean(text))


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first where several stand at one place; a Latin one also with an s."""
    keys = sorted({shown(str(word)) for word in words}, key=len, reverse=True)
    parts = [standing_alone(key, "s?") if key.isascii() else re.escape(key) for key in keys]
    return re.compile("|".join(parts)) if parts else NOTHING


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """What a name stands for, and where it stands in the text as :func:`shown`."""

    what: T
    start: int
    end: int


class Names(Generic[T]):
    """Things found in a text by any of their names, the longest name first."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._things = {shown(name): thing for name, thing in names.items()}
        self._pattern = any_of(names)

    def find(self, text: str) -> Iterator[Seen[T]]:
        """The things a shown text names, in order."""
        for found in self._pattern.finditer(text):
            name = found.group()
            yield Seen(self._things[name if name in self._things else name[:-1]], found.start(), found.end())


class WordLists(Generic[T]):
    """Many lists of folded words, all looked for in one pass: a word only where its first two characters stand."""

    def __init__(self, lists: Mapping[T, Iterable[str]]) -> None:
        self._begun: dict[str, list[tuple[str, T]]] = defaultdict(list)
        for name, words in lists.items():
            for word in filter(None, words):
                self._begun[word[:2]].append((word, name))
        for begun in self._begun.values():
            begun.sort(key=lambda pair: -len(pair[0]))

    def find(self, text: str) -> dict[T, set[str]]:
        """The words of each list that stand in a folded text, of several at one place the longest; Latin ones whole."""
        found: dict[T, set[str]] = {}
        ends: dict[T, int] = {}
        begun = self._begun
        for place in [at for at in range(len(text)) if text[at : at + 2] in begun or text[at] in begun]:
            for word, name in (*begun.get(text[place : place + 2], ()), *begun.get(text[place], ())):
                end = place + len(word)
                if text.startswith(word, place) and ends.get(name, 0) <= place and _whole(word, text, place, end):
                    found.setdefault(name, set()).add(word)
                    ends[name] = end
        return found


def _whole(word: str, text: str, start: int, end: int) -> bool:
    """Whether a word that is found is no piece of a longer Latin one."""
    return not word.isascii() or not (_latin(text[start - 1 : start]) or _latin(text[end : end + 1]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()

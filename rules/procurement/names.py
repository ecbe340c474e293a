"""Finding an entry by any of its names, written one way or another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Something with names."""

    def names(self) -> tuple[str, ...]:
        """Return every name, the printed ones first."""


T = TypeVar("T", bound=Named)


def fold(name: str) -> str:
    """Return the name's letters and digits alone, width, case and 台 or 臺 made alike."""
    folded = unicodedata.normalize("NFKC", name).replace("台", "臺").casefold()
    return "".join(one for one in folded if one.isalnum())


def names_of(*names: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names without repetition, aliases last."""
    return tuple(dict.fromkeys((*names, *aliases)))


class Bilingual:
    """Something printed in Chinese (`zh`), named in English (`en`), and called otherwise too."""

    __slots__ = ()
    zh: str
    en: str
    aliases: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Return every name, the printed ones first."""
        return names_of(self.zh, self.en, aliases=self.aliases)


class Index(Generic[T]):
    """Entries by folded name; several may share one."""

    def __init__(self, entries: Iterable[T]) -> None:
        self._entries: dict[str, tuple[T, ...]] = {}
        for entry in entries:
            for key in dict.fromkeys(fold(name) for name in entry.names()):
                self._entries[key] = (*self._entries.get(key, ()), entry)

    def find(self, name: str) -> tuple[T, ...]:
        """Return those who bear the name, whole; none or several where it is unknown or shared."""
        return self._entries.get(fold(name), ())

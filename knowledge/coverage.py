"""Coverage: how much of what a person said an entry speaks of at all, in its phrasings or in its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

from knowledge.entries import LANGS, Entry
from knowledge.lexicon import Lexicon
from knowledge.text import plain_all

LEAST: Final = 0.12
"""What a word that every entry holds still counts beside one that a single entry holds."""
STRANGE: Final = 0.35
"""What a word counts that no entry holds."""
_REFERENCE: Final = re.compile(r"\{[^}]*\}")


class Coverage:
    """The words of each entry; a word weighs more the fewer entries hold it."""

    def __init__(self, entries: Sequence[Entry], lexicon: Lexicon, phrased: Iterable[Iterable[str]]) -> None:
        self._holders: dict[str, list[int]] = {}
        for number, (told, asked) in enumerate(zip(_told(entries, lexicon), phrased, strict=True)):
            for token in {*told, *asked}:
                self._holders.setdefault(token, []).append(number)
        most = log(len(entries) + 1)
        self._rarity = {
            token: max(LEAST, 1 - (1 - LEAST) * log(len(held)) / most) for token, held in self._holders.items()
        }

    def of(self, said: Mapping[str, float]) -> dict[int, float]:
        """The share of weighed tokens that each entry speaks of, from 0 to 1, by its place; none is left out as 0."""
        whole, shares = 0.0, dict[int, float]()
        for token, weight in said.items():
            weight *= self._rarity.get(token, STRANGE)
            whole += weight
            for number in self._holders.get(token, ()):
                shares[number] = shares.get(number, 0.0) + weight
        return {number: share / whole for number, share in shares.items()}


def _told(entries: Sequence[Entry], lexicon: Lexicon) -> Iterable[set[str]]:
    """The tokens of each entry's title and answer, in both languages."""
    texts = (" ".join(f"{entry.title[lang]} {entry.answer[lang]}" for lang in LANGS) for entry in entries)
    for shown in plain_all([_REFERENCE.sub(" ", text).replace("\n", " ") for text in texts]):
        concepts, pairs, words = lexicon.scan(shown)
        yield {*("#" + name for name in concepts), *pairs, *words}

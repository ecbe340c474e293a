"""What the bot says, as data: `zh.yaml` and `en.yaml` beside this file hold the same keys."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache, reduce
from pathlib import Path
from typing import Any

from bot.messages import Lang
from rules.yaml_data import DataError, load

FOLDER = Path(__file__).parent
LANGS: tuple[Lang, ...] = ("zh", "en")


class Words:
    """The sentences of one set of wording files, by dotted key and language."""

    def __init__(self, texts: Mapping[Lang, Mapping[str, str]]) -> None:
        self._texts = texts

    def say(self, key: str, lang: Lang, **values: object) -> str:
        """The sentence `key` in `lang` with its gaps filled. Raises KeyError for a key that isn't there."""
        return self._texts[lang][key].format(**values)

    def names(self) -> tuple[str, ...]:
        """Every sentence's key."""
        return tuple(self._texts["zh"])

    def joined(self, other: Words) -> Words:
        """These sentences and others."""
        return Words({lang: {**self._texts[lang], **other._texts[lang]} for lang in LANGS})

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._texts["zh"]


def gaps(text: str) -> set[str]:
    """The names of the gaps a sentence leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value).rstrip("\n")
    return flat


def read(name: str, folder: Path = FOLDER) -> Words:
    """The wording files `<name>zh.yaml` and `<name>en.yaml`.

    Raises DataError when one lacks a sentence of the other or leaves other gaps open.
    """
    texts = {lang: _flat(load(folder / f"{name}{lang}.yaml")) for lang in LANGS}
    pairs: tuple[tuple[Lang, Lang], ...] = (("zh", "en"), ("en", "zh"))
    for lang, other in pairs:
        path = folder / f"{name}{lang}.yaml"
        for key, text in texts[other].items():
            if key not in texts[lang]:
                raise DataError(path, 1, f"the sentence {key} is missing", f"write it, as {name}{other}.yaml has it")
            if gaps(texts[lang][key]) != gaps(text):
                raise DataError(
                    path,
                    1,
                    f"the sentence {key} leaves other gaps open than {name}{other}.yaml",
                    "name the same gaps",
                )
    return Words({"zh": texts["zh"], "en": texts["en"]})


@cache
def words() -> Words:
    """The conversation's own wording, with what is said on the messaging channels."""
    parts = ("channels.", "declaration.", "county.", "purchases.", "screening.")
    return reduce(Words.joined, map(read, parts), read(""))

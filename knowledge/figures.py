"""Figures in answers, by reference to the edition's values, so that they cannot drift from the rules.

A reference reads ``{certification.2018.quota}``; parts of a list are numbered from 0
(``{certification.2018.tiers.0.cap}``), and a format may follow a bar: ``|wan`` (1 萬), ``|roc`` (the ROC year).
A document without rules keeps its figures in ``figures/<programme>.<edition>.yaml``, each with its section.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from knowledge.data import HOME, kept, load
from knowledge.model import Lang
from rules.parameters import Edition
from rules.programme import programmes

REFERENCE: Final = re.compile(r"\{([a-z_]+)\.(\w+)\.([\w.]+)(?:\|(\w+))?\}")
_ROC_EPOCH: Final = 1911
_MYRIAD: Final = 10_000
_HUNDRED_MILLION: Final = 100_000_000


class DeadReference(LookupError):
    """A reference to a value that no edition has; says which."""


def editions() -> Mapping[tuple[str, str], Edition]:
    """Every edition on file by programme and id."""
    return {(one.id, edition.id): edition for one in programmes() for edition in one.editions}


@kept
def on_file() -> Mapping[tuple[str, str], object]:
    """What references may name, by programme and edition: the editions, and the figures of documents without rules."""
    found: dict[tuple[str, str], object] = {}
    for path in sorted((HOME / "figures").glob("*.yaml")):
        programme, edition = path.stem.split(".")
        found[programme, edition] = {name: one["value"] for name, one in load(f"figures/{path.name}").items()}
    return {**editions(), **found}


def day(value: date, lang: Lang) -> str:
    """A day with its ROC and its western year."""
    roc = f"{value.year - _ROC_EPOCH}/{value.month:02}/{value.day:02}"
    if lang == "en":
        return f"{value.day} {value:%B} {value.year} (ROC {roc})"
    return f"{roc}（{value.isoformat()}）"


def _western(value: date, lang: Lang) -> str:
    return (
        f"{value.day} {value:%B} {value.year}" if lang == "en" else f"{value.year} 年 {value.month} 月 {value.day} 日"
    )


def _wan(value: int, lang: Lang) -> str:
    if lang == "en" or value % 100:
        return f"{value:,}"
    return f"{value / _MYRIAD:,g} 萬"


def _yi(value: int, lang: Lang) -> str:
    return f"{value / 1e9:g} billion" if lang == "en" else f"{value / _HUNDRED_MILLION:g} 億"


def _plain(value: object, lang: Lang) -> str:
    if isinstance(value, date):
        return day(value, lang)
    return f"{value:,}" if isinstance(value, int) else str(value)


_FORMATS: Final[Mapping[str | None, Callable[[Any, Lang], str]]] = {
    None: _plain,
    "wan": _wan,
    "day": _western,
    "yi": _yi,
    "year": lambda value, _: str(value),
    "roc": lambda value, _: str(value - _ROC_EPOCH),
    "count": lambda value, _: str(len(value)),
}


def _step(value: object, part: str) -> object:
    if part.isdecimal() and isinstance(value, list | tuple):
        return value[int(part)]
    if isinstance(value, Mapping):
        return value[part]
    return getattr(value, part)


def value_of(reference: str, known: Mapping[tuple[str, str], object]) -> object:
    """What a reference without braces names: ``certification.2018.quota``. Raises :class:`DeadReference`."""
    programme, edition, path = reference.split(".", 2)
    try:
        value = known[programme, edition]
        for part in path.split("."):
            value = _step(value, part)
    except (KeyError, IndexError, AttributeError, TypeError) as error:
        raise DeadReference(reference) from error
    return value


def resolve(text: str, lang: Lang, known: Mapping[tuple[str, str], object]) -> str:
    """The text with every reference replaced by its figure. Raises :class:`DeadReference`."""

    def figure(found: re.Match[str]) -> str:
        programme, edition, path, form = found.groups()
        try:
            return _FORMATS[form](value_of(f"{programme}.{edition}.{path}", known), lang)
        except (KeyError, AttributeError, TypeError) as error:
            raise DeadReference(found.group()) from error

    return REFERENCE.sub(figure, text)

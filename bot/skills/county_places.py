"""Which county a text names: whole, inside a sentence, shared by two, or nearly spelt."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from bot.phrases import phrases
from knowledge.sound import alike as sounds_like
from knowledge.text import plain
from rules.procurement import County, county, county_names

LIKE = 0.72
"""How alike a name has to be to be offered."""
OFFERED = 3
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Several:
    """Counties that may be meant by a name."""

    name: str
    counties: tuple[County, ...]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every name as texts are compared, longest first."""
    names = {plain(name): ids for name, ids in county_names().items() if len(name) >= _SHORTEST}
    return dict(sorted(names.items(), key=lambda one: -len(one[0])))


def found_in(text: str) -> County | Several | None:
    """The county a text names, or those that may be meant; None for a text that names none."""
    said = plain(text)
    name = next((name for name in _names() if name in said), None)
    if name is not None:
        ids = _names()[name]
        found = tuple(county(id) for id in ids)
        return found[0] if len(found) == 1 else Several(name, found)
    alike = [name for name in _names() if sounds_like(said, name)] or get_close_matches(said, _names(), OFFERED, LIKE)
    meant = tuple(dict.fromkeys(county(id) for name in alike for id in _names()[name]))
    return Several(text[:10], meant) if meant else None


def wished(text: str) -> str | None:
    """The part of a text that names a county where the rest only wishes for its score: 台中考評; else None."""
    said = plain(text)
    name = next((name for name in _names() if name in said), None)
    rest = said.replace(name, "", 1).strip() if name else ""
    return name if name and phrases().wishes_score(rest) else None

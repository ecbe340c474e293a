"""The 22 counties and cities: their names, and who is meant by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rules.parameters import ids, text
from rules.procurement.names import fold, names_of
from rules.procurement.sheets import Sheet, texts

_FILE = Path(__file__).parent / "counties.yaml"


@dataclass(frozen=True, slots=True)
class County:
    """A county or city: `zh` and `en` are its full names, `short` the one without 市 or 縣."""

    id: str
    zh: str
    en: str
    short: str
    aliases: tuple[str, ...]

    def names(self) -> tuple[str, ...]:
        """Return every name, the full ones first, each with 台 as well where it has 臺."""
        names = (self.zh, self.en, self.short, *self.aliases)
        return names_of(*names, aliases=(name.replace("臺", "台") for name in names))


class UnknownCounty(LookupError):
    """No county or city bears the name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class AmbiguousCounty(LookupError):
    """Two bear the name (新竹, 嘉義): `counties` are those who may be meant."""

    def __init__(self, name: str, counties: tuple[County, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.counties = counties


def counties() -> tuple[County, ...]:
    """Return all 22 in the document's order."""
    return tuple(_names().by_id.values())


def county(name: str) -> County:
    """Return the county or city of an id or any of its names.

    Takes 臺 or 台, 市 or 縣 or neither, simplified characters, former names and English in any case. A name
    alone, not a sentence: whoever searches a text matches the longest name first (北市 ends 新北市 too).
    Raises UnknownCounty, and AmbiguousCounty for 新竹, 嘉義, Hsinchu and Chiayi without 市 or 縣.
    """
    names = _names()
    if name in names.by_id:
        return names.by_id[name]
    found = names.bearers.get(fold(name), ())
    if not found:
        raise UnknownCounty(name)
    if len(found) > 1:
        raise AmbiguousCounty(name, tuple(names.by_id[id] for id in found))
    return names.by_id[found[0]]


def county_names() -> Mapping[str, tuple[str, ...]]:
    """Return every name people use with the ids of those who bear it: one, or two where it is ambiguous."""
    names = _names()
    return MappingProxyType({name: names.bearers[fold(name)] for name in names.written})


@dataclass(frozen=True, slots=True)
class _Shared:
    names: tuple[str, ...]
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """The registry: counties by id, ids by folded name, and the names as written."""

    by_id: Mapping[str, County]
    bearers: Mapping[str, tuple[str, ...]]
    written: tuple[str, ...]


@cache
def _names() -> _Names:
    readers = {"zh": text, "en": text, "short": text, "aliases": texts}
    sheet = Sheet(_FILE)
    sheet.only("counties", "ambiguous")
    by_id = {id: one.record(County, readers, id=id) for id, one in sheet.sheets("counties")}
    shared = sheet.records("ambiguous", _Shared, {"names": texts, "counties": ids})
    written = dict.fromkeys(name for one in by_id.values() for name in one.names())
    bearers: dict[str, tuple[str, ...]] = {}
    for one in by_id.values():
        for key in {fold(name) for name in one.names()}:
            bearers[key] = (*bearers.get(key, ()), one.id)
    for group in shared:
        written.update(dict.fromkeys(group.names))
        bearers.update({fold(name): group.counties for name in group.names})
    return _Names(by_id, bearers, tuple(written))

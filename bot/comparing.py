"""Two editions of a programme side by side: what changed, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.messages import Lang
from bot.wording import Words, read
from knowledge.labels import Labels
from rules.determination import Step, Value
from rules.parameters import Edition
from rules.programme import Programme
from rules.yaml_data import load


@cache
def _words() -> Words:
    return read("editions.")


def compare(programme: Programme, before: Edition, after: Edition, labels: Labels, lang: Lang) -> list[str]:
    """Every difference as a sentence: title, days covered, each value by its name and clause, each table's cells.

    No difference is no sentence. `labels` names the labels that a list gains or loses.
    """
    say = _words().say
    shown = _Shown(programme, labels, lang)
    lines = []
    if before.document != after.document:
        lines.append(say("document", lang, before=before.document[lang], after=after.document[lang]))
    was, now = (shown.days(edition.covers_from, edition.covers_to) for edition in (before, after))
    if was != now:
        lines.append(say("covers", lang, before=was, after=now))
    for old, new in zip(before.values, after.values, strict=True):
        lines += _of_value(shown, old, new)
    lines += _of_tables(before.path.with_suffix(""), after.path.with_suffix(""), lang)
    return lines


class _Shown:
    """How values are shown."""

    def __init__(self, programme: Programme, labels: Labels, lang: Lang) -> None:
        self.wording = programme.wording
        self.labels = labels.by_id
        self.lang = lang

    def days(self, first: date, last: date) -> str:
        return _words().say("days", self.lang, first=self.one(first), last=self.one(last))

    def one(self, value: Any) -> str:  # noqa: ANN401 - a value of any kind that an edition holds
        """A value of an edition as people read it."""
        if isinstance(value, date):
            return self.wording.day(value, self.lang)
        if isinstance(value, bool) or not isinstance(value, int):
            return self._other(value)
        return f"{value:,}"

    def _other(self, value: Any) -> str:  # noqa: ANN401
        if value in self.labels:
            label = self.labels[value]
            return label.zh if self.lang == "zh" else label.en
        if isinstance(value, tuple):
            return _words().say("comma", self.lang).join(map(self.one, value))
        describe: Callable[[], Step] | None = getattr(value, "step", None)
        return self.wording.step(describe(), self.lang) if describe else str(value)


def _of_value(shown: _Shown, old: Value, new: Value) -> Iterator[str]:
    lang, say = shown.lang, _words().say
    name = shown.wording.value(new.name, lang)
    clause = shown.wording.clause(new.clause, lang)
    if old.clause != new.clause:
        yield say("clause", lang, name=name, before=shown.wording.clause(old.clause, lang), after=clause)
    if old.value == new.value:
        return
    if isinstance(old.value, tuple) and isinstance(new.value, tuple):
        gone = [one for one in old.value if one not in new.value]
        come = [one for one in new.value if one not in old.value]
        for key, items in (("removed", gone), ("added", come)):
            if items:
                listed = say("comma", lang).join(map(shown.one, items))
                yield say(key, lang, name=name, clause=clause, items=listed)
        if not gone and not come:
            yield say("reordered", lang, name=name, clause=clause)
        return
    before, after = shown.one(old.value), shown.one(new.value)
    yield say("changed", lang, name=name, clause=clause, before=before, after=after)


def _of_tables(before: Path, after: Path, lang: Lang) -> Iterator[str]:
    """What the tables and lists beside two editions differ in, by file and place."""
    say = _words().say
    names = {path.name for folder in (before, after) for path in folder.glob("*.yaml")}
    for name in sorted(names):
        old, new = (_cells(folder / name) for folder in (before, after))
        for place in dict.fromkeys((*old, *new)):
            if old.get(place) == new.get(place):
                continue
            where = f"{name}: {place}"
            if place not in old:
                yield say("cell_added", lang, where=where, after=new[place])
            elif place not in new:
                yield say("cell_removed", lang, where=where, before=old[place])
            else:
                yield say("cell_changed", lang, where=where, before=old[place], after=new[place])


def _cells(path: Path) -> dict[str, str]:
    return dict(_flat(load(path))) if path.exists() else {}


def _flat(data: Any, place: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever YAML holds
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data, start=1):
            yield from _flat(value, f"{place}[{number}]")
    else:
        yield place, str(data)

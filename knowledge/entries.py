"""Entries: what can be answered, read from YAML and checked as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from knowledge.data import HOME
from knowledge.model import Kind, Lang
from rules.yaml_data import DataError, Table, load

LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
TITLE_AT_MOST: Final = {"zh": 12, "en": 28}
"""Characters of a title; it has to fit a button."""
_REQUIRED: Final = {"id", "title", "questions", "answer"}
_OPTIONAL: Final = {
    "source",
    "follow_ups",
    "kind",
    "cues",
    "intent",
    "any_year",
    "years",
    "while_open",
    "still",
    "tries",
}
_KINDS: Final[tuple[Kind, ...]] = ("answer", "talk", "ask", "refuse")


@dataclass(frozen=True, slots=True)
class Cue:
    """Concepts that, all together and with none of the others, call for an entry whatever else is said."""

    all: frozenset[str]
    none: frozenset[str]


@dataclass(frozen=True, slots=True)
class Source:
    """The clause an answer rests on and what it says, in our words, by language."""

    clause: str
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be answered.

    ``intent`` names what several programmes can be asked alike (a deadline, a phone): without a programme in sight
    such a question is met with a choice. ``any_year``: the question may name years other than an edition's without
    meaning another edition; ``years``: those its figures are of, where they aren't the edition's. ``while_open`` is
    said instead of the answer while the edition's window is open.
    ``still``: concepts that, said alone right after this entry, still ask about it. ``tries``: the programme
    whose trial answers it for the asker's own case, or a dialog: `screening`, `declaration`, `county`.
    """

    id: str
    programme: str | None
    kind: Kind
    title: Mapping[str, str]
    questions: Mapping[str, tuple[str, ...]]
    answer: Mapping[str, str]
    document: Mapping[str, str]
    edition: str | None
    source: Source | None
    follow_ups: tuple[str, ...]
    cues: tuple[Cue, ...]
    intent: str | None
    any_year: bool
    years: tuple[int, ...]
    while_open: Mapping[str, str] | None
    still: frozenset[str]
    tries: str
    file: str
    line: int

    def phrasings(self) -> Iterable[str]:
        """Every way the question is written down."""
        for lang in LANGS:
            yield from self.questions[lang]


class _Reader:
    """Reads one file, blaming file and line for what is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = load(path)

    def error(self, table: Table, key: str, message: str, cure: str) -> DataError:
        return DataError(self.path, table.line_of(key), message, cure)

    def both(self, table: Table, key: str) -> Mapping[str, Any]:
        """A mapping with something in each language."""
        value = table.get(key)
        if not isinstance(value, Table):
            raise self.error(table, key, f"{key!r} has no zh and en", "write it in both languages")
        for lang in LANGS:
            if not value.get(lang):
                raise self.error(table, key, f"{key!r} has no {lang}", f"add its {lang} text")
        for part in sorted(set(value) - set(LANGS)):
            raise self.error(value, part, f"{part!r} is cut off from a text of {key!r}", "put that text in quotes")
        return value

    def told(self, table: Table, key: str) -> Mapping[str, str]:
        """What is said, in each language, without the line end that a block of YAML leaves."""
        return {lang: str(text).strip() for lang, text in self.both(table, key).items()}

    def entries(self) -> list[Entry]:
        document = self.both(self.data, "document") if "document" in self.data else {"zh": "", "en": ""}
        return [self.entry(table, document) for table in self.data["entries"]]

    def entry(self, table: Table, document: Mapping[str, str]) -> Entry:
        for key in sorted(_REQUIRED - set(table)):
            raise self.error(table, key, f"entry {table.get('id', '?')} has no {key!r}", "add it")
        for key in sorted(set(table) - _REQUIRED - _OPTIONAL):
            raise self.error(table, key, f"{key!r} isn't known in an entry", "remove it or correct its name")
        kind = table.get("kind", "answer")
        if kind not in _KINDS:
            raise self.error(table, "kind", f"{kind!r} is no kind", f"write one of {', '.join(_KINDS)}")
        if kind == "answer" and "source" not in table:
            raise self.error(table, "id", f"entry {table['id']} names no source", "add source: {clause, says}")
        title = self.both(table, "title")
        for lang in LANGS:
            if len(title[lang]) > TITLE_AT_MOST[lang]:
                cure = f"shorten it to {TITLE_AT_MOST[lang]} characters"
                raise self.error(table, "title", f"the {lang} title is too long for a button", cure)
        questions = self.both(table, "questions")
        return Entry(
            id=table["id"],
            programme=self.data.get("programme"),
            kind=kind,
            title=title,
            questions={lang: tuple(str(q) for q in questions[lang]) for lang in LANGS},
            answer=self.told(table, "answer"),
            document=document,
            edition=self.data.get("edition"),
            source=self.source(table),
            follow_ups=tuple(table.get("follow_ups", ())),
            cues=tuple(self.cue(table, cue) for cue in table.get("cues", ())),
            intent=table.get("intent"),
            any_year=bool(table.get("any_year", False)),
            years=tuple(table.get("years", ())),
            while_open=self.told(table, "while_open") if "while_open" in table else None,
            still=frozenset(table.get("still", ())),
            tries=str(table.get("tries", "")),
            file=self.path.name,
            line=table.line_of("id"),
        )

    def source(self, table: Table) -> Source | None:
        if "source" not in table:
            return None
        source = table["source"]
        if not isinstance(source, Table) or not source.get("clause"):
            raise self.error(table, "source", "the source has no clause", "add clause: the document's own number")
        return Source(str(source["clause"]), self.both(source, "says"))

    def cue(self, table: Table, cue: Any) -> Cue:  # noqa: ANN401
        if isinstance(cue, list):
            return Cue(frozenset(cue), frozenset())
        if isinstance(cue, Table) and set(cue) <= {"all", "none"} and cue.get("all"):
            return Cue(frozenset(cue["all"]), frozenset(cue.get("none", ())))
        raise self.error(table, "cues", "a cue is not understood", "write [concept, …] or {all: […], none: […]}")


def read_entries(path: Path) -> list[Entry]:
    """The entries of one file. Raises ``DataError`` naming file, line, what is wrong and the cure."""
    return _Reader(path).entries()


def shipped_entries() -> list[Entry]:
    """Every entry of the package, by file name and order in the file."""
    return [entry for path in sorted((HOME / "entries").glob("*.yaml")) for entry in read_entries(path)]

"""Answers: an entry's text with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from knowledge.data import load
from knowledge.entries import Entry
from knowledge.figures import editions, on_file, resolve
from knowledge.model import Answer, Basis, Lang


class Answers:
    """The answers of all entries under the editions on file."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries: dict[str, Entry] = {entry.id: entry for entry in entries}
        self.wording = load("answering.yaml")
        self.editions = editions()
        self.figures = on_file()
        self.edition = self.editions[max(key for key in self.editions if key[0] == self.wording["programme"])]
        self._told = cache(self._resolved)

    def answer(self, entry_id: str, lang: Lang, today: date = date.max) -> Answer:
        """The answer of an entry; its ``while_open`` text while the edition's window is open."""
        entry = self.entries[entry_id]
        edition = self.editions.get((entry.programme or "", entry.edition or ""))
        words = entry.answer
        if edition and entry.while_open and edition.opens <= today <= edition.closes:
            words = entry.while_open
        text = self._told(words[lang], lang)
        basis = None
        if entry.source:
            document = edition.document[lang] if edition else entry.document[lang]
            says = self._told(entry.source.says[lang], lang)
            basis = Basis(document, entry.source.clause, says, entry.edition)
        further = entry.follow_ups, entry.tries
        return Answer(entry.id, entry.programme, entry.kind, text, entry.title[lang], basis, *further)

    def _resolved(self, text: str, lang: Lang) -> str:
        return resolve(text, lang, self.figures)

    def title(self, entry_id: str, lang: Lang) -> str:
        """An entry's short title."""
        return self.entries[entry_id].title[lang]

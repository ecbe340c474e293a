"""Knowledge: what a question comes back as."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from knowledge.checks import problems
from knowledge.data import HOME
from knowledge.entries import Entry, shipped_entries
from knowledge.explaining import explain
from knowledge.labels import Labels
from knowledge.lexicon import Lexicon
from knowledge.model import Answer, Finding, Lang, Problem, Topic
from knowledge.programmes import Programmes
from knowledge.standing import Standing

WARM_UP: Final = "OEKO-TEX 100 申請費 8 萬 30% 107 年"
"""Asked once at the start, so that every pattern is compiled before the first person asks."""
REMEMBERED: Final = 512
"""Questions kept with what they came back as: those of the buttons, and what everybody asks first."""


class Knowledge:
    """Everything the desk can answer, built from entries, labels, lexicon and the editions' figures.

    Immutable once built; ``revision`` changes with any of the files it was built from.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        labels: Labels,
        lexicon: Lexicon,
        programmes: Programmes,
        revision: str,
    ) -> None:
        self.revision = revision
        self.labels = labels
        self._desk = Standing(entries, labels, lexicon, programmes)
        self._desk.ask(WARM_UP, lang=None, topic=None, today=date.max)
        self._asked = lru_cache(maxsize=REMEMBERED)(self._found)

    @classmethod
    def shipped(cls) -> Knowledge:
        """The knowledge of this package. Raises ``DataError`` for a file that cannot be used."""
        digest = hashlib.sha256()
        for path in sorted(HOME.rglob("*.yaml")):
            digest.update(path.read_bytes())
        entries = shipped_entries()
        lexicon = Lexicon.shipped(entry.answer["zh"] for entry in entries)
        return cls(entries, Labels.shipped(), lexicon, Programmes.shipped(), digest.hexdigest()[:12])

    def ask(self, text: str, *, lang: Lang | None = None, topic: Topic | None = None, today: date) -> Finding:
        """What a message asks, answered, narrowed down or declined. Never raises, whatever the text.

        ``lang`` None: the language is taken from the text. ``topic`` is the one of the finding before, so that
        "那上限呢" finds what it leans on. What is asked again is answered as it was: nothing here changes.
        """
        slots = tuple(topic.slots.items()) if topic else ()
        return self._asked(text, lang, topic and (topic.programme, topic.entry, topic.question), slots, today)

    def _found(
        self,
        text: str,
        lang: Lang | None,
        about: tuple[str | None, str | None, str] | None,
        slots: tuple[tuple[str, str], ...],
        today: date,
    ) -> Finding:
        topic = Topic(*about, dict(slots)) if about else None
        return self._desk.ask(text, lang=lang, topic=topic, today=today)

    def answer(self, entry_id: str, lang: Lang, today: date = date.max) -> Answer:
        """The answer of an entry or of a look-up, as of a day (after every window, unless one is given).

        Raises KeyError for an unknown id.
        """
        return self._desk.shelf.answer(entry_id, lang) or self._desk.answer(entry_id, lang, today)

    def title(self, entry_id: str, lang: Lang) -> str:
        """The short title of an entry or a look-up, for a button. Raises KeyError for an unknown id."""
        found = self._desk.shelf.answer(entry_id, lang)
        return found.title if found else self._desk.title(entry_id, lang)

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in file order."""
        return tuple(self._desk.entries.values())

    def entry_ids(self) -> tuple[str, ...]:
        """Every entry's id."""
        return tuple(self._desk.entries)

    def explain(self, text: str, topic: Topic | None = None, today: date = date.max) -> dict[str, Any]:
        """How a text is read: its key, entities, programmes, the best candidates with scores, and the decision."""
        return explain(self._desk, text, topic, today)

    def check(self) -> list[Problem]:
        """What is wrong with the entries and the data they refer to; empty when all is well."""
        return problems(self._desk)

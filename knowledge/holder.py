"""The knowledge in force: read anew when a file has changed, the old set staying until the new one is built."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from knowledge.answering import Knowledge
from knowledge.data import HOME, anew
from rules.yaml_data import DataError

log = logging.getLogger(__name__)
EVERY: Final = timedelta(seconds=5)
"""How often the files are looked at."""
Stamp = tuple[tuple[str, int, int], ...]


def stamp() -> Stamp:
    """The state of the data files: name, time of change and size of each."""
    found = []
    for path in sorted(HOME.rglob("*.yaml")):
        status = path.stat()
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


class Holder:
    """Holds one knowledge for everyone who asks, and swaps the reference when its files have changed.

    A set that can't be loaded changes nothing: the error is logged once, with file, line and cure, and the old set
    answers on until the files change again.
    """

    def __init__(self, knowledge: Knowledge, build: Callable[[], Knowledge], look: Callable[[], Stamp] = stamp) -> None:
        self._knowledge = knowledge
        self._build = build
        self._look = look
        self._seen = look()
        self._due: datetime | None = None
        self._lock = Lock()

    @classmethod
    def of(cls, knowledge: Knowledge) -> Holder:
        """One that keeps a knowledge as it is, whatever becomes of the files."""
        return cls(knowledge, lambda: knowledge, look=lambda: ())

    def current(self, now: datetime) -> Knowledge:
        """The knowledge in force; looks at the files first where that is due. Never raises for a bad file."""
        if (self._due is None or now >= self._due) and self._lock.acquire(blocking=False):
            try:
                self._due = now + EVERY
                self._refresh()
            finally:
                self._lock.release()
        return self._knowledge

    def _refresh(self) -> None:
        try:
            found = self._look()
            if found == self._seen:
                return
            self._seen = found
            self._knowledge = anew(self._build)
            log.info("knowledge %s is in force", self._knowledge.revision)
        except DataError as error:
            log.error("the knowledge stays as it was: %s", error)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the files, the old set answers on
            log.error("the knowledge stays as it was: %s", type(error).__name__)


def settled(knowledge: Knowledge) -> Knowledge:
    """The knowledge, out of the garbage collector's way: it lives as long as the process and is never garbage."""
    gc.collect()
    gc.freeze()
    return knowledge

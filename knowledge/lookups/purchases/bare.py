"""Messages of a sum and what it was paid for alone, which go on about what was talked of: 影印機 12 萬."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from knowledge.lookups.model import ELLIPTIC, Inquiry
from knowledge.money import Span
from knowledge.words import Names, Seen, any_of

PROGRAMME: Final = "procurement"
LEASED: Final = "lease."
"""How the ids of answers about a leased item begin."""


class Bare:
    """Tells whether a message names nothing beside its sum, or a service or a leased item alone."""

    def __init__(self, text: Mapping[str, Any], services: Names[Any], leased: Names[Any]) -> None:
        self._services, self._leased = services, leased
        self._fill = re.compile(text["names_nothing"])
        self._lease: str = text["entries"]["lease"]
        self._told = frozenset(text["entries"].values())
        self._pieces, self._spent = re.compile(text["pieces_leased"]), any_of(text["words"]["spent"])

    def names_nothing(self, inquiry: Inquiry, places: Iterable[Span | Seen[Any]]) -> bool:
        """Whether a message names nothing but what stands at these places."""
        rest = inquiry.text
        for one in sorted(places, key=lambda one: -one.start):
            rest = rest[: one.start] + rest[one.end :]
        return not self._fill.sub("", rest)

    def goes_on(self, inquiry: Inquiry, spans: Iterable[Span], *, leased: bool) -> bool:
        """Whether a message is nothing but a sum for what was told of without one: 一年租金 5 萬, 買了 50 萬."""
        topic, rest = inquiry.question.topic, inquiry.text
        entry = (topic and topic.entry) or ""
        if len(rest) > ELLIPTIC[inquiry.lang] or not (entry in self._told or entry.startswith(LEASED)):
            return False
        for span in sorted(spans, key=lambda one: -one.start):
            rest = rest[: span.start] + rest[span.end :]
        return not self._fill.sub("", (self._pieces if leased else self._spent).sub("", rest))

    def service(self, inquiry: Inquiry) -> bool:
        """Whether a message is nothing but a service and its sum, where no other programme is talked of."""
        topic = inquiry.question.topic
        seen: list[Span | Seen[Any]] = [*self._services.find(inquiry.text), *inquiry.question.money]
        return (topic is None or topic.programme in (None, PROGRAMME)) and self.names_nothing(inquiry, seen)

    def lease(self, inquiry: Inquiry) -> bool:
        """Whether an item of the leasing list and its sum alone follow talk of leases."""
        topic = inquiry.question.topic
        leased: list[Span | Seen[Any]] = [*self._leased.find(inquiry.text)]
        leasing = topic is not None and (topic.entry or "").startswith(self._lease)
        return leasing and bool(leased) and self.names_nothing(inquiry, [*leased, *inquiry.question.money])

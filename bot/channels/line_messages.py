"""LINE's messages as values that can't break a limit: the library lets some of these through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.channels.line_text import clusters
from bot.channels.text import utf16

Json = dict[str, Any]

MESSAGES_A_CALL = 5
QUICK_REPLIES = 13
LABEL_CLUSTERS = 20
DISPLAY_TEXT_CLUSTERS = 300
POSTBACK_DATA_UNITS = 300
TEXT_UNITS = 5000
ALT_TEXT_UNITS = 1500
URI_UNITS = 1000
BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES = 12


class BrokenLimit(ValueError):
    """Something LINE would refuse; the text names the limit and never the contents."""


def _within(what: str, size: int, most: int, least: int = 1) -> None:
    if not least <= size <= most:
        raise BrokenLimit(f"{what}: {size}, allowed are {least} to {most}")


@dataclass(frozen=True, slots=True)
class Postback:
    """A button that answers: `data` comes back when it is pressed, `display` is what the chat shows as said."""

    label: str
    data: str
    display: str

    def __post_init__(self) -> None:
        _within("label", len(clusters(self.label)), LABEL_CLUSTERS)
        _within("postback data", utf16(self.data), POSTBACK_DATA_UNITS)
        _within("display text", len(clusters(self.display)), DISPLAY_TEXT_CLUSTERS)

    def to_json(self) -> Json:
        """LINE's postback action."""
        return {"type": "postback", "label": self.label, "data": self.data, "displayText": self.display}


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A button that opens an address, in HTTPS."""

    label: str
    uri: str

    def __post_init__(self) -> None:
        _within("label", len(clusters(self.label)), LABEL_CLUSTERS)
        _within("address", utf16(self.uri), URI_UNITS)

    def to_json(self) -> Json:
        """LINE's URI action."""
        return {"type": "uri", "label": self.label, "uri": self.uri}


@dataclass(frozen=True, slots=True)
class Text:
    """A text message."""

    text: str

    def __post_init__(self) -> None:
        _within("text", utf16(self.text), TEXT_UNITS)

    def to_json(self) -> Json:
        """LINE's text message."""
        return {"type": "text", "text": self.text}


@dataclass(frozen=True, slots=True)
class Card:
    """A Flex message of one bubble or of several side by side. `alt` is what shows where a card can't."""

    alt: str
    bubbles: tuple[Json, ...]

    def __post_init__(self) -> None:
        _within("alternative text", utf16(self.alt), ALT_TEXT_UNITS)
        _within("bubbles", len(self.bubbles), BUBBLES)
        sizes = [len(json.dumps(bubble).encode()) for bubble in self.bubbles]
        _within("bubble in bytes", max(sizes), BUBBLE_BYTES)
        _within("bubbles in bytes", sum(sizes), CAROUSEL_BYTES)

    def to_json(self) -> Json:
        """LINE's Flex message."""
        contents = self.bubbles[0]
        if len(self.bubbles) > 1:
            contents = {"type": "carousel", "contents": list(self.bubbles)}
        return {"type": "flex", "altText": self.alt, "contents": contents}


Message = Text | Card


@dataclass(frozen=True, slots=True)
class Call:
    """What goes out in one request: one to five messages, and buttons below the last that go with the next message."""

    messages: tuple[Message, ...]
    quick: tuple[Postback, ...] = ()

    def __post_init__(self) -> None:
        _within("messages", len(self.messages), MESSAGES_A_CALL)
        _within("quick replies", len(self.quick), QUICK_REPLIES, least=0)

    def to_json(self) -> list[Json]:
        """LINE's list of messages."""
        sent = [message.to_json() for message in self.messages]
        if self.quick:
            items = [{"type": "action", "action": button.to_json()} for button in self.quick]
            sent[-1]["quickReply"] = {"items": items}
        return sent

"""What passes between a channel and the conversation: plain values that know no platform."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Lang = Literal["zh", "en"]
InboundKind = Literal[
    "text", "choice", "sticker", "voice", "file", "opened", "closed", "unsent", "kept", "news", "worked"
]


Card = Literal["", "result", "draft", "choice"]
"""What a bubble is where a platform has cards: a determination, a draft, something to choose; else plain words."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file as the platform names it, not fetched yet; `size` in bytes, 0 where the platform doesn't say."""

    id: str
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did: said something, pressed a button, sent a sticker, a voice message or a file.

    `choice` is the value of the pressed button, `text` the words as typed (or the button's label). `id` is the
    platform's id of the message, by which an `unsent` names the one taken back. `closed`: the person blocked the
    bot or left. `kept`: what became of a file (`choice`: its case and how it went). `handle` is what the platform
    wants back with the answer, such as a reply token. `group`: said where others read along. `news`: the desk itself
    has word of a new year of the programme that `choice` names. `worked`: what came of work on a purchase list
    (`choice`: which list and step, `text`: what came of it, as JSON).
    """

    kind: InboundKind
    text: str = ""
    choice: str = ""
    id: str = ""
    handle: str = ""
    group: bool = False
    file: FileRef | None = None

    def to_json(self) -> dict[str, Any]:
        """The inbox's form of this message."""
        data: dict[str, Any] = {"kind": self.kind, "text": self.text, "choice": self.choice, "id": self.id}
        if self.handle:
            data["handle"] = self.handle
        if self.group:
            data["group"] = True
        if self.file:
            data["file"] = asdict(self.file)
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Inbound:
        """The reverse of `to_json`."""
        file = data.get("file")
        return cls(**{**data, "file": FileRef(**file) if file else None})


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a platform on its way into the inbox.

    `event_id` tells it from all others of the channel, however often it is delivered; `place` orders the events of
    one address where they arrive out of order (an update's number, a time in milliseconds).
    """

    address: str
    inbound: Inbound
    event_id: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `label` is what the person reads and may type instead, `value` what comes back when it is pressed.

    An `aside` (why do you ask, previous question) is shown quietly and carries no number.
    """

    label: str
    value: str
    aside: bool = False


TOKEN_MARK = "~"  # noqa: S105 - no secret


def token(value: str, most: int) -> str:
    """What a button of at most so many bytes carries for a value: the value, or a short sign that stands for it."""
    if len(value.encode()) <= most:
        return value
    return TOKEN_MARK + hashlib.sha256(value.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Link:
    """A paper or a page to open: `href` is a path on this server; channels that can't follow one show `hint`."""

    label: str
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One bubble: plain text with line breaks, then choices (numbered by their order) and links."""

    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    documents: tuple[Link, ...] = ()
    """Files to send along; where a platform takes none from a bot, they are links."""
    card: Card = ""

    @property
    def numbered(self) -> tuple[Choice, ...]:
        """The choices a bare number can pick, in order: the first is 1."""
        return tuple(choice for choice in self.choices if not choice.aside)

    def to_json(self) -> dict[str, Any]:
        """The outbox's form of this bubble."""
        data: dict[str, Any] = {
            "text": self.text,
            "choices": [{"label": c.label, "value": c.value, "aside": c.aside} for c in self.choices],
            "links": [{"label": k.label, "href": k.href, "hint": k.hint} for k in self.links],
        }
        if self.documents:
            data["documents"] = [{"label": k.label, "href": k.href, "hint": k.hint} for k in self.documents]
        if self.card:
            data["card"] = self.card
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reply:
        """The reverse of `to_json`."""
        return cls(
            text=data["text"],
            choices=tuple(Choice(**choice) for choice in data["choices"]),
            links=tuple(Link(**link) for link in data["links"]),
            documents=tuple(Link(**link) for link in data.get("documents", ())),
            card=data.get("card", ""),
        )


@dataclass(frozen=True, slots=True)
class Exchange:
    """One delivery: what was heard (message id and words) and what is said to it."""

    heard: tuple[Inbound, ...]
    replies: tuple[Reply, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The outbox's form of this delivery."""
        return {"heard": [i.to_json() for i in self.heard], "replies": [r.to_json() for r in self.replies]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Exchange:
        """The reverse of `to_json`."""
        return cls(
            heard=tuple(Inbound.from_json(inbound) for inbound in data["heard"]),
            replies=tuple(Reply.from_json(reply) for reply in data["replies"]),
        )

"""What passes between a channel and the conversation: plain values that know no platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Lang = Literal["zh", "en"]
InboundKind = Literal["text", "choice", "sticker", "file", "opened", "news"]


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did: said something, pressed a button, sent a sticker or a file, opened the page.

    "news" comes from the desk itself: `choice` names the programme that has a new year. Else `choice` is the value
    of the pressed button, `text` the words as typed (or the button's label).
    """

    kind: InboundKind
    text: str = ""
    choice: str = ""
    id: str = ""

    def to_json(self) -> dict[str, Any]:
        """The inbox's form of this message."""
        return {"kind": self.kind, "text": self.text, "choice": self.choice, "id": self.id}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Inbound:
        """The reverse of `to_json`."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `label` is what the person reads and may type instead, `value` what comes back when it is pressed.

    An `aside` (why do you ask, previous question) is shown quietly and carries no number.
    """

    label: str
    value: str
    aside: bool = False


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

    @property
    def numbered(self) -> tuple[Choice, ...]:
        """The choices a bare number can pick, in order: the first is 1."""
        return tuple(choice for choice in self.choices if not choice.aside)

    def to_json(self) -> dict[str, Any]:
        """The outbox's form of this bubble."""
        return {
            "text": self.text,
            "choices": [{"label": c.label, "value": c.value, "aside": c.aside} for c in self.choices],
            "links": [{"label": k.label, "href": k.href, "hint": k.hint} for k in self.links],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reply:
        """The reverse of `to_json`."""
        return cls(
            text=data["text"],
            choices=tuple(Choice(**choice) for choice in data["choices"]),
            links=tuple(Link(**link) for link in data["links"]),
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

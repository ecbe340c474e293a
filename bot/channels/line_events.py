"""LINE's webhook: the signature over the raw body, and what its events are to the desk."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.line_cards import pressed
from bot.messages import Event, FileRef, Inbound

Json = Mapping[str, Any]
ACTIVE = "active"
"""An event of any other mode belongs to whoever holds the conversation just now: the desk stays silent."""
HANDLE_BREAK = ":"


class Unreadable(Exception):
    """A signed body that isn't a webhook of LINE."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """What one request of LINE brought: the events for the desk, and how many of them LINE sent again."""

    events: tuple[Event, ...]
    redelivered: int


def signature(secret: bytes, body: bytes) -> bytes:
    """What LINE sends in `X-Line-Signature`: the HMAC-SHA256 of the raw body, in Base64."""
    return base64.b64encode(hmac.digest(secret, body, hashlib.sha256))


def signed(secret: bytes, body: bytes, given: bytes) -> bool:
    """Whether a signature is the body's own; takes the same time for every wrong one. Never true without a secret."""
    return bool(secret) and hmac.compare_digest(signature(secret, body), given)


def read(body: bytes, now_ms: int) -> Webhook:
    """The events of a signed body; `now_ms` is when it came in (ms), from which reply tokens age.

    Raises Unreadable for anything but a webhook. An event of a kind or shape unknown here is passed over, for LINE
    adds new ones without notice.
    """
    try:
        data = json.loads(body)
        listed = data["events"]
        if not isinstance(listed, list):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Unreadable from error
    found = [event for one in listed if (event := _event(one, now_ms))]
    return Webhook(tuple(event for event, _ in found), sum(again for _, again in found))


def _event(data: Json, now_ms: int) -> tuple[Event, bool] | None:
    """An event for the desk and whether LINE sent it before; None for one that says nothing to it."""
    try:
        if data["mode"] != ACTIVE or data["type"] not in _READERS:
            return None
        source, event_id, place = data["source"], data["webhookEventId"], data["timestamp"]
        address, group = _address(source)
        token = data.get("replyToken", "")
        handle = f"{now_ms}{HANDLE_BREAK}{token}" if token else ""
        inbound = _READERS[data["type"]](data, _Setting(handle, group))
        again = data["deliveryContext"]["isRedelivery"] is True
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        return None
    known = all(isinstance(text, str) and 1 <= len(text) <= 255 and text.isprintable() for text in (event_id, address))
    if inbound is None or not known or not isinstance(place, int):
        return None
    return Event(address, inbound, event_id, place), again


def token_of(handle: str) -> tuple[str, int]:
    """A reply token and when it came in (ms)."""
    came, _, token = handle.partition(HANDLE_BREAK)
    return token, int(came)


@dataclass(frozen=True, slots=True)
class _Setting:
    handle: str
    group: bool


def _address(source: Json) -> tuple[str, bool]:
    """Where an answer goes, and whether others read along: a group has one conversation."""
    kind = source["type"]
    return source[{"user": "userId", "group": "groupId", "room": "roomId"}[kind]], kind != "user"


def _message(data: Json, setting: _Setting) -> Inbound | None:
    message = data["message"]
    reader = _MESSAGES.get(message["type"])
    return reader(message, setting) if reader else None


def _text(message: Json, setting: _Setting) -> Inbound | None:
    text = _clean(message["text"])
    if setting.group:
        addressed = _addressed(text, message.get("mention"))
        if addressed is None:
            return None
        text = addressed
    return Inbound("text", text, id=message["id"], handle=setting.handle, group=setting.group)


def _addressed(text: str, mention: Json | None) -> str | None:
    """In a group: the text without the mention of the desk; None where the desk isn't mentioned."""
    mine = [one for one in (mention or {}).get("mentionees", ()) if one.get("isSelf") is True]
    if not mine:
        return None
    wide = text.encode("utf-16-le")  # LINE counts in UTF-16 units
    for one in sorted(mine, key=lambda one: -int(one["index"])):
        start, length = int(one["index"]), int(one["length"])
        wide = wide[: start * 2] + wide[(start + length) * 2 :]
    return wide.decode("utf-16-le", "ignore").strip()


def _clean(text: str) -> str:
    """Text without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode()


def _sticker(message: Json, setting: _Setting) -> Inbound | None:
    return None if setting.group else Inbound("sticker", id=message["id"], handle=setting.handle)


def _audio(message: Json, setting: _Setting) -> Inbound | None:
    return None if setting.group else Inbound("voice", id=message["id"], handle=setting.handle)


def _file(message: Json, setting: _Setting) -> Inbound | None:
    """A file is taken in a conversation with one person only: what a group sends isn't meant for the desk."""
    if setting.group:
        return None
    file = FileRef(message["id"], _clean(message.get("fileName", "")), int(message.get("fileSize", 0)))
    return Inbound("file", id=message["id"], handle=setting.handle, file=file)


def _place(message: Json, setting: _Setting) -> Inbound | None:
    """A place on the map is a text: its name and address."""
    if setting.group:
        return None
    parts = [message.get("title", ""), message.get("address", "")]
    return Inbound("text", _clean(" ".join(filter(None, parts))), id=message["id"], handle=setting.handle)


def _postback(data: Json, setting: _Setting) -> Inbound:
    value, label = pressed(_clean(data["postback"]["data"]))
    return Inbound("choice", label, value, id=data["webhookEventId"], handle=setting.handle, group=setting.group)


def _came(data: Json, setting: _Setting) -> Inbound:
    """The desk was added as a friend, or to a group: it greets."""
    return Inbound("opened", choice="lang:zh", id=data["webhookEventId"], handle=setting.handle, group=setting.group)


def _left(data: Json, setting: _Setting) -> Inbound:
    return Inbound("closed", id=data["webhookEventId"], group=setting.group)


def _unsent(data: Json, setting: _Setting) -> Inbound:
    return Inbound("unsent", id=data["unsend"]["messageId"], group=setting.group)


Reader = Callable[[Json, _Setting], Inbound | None]

_READERS: Mapping[str, Reader] = {
    "message": _message,
    "postback": _postback,
    "follow": _came,
    "join": _came,
    "unfollow": _left,
    "leave": _left,
    "unsend": _unsent,
}
"""What each kind of event is to the desk; the others say nothing to it."""

_MESSAGES: Mapping[str, Reader] = {
    "text": _text,
    "sticker": _sticker,
    "audio": _audio,
    "image": _file,
    "video": _file,
    "file": _file,
    "location": _place,
}

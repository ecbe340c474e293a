"""Events as LINE's webhook sends them, and their signature: made by hand from LINE's description."""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
BOT = "U" + "0" * 32
_NUMBERS = itertools.count(1)


def user(number: int = 1) -> str:
    """A person's id."""
    return f"U{number:032x}"


def group(number: int = 1) -> str:
    """A group's id."""
    return f"C{number:032x}"


def source(chat: str) -> Json:
    """Who said it: a person, or somebody in a group or room."""
    if chat.startswith("U"):
        return {"type": "user", "userId": chat}
    kind = "group" if chat.startswith("C") else "room"
    return {"type": kind, f"{kind}Id": chat, "userId": user(99)}


def event(
    kind: str, chat: str, token: str = "", *, redelivered: bool = False, mode: str = "active", **more: Any
) -> Json:
    """An event of a kind; its id and time are new each time."""
    number = next(_NUMBERS)
    made: Json = {
        "type": kind,
        "source": source(chat),
        "timestamp": 1_700_000_000_000 + number,
        "mode": mode,
        "webhookEventId": f"01HEVENT{number:018d}",
        "deliveryContext": {"isRedelivery": redelivered},
    }
    return made | ({"replyToken": token} if token else {}) | more


def said(chat: str, text: str, token: str = "", message: str = "", **more: Any) -> Json:
    """A text message; `mentions` are (index, length, whether the desk itself)."""
    mentions = more.pop("mentions", ())
    content: Json = {"type": "text", "id": message or f"m{next(_NUMBERS)}", "text": text, "quoteToken": "q"}
    if mentions:
        listed = [{"type": "user", "index": at, "length": size, "isSelf": mine} for at, size, mine in mentions]
        content["mention"] = {"mentionees": listed}
    return event("message", chat, token, message=content, **more)


def sent(chat: str, token: str = "", **content: Any) -> Json:
    """A message that isn't text."""
    return event("message", chat, token, message={"id": f"m{next(_NUMBERS)}", **content})


def pressed(chat: str, data: str, token: str = "", **more: Any) -> Json:
    """A pressed button."""
    return event("postback", chat, token, postback={"data": data}, **more)


def body_of(events: Sequence[Json]) -> bytes:
    """A webhook's raw body."""
    return json.dumps({"destination": BOT, "events": list(events)}, ensure_ascii=False).encode()


def signed_headers(body: bytes, secret: str) -> dict[str, str]:
    """The headers that LINE sends with a body."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"X-Line-Signature": base64.b64encode(digest).decode(), "Content-Type": "application/json; charset=utf-8"}

"""LINE's limits that its OpenAPI description doesn't hold, counted here anew and not by the desk's own code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def over_limit(message: Json) -> str:
    """What a message breaks of the limits that the description doesn't hold: counted here anew, not by the desk."""
    if len(message.get("text", "").encode("utf-16-le")) > 2 * 5000 or not message.get("text", "x").strip():
        return "text: must be 1 to 5000 characters"
    if len(message.get("altText", "").encode("utf-16-le")) > 2 * 1500 or not message.get("altText", "x"):
        return "altText: must be 1 to 1500 characters"
    for action in actions(message):
        if not action.get("label") or len(action["label"]) > 20:
            return f"action: label must be 1 to 20 characters: {action.get('label')!r}"
        if action["type"] == "uri" and (len(action["uri"]) > 1000 or not action["uri"].startswith("https://")):
            return "action: uri"
    for text in flex_texts(message.get("contents")):
        if not text:
            return "flex: text must be non-empty text"
    return ""


def actions(node: Any) -> Iterator[Json]:
    """Every action object in a message."""
    if isinstance(node, dict):
        if isinstance(node.get("action"), dict):
            yield node["action"]
        for value in node.values():
            yield from actions(value)
    elif isinstance(node, list):
        for one in node:
            yield from actions(one)


def flex_texts(node: Any) -> Iterator[str]:
    """Every text in a card."""
    if isinstance(node, dict):
        if node.get("type") == "text":
            yield node.get("text", "")
        for value in node.values():
            yield from flex_texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from flex_texts(one)

"""The judge itself: LINE's description finds what is wrong with requests and events."""

from __future__ import annotations

from typing import Any

import pytest

from tests.channels.line_events import event, said, user
from tests.channels.line_schema import body_schema, needed, problem


@pytest.fixture(autouse=True)
def _needed() -> None:
    needed()


def push(message: Any) -> dict[str, Any]:
    return {"to": user(), "messages": [message]}


GOOD = {"type": "text", "text": "x"}
BUBBLE = {"type": "bubble", "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "x"}]}}


def test_good_requests_are_good() -> None:
    assert not problem("messaging-api", "PushMessageRequest", push(GOOD))
    assert not problem(
        "messaging-api", "PushMessageRequest", push({"type": "flex", "altText": "x", "contents": BUBBLE})
    )


@pytest.mark.parametrize(
    "message",
    [
        {"type": "novel", "text": "x"},
        {"text": "x"},
        {"type": "text"},
        {"type": "text", "text": "x", "altText": "of another kind"},
        {"type": "text", "text": 7},
        {"type": "flex", "altText": "x", "contents": {"type": "balloon"}},
        {"type": "flex", "altText": "x", "contents": {**BUBBLE, "body": {"type": "box", "contents": []}}},
        {"type": "flex", "altText": "x", "contents": {**BUBBLE, "size": "huge"}},
        {**GOOD, "quickReply": {"items": [{"type": "action", "action": {"type": "postback", "data": "d" * 301}}]}},
        {**GOOD, "quickReply": {"items": [{"type": "action", "action": {"type": "uri", "uri": "not an address"}}]}},
        {**GOOD, "quickReply": {"items": [{"type": "action", "action": {"type": "tickle"}}]}},
        {**GOOD, "quickReply": {"items": [{"type": "action"}] * 14}},
    ],
)
def test_bad_messages_are_found(message: Any) -> None:
    assert problem("messaging-api", "PushMessageRequest", push(message))


def test_too_many_messages_are_found() -> None:
    assert problem("messaging-api", "PushMessageRequest", {"to": user(), "messages": [GOOD] * 6})
    assert problem("messaging-api", "ReplyMessageRequest", {"replyToken": "x", "messages": []})


@pytest.mark.parametrize(
    "wrong",
    [
        event("message", user(), "tok"),
        event("teleport", user(), "tok"),
        said(user(), "x", mode="asleep"),
        event("follow", user(), "tok", follow={}),
        {**said(user(), "x"), "source": {"type": "ghost"}},
        {key: value for key, value in said(user(), "x").items() if key != "webhookEventId"},
    ],
)
def test_bad_events_are_found(wrong: Any) -> None:
    assert problem("webhook", "Event", wrong)


def test_paths_lead_to_their_bodies() -> None:
    assert body_schema("POST", "/v2/bot/message/reply") == "ReplyMessageRequest"
    assert body_schema("POST", "/v2/bot/richmenu/richmenu-1/content") is None
    with pytest.raises(KeyError):
        body_schema("POST", "/v2/bot/message/shout")

"""LINE's events: every kind by LINE's own description, and what each is to the desk."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.line_events import Unreadable, read, signature, signed, token_of
from bot.messages import Event, FileRef, Inbound
from tests.channels.line_events import Json, body_of, event, group, pressed, said, sent, user
from tests.channels.line_schema import problem

NOW = 1_763_600_000_000
ME, US = user(), group()
HANDLE = f"{NOW}:tok"
PROVIDER = {"type": "line"}


def heard(*events: Json) -> list[Event]:
    """What the desk makes of events, each of which LINE's description allows."""
    assert not problem("webhook", "CallbackRequest", json.loads(body_of(events)))
    return list(read(body_of(events), NOW).events)


def only(one: Json) -> Inbound:
    (found,) = heard(one)
    assert found.event_id == one["webhookEventId"]
    assert found.place == one["timestamp"]
    return found.inbound


def test_a_text() -> None:
    assert only(said(ME, "你好", "tok", "77")) == Inbound("text", "你好", id="77", handle=HANDLE)
    assert token_of(HANDLE) == ("tok", NOW)


def test_a_pressed_button() -> None:
    one = pressed(ME, "set:1:made_in:taiwan\n臺灣", "tok")
    assert only(one) == Inbound("choice", "臺灣", "set:1:made_in:taiwan", one["webhookEventId"], HANDLE)


def test_the_rich_menu_and_old_buttons_have_no_words() -> None:
    assert only(pressed(ME, "menu", "tok")).choice == "menu"


@pytest.mark.parametrize("kind", ["image", "video"])
def test_photos_and_films_are_files(kind: str) -> None:
    content: dict[str, Any] = {"type": kind, "contentProvider": PROVIDER, "quoteToken": "q"}
    inbound = only(sent(ME, "tok", id="9", **content))
    assert (inbound.kind, inbound.file) == ("file", FileRef("9"))


def test_a_file_has_a_name_and_a_size() -> None:
    inbound = only(sent(ME, "tok", id="9", type="file", fileName="證書.pdf", fileSize=12))
    assert inbound.file == FileRef("9", "證書.pdf", 12)


def test_stickers_and_voices() -> None:
    sticker = {
        "type": "sticker",
        "packageId": "1",
        "stickerId": "2",
        "stickerResourceType": "STATIC",
        "quoteToken": "q",
    }
    assert only(sent(ME, "tok", **sticker)).kind == "sticker"
    assert only(sent(ME, "tok", type="audio", contentProvider=PROVIDER, duration=900)).kind == "voice"


def test_a_place_is_its_name() -> None:
    place = only(sent(ME, "tok", type="location", title="工研院", address="新竹", latitude=24.8, longitude=121.0))
    assert (place.kind, place.text) == ("text", "工研院 新竹")


def test_coming_and_going() -> None:
    assert only(event("follow", ME, "tok", follow={"isUnblocked": False})).kind == "opened"
    assert only(event("unfollow", ME)).kind == "closed"
    joined = event("join", US, "tok")
    opened = Inbound("opened", choice="lang:zh", id=joined["webhookEventId"], handle=HANDLE, group=True)
    assert only(joined) == opened
    assert only(event("leave", US)).group


def test_an_unsent_message_is_named() -> None:
    assert only(event("unsend", ME, unsend={"messageId": "77"})) == Inbound("unsent", id="77")


def test_what_says_nothing_to_the_desk() -> None:
    members = {"members": [{"type": "user", "userId": ME}]}
    silent = [
        event("memberJoined", US, "tok", joined=members),
        event("memberLeft", US, left=members),
        event("videoPlayComplete", ME, "tok", videoPlayComplete={"trackingId": "x"}),
        event("beacon", ME, "tok", beacon={"hwid": "d41d8cd98f", "type": "enter"}),
        event("accountLink", ME, "tok", link={"result": "ok", "nonce": "x"}),
        event("delivery", ME, delivery={"data": "x"}),
        said(ME, "not ours just now", "tok", mode="standby"),
    ]
    assert heard(*silent) == []


def test_a_kind_of_tomorrow_is_passed_over_and_the_rest_is_kept() -> None:
    odd = [event("hologram", ME, "tok"), sent(ME, "tok", type="scent"), {"type": "message"}, 7, None]
    body = json.dumps({"destination": "U", "events": [*odd, said(ME, "hello", "tok")]}).encode()
    assert [one.inbound.text for one in read(body, NOW).events] == ["hello"]


def test_sent_again_is_noted() -> None:
    assert read(body_of([said(ME, "a"), said(ME, "b", redelivered=True)]), NOW).redelivered == 1


def test_in_a_group_only_what_is_said_to_the_desk_counts() -> None:
    assert heard(said(US, "大家午安", "tok"), said(US, "@小明 幫我問", "tok", mentions=[(0, 3, False)])) == []
    asked = only(said(US, "🍎 @綠色服務台 申請費 8 萬補多少", "tok", mentions=[(3, 6, True)]))  # 🍎 counts two
    assert (asked.text, asked.group) == ("🍎  申請費 8 萬補多少", True)
    photo = sent(US, "tok", type="image", contentProvider=PROVIDER, quoteToken="q")
    assert heard(photo) == []


def test_a_group_is_one_conversation() -> None:
    (found,) = heard(pressed(US, "menu", "tok"))
    assert (found.address, found.inbound.group) == (US, True)
    (room,) = heard(pressed("R" + US[1:], "menu", "tok"))
    assert room.address == "R" + US[1:]


def test_lone_surrogates_do_not_reach_the_database() -> None:
    body = body_of([said(ME, "x", "tok")]).replace(b'"text": "x"', b'"text": "x\\ud83d"')
    (found,) = read(body, NOW).events
    found.inbound.text.encode()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'{"events": 1}', b"{}", b"\xff", b"[" * 100_000])
def test_what_is_no_webhook_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read(body, NOW)


def test_the_consoles_check_is_empty() -> None:
    assert heard() == []


def test_the_signature_is_that_of_the_raw_bytes() -> None:
    # by openssl: printf '{"events": []}' | openssl dgst -sha256 -hmac secret -binary | base64
    body, secret = b'{"events": []}', b"secret"
    good = b"JfXcm0J3AFnQOaFAy1+mXJvZn/bEEiayDEZmMoFXmyE="
    assert signature(secret, body) == good
    assert signed(secret, body, good)
    assert not signed(secret, body + b" ", good)
    assert not signed(secret, body, b"")
    assert not signed(secret, body, "é".encode())
    assert not signed(b"", body, signature(b"", body))

"""What updates are to the desk; every update is one the library reads whole."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram_events import Me, event_of, ticked_keyboard
from bot.messages import Event, FileRef, Inbound
from tests.channels import telegram_updates as updates
from tests.channels.telegram_standin import BOT, USERNAME, Json

ME = Me(123456, USERNAME)
ANNA, GROUP = 11, -100


def event(update: Json) -> Event | None:
    read = Update.de_json(dict(update), None)
    assert read
    return event_of(read, ME)


def inbound(update: Json) -> Inbound:
    found = event(update)
    assert found
    return found.inbound


def test_a_text_keeps_its_number_and_place() -> None:
    update = updates.text(ANNA, "藍天使")
    found = event(update)
    assert found
    assert (found.address, found.event_id, found.place) == (
        "11", f"123456:{update['update_id']}", update["update_id"],
    )  # fmt: skip
    assert found.inbound == Inbound("text", "藍天使", id=str(update["message"]["message_id"]))


def test_a_press_brings_value_and_label() -> None:
    found = inbound(updates.press(ANNA, "set:1:a:b", [[{"text": "1 臺灣", "callback_data": "set:1:a:b"}]]))
    assert (found.kind, found.text, found.choice) == ("choice", "1 臺灣", "set:1:a:b")


def test_a_pressed_button_is_ticked_and_only_that_one() -> None:
    keyboard = [[{"text": "✓ 1 臺灣", "callback_data": "a"}, {"text": "2 國外", "callback_data": "b"}]]
    read = Update.de_json(updates.press(ANNA, "b", keyboard), None)
    assert read
    assert read.callback_query
    ticked = ticked_keyboard(read.callback_query)
    assert ticked
    assert [button.text for button in ticked.inline_keyboard[0]] == ["1 臺灣", "✓ 2 國外"]
    for chat, data in ((GROUP, "b"), (ANNA, "a")):
        read = Update.de_json(updates.press(chat, data, keyboard), None)
        assert read
        assert read.callback_query
        assert ticked_keyboard(read.callback_query) is None


def test_of_a_photo_the_largest_is_taken() -> None:
    found = inbound(updates.photo(ANNA, "big", 5000, caption="發票"))
    assert (found.kind, found.text) == ("file", "發票")
    assert found.file
    assert (found.file.id, found.file.size) == ("big", 5000)


def test_a_document_keeps_its_name() -> None:
    assert inbound(updates.document(ANNA, "f", "發票.pdf", 7)).file == FileRef("f", "發票.pdf", 7)


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("大家好", None),
        (f"@{USERNAME} 藍天使有補助嗎", "藍天使有補助嗎"),
        (f"藍天使有補助嗎 @{USERNAME.upper()}", None),  # marked in other case: the mark below is found by lower case
        (f"/menu@{USERNAME}", "/menu"),
        ("/menu", "/menu"),
        ("/menu@another_bot", None),
        ("@another_bot 你好", None),
    ],
)
def test_in_a_group_only_what_is_addressed_is_heard(words: str, heard: str | None) -> None:
    found = event(updates.text(GROUP, words))
    assert (found.inbound.text if found else None) == heard
    assert found is None or found.inbound.group


def test_a_reply_to_the_bot_is_addressed() -> None:
    quoted: dict[str, Any] = {"message_id": 1, "date": 1, "chat": updates.chat_of(GROUP), "from": BOT, "text": "?"}
    assert inbound(updates.text(GROUP, "臺灣", reply_to_message=quoted)).text == "臺灣"


@pytest.mark.parametrize(
    ("chat", "before", "after", "kind"),
    [
        (ANNA, "member", "kicked", "closed"),
        (ANNA, "kicked", "member", None),
        (GROUP, "left", "member", "opened"),
        (GROUP, "member", "left", "closed"),
        (GROUP, "member", "member", None),
    ],
)
def test_coming_and_going(chat: int, before: str, after: str, kind: str | None) -> None:
    found = event(updates.member(chat, before, after))
    assert (found.inbound.kind if found else None) == kind


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [updates.person(9)]},
        {"left_chat_member": updates.person(9)},
        {"new_chat_title": "x"},
        {"group_chat_created": True},
    ],
)
def test_what_only_happens_in_a_chat_is_not_answered(content: Json) -> None:
    assert event(updates.message(ANNA, **content)) is None


def test_other_updates_say_nothing() -> None:
    edited = updates.text(ANNA, "藍天使")["message"]
    assert event({"update_id": 1, "edited_message": edited | {"edit_date": 1_600_000_001}}) is None

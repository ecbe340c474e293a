"""Updates as Telegram sends them, each read back by the library's own model: nothing in it that the model lacks."""

from __future__ import annotations

import itertools
from typing import Any

from telegram import TelegramObject, Update

from tests.channels.telegram_standin import BOT, USERNAME, Json

_numbers = itertools.count(1000)


def judged(update: Json) -> Json:
    """The update, once the library has read all of it."""
    read = Update.de_json(dict(update), None)
    assert read
    _all_known(read)
    return update


def _all_known(found: object) -> None:
    if isinstance(found, TelegramObject):
        assert not found.api_kwargs, f"{type(found).__name__} has no {list(found.api_kwargs)}"
        for name in found.__slots__:
            _all_known(getattr(found, name, None))


def update(**content: Any) -> Json:
    """An update with a number of its own."""
    return judged({"update_id": next(_numbers), **content})


def chat_of(chat: int) -> Json:
    """A person's chat, or a group's where the number is below zero."""
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "Ingrid"}
    return {"id": chat, "type": "supergroup", "title": "Spruce and Fir"}


def person(number: int = 7, lang: str = "zh-hant") -> Json:
    """Somebody's account."""
    return {"id": number, "is_bot": False, "first_name": "Ingrid", "language_code": lang}


def message(chat: int, *, lang: str = "zh-hant", **content: Any) -> Json:
    """A message of any content."""
    number = next(_numbers)
    said = {"message_id": number, "date": 1_600_000_000, "chat": chat_of(chat), "from": person(abs(chat), lang)}
    return update(message=said | content)


def text(chat: int, words: str, **content: Any) -> Json:
    """A text; commands and names in it are marked, as Telegram does."""
    marks = []
    if words.startswith("/"):
        marks.append({"type": "bot_command", "offset": 0, "length": len(words.partition(" ")[0])})
    elif (place := words.find(f"@{USERNAME}")) >= 0:
        offset = len(words[:place].encode("utf-16-le")) // 2
        marks.append({"type": "mention", "offset": offset, "length": len(USERNAME) + 1})
    if marks:
        content["entities"] = marks
    return message(chat, text=words, **content)


def photo(chat: int, file: str, size: int = 1000, **content: Any) -> Json:
    """A photo in two sizes, the larger one under the name given."""
    small = {"file_id": f"{file}-small", "file_unique_id": "a", "width": 90, "height": 90, "file_size": 10}
    large = {"file_id": file, "file_unique_id": "b", "width": 900, "height": 900, "file_size": size}
    return message(chat, photo=[small, large], **content)


def document(chat: int, file: str, name: str, size: int = 1000) -> Json:
    """A file."""
    found = {"file_id": file, "file_unique_id": "c", "file_name": name, "mime_type": "text/plain", "file_size": size}
    return message(chat, document=found)


def press(chat: int, data: str, keyboard: list[list[Json]] | None = None) -> Json:
    """A button pressed on a message of the bot."""
    shown = {
        "message_id": next(_numbers),
        "date": 1_600_000_000,
        "chat": chat_of(chat),
        "from": BOT,
        "text": "?",
        "reply_markup": {"inline_keyboard": keyboard or [[{"text": "1 the label", "callback_data": data}]]},
    }
    number = next(_numbers)
    query = {"id": str(number), "from": person(abs(chat)), "chat_instance": "x", "data": data, "message": shown}
    return update(callback_query=query)


def member(chat: int, before: str, after: str) -> Json:
    """The bot came into a chat, or had to leave it."""

    def as_(status: str) -> Json:
        return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}

    change = {
        "chat": chat_of(chat),
        "from": person(abs(chat)),
        "date": 1_600_000_000,
        "old_chat_member": as_(before),
        "new_chat_member": as_(after),
    }
    return update(my_chat_member=change)

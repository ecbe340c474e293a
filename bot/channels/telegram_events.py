"""What Telegram's updates are to the desk."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType

from bot.messages import Event, FileRef, Inbound, Lang

WANTED = ("message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for."""
LEFT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
START = "/start"
TICK = "✓ "


@dataclass(frozen=True, slots=True)
class Me:
    """The bot's own account."""

    id: int
    username: str


def event_of(update: Update, me: Me) -> Event | None:
    """The event of an update; None for one that says nothing to the desk."""
    found: tuple[int, Inbound] | None = None
    if update.callback_query:
        found = _pressed(update.callback_query)
    elif update.message:
        found = _said(update.message, me)
    elif update.my_chat_member:
        found = _came_or_left(update.my_chat_member)
    if found is None:
        return None
    chat, inbound = found
    return Event(str(chat), inbound, f"{me.id}:{update.update_id}", update.update_id)


def ticked_keyboard(query: CallbackQuery) -> InlineKeyboardMarkup | None:
    """The keyboard of a pressed button with a tick before it; None where it has one, or others may press too."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None or message.chat.type != ChatType.PRIVATE:
        return None
    rows = message.reply_markup.inline_keyboard
    if any(button.callback_data == query.data and button.text.startswith(TICK) for row in rows for button in row):
        return None

    def shown(button: InlineKeyboardButton) -> InlineKeyboardButton:
        label = button.text.removeprefix(TICK)
        tick = TICK if button.callback_data == query.data else ""
        return InlineKeyboardButton(tick + label, callback_data=button.callback_data)

    return InlineKeyboardMarkup([[shown(button) for button in row] for row in rows])


def _pressed(query: CallbackQuery) -> tuple[int, Inbound] | None:
    if query.message is None or not query.data:
        return None
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    labels = [button.text.removeprefix(TICK) for row in rows for button in row if button.callback_data == query.data]
    group = query.message.chat.type != ChatType.PRIVATE
    return query.message.chat.id, Inbound("choice", text=(labels or [query.data])[0], choice=query.data, group=group)


def _said(message: Message, me: Me) -> tuple[int, Inbound] | None:
    group = message.chat.type != ChatType.PRIVATE
    if group and not addressed(message, me):
        return None
    number = str(message.message_id)
    file = _file(message)
    text = _without_name(message.text or message.caption or "", me)
    if file:
        inbound = Inbound("file", text, id=number, group=group, file=file)
    elif message.sticker:
        inbound = Inbound("sticker", id=number, group=group)
    elif message.voice or message.audio or message.video_note:
        inbound = Inbound("voice", id=number, group=group)
    elif text.partition(" ")[0] == START:
        inbound = Inbound("opened", text, choice=f"lang:{_language(message)}", id=number, group=group)
    elif text or not _service(message):
        inbound = Inbound("text", text, id=number, group=group)
    else:
        return None
    return message.chat.id, inbound


def addressed(message: Message, me: Me) -> bool:
    """In a group: whether a message is meant for the bot: a command, its name, or a reply to it."""
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == me.id:
        return True
    name = f"@{me.username}".casefold()
    marks = {**message.parse_entities(), **message.parse_caption_entities()}
    for mark, words in marks.items():
        if mark.type == MessageEntity.MENTION and words.casefold() == name:
            return True
        if mark.type == MessageEntity.BOT_COMMAND and (words.casefold().endswith(name) or "@" not in words):
            return True
        if mark.type == MessageEntity.TEXT_MENTION and mark.user and mark.user.id == me.id:
            return True
    return False


def _without_name(text: str, me: Me) -> str:
    """A text without the bot's name in it."""
    place = text.casefold().find(f"@{me.username}".casefold())
    if place < 0:
        return text
    return f"{text[:place]}{text[place + len(me.username) + 1 :]}".strip()


def _file(message: Message) -> FileRef | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return FileRef(largest.file_id, f"photo-{message.message_id}.jpg", largest.file_size or 0)
    if found := message.document or message.video or message.animation:
        return FileRef(found.file_id, found.file_name or "", found.file_size or 0)
    return None


def _service(message: Message) -> bool:
    """Whether a message says only that something happened in the chat, such as somebody joining."""
    return message.from_user is None or bool(
        message.new_chat_members
        or message.left_chat_member
        or message.new_chat_title
        or message.new_chat_photo
        or message.delete_chat_photo
        or message.group_chat_created
        or message.supergroup_chat_created
        or message.migrate_to_chat_id
        or message.migrate_from_chat_id
        or message.pinned_message
    )


def _language(message: Message) -> Lang:
    code = (message.from_user.language_code if message.from_user else None) or "zh"
    return "zh" if code.startswith("zh") else "en"


def _came_or_left(change: ChatMemberUpdated) -> tuple[int, Inbound] | None:
    group = change.chat.type != ChatType.PRIVATE
    if change.new_chat_member.status in LEFT:
        return change.chat.id, Inbound("closed", group=group)
    if group and change.old_chat_member.status in LEFT:
        return change.chat.id, Inbound("opened", choice="lang:zh", group=True)
    return None

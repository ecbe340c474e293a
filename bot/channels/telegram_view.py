"""What the desk says, as Telegram takes it: messages of at most 4096 characters, buttons of at most 64 bytes.

Texts go without a parse mode: nothing in them can be taken for markup, so nothing needs escaping.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, MessageLimit

from bot.channels.text import shortened, split, utf16
from bot.messages import Exchange, Link, Reply, token

TEXT_MOST: int = MessageLimit.MAX_TEXT_LENGTH
BUTTONS_MOST: int = InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
DATA_MOST: int = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
MESSAGES_AT_ONCE = 5
"""As many as Telegram takes in one go before it wants a second for each."""
LABEL_WIDTH = 34
"""How much a button shows on a phone, a Chinese character counting two."""
ROW_WIDTH = 26
ROW_BUTTONS = 3
_DRAFTS, _FILES, _MINE = "/drafts/", {".docx": "word", ".xlsx": "sheet"}, "/mydata.json"


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: `data` comes back when it is pressed."""

    label: str
    data: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One call: a message with its rows of buttons, or a document."""

    text: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    document: Link | None = None


def calls(exchange: Exchange) -> list[Call]:
    """The calls that say an exchange, in order.

    Numbers stand before the choices of the last bubble, for those are the ones a number picks.
    """
    replies = _joined(exchange.replies)
    return [call for reply in replies for call in _calls(reply, reply is replies[-1])]


def _joined(replies: Sequence[Reply]) -> list[Reply]:
    """Bubbles side by side that are words alone share a message where there are many: more than a few wait in line."""
    joined, spare = list(replies), len(replies) - MESSAGES_AT_ONCE
    place = 0
    while spare > 0 and place + 1 < len(joined):
        text = f"{joined[place].text}\n\n{joined[place + 1].text}"
        if _words_alone(joined[place]) and _words_alone(joined[place + 1]) and utf16(text) <= TEXT_MOST:
            joined[place : place + 2] = [Reply(text)]
            spare -= 1
        else:
            place += 1
    return joined


def _words_alone(reply: Reply) -> bool:
    return not (reply.choices or reply.links or reply.documents)


def _calls(reply: Reply, counted: bool) -> Iterator[Call]:
    labels = [f"{number} {choice.label}" for number, choice in enumerate(reply.numbered, 1)] if counted else []
    text = reply.text
    if any(width(label) > LABEL_WIDTH for label in labels):  # buttons would cut them off: the text names them whole
        text = "\n".join([text, *labels])
    *first, last = split(text, TEXT_MOST)
    for piece in first:
        yield Call(piece)
    yield Call(last, tuple(_rows(list(_buttons(reply, counted)))))
    for document in reply.documents:
        yield Call(document=document)


def _buttons(reply: Reply, counted: bool) -> Iterator[Button]:
    number = 0
    for choice in reply.choices:
        number += not choice.aside
        label = f"{number} {choice.label}" if counted and not choice.aside else choice.label
        yield Button(shortened(label, LABEL_WIDTH, width), token(choice.value, DATA_MOST), choice.aside)
    for link in reply.links:
        if wish := wish_of(link):
            yield Button(shortened(link.label, LABEL_WIDTH, width), wish)


def wish_of(link: Link) -> str:
    """The button's value that has a link's file sent into the chat; nothing for a page to print."""
    if link.href == _MINE:
        return "get:mine"
    case, kind = link.href[len(_DRAFTS) : -len(".docx")], link.href[-len(".docx") :]
    return f"get:{_FILES[kind]}:{case}" if link.href.startswith(_DRAFTS) and kind in _FILES else ""


def _rows(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    """Short buttons side by side, long ones each on a row of its own; asides never among the choices."""
    row: list[Button] = []
    for button in buttons[:BUTTONS_MOST]:
        full = len(row) == ROW_BUTTONS or sum(width(one.label) + 4 for one in [*row, button]) > ROW_WIDTH + 4
        if row and (full or row[-1].aside != button.aside):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)


def width(text: str) -> int:
    """How wide a text is shown, a Chinese character counting two."""
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)

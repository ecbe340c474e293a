"""Replies as LINE messages: answers as text that can be copied; results, drafts and choices as cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.channels.line_messages import (
    ALT_TEXT_UNITS,
    DISPLAY_TEXT_CLUSTERS,
    LABEL_CLUSTERS,
    MESSAGES_A_CALL,
    POSTBACK_DATA_UNITS,
    QUICK_REPLIES,
    TEXT_UNITS,
    BrokenLimit,
    Call,
    Card,
    Json,
    Message,
    OpenLink,
    Postback,
    Text,
)
from bot.channels.line_text import cut
from bot.channels.text import numbered, shortened, split, utf16
from bot.messages import Choice, Link, Reply

CARD_TEXT_UNITS = 1200
"""A longer text goes as plain messages, which can be scrolled and copied."""
ROWS_A_BUBBLE = 10
LABEL_BREAK = "\n"
GREEN, SLATE, INK, ROW, WHITE = "#1B5E3A", "#334155", "#1F2937", "#EEF4F0", "#FFFFFF"
HEADS = {"result": GREEN, "draft": SLATE}
"""Colour behind the first line of a card; white on either is above 7:1."""

Linking = Callable[[Link], str]
"""The address a link is opened at from LINE; empty where there is none, and the hint is shown instead."""


def postback(choice: Choice) -> Postback:
    """A choice as a button. Its label travels with it where there is room, for the transcript."""
    label = cut(choice.label, LABEL_CLUSTERS)
    labelled = f"{choice.value}{LABEL_BREAK}{choice.label}"
    data = labelled if utf16(labelled) <= POSTBACK_DATA_UNITS else choice.value
    return Postback(label, data, cut(choice.label, DISPLAY_TEXT_CLUSTERS))


def pressed(data: str) -> tuple[str, str]:
    """The value and the label of a pressed button."""
    value, _, label = data.partition(LABEL_BREAK)
    return value, label


def call(replies: Sequence[Reply], linking: Linking) -> Call | None:
    """What one delivery sends, in one request; None where nothing is said.

    Numbers stand before the choices of the last reply, for those are the ones a number picks.
    """
    replies = [reply for reply in replies if reply.text.strip()]
    if not replies:
        return None
    messages: list[Message] = []
    for reply in replies:
        messages += _messages(reply, reply is replies[-1], linking)
    return Call(tuple(_fitted(messages)), _quick(replies))


def _messages(reply: Reply, numbers: bool, linking: Linking) -> list[Message]:
    wanted = {link.href: link for link in (*reply.links, *reply.documents)}
    links = [(link, linking(link)) for link in wanted.values()]
    hints = [f"{link.label}: {link.hint}" for link, address in links if not address and link.hint]
    if hints:
        reply = replace(reply, text="\n".join([reply.text, *hints]))
    opened = [OpenLink(cut(link.label, LABEL_CLUSTERS), address) for link, address in links if address]
    wants_card = opened or (reply.card and (reply.card != "choice" or reply.numbered))
    if wants_card and utf16(reply.text) <= CARD_TEXT_UNITS:
        with suppress(BrokenLimit):
            return [_card(reply, numbers, opened)]
    texts: list[Message] = [Text(piece) for piece in split(_plain(reply, numbers), TEXT_UNITS)]
    return [*texts, _links_alone(opened)] if opened else texts


def _plain(reply: Reply, numbers: bool) -> str:
    return numbered(reply) if numbers else reply.text


def _alternative(text: str) -> str:
    return shortened(text, ALT_TEXT_UNITS, utf16)


def _quick(replies: Sequence[Reply]) -> tuple[Postback, ...]:
    """Buttons under the newest message: what it offers first, then what the ones before it offered."""
    newest, *before = reversed(replies)
    shown = [choice for choice in newest.choices if choice.aside or not newest.card]
    shown += [choice for reply in before if not reply.card for choice in reply.choices]
    shown += [choice for reply in before if reply.card for choice in reply.choices if choice.aside]
    unique: dict[str, Choice] = {}
    for choice in shown:  # of several answers, each with a source to show, the newest one's: nothing tells them apart
        unique.setdefault(choice.label, choice)
    return tuple(postback(choice) for choice in [*unique.values()][:QUICK_REPLIES])


def _card(reply: Reply, numbers: bool, opened: Sequence[OpenLink]) -> Card:
    first, _, rest = reply.text.strip().partition("\n")
    rows = [_row(number if numbers else 0, choice) for number, choice in enumerate(reply.numbered, start=1)]
    head, body = HEADS.get(reply.card, ""), [_line(rest, "sm", INK)] if rest.strip() else []
    title = _line(first, "md", WHITE if head else INK, bold=True)
    bubble: Json = {"type": "bubble", "size": "mega"}
    if head:
        bubble["header"] = _box([title], padding="14px") | {"backgroundColor": head}
    content = [*([] if head else [title]), *body, *rows[:ROWS_A_BUBBLE]]
    if content:
        bubble["body"] = _box(content, padding="14px")
    if opened:
        bubble["footer"] = _links(opened)
    further = [rows[start : start + ROWS_A_BUBBLE] for start in range(ROWS_A_BUBBLE, len(rows), ROWS_A_BUBBLE)]
    more = [{"type": "bubble", "size": "mega", "body": _box(some, padding="14px")} for some in further]
    return Card(_alternative(_plain(reply, numbers)), (bubble, *more))


def _links_alone(opened: Sequence[OpenLink]) -> Card:
    alt = _alternative("\n".join(link.label for link in opened))
    return Card(alt, ({"type": "bubble", "size": "mega", "footer": _links(opened)},))


def _links(opened: Sequence[OpenLink]) -> Json:
    return _box([{"type": "button", "style": "link", "height": "sm", "action": link.to_json()} for link in opened])


def _row(number: int, choice: Choice) -> Json:
    """A choice as a row of its own: the whole label, however long, and all of it can be pressed."""
    label = _line(choice.label, "sm", INK) | {"flex": 1}
    mark = [_line(str(number), "sm", GREEN, bold=True) | {"flex": 0}] if number else []
    row = _box([*mark, label], layout="horizontal", padding="10px")
    return row | {"backgroundColor": ROW, "cornerRadius": "8px", "action": postback(choice).to_json()}


def _line(text: str, size: str, color: str, *, bold: bool = False) -> Json:
    weight = {"weight": "bold"} if bold else {}
    return {"type": "text", "text": text, "size": size, "color": color, "wrap": True} | weight


def _box(contents: Sequence[Json], *, layout: str = "vertical", padding: str = "10px") -> Json:
    return {"type": "box", "layout": layout, "spacing": "sm", "paddingAll": padding, "contents": list(contents)}


def _fitted(messages: list[Message]) -> list[Message]:
    """At most as many as one request takes: texts side by side are joined, then cards become text.

    Those without links first; of the others the text says the addresses.
    """
    messages = _joined(messages)
    while len(messages) > MESSAGES_A_CALL and (cards := [one for one in messages[:-1] if isinstance(one, Card)]):
        plainest = min(cards, key=lambda card: len(_addresses(card)))
        messages = _joined([_as_text(one) if one is plainest else one for one in messages])
    return messages[-MESSAGES_A_CALL:]


def _as_text(message: Message) -> Text:
    assert isinstance(message, Card)
    return Text("\n".join([message.alt, *_addresses(message)]))


def _addresses(card: Card) -> list[str]:
    buttons = [one for bubble in card.bubbles for one in bubble.get("footer", {}).get("contents", ())]
    return [button["action"]["uri"] for button in buttons]


def _joined(messages: list[Message]) -> list[Message]:
    place = 0
    while len(messages) > MESSAGES_A_CALL and place + 1 < len(messages):
        one, other = messages[place : place + 2]
        if isinstance(one, Text) and isinstance(other, Text) and utf16(one.text + other.text) + 2 <= TEXT_UNITS:
            messages = [*messages[:place], Text(f"{one.text}\n\n{other.text}"), *messages[place + 2 :]]
        else:
            place += 1
    return messages

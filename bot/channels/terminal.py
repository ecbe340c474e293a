"""The terminal: the same conversation at a prompt."""

from __future__ import annotations

import time
import uuid

import typer

from bot.assistant import Assistant
from bot.messages import Exchange, Inbound, Reply

CHANNEL = "terminal"
PROMPT = "> "
TRIES, PAUSE = 20, 0.3
"""A failed turn is tried again after a second or two; the prompt waits for that, in seconds."""


def converse(assistant: Assistant, name: str) -> None:
    """Read lines and answer them until the input ends; the conversation of `name` goes on where it stood."""
    seen = max((id for id, _ in assistant.exchanges(CHANNEL, name)), default=0)
    if not seen:
        seen = _say(assistant, name, Inbound("opened"), seen)
    while True:
        try:
            line = typer.prompt("", prompt_suffix=PROMPT, default="", show_default=False)
        except (EOFError, KeyboardInterrupt, typer.Abort):
            typer.echo()
            return
        seen = _say(assistant, name, Inbound("text", line), seen)


def _say(assistant: Assistant, name: str, inbound: Inbound, seen: int) -> int:
    assistant.receive(CHANNEL, name, inbound, event_id=uuid.uuid4().hex)
    for _ in range(TRIES):
        while assistant.work():
            pass
        if exchanges := assistant.exchanges(CHANNEL, name, seen):
            break
        time.sleep(PAUSE)
    for _, exchange in exchanges:
        typer.echo(_shown(exchange))
    return max((delivery for delivery, _ in exchanges), default=seen)


def _shown(exchange: Exchange) -> str:
    return "".join(f"\n{_bubble(reply)}\n" for reply in exchange.replies)


def _bubble(reply: Reply) -> str:
    numbered = [f"  {number} {choice.label}" for number, choice in enumerate(reply.numbered, start=1)]
    asides = [f"〔{choice.label}〕" for choice in reply.choices if choice.aside]
    links = [f"  {link.label}: {link.hint or link.href}" for link in (*reply.links, *reply.documents)]
    return "\n".join([reply.text, *numbered, *(["  " + "".join(asides)] if asides else []), *links])

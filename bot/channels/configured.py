"""Which channels the settings configure."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.assistant import Assistant
from bot.channels.adapter import Adapter, Finding
from bot.messages import Lang
from bot.settings import Settings


def adapters(settings: Settings, assistant: Assistant) -> list[Adapter[Any]]:
    """The channels whose tokens are set. Their libraries are imported only then: each takes a second or so."""
    found: list[Adapter[Any]] = []
    if token := settings.telegram_token.get_secret_value():
        from bot.channels.telegram import Telegram

        webhook = settings.public_url if settings.telegram_webhook else ""
        found.append(Telegram(token, assistant.documents.linked, api=settings.telegram_api, webhook=webhook))
    if settings.line_token.get_secret_value():
        from bot.channels.line_setup import line

        found.append(line(settings, assistant))
    return found


def examined(settings: Settings, assistant: Assistant, lang: Lang) -> list[tuple[str, Finding]]:
    """What `greendesk doctor` finds, channel by channel."""

    async def all_of_them() -> list[tuple[str, Finding]]:
        return [
            (adapter.channel, finding)
            for adapter in adapters(settings, assistant)
            for finding in await adapter.examine(lang)
        ]

    return asyncio.run(all_of_them())

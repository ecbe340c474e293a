"""What is only polite on Telegram: ending a button's spinner, showing that an answer is coming.

Never tried for long, never in the way of a message, and not made up for after a restart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from telegram import Bot, CallbackQuery
from telegram.constants import ChatAction
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram_errors import seconds_of
from bot.channels.telegram_events import ticked_keyboard
from bot.channels.telegram_http import NotTaken
from bot.messages import Event

TYPING_AFTER = 1.5
"""Seconds without an answer before "typing" is shown."""
TRIES = 3


class Manners:
    """The small courtesies of one bot."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._typing: dict[str, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Drop what is under way."""
        for handle in self._typing.values():
            handle.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def pressed(self, query: CallbackQuery) -> None:
        """A button was pressed: its spinner ends, and it is ticked."""
        self._do(self._answer(query))

    def heard(self, event: Event) -> None:
        """Show "typing" when the answer takes a while."""
        self.answered(event.address)
        if event.inbound.kind in ("text", "choice", "file", "opened"):
            loop = asyncio.get_running_loop()
            self._typing[event.address] = loop.call_later(TYPING_AFTER, self._type, event.address)

    def answered(self, address: str) -> None:
        """Something was said there: no more "typing"."""
        if handle := self._typing.pop(address, None):
            handle.cancel()

    def _do(self, doing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, query: CallbackQuery) -> None:
        """End the spinner and tick the button: pressing leaves no other trace of what was chosen."""
        for _ in range(TRIES):
            try:
                await self._bot.answer_callback_query(query.id)
                ticked = ticked_keyboard(query)
                if ticked and query.message:
                    chat, message = query.message.chat.id, query.message.message_id
                    await self._bot.edit_message_reply_markup(chat, message, reply_markup=ticked)
            except (RetryAfter, NotTaken) as error:
                await asyncio.sleep(seconds_of(error) or 1.0)
            except TelegramError:
                return  # too old, or answered
            else:
                return

    def _type(self, address: str) -> None:
        self._typing.pop(address, None)
        self._do(self._typed(address))

    async def _typed(self, address: str) -> None:
        try:
            await self._bot.send_chat_action(int(address), ChatAction.TYPING)
        except TelegramError:
            return

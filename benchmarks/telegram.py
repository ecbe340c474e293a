"""Telegram's whole path, beside a bare echo bot of python-telegram-bot: see `benchmarks.channels`."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from benchmarks.channels import Platform, Said, main, measure, numbers, serve_echo, settings

TOKEN = "123456:AAbenchmark"
PATH = "/telegram/webhook"
ME = {"id": 123456, "is_bot": True, "first_name": "Greendesk", "username": "green_desk_bot"}


class Telegram(Platform):
    """Telegram as far as a message goes."""

    name, library, path = "telegram", "python-telegram-bot", PATH

    def __init__(self) -> None:
        super().__init__()
        from bot.channels.telegram import SECRET_HEADER, secret_of

        self._headers = {SECRET_HEADER: secret_of(TOKEN), "Content-Type": "application/json"}

    async def handle(self, request: web.Request) -> web.Response:
        """Any call of the Bot API."""
        method, data = request.path.rpartition("/")[2], await request.post()
        result: Any = True
        if method == "getMe":
            result = ME
        elif method == "sendMessage":
            chat = str(data["chat_id"])
            self.came(chat)
            where = {"id": int(chat), "type": "private", "first_name": "A"}
            result = {"message_id": next(numbers), "date": 1_700_000_000, "chat": where, "from": ME, "text": "x"}
        return web.json_response({"ok": True, "result": result})

    def message(self, person: int, said: Said) -> tuple[str, bytes, dict[str, str]]:
        """One update, as Telegram delivers it."""
        number = next(numbers)
        sender = {"id": person, "is_bot": False, "first_name": "A", "language_code": "zh-hant"}
        where = {"id": person, "type": "private", "first_name": "A"}
        message: dict[str, Any] = {"message_id": number, "date": 1_700_000_000, "chat": where}
        if said.pressed:
            keyboard = {"inline_keyboard": [[{"text": said.text, "callback_data": said.text}]]}
            shown = {**message, "from": ME, "text": "?", "reply_markup": keyboard}
            query = {"id": str(number), "from": sender, "message": shown, "chat_instance": "1", "data": said.text}
            update = {"update_id": number, "callback_query": query}
        else:
            update = {"update_id": number, "message": {**message, "from": sender, "text": said.text}}
        return str(person), json.dumps(update).encode(), self._headers


def run() -> None:
    """Print both bots' figures."""
    asyncio.run(measure(Telegram()))


def desk(port: int, api: str, folder: str) -> None:
    """Serve our desk, without the pause that gathers quick messages and without Telegram's flood limits."""
    from bot.channels.adapter import Pace
    from bot.channels.service import Service
    from bot.channels.telegram import Paces
    from bot.channels.telegram import Telegram as Channel
    from bot.channels.web import serve
    from bot.opening import open_assistant

    own = settings(port, folder, telegram_gathering=0.0)
    assistant, store = open_assistant(own)
    unhurried = Pace(burst=1_000_000, seconds=1e-9)
    paces = Paces(unhurried, unhurried, unhurried)
    channel = Channel(TOKEN, assistant.documents.linked, api=api, webhook="https://desk.example", paces=paces)
    serve(assistant, own, channels=Service(assistant, store, own, [channel]))


def echo(port: int, api: str, _: str) -> None:
    """Serve the least that the library can do: parse, echo."""
    import telegram
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse

    ready: list[telegram.Bot] = []

    async def callback(request: Request) -> PlainTextResponse:
        if not ready:
            bot = telegram.Bot(TOKEN, base_url=f"{api}/bot")
            await bot.initialize()
            ready.append(bot)
        update = telegram.Update.de_json(await request.json(), ready[0]) if await request.body() != b"{}" else None
        if update and update.message:
            await ready[0].send_message(update.message.chat.id, update.message.text or "")
        elif update and (query := update.callback_query):
            await query.answer()
            await ready[0].send_message(query.from_user.id, query.data or "")
        return PlainTextResponse("")

    serve_echo(port, PATH, callback)


if __name__ == "__main__":
    main(run, {"desk": desk, "echo": echo})

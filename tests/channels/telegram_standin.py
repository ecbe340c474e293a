"""A strict stand-in for Telegram's Bot API on loopback: its limits, its refusals, its silences.

Requests are judged by the library's own models: parameters by the signatures of `telegram.Bot`, keyboards and
commands by their classes, limits by its constants. What it answers is read back by them too.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from telegram import Bot, BotCommand, InlineKeyboardMarkup, Message, constants

Json = dict[str, Any]
TOKEN = "123456:AAstandin"
USERNAME = "green_desk_bot"
BOT = {"id": 123456, "is_bot": True, "first_name": "Greendesk", "username": USERNAME}
METHODS = {
    "getMe": "get_me",
    "getUpdates": "get_updates",
    "setMyCommands": "set_my_commands",
    "setWebhook": "set_webhook",
    "deleteWebhook": "delete_webhook",
    "getWebhookInfo": "get_webhook_info",
    "sendMessage": "send_message",
    "sendDocument": "send_document",
    "sendChatAction": "send_chat_action",
    "answerCallbackQuery": "answer_callback_query",
    "editMessageReplyMarkup": "edit_message_reply_markup",
    "getFile": "get_file",
}


class Refused(Exception):
    """An answer other than ok."""

    def __init__(self, status: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass
class Fault:
    """What goes wrong with a call: `flood` and `error` before it is taken, `silence` and `cut` after."""

    kind: Literal["flood", "error", "silence", "cut"]
    seconds: int = 1
    status: int = 500


@dataclass
class Sent:
    """One message or document that the stand-in has taken."""

    chat: int
    text: str
    at: float
    keyboard: list[list[Json]] = field(default_factory=list)
    document: tuple[str, bytes] | None = None


@dataclass
class TelegramStandIn:
    """Run it with `with`. `fault` decides, for each call, what goes wrong."""

    updates: list[Json] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    blocked: set[int] = field(default_factory=set)
    webhook: Json = field(default_factory=dict)
    fault: Callable[[str, Json], Fault | None] = lambda method, params: None
    polls: int = 0
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _thread: threading.Thread | None = None

    @property
    def api(self) -> str:
        """The address to give as GREENDESK_TELEGRAM_API."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> TelegramStandIn:
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        assert self._thread is not None
        self._thread.join(10)

    async def _start(self) -> None:
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=512)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        await self._runner.cleanup()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def brings(self, *updates: Json) -> None:
        """Updates for the bot, brought by polling until it has confirmed them."""

        def add() -> None:
            self.updates.extend(updates)
            self._news.set()

        self._loop.call_soon_threadsafe(add)

    def texts(self, chat: int) -> list[str]:
        """What a chat shows."""
        return [one.text for one in self.sent if one.chat == chat]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        given = request.match_info["method"].casefold()
        method = next((name for name in METHODS if name.casefold() == given), given)
        try:
            if request.match_info["token"] != TOKEN:
                raise Refused(401, "Unauthorized")
            params, document = await _params(method, request)
            fault = self.fault(method, params)
            if fault and fault.kind == "flood":
                raise Refused(429, f"Too Many Requests: retry after {fault.seconds}", retry_after=fault.seconds)
            if fault and fault.kind == "error":
                return web.Response(status=fault.status, text="<html>Bad Gateway</html>")
            result = await getattr(self, f"_{METHODS[method]}")(params, document)
            self.calls.append((method, params))
            if fault and fault.kind == "silence":
                await asyncio.sleep(fault.seconds)
            if fault and fault.kind == "cut" and request.transport:
                request.transport.close()
            return web.json_response({"ok": True, "result": result})
        except Refused as refused:
            body: Json = {"ok": False, "error_code": refused.status, "description": refused.description}
            if refused.parameters:
                body["parameters"] = refused.parameters
            return web.json_response(body, status=refused.status)

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN or request.match_info["path"] not in self.files:
            return web.Response(status=404)
        return web.Response(body=self.files[request.match_info["path"]])

    async def _get_me(self, params: Json, _: object) -> Json:
        return BOT

    async def _get_updates(self, params: Json, _: object) -> list[Json]:
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self.polls += 1
        mine, offset = self.polls, int(params.get("offset", 0))
        self.updates[:] = [one for one in self.updates if one["update_id"] >= offset]
        until = time.monotonic() + min(float(params.get("timeout", 0)), 5.0)
        while not self.updates and time.monotonic() < until:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), max(0.0, min(0.2, until - time.monotonic())))
            if mine != self.polls:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
        return self.updates[: int(params.get("limit", 100))]

    async def _set_my_commands(self, params: Json, _: object) -> bool:
        commands = BotCommand.de_list(params["commands"], None)
        for command in commands:
            limits = constants.BotCommandLimit
            assert limits.MIN_COMMAND <= len(command.command) <= limits.MAX_COMMAND
            assert limits.MIN_DESCRIPTION <= len(command.description) <= limits.MAX_DESCRIPTION
            assert command.command == command.command.lower()
        return True

    async def _set_webhook(self, params: Json, _: object) -> bool:
        if not params["url"].startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        assert 1 <= len(params["secret_token"]) <= 256
        assert all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in params["secret_token"])
        self.webhook = params
        return True

    async def _delete_webhook(self, params: Json, _: object) -> bool:
        self.webhook = {}
        return True

    async def _get_webhook_info(self, params: Json, _: object) -> Json:
        info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self.updates)}
        return info | {name: value for name, value in self.webhook.items() if name in ("url", "last_error_date")}

    async def _send_message(self, params: Json, _: object) -> Json:
        text = params["text"]
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text) > constants.MessageLimit.MAX_TEXT_LENGTH:
            raise Refused(400, "Bad Request: message is too long")
        return self._taken(params, text, None)

    async def _send_document(self, params: Json, document: tuple[str, bytes] | None) -> Json:
        assert document, "a document comes as a file"
        return self._taken(params, "", document)

    def _taken(self, params: Json, text: str, document: tuple[str, bytes] | None) -> Json:
        chat = int(params["chat_id"])
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        keyboard = _judged(params["reply_markup"]) if "reply_markup" in params else []
        self.sent.append(Sent(chat, text, time.monotonic(), keyboard, document))
        message = {
            "message_id": len(self.sent),
            "date": 1_600_000_000,
            "chat": {"id": chat, "type": "private" if chat > 0 else "group", "first_name": "A", "title": "G"},
            "from": BOT,
            "text": text,
        }
        assert Message.de_json(dict(message), None)
        return message

    async def _send_chat_action(self, params: Json, _: object) -> bool:
        assert params["action"] in list(constants.ChatAction)
        return True

    async def _answer_callback_query(self, params: Json, _: object) -> bool:
        return True

    async def _edit_message_reply_markup(self, params: Json, _: object) -> bool:
        _judged(params["reply_markup"])
        return True

    async def _get_file(self, params: Json, _: object) -> Json:
        if params["file_id"] not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[params["file_id"]])
        if size > constants.FileSizeLimit.FILESIZE_DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        name = params["file_id"]
        return {"file_id": name, "file_unique_id": name, "file_size": size, "file_path": name}


async def _params(method: str, request: web.Request) -> tuple[Json, tuple[str, bytes] | None]:
    """The parameters of a call and its file, judged by the signature of the library's method."""
    if method not in METHODS:
        raise Refused(404, "Not Found")
    known = set(inspect.signature(getattr(Bot, METHODS[method])).parameters) | {"reply_markup"}
    params: Json = {}
    document = None
    for name, value in (await request.post()).items():
        assert name in known, f"{method} has no parameter {name}"
        if isinstance(value, web.FileField):
            document = (value.filename, value.file.read())
            continue
        text = value if isinstance(value, str) else value.decode()
        params[name] = json.loads(text) if text[:1] in "[{" and name not in ("text", "caption") else text
    return params, document


def _judged(markup: Json) -> list[list[Json]]:
    """A keyboard's rows, within the limits."""
    keyboard = InlineKeyboardMarkup.de_json(dict(markup), None)
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    limits = constants.InlineKeyboardMarkupLimit
    assert 1 <= len(buttons) <= limits.TOTAL_BUTTON_NUMBER
    assert all(1 <= len(row) <= limits.BUTTONS_PER_ROW for row in keyboard.inline_keyboard)
    for button in buttons:
        data = str(button.callback_data).encode()
        if not 1 <= len(data) <= constants.InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        assert button.text.strip()
    rows: list[list[Json]] = markup["inline_keyboard"]
    return rows

"""A strict stand-in for LINE on loopback: its limits, tokens, retry keys, quota and faults, over real HTTP."""

from __future__ import annotations

import asyncio
import struct
import threading
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import aiohttp
from aiohttp import web

from bot.channels.line_client import Access
from tests.channels.line_events import body_of, signed_headers
from tests.channels.line_limits import over_limit
from tests.channels.line_schema import available, body_schema, problem

Json = dict[str, Any]
TOKEN, SECRET = "channel-access-token", "0123456789abcdef0123456789abcdef"
MINUTE = 60.0
SMALLEST, WIDEST, LOWEST, FLATTEST, MEGABYTE = 800, 2500, 250, 1.45, 1024 * 1024


class Fault(NamedTuple):
    """What goes wrong with one call: LINE takes it or not, then answers a status (0: nothing, for good)."""

    status: int
    taken: bool = False
    retry_after: str = ""
    message: str = "The API rate limit has been exceeded. Try again later."


class Delivered(NamedTuple):
    """Messages that reached a chat, and how."""

    to: str
    messages: list[Json]
    by: Literal["reply", "push"]


class Refusal(Exception):
    """LINE's no to a request."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@dataclass
class LineStandIn:
    """LINE's side: who may be written to, what was delivered, what shall go wrong next."""

    check: bool = True
    limit: int = 200
    used: int = 0
    now: float = 0.0
    calls: Counter[str] = field(default_factory=Counter)
    delivered: list[Delivered] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    loading: list[str] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    chats: set[str] = field(default_factory=set)
    blocked: set[str] = field(default_factory=set)
    contents: dict[str, bytes] = field(default_factory=dict)
    menus: dict[str, Json] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    shown: str = ""
    endpoint: str = ""
    active: bool = True
    address: str = ""

    def access(self, seconds: float = 5.0, token: str = TOKEN) -> Access:
        """How the desk reaches this LINE."""
        return Access(token, self.address, self.address, seconds)

    def token(self, chat: str, good_for: float = MINUTE) -> str:
        """A new reply token for a chat."""
        made = uuid.uuid4().hex
        self.tokens[made] = (chat, self.now + good_for)
        self.chats.add(chat)
        return made

    def fails(self, path: str, *faults: Fault) -> None:
        """The next calls of a path go wrong."""
        self.faults.setdefault(path, deque()).extend(faults)

    def texts(self, chat: str) -> list[str]:
        """What a chat shows: texts, and the alternative texts of cards."""
        mine = [one for delivered in self.delivered if delivered.to == chat for one in delivered.messages]
        return [str(one.get("text") or one.get("altText")) for one in mine]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One request, by the rules."""
        raw = await request.read()
        self.calls[request.path] += 1
        waiting = self.faults.get(request.path)
        fault = waiting.popleft() if waiting else None
        try:
            if fault is None or fault.taken:
                answer = await self._answer(request, raw)
        except Refusal as refusal:
            self.refused.append(f"{request.path}: {refusal.message}")
            return web.json_response({"message": refusal.message}, status=refusal.status)
        if fault is None:
            return answer
        if not fault.status:
            await asyncio.sleep(MINUTE)
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        return web.json_response({"message": fault.message}, status=fault.status, headers=headers)

    async def _answer(self, request: web.Request, raw: bytes) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Refusal(401, "Authentication failed due to the following reason: invalid token.")
        data = await self._checked(request, raw)
        match request.method, request.path.removeprefix("/v2/bot").split("/")[1:]:
            case "POST", ["message", "reply"]:
                return self._reply(request, data)
            case "POST", ["message", "push"]:
                return self._push(request, data)
            case "POST", ["chat", "loading", "start"]:
                return self._loading(data)
            case "GET", ["message", message, "content"]:
                return self._content(message)
            case "GET", ["info"]:
                return web.json_response(
                    {"userId": "U" + "b" * 32, "basicId": "@desk", "displayName": "Desk", "chatMode": "bot"}
                    | {"markAsReadMode": "auto"}
                )
            case "GET", ["message", "quota"]:
                return web.json_response({"type": "limited", "value": self.limit})
            case "GET", ["message", "quota", "consumption"]:
                return web.json_response({"totalUsage": self.used})
            case _, ["channel", "webhook", *which]:
                return await self._webhook(request.method, which, data)
            case method, ["richmenu" | "user", *which]:
                return self._menu(method, request, which, data, raw)
        raise Refusal(404, "Not found")

    async def _checked(self, request: web.Request, raw: bytes) -> Json:
        """The request's JSON, held against LINE's description."""
        if request.content_type != "application/json" or not raw:
            return {}
        data: Json = await request.json()
        if self.check and available() and (schema := body_schema(request.method, request.path)):
            wrong = problem("messaging-api", schema, data)
            if wrong:
                raise Refusal(400, f"The request body has 1 error(s): {wrong}")
        for message in data.get("messages", ()):
            if trouble := over_limit(message):
                raise Refusal(400, trouble)
        return data

    def _sent(self, chat: str, messages: list[Json], by: Literal["reply", "push"]) -> web.Response:
        if chat not in self.blocked:
            self.delivered.append(Delivered(chat, messages, by))
        ids = [{"id": str(len(self.delivered))} for _ in messages]
        return web.json_response({"sentMessages": ids})

    def _reply(self, request: web.Request, data: Json) -> web.Response:
        if "X-Line-Retry-Key" in request.headers:
            raise Refusal(400, "Retry key is not supported by this API")
        chat, until = self.tokens.pop(data["replyToken"], ("", 0.0))
        if not chat or self.now > until:
            raise Refusal(400, "Invalid reply token")
        return self._sent(chat, data["messages"], "reply")

    def _push(self, request: web.Request, data: Json) -> web.Response:
        key = request.headers.get("X-Line-Retry-Key", "")
        try:
            uuid.UUID(key)
        except ValueError:
            raise Refusal(400, "Invalid retry key") from None
        if key in self.keys:
            raise Refusal(409, "The retry key is already accepted")
        if data["to"] not in self.chats:
            raise Refusal(400, "The property, 'to', in the request body is invalid")
        if self.used >= self.limit:
            raise Refusal(429, "You have reached your monthly limit.")
        self.keys.add(key)
        self.used += 1
        return self._sent(data["to"], data["messages"], "push")

    def _loading(self, data: Json) -> web.Response:
        if not data["chatId"].startswith("U") or data["loadingSeconds"] % 5:
            raise Refusal(400, "Invalid chatId or loadingSeconds")
        self.loading.append(data["chatId"])
        return web.json_response({}, status=202)

    def _content(self, message: str) -> web.Response:
        if message not in self.contents:
            raise Refusal(404, "Not found")
        return web.Response(body=self.contents[message], content_type="image/jpeg")

    async def _webhook(self, method: str, which: list[str], data: Json) -> web.Response:
        if which == ["endpoint"] and method == "PUT":
            self.endpoint = data["endpoint"]
            return web.json_response({})
        if not self.endpoint:
            raise Refusal(404, "not found")
        if which == ["endpoint"]:
            return web.json_response({"endpoint": self.endpoint, "active": self.active})
        raw = body_of([])
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(self.endpoint, data=raw, headers=signed_headers(raw, SECRET), ssl=False) as answer,
            ):
                good, reason = answer.status == 200, str(answer.status)
        except aiohttp.ClientError:
            good, reason = False, "COULD_NOT_CONNECT"
        return web.json_response(
            {"success": good, "timestamp": "2026-11-20T01:00:00Z", "statusCode": 200, "reason": reason, "detail": ""}
        )

    def _menu(self, method: str, request: web.Request, which: list[str], data: Json, raw: bytes) -> web.Response:
        match method, which:
            case "POST", []:
                made = f"richmenu-{len(self.menus) + 1}"
                self.menus[made] = data
                return web.json_response({"richMenuId": made})
            case "POST", [menu, "content"] if menu in self.menus:
                self.pictures[menu] = fitting_picture(raw, request.content_type, self.menus[menu]["size"])
                return web.json_response({})
            case "GET", ["list"]:
                listed = [{"richMenuId": known} | menu for known, menu in self.menus.items()]
                return web.json_response({"richmenus": listed})
            case "POST", ["all", "richmenu", menu] if menu in self.pictures:
                self.shown = menu
                return web.json_response({})
            case "GET", ["all", "richmenu"] if self.shown:
                return web.json_response({"richMenuId": self.shown})
            case "DELETE", [menu] if menu in self.menus:
                del self.menus[menu]
                return web.json_response({})
        raise Refusal(404, "Not found")


def fitting_picture(raw: bytes, kind: str, size: Json) -> bytes:
    """A rich menu's picture by LINE's rules: PNG, at most a megabyte, the menu's own size and shape."""
    width, height = struct.unpack(">II", raw[16:24])
    fits = SMALLEST <= width <= WIDEST and height >= LOWEST and width / height >= FLATTEST
    if kind != "image/png" or not raw.startswith(b"\x89PNG") or len(raw) > MEGABYTE or not fits:
        raise Refusal(400, "The image doesn't fit")
    if (width, height) != (size["width"], size["height"]):
        raise Refusal(400, "The image size doesn't match the rich menu's")
    return raw


@contextmanager
def standing_in(line: LineStandIn) -> Iterator[LineStandIn]:
    """The stand-in, served on loopback in a thread of its own."""
    loop = asyncio.new_event_loop()

    async def start() -> web.AppRunner:
        app = web.Application(client_max_size=4 * MEGABYTE)
        app.router.add_route("*", "/{path:.*}", line.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        line.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    runner = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()

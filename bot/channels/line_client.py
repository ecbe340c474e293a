"""LINE's Messaging API as the desk calls it: the SDK's async client, our own value types, typed failures.

Importing this takes a second or so, for the library has a module for each of LINE's types.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from linebot.v3.messaging import AsyncApiClient, Configuration
from linebot.v3.messaging.exceptions import ApiException

from bot.channels.adapter import FileRefused
from bot.channels.line_messages import Call, Json

API, DATA_API = "https://api.line.me", "https://api-data.line.me"
ANSWER_SECONDS, CONNECT_SECONDS = 10.0, 3.0
CONTENT_TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=3)
CONTENT_READY, NOT_FOUND, BAD_GATEWAY = 200, 404, 502
CONTENT_GONE = (400, 404, 410)
CHUNK_BYTES = 64 * 1024
LOADING_SECONDS = 5


class LineError(Exception):
    """LINE's own no: the HTTP status, its message (never what a person wrote), and how long to wait (seconds)."""

    def __init__(self, status: int, message: str, seconds: float | None = None) -> None:
        super().__init__(f"LINE answered {status}: {message}")
        self.status = status
        self.message = message
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Access:
    """Where LINE is, by which channel access token, and how long (seconds) an answer may take."""

    token: str
    api: str = API
    data_api: str = DATA_API
    seconds: float = ANSWER_SECONDS


class LineClient:
    """Calls of the Messaging API. Use it as an async context manager within one event loop.

    Every call raises LineError for LINE's no, and TimeoutError, OSError or aiohttp's errors where no answer came.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._timeout = aiohttp.ClientTimeout(total=access.seconds, sock_connect=CONNECT_SECONDS)
        self._api: AsyncApiClient
        self._files: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        configuration = Configuration(host=self._access.api, access_token=self._access.token)
        self._api = AsyncApiClient(configuration)
        await self._pool()
        bearer = {"Authorization": f"Bearer {self._access.token}"}
        self._files = aiohttp.ClientSession(headers=bearer, timeout=CONTENT_TIMEOUT, trust_env=True)
        return self

    async def _pool(self) -> None:
        """Give the library a pool of connections that knows its proxy: its own asks the environment at every call,
        in two threads.
        """
        rest = self._api.rest_client
        await rest.pool_manager.close()
        rest.proxy = proxy_for(self._access.api)
        rest.pool_manager = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._api.close()
        await self._files.close()

    async def _call(self, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
        given = {**self._api.default_headers, "Accept": "application/json", "Content-Type": "application/json"}
        try:
            answer = await self._api.rest_client.request(
                method, self._access.api + path, headers=given | headers, body=body, _request_timeout=self._timeout
            )
        except ApiException as error:
            raise LineError(error.status, _message(error.body), _seconds(error.headers or {})) from None
        return _object(answer.data)

    async def reply(self, token: str, call: Call) -> None:
        """Answer an event by its reply token; free of charge, once, within a minute."""
        await self._call("POST", "/v2/bot/message/reply", {"replyToken": token, "messages": call.to_json()})

    async def push(self, to: str, call: Call, retry_key: str) -> None:
        """Send to a person or group, which counts against the month's quota; the same key is delivered once."""
        body = {"to": to, "messages": call.to_json()}
        await self._call("POST", "/v2/bot/message/push", body, **{"X-Line-Retry-Key": retry_key})

    async def loading(self, person: str) -> None:
        """Show a person that an answer is being prepared; it goes away with the next message."""
        await self._call("POST", "/v2/bot/chat/loading/start", {"chatId": person, "loadingSeconds": LOADING_SECONDS})

    async def bot_info(self) -> Json:
        """The official account this token belongs to."""
        return await self._call("GET", "/v2/bot/info")

    async def quota(self) -> tuple[int | None, int]:
        """Pushes included in this month (None: no limit) and pushes used."""
        limit = await self._call("GET", "/v2/bot/message/quota")
        used = await self._call("GET", "/v2/bot/message/quota/consumption")
        return limit.get("value"), int(used["totalUsage"])

    async def webhook(self) -> tuple[str, bool]:
        """The webhook address LINE calls, and whether it does. Raises LineError 404 where none is set."""
        found = await self._call("GET", "/v2/bot/channel/webhook/endpoint")
        return found["endpoint"], found["active"]

    async def set_webhook(self, address: str) -> None:
        """Have LINE call this address, in HTTPS."""
        await self._call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": address})

    async def test_webhook(self) -> tuple[bool, str]:
        """Have LINE call the webhook now: whether that went well, and LINE's reason."""
        found = await self._call("POST", "/v2/bot/channel/webhook/test", {})
        return bool(found.get("success")), str(found.get("reason", ""))

    async def create_menu(self, menu: Json, picture: bytes, kind: str) -> str:
        """Make a rich menu with its picture (`kind`: image/png or image/jpeg); its id."""
        made: str = (await self._call("POST", "/v2/bot/richmenu", menu))["richMenuId"]
        address = f"{self._access.data_api}/v2/bot/richmenu/{made}/content"
        async with self._files.post(address, data=picture, headers={"Content-Type": kind}) as answer:
            if answer.status != CONTENT_READY:
                raise LineError(answer.status, _message(await answer.text(errors="replace")))
        return made

    async def menus(self) -> Mapping[str, str]:
        """The rich menus made by this API: id to name."""
        found = await self._call("GET", "/v2/bot/richmenu/list")
        return {menu["richMenuId"]: menu["name"] for menu in found["richmenus"]}

    async def shown_menu(self) -> str:
        """The id of the rich menu everybody sees; empty where there is none."""
        try:
            found: str = (await self._call("GET", "/v2/bot/user/all/richmenu"))["richMenuId"]
        except LineError as error:
            if error.status != NOT_FOUND:
                raise
            return ""
        return found

    async def show_menu(self, menu: str) -> None:
        """Show a rich menu to everybody."""
        await self._call("POST", f"/v2/bot/user/all/richmenu/{menu}")

    async def delete_menu(self, menu: str) -> None:
        """Delete a rich menu."""
        await self._call("DELETE", f"/v2/bot/richmenu/{menu}")

    async def content(self, message: str, most: int) -> bytes:
        """A file that somebody sent, of at most so many bytes.

        Raises FileRefused where it is larger or gone, LineError where LINE still prepares it.
        """
        address = f"{self._access.data_api}/v2/bot/message/{message}/content"
        async with self._files.get(address) as answer:
            if answer.status in CONTENT_GONE:
                raise FileRefused("gone")
            if answer.status != CONTENT_READY:
                raise LineError(answer.status, "", _seconds(answer.headers))
            if (answer.content_length or 0) > most:
                raise FileRefused("too_large")
            found = bytearray()
            async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
                found += chunk
                if len(found) > most:
                    raise FileRefused("too_large")
            return bytes(found)


def proxy_for(address: str) -> str | None:
    """The proxy that the environment names for an address, if any."""
    parts = urlsplit(address)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)


def _object(body: bytes) -> Json:
    """The JSON object of an answer. Raises LineError for what isn't LINE's own, from something on the way."""
    try:
        data = json.loads(body or b"{}")
    except UnicodeDecodeError:
        raise LineError(BAD_GATEWAY, "") from None
    return data if isinstance(data, dict) else {}


def _message(body: Any) -> str:  # noqa: ANN401 - whatever came back instead of JSON
    try:
        return str(json.loads(body)["message"])
    except (ValueError, TypeError, KeyError):
        return ""


def _seconds(headers: Mapping[str, str]) -> float | None:
    text = headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else None

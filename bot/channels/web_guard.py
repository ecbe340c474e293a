"""What stands before the page: security headers, failures without personal data, size and rate limits."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web_worker import note_failure

BODY_BYTES = 256 * 1024
BROWSERS_PER_HOST = 20
_EVENT = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: under it browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def policy(**extra: str) -> str:
    """The Content-Security-Policy; `style_src="…"` adds a source to `style-src`."""
    sources = POLICY | {
        name.replace("_", "-"): f"{POLICY[name.replace('_', '-')]} {source}" for name, source in extra.items()
    }
    return "; ".join(f"{name} {source}" for name, source in sources.items())


Webhook = Callable[[Request], Awaitable[Response]]


class Guard:
    """Puts the security headers on every answer, and turns a failure into a bare 500.

    What platforms post to (`webhooks`, by path) is no page: it is answered here, without what only pages need.
    """

    def __init__(self, app: ASGIApp, *, https: bool, webhooks: Mapping[str, Webhook]) -> None:
        self.app = app
        self._webhooks = webhooks
        self._headers = HEADERS | {"Content-Security-Policy": policy()}
        if https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] == "POST" and (webhook := self._webhooks.get(scope["path"])):
            await self._called(webhook, scope, receive, send)
        else:
            await self._shown(scope, receive, send)

    @staticmethod
    async def _called(webhook: Webhook, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await webhook(Request(scope, receive))
        except Exception as error:  # noqa: BLE001 - logged without its words, which may be a person's
            note_failure("a webhook", error)
            response = PlainTextResponse("Greendesk: 500", 500)
        await response(scope, receive, send)

    async def _shown(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except Exception as error:  # noqa: BLE001 - logged without its words, which may be a person's
            note_failure(f"{scope['method']} request", error)
            if not started:
                await PlainTextResponse("Greendesk: 500", 500)(scope, receive, guarded)


class RefusalError(Exception):
    """A request that isn't taken: the status, and the key of the sentence that says so.

    `kept` is what was typed, `seconds` how long to wait before trying again.
    """

    def __init__(self, status: int, key: str, *, kept: str = "", seconds: int = 0) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.kept = kept
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Posted:
    """What a browser posted. `form` says that it came from a plain form and wants a page back."""

    text: str
    choice: str
    kind: str
    event: str
    token: str
    form: bool


async def _body(request: Request) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_BYTES:
            raise RefusalError(413, "too_large")
        chunks.append(chunk)
    return b"".join(chunks)


def is_form(request: Request) -> bool:
    """Whether a plain form was posted, so that a page and not JSON is the answer."""
    kind = request.headers.get("content-type", "")
    file = kind.startswith("multipart/form-data") and "text/html" in request.headers.get("accept", "")
    return file or kind.startswith("application/x-www-form-urlencoded")


def clean_text(value: object) -> str:
    """Text without control characters and lone surrogates; line ends as one newline."""
    if not isinstance(value, str):
        return ""
    joined = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", joined.encode("utf-8", "replace").decode())


async def posted(request: Request) -> Posted:
    """Reads a post, JSON or form. Raises RefusalError for one that is too large or can't be read."""
    body = await _body(request)
    form = is_form(request)
    try:
        data: Any = dict(parse_qsl(body.decode(), keep_blank_values=True)) if form else json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusalError(400, "unreadable") from error
    if not isinstance(data, dict) or not is_event(clean_text(data.get("event"))):
        raise RefusalError(400, "unreadable")
    names = ("text", "choice", "kind", "event", "token")
    return Posted(**{name: clean_text(data.get(name)) for name in names}, form=form)


def is_event(text: str) -> bool:
    """Whether a text may be the id of something posted."""
    return _EVENT.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Limits:
    """How often one browser may send, and all browsers behind one address together (a firm shares one)."""

    per_minute: int
    _limiter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))

    def check(self, address: str, host: str, *, kept: str) -> None:
        """Counts one message. Raises RefusalError for one too many, with the seconds to wait."""
        for item, key in (
            (RateLimitItemPerMinute(self.per_minute), address),
            (RateLimitItemPerMinute(self.per_minute * BROWSERS_PER_HOST), host),
        ):
            if not self._limiter.hit(item, key):
                until = self._limiter.get_window_stats(item, key).reset_time
                raise RefusalError(429, "too_many", kept=kept, seconds=max(1, math.ceil(until - time.time())))

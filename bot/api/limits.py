"""How much one caller may send: so many bytes a request, so many requests a minute."""

from __future__ import annotations

import math
import time
from http import HTTPStatus

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.problems import ProblemError, problem


class Bounded:
    """Answers 413 to a body larger than `most` bytes, whether its length is announced or not."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, taken = Request(scope), 0
        refusal = ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", most=f"{self.most // 2**20} MB")
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self.most:
            await problem(request, refusal)(scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise refusal
            return message

        await self.app(scope, counted, send)


class Pace:
    """So many requests a minute from one host."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, request: Request) -> None:
        """Counts one request. Raises ProblemError 429, with the seconds to wait, for one too many."""
        host = request.client.host if request.client else ""
        if not self._limiter.hit(self._item, host):
            until = self._limiter.get_window_stats(self._item, host).reset_time
            seconds = max(1, math.ceil(until - time.time()))
            headers = {"Retry-After": str(seconds)}
            raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, "too_many", headers=headers, seconds=seconds)

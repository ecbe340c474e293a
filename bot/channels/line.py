"""LINE: the webhook that takes events in, and the calls that bring the answers out."""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Sequence
from typing import ClassVar, Protocol

import aiohttp
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.adapter import Adapter, Failure, Finding, Intake, Outgoing, Pace
from bot.channels.line_cards import call as rendered
from bot.channels.line_client import Access, LineClient, LineError
from bot.channels.line_doctor import Expected, examine
from bot.channels.line_events import Unreadable, read, signed, token_of
from bot.channels.line_messages import Call
from bot.channels.line_papers import PaperLinks
from bot.messages import Event, FileRef, Lang

log = logging.getLogger("greendesk.line")

WEBHOOK = "/line/webhook"
BODY_BYTES = 1024 * 1024
ANSWER_SECONDS = 1.8
"""LINE gives up after 2 seconds; what isn't stored by then is answered 503, and LINE sends it again."""
TOKEN_SECONDS = 50.0
"""A reply token is good for a minute from when it came in; the last seconds are left for the way."""
DOUBT_SECONDS = 2.0
TOKEN_TROUBLE_SECONDS = 60.0
LOADING_AFTER = 1.5
KEPT_WELL = ("kept:", "there:")
USED_OR_OLD = "Invalid reply token"
MONTHLY_LIMIT = "monthly limit"
RETRY_KEYS = uuid.UUID("6f1c1f0e-0b1a-5b8e-9d0c-2f6a54d3a4c1")
OK, BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, CONFLICT, TOO_LARGE, TOO_MANY, UNAVAILABLE = (
    200,
    400,
    401,
    403,
    409,
    413,
    429,
    503,
)


SURELY_NOT_TAKEN = (BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, TOO_LARGE, TOO_MANY)


class Doubt(Exception):
    """A reply may or may not have arrived, and its token is used up: sending again could say it twice."""


class NotUrgent(Exception):
    """What would cost a push though the person need not know it at once."""


class Counter(Protocol):
    """Counts what LINE's monthly quota counts."""

    def add(self) -> None:
        """LINE took one more push."""

    def this_month(self) -> int:
        """How many it took this month."""


class Line(Adapter[Call]):
    """The official account that `access` belongs to, and what is expected of its settings.

    Without a channel secret no event can be told from a forged one: none is taken.
    """

    channel: ClassVar[str] = "line"
    overall: ClassVar[Pace] = Pace(burst=500, seconds=0.001)

    def __init__(
        self,
        access: Access,
        expected: Expected,
        papers: PaperLinks,
        pushes: Counter,
    ) -> None:
        self._access = access
        self._secret = expected.secret.encode()
        self._expected = expected
        self._papers = papers
        self._pushes = pushes
        self._client: LineClient
        self._sure: set[int] = set()
        """Deliveries of which no reply tried so far can have arrived unnoticed."""
        self._pushing: set[int] = set()
        """Deliveries begun to be pushed: safe by their retry key, and never by reply again."""
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._shown: set[asyncio.Task[None]] = set()

    def pace(self, address: str) -> Pace:
        """LINE sets no pace for one address; ours keeps a single one from taking all the lanes."""
        return Pace(burst=20, seconds=0.05)

    async def open(self) -> None:
        """Open the connection to LINE."""
        self._client = await LineClient(self._access).__aenter__()

    async def close(self) -> None:
        """Close it again."""
        for timer in self._waiting.values():
            timer.cancel()
        await asyncio.gather(*self._shown, return_exceptions=True)
        await self._client.__aexit__(None, None, None)

    def routes(self, intake: Intake) -> Sequence[BaseRoute]:
        """The webhook, and where links to papers lead."""

        async def webhook(request: Request) -> Response:
            return await self._webhook(request, intake)

        return (Route(WEBHOOK, webhook, methods=["POST"]), *self._papers.routes())

    async def _webhook(self, request: Request, intake: Intake) -> Response:
        given = request.headers.get("x-line-signature", "").encode("latin-1")
        if not given:
            return PlainTextResponse("no signature", UNAUTHORIZED)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await self._signed(request, given, intake)
        except TimeoutError:
            return PlainTextResponse("not stored in time", UNAVAILABLE)
        except ClientDisconnect:
            return Response(status_code=BAD_REQUEST)

    async def _signed(self, request: Request, given: bytes, intake: Intake) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                return PlainTextResponse("too large", TOO_LARGE)
        if not signed(self._secret, body, given):
            return PlainTextResponse("wrong signature", UNAUTHORIZED)
        try:
            webhook = read(body, int(time.time() * 1000))
        except Unreadable:
            return PlainTextResponse("not a webhook", BAD_REQUEST)
        if webhook.redelivered:
            log.info("LINE sent %d events again", webhook.redelivered)
        if webhook.events and await intake.take(self.channel, webhook.events):
            self._await_answers(webhook.events)
        return Response(status_code=OK)

    def _await_answers(self, events: Sequence[Event]) -> None:
        """Where an answer takes its time, show the person that it is on its way; LINE has no such sign for groups."""
        for event in events:
            inbound = event.inbound
            if inbound.handle and not inbound.group and event.address not in self._waiting:
                wait = 0.0 if inbound.file else LOADING_AFTER
                timer = asyncio.get_running_loop().call_later(wait, self._show_loading, event.address)
                self._waiting[event.address] = timer

    def _show_loading(self, address: str) -> None:
        self._waiting.pop(address, None)

        async def show() -> None:
            try:
                await self._client.loading(address)
            except (LineError, OSError, TimeoutError, aiohttp.ClientError) as error:
                log.debug("no loading sign: %s", type(error).__name__)

        task = asyncio.get_running_loop().create_task(show())
        self._shown.add(task)
        task.add_done_callback(self._shown.discard)

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """One call, whatever is said: what doesn't fit five messages is joined."""
        since = outgoing.created_at.timestamp()
        made = rendered(outgoing.exchange.replies, lambda link: self._papers.address(outgoing.address, link, since))
        return [made] if made else []

    async def send(self, outgoing: Outgoing, call: Call, number: int) -> None:
        """By reply token while there is a good one, for replies are free; otherwise by push."""
        if timer := self._waiting.pop(outgoing.address, None):
            timer.cancel()
        if outgoing.id not in self._pushing:
            for token in self._tokens(outgoing):
                if await self._replied(outgoing, token, call):
                    return
            if self._doubtful(outgoing):
                raise Doubt
            if _can_wait(outgoing):
                raise NotUrgent
        await self._push(outgoing, call, number)

    def _tokens(self, outgoing: Outgoing) -> list[str]:
        """The reply tokens of what was heard that are still good, the newest first."""
        handles = [token_of(heard.handle) for heard in outgoing.exchange.heard if heard.handle]
        oldest = (time.time() - TOKEN_SECONDS) * 1000
        return [token for token, came in reversed(handles) if came >= oldest]

    def _doubtful(self, outgoing: Outgoing) -> bool:
        """Whether an earlier try by reply token may have arrived: unless it is known here that none did."""
        with_token = any(heard.handle for heard in outgoing.exchange.heard)
        return with_token and outgoing.attempts > 1 and outgoing.id not in self._sure

    async def _replied(self, outgoing: Outgoing, token: str, call: Call) -> bool:
        """Whether LINE took the reply; a token works once, so the same reply can be tried again safely.

        A token refused after a try without a clear answer leaves open whether that try arrived: Doubt.
        """
        doubtful = self._doubtful(outgoing)
        self._sure.discard(outgoing.id)
        try:
            await self._client.reply(token, call)
        except LineError as error:
            if error.status == BAD_REQUEST and USED_OR_OLD in error.message:
                if doubtful:
                    raise Doubt from error
                self._sure.add(outgoing.id)
                return False
            if not doubtful and error.status in SURELY_NOT_TAKEN:
                self._sure.add(outgoing.id)
            raise
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):  # not even asked
            if not doubtful:
                self._sure.add(outgoing.id)
            raise
        return True

    async def _push(self, outgoing: Outgoing, call: Call, number: int) -> None:
        """The same retry key each time: LINE delivers once, and says 409 where it has."""
        key = uuid.uuid5(RETRY_KEYS, f"{outgoing.id} {outgoing.created_at.isoformat()} {number}")
        self._sure.discard(outgoing.id)
        self._pushing.add(outgoing.id)
        try:
            await self._client.push(outgoing.address, call, str(key))
        except LineError as error:
            if error.status != CONFLICT:
                raise
        self._pushing.discard(outgoing.id)
        await asyncio.to_thread(self._pushes.add)

    def classify(self, error: Exception) -> Failure:
        """What a failure of `send` means."""
        match error:
            case NotUrgent():
                return Failure("held", "not worth a push")
            case Doubt():
                return Failure("uncertain", "reply without an answer")
            case LineError(status=status) if status == TOO_MANY and MONTHLY_LIMIT in error.message:
                return Failure("held", "monthly quota used up")
            case LineError(status=status, seconds=seconds) if status == TOO_MANY or status >= 500:
                return Failure("retry", f"HTTP {status}", seconds or DOUBT_SECONDS)
            case LineError(status=status) if status in (UNAUTHORIZED, FORBIDDEN):
                return Failure("retry", f"HTTP {status}", TOKEN_TROUBLE_SECONDS)
            case LineError(status=status):
                return Failure("refused", f"HTTP {status}")
            case TimeoutError() | OSError() | aiohttp.ClientError():
                return Failure("retry", type(error).__name__, DOUBT_SECONDS)
            case _:
                return Failure("refused", type(error).__name__)

    async def fetch(self, file: FileRef, most: int) -> bytes:
        """A photo or file somebody sent; LINE keeps it for some weeks."""
        return await self._client.content(file.id, most)

    async def examine(self, lang: Lang) -> list[Finding]:
        """Token, account, webhook address and reachability, quota."""
        return await examine(self._access, self._expected, self._pushes.this_month(), lang)


def _can_wait(outgoing: Outgoing) -> bool:
    """Whether it is only told that files were kept as they should be: that may come with the next answer."""
    heard = outgoing.exchange.heard
    return bool(heard) and all(one.kind == "kept" and one.choice.startswith(KEPT_WELL) for one in heard)

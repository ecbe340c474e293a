"""LINE's whole path: signed webhook in, answer decided and stored, reply out; beside a bare echo bot of line-bot-sdk.

Both bots run in a process of their own, before the same small LINE on loopback, and are asked the same questions.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any, Literal

import aiohttp
from aiohttp import web

Bot = Literal["desk", "echo"]
SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "token"
PATH = "/line/webhook"
QUESTION = "申請費 8 萬可以補助多少"
PEOPLE, MESSAGES, WARM, AT_ONCE = 200, 2000, 200, 16
LATENCY_SECONDS = 8.0
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of the bot's CPU for each message; messages in a second; latency (ms) at half of that."""

    cpu: float
    rate: float
    middle: float
    p99: float


class Line:
    """Takes replies, and remembers when each came."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}
        self.waiting: dict[str, asyncio.Event] = {}

    async def handle(self, request: web.Request) -> web.Response:
        """Any call; a reply is noted."""
        data = await request.json()
        token = data.get("replyToken", "")
        if token:
            self.came[token] = time.perf_counter()
            if waiting := self.waiting.pop(token, None):
                waiting.set()
        return web.json_response({"sentMessages": [{"id": "1"}]})


def webhook(person: int, token: str) -> tuple[bytes, dict[str, str]]:
    """One question, as LINE delivers it."""
    number = next(_numbers)
    event = {
        "type": "message",
        "source": {"type": "user", "userId": f"U{person:032x}"},
        "timestamp": 1_700_000_000_000 + number,
        "mode": "active",
        "webhookEventId": f"01H{number:023d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": token,
        "message": {"type": "text", "id": str(number), "text": QUESTION, "quoteToken": "q"},
    }
    body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
    digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    headers = {"X-Line-Signature": base64.b64encode(digest).decode(), "Content-Type": "application/json"}
    return body, headers


@contextmanager
def running(bot: Bot, line: str) -> Iterator[tuple[str, int]]:
    """A bot in its own process: where its webhook is, and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.line", bot, str(port), line, folder]
        with subprocess.Popen(command) as process:
            try:
                _until_listening(port)
                yield f"http://127.0.0.1:{port}{PATH}", process.pid
            finally:
                process.terminate()
                process.wait(30)


def _until_listening(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def cpu_seconds(pid: int) -> float:
    """The processor time a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(bot: Bot) -> Measured:
    """Ask a bot: first as fast as it answers, then evenly at half that rate."""
    line = Line()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", line.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        async with aiohttp.ClientSession() as session:
            with running(bot, address) as (target, pid):
                await _flood(session, line, target, WARM)
                before, began = cpu_seconds(pid), time.perf_counter()
                await _flood(session, line, target, MESSAGES)
                rate = MESSAGES / (time.perf_counter() - began)
                cpu = (cpu_seconds(pid) - before) / MESSAGES * 1000
                waited = await _evenly(session, line, target, rate / 2)
    finally:
        await runner.cleanup()
    cut = quantiles(waited, n=100)
    return Measured(cpu, rate, cut[49] * 1000, cut[98] * 1000)


async def _ask(session: aiohttp.ClientSession, line: Line, target: str, person: int) -> float:
    """Ask and wait for the reply; how long it took in seconds."""
    token = f"token-{next(_numbers)}"
    replied = line.waiting[token] = asyncio.Event()
    body, headers = webhook(person, token)
    began = time.perf_counter()
    async with session.post(target, data=body, headers=headers) as answer:
        assert answer.status == 200, answer.status
    await asyncio.wait_for(replied.wait(), 60)
    return line.came.pop(token) - began


async def _flood(session: aiohttp.ClientSession, line: Line, target: str, messages: int) -> None:
    """As fast as they are answered, each person one question at a time."""
    people = iter(range(messages))

    async def one_after_the_other() -> None:
        for number in people:
            await _ask(session, line, target, number % PEOPLE)

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


async def _evenly(session: aiohttp.ClientSession, line: Line, target: str, rate: float) -> Sequence[float]:
    """So many a second, whether answered or not."""
    asking = []
    began = time.perf_counter()
    for number in range(int(rate * LATENCY_SECONDS)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        asking.append(asyncio.create_task(_ask(session, line, target, number % PEOPLE)))
    return await asyncio.gather(*asking)


def run() -> None:
    """Print both bots' figures."""
    for bot, name in (("desk", "greendesk"), ("echo", "line-bot-sdk echo")):
        found = asyncio.run(measure(bot))  # type: ignore[arg-type]
        print(
            f"  {name:18} {found.cpu:6.2f} ms CPU a message, {found.rate:6.0f} messages a second, "
            f"at half load {found.middle:5.1f} ms (p99 {found.p99:5.1f})"
        )


def desk(port: int, line: str, folder: str) -> None:
    """Serve our desk, without the pause that gathers quick messages."""
    from pydantic import SecretStr

    from bot.channels.configured import adapters
    from bot.channels.service import Service
    from bot.channels.web import serve
    from bot.opening import open_assistant
    from bot.settings import Settings

    given: dict[str, Any] = {
        "data": Path(folder),
        "encryption_keys": SecretStr(KEY),
        "port": port,
        "line_token": SecretStr(TOKEN),
        "line_secret": SecretStr(SECRET),
        "line_api": line,
        "line_data_api": line,
        "line_gathering": 0.0,
    }
    settings = Settings(_env_file=None, **given)
    assistant, store = open_assistant(settings)
    serve(assistant, settings, channels=Service(assistant, store, settings, adapters(settings, assistant)))


def echo(port: int, line: str, _: str) -> None:
    """Serve the library's own example: check, parse, echo."""
    import uvicorn
    from linebot.v3 import WebhookParser
    from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, Configuration, ReplyMessageRequest, TextMessage
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    parser, ready = WebhookParser(SECRET), list[AsyncMessagingApi]()

    async def callback(request: Request) -> PlainTextResponse:
        if not ready:
            ready.append(AsyncMessagingApi(AsyncApiClient(Configuration(access_token=TOKEN, host=line))))
        body = (await request.body()).decode()
        for event in parser.parse(body, request.headers["X-Line-Signature"]):
            said = [TextMessage(text=event.message.text)]
            await ready[0].reply_message(ReplyMessageRequest(replyToken=event.reply_token, messages=said))
        return PlainTextResponse("OK")

    app = Starlette(routes=[Route(PATH, callback, methods=["POST"])])
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    bot, port, line, folder = sys.argv[1:]
    {"desk": desk, "echo": echo}[bot](int(port), line, folder)

"""Telegram's whole path: webhook in, answer decided and stored, reply out; beside a bare echo bot of the same library.

Both bots run in a process of their own, before the same small Telegram on loopback, and are asked the same questions.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, Literal

import aiohttp
from aiohttp import web

from benchmarks.line import KEY, Measured, cpu_seconds

Bot = Literal["desk", "echo"]
TOKEN = "123456:AAbenchmark"
PATH = "/telegram/webhook"
QUESTION = "申請費 8 萬可以補助多少"
PEOPLE, MESSAGES, WARM, AT_ONCE = 200, 2000, 200, 16
LATENCY_SECONDS = 8.0
ME = {"id": 123456, "is_bot": True, "first_name": "Greendesk", "username": "green_desk_bot"}
_numbers = itertools.count(1)


@dataclass
class Telegram:
    """Takes messages, and tells whoever waits for one in that chat."""

    waiting: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.Response:
        """Any call of the Bot API."""
        method, data = request.match_info["method"], await request.post()
        result: Any = True
        if method == "getMe":
            result = ME
        elif method == "sendMessage":
            chat = str(data["chat_id"])
            if (waits := self.waiting.pop(chat, None)) and not waits.done():
                waits.set_result(time.perf_counter())
            where = {"id": int(chat), "type": "private", "first_name": "A"}
            result = {"message_id": next(_numbers), "date": 1_700_000_000, "chat": where, "from": ME, "text": "x"}
        return web.json_response({"ok": True, "result": result})


def update(chat: int) -> dict[str, Any]:
    """One question, as Telegram delivers it."""
    number = next(_numbers)
    person = {"id": chat, "is_bot": False, "first_name": "A", "language_code": "zh-hant"}
    where = {"id": chat, "type": "private", "first_name": "A"}
    said = {"message_id": number, "date": 1_700_000_000, "chat": where, "from": person, "text": QUESTION}
    return {"update_id": number, "message": said}


@contextmanager
def running(bot: Bot, api: str) -> Iterator[tuple[str, int]]:
    """A bot in its own process: where its webhook is, and its process id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.telegram", bot, str(port), api, folder]
        with subprocess.Popen(command) as process:
            try:
                yield f"http://127.0.0.1:{port}{PATH}", process.pid
            finally:
                process.terminate()
                process.wait(30)


async def measure(bot: Bot) -> Measured:
    """Ask a bot: first as fast as it answers, then evenly at half that rate."""
    telegram = Telegram()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession(headers=_headers()) as session:
            with running(bot, f"http://127.0.0.1:{runner.addresses[0][1]}") as (target, pid):
                await _listening(session, target)
                await _flood(session, telegram, target, WARM)
                before, began = cpu_seconds(pid), time.perf_counter()
                await _flood(session, telegram, target, MESSAGES)
                rate = MESSAGES / (time.perf_counter() - began)
                cpu = (cpu_seconds(pid) - before) / MESSAGES * 1000
                waited = await _evenly(session, telegram, target, rate / 2)
    finally:
        await runner.cleanup()
    cut = quantiles(waited, n=100)
    return Measured(cpu, rate, cut[49] * 1000, cut[98] * 1000)


def _headers() -> dict[str, str]:
    from bot.channels.telegram import SECRET_HEADER, secret_of

    return {SECRET_HEADER: secret_of(TOKEN)}


async def _listening(session: aiohttp.ClientSession, target: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            async with session.post(target, json={}) as answer:
                assert answer.status < 500
                return
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(0.1)
    raise TimeoutError


async def _ask(session: aiohttp.ClientSession, telegram: Telegram, target: str, chat: int) -> float:
    """Ask and wait for the reply; how long it took in seconds."""
    replied = telegram.waiting[str(chat)] = asyncio.get_running_loop().create_future()
    began = time.perf_counter()
    async with session.post(target, json=update(chat)) as answer:
        assert answer.status == 200, answer.status
    done: float = await asyncio.wait_for(replied, 60)
    return done - began


async def _flood(session: aiohttp.ClientSession, telegram: Telegram, target: str, messages: int) -> None:
    """As fast as they are answered, each person one question at a time."""
    people = iter(range(messages))

    async def one_after_the_other() -> None:
        for number in people:
            await _ask(session, telegram, target, 1 + number % PEOPLE)

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


async def _evenly(session: aiohttp.ClientSession, telegram: Telegram, target: str, rate: float) -> Sequence[float]:
    """So many a second, whether answered or not."""
    asking = []
    began = time.perf_counter()
    for number in range(int(rate * LATENCY_SECONDS)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        asking.append(asyncio.create_task(_ask(session, telegram, target, 1001 + number)))
    return await asyncio.gather(*asking)


def run() -> None:
    """Print both bots' figures."""
    for bot, name in (("desk", "greendesk"), ("echo", "python-telegram-bot echo")):
        found = asyncio.run(measure(bot))  # type: ignore[arg-type]
        print(
            f"  {name:24} {found.cpu:6.2f} ms CPU a message, {found.rate:6.0f} messages a second, "
            f"at half load {found.middle:5.1f} ms (p99 {found.p99:5.1f})"
        )


def desk(port: int, api: str, folder: str) -> None:
    """Serve our desk, without the pause that gathers quick messages and without Telegram's flood limits."""
    from pydantic import SecretStr

    from bot.channels.adapter import Pace
    from bot.channels.service import Service
    from bot.channels.telegram import Paces
    from bot.channels.telegram import Telegram as Channel
    from bot.channels.web import serve
    from bot.opening import open_assistant
    from bot.settings import Settings

    given: dict[str, Any] = {"data": Path(folder), "encryption_keys": SecretStr(KEY), "port": port}
    settings = Settings(_env_file=None, telegram_gathering=0.0, **given)
    assistant, store = open_assistant(settings)
    unhurried = Pace(burst=1_000_000, seconds=1e-9)
    paces = Paces(unhurried, unhurried, unhurried)
    channel = Channel(TOKEN, assistant.document, api=api, webhook="https://desk.example", paces=paces)
    serve(assistant, settings, channels=Service(assistant, store, settings, [channel]))


def echo(port: int, api: str, _: str) -> None:
    """Serve the least that the library can do: parse, echo."""
    import telegram
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    ready: list[telegram.Bot] = []

    async def callback(request: Request) -> PlainTextResponse:
        if not ready:
            bot = telegram.Bot(TOKEN, base_url=f"{api}/bot")
            await bot.initialize()
            ready.append(bot)
        update = telegram.Update.de_json(await request.json(), ready[0]) if await request.body() != b"{}" else None
        if update and update.message:
            await ready[0].send_message(update.message.chat.id, update.message.text or "")
        return PlainTextResponse("")

    app = Starlette(routes=[Route(PATH, callback, methods=["POST"])])
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    bot, port, api, folder = sys.argv[1:]
    {"desk": desk, "echo": echo}[bot](int(port), api, folder)

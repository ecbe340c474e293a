"""A channel's whole path: webhook in, answer decided and stored, reply out; beside a bare echo bot of the same library.

Both bots run in a process of their own, before the same small platform on loopback, and take turns at being asked the
same things: first one question by everybody, which the desk remembers, then questions that are all different.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from bot.settings import Settings

BOTS = ("desk", "echo")
SAME = "申請費 8 萬可以補助多少"
PEOPLE, MESSAGES, WARM, AT_ONCE, ROUNDS = 200, 600, 200, 16, 5
LATENCY_SECONDS = 8.0
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
numbers = itertools.count(1)


class Platform(ABC):
    """A small stand-in of a messaging platform: it asks, and notes when each reply comes."""

    name: str
    library: str
    path: str

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[float]] = {}

    @abstractmethod
    async def handle(self, request: web.Request) -> web.Response:
        """Any call of its API; a reply is told to `came`."""

    @abstractmethod
    def message(self, person: int, text: str) -> tuple[str, bytes, dict[str, str]]:
        """A person's message as it is delivered: what its reply will be known by, body, headers."""

    def came(self, key: str) -> None:
        """A reply has come."""
        if (waits := self._waiting.pop(key, None)) and not waits.done():
            waits.set_result(time.perf_counter())

    async def ask(self, session: aiohttp.ClientSession, target: str, person: int, text: str) -> float:
        """Ask and wait for the reply; how long it took in seconds."""
        key, body, headers = self.message(person, text)
        replied = self._waiting[key] = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        async with session.post(target, data=body, headers=headers) as answer:
            assert answer.status == 200, answer.status
        done: float = await asyncio.wait_for(replied, 60)
        return done - began


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot: where its webhook is, and its process."""

    target: str
    pid: int


def cpu_seconds(pid: int) -> float:
    """The processor time a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def questions() -> Sequence[str]:
    """What the desk's entries can be asked, in a shuffled order: each its own."""
    from knowledge.answering import Knowledge

    found = sorted({text for entry in Knowledge.shipped().entries() for text in entry.phrasings()})
    random.Random(4).shuffle(found)
    return found


@contextmanager
def running(platform: Platform, bot: str, api: str) -> Iterator[Bot]:
    """A bot in its own process, listening."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"benchmarks.{platform.name}", bot, str(port), api, folder]
        with subprocess.Popen(command) as process:
            try:
                _until_listening(port)
                yield Bot(f"http://127.0.0.1:{port}{platform.path}", process.pid)
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


@asynccontextmanager
async def listening(platform: Platform) -> AsyncIterator[str]:
    """The stand-in, serving; its address."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", platform.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _flood(
    platform: Platform, session: aiohttp.ClientSession, bot: Bot, messages: int, text: Callable[[], str]
) -> tuple[float, float]:
    """As fast as they are answered, each person one question at a time; CPU (ms) of a message, messages a second."""
    people = iter(range(messages))

    async def one_after_the_other() -> None:
        for number in people:
            await platform.ask(session, bot.target, 1 + number % PEOPLE, text())

    before, began = cpu_seconds(bot.pid), time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    taken, passed = cpu_seconds(bot.pid) - before, time.perf_counter() - began
    return taken / messages * 1000, messages / passed


async def _evenly(platform: Platform, session: aiohttp.ClientSession, bot: Bot, rate: float) -> Sequence[float]:
    """So many a second, whether answered or not, each from another person; how long each took (ms)."""
    asking = []
    began = time.perf_counter()
    for number in range(int(rate * LATENCY_SECONDS)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        asking.append(asyncio.create_task(platform.ask(session, bot.target, 1001 + number, SAME)))
    return [1000 * seconds for seconds in await asyncio.gather(*asking)]


async def measure(platform: Platform) -> None:
    """Ask both bots in turn and print their figures, each the median of the rounds."""
    asked = {"one question": lambda: SAME, "all different": itertools.cycle(questions()).__next__}
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(listening(platform))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        bots = {bot: stack.enter_context(running(platform, bot, api)) for bot in BOTS}
        for bot in bots.values():
            await _flood(platform, session, bot, WARM, lambda: SAME)
        rate = 0.0
        for kind, text in asked.items():
            found: dict[str, list[tuple[float, float]]] = {bot: [] for bot in BOTS}
            for _ in range(ROUNDS):
                for name, bot in bots.items():
                    found[name].append(await _flood(platform, session, bot, MESSAGES, text))
            rate = _print(platform, kind, found)
        waited = await _evenly(platform, session, bots["desk"], rate / 2)
        cut = quantiles(waited, n=100)
        print(f"  greendesk at half load: {cut[49]:.1f} ms from question to reply, p99 {cut[98]:.1f} ms")


def _print(platform: Platform, kind: str, found: dict[str, list[tuple[float, float]]]) -> float:
    """Print what was found; how many messages a second the desk answers."""
    cpu = {bot: median(one for one, _ in rounds) for bot, rounds in found.items()}
    rate = {bot: median(one for _, one in rounds) for bot, rounds in found.items()}
    ratio = median(desk / echo for (desk, _), (echo, _) in zip(found["desk"], found["echo"], strict=True))
    print(
        f"  {kind:13} greendesk {cpu['desk']:5.2f} ms CPU a message ({rate['desk']:.0f} a second), "
        f"{platform.library} echo {cpu['echo']:5.2f} ms ({rate['echo']:.0f}): x{ratio:.2f}"
    )
    return rate["desk"]


def settings(port: int, folder: str, **given: object) -> Settings:
    """The desk's, untouched by the environment."""
    from pydantic import SecretStr

    from bot.settings import Settings

    own: dict[str, Any] = {"data": Path(folder), "encryption_keys": SecretStr(KEY), "port": port, **given}
    return Settings(_env_file=None, **own)


def serve_echo(port: int, path: str, answer: Callable[[Request], Awaitable[Response]]) -> None:
    """Serve a bare bot: nothing but its webhook."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.routing import Route

    app = Starlette(routes=[Route(path, answer, methods=["POST"])])
    uvicorn.run(app, port=port, log_level="warning", access_log=False)


def main(serve: dict[str, Callable[[int, str, str], Any]]) -> None:
    """Serve the bot that the command line names."""
    bot, port, api, folder = sys.argv[1:]
    serve[bot](int(port), api, folder)

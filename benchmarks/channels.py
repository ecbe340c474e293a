"""A channel's whole path: webhook in, answer decided and stored, reply out; beside a bare echo bot of the same library.

Both bots run in a process of their own, before the same small platform on loopback, and take turns at being asked the
same things, in three kinds. The first and the last are the two ends, ordinary traffic is the one between:

- one question: everybody asks the same, which the desk looks up once and remembers.
- conversations: each person is new, asks a question of their own, asks on, tries their case by buttons and typed
  answers, asks in the middle of it, and ends with another question: 16 messages, of which 4 are looked up.
- all different: 200 people ask on and on, nothing twice and nothing to do with what they asked before, so that each
  message is looked up anew in the light of the one before.

The echo bot is sent the very same messages and says each word back, or each button's value.
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
from collections import defaultdict
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
PEOPLE, MESSAGES, WARM, ROUNDS = 200, 600, 200, 5
AT_ONCE, TALKING_AT_ONCE = 16, 64
READING_SECONDS = 0.05
"""How long somebody takes before going on in a conversation: until all bubbles of an answer are there."""
LATENCY_SECONDS = 8.0
KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
numbers = itertools.count(1)
newcomers = itertools.count(100_001)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person types, or the value of the button that is pressed."""

    text: str
    pressed: bool = False


def press(value: str) -> Said:
    """A button pressed."""
    return Said(value, pressed=True)


SAME = Said("申請費 8 萬可以補助多少")
LABELS = ("藍天使", "EPEAT", "FSC", "TCO", "C2C")
Talk = tuple[int, Sequence[Said]]
"""A person, and what they say, each when the one before is answered."""


class Platform(ABC):
    """A small stand-in of a messaging platform: it asks, and notes when each reply comes."""

    name: str
    library: str
    path: str

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[float]] = {}
        self._talking: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @abstractmethod
    async def handle(self, request: web.Request) -> web.Response:
        """Any call of its API; a reply is told to `came`."""

    @abstractmethod
    def message(self, person: int, said: Said) -> tuple[str, bytes, dict[str, str]]:
        """A person's message as it is delivered: what its reply will be known by, body, headers."""

    def came(self, key: str) -> None:
        """A reply has come."""
        if (waits := self._waiting.pop(key, None)) and not waits.done():
            waits.set_result(time.perf_counter())

    async def ask(self, session: aiohttp.ClientSession, target: str, person: int, said: Said) -> float:
        """Ask and wait for the reply, once what this person asked before has its own; how long it took in seconds."""
        async with self._talking[person]:
            key, body, headers = self.message(person, said)
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


def questions() -> Iterator[Said]:
    """What the desk's entries can be asked, in a shuffled order: each its own, over and over."""
    from knowledge.answering import Knowledge

    found = sorted({text for entry in Knowledge.shipped().entries() for text in entry.phrasings()})
    random.Random(4).shuffle(found)
    return map(Said, itertools.cycle(found))


def conversation(own: Said, last: Said, chance: random.Random) -> Sequence[Said]:
    """A conversation that begins and ends with somebody's own questions, with their own answers between."""
    year, month, day = chance.randint(103, 107), chance.randint(1, 10), chance.randint(1, 28)
    return (
        own,
        Said("那要附什麼文件"),
        Said("我要申請分攤"),
        press("trial:certification"),
        press("set:1:registered_trader:yes"),
        press(f"set:1:made_in:{chance.choice(('taiwan', 'taiwan', 'partly'))}"),
        Said("名額幾家？"),
        Said(str(year)),
        press("why:1:certified_on"),
        Said(f"107/{month}/{day}"),
        Said(chance.choice(LABELS)),
        Said(f"{chance.randrange(20_000, 250_000, 500):,} 元"),
        press("set:1:applied_before:never"),
        press(f"set:1:other_subsidy:{chance.choice(('none', 'none', 'other_cost'))}"),
        Said("如果申請費 20 萬呢"),
        last,
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of traffic: who says what without end, and how many people talk at once."""

    name: str
    talks: Iterator[Talk]
    at_once: int = AT_ONCE


def kinds() -> Sequence[Kind]:
    """The three kinds."""
    people, asked, chance = itertools.cycle(range(1, 1 + PEOPLE)), questions(), random.Random(4)
    talks = ((person, conversation(next(asked), next(asked), chance)) for person in newcomers)
    return (
        Kind("one question", ((person, [SAME]) for person in people)),
        Kind("conversations", talks, TALKING_AT_ONCE),
        Kind("all different", ((person, [said]) for person, said in zip(people, questions(), strict=False))),
    )


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


async def flood(
    platform: Platform, session: aiohttp.ClientSession, bot: Bot, kind: Kind, messages: int = MESSAGES
) -> tuple[float, float]:
    """As fast as they are answered, each talk message by message; CPU (ms) of a message, messages a second."""
    said = 0

    async def one_after_the_other() -> None:
        nonlocal said
        while said < messages:
            person, texts = next(kind.talks)
            said += len(texts)
            for place, text in enumerate(texts):
                await asyncio.sleep(READING_SECONDS if place else 0)
                await platform.ask(session, bot.target, person, text)

    before, began = cpu_seconds(bot.pid), time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(kind.at_once)))
    taken, passed = cpu_seconds(bot.pid) - before, time.perf_counter() - began
    return taken / said * 1000, said / passed


async def evenly(platform: Platform, session: aiohttp.ClientSession, bot: Bot, rate: float) -> Sequence[float]:
    """So many a second, whether answered or not, each a newcomer's own question; how long each took (ms)."""
    asking, asked = [], questions()
    began = time.perf_counter()
    for number in range(int(rate * LATENCY_SECONDS)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        asking.append(asyncio.create_task(platform.ask(session, bot.target, next(newcomers), next(asked))))
    return [1000 * seconds for seconds in await asyncio.gather(*asking)]


async def measure(platform: Platform) -> None:
    """Ask both bots in turn and print their figures, each the median of the rounds."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(listening(platform))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        bots = {bot: stack.enter_context(running(platform, bot, api)) for bot in BOTS}
        rate = 0.0
        for kind in kinds():
            for bot in bots.values():
                await flood(platform, session, bot, kind, WARM)
            found: dict[str, list[tuple[float, float]]] = {bot: [] for bot in BOTS}
            for _ in range(ROUNDS):
                for name, bot in bots.items():
                    found[name].append(await flood(platform, session, bot, kind))
            rate = _print(platform, kind.name, found)
        waited = await evenly(platform, session, bots["desk"], rate / 2)
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


def main(run: Callable[[], None], serve: dict[str, Callable[[int, str, str], Any]]) -> None:
    """Serve the bot that the command line names; where it names none, run the benchmark."""
    if len(sys.argv) == 1:
        run()
        return
    bot, port, api, folder = sys.argv[1:]
    serve[bot](int(port), api, folder)

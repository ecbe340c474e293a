"""A desk on Telegram that can be killed and started again many times a second.

Imports and knowledge are loaded once; each line on standard input forks a process that serves until it is killed, and
its number is printed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from bot.channels.service import Service
from bot.channels.telegram import Telegram
from bot.channels.telegram_http import Http
from bot.channels.web_worker import Bell, Worker
from tests.channels.telegram_desk import UNPACED
from tests.channels.telegram_standin import TOKEN
from tests.desk import OPEN_DAY, open_desk, settings, shipped

LEASE = timedelta(seconds=1)


async def serve(folder: Path, api: str) -> None:
    """Poll, answer and send, as `greendesk serve` does, until killed."""
    values = {"telegram_gathering": 0.0}
    assistant, store = open_desk(folder, OPEN_DAY, **values)
    adapter = Telegram(TOKEN, assistant.documents.linked, api=api, paces=UNPACED, http=Http(read_seconds=2.0))
    service = Service(assistant, store, settings(folder, **values), [adapter], lease=LEASE)
    bell = Bell(asyncio.get_running_loop())
    bell.tell(service.ring)
    worker = Worker(assistant, bell)
    worker.start()
    async with service.running(bell.ring):
        await asyncio.Event().wait()


def main(folder: Path, api: str) -> None:
    """Fork a server for each line read."""
    shipped()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            asyncio.run(serve(folder, api))
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

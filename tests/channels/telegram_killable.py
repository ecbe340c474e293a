"""A desk on Telegram, killable: its folder and Telegram's address are the arguments."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from bot.channels.service import Service
from bot.channels.telegram import Telegram
from bot.channels.telegram_http import Http
from bot.channels.web_worker import Bell, Worker
from tests.channels.telegram_desk import UNPACED
from tests.channels.telegram_standin import TOKEN
from tests.desk import OPEN_DAY, open_desk, settings
from tests.killable import serve_for_each_line
from tests.shipped import shipped

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


if __name__ == "__main__":
    shipped()
    serve_for_each_line(lambda: asyncio.run(serve(Path(sys.argv[1]), sys.argv[2])))

"""The whole path for tests: the desk with its LINE channel on loopback, before the stand-in for LINE."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.channels.line import WEBHOOK, Line
from bot.channels.line_client import Access
from bot.channels.line_doctor import Expected
from bot.channels.line_papers import PaperLinks
from bot.channels.line_setup import Pushes
from bot.channels.service import Service
from bot.channels.web import create_app, server_of
from storage.store import Store
from tests.channels.line_events import Json, body_of, signed_headers
from tests.channels.line_standin import SECRET, LineStandIn
from tests.desk import CLOSED_DAY, KEY, open_desk, settings

PUBLIC = "https://desk.example"
PATIENCE = 10.0


@dataclass
class LineDesk:
    """A running desk on LINE: what LINE delivers to it, and what comes back to LINE."""

    line: LineStandIn
    assistant: Assistant
    store: Store
    adapter: Line
    port: int = 0

    def deliver(self, *events: Json) -> int:
        """Send events to the webhook as LINE does; the status that came back."""
        body = body_of(events)
        return self.post(body, signed_headers(body, SECRET))

    def post(self, body: bytes, headers: Mapping[str, Any]) -> int:
        """Send anything to the webhook; the status that came back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", WEBHOOK, body, headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def hears(self, chat: str, count: int = 1) -> list[str]:
        """What a chat shows, once so many deliveries have reached it."""
        self.until(lambda: sum(one.to == chat for one in self.line.delivered) >= count)
        return self.line.texts(chat)

    def until(self, done: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until something holds."""
        end = time.monotonic() + patience
        while not done():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.005)


@contextmanager
def serving(
    folder: Path,
    line: LineStandIn,
    *,
    today: date = CLOSED_DAY,
    access: Access | None = None,
    public: str = PUBLIC,
    **given: object,
) -> Iterator[LineDesk]:
    """A desk that answers on LINE; without the pause that gathers quick messages unless `line_gathering` is given."""
    values = {"line_gathering": 0.0, "public_url": public, **given}
    assistant, store = open_desk(folder, today, **values)
    papers = PaperLinks(assistant.documents, public, [KEY])
    adapter = Line(access or line.access(), Expected(SECRET, public + WEBHOOK), papers, Pushes(assistant))
    service = Service(assistant, store, settings(folder, **values), [adapter])
    desk = LineDesk(line, assistant, store, adapter)
    server = server_of(create_app(assistant, settings(folder, **values), service))
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        desk.port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        desk.until(lambda: server.started)
        try:
            yield desk
        finally:
            server.should_exit = True
            thread.join(20)
            store.close()

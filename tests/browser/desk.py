"""A whole desk behind a real server on a free port: the real assistant, SQLite, the shipped knowledge."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import uvicorn
from cryptography.fernet import Fernet

from bot.assistant import Assistant
from bot.channels.web import create_app, server_of
from bot.clock import Clock
from bot.settings import Settings
from storage.store import Store
from tests.shipped import shipped

ZH = {"accept-language": "zh-TW,zh;q=0.9"}


@dataclass(frozen=True)
class Desk:
    """A running desk: its address, and what is inside for tests that look there."""

    url: str
    assistant: Assistant
    settings: Settings
    server: uvicorn.Server

    def visitor(self, **headers: str) -> Visitor:
        """A new browser without scripts, which has opened the page."""
        return Visitor(self, ZH | headers)


class Visitor:
    """A browser's cookies and the page's token, without the browser."""

    def __init__(self, desk: Desk, headers: dict[str, str]) -> None:
        self.client = httpx.Client(base_url=desk.url, headers=headers, timeout=10)
        self.page = self.client.get("/").text
        self.token = self.page.split('name="token" value="')[1].split('"')[0]

    def post(self, text: str = "", *, headers: dict[str, str] | None = None, **fields: Any) -> httpx.Response:
        message = {"text": text, "event": uuid4().hex, "token": self.token} | fields
        return self.client.post("/messages", json=message, headers=headers)

    def post_form(self, text: str = "", **fields: str) -> httpx.Response:
        message = {"text": text, "event": uuid4().hex, "token": self.token} | fields
        return self.client.post("/messages", data=message)

    def exchanges(self, after: int = 0) -> list[dict[str, Any]]:
        found = self.client.get("/exchanges", params={"after": after}).raise_for_status().json()["exchanges"]
        assert isinstance(found, list)
        return found

    def heard(self) -> list[str]:
        """The ids of all messages that were answered, in order."""
        return [one["id"] for exchange in self.exchanges() for one in exchange["heard"]]

    def say(self, text: str = "", **fields: Any) -> list[dict[str, Any]]:
        """Says something, waits until it is answered, and returns that exchange and any that follow."""
        event = fields.pop("event", uuid4().hex)
        response = self.post(text, event=event, **fields)
        assert response.status_code == 202, response.text
        eventually(lambda: event in self.heard())
        exchanges = self.exchanges()
        at = next(n for n, one in enumerate(exchanges) if event in [heard["id"] for heard in one["heard"]])
        return exchanges[at:]


def eventually(true: Callable[[], object], seconds: float = 10) -> None:
    """Waits until something holds; fails when it doesn't within so many seconds."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it didn't come true in time"
        time.sleep(0.02)


def said(exchanges: list[dict[str, Any]]) -> str:
    """Everything that exchanges say, in one text."""
    return json.dumps([exchange["replies"] for exchange in exchanges], ensure_ascii=False)


@contextmanager
def serving(assistant: Assistant, settings: Settings, port: int = 0) -> Iterator[Desk]:
    """Serves an assistant until the block ends; port 0 means any free one."""
    server = server_of(create_app(assistant, settings))
    listening = socket.create_server(("127.0.0.1", port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    eventually(lambda: server.started)
    try:
        yield Desk(f"http://127.0.0.1:{listening.getsockname()[1]}", assistant, settings, server)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@contextmanager
def running(folder: Path, **settings: Any) -> Iterator[Desk]:
    """Runs a desk whose data is in a folder until the block ends."""
    chosen = Settings(data=folder, **{"messages_per_minute": 10_000, "today": None} | settings)
    store = Store.open(f"sqlite:///{folder / 'desk.db'}", [Fernet.generate_key().decode()])
    store.migrate()
    assistant = Assistant(store, shipped(), chosen, Clock(chosen.today))
    try:
        with serving(assistant, chosen) as desk:
            yield desk
    finally:
        store.close()

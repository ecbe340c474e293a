"""The server killed at 50 random moments of a conversation: nothing accepted is lost, nothing is said twice."""

from __future__ import annotations

import os
import random
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.desk import KEY, Person, open_desk
from tests.killable import Killable

KILLS = 50
LONGEST_LIFE = 0.5
"""Seconds that a server may live once it answers, before it is killed."""
PATIENCE = 30.0

CONVERSATION = [
    "我要申請分攤",
    "1",
    *("有登記", "臺灣", "107", "不知道", "藍天使", "8", "2", "沒有", "名額幾家？", "沒有"),
    *("改第 4 題", "107/6/30", "如果申請費 20 萬呢", "看我的答案", "逐項看", "取消", "繼續"),
]


class Server:
    """`greendesk serve` on a port, killed and started again."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GREENDESK_")}
        environment |= {
            "GREENDESK_DATA": str(folder),
            "GREENDESK_DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite3'}",
            "GREENDESK_ENCRYPTION_KEYS": KEY,
            "GREENDESK_PORT": str(port),
            "GREENDESK_UNIT": "測試中心",
            "GREENDESK_MESSAGES_PER_MINUTE": "100000",
        }
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "server.log"
        self._process = Killable("tests.journeys.killable_serve", log=self._log, env=environment)
        self._client = httpx.Client(base_url=self.url, timeout=1)
        self.kill, self.end = self._process.kill, self._process.end

    def start(self) -> None:
        self._process.start()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self._client.get("/healthz").status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.02)
        raise AssertionError(f"the server doesn't start:\n{self._log.read_text('utf-8')[-2000:]}")


@dataclass
class Browser:
    """Sends one message after another, each until it is accepted, and waits for the reply."""

    url: str
    client: httpx.Client = field(init=False)
    token: str = ""
    sent: int = 0
    accepted: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=5, headers={"accept-language": "zh-TW"})

    def open(self) -> None:
        found = re.search(r'name="token" value="([^"]+)"', self.client.get("/").text)
        assert found
        self.token = found[1]

    def step(self) -> None:
        """One message said and answered; raises httpx.HTTPError when the server is gone in between."""
        if len(self.accepted) == self.sent:
            text = CONVERSATION[self.sent % len(CONVERSATION)]
            event = f"event-{self.sent:06}"
            body = {"text": text, "event": event, "token": self.token}
            assert self.client.post("/messages", json=body).status_code == 202
            self.accepted.append((event, text))
        until = time.monotonic() + PATIENCE
        while self.accepted[-1][0] not in {heard["id"] for one in self.exchanges() for heard in one["heard"]}:
            assert time.monotonic() < until, "no reply"
            time.sleep(0.005)
        self.sent += 1

    def exchanges(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get("/exchanges?after=0").json()["exchanges"]
        return found


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def talk_until_killed(server: Server, browser: Browser, life: float) -> None:
    killer = threading.Timer(life, server.kill)
    killer.start()
    try:
        while killer.is_alive():
            browser.step()
    except httpx.HTTPError:
        pass
    killer.join()


def test_fifty_kills_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    chance = random.Random(20181130)
    server = Server(tmp_path, free_port())
    browser = Browser(server.url)
    server.start()
    browser.open()
    for _ in range(KILLS):
        talk_until_killed(server, browser, chance.uniform(0, LONGEST_LIFE))
        server.start()
    while browser.sent % len(CONVERSATION):
        browser.step()
    exchanges = browser.exchanges()
    server.end()

    assert browser.sent > KILLS
    heard = [(one["id"], one["text"]) for exchange in exchanges for one in exchange["heard"]]
    assert heard == browser.accepted, "each accepted message once, in order"
    said = [[reply["text"] for reply in exchange["replies"]] for exchange in exchanges]
    assert said == undisturbed(tmp_path / "undisturbed", browser.sent)


def undisturbed(folder: Path, messages: int) -> list[list[str]]:
    """What the same conversation says where nobody kills anything."""
    folder.mkdir()
    assistant, store = open_desk(folder)
    person, said = Person(assistant), []
    for number in range(messages):
        person.says(CONVERSATION[number % len(CONVERSATION)])
        said.append([reply.text for reply in person.last])
    store.close()
    return said

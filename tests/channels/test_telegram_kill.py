"""The desk killed at 100 random moments under load: nothing is lost, and nothing repeated unless marked uncertain."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from storage.store import Store
from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import states_of
from tests.channels.telegram_standin import TelegramStandIn
from tests.desk import OPEN_DAY, open_desk
from tests.kept import transcript
from tests.killable import Killable

KILLS = 100
CHATS = range(1, 21)
LONGEST_LIFE = 0.5
"""Seconds that a server may live before it is killed."""
PATIENCE = 60.0


def test_a_hundred_kills_lose_nothing_and_repeat_nothing_unmarked(tmp_path: Path) -> None:
    chance = random.Random(20181130)
    open_desk(tmp_path, OPEN_DAY)[1].close()
    said: dict[int, list[str]] = {chat: [] for chat in CHATS}
    with TelegramStandIn() as telegram:
        module = "tests.channels.telegram_killable"
        desk = Killable(module, str(tmp_path), telegram.api, log=tmp_path / "log")
        for kill in range(KILLS):
            desk.start()
            for chat in chance.sample(CHATS, 6):
                said[chat].append(f"申請費 {1000 + kill} 元可以補助多少？")
                telegram.brings(updates.text(chat, said[chat][-1]))
            time.sleep(chance.uniform(0, LONGEST_LIFE))
            desk.kill()
        desk.start()
        until = time.monotonic() + PATIENCE
        while telegram.updates or _waiting(tmp_path) or states_of(tmp_path).keys() & {"pending", "sending"}:
            assert time.monotonic() < until, "not all is handled and sent"
            time.sleep(0.1)
        desk.end()
        _, store = open_desk(tmp_path, OPEN_DAY)
        shown = {chat: Counter(telegram.texts(chat)) for chat in CHATS}
        uncertain = _judge(store, tmp_path, said, shown)
        store.close()
    handled = states_of(tmp_path).total()
    assert handled > KILLS
    assert uncertain < handled / 4, "most are known to have arrived"


def _waiting(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "desk.sqlite3", timeout=30)) as database:
        return bool(database.execute("SELECT count(*) FROM inbox WHERE state = 'pending'").fetchone()[0])


def _judge(store: Store, folder: Path, said: dict[int, list[str]], shown: dict[int, Counter[str]]) -> int:
    """Each message heard once and in order; each answer shown once, or marked uncertain. How many are uncertain."""
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        states = dict(database.execute("SELECT id, state FROM outbox").fetchall())
    for chat in CHATS:
        heard = [line.text for line in transcript(store, "telegram", str(chat)) if line.speaker == "firm"]
        assert heard == said[chat]
        sure, doubtful = Counter[str](), Counter[str]()
        for delivery in store.outbox_after("telegram", str(chat), 0):
            bucket = sure if states[delivery.id] == "sent" else doubtful
            assert states[delivery.id] in ("sent", "uncertain")
            bucket.update(_first_line(reply["text"]) for reply in delivery.payload["replies"])
        seen = Counter[str]()
        for text, times in shown[chat].items():
            seen[_first_line(text)] += times
        assert sure <= seen, "what counts as sent was shown"
        assert seen <= sure + doubtful, "nothing is shown twice"
    return sum(state == "uncertain" for state in states.values())


def _first_line(text: str) -> str:
    return re.split(r"\n\d ", text)[0]

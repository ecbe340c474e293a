"""Telegram under load and in bad weather: everything handled once, in order, and delivered in the end."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from bot.channels.telegram import LIMITS, WEBHOOK, secret_of
from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import SECRET_HEADER, TelegramDesk, serving, states_of
from tests.channels.telegram_standin import TOKEN, Fault, Json, TelegramStandIn
from tests.kept import transcript

CHATS = range(1, 201)
BURSTS, EACH, TOGETHER = 5, 5, 20
ANNA, BERT = 11, 12


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin


async def call_all(desk: TelegramDesk, deliveries: list[Json]) -> None:
    """Call the webhook with all of these, many at a time, as Telegram does."""
    headers = {SECRET_HEADER: secret_of(TOKEN)}
    left = iter(deliveries)

    async def caller(session: aiohttp.ClientSession) -> None:
        for update in left:
            async with session.post(desk.address + WEBHOOK, json=update, headers=headers) as answer:
                assert answer.status == 200

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(caller(session) for _ in range(40)))


def test_ten_thousand_duplicated_and_shuffled_deliveries(tmp_path: Path, telegram: TelegramStandIn) -> None:
    """5 bursts of 5 messages to each of 200 chats, every one delivered twice: 10,000 calls of the webhook.

    A burst comes in the order of chance, which the pause that gathers quick messages puts right; half of the second
    deliveries come long after the first was answered.
    """
    chance = random.Random(20181130)
    said: dict[int, list[str]] = {chat: [] for chat in CHATS}
    late: dict[int, list[Json]] = {}
    delivered = 0
    with serving(tmp_path, telegram, webhook=True, telegram_gathering=5.0) as desk:
        for turn in range(BURSTS + 1):
            for first in range(0, len(CHATS), TOGETHER):
                chats, batch = CHATS[first : first + TOGETHER], late.pop(first, [])
                if turn < BURSTS:
                    fresh = burst(said, chats, turn)
                    chance.shuffle(fresh)
                    half = len(fresh) // 2
                    batch, late[first] = [*batch, *fresh, *fresh[half:]], fresh[:half]
                chance.shuffle(batch)
                asyncio.run(call_all(desk, batch))
                delivered += len(batch)
        desk.until(desk.quiet, patience=60)
        assert delivered == 2 * BURSTS * EACH * len(CHATS) == 10_000
        for chat in CHATS:
            heard = [line.text for line in transcript(desk.store, "telegram", str(chat)) if line.speaker == "firm"]
            assert heard == said[chat]
        assert {one.chat for one in telegram.sent} == set(CHATS)
        states, bubbles = states_of(tmp_path), sum(len(said_to(desk, chat)) for chat in CHATS)
        assert states["sent"] == states.total()
        assert len(telegram.sent) == bubbles, "each bubble once"


def said_to(desk: TelegramDesk, chat: int) -> list[str]:
    """What the outbox holds for a chat, bubble by bubble."""
    exchanges = desk.assistant.exchanges("telegram", str(chat))
    return [reply.text for _, exchange in exchanges for reply in exchange.replies]


def burst(said: dict[int, list[str]], chats: range, turn: int) -> list[Json]:
    """A few quick messages from each of these chats."""
    fresh = []
    for number in range(EACH):
        for chat in chats:
            said[chat].append(f"選單 {turn}-{number}")
            fresh.append(updates.text(chat, said[chat][-1]))
    return fresh


def test_a_storm_of_floods_and_errors(tmp_path: Path, telegram: TelegramStandIn) -> None:
    """A third of all calls fails for a while; in the end everything has arrived, once, in order."""
    chance, until = random.Random(7), time.monotonic() + 6

    def weather(method: str, _: Json) -> Fault | None:
        if method != "sendMessage" or time.monotonic() > until or chance.random() > 0.35:
            return None
        return chance.choice([Fault("flood", 1), Fault("error", status=500), Fault("error", status=502)])

    telegram.fault = weather
    chats = range(1, 41)
    with serving(tmp_path, telegram) as desk:
        for number in range(3):
            telegram.brings(*(updates.text(chat, f"申請費 {number + 5} 萬可以補助多少？") for chat in chats))
            desk.until(partial(heard_all, desk, chats, number + 1))
        desk.until(lambda: len(telegram.sent) >= 3 * len(chats), patience=60)
        desk.until(desk.quiet)
        for chat in chats:
            # 50,000, 60,000 and 70,000 all lie in the middle tier (5~10 萬): 30% each
            found = [text.split("元")[0].split(" ")[-2] for text in telegram.texts(chat)]
            assert found == ["15,000", "18,000", "21,000"], chat
        assert set(states_of(tmp_path)) == {"sent"}


def heard_all(desk: TelegramDesk, chats: range, each: int) -> bool:
    """Whether the desk has taken in so much from each of these chats."""
    lines = [line for chat in chats for line in transcript(desk.store, "telegram", str(chat))]
    return sum(line.speaker == "firm" for line in lines) == each * len(chats)


def test_a_chat_that_is_flooded_holds_up_nobody_else(tmp_path: Path, telegram: TelegramStandIn) -> None:
    telegram.fault = lambda method, params: Fault("flood", 3) if params.get("chat_id") == str(ANNA) else None
    with serving(tmp_path, telegram, paces=LIMITS) as desk:
        telegram.brings(updates.text(ANNA, "選單"), *(updates.text(ANNA, "真人") for _ in range(3)))
        began = time.monotonic()
        for number in range(5):
            telegram.brings(updates.text(BERT, "選單"))
            desk.hears(BERT, number + 1)
        assert time.monotonic() - began < 3.0
        assert telegram.texts(ANNA) == []
        telegram.fault = lambda method, params: None
        desk.hears(ANNA)
        assert next(one for one in telegram.sent if one.chat == ANNA).at - began >= 2.9, "not before it was allowed"


@pytest.mark.parametrize("kind", ["silence", "cut"])
def test_what_may_have_arrived_is_marked_and_not_sent_again(
    tmp_path: Path, telegram: TelegramStandIn, kind: str
) -> None:
    once = iter([Fault(kind, 2)])  # type: ignore[arg-type]
    telegram.fault = lambda method, params: next(once, None) if method == "sendMessage" else None
    with serving(tmp_path, telegram, read_seconds=0.5) as desk:
        telegram.brings(updates.text(ANNA, "選單"))
        desk.until(desk.store.undelivered)
        (shown,) = desk.store.undelivered()
        assert (shown.channel, shown.state) == ("telegram", "uncertain")
        telegram.brings(updates.text(ANNA, "真人"))
        desk.hears(ANNA, 2)
        desk.until(desk.quiet)
        assert len(telegram.texts(ANNA)) == 2
        assert len(desk.store.undelivered()) == 1


def test_while_telegram_is_away_nothing_is_uncertain_and_all_arrives_later(tmp_path: Path) -> None:
    standin = TelegramStandIn()
    with standin, serving(tmp_path, standin, telegram_gathering=0.5) as desk:
        standin.brings(updates.text(ANNA, "選單"))
        desk.until(lambda: desk.store.health().waiting)
        again = TelegramStandIn(port=standin.port)
        _close(standin)
        desk.until(lambda: desk.store.health().waiting == 0)
        desk.until(lambda: states_of(tmp_path)["pending"])
        with again:
            desk.until(lambda: again.texts(ANNA))
            desk.until(desk.quiet)
        assert states_of(tmp_path) == {"sent": 1}


def _close(standin: TelegramStandIn) -> None:
    """Nobody listens there any more."""
    done = threading.Event()

    async def stop() -> None:
        await standin._stop()
        done.set()

    asyncio.run_coroutine_threadsafe(stop(), standin._loop).result(10)
    assert done.is_set()


def test_of_two_bubbles_the_first_is_not_repeated_for_the_second(tmp_path: Path, telegram: TelegramStandIn) -> None:
    sends = 0

    def weather(method: str, _: Json) -> Fault | None:
        nonlocal sends
        sends += method == "sendMessage"
        return Fault("flood", 1) if method == "sendMessage" and sends == 2 else None

    telegram.fault = weather
    with serving(tmp_path, telegram) as desk:
        telegram.brings(updates.text(ANNA, "/start certification"))
        greeting, start = desk.hears(ANNA, 2)
        desk.until(desk.quiet)
        assert len(telegram.texts(ANNA)) == 2
        assert "測試中心" in greeting
        assert "107" in start


def test_what_telegram_refuses_for_good_is_shown_and_holds_up_nothing(
    tmp_path: Path, telegram: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(tmp_path, telegram) as desk:
        with monkeypatch.context() as patched:
            patched.setattr("bot.channels.telegram_view.TEXT_MOST", 100_000)
            patched.setattr("bot.channels.telegram_view.split", lambda text, most: [text * 100])
            telegram.brings(updates.text(ANNA, "選單"))
            desk.until(desk.store.undelivered)
        assert desk.store.undelivered()[0].state == "refused"
        telegram.brings(updates.text(ANNA, "真人"))
        desk.hears(ANNA)

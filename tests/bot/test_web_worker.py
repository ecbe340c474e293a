"""The worker: it outlives failures, is woken at once, and its log repeats nobody's words."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from bot.channels import web_worker
from bot.channels.web_worker import Bell, Worker, heard, note_failure


class Tasks:
    """Work that is done in turn: each call runs the next task; none left means nothing is due."""

    def __init__(self, *tasks: Callable[[], None]) -> None:
        self.waiting = list(tasks)
        self.done = threading.Event()

    def work(self) -> bool:
        if not self.waiting:
            self.done.set()
            return False
        self.waiting.pop(0)()
        return True


def fail() -> None:
    raise ValueError("王小明 0912345678")


@pytest.fixture
def bell() -> Bell:
    return Bell(asyncio.new_event_loop())


def test_it_works_on_after_a_failure(
    bell: Bell, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(web_worker, "POLL_SECONDS", 0.01)
    tasks = Tasks(lambda: None, fail, lambda: None)
    worker = Worker(tasks, bell)
    worker.start()
    assert tasks.done.wait(5)
    worker.stop()
    assert "ValueError" in caplog.text
    assert "王小明" not in caplog.text


def test_it_is_woken_at_once(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_worker, "POLL_SECONDS", 60)
    tasks = Tasks()
    worker = Worker(tasks, bell)
    worker.start()
    assert tasks.done.wait(5)
    ran = threading.Event()
    tasks.waiting.append(ran.set)
    worker.wake()
    assert ran.wait(5)
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 5


def test_the_bell_wakes_whoever_listens_and_time_does_too() -> None:
    async def scene() -> list[float]:
        bell, taken = Bell(asyncio.get_running_loop()), []
        for ringing in (True, False):
            ring, began = bell.listen(), time.monotonic()
            if ringing:
                threading.Thread(target=bell.ring).start()
            await heard(ring, 5 if ringing else 0.05)
            taken.append(time.monotonic() - began)
        return taken

    rung, timed_out = asyncio.run(scene())
    assert rung < 4
    assert 0.04 < timed_out < 4


def test_ringing_after_the_loop_closed_is_harmless() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    Bell(loop).ring()


def test_a_failure_is_noted_by_kind_and_place(caplog: pytest.LogCaptureFixture) -> None:
    try:
        fail()
    except ValueError as error:
        note_failure("something", error)
    assert "something failed: ValueError at " in caplog.text
    assert "test_web_worker.py:" in caplog.text
    note_failure("never raised", ValueError("王小明"))
    assert "王小明" not in caplog.text

"""Many at once: nothing is lost, nothing is done twice, order holds within a conversation."""

from __future__ import annotations

import contextlib
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import pytest

from storage.errors import StaleDraft
from storage.store import Store
from storage.turn import Turn
from tests.storage.scene import NOW, answer, arrival, count, event, hand_over, turn_for

T = TypeVar("T")


def all_at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Run each in a thread of its own, starting together; what they return, or the first exception."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(run, work) for work in works]]


@pytest.fixture
def stores(store: Store, url: str, key: str) -> Iterator[list[Store]]:
    """Four more stores on the same database, as four processes would have."""
    with contextlib.ExitStack() as closing:
        yield [closing.enter_context(contextlib.closing(Store.open(url, [key]))) for _ in range(4)]


def test_800_read_modify_writes_of_a_conversation_all_survive(store: Store, stores: list[Store]) -> None:
    def add_200(own: Store) -> None:
        for _ in range(200):
            own.receive(arrival())
            with own.turn(NOW) as turn:
                if turn:
                    turn.save({"n": turn.conversation.state.get("n", 0) + len(turn.arrivals)})

    all_at_once([partial(add_200, own) for own in stores])
    with turn_for(store) as turn:  # whoever found the conversation locked has left its arrivals to the others
        assert turn.conversation.state["n"] + len(turn.arrivals) == 4 * 200 + 1


def test_800_read_modify_writes_of_a_draft_all_survive(store: Store, stores: list[Store]) -> None:
    with turn_for(store) as turn:
        case = hand_over(turn, turn.new_draft("certification", "2018", answers=[answer("n", 0)])).case

    def add_one(own: Store) -> None:
        (draft,) = own.handed_over()
        own.save_draft(replace(draft, answers=[answer("n", draft.answers[0]["value"] + 1)]), event())

    def add_200(own: Store) -> None:
        done = 0
        while done < 200:
            with contextlib.suppress(StaleDraft):
                add_one(own)
                done += 1

    all_at_once([partial(add_200, own) for own in stores])
    found = store.case(case)
    assert found
    assert found.draft.answers[0]["value"] == 4 * 200
    assert found.draft.version == 3 + 4 * 200  # begun, ready, handed over
    assert [each.version for each in found.events] == list(range(1, 4 + 4 * 200))


class Workers:
    """Six workers taking turns until all is sent and handled; every fiftieth turn fails once."""

    def __init__(self, url: str, key: str) -> None:
        self.url, self.key = url, key
        self.handled: dict[str, list[int]] = defaultdict(list)
        self.sent = threading.Event()
        self._turns = 0
        self._lock = threading.Lock()

    def work(self) -> None:
        """As a process of its own would, with a store of its own."""
        with contextlib.closing(Store.open(self.url, [self.key])) as own:
            while self._one_turn(own) or not self.sent.wait(0.02):
                pass
            while self._one_turn(own):
                pass

    def _one_turn(self, own: Store) -> bool:
        ids: list[int] = []
        try:
            with own.turn(NOW + timedelta(hours=1)) as turn:
                if turn is None:
                    return False
                ids = [each.id for each in turn.arrivals]
                self._handle(turn)
        except ZeroDivisionError:
            own.failed(ids, "ZeroDivisionError", NOW)
        return True

    def _handle(self, turn: Turn) -> None:
        numbers = [int(each.payload["text"]) for each in turn.arrivals]
        for number in numbers:
            turn.say({"text": str(number)})
        with self._lock:
            self._turns += 1
            if self._turns % 50 == 0:
                raise ZeroDivisionError
            # still inside the turn, so that nobody else has this conversation
            self.handled[f"{turn.conversation.channel}/{turn.conversation.address}"].extend(numbers)


def test_six_workers_keep_the_order_of_2000_messages(store: Store, url: str, key: str) -> None:
    """Two channels send 1,000 messages each to ten conversations while six workers take turns."""
    addresses = [f"person-{number}" for number in range(10)]
    expected = {
        f"{channel}/{address}": list(range(place, 1000, 10))
        for channel in ("web", "line")
        for place, address in enumerate(addresses)
    }
    workers = Workers(url, key)

    def send(channel: str) -> None:
        for number in range(1000):
            store.receive(arrival(str(number), channel=channel, address=addresses[number % 10]))

    def send_all() -> None:
        all_at_once([partial(send, "web"), partial(send, "line")])
        workers.sent.set()

    all_at_once([send_all, *[workers.work] * 6])
    assert workers.handled == expected
    for where, numbers in expected.items():
        channel, address = where.split("/")
        said = [int(each.payload["text"]) for each in store.outbox_after(channel, address, 0)]
        assert said == numbers


def test_the_first_words_of_a_person_on_six_lines_at_once_make_one_contact(store: Store, url: str) -> None:
    for number in range(5):
        address = f"person-{number}"
        all_at_once([partial(store.receive, arrival(address=address)) for _ in range(6)])
    assert (count(url, "contact"), count(url, "identity"), count(url, "inbox")) == (5, 5, 30)


def test_an_event_delivered_six_times_at_once_is_stored_once(store: Store, url: str) -> None:
    for number in range(10):
        same = arrival(event_id=f"same-{number}")
        assert sorted(all_at_once([partial(store.receive, same)] * 6)) == [False] * 5 + [True]
    assert count(url, "inbox") == 10


def test_a_conversation_in_its_turn_is_nobody_elses(store: Store) -> None:
    """While anna's turn is open, a rival on PostgreSQL gets bert's; on SQLite it waits for the one writer."""
    for address in ("anna", "bert"):
        store.receive(arrival(address=address))
    seen: list[str] = []

    def rival() -> None:
        while True:
            with store.turn(NOW) as turn:
                if turn is None:
                    return
                seen.append(turn.conversation.address)

    with store.turn(NOW) as turn:
        assert turn
        assert turn.conversation.address == "anna"
        thread = threading.Thread(target=rival)
        thread.start()
        thread.join(0.3)
        turn.save({"done": True})
    thread.join()
    assert seen == ["bert"]


def test_several_processes_may_migrate_at_once(url: str, key: str) -> None:
    starting = [Store.open(url, [key]) for _ in range(4)]
    assert sorted(all_at_once([own.migrate for own in starting]))[-1] is True
    assert count(url, "key_check") == 1
    for own in starting:
        assert own.health().waiting == 0
        own.close()

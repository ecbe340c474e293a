"""Many at once: nothing is lost, nothing is done twice, order holds within a conversation."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

from storage.errors import StaleDraft
from storage.store import Store
from tests.storage.scene import NOW, answer, arrival, count, event, turn_for

T = TypeVar("T")


def all_at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Run each in a thread of its own, starting together; what they return, or the first exception."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(run, work) for work in works]]


def test_800_read_modify_writes_of_a_conversation_all_survive(store: Store) -> None:
    def add_200() -> None:
        for _ in range(200):
            store.receive(arrival())
            with store.turn(NOW) as turn:
                if turn:
                    turn.save({"n": turn.conversation.state.get("n", 0) + len(turn.arrivals)})

    all_at_once([add_200] * 4)
    with turn_for(store) as turn:  # whoever found the conversation locked has left its arrivals to the others
        assert turn.conversation.state["n"] + len(turn.arrivals) == 4 * 200 + 1


def test_800_read_modify_writes_of_a_draft_all_survive(store: Store) -> None:
    with turn_for(store) as turn:
        case = turn.new_draft("certification", "2018", answers=[answer("n", 0)]).case

    def add_one() -> None:
        (draft,) = store.drafts_of("web", "anna")
        store.save_draft(replace(draft, answers=[answer("n", draft.answers[0]["value"] + 1)]), event())

    def add_200() -> None:
        done = 0
        while done < 200:
            try:
                add_one()
                done += 1
            except StaleDraft:
                continue

    all_at_once([add_200] * 4)
    found = store.case(case)
    assert found
    assert found.draft.answers[0]["value"] == 4 * 200
    assert found.draft.version == 1 + 4 * 200
    assert [each.version for each in found.events] == list(range(1, 2 + 4 * 200))


def test_six_workers_keep_the_order_of_2000_messages(store: Store, url: str, key: str) -> None:
    """Two channels send 1,000 messages each to ten conversations while six workers, each as its own process
    would with a store of its own, take turns; every fiftieth turn fails once."""
    addresses = [f"person-{number}" for number in range(10)]
    handled: dict[str, list[int]] = defaultdict(list)
    sent = threading.Event()
    senders_left = [2]
    turns = [0]
    lock = threading.Lock()

    def send(channel: str) -> Callable[[], None]:
        def work() -> None:
            for number in range(1000):
                store.receive(arrival(str(number), channel=channel, address=addresses[number % 10]))
            with lock:
                senders_left[0] -= 1
                if senders_left[0] == 0:
                    sent.set()

        return work

    def one_turn(own: Store) -> bool:
        ids: list[int] = []
        try:
            with own.turn(NOW + timedelta(hours=1)) as turn:
                if turn is None:
                    return False
                ids = [each.id for each in turn.arrivals]
                where = f"{turn.conversation.channel}/{turn.conversation.address}"
                numbers = [int(each.payload["text"]) for each in turn.arrivals]
                turn.save({"seen": [*turn.conversation.state.get("seen", []), *numbers]})
                for number in numbers:
                    turn.say({"text": str(number)})
                with lock:
                    turns[0] += 1
                    if turns[0] % 50 == 0:
                        raise ZeroDivisionError
                    handled[where].extend(numbers)  # still inside the lock on the conversation
        except ZeroDivisionError:
            own.failed(ids, "ZeroDivisionError", NOW)
        return True

    def worker() -> None:
        own = Store.open(url, [key])
        try:
            while one_turn(own) or not sent.wait(0.02):
                pass
            while one_turn(own):
                pass
        finally:
            own.close()

    all_at_once([send("web"), send("line"), *[worker] * 6])
    expected = {
        f"{channel}/{address}": list(range(place, 1000, 10))
        for channel in ("web", "line")
        for place, address in enumerate(addresses)
    }
    assert handled == expected
    for channel in ("web", "line"):
        for address in addresses:
            said = [int(each.payload["text"]) for each in store.outbox_after(channel, address, 0)]
            assert said == expected[f"{channel}/{address}"]


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
    stores = [Store.open(url, [key]) for _ in range(4)]
    all_at_once([own.migrate for own in stores])
    assert count(url, "key_check") == 1
    for own in stores:
        assert own.health().waiting == 0
        own.close()

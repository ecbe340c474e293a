"""A process killed with SIGKILL at any point loses nothing and repeats nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from storage.store import Store
from tests.kept import transcript
from tests.storage.scene import NOW, arrival

WORKER = """
import sys
from datetime import timedelta
from storage.store import Store
from tests.storage.scene import NOW
store = Store.open(sys.argv[1], [sys.argv[2]])
print("ready", flush=True)
while True:
    with store.turn(NOW) as turn:
        if turn is None:
            break
        for each in turn.arrivals:
            turn.say({"text": each.payload["text"]})
            turn.note("firm", each.payload["text"])
        turn.save({"n": turn.conversation.state.get("n", 0) + len(turn.arrivals)})
"""


def test_a_worker_killed_again_and_again_loses_and_repeats_nothing(store: Store, url: str, key: str) -> None:
    people = [f"person-{number}" for number in range(40)]
    for person in people:
        for number in range(5):
            store.receive(arrival(f"{person}/{number}", address=person))
    store.close()
    chance = random.Random(2018)
    for _ in range(6):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, url, key],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert worker.stdout
        assert worker.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, 0.04))
        worker.kill()
        worker.communicate()
    subprocess.run(
        [sys.executable, "-c", WORKER, url, key], cwd=Path(__file__).parents[2], check=True, capture_output=True
    )
    again = Store.open(url, [key])
    for person in people:
        said = [f"{person}/{number}" for number in range(5)]
        assert [each.payload["text"] for each in again.outbox_after("web", person, 0)] == said
        assert [line.text for line in transcript(again, "web", person)] == said
        exported = again.export_of("web", person)
        assert exported
        assert exported["conversations"][0]["state"] == {"n": 5}
    with again.turn(NOW) as turn:
        assert turn is None
    again.close()

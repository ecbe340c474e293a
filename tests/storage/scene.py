"""What the storage tests say and do again and again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from storage.records import Arrival, Consent, DraftEvent, DraftRecord, Json
from storage.states import DraftState
from storage.store import Store
from storage.turn import Turn

NOW = datetime(2018, 6, 1, 4, 0, tzinfo=UTC)
_events = itertools.count(1)


def arrival(
    text: str = "hello",
    *,
    channel: str = "web",
    address: str = "anna",
    event_id: str | None = None,
    at: datetime = NOW,
    wait: float = 0.0,
) -> Arrival:
    """Something said at a time, wanting its turn after `wait` seconds."""
    return Arrival(
        channel=channel,
        event_id=event_id or f"event-{next(_events)}",
        address=address,
        payload={"text": text},
        received_at=at,
        due_at=at + timedelta(seconds=wait),
    )


@contextmanager
def turn_for(store: Store, address: str = "anna", *, channel: str = "web", at: datetime = NOW) -> Iterator[Turn]:
    """A turn of this person, who has just said something."""
    assert store.receive(arrival(address=address, channel=channel, at=at))
    with store.turn(at) as turn:
        assert turn is not None
        assert (turn.conversation.channel, turn.conversation.address) == (channel, address)
        yield turn


def texts(turn: Turn | None) -> list[str]:
    """What was said in a turn's arrivals."""
    assert turn is not None
    return [str(arrival.payload["text"]) for arrival in turn.arrivals]


def answer(fact: str, value: object) -> Json:
    """One answer of a draft."""
    return {"fact": fact, "value": value, "words": str(value), "said_by": "firm", "proof": "said"}


def event(kind: str = "answered", at: datetime = NOW, actor: str = "firm") -> DraftEvent:
    """A step of a draft."""
    return DraftEvent(kind, actor, at)


def consent(given: bool = True, at: datetime = NOW) -> Consent:
    """An answer to the notice."""
    return Consent(notice="2026-01", lang="zh", given=given, at=at)


def filled(draft: DraftRecord) -> DraftRecord:
    """A draft with the firm's name, its number and an answer."""
    return replace(
        draft,
        firm_name="Spruce and Fir Trading",
        ubn="04595257",
        answers=[answer("application_fee", 80_000), answer("contact_name", "Person Ingrid Berg")],
    )


def hand_over(turn: Turn, draft: DraftRecord) -> DraftRecord:
    """Through READY to HANDED_OVER, with what was handed over."""
    ready = turn.save_draft(replace(draft, state=DraftState.READY), event("checked", turn.now))
    handing = DraftEvent("handed_over", "firm", turn.now, {}, {"facts": {"application_fee": 80_000}})
    return turn.save_draft(replace(ready, state=DraftState.HANDED_OVER), handing)


def count(url: str, table: str) -> int:
    """The rows of a table, looked at from outside the store."""
    if url.startswith("postgresql:"):
        url = url.replace("postgresql:", "postgresql+psycopg:", 1)
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            found: int = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
            return found
    finally:
        engine.dispose()


def raw_bytes(url: str) -> bytes:
    """Every byte of an SQLite database: the file and its logs."""
    path = Path(make_url(url).database or "")
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(path.name + "*")))

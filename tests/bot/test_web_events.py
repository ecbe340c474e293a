"""The stream: what is past the last id, once, at once, to its own session only; it ends with the server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.web_session import Session
from bot.messages import Inbound
from tests.browser.desk import Desk, Visitor, running


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk")) as started:
        yield started


@contextmanager
def stream(visitor: Visitor, after: int = 0, **headers: str) -> Iterator[Iterator[str]]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    with visitor.client.stream("GET", "/events", params={"after": after}, headers=names) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield response.iter_lines()


def following(lines: Iterator[str], count: int) -> list[tuple[int, dict[str, Any]]]:
    """The next events: their ids and data."""
    found, data = [], ""
    for line in lines:
        if line.startswith("data: "):
            data = line.removeprefix("data: ")
        if line.startswith("id: "):
            found.append((int(line.removeprefix("id: ")), json.loads(data)))
            if len(found) == count:
                break
    return found


def test_stream_begins_past_the_last_id(desk: Desk) -> None:
    visitor = desk.visitor()
    for text in ("你好", "謝謝", "申請費 8 萬可以補助多少"):
        visitor.say(text)
    stored = visitor.exchanges()
    with stream(visitor, stored[0]["id"]) as lines:
        assert [data for _, data in following(lines, 2)] == stored[1:]


def test_a_reconnecting_browsers_header_counts_more_than_the_address(desk: Desk) -> None:
    visitor = desk.visitor()
    for text in ("你好", "謝謝", "申請費 8 萬可以補助多少"):
        visitor.say(text)
    ids = [exchange["id"] for exchange in visitor.exchanges()]
    with stream(visitor, 0, last_event_id=str(ids[1])) as lines:
        assert [number for number, _ in following(lines, 1)] == [ids[2]]


@pytest.mark.parametrize("header", ["x", "-1", "1.5", "9" * 5000, "²"])
def test_an_odd_header_is_as_none(desk: Desk, header: str) -> None:
    visitor = desk.visitor()
    visitor.say("你好")
    response = visitor.client.get("/exchanges", headers=[(b"last-event-id", header.encode())])
    assert len(response.json()["exchanges"]) == 1


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30])
def test_an_odd_position_is_refused(desk: Desk, after: str) -> None:
    assert desk.visitor().client.get("/exchanges", params={"after": after}).status_code == 422


def test_a_reply_comes_at_once_and_once(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.say("你好")
    last = visitor.exchanges()[-1]["id"]
    with stream(visitor, last) as lines:
        began = time.monotonic()
        visitor.post("申請費 8 萬可以補助多少", event="asked-by-stream")
        ((number, data),) = following(lines, 1)
        # Woken, not polled: well within the poll of one second.
        assert time.monotonic() - began < 0.9
        assert data["heard"][0]["id"] == "asked-by-stream"
        visitor.post("謝謝")
        ((next_number, _),) = following(lines, 1)
        assert next_number > number > last


def test_a_message_that_came_in_elsewhere_is_found_by_polling(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.say("你好")
    address = Session(visitor.client.cookies["greendesk"]).address
    with stream(visitor, visitor.exchanges()[-1]["id"]) as lines:
        desk.assistant.receive("web", address, Inbound("text", "謝謝", id="elsewhere"), event_id="elsewhere")
        ((_, data),) = following(lines, 1)
    assert data["heard"][0]["id"] == "elsewhere"


def test_nobody_elses_exchanges_are_streamed(desk: Desk) -> None:
    other, visitor = desk.visitor(), desk.visitor()
    other.say("這是別人的話")
    visitor.say("你好", event="of-this-visitor")
    with stream(visitor) as lines:
        ((_, data),) = following(lines, 1)
    assert data["heard"][0]["id"] == "of-this-visitor"


def test_quiet_streams_are_kept_alive(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fastapi.routing._PING_INTERVAL", 0.1)
    with stream(desk.visitor()) as lines:
        assert [next(lines) for _ in range(3)] == ["retry: 1000", "", ": ping"]


@pytest.mark.parametrize("path", ["/events", "/exchanges", "/mydata.json", "/drafts/GT-1/print", "/drafts/GT-1.docx"])
def test_without_a_session_there_is_nothing(desk: Desk, path: str) -> None:
    assert httpx.get(desk.url + path).status_code == 404


def test_streams_end_when_the_server_stops(tmp_path: Path) -> None:
    with running(tmp_path) as desk:
        visitor = desk.visitor()
        with stream(visitor) as lines:
            began = time.monotonic()
            desk.server.should_exit = True
            assert not [line for line in lines if line.startswith("data")]
            assert time.monotonic() - began < 2

"""Rounds: what comes in together is one transaction, and one at fault is told so alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.post import Post
from bot.messages import Event, Inbound
from storage.errors import BadArrival
from storage.store import Store
from tests.desk import open_desk


def said(person: str, event: str) -> list[tuple[str, Event]]:
    return [("web", Event(person, Inbound("text", "你好", id=event), event))]


async def taken(post: Post, *events: list[tuple[str, Event]]) -> list[Any]:
    """What comes of events that come in together."""
    running = asyncio.create_task(post.run())
    try:
        return await asyncio.gather(*map(post.take, events), return_exceptions=True)
    finally:
        post.stop()
        await running


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Assistant, Store]]:
    assistant, store = open_desk(tmp_path)
    yield assistant, store
    store.close()


def test_what_comes_in_together_is_stored_and_answered_in_one_round(desk: tuple[Assistant, Store]) -> None:
    told: list[Sequence[str]] = []
    events = [said(person, person) for person in ("anna", "bert", "cleo")]
    found = asyncio.run(taken(Post(*desk, told.append), *events, said("anna", "anna")))
    assert [list(each) for each in found] == [[True], [True], [True], [False]]
    assert told == [["web", "web", "web"]]
    assert [len(desk[0].exchanges("web", person)) for person in ("anna", "bert", "cleo")] == [1, 1, 1]


def test_one_that_cannot_be_stored_holds_up_no_other(desk: tuple[Assistant, Store]) -> None:
    post = Post(*desk, lambda _: None)
    good, bad, other = asyncio.run(taken(post, said("anna", "e1"), said("", "e2"), said("bert", "e3")))
    assert (list(good), list(other)) == ([True], [True])
    assert isinstance(bad, BadArrival)
    assert [len(desk[0].exchanges("web", person)) for person in ("anna", "bert")] == [1, 1]

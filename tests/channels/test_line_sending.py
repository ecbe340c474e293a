"""Sending to LINE when it goes wrong: tokens used or old, 429, 5xx, no answer, retry keys, the monthly quota."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.line import DOUBT_SECONDS, TOKEN_SECONDS
from tests.channels.line_desk import LineDesk, serving
from tests.channels.line_events import said, user
from tests.channels.line_standin import Fault, LineStandIn, standing_in

ME, YOU = user(1), user(2)
REPLY, PUSH = "/v2/bot/message/reply", "/v2/bot/message/push"
ASK = "申請費 8 萬可以補助多少"
FIGURE = "24,000"
SILENCE = 0
SOON = 0.3
"""Seconds after which the desk under test gives an answer up."""


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    with standing_in(LineStandIn()) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[LineDesk]:
    monkeypatch.setattr("bot.channels.line.DOUBT_SECONDS", 0.1)
    with serving(tmp_path, line, access=line.access(seconds=SOON)) as found:
        yield found


def asks(desk: LineDesk, token: str, chat: str = ME) -> None:
    desk.line.chats.add(chat)
    assert desk.deliver(said(chat, ASK, token)) == 200


def settled(desk: LineDesk, state: str) -> bool:
    return any(one.state == state for one in desk.store.undelivered())


def test_a_wait_is_named() -> None:
    assert DOUBT_SECONDS < TOKEN_SECONDS < 60


def test_a_token_used_up_elsewhere_leads_to_a_push(desk: LineDesk, line: LineStandIn) -> None:
    asks(desk, "never-issued")
    assert FIGURE in desk.hears(ME)[0]
    assert (line.delivered[0].by, line.used) == ("push", 1)


def test_an_old_token_is_not_tried(tmp_path: Path, line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.line.TOKEN_SECONDS", 0.05)
    with serving(tmp_path, line, line_gathering=0.3) as desk:
        asks(desk, line.token(ME, good_for=0.05))
        assert FIGURE in desk.hears(ME)[0]
    assert line.delivered[0].by == "push"
    assert line.calls[REPLY] == 0


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_reply_not_taken_is_made_again(desk: LineDesk, line: LineStandIn, status: int) -> None:
    line.fails(REPLY, Fault(status), Fault(status))
    asks(desk, line.token(ME))
    assert FIGURE in desk.hears(ME)[0]
    assert (len(line.delivered), line.delivered[0].by, line.calls[REPLY]) == (1, "reply", 3)


def test_retry_after_is_honoured_while_others_go_on(desk: LineDesk, line: LineStandIn) -> None:
    line.fails(REPLY, Fault(429, retry_after="1"))
    asks(desk, line.token(ME))
    desk.until(lambda: line.calls[REPLY] == 1)
    asks(desk, line.token(YOU), YOU)
    desk.hears(YOU)
    assert line.texts(ME) == []
    desk.hears(ME)
    assert [one.to for one in line.delivered] == [YOU, ME]


@pytest.mark.parametrize("fault", [Fault(500, taken=True), Fault(SILENCE, taken=True)])
def test_a_reply_that_may_have_arrived_is_never_said_twice(desk: LineDesk, line: LineStandIn, fault: Fault) -> None:
    line.fails(REPLY, fault)
    asks(desk, line.token(ME))
    desk.until(lambda: settled(desk, "uncertain"))
    assert len(line.delivered) == 1
    assert line.calls[PUSH] == 0


def test_after_no_answer_and_nothing_taken_the_reply_arrives(desk: LineDesk, line: LineStandIn) -> None:
    line.fails(REPLY, Fault(SILENCE))
    asks(desk, line.token(ME))
    assert FIGURE in desk.hears(ME)[0]
    assert not settled(desk, "uncertain")


@pytest.mark.parametrize("fault", [Fault(500, taken=True), Fault(503), Fault(SILENCE, taken=True), Fault(429)])
def test_a_push_is_made_again_under_the_same_key(desk: LineDesk, line: LineStandIn, fault: Fault) -> None:
    line.fails(PUSH, fault)
    asks(desk, "old")
    desk.until(lambda: line.calls[PUSH] == 2)
    assert FIGURE in desk.hears(ME)[0]
    desk.until(lambda: desk.store.health().uncertain == 0 and len(line.keys) == 1)
    assert (len(line.delivered), line.used) == (1, 1)


def test_without_line_nothing_is_lost(tmp_path: Path, line: LineStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.line.DOUBT_SECONDS", 0.1)
    monkeypatch.setattr("bot.channels.line.TOKEN_TROUBLE_SECONDS", 0.1)
    with serving(tmp_path, line, access=line.access(token="of-another-account")) as desk:
        asks(desk, line.token(ME))
        desk.until(lambda: line.calls[REPLY] >= 2)
    with serving(tmp_path, line) as desk:
        desk.hears(ME)
    assert (len(line.delivered), line.delivered[0].by) == (1, "reply")


def test_a_message_line_never_takes_is_shown_to_the_officers(desk: LineDesk, line: LineStandIn) -> None:
    assert desk.deliver(said(ME, ASK, "old")) == 200  # nobody LINE knows
    desk.until(lambda: settled(desk, "refused"))
    assert line.calls[PUSH] == 1


def test_with_the_quota_used_up_it_is_said_with_the_next_answer(desk: LineDesk, line: LineStandIn) -> None:
    line.used = line.limit
    asks(desk, "old")
    desk.until(lambda: line.calls[PUSH] == 1)
    assert desk.deliver(said(ME, "藍天使有補助嗎？", line.token(ME))) == 200
    held, answer = desk.hears(ME)
    assert FIGURE in held
    assert "藍天使" in answer
    assert desk.deliver(said(ME, "選單", line.token(ME))) == 200
    assert len(desk.hears(ME, 2)) == 3
    assert (line.calls[PUSH], [one.by for one in line.delivered]) == (1, ["reply", "reply"])


def test_a_storm_is_weathered_and_no_chat_starves(desk: LineDesk, line: LineStandIn) -> None:
    people = [user(number) for number in range(1, 21)]
    line.fails(REPLY, *[Fault(429), Fault(503), Fault(500), Fault(502)] * 10)
    for chat in people:
        asks(desk, line.token(chat), chat)
    for chat in people:
        assert FIGURE in desk.hears(chat)[0]
    assert len(line.delivered) == len(people)
    assert {one.by for one in line.delivered} == {"reply"}

"""Posting: each message once, only from our own page, within limits; words that aren't taken are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.browser.desk import Desk, eventually, running, said


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk"), message_length=300) as started:
        yield started


def test_a_message_is_taken_and_answered(desk: Desk) -> None:
    visitor = desk.visitor()
    response = visitor.post("申請費 8 萬可以補助多少", event="event-number-1")
    assert response.status_code == 202
    eventually(visitor.exchanges)
    (exchange,) = visitor.exchanges()
    assert exchange["heard"] == [{"id": "event-number-1", "kind": "text", "text": "申請費 8 萬可以補助多少"}]
    # 80,000 x 30% = 24,000 (clause 五).
    assert "24,000" in said([exchange])


def test_a_repeated_event_is_stored_once(desk: Desk) -> None:
    visitor = desk.visitor()
    for _ in range(3):
        assert visitor.post("你好", event="the-same-event").status_code == 202
    visitor.say("謝謝", event="another-event")
    assert visitor.heard() == ["the-same-event", "another-event"]


def test_two_browsers_may_use_the_same_event_id(desk: Desk) -> None:
    first, second = desk.visitor(), desk.visitor()
    first.say("你好", event="event-of-both")
    second.say("你好", event="event-of-both")
    assert first.heard() == second.heard() == ["event-of-both"]


def test_a_pressed_button_comes_with_its_label(desk: Desk) -> None:
    visitor = desk.visitor()
    (exchange,) = visitor.say("選單", choice="menu")
    assert exchange["heard"][0] | {"id": ""} == {"id": "", "kind": "choice", "text": "選單"}
    assert exchange["replies"][-1]["choices"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_post_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    visitor = desk.visitor()
    assert visitor.post("你好", headers=headers).status_code == 403
    visitor.say("謝謝", event="only-this-one")
    assert visitor.heard() == ["only-this-one"]


@pytest.mark.parametrize("token", ["", "x", "甲", None, 7, ["x"]])
def test_a_post_without_the_pages_token_is_refused(desk: Desk, token: object) -> None:
    assert desk.visitor().post("你好", token=token).status_code == 403


def test_another_sessions_token_is_refused(desk: Desk) -> None:
    assert desk.visitor().post("你好", token=desk.visitor().token).status_code == 403


def test_a_post_without_a_session_is_refused_in_words(desk: Desk) -> None:
    response = httpx.post(f"{desk.url}/messages", json={"text": "你好", "event": "x" * 16, "token": "y"})
    assert response.status_code == 403
    assert "重新載入" in response.json()["message"]


def test_our_own_origin_passes(desk: Desk) -> None:
    headers = {"origin": desk.url, "sec-fetch-site": "same-origin"}
    assert desk.visitor().post("你好", headers=headers).status_code == 202


def test_text_up_to_the_limit_is_taken_and_one_more_is_not(desk: Desk) -> None:
    visitor = desk.visitor()
    # The limit of this desk is 300 characters; a character beyond the basic plane counts as one.
    assert visitor.post("𠮷" * 300).status_code == 202
    response = visitor.post("字" * 301)
    assert response.status_code == 413
    assert "300" in response.json()["message"]


def test_a_huge_body_is_refused_before_it_is_read_whole(desk: Desk) -> None:
    visitor = desk.visitor()
    response = visitor.post("字" * 200_000)
    assert response.status_code == 413
    assert response.json()["message"]


def test_10_000_characters_get_a_sentence(desk: Desk) -> None:
    visitor = desk.visitor()
    assert visitor.post("字" * 10_000).status_code == 413
    assert visitor.post_form("字" * 10_000).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"event": 5}',
        b'{"event": "short"}',
        b'{"event": "with space in it"}',
    ],
)
def test_what_cannot_be_read_is_refused_in_words(desk: Desk, body: bytes) -> None:
    response = desk.visitor().client.post("/messages", content=body)
    assert response.status_code == 400
    assert response.json()["message"]


@pytest.mark.parametrize("fields", [{}, {"text": " \n"}, {"text": 7}, {"choice": "c" * 201}, {"text": {"a": 1}}])
def test_nothing_said_is_refused(desk: Desk, fields: dict[str, Any]) -> None:
    assert desk.visitor().post(**fields).status_code == 400


def test_odd_characters_are_stored_or_dropped_but_never_fail(desk: Desk) -> None:
    visitor = desk.visitor()
    text = "甲\x00乙\ud800丙\r\n丁\x1b🌱'; DROP TABLE inbox; --"
    body = json.dumps({"text": text, "event": "odd-characters", "token": visitor.token})
    assert visitor.client.post("/messages", content=body).status_code == 202
    eventually(visitor.exchanges)
    assert visitor.exchanges()[0]["heard"][0]["text"] == "甲乙?丙\n丁🌱'; DROP TABLE inbox; --"


def test_too_many_messages_name_the_wait(tmp_path: Path) -> None:
    with running(tmp_path, messages_per_minute=2) as desk:
        visitor = desk.visitor()
        assert [visitor.post("你好").status_code for _ in range(3)] == [202, 202, 429]
        response = visitor.post("你好")
        wait = int(response.headers["retry-after"])
        assert 1 <= wait <= 60
        assert f"{wait} 秒" in response.json()["message"]
        assert desk.visitor().post("你好").status_code == 202
        form = visitor.post_form("請留下這段話")
        assert form.status_code == 429
        assert "請留下這段話</textarea>" in form.text


def test_the_form_without_scripts_comes_back_with_the_reply(desk: Desk) -> None:
    visitor = desk.visitor()
    response = visitor.post_form("申請費 8 萬可以補助多少")
    assert response.status_code == 303
    assert response.headers["location"] == "/#latest"
    assert "24,000" in visitor.client.get("/").text


def test_a_button_without_scripts_carries_the_label_it_showed(desk: Desk) -> None:
    visitor = desk.visitor()
    visitor.post_form("", choice="menu")
    choice = visitor.exchanges()[0]["replies"][-1]["choices"][0]
    visitor.post_form("", choice=choice["value"])
    heard = [exchange["heard"][0]["text"] for exchange in visitor.exchanges()]
    assert heard == ["選單", choice["label"]]


def test_two_buttons_of_one_page_are_two_messages_and_a_double_click_is_one(desk: Desk) -> None:
    visitor = desk.visitor()
    for choice in ("menu", "menu", "person"):
        visitor.post_form("", choice=choice, event="one-page-one-id")
    assert [exchange["heard"][0]["text"] for exchange in visitor.exchanges()] == ["選單", "真人"]


def test_a_form_that_is_refused_keeps_the_words_escaped(desk: Desk) -> None:
    visitor = desk.visitor()
    text = "</textarea><script>alert(1)</script>" + "字" * 300
    response = visitor.post_form(text)
    assert response.status_code == 413
    assert "&lt;/textarea&gt;&lt;script&gt;" in response.text
    assert "一次最多讀 300 字" in response.text


def test_starting_without_scripts(desk: Desk) -> None:
    visitor = desk.visitor()
    assert visitor.post_form("", kind="opened").status_code == 303
    assert len(visitor.exchanges()) == 1

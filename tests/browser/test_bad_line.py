"""Limits, lost connections and second tabs in Chromium: nothing typed is lost, nothing is shown twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.browser.desk import Desk, running, serving
from tests.browser.test_page import ASKED, ask

pytestmark = pytest.mark.browser


def test_text_too_long_stays_in_the_box(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    text = "字" * (desk.settings.message_length + 1)
    page.fill("#text", text)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text(f"{desk.settings.message_length:,}")
    expect(page.locator("#text")).to_have_value(text)
    assert page.locator(".heard").count() == 0
    page.fill("#text", "你好")
    expect(page.locator("#status")).to_be_empty()


def test_too_many_messages_keep_the_words(opens: Opens, tmp_path: Path) -> None:
    with running(tmp_path, messages_per_minute=2) as desk:
        page = opens(desk.url).page
        ask(page, "你好")
        page.fill("#text", "這句要留著")
        page.keyboard.press("Enter")
        expect(page.locator("#status")).to_contain_text("秒")
        expect(page.locator("#text")).to_have_value("這句要留著")
        assert page.locator(".heard", has_text="這句要留著").count() == 0
        page.context.close()


def test_what_was_typed_survives_a_reload_and_a_change_of_language(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    page.fill("#text", "打到一半")
    page.reload()
    expect(page.locator("#text")).to_have_value("打到一半")
    page.locator(".tongue").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#text")).to_have_value("打到一半")
    expect(page.locator(".exchange:last-child .heard")).to_contain_text("English")


def test_it_reconnects_after_the_server_was_away(opens: Opens, tmp_path: Path) -> None:
    with running(tmp_path) as desk:
        page = opens(desk.url).page
        desk.server.should_exit = True
        expect(page.locator("#status")).to_contain_text("連線中斷")
        page.fill("#text", ASKED)
        page.keyboard.press("Enter")
        expect(page.locator(".pending .heard")).to_contain_text(ASKED)
        with serving(desk.assistant, desk.settings, int(desk.url.rsplit(":", 1)[1])):
            expect(page.locator(".exchange:last-child")).to_contain_text("24,000", timeout=20_000)
            expect(page.locator("#status")).to_be_empty(timeout=20_000)
            assert page.locator(".heard", has_text=ASKED).count() == 1
            page.context.close()


def test_what_could_not_be_sent_can_be_sent_again(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    page.route("**/messages", lambda route: route.abort())
    page.fill("#text", ASKED)
    page.keyboard.press("Enter")
    expect(page.locator(".unsent")).to_contain_text("還沒送出", timeout=20_000)
    page.unroute("**/messages")
    page.locator(".unsent button").click()
    expect(page.locator(".exchange:last-child")).to_contain_text("24,000")
    expect(page.locator(".pending")).to_have_count(0)
    assert page.locator(".heard", has_text=ASKED).count() == 1


def test_a_held_up_stream_is_made_up_for_by_asking(desk: Desk, opens: Opens) -> None:
    page = opens("about:blank", greeted=False).page
    page.route("**/events*", lambda route: None)
    page.goto(desk.url)
    expect(page.locator(".reply").first).to_be_visible(timeout=20_000)


def test_two_tabs_show_the_same_conversation(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    other = page.context.new_page()
    other.goto(desk.url)
    expect(other.locator(".reply").first).to_be_visible()
    page.bring_to_front()
    ask(page, ASKED)
    other.bring_to_front()
    expect(other.locator(".exchange:last-child")).to_contain_text("24,000")
    assert other.locator(".heard", has_text=ASKED).count() == 1

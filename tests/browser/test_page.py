"""The page in Chromium, at two widths: by mouse, by keyboard, without scripts, over a bad line."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Opens
from tests.browser.desk import Desk, running

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
ASKED = "申請費 8 萬可以補助多少"


def answered(page: Page, act: Callable[[], object]) -> None:
    """Does something that the desk replies to, and waits for the reply; what the desk says unasked doesn't count."""
    replies = page.locator(".exchange:not(.pending):has(.heard)")
    before = replies.count()
    act()
    expect(replies).to_have_count(before + 1)
    expect(page.locator(".pending")).to_have_count(0)


def ask(page: Page, text: str) -> None:
    """Types and sends, and waits for the reply."""
    page.fill("#text", text)
    answered(page, lambda: page.keyboard.press("Enter"))


def menu(page: Page) -> None:
    """Opens the menu by the head's button."""
    answered(page, page.locator("nav button[value=menu]").click)


def press(page: Page, at: int = 0) -> str:
    """Presses a numbered button of the last exchange, waits for the reply, and returns the button's label."""
    button = page.locator(".exchange:last-child .choices button").nth(at)
    label = button.get_attribute("data-label")
    assert label is not None
    answered(page, button.click)
    return label


def shape(page: Page) -> Any:
    """The conversation as the browser holds it: tags, attributes and words, no blanks between tags."""
    return page.evaluate(
        """() => {
          const shape = (node) => node.nodeType === Node.TEXT_NODE ? node.data : [node.tagName,
            Object.fromEntries([...node.attributes].map(({name, value}) => [name, value])),
            [...node.childNodes].filter((child) => child.nodeType !== Node.TEXT_NODE
              || child.data.trim()).map(shape)];
          return shape(document.getElementById("log"));
        }"""
    )


def assert_fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#scroll").evaluate("(log) => log.scrollWidth <= log.clientWidth")


@WIDTHS
def test_a_conversation_survives_a_reload(desk: Desk, opens: Opens, viewport: dict[str, int]) -> None:
    watched = opens(desk.url, viewport=viewport)
    page = watched.page
    assert_fits(page)
    ask(page, ASKED)
    # 80,000 x 30% = 24,000 (clause 五).
    expect(page.locator(".exchange:last-child")).to_contain_text("24,000")
    assert_fits(page)
    menu(page)
    label = press(page)
    assert_fits(page)
    before = shape(page)
    page.reload()
    assert shape(page) == before
    for text in (ASKED, label):
        expect(page.locator(".heard", has_text=text).first).to_be_visible()
    assert page.locator(".heard", has_text=ASKED).count() == 1
    assert not watched.complaints


@WIDTHS
def test_the_newest_exchange_is_in_view(desk: Desk, opens: Opens, viewport: dict[str, int]) -> None:
    page = opens(desk.url, viewport=viewport, reduced_motion="reduce").page
    for _ in range(4):
        ask(page, ASKED)
    expect(page.locator(".exchange:last-child .heard")).to_be_in_viewport()
    page.reload()
    expect(page.locator(".exchange:last-child .bubble").first).to_be_in_viewport()


def test_only_the_newest_choices_stand_out_and_older_ones_still_work(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    menu(page)
    ask(page, ASKED)
    newest = page.locator(".exchange:last-child .choices button").first
    older = page.locator(".exchange:not(:last-child) .choices button").first
    for colour in ("borderTopColor", "backgroundColor", "color"):
        look = f"(one) => getComputedStyle(one).{colour}"
        assert newest.evaluate(look) != older.evaluate(look)
    number = "(one) => getComputedStyle(one.querySelector('b')).color"
    assert newest.evaluate(number) != older.evaluate(number)
    answered(page, older.click)


def test_keyboard_alone_is_enough(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("申請費")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("8 萬可以補助多少")
    expect(page.locator("#text")).to_have_value("申請費\n8 萬可以補助多少")
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".exchange:last-child")).to_contain_text("24,000")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#file")).to_be_focused()
    assert page.locator(".attach").evaluate("(label) => getComputedStyle(label).outlineWidth") == "3px"
    page.keyboard.press("Shift+Tab")
    pressed = page.evaluate("document.activeElement.dataset.label")
    assert pressed
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    answered(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".exchange:last-child .heard")).to_contain_text(pressed)


def test_enter_that_picks_a_word_does_not_send(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    page.fill("#text", "ㄐㄧㄣ")
    for init in ({"isComposing": True}, {"keyCode": 229}):
        page.evaluate(
            """(init) => document.getElementById("text").dispatchEvent(
              new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true, ...init}))""",
            init,
        )
    expect(page.locator("#text")).to_have_value("ㄐㄧㄣ")
    assert page.locator(".heard").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@WIDTHS
def test_axe_finds_nothing(desk: Desk, opens: Opens, viewport: dict[str, int], scheme: str) -> None:
    page = opens(desk.url, viewport=viewport, color_scheme=scheme, reduced_motion="reduce").page
    ask(page, ASKED)
    menu(page)
    ask(page, "How much can I get back for a 120,000 fee?")
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert results.violations_count == 0, results.generate_report()


@WIDTHS
def test_everything_to_touch_is_large_enough(desk: Desk, opens: Opens, viewport: dict[str, int]) -> None:
    page = opens(desk.url, viewport=viewport).page
    ask(page, ASKED)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, textarea, #log a")].filter((one) => {
          const {width, height} = one.getBoundingClientRect();
          return width && (width < 44 || height < 44);
        }).map((one) => one.outerHTML)"""
    )
    assert not small


def test_markup_stays_words(desk: Desk, opens: Opens) -> None:
    watched = opens(desk.url)
    page = watched.page
    hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    ask(page, hostile)
    before = shape(page)
    assert page.locator("#log img, #log script").count() == 0
    page.reload()
    assert shape(page) == before
    assert not watched.complaints


def test_bubbles_name_their_language(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url).page
    ask(page, "How much can I get back for a 120,000 fee?")
    expect(page.locator(".exchange:last-child .heard")).to_have_attribute("lang", "en")


@WIDTHS
def test_it_works_without_scripts(desk: Desk, opens: Opens, viewport: dict[str, int]) -> None:
    page = opens(desk.url, greeted=False, java_script_enabled=False, viewport=viewport).page
    page.get_by_role("button", name="開始").click()
    expect(page.locator(".reply").first).to_be_visible()
    page.fill("#text", ASKED)
    page.locator(".send").click()
    expect(page.locator(".exchange:last-child")).to_contain_text("24,000")
    expect(page.locator(".exchange:last-child .choices button").first).to_be_in_viewport()
    label = page.locator(".exchange:last-child .choices button").first.get_attribute("data-label")
    page.locator(".exchange:last-child .choices button").first.click()
    expect(page.locator(".exchange:last-child .heard")).to_contain_text(label or "")


def test_motion_is_reduced_where_that_is_wanted(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url, reduced_motion="reduce").page
    assert page.locator(".dots i").first.evaluate("(dot) => getComputedStyle(dot).animationName") == "none"


def test_the_picture_in_the_readme(opens: Opens, tmp_path: Path) -> None:
    """Takes the README's picture, which is kept in `docs` where GREENDESK_SCREENSHOT=1 asks for it."""
    wanted = os.environ.get("GREENDESK_SCREENSHOT") == "1"
    folder = Path(__file__).parents[2] / "docs" if wanted else tmp_path
    with running(tmp_path, today=date(2018, 6, 1)) as desk:
        page = opens(desk.url, viewport={"width": 960, "height": 760}, reduced_motion="reduce").page
        ask(page, ASKED)
        expect(page.locator(".exchange:last-child .choices button").first).to_be_in_viewport()
        page.screenshot(path=folder / "screenshot.png")
        page.context.close()
    assert (folder / "screenshot.png").stat().st_size > 10_000

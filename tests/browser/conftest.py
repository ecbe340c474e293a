"""Chromium for the browser tests; without one they are skipped aloud, or fail where all is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.desk import Desk, running

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}


@dataclass
class Watched:
    """A page and whatever it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)


Opens = Callable[..., Watched]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: while playwright runs, its event loop keeps other tests from asyncio.run.
    path = os.environ.get("GREENDESK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        reason = "no Chromium: install Debian's chromium, or name one with GREENDESK_CHROMIUM"
        if os.environ.get("GREENDESK_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for all tests of a module: each opens it as a new visitor."""
    with running(tmp_path_factory.mktemp("desk")) as started:
        yield started


def _watch(context: BrowserContext) -> Watched:
    watched = Watched(context.new_page())
    page = watched.page
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: watched.complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.set_default_timeout(10_000)
    return watched


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Opens]:
    """Opens a page as a new visitor and waits for the greeting; keywords go to the browser context."""
    with ExitStack() as closing:

        def open_page(url: str, *, greeted: bool = True, **settings: Any) -> Watched:
            context = chromium.new_context(**{"viewport": LAPTOP, "locale": "zh-TW"} | settings)
            closing.callback(context.close)
            watched = _watch(context)
            watched.page.goto(url)
            if greeted:
                watched.page.wait_for_selector(".reply")
            return watched

        yield open_page

"""A firm's whole way in Chromium: the trial by its buttons, a reload in the middle, the draft and its paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Opens
from tests.browser.desk import Desk, running
from tests.browser.drafts import ready_draft
from tests.browser.test_page import answered, ask, assert_fits, shape

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on a day inside the 2018 window (it closed on 2018-11-30)."""
    with running(tmp_path_factory.mktemp("desk"), today=date(2018, 6, 1)) as started:
        yield started


def choose(page: Page, value: str) -> None:
    """Presses the newest button whose value ends so."""
    answered(page, page.locator(f'.exchange:last-child button[value$="{value}"]').click)


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_the_trial_goes_on_after_a_reload(desk: Desk, opens: Opens, viewport: dict[str, int]) -> None:
    watched = opens(desk.url, viewport=viewport)
    page = watched.page
    ask(page, "我要申請分攤")
    choose(page, "trial:certification")
    choose(page, "registered_trader:yes")
    before = shape(page)
    page.reload()
    assert shape(page) == before
    choose(page, "made_in:taiwan")
    expect(page.locator(".exchange:last-child .bubble").last).to_contain_text("第 3 題")
    expect(page.locator(".exchange:last-child .choices button").last).to_be_in_viewport()
    assert_fits(page)
    assert not watched.complaints


def test_a_long_list_of_labels_fits_a_phone(desk: Desk, opens: Opens) -> None:
    page = opens(desk.url, viewport=PHONE, reduced_motion="reduce").page
    ask(page, "我要申請分攤")
    choose(page, "trial:certification")
    for value in ("registered_trader:yes", "made_in:taiwan", "counselling_year:2017"):
        choose(page, value)
    ask(page, "107/3/1")
    choose(page, "labels:1:label")
    assert_fits(page)
    expect(page.locator(".exchange:last-child .bubble").first).to_be_in_viewport()


def test_the_draft_opens_as_a_paper(desk: Desk, opens: Opens) -> None:
    visitor = desk.visitor()
    ready_draft(visitor, "甲 & 乙 <綠> 公司")
    watched = opens("about:blank", greeted=False, viewport=PHONE)
    page = watched.page
    page.context.add_cookies([{"name": "greendesk", "value": visitor.client.cookies["greendesk"], "url": desk.url}])
    page.goto(desk.url)
    with page.expect_download() as download:
        page.locator('.exchange:last-child a[href$=".docx"]').click()
    assert download.value.suggested_filename.endswith(".docx")
    with page.context.expect_page() as opened:
        page.locator('.exchange:last-child a[href$="/print"]').click()
    paper = opened.value
    paper.wait_for_url("**/print")  # a tab just opened can't be loaded anew yet
    complaints: list[str] = []
    paper.on("console", lambda said: complaints.append(said.text))
    paper.reload()
    expect(paper.locator("td", has_text="甲 & 乙 <綠> 公司")).to_be_visible()
    expect(paper.locator("#print")).to_be_visible()
    expect(paper.locator(".notice")).to_have_css("border-left-width", "5px")
    assert paper.evaluate("document.documentElement.scrollWidth <= innerWidth")
    results = Axe().run(paper)
    assert results.violations_count == 0, results.generate_report()
    paper.emulate_media(media="print")
    expect(paper.locator("#print")).to_be_hidden()
    assert not complaints
    assert not watched.complaints

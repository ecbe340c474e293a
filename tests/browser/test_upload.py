"""A purchase list in Chromium: the file button, consent, columns, an answer for alike lines, the workbook."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Opens
from tests.browser.desk import Desk
from tests.browser.test_page import answered, assert_fits

pytestmark = pytest.mark.browser

PURCHASES = """日期,廠商,品名,金額
113/01/05,大同,環保標章影印紙,30000
113/03/05,好傢俱,辦公椅,500000
113/03/09,好傢俱,辦公椅,300000
113/02/05,震旦,影印機租金,120000
"""


def press(page: Page, label: str) -> None:
    """Presses the newest button of that label."""
    answered(page, page.locator(".exchange:last-child button", has_text=label).last.click)


def shows(page: Page, words: str) -> None:
    expect(page.locator("#log")).to_contain_text(words, timeout=15_000)


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_purchase_list_from_the_file_button_to_the_workbook(
    desk: Desk, opens: Opens, viewport: dict[str, int], tmp_path: Path
) -> None:
    watched = opens(desk.url, viewport=viewport)
    page = watched.page
    shows(page, "機器人")
    expect(page.get_by_label("傳採購清單（Excel、ods、csv，10 MB 以內）")).to_be_attached()
    (tmp_path / "採購.csv").write_text(PURCHASES, "utf-8")
    page.locator("#file").set_input_files(tmp_path / "採購.csv")
    shows(page, "加密保存 30 天")
    assert_fits(page)
    press(page, "同意，開始算")
    shows(page, "讀到 4 列")
    for label in ("對", "未稅", "發票日"):
        press(page, label)
    # 30,000 for sure; the chairs 800,000 and the rent 120,000 are open
    shows(page, "NT$ 30,000~950,000 元")
    shows(page, "辦公椅（好傢俱）　2 筆")
    assert_fits(page)
    press(page, "什麼都沒有")
    press(page, "完成")
    with page.expect_download() as download:
        page.locator(".exchange:last-child .links a").click()
    assert download.value.suggested_filename == "採購_綠色採購試算.xlsx"
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert len(book.worksheets) == 2
    assert_fits(page)
    assert not watched.complaints
    assert not Axe().run(page).response["violations"]


def test_a_file_that_is_no_list_is_refused_in_words(desk: Desk, opens: Opens, tmp_path: Path) -> None:
    page = opens(desk.url, viewport=PHONE).page
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff a photo")
    page.locator("#file").set_input_files(tmp_path / "photo.jpg")
    shows(page, "採購清單請傳 Excel")

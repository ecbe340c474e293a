"""Printed forms in Chromium: the sheets that come out of a printer."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from bot.papers import Block, Heading, Lines, printed_page
from tests.bot.test_printed import GRID, form


def test_chromium_prints_a_sheet_for_each_new_page_and_a_wide_one_wide(chromium: Browser) -> None:
    page = chromium.new_page()
    blocks: tuple[Block, ...] = (Lines(("同意書",)), Heading("申請表", new_page=True), GRID)
    for landscape, box in ((False, (595, 842)), (True, (842, 595))):  # A4 in points
        page.set_content(printed_page(form(*blocks, landscape=landscape)))
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        pdf = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
        assert [(round(float(wide)), round(float(high))) for wide, high in boxes] == [box] * 2
    page.close()

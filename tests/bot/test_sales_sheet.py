"""A green store's sales from a spreadsheet: read by column, into the draft that asks for them; the file goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.ledger import LedgerProblem
from bot.sales import Unread
from bot.sales_sheet import read_sheet
from rules.procurement import latest
from rules.stores.sales import Sale
from tests.bot.test_statement import ANSWERS
from tests.desk import Uploader, open_desk
from tests.shipped import shipped

ROWS = (
    ("113 年度綠色產品銷售",),
    ("項次", "產品名稱", "標章編號", "標章種類", "販售金額（元）", "販售數量", "販售日期"),
    (1, "電腦螢幕", 1234, "環保標章", 120_000, "20台", "113年1-12月"),
    (2, "飲品", "5678", "碳標籤", "120,000", 20, date(2024, 7, 5)),
    (3, "電動機車", "", "環標", 90_000, 1, ""),
    (4, "雜貨", "", "無", 500, "", ""),
    (5, "退貨", "", "FSC", -300, "", ""),
    ("", "總計", "", "", 330_200, "", ""),
)


def workbook(rows: tuple[tuple[object, ...], ...] = ROWS) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_rows_are_read_by_their_columns() -> None:
    assert read_sheet(workbook(), "銷售.xlsx", latest(), shipped().labels) == (
        Sale("電腦螢幕", "taiwan_green_mark", 120_000, "1234", "20台", "113年1-12月"),
        Sale("飲品", "carbon_footprint_label", 120_000, "5678", "20", "113/7/5"),
        Sale("電動機車", "taiwan_green_mark", 90_000, "", "1", ""),
        Unread("雜貨 無 500", "no_label"),
        Unread("退貨 FSC -300", "negative"),
    )


def test_a_list_in_the_encoding_of_an_office() -> None:
    csv = "產品名稱,標章種類,金額\n紙,FSC,300\n筆,藍天使,1200.5\n".encode("cp950")
    assert read_sheet(csv, "a.csv", latest(), shipped().labels) == (
        Sale("紙", "fsc", 300),
        Unread("筆 藍天使 1,200.5", "no_amount"),
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "empty"), (b"PK\x03\x04 broken", "damaged"), ("品名,備註\n紙,好\n".encode(), "no_amount_column")],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, problem: str) -> None:
    with pytest.raises(LedgerProblem) as raised:
        read_sheet(content, "a.xlsx", latest(), shipped().labels)
    assert raised.value.key == problem


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Uploader]:
    assistant, store = open_desk(tmp_path, date(2025, 1, 6))
    made = Uploader(assistant)
    made.presses_value("trial:stores")
    for text in ("2", "有標示", "都不是", "準備申請"):
        made.says(text)
    made.presses("同意")
    for text in ANSWERS:
        made.says(text)
    yield made
    store.close()


def left(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        count: int = database.execute("SELECT count(*) FROM purchase_file").fetchone()[0]
        return count


def test_a_spreadsheet_fills_the_lines_and_is_deleted(shop: Uploader, tmp_path: Path) -> None:
    assert "檔案讀完就刪除" in shop.uploads(workbook(), "銷售.xlsx")
    shown = shop.waits()
    assert "列入統計表 2 筆，合計 NT$ 240,000 元" in shown  # 120,000 + 120,000
    assert "汽車、機車不得納入" in shown
    assert "「雜貨 無 500」沒記" in shown
    assert "「退貨 FSC -300」沒記" in shown
    assert left(tmp_path) == 0
    assert "NT$ 240,500 元" in shop.says("紙，FSC，500")
    assert "12. 銷售明細：4 筆，列入 NT$ 240,500 元" in shop.says("就這些")


def test_a_file_that_cannot_be_read_says_so_and_asks_again(shop: Uploader, tmp_path: Path) -> None:
    shop.uploads(b"PK\x03\x04 broken", "銷售.xlsx")
    shown = shop.waits()
    assert "檔案打不開" in shown
    assert "請打銷售明細" in shown
    assert left(tmp_path) == 0


def test_lines_of_a_statement_handed_over_meanwhile_are_not_added(shop: Uploader) -> None:
    shop.says("紙，FSC，500")
    shop.uploads(workbook(), "銷售.xlsx")
    shop.says("就這些")
    shop.says("確認無誤")
    shop.says("轉交承辦")
    assert "沒有加入" in shop.waits()

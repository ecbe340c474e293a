"""What a ledger's columns are guessed to hold, and what is asked."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from bot.ledger import Answers, Columns, guess, read_table
from tests.ledger.books import HEAD, line, of, saved, table


def test_title_rows_above_the_header() -> None:
    read = table(["甲乙丙公司 113 年度採購"], ["製表日期", "114/1/5"], [], HEAD, line("紙", "FSC"))
    columns = guess(read)
    assert (columns.header, columns.date, columns.supplier, columns.item, columns.amount, columns.label) == (
        4,
        0,
        1,
        2,
        3,
        4,
    )
    assert columns.open() == ("tax", "basis")


@pytest.mark.parametrize(
    ("headers", "amount"),
    [
        (["品名", "單價", "數量", "金額"], 3),
        (["品名", "數量", "單價", "複價"], 3),
        (["Item", "Unit price", "Qty", "Total"], 3),
        (["摘要", "預算金額", "稅額", "支出金額"], 3),
        (["品名", "認列金額（試算）", "數量", "總價"], 3),
    ],
)
def test_the_amount_among_other_numbers(headers: list[str], amount: int) -> None:
    columns = guess(table(headers, ["紙", 10, 3, 30], ["筆", 5, 2, 10]))
    assert (columns.item, columns.amount) == (0, amount)
    assert "amount" not in columns.open()


def test_two_amounts_are_asked() -> None:
    columns = guess(table(["品名", "未稅金額", "含稅金額"], ["紙", 100, 105], ["筆", 200, 210]))
    assert "amount" in columns.open()
    assert {columns.amount, *columns.others["amount"]} == {1, 2}


@pytest.mark.parametrize(
    ("header", "tax", "unit"),
    [("金額(未稅)", "excluded", 1), ("含稅金額", "included", 1), ("金額（千元）", None, 1000), ("金額", None, 1)],
)
def test_what_a_header_says_of_its_amounts(header: str, tax: str | None, unit: int) -> None:
    columns = guess(table(["品名", "日期", header], ["紙", "113/5/6", 100]))
    assert (columns.tax, columns.unit) == (tax, unit)
    assert ("unit" in columns.open()) == (unit != 1)
    assert ("tax" in columns.open()) == (tax is None)


def test_an_amount_in_thousands_is_multiplied() -> None:
    read = table(["品名", "日期", "金額（千元）", "標章"], ["紙", "113/5/6", 1.5, "FSC"])
    assert of(read, guess(read)).totals.recognised == 1500


def test_a_header_of_two_rows() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (["日期", "品名", "金額", None], [None, None, "未稅", "含稅"], ["113/5/6", "紙", 100, 105]):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:B2")
    columns = guess(read_table(saved(made), "x.xlsx"))
    assert (columns.header, columns.item, columns.date) == (2, 1, 0)
    assert {columns.amount, *columns.others.get("amount", ())} == {2, 3}
    assert columns.titles == ("日期", "品名", "金額 未稅", "金額 含稅")


def test_without_a_header_the_columns_are_asked() -> None:
    columns = guess(table(["113/5/6", "甲公司", "影印紙", 1000], ["113/5/7", "乙公司", "原子筆", 200]))
    assert (columns.header, columns.date, columns.amount) == (0, 0, 3)
    assert columns.open()[:2] == ("item", "amount")


def test_what_was_confirmed_comes_back_for_the_same_headers() -> None:
    read = table(HEAD, line("紙", "FSC"))
    said = guess(read).model_copy(update={"tax": "excluded", "basis": "invoice", "supplier": None})
    kept = Answers.model_validate_json(Answers().with_columns(said).model_dump_json())
    later = guess(table(["六月"], HEAD, line("筆", "FSC")), kept.columns)
    assert (later.tax, later.basis, later.supplier, later.header, later.open()) == ("excluded", "invoice", None, 2, ())
    assert guess(table(["品名", "金額"], ["紙", 1]), kept.columns).open() != ()


def test_a_foreign_amount_is_none() -> None:
    columns = guess(table(["品名", "USD金額", "金額"], ["紙", 10, 300]))
    assert columns.amount == 2
    assert isinstance(columns, Columns)


def test_a_column_of_ticks_under_a_label_s_name() -> None:
    read = table(["日期", "品名", "金額", "環保標章"], ["113/5/6", "紙", 10, "V"], ["113/5/6", "筆", 20, "無"])
    done = of(read, guess(read))
    assert [(one.result.verdict.value, one.line.ground) for one in done.lines] == [
        ("met", "taiwan_green_mark"),
        ("unknown", None),  # it may bear another label
    ]


def test_dates_without_a_year_are_asked_for_it() -> None:
    read = table(
        ["月份", "廠商", "類別", "金額"],
        ["1月", "甲", "環保標章產品", 10],
        ["2月5日", "乙", "FSC 紙", 20],
        [3, "丙", "FSC 紙", 5],
    )
    columns = guess(read)
    assert "year" in columns.open()
    asked = of(read, columns)
    assert [(note.cell, note.key) for note in asked.notes] == [("A2", "no_year"), ("A3", "no_year"), ("A4", "no_year")]
    done = of(read, columns.model_copy(update={"year": 2024}))
    assert done.by_month == {(2024, 1): 10, (2024, 2): 20, (2024, 3): 5}


UNITS = [("單位：新臺幣千元", 1000), ("千元商店採購", 1), ("單位：元", 1), ("Unit: in thousands", 1000)]


@pytest.mark.parametrize(("title", "unit"), UNITS)
def test_what_a_title_says_of_the_unit(title: str, unit: int) -> None:
    assert guess(table([title], HEAD, line("紙", "FSC"))).unit == unit

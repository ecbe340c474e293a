"""Every kind of file a firm may send: read, or refused in one sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.ledger import LedgerProblem, guess, read_table
from bot.ledger.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from bot.wording import LANGS
from tests.ledger.books import HEAD, book, line, of, saved

FILES = Path(__file__).parent / "files"
ROWS = [HEAD, line("影印紙", "環保標章", 1000), line("LED燈管", "", "2,500元", "113/6/7")]
ODS = "urn:oasis:names:tc:opendocument:xmlns"


def problem(data: bytes, name: str = "x.xlsx", sheet: str = "") -> LedgerProblem:
    with pytest.raises(LedgerProblem) as caught:
        read_table(data, name, sheet)
    assert all(caught.value.say(lang) for lang in LANGS)
    return caught.value


def ods(rows: str, manifest: str = "<m/>") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:spreadsheet><table:table table:name="明細">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return out.getvalue()


def text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def text_row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(text_cell, texts))}</table:table-row>"


def recognised(data: bytes, name: str) -> int:
    table = read_table(data, name)
    return int(of(table, guess(table)).totals.recognised)


def test_an_xlsx() -> None:
    assert recognised(book(*ROWS), "x.xlsx") == 3500


def test_an_xls() -> None:
    data = (FILES / "purchases.xls").read_bytes()
    assert read_table(data, "x.xls").rows[2][:4] == (date(2024, 5, 6), "甲公司", "影印紙", 1000)
    assert recognised(data, "x.xls") == 3500  # 影印紙 1,000 with a label, LED燈管 2,500; the rest isn't known


def test_an_ods() -> None:
    rows = text_row(*HEAD) + text_row("113/5/6", "甲公司", "影印紙", "1,000", "環保標章")
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    empty = f'<table:table-row table:number-rows-repeated="1048000">{cell}</table:table-row>'
    assert recognised(ods(rows + empty), "x.ods") == 1000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv(encoding: str, delimiter: str) -> None:
    rows = [HEAD, ["113/5/6", "甲公司", "影印紙", "1000", "環保標章"], ["113/6/7", "乙公司", "紙", "２００元", "FSC"]]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert recognised(data, "x.csv") == 1200


def test_the_name_of_the_file_does_not_matter() -> None:
    assert read_table(book(*ROWS), "x.csv").format == "xlsx"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (book(*ROWS)[:1500], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "damaged"),
        (b"%PDF-1.7", "is_pdf"),
        (b"\x89PNG\r\n", "is_picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is_markup"),
        (b"\x00\x01\x02", "is_other"),
        (b"a,b\n\xff\xfe\xfd\x80\n", "encoding"),
        (b"x" * (20 * 2**20 + 1), "too_large"),
        ((FILES / "password.xlsx").read_bytes(), "password"),
        ((FILES / "stray.xls").read_bytes(), "too_many_rows"),
        (ods("", "<m>encryption-data</m>"), "password"),
        (saved(Workbook()), "empty"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(data: bytes, key: str) -> None:
    assert problem(data).key == key


def test_another_packed_file_is_no_spreadsheet() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert problem(out.getvalue()).key == "is_word"


def repacked(replace: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(*ROWS))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replace.get(name, old.read(name)))
        for name in replace.keys() - set(old.namelist()):
            new.writestr(name, replace[name])
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    assert problem(repacked({"xl/bomb.xml": b"0" * (30 * 2**20)})).key == "unpacks_to_too_much"


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(repacked({"xl/bomb.xml": b"0" * (30 * 2**20)}))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/bomb.xml"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert problem(bytes(data)).key in ("unpacks_to_too_much", "damaged")


def test_entities_are_refused() -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert problem(repacked({SHEET: xml})).key == "damaged"


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (f"A{MOST_ROWS + 1}", "too_many_rows"),
        ("XFD1", "too_many_columns"),
        (f"KN{MOST_CELLS // MOST_COLUMNS + 1}", "too_many_cells"),
    ],
)
def test_a_stray_cell_far_away_is_named_before_it_fills_the_memory(place: str, key: str) -> None:
    made = Workbook()
    made.worksheets[0]["A1"] = "品名"
    made.worksheets[0][place] = 1
    found = problem(saved(made))
    assert found.key == key
    assert found.cell is not None
    assert found.cell.endswith(place)


def test_repeated_cells_of_an_ods_are_counted_before_they_fill_the_memory() -> None:
    cell = text_cell("1").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"')
    assert problem(ods(f"<table:table-row>{cell}</table:table-row>")).key == "too_many_columns"
    row = text_row("1").replace("<table:table-row", '<table:table-row table:number-rows-repeated="1000000"')
    assert problem(ods(row)).key == "too_many_rows"


def test_formulas_without_a_result_and_error_values_name_their_cells() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (HEAD, line("紙", "FSC", "=1+1"), line("紙", "FSC", "#N/A"), line("紙", "FSC", 7)):
        sheet.append(row)
    table = read_table(saved(made), "x.xlsx")
    done = of(table, guess(table))
    assert [(note.cell, note.key) for note in done.notes] == [("D2", "never_calculated"), ("D3", "error_value")]
    assert done.totals.recognised == 7


def test_macros_are_ignored_and_said() -> None:
    table = read_table(repacked({"xl/vbaProject.bin": b"\xd0\xcf"}), "x.xlsm")
    assert [note.key for note in table.notes] == ["macros_ignored"]


def test_hidden_rows_are_counted_and_said() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    table = read_table(saved(made), "x.xlsx")
    assert [(note.key, note.values["rows"]) for note in table.notes] == [("hidden_rows", 1)]
    assert of(table, guess(table)).totals.recognised == 3500


def test_the_sheet_that_looks_like_a_ledger_is_read() -> None:
    made = Workbook()
    made.worksheets[0].append(["封面", "甲乙丙公司"])
    for title in ("採購明細", "六月"):
        sheet = made.create_sheet(title)
        for row in ROWS:
            sheet.append(row)
    table = read_table(saved(made), "x.xlsx")
    assert (table.sheet, [note.key for note in table.notes]) == ("採購明細", ["other_sheets"])
    assert read_table(saved(made), "x.xlsx", "六月").sheet == "六月"
    found = problem(saved(made), sheet="七月")
    assert (found.key, found.values["sheets"]) == ("no_such_sheet", "Sheet, 採購明細, 六月")


def test_merged_cells_are_seen_in_every_row_but_an_amount_counts_once() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (HEAD, line("紙", "FSC", 900), ["", "", "紙箱", "", ""], ["", "", "紙袋", 100, ""]):
        sheet.append([cell if cell != "" else None for cell in row])
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("E2:E4")
    sheet.merge_cells("D2:D3")
    table = read_table(saved(made), "x.xlsx")
    done = of(table, guess(table))
    assert done.totals.recognised == 1000  # 900 for the merged rows together, 100
    assert [(one.row, one.why) for one in done.left_out] == [(3, "merged")]
    assert done.lines[1].line.supplier == "甲公司"


def refusal(data: bytes) -> str:
    """What is said of bytes that can't be read; nothing where they can."""
    try:
        guess(read_table(data, "x"))
    except LedgerProblem as found:
        return found.say("zh")
    return ""


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert refusal(start + data) or data


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 5600), st.integers(0, 255))
def test_no_damage_breaks_the_reader(at: int, value: int) -> None:
    for whole in ((FILES / "purchases.xls").read_bytes(), book(*ROWS)):
        data = bytearray(whole)
        data[at % len(data)] = value
        refusal(bytes(data))


def test_a_file_that_would_end_the_library_ends_nothing_else() -> None:
    data = bytearray((FILES / "purchases.xls").read_bytes())
    data[1764] = 127  # a length that no memory holds
    assert problem(bytes(data)).key == "damaged"


@pytest.mark.parametrize(
    "cells",
    [
        b"<row><c r='XFD1'><v>1</v></c></row>",
        b'<row><c r = "xfd1"><v>1</v></c></row>',
        b"<x:row><x:c r='XFD1'><x:v>1</x:v></x:c></x:row>",
        b'<row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_however_a_far_cell_is_written_it_is_seen(cells: bytes) -> None:
    main = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    xml = b"<worksheet xmlns=%b xmlns:x=%b><sheetData>%b</sheetData></worksheet>" % (main, main, cells)
    assert problem(repacked({SHEET: xml})).key in ("too_many_columns", "too_many_rows")

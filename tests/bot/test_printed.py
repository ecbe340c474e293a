"""Printed forms: the same cells on the page and in Word, joined as printed, whatever a person wrote in them."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from bot.messages import Lang
from bot.papers import Block, Cell, Form, Grid, Heading, Lines, printed_page, printed_word
from tests.bot.test_papers import HOSTILE, NASTY, escaped


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(text, colspan, heading=True, rowspan=rowspan)


GRID = Grid(
    (
        (head("一、基本資料", rowspan=2), head("廠商名稱"), Cell("綠能公司", 3)),
        (head("電話"), Cell("02-2393-3769"), head("傳真"), Cell("")),
        (head("說明"), Cell("第一行\n第二行", 4)),
    ),
    (2, 2, 3, 1, 2),
)


def form(*blocks: Block, lang: Lang = "zh", landscape: bool = False, notice: str = "還不是正式送件") -> Form:
    return Form("輔導申請表", "104 年度", "GT-104-000123", "104/06/01", notice, blocks or (GRID,), lang, landscape)


def opened(made: Form) -> Document:
    return docx.Document(BytesIO(printed_word(made)))


def grid_of(*values: str) -> Grid:
    return Grid(tuple((head(f"欄位 {at}"), Cell(value)) for at, value in enumerate(values)), (1, 3))


def shown(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_word_joins_the_cells_as_the_form_does() -> None:
    # python-docx gives a joined cell once for every place that it covers.
    assert shown(opened(form()).tables[0]) == [
        ["一、基本資料", "廠商名稱", "綠能公司", "綠能公司", "綠能公司"],
        ["一、基本資料", "電話", "02-2393-3769", "傳真", ""],
        ["說明", "第一行\n第二行", "第一行\n第二行", "第一行\n第二行", "第一行\n第二行"],
    ]


def test_the_page_joins_the_cells_as_the_form_does() -> None:
    html = printed_page(form())
    assert '<th rowspan="2">一、基本資料</th>' in html
    assert '<td colspan="3">綠能公司</td>' in html
    assert re.findall(r'<col width="([0-9.]+)%">', html) == ["20.0", "20.0", "30.0", "10.0", "20.0"]
    assert html.count("<tr>") == 3


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ((("甲",),), "ends before"),
        ((("甲", "乙", "丙"),), "doesn't fit"),
    ],
)
def test_rows_that_do_not_fill_the_columns_are_refused(rows: tuple[tuple[str, ...], ...], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        Grid(tuple(tuple(Cell(text) for text in row) for row in rows), (1, 1))


def test_cells_that_span_too_far_are_refused() -> None:
    with pytest.raises(ValueError, match="doesn't fit"):
        Grid(((Cell("甲", 3),),), (1, 1))
    with pytest.raises(ValueError, match="aren't there"):
        Grid(((Cell("甲", rowspan=2),),), (1,))


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_word_keeps_every_value_whole(value: str) -> None:
    table = opened(form(grid_of("甲", value))).tables[0]
    assert shown(table) == [["欄位 0", "甲"], ["欄位 1", value]]


def test_word_leaves_out_what_xml_cannot_hold() -> None:
    document = opened(
        form(Heading("題\x00"), Lines(("行\ufffe",)), grid_of("甲\x00\x07乙\ud800\ufffe丙"), notice="還\x01")
    )
    assert shown(document.tables[0])[0] == ["欄位 0", "甲乙丙"]
    assert [one.text for one in document.paragraphs if one.text] == ["輔導申請表", "104 年度", "題", "行"]


@pytest.mark.parametrize("value", HOSTILE)
def test_the_page_escapes(value: str) -> None:
    html = printed_page(form(Heading(value), Lines((value,)), grid_of(value)))
    assert "<script>alert(1)" not in html
    for tag in ("h2", 'p class="line"', "td"):
        assert f"<{tag}>{escaped(value)}</{tag.split()[0]}>" in html


def test_our_marks_stand_in_the_margin_and_not_in_the_form() -> None:
    document = opened(form())
    note = document.sections[0].header.paragraphs[0].text
    assert note == "案號 GT-104-000123　　製作日期 104/06/01\n還不是正式送件"
    assert "GT-104-000123" in document.sections[0].footer.paragraphs[0].text
    assert [one.text for one in document.paragraphs if one.text] == ["輔導申請表", "104 年度"]
    bare = Form("題", "", "", "", "", (GRID,), "zh")
    assert not opened(bare).sections[0].header.paragraphs[0].text
    assert "案號" not in printed_page(bare)


@pytest.mark.parametrize(("landscape", "size"), [(False, (210, 297)), (True, (297, 210))])
def test_word_is_a4_upright_or_wide_and_the_table_fits(landscape: bool, size: tuple[int, int]) -> None:
    document = opened(form(landscape=landscape))
    sheet = document.sections[0]
    assert sheet.page_width is not None
    assert sheet.page_height is not None
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == size
    columns = document.tables[0]._tbl.findall(f".//{qn('w:gridCol')}")
    # The margins are 17 mm on each side; a twip is 1/1440 inch.
    total = sum(int(column.get(qn("w:w")) or 0) for column in columns) / 1440 * 25.4
    assert size[0] - 34 - 1 < total <= size[0] - 34 + 1


def test_rows_of_headings_on_top_are_repeated() -> None:
    listed = Grid(((head("縣市"), head("得分")), (Cell("臺北市"), Cell("87"))), (1, 1))
    rows = opened(form(listed)).tables[0]._tbl.tr_lst
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False]
    html = printed_page(form(listed))
    assert html.index("<thead>") < html.index("縣市") < html.index("</thead>") < html.index("<tbody>")


def test_every_font_is_named_for_chinese() -> None:
    document = opened(form())
    for style in ("Normal", "Title", "Heading 1", "Footer"):
        assert document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) == "Microsoft JhengHei"


@pytest.mark.parametrize(("lang", "label"), [("zh", "案號"), ("en", "Case number")])
def test_both_languages(lang: Lang, label: str) -> None:
    assert f"{label} GT-104-000123" in printed_page(form(lang=lang))


def test_print_button_only_where_a_script_wakes_it() -> None:
    assert 'id="print"' not in printed_page(form())
    assert 'src="/static/print.js"' in printed_page(form(), "/static/print.js")


def test_a_long_list_takes_no_time() -> None:
    rows = tuple((head(str(at)), Cell("甲"), Cell("乙")) for at in range(2_000))
    assert len(opened(form(Grid(rows, (1, 2, 2)))).tables[0]._tbl.tr_lst) == 2_000

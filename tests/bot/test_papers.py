"""Papers: the Word file opens again with every value in it, the page escapes whatever a person wrote."""

from __future__ import annotations

import base64
import hashlib
import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from bot.messages import Lang
from bot.papers import STYLE_SOURCE, Paper, Row, Section, page, word
from bot.papers.make_template import template
from bot.papers.word import TEMPLATE

HOSTILE = (
    "A&B <綠能> 股份有限公司",
    "'; DROP TABLE drafts; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {%tr x %}",
)
NASTY = (
    *HOSTILE,
    "🌱🧴👩‍💻",
    "長" * 400,
    "W" * 400,
    "𠮷野家",
    "\u202eright to left",
    'O\'Neil "quoted" &amp; &lt;',
)


def paper(*values: str, lang: Lang = "zh", subtitle: str = "107 年度（2018）") -> Paper:
    return Paper(
        title="國際綠色驗證分攤費用申請資料",
        subtitle=subtitle,
        case="GT-2018-000123",
        made_on="107/06/01（2018-06-01）",
        notice="這還不是正式送件。\n請於 107/11/30（2018-11-30）前郵寄或親送。",
        sections=(
            Section("申請者", rows=tuple(Row(f"欄位 {at}", value) for at, value in enumerate(values))),
            Section("條件", lines=("✓ 第三點：符合", "△ 第六點：承辦判斷")),
        ),
        lang=lang,
    )


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_word_keeps_every_value_whole(value: str) -> None:
    table = opened(word(paper("甲", value, "乙"))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["欄位 0", "甲"],
        ["欄位 1", value],
        ["欄位 2", "乙"],
    ]


def test_word_shows_all_parts_in_order() -> None:
    document = opened(word(paper("甲")))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "國際綠色驗證分攤費用申請資料",
        "107 年度（2018）",
        "案號 GT-2018-000123　　製作日期 107/06/01（2018-06-01）",
        "這還不是正式送件。\n請於 107/11/30（2018-11-30）前郵寄或親送。",
        "申請者",
        "條件",
        "✓ 第三點：符合",
        "△ 第六點：承辦判斷",
    ]
    assert "GT-2018-000123" in document.sections[0].footer.paragraphs[0].text
    assert document.core_properties.title == "國際綠色驗證分攤費用申請資料 GT-2018-000123"


def test_word_leaves_out_what_xml_cannot_hold() -> None:
    table = opened(word(paper("甲\x00\x07乙\ud800\ufffe丙"))).tables[0]
    assert table.rows[0].cells[1].text == "甲乙丙"


def test_word_without_rows_lines_or_subtitle_leaves_no_gap() -> None:
    bare = Paper("題", "", "GT-1", "日", "還不是正式送件", (Section("空"),), "zh")
    document = opened(word(bare))
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "題",
        "案號 GT-1　　製作日期 日",
        "還不是正式送件",
        "空",
    ]
    assert not document.tables


def test_word_names_a_chinese_font_and_a4() -> None:
    document = opened(word(paper("甲")))
    for style in ("Normal", "Title", "Subtitle", "Heading 1", "Footer"):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft JhengHei", style
        assert fonts.get(qn("w:eastAsiaTheme")) is None, style
    sheet = document.sections[0]
    # A4 is 210 x 297 mm.
    assert sheet.page_width is not None
    assert sheet.page_height is not None
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (210, 297)


def test_the_committed_template_is_the_one_the_script_makes() -> None:
    made = BytesIO()
    template().save(made)
    with ZipFile(made) as fresh, ZipFile(TEMPLATE) as committed:
        for part in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
            assert fresh.read(part) == committed.read(part), f"{part}: run python -m bot.papers.make_template"


def escaped(value: str) -> str:
    """As it stands in a page."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        value = value.replace(sign, name)
    return value


@pytest.mark.parametrize("value", HOSTILE)
def test_page_escapes(value: str) -> None:
    html = page(paper(value))
    assert "<script>alert(1)" not in html
    assert f"<td>{escaped(value)}</td>" in html


def test_page_holds_every_part_and_the_notice_first() -> None:
    html = page(paper("甲", "W" * 400))
    places = [html.index(part) for part in ("這還不是正式送件", "申請者", "欄位 0", "W" * 400, "條件", "承辦判斷")]
    assert places == sorted(places)
    assert "@page { size: A4" in html
    assert html.count("GT-2018-000123") >= 2


def test_page_needs_nothing_from_outside() -> None:
    html = page(paper("甲"))
    assert not re.search(r"""(src|href)\s*=|url\(|@import|style=|<script""", html)


def test_page_style_is_what_the_policy_allows() -> None:
    style = re.search(r"<style>(.*?)</style>", page(paper("甲")), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" == STYLE_SOURCE


@pytest.mark.parametrize(("lang", "tag", "label"), [("zh", "zh-Hant-TW", "案號"), ("en", "en", "Case number")])
def test_both_languages(lang: Lang, tag: str, label: str) -> None:
    made = paper("甲", lang=lang)
    assert f'<html lang="{tag}">' in page(made)
    assert f"<dt>{label}</dt>" in page(made)
    assert opened(word(made)).paragraphs[2].text.startswith(f"{label} ")


def test_print_button_only_where_a_script_wakes_it() -> None:
    assert 'id="print"' not in page(paper("甲"))
    html = page(paper("甲"), script="/static/print.js")
    assert 'id="print" hidden' in html
    assert 'src="/static/print.js"' in html

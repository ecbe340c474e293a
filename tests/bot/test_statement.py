"""附件四 filled: on the page, in Word and as a spreadsheet, field by field as printed; its lines in conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from bot.assistant import Assistant
from bot.officers import as_text
from bot.papers import Form, Grid, Lines, page
from bot.sales_sheet import read_sheet
from rules.procurement import latest
from rules.stores.sales import Sale
from storage.store import Store
from tests.desk import Person, open_desk
from tests.shipped import shipped

DAY = date(2025, 1, 6)
"""After the year, before the bureaus' last day (114/1/17)."""
LINES = (
    "電腦螢幕，1234，環保標章，120000，20台\n飲品，5678，碳標籤，120,000，20包\n電動機車，環保標章，90000\n"
    "=1+1，FSC，500，113年7月\n影印機租賃，零售服務，700"
)
ANSWERS = (
    *("<b>綠光&商行", "林小姐", "店長", "lin@example.com", "04-2222-3333"),
    *("非連鎖型", "零售及量販類", "113年1-12月"),
)


def drafted(folder: Path, *lines: str) -> tuple[Assistant, Store, Person]:
    assistant, store = open_desk(folder, DAY)
    person = Person(assistant)
    person.presses_value("trial:stores")
    for text in ("2", "有標示", "都不是", "準備申請"):
        person.says(text)
    person.presses("同意")
    for text in (*ANSWERS, *lines):
        person.says(text)
    return assistant, store, person


@dataclass(frozen=True)
class Filled:
    """A draft whose statement is ready."""

    assistant: Assistant
    store: Store
    case: str
    form: Form


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    assistant, store, person = drafted(tmp_path_factory.mktemp("statement"), LINES)
    person.presses("就這些")
    person.says("確認無誤")
    (case,) = {link.href.split("/")[2].partition(".")[0] for reply in person.last for link in reply.links}
    made = assistant.documents.paper("web", "someone", case)
    assert isinstance(made, Form)
    return Filled(assistant, store, case, made)


def test_the_statement_is_the_printed_one(filled: Filled) -> None:
    made, printed = filled.form, latest().stores.statement
    basics, lines, notes, seals = made.blocks
    assert isinstance(basics, Grid)
    assert isinstance(lines, Grid)
    assert isinstance(notes, Lines)
    assert isinstance(seals, Grid)
    assert made.title == "綠色商店販售綠色產品金額統計表"
    shown = [[cell.text for cell in row] for row in basics.rows]
    assert shown == [
        ["基本資料"],
        ["綠色商店", "公司/單位名稱", "<b>綠光&商行"],
        ["聯絡人", "林小姐", "職稱", "店長"],
        ["E-mail", "lin@example.com", "聯絡電話", "04-2222-3333"],
        ["營業規模", "□連鎖型　■非連鎖型\n※依實際營業規模勾選，非綠色商店申請屬性※"],
        ["商店屬性（單選）", "□3C家電產品類　■零售及量販類　□肥料及農藥類　□建材及油漆類　□衛浴設備類"],
    ]
    rows = [[cell.text for cell in row] for row in lines.rows]
    assert rows[0] == ["項次", "產品名稱", "標章編號", "標章種類", "販售金額（元）", "販售數量", "販售日期"]
    assert rows[1:4] == [
        ["1", "電腦螢幕", "1234", "我國環保標章", "120,000", "20台", "113年1-12月"],
        ["2", "飲品", "5678", "碳足跡標籤", "120,000", "20包", "113年1-12月"],
        ["3", "=1+1", "", "FSC", "500", "一批", "113年7月"],  # 若無法估計販售數量者，則以一批計算
    ]
    assert rows[-1] == ["總計　240,500　元"]  # 120,000 + 120,000 + 500
    assert notes.lines[0] == "【備註】：若無法估計販售數量者，則以一批計算。"
    assert [line[1:] for line in notes.lines[1:]] == list(printed.notes[2:])
    assert [cell.text.strip() for cell in seals.rows[0]] == ["環保局用印", "綠色商店用印"]


def test_what_is_left_out_is_said_above_the_form_with_its_clause(filled: Filled) -> None:
    notice = filled.form.notice
    assert "用印" in notice
    assert "沒有列入：電動機車 NT$ 90,000 元，汽車、機車不得納入，沒有列（表2一（一）注意事項1）" in notice
    assert "沒有列入：影印機租賃 NT$ 700 元，標籤服務算不算由環保局判斷" in notice


def test_the_page_escapes_what_was_written(filled: Filled) -> None:
    html = page(filled.form)
    assert "&lt;b&gt;綠光&amp;商行" in html
    assert "<b>綠光" not in html


def test_word_and_spreadsheet_hold_the_same_lines(filled: Filled) -> None:
    assistant, case = filled.assistant, filled.case
    word = assistant.documents.linked("web", "someone", f"/drafts/{case}.docx")
    sheet = assistant.documents.linked("web", "someone", f"/drafts/{case}.xlsx")
    assert word is not None
    assert sheet is not None
    table = docx.Document(BytesIO(word.content)).tables[1]
    assert [cell.text for cell in table.rows[1].cells] == [
        *("1", "電腦螢幕", "1234", "我國環保標章", "120,000", "20台", "113年1-12月")
    ]
    book = openpyxl.load_workbook(BytesIO(sheet.content))
    assert book.active is not None
    rows = [[cell.value for cell in row if cell.value is not None] for row in book.active.iter_rows()]
    assert [1, "電腦螢幕", "1234", "我國環保標章", 120_000, "20台", "113年1-12月"] in rows
    assert [3, "=1+1", "FSC", 500, "一批", "113年7月"] in rows  # text, not a formula
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"n", "s"}
    assert ["總計　240,500　元"] in rows
    assert str(book.active.page_setup.paperSize) == "9"  # A4


def test_the_officer_reads_the_lines_too(filled: Filled) -> None:
    record = filled.store.case(filled.case)
    assert record is not None
    told = as_text(filled.assistant.documents.on_paper(record, "officer"))
    assert "1. 電腦螢幕，我國環保標章 1234，NT$ 120,000 元，20台" in told
    assert "✗ 3. 電動機車" in told
    assert "113/03/11（2024-03-11）、113/04/15（2024-04-15）" in told  # the amendments, among the values in force


def test_nobody_else_gets_it(filled: Filled) -> None:
    assistant, case = filled.assistant, filled.case
    assert assistant.documents.linked("web", "another", f"/drafts/{case}.xlsx") is None
    assert assistant.documents.linked("web", "someone", f"/drafts/{case}.pdf") is None


def test_lines_are_changed_and_removed_by_number(tmp_path: Path) -> None:
    _, _, person = drafted(tmp_path, LINES)
    assert "新內容" in person.says("改第 1 筆")
    assert "沒記" in person.says("電腦螢幕，1234，環保標章")
    assert "NT$ 100,000 元" in person.says("電腦螢幕，1234，環保標章，100000，20台")
    assert "沒有第 7 筆；目前有 5 筆" in person.says("刪第 7 筆")
    assert "已刪第 3 筆（電動機車）" in person.says("刪第 3 筆")
    for _ in range(4):
        said = person.says("刪第 1 筆")
    assert "請打銷售明細" in said
    assert "這題備妥前需要填" in person.says("就這些")


def test_lines_stay_when_left_and_taken_up_again(tmp_path: Path) -> None:
    _, _, person = drafted(tmp_path, LINES)
    person.says("取消")
    assert "5 筆，列入 NT$ 240,500 元" in person.says("繼續")
    person.says("改第 12 題")
    assert "NT$ 241,000 元" in person.says("紙，FSC，500")  # 240,500 + 500
    assert "第 7 筆和第 6 筆一模一樣" in person.says("紙，FSC，500")


def test_a_group_reads_no_draft(tmp_path: Path) -> None:
    assistant, _ = open_desk(tmp_path, DAY)
    person = Person(assistant)
    assert person.says("就這些")  # no lines are asked for: no failure


def test_answers_that_can_be_tried_lead_to_their_programme(tmp_path: Path) -> None:
    assistant, _ = open_desk(tmp_path, DAY)
    person = Person(assistant)
    tried = {"procurement.become_store": "stores", "procurement.statement": "stores", "procurement.awards": "awards"}
    for entry, programme in tried.items():
        assert person.presses_value(f"entry:{entry}")
        assert person.button("試算我的情況").value == f"start:{programme}"


def test_a_statement_of_ours_can_be_sent_back(filled: Filled) -> None:
    sheet = filled.assistant.documents.linked("web", "someone", f"/drafts/{filled.case}.xlsx")
    assert sheet is not None
    read = read_sheet(sheet.content, sheet.name, latest(), shipped().labels)
    assert [(line.product, line.amount) for line in read if isinstance(line, Sale)] == [
        *(("電腦螢幕", 120_000), ("飲品", 120_000), ("=1+1", 500))
    ]


@pytest.mark.parametrize(("said", "shown"), [("沒有", "0 種"), ("三種", "3 種"), ("120 萬元", "這題要數字")])
def test_a_count_is_read_as_one_or_not_at_all(tmp_path: Path, said: str, shown: str) -> None:
    assistant, _ = open_desk(tmp_path, DAY)
    person = Person(assistant)
    person.presses_value("trial:stores")
    heard = person.says(said)
    assert shown in heard or shown in person.says("看我的答案")


def test_a_channel_is_known_by_its_short_name(tmp_path: Path) -> None:
    assistant, _ = open_desk(tmp_path, DAY)
    person = Person(assistant)
    person.presses_value("trial:stores")
    for text in ("2", "有標示"):
        person.says(text)
    assert "全家便利商店是環保集點特約通路" in person.says("全家")


def test_the_spreadsheet_is_handed_out_in_the_chat(tmp_path: Path) -> None:
    _, _, person = drafted(tmp_path, "紙，FSC，500", "就這些", "確認無誤")
    (href,) = [link.href for reply in person.last for link in reply.links if link.href.endswith(".xlsx")]
    case = href.split("/")[2].removesuffix(".xlsx")
    assert "Excel 檔在這裡" in person.presses_value(f"get:sheet:{case}")
    assert [link.href for reply in person.last for link in reply.documents] == [href]

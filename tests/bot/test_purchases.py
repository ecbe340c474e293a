"""A purchase list in conversation: consent first, columns once, alike lines together, and work that survives a kill."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.messages import FileRef, Inbound
from bot.purchases import LEASE
from storage.store import Store
from tests.desk import Person, Uploader, open_desk

HEADER = "日期,廠商,品名,金額\n"
PURCHASES = (
    HEADER
    + """113/01/05,大同,環保標章影印紙,30000
113/03/05,好傢俱,辦公椅,500000
113/03/09,好傢俱,辦公椅,300000
113/02/05,震旦,影印機租金,120000
113/04/01,光明,LED燈管,20000
113/05/01,全國,運費,100000
"""
)
# 50,000 for sure: the labelled paper 30,000 and the LED tubes 20,000 (表2一(三)認列範圍1, 3).
# Open: chairs 800,000, rent 120,000 (half without a label), freight 100,000 with the reduction label only.


@dataclass
class Firm(Uploader):
    """A firm on the page with its list of purchases."""

    store: Store = field(init=False)

    def confirms(self) -> str:
        """Agree, and confirm the columns; what the first working out comes to."""
        if any(choice.value.startswith("list_agree") for choice in self.last[-1].choices):
            self.presses("同意，開始算")
        self.waits()
        for label in ("對", "含稅", "發票日"):
            self.presses(label)
        return self.waits()


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    assistant, store = open_desk(tmp_path)
    made = Firm(assistant)
    made.store = store
    yield made
    store.close()


def kept(folder: Path, table: str = "purchase_file") -> int:
    with closing(sqlite3.connect(folder / "desk.sqlite3")) as database:
        count: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return count


def test_nothing_is_kept_or_worked_on_before_consent(firm: Firm, tmp_path: Path) -> None:
    shown = firm.uploads(PURCHASES)
    for said in ("113/12/31（2024-12-31）已結束", "加密保存 30 天", "365 天", "刪除我的資料", "匯出"):
        assert said in shown
    assert not firm.work.work()
    assert "檔案沒有存" in firm.presses("不要")
    assert kept(tmp_path) == 0


def test_columns_are_confirmed_and_alike_lines_asked_by_money(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    shown = firm.confirms()
    assert "試算認列 NT$ 50,000~1,070,000 元" in shown  # 50,000 + 800,000 + 120,000 + 100,000
    assert "前 2 項占未定金額 90%" in shown  # (800,000 + 120,000) / 1,020,000
    assert "辦公椅（好傢俱）　2 筆，未定 NT$ 800,000 元，占 78%" in shown
    assert "2 筆一起記為" in firm.says("綠建材標章")
    firm.says("沒有")  # half the rent
    firm.says("沒有")  # no reduction label: nothing
    # 50,000 + 800,000 + 60,000
    assert "試算認列 NT$ 910,000 元" in firm.waits()
    assert "第 3 步，共 3 步" in firm.says("完成")
    shown = firm.waits()
    assert "尚未申報" in shown
    assert "還差 NT$ 49,090,000 元" in shown
    (link,) = [link for reply in firm.last for link in reply.documents]
    document = firm.assistant.documents.linked("web", "someone", link.href)
    assert document
    assert document.name == "採購_綠色採購試算.xlsx"
    assert len(load_workbook(io.BytesIO(document.content)).sheetnames) == 2
    assert firm.assistant.documents.linked("web", "somebody else", link.href) is None


def test_the_next_file_needs_no_more_asking(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    for said in ("綠建材標章", "沒有", "沒有"):
        firm.says(said)
    firm.waits()
    assert "第 1 步" in firm.uploads(PURCHASES + "113/06/01,好傢俱,辦公椅,100000\n", "六月.csv")
    shown = firm.waits()
    assert "「六月.csv」113 年度（2024）試算認列 NT$ 1,010,000 元" in shown
    assert "沒有待補的了" in shown


def test_a_workbook_can_be_had_before_all_is_answered(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    firm.says("完成")
    shown = firm.waits()
    assert "若補齊最多再加 NT$ 1,020,000 元" in shown
    firm.presses("接著補")
    assert "辦公椅" in firm.last[-1].text
    firm.presses("請承辦判斷")
    firm.says("不知道")
    firm.says("不知道")
    shown = firm.waits()
    assert "承辦判斷的最多 NT$ 800,000 元" in shown


def test_columns_can_be_corrected(firm: Firm) -> None:
    firm.uploads("日期,品名,單價,金額,折後金額\n113/01/05,環保標章影印紙,300,30000,27000\n")
    firm.presses("同意，開始算")
    firm.waits()
    while "對嗎" not in firm.last[-1].text:
        firm.presses(next(label for label in firm.labels() if label.startswith("金額")))
    firm.presses("改欄位")
    firm.presses("金額")
    shown = firm.presses(next(label for label in firm.labels() if label.startswith("折後金額")))
    assert "折後金額" in shown
    for label in ("對", "不知道", "不知道"):
        firm.presses(label)
    assert "NT$ 27,000 元" in firm.waits()


def test_another_sheet_can_be_taken(firm: Firm) -> None:
    book = Workbook()
    for name, amount in (("一月", 30_000), ("二月", 50_000)):
        sheet = book.create_sheet(name)
        for row in (("日期", "廠商", "品名", "金額"), ("113/01/05", "大同", "環保標章影印紙", amount)):
            sheet.append(row)
    del book["Sheet"]
    data = io.BytesIO()
    book.save(data)
    firm.uploads(data.getvalue(), "兩月.xlsx")
    firm.presses("同意，開始算")
    assert "工作表：一月（共 2 張" in firm.waits()
    firm.presses("換工作表")
    firm.presses("二月")
    assert "工作表：二月" in firm.waits()
    for label in ("對", "未稅", "發票日"):
        firm.presses(label)
    assert "NT$ 50,000 元" in firm.waits()
    firm.says("完成")
    firm.waits()
    (link,) = [link for reply in firm.last for link in reply.documents]
    document = firm.assistant.documents.linked("web", "someone", link.href)
    assert document
    assert load_workbook(io.BytesIO(document.content)).sheetnames[1:] == ["一月", "二月"]


def test_a_list_without_dates_asks_for_the_year(firm: Firm) -> None:
    firm.uploads("品名,金額(未稅)\n環保標章影印紙,30000\n")
    firm.presses("同意，開始算")
    firm.waits()
    assert "沒有日期欄" in firm.presses("對")
    firm.presses("都是 113 年（2024）")
    assert "NT$ 30,000 元" in firm.waits()


def test_a_line_without_an_amount_leaves_the_sum_open(firm: Firm) -> None:
    firm.uploads(HEADER + "113/01/05,大同,環保標章影印紙,30000\n113/01/06,大同,環保標章信封,\n")
    assert "至少 NT$ 30,000 元（另有 1 筆待補金額）" in firm.confirms()


def test_the_conversation_goes_on_and_a_result_waits_its_turn(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.presses("同意，開始算")
    firm.says("我要申報")
    firm.says("冷氣 12 萬")
    shown = firm.waits()
    assert "有結果了" in shown
    assert "讀到" not in shown
    assert "NT$ 120,000 元" in firm.says("不知道")  # the declaration by lines goes on undisturbed
    assert "讀到 6 列" in firm.says("看採購清單")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04 broken"), ("a.csv", b""), ("a.xlsx", b"\xd0\xcf\x11\xe0 old"), ("a.csv", HEADER.encode())],
)
def test_a_bad_file_is_a_clear_sentence_and_a_way_on(firm: Firm, name: str, content: bytes) -> None:
    firm.uploads(content or b" ", name)
    firm.presses("同意，開始算")
    shown = firm.waits()
    assert "讀不了" in shown
    assert "給我範本" in firm.labels()
    assert not firm.store.set_aside()


def test_questions_in_the_middle_are_answered_and_the_step_repeated(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    assert firm.says("租影印機怎麼算？").endswith("上面有什麼標章？沒有或不知道也可以。")
    assert "先停在這裡" in firm.says("取消")
    assert "辦公椅" in firm.says("看採購清單")


def test_deleting_takes_the_list_and_what_was_said(firm: Firm, tmp_path: Path) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    firm.says("沒有")
    exported = firm.assistant.documents.export("web", "someone")
    assert [one["name"] for one in exported["purchase_files"]] == ["採購.csv"]
    assert {one["kind"] for one in exported["remembered"]} == {"answer", "columns"}
    firm.says("刪除我的資料")
    firm.presses("確定刪除")
    assert kept(tmp_path) == kept(tmp_path, "remembered") == 0


def test_one_list_can_be_deleted_alone(firm: Firm, tmp_path: Path) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    firm.says("完成")
    firm.waits()
    assert "已刪除「採購.csv」" in firm.presses("刪除這份清單")
    assert kept(tmp_path) == 0


def test_a_job_that_was_killed_at_work_is_done_again_once(firm: Firm, tmp_path: Path) -> None:
    firm.uploads(PURCHASES)
    firm.presses("同意，開始算")
    job = firm.store.claim_job(datetime.now(UTC) - LEASE - timedelta(seconds=1), LEASE, ("purchases",))
    assert job is None  # not due yet at that time; claim it as a worker does now
    job = firm.store.claim_job(datetime.now(UTC), timedelta(seconds=-1), ("purchases",))
    assert job  # the worker dies here: its lease is over at once
    assert "讀到 6 列" in firm.waits()
    assert not firm.work.work()


def test_a_job_killed_after_its_word_says_nothing_twice(firm: Firm, tmp_path: Path) -> None:
    firm.uploads(PURCHASES)
    firm.presses("同意，開始算")
    assert "讀到 6 列" in firm.waits()
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as database, database:  # killed before it was marked done
        past = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
        database.execute("UPDATE job SET state = 'running', lease_until = ? WHERE kind = 'purchases'", (past,))
    assert firm.work.work()
    assert not firm.assistant.work()
    assert firm.assistant.exchanges("web", "someone", firm.seen) == []


def test_word_of_an_earlier_list_is_passed_over(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.presses("同意，開始算")
    firm.assistant.receive("web", "someone", Inbound("worked", "{}", "99:run"), event_id="stray")
    firm.assistant.work()
    assert not firm.store.set_aside()
    assert "讀到 6 列" in firm.waits()


def test_too_large_a_list_is_refused_and_dropped(tmp_path: Path) -> None:
    assistant, store = open_desk(tmp_path, list_megabytes=1)
    person = Person(assistant)
    person._sends(Inbound("file", "a.csv", file=FileRef("platform-1", "a.csv", 2**20 + 1)))
    assert "超過 1 MB" in person.last[-1].text
    store.close()


def test_in_a_group_no_list_is_taken(firm: Firm) -> None:
    file = FileRef("platform-1", "a.csv", 100)
    assert "私訊" in firm._sends(Inbound("file", "a.csv", file=file, group=True))


def test_lines_and_list_are_taken_up_again_also_on_another_channel(firm: Firm) -> None:
    firm.says("我要申報")
    firm.says("環保標章影印紙 3 萬")
    firm.uploads(PURCHASES)
    firm.confirms()
    firm.says("我的草稿")
    assert firm.labels()[:2] == ["採購申報試算（1 筆）", "採購清單「採購.csv」"]
    code = next(word for word in firm.says("換管道").split() if "-" in word and len(word) == 9)
    elsewhere = Person(firm.assistant, "elsewhere", "terminal")
    elsewhere.says(f"連結 {code}")
    assert "辦公椅" in elsewhere.presses("採購清單「採購.csv」")
    assert "NT$ 30,000 元" in elsewhere.says("我要申報")


def test_a_sticker_or_another_language_goes_on_with_the_step(firm: Firm) -> None:
    firm.uploads(PURCHASES)
    firm.confirms()
    assert "辦公椅" in firm.sends("sticker")
    assert "What label does it bear?" in firm.says("english")

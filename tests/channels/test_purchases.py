"""A purchase list over real HTTP: in as a file, worked out beside the conversation, out as the platform allows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from bot.channels.line_messages import Json
from tests.channels import line_desk, line_events, telegram_desk
from tests.channels import telegram_updates as updates
from tests.channels.line_desk import LineDesk
from tests.channels.line_limits import actions
from tests.channels.line_standin import LineStandIn, standing_in
from tests.channels.telegram_desk import TelegramDesk
from tests.channels.telegram_standin import TelegramStandIn
from tests.channels.test_telegram_path import draft, press, say, sends
from tests.desk import CLOSED_DAY

ANNA = 11
ME = line_events.user()
PURCHASES = """日期,廠商,品名,金額
113/01/05,大同,環保標章影印紙,30000
113/03/05,好傢俱,辦公椅,500000
113/03/09,好傢俱,辦公椅,300000
113/02/05,震旦,影印機租金,120000
""".encode()
# 30,000 for sure (表2一(三)認列範圍1); without a label the chairs count nothing and the rent half: 60,000
RESULT = "NT$ 90,000 元"


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[TelegramDesk]:
    with TelegramStandIn() as standin, telegram_desk.serving(tmp_path, standin, today=CLOSED_DAY) as desk:
        yield desk


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    with standing_in(LineStandIn()) as standin:
        yield standin


@pytest.fixture
def on_line(tmp_path: Path, line: LineStandIn) -> Iterator[LineDesk]:
    with line_desk.serving(tmp_path, line) as desk:
        yield desk


def opened(content: bytes) -> list[str]:
    """The sheets of a workbook."""
    return list(load_workbook(io.BytesIO(content)).sheetnames)


def until_shown(desk: TelegramDesk, words: str) -> None:
    desk.until(lambda: any(words in text for text in desk.telegram.texts(ANNA)))
    desk.until(desk.quiet)


def test_telegram_takes_a_list_and_gives_the_workbook_as_a_document(telegram: TelegramDesk) -> None:
    telegram.telegram.files["list"] = PURCHASES
    assert "加密保存 30 天" in sends(telegram, updates.document(ANNA, "list", "採購.csv"))
    assert "第 1 步，共 3 步" in press(telegram, "同意")
    until_shown(telegram, "讀到 4 列")
    say(telegram, "申請費 8 萬可以補助多少？")  # the conversation goes on, and the step is repeated
    assert "24,000" in telegram.telegram.texts(ANNA)[-2]
    assert "對嗎？" in telegram.telegram.texts(ANNA)[-1]
    for label in ("對", "未稅", "發票日"):
        press(telegram, label)
    until_shown(telegram, "辦公椅（好傢俱）　2 筆")
    press(telegram, "什麼都沒有")
    press(telegram, "什麼都沒有")
    until_shown(telegram, f"試算認列 {RESULT}")
    press(telegram, "完成")
    telegram.until(lambda: any(one.document for one in telegram.telegram.sent))
    name, content = next(one.document for one in telegram.telegram.sent if one.document)
    assert name == "採購_綠色採購試算.xlsx"
    assert len(opened(content)) == 2
    telegram.until(telegram.quiet)
    assert any("尚未申報" in text for text in telegram.telegram.texts(ANNA))


def test_telegram_gives_the_template(telegram: TelegramDesk) -> None:
    say(telegram, "給我範本")
    telegram.until(lambda: any(one.document for one in telegram.telegram.sent))
    name, content = next(one.document for one in telegram.telegram.sent if one.document)
    assert name == "greendesk-purchases.zh.xlsx"
    assert opened(content)


def test_a_spreadsheet_while_there_is_a_draft_is_asked_about(tmp_path: Path) -> None:
    with TelegramStandIn() as standin, telegram_desk.serving(tmp_path, standin) as desk:
        case = draft(desk)
        standin.files["list"] = PURCHASES
        assert "採購清單，還是" in sends(desk, updates.document(ANNA, "list", "list.xlsx"))
        assert "第 9 題" in press(desk, re.escape(case))
        assert "沒有存" in desk.telegram.texts(ANNA)[-2]
        assert desk.store.evidence(case) == ()
        sends(desk, updates.document(ANNA, "list", "list.csv"))
        assert "加密保存" in press(desk, "這是採購清單")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("broken.xlsx", b"PK\x03\x04 nonsense", "broken.xlsx"),
        ("empty.csv", b"\n", "empty.csv"),
        ("gone.xlsx", None, "再傳一次"),
        ("large.csv", b"1" * (2**20 + 1), "超過 1 MB"),
    ],
)
def test_what_cant_be_used_is_said_in_a_sentence(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    with (
        TelegramStandIn() as standin,
        telegram_desk.serving(tmp_path, standin, today=CLOSED_DAY, list_megabytes=1) as desk,
    ):
        if content is not None:
            standin.files["list"] = content
        sends(desk, updates.document(ANNA, "list", name))
        press(desk, "同意")
        desk.until(lambda: len(desk.telegram.texts(ANNA)) == 3)
        assert said in desk.telegram.texts(ANNA)[-1]
        desk.until(desk.quiet)
        assert not desk.store.set_aside()


def rows(line: LineStandIn) -> list[str]:
    """The values behind everything that the last delivery lets one press."""
    found = [action for message in line.delivered[-1].messages for action in actions(message)]
    return [action["data"] for action in found if action["type"] == "postback"]


def pressing(desk: LineDesk, line: LineStandIn, begins: str) -> str:
    """Press the newest button whose value begins so; what comes back, once anything does."""
    value = next(data for data in rows(line) if data.startswith(begins))
    before = len(line.delivered)
    desk.deliver(line_events.pressed(ME, value, line.token(ME)))
    desk.until(lambda: len(line.delivered) > before)
    return line.texts(ME)[-1]


def test_line_takes_a_list_and_links_to_the_workbook_without_spending_a_push(
    on_line: LineDesk, line: LineStandIn
) -> None:
    line.contents["list-1"] = PURCHASES
    file: Json = {"type": "file", "fileName": "採購.csv", "fileSize": len(PURCHASES), "id": "list-1"}
    on_line.deliver(line_events.sent(ME, line.token(ME), **file))
    assert "加密保存 30 天" in on_line.hears(ME)[-1]
    pressing(on_line, line, "list_agree:1:yes")
    assert "讀到 4 列" in line.texts(ME)[-1]
    for value in ("columns:1:right", "columns_say:1:tax:excluded", "columns_say:1:basis:invoice"):
        pressing(on_line, line, value)
    for _ in range(2):
        pressing(on_line, line, next(one for one in rows(line) if ":ground:none\n" in one))
    assert f"試算認列 {RESULT}" in "\n".join(line.texts(ME))
    pressing(on_line, line, "declared")
    addresses = [
        action["uri"]
        for message in line.delivered[-1].messages
        for action in actions(message)
        if action["type"] == "uri"
    ]
    path = addresses[-1].removeprefix(line_desk.PUBLIC)
    answer = httpx.get(f"http://127.0.0.1:{on_line.port}{path}", trust_env=False)
    assert answer.status_code == 200
    assert len(opened(answer.content)) == 2
    assert "UTF-8''" in answer.headers["content-disposition"]
    assert line.used == 0
    assert {one.by for one in line.delivered} == {"reply"}


def test_a_list_and_its_workbook_are_gone_once_all_is_deleted(on_line: LineDesk, line: LineStandIn) -> None:
    line.contents["list-1"] = PURCHASES
    file: Json = {"type": "file", "fileName": "採購.csv", "fileSize": len(PURCHASES), "id": "list-1"}
    on_line.deliver(line_events.sent(ME, line.token(ME), **file))
    on_line.hears(ME)
    pressing(on_line, line, "list_agree:1:yes")
    exported = on_line.assistant.documents.export("line", ME)
    assert [one["name"] for one in exported["purchase_files"]] == ["採購.csv"]
    for words in ("刪除我的資料", "確定刪除"):
        before = len(line.delivered)
        on_line.deliver(line_events.said(ME, words, line.token(ME)))
        on_line.until(lambda: len(line.delivered) > before)  # noqa: B023 - waited for at once
    assert on_line.assistant.documents.export("line", ME).get("purchase_files") == []


@pytest.mark.parametrize("agreed", [False, True])
def test_an_unsent_list_is_gone_and_nothing_is_said_of_it(on_line: LineDesk, line: LineStandIn, agreed: bool) -> None:
    line.contents["list-1"] = PURCHASES
    file: Json = {"type": "file", "fileName": "採購.csv", "fileSize": len(PURCHASES), "id": "list-1"}
    on_line.deliver(line_events.sent(ME, line.token(ME), **file))
    on_line.hears(ME)
    agree = next(data for data in rows(line) if data.startswith("list_agree:1:yes"))
    if agreed:
        pressing(on_line, line, "list_agree:1:yes")
    said = len(line.delivered)
    on_line.deliver(line_events.event("unsend", ME, unsend={"messageId": "list-1"}))
    on_line.until(lambda: on_line.store.health().waiting == 0)
    assert "採購.csv" not in str(on_line.assistant.documents.export("line", ME)["conversations"][0].get("state", ""))
    assert on_line.assistant.documents.export("line", ME).get("purchase_files", []) == []
    assert len(line.delivered) == said
    on_line.deliver(line_events.pressed(ME, agree, line.token(ME)))
    assert "失效" in on_line.hears(ME, said + 1)[-1]


def test_a_list_sent_again_by_line_is_read_once(on_line: LineDesk, line: LineStandIn) -> None:
    line.contents["list-1"] = PURCHASES
    file: Json = {"type": "file", "fileName": "採購.csv", "fileSize": len(PURCHASES), "id": "list-1"}
    event = line_events.sent(ME, line.token(ME), **file)
    again = {**event, "deliveryContext": {"isRedelivery": True}}
    on_line.deliver(event, again)
    on_line.hears(ME)
    agree = next(data for data in rows(line) if data.startswith("list_agree:1:yes"))
    pressed = line_events.pressed(ME, agree, line.token(ME))
    on_line.deliver(pressed)
    on_line.deliver(again, {**pressed, "deliveryContext": {"isRedelivery": True}})
    assert "讀到 4 列" in on_line.hears(ME, 2)[-1]
    on_line.deliver(again)
    on_line.until(lambda: on_line.store.health().waiting == 0)
    assert len(line.delivered) == 2
    assert len(on_line.assistant.documents.export("line", ME)["purchase_files"]) == 1

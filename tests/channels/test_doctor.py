"""`greendesk doctor` on Telegram: what is wrong, and what to do about it; and what the officers see of it all."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import officers
from bot.channels import desk_doctor
from bot.channels.adapter import Finding
from bot.channels.configured import examined
from bot.channels.telegram import Telegram
from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import serving
from tests.channels.telegram_standin import TOKEN, Fault, TelegramStandIn
from tests.desk import open_desk, settings
from tests.storage.scene import NOW, arrival, turn_for

PUBLIC = "https://desk.example"


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin


def found(telegram: TelegramStandIn, token: str = TOKEN, webhook: str = "") -> list[Finding]:
    adapter = Telegram(token, lambda *_: None, api=telegram.api, webhook=webhook)
    return asyncio.run(adapter.examine("en"))


def test_all_in_order_with_polling(telegram: TelegramStandIn) -> None:
    account, way = found(telegram)
    assert (account.good, way.good) == (True, True)
    assert "@green_desk_bot" in account.text
    assert "no public address" in way.text


def test_the_settings_say_what_is_examined(tmp_path: Path, telegram: TelegramStandIn) -> None:
    assistant, store = open_desk(tmp_path)
    here = settings(tmp_path, telegram_token=SecretStr(TOKEN), telegram_api=telegram.api)
    assert [(channel, one.good) for channel, one in examined(here, assistant, "zh")] == [("telegram", True)] * 2
    assert examined(settings(tmp_path), assistant, "zh") == []
    store.close()


def test_the_desk_itself_says_whether_anybody_answers(tmp_path: Path) -> None:
    _, store = open_desk(tmp_path)
    (quiet,) = desk_doctor.examine(store.health(), NOW, "en")
    assert (quiet.good, "sqlite" in quiet.text, "; 0 messages wait" in quiet.text) == (True, True, True)
    store.receive(arrival(at=NOW))
    minute = timedelta(minutes=1)
    assert desk_doctor.examine(store.health(), NOW + minute, "en")[0].good
    (late,) = desk_doctor.examine(store.health(), NOW + minute + timedelta(seconds=1), "en")
    assert (late.good, late.text) == (False, "1 messages wait, and nobody answers.")
    assert "greendesk serve" in late.cure
    with store.turn(NOW) as turn:
        assert turn
        turn.ask_staff("person", "call me back")
    (_, waiting) = desk_doctor.examine(store.health(), NOW, "zh")
    assert "待承辦處理 1 件" in waiting.text
    store.close()


def test_a_wrong_token(telegram: TelegramStandIn) -> None:
    (one,) = found(telegram, "123456:wrong")
    assert not one.good
    assert "BotFather" in one.cure


def test_nobody_there() -> None:
    telegram = TelegramStandIn(port=9)  # nobody listens on the discard port
    (one,) = found(telegram)
    assert not one.good
    assert "firewall" in one.cure


def test_a_webhook_left_from_before(telegram: TelegramStandIn) -> None:
    telegram.webhook = {"url": "https://old.example/hook"}
    *_, one = found(telegram)
    assert not one.good
    assert "https://old.example/hook" in one.text


@pytest.mark.parametrize(
    ("registered", "public", "said"),
    [
        ("https://other.example/", PUBLIC, "not to https://desk.example/telegram/webhook"),
        ("http://desk.example/telegram/webhook", "http://desk.example", "isn't https"),
    ],
)
def test_a_webhook_elsewhere(telegram: TelegramStandIn, registered: str, public: str, said: str) -> None:
    telegram.webhook = {"url": registered}
    lines = found(telegram, webhook=public)
    assert any(said in one.text and one.cure for one in lines if not one.good)
    assert any("can't be reached" in one.text for one in lines), "desk.example doesn't exist"


def test_a_webhook_is_called_as_telegram_would(tmp_path: Path, telegram: TelegramStandIn) -> None:
    with serving(tmp_path, telegram, webhook=True) as desk:
        lines = found(telegram, webhook=desk.address)
        assert [one.good for one in lines] == [True, False, True]  # on loopback there is no https
        assert "refuses those with a wrong secret" in lines[-1].text


def test_many_waiting(telegram: TelegramStandIn) -> None:
    telegram.updates += [updates.text(1, "x") for _ in range(101)]
    *_, one = found(telegram)
    assert not one.good
    assert "101" in one.text


def test_officers_see_what_is_uncertain(tmp_path: Path, telegram: TelegramStandIn) -> None:
    once = iter([Fault("cut")])
    telegram.fault = lambda method, params: next(once, None) if method == "sendMessage" else None
    with serving(tmp_path, telegram) as desk:
        telegram.brings(updates.text(1, "選單"))
        desk.until(desk.store.undelivered)
        assert "telegram uncertain (ServerDisconnectedError)" in officers.open_work(desk.store)


def test_evidence_is_written_out_for_an_officer(tmp_path: Path) -> None:
    assistant, store = open_desk(tmp_path)
    with turn_for(store, at=datetime.now(UTC)) as turn:
        case, contact = turn.new_draft("certification", "2018").case, turn.conversation.contact_id
    now = datetime.now(UTC)
    store.add_evidence(case, contact, kind="pdf", name="../x.exe", content=b"%PDF-1", most=9, now=now)
    (path,) = officers.save_evidence(store, case, tmp_path / "out")
    assert path == tmp_path / "out" / f"{case}-1.pdf"
    assert path.read_bytes() == b"%PDF-1"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        officers.save_evidence(store, case, tmp_path / "out")
    record = store.case(case)
    assert record
    assert "../x.exe" in officers.as_text(assistant.documents.on_paper(record, "officer"))
    store.close()

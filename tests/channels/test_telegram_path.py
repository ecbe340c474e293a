"""Telegram from end to end, over real HTTP: what people do there, and what comes back to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.states import DraftState
from tests.channels import telegram_updates as updates
from tests.channels.telegram_desk import TelegramDesk, serving
from tests.channels.telegram_standin import USERNAME, TelegramStandIn
from tests.kept import drafts_of, transcript

ANNA, GROUP = 11, -100
PDF = b"%PDF-1.7 an invoice"


@pytest.fixture
def telegram() -> Iterator[TelegramStandIn]:
    with TelegramStandIn() as standin:
        yield standin


@pytest.fixture
def desk(tmp_path: Path, telegram: TelegramStandIn) -> Iterator[TelegramDesk]:
    with serving(tmp_path, telegram) as running:
        yield running


def say(desk: TelegramDesk, *said: str, chat: int = ANNA) -> str:
    """Texts one after the other, each answered; the last answer."""
    for words in said:
        before = len(desk.telegram.texts(chat))
        desk.telegram.brings(updates.text(chat, words))
        desk.hears(chat, before + 1)
        desk.until(desk.quiet)
    return desk.telegram.texts(chat)[-1]


def press(desk: TelegramDesk, label: str, chat: int = ANNA) -> str:
    """Press the newest button whose label begins so; the last answer."""
    buttons = [b for one in desk.telegram.sent if one.chat == chat for row in one.keyboard for b in row]
    (*_, found) = [button for button in buttons if re.match(rf"(\d+ )?{label}", button["text"])]
    before = len(desk.telegram.sent)
    desk.telegram.brings(updates.press(chat, found["callback_data"], [[found]]))
    desk.until(lambda: len(desk.telegram.sent) > before)
    desk.until(desk.quiet)
    return desk.telegram.texts(chat)[-1]


def draft(desk: TelegramDesk, chat: int = ANNA) -> str:
    """A trial made into a draft with consent; its case number."""
    say(desk, "我要申請分攤", chat=chat)
    press(desk, "先試算", chat)
    say(desk, "有登記", "臺灣", "107", "107/5/20", "藍天使", "120000", "沒有", "沒有", chat=chat)
    press(desk, "準備申請資料", chat)
    press(desk, "同意", chat)
    found = re.findall(r"GT-\d+-\w+", "\n".join(desk.telegram.texts(chat)))
    assert found
    return str(found[-1])


def test_start_greets_and_names_the_unit(desk: TelegramDesk) -> None:
    assert "測試中心" in say(desk, "/start")
    shown = say(desk, "/start")
    assert "測試中心" not in shown  # greeted once; after that it is the menu
    assert desk.telegram.sent[-1].keyboard


def test_a_deep_link_leads_to_its_programme(desk: TelegramDesk) -> None:
    say(desk, "/start certification")
    greeting, start = desk.hears(ANNA, 2)
    assert "測試中心" in greeting
    assert "107" in start


def test_english_accounts_are_greeted_in_english(desk: TelegramDesk) -> None:
    desk.telegram.brings(updates.text(ANNA, "/start", lang="en"))
    assert "Hello" in desk.hears(ANNA)[0]


def test_commands_are_set_in_both_languages(desk: TelegramDesk) -> None:
    desk.until(lambda: desk.telegram.polls)
    found = {p.get("language_code", ""): p["commands"] for m, p in desk.telegram.calls if m == "setMyCommands"}
    assert set(found) == {"", "zh", "en"}
    assert found["en"][1] == {"command": "apply", "description": "Apply"}
    assert found[""] == found["zh"]


@pytest.mark.parametrize(
    "command", ["menu", "apply", "trial", "fit", "declare", "county", "drafts", "person", "link", "privacy", "cancel"]
)
def test_every_command_is_understood(desk: TelegramDesk, command: str) -> None:
    assert "不猜" not in say(desk, f"/{command}")


def test_an_update_brought_twice_is_answered_once(desk: TelegramDesk) -> None:
    once = updates.text(ANNA, "選單")
    desk.telegram.brings(once, once)
    desk.hears(ANNA)
    desk.telegram.brings(once)
    say(desk, "真人")
    assert len(desk.telegram.texts(ANNA)) == 2


def test_quick_messages_are_one_question(tmp_path: Path, telegram: TelegramStandIn) -> None:
    with serving(tmp_path, telegram, telegram_gathering=0.3) as desk:
        desk.telegram.brings(*(updates.text(ANNA, words) for words in ("藍天使", "申請費 8 萬", "可以補助多少？")))
        (answer,) = desk.hears(ANNA)
        desk.until(desk.quiet)
        assert "24,000" in answer  # 80,000 x 30% (five to ten times ten thousand: 30%), by point 5
        assert len(telegram.texts(ANNA)) == 1


def test_buttons_carry_numbers_and_each_press_is_answered(desk: TelegramDesk) -> None:
    say(desk, "我要申請分攤")
    press(desk, "先試算")
    keyboard = desk.telegram.sent[-1].keyboard
    labels = [button["text"] for row in keyboard for button in row]
    assert labels[0].startswith("1 ")
    desk.until(lambda: any(method == "answerCallbackQuery" for method, _ in desk.telegram.calls))
    desk.until(lambda: any(method == "editMessageReplyMarkup" for method, _ in desk.telegram.calls))


def test_an_old_button_says_why_and_shows_the_current_step(desk: TelegramDesk) -> None:
    say(desk, "我要申請分攤")
    press(desk, "先試算")
    old = desk.telegram.sent[-1].keyboard[0][1]  # the first question's second choice
    say(desk, "有登記", "臺灣")
    desk.telegram.brings(updates.press(ANNA, old["callback_data"], [[old]]))
    before = len(desk.telegram.texts(ANNA))
    assert "舊按鈕" in desk.hears(ANNA, before + 1)[-1]


def test_a_draft_is_made_and_comes_as_a_word_file(desk: TelegramDesk) -> None:
    case = draft(desk)
    say(
        desk, "某某公司", "04595257", "跳過", "林小姐", "02-1234-5678", "a@example.com", "水性漆", "跳過", "SGS", "跳過"
    )
    say(desk, "3 萬", "跳過", "跳過", "1,2")
    press(desk, "確認無誤")
    assert drafts_of(desk.store, "telegram", str(ANNA))[0].state is DraftState.READY
    before = len(desk.telegram.sent)
    button = next(b for one in desk.telegram.sent[::-1] for row in one.keyboard for b in row if "Word" in b["text"])
    desk.telegram.brings(updates.press(ANNA, button["callback_data"], [[button]]))
    desk.until(lambda: len(desk.telegram.sent) >= before + 2)
    document = desk.telegram.sent[-1].document
    assert document
    assert document[0] == f"{case}.docx"
    assert document[1].startswith(b"PK")


def test_all_data_comes_as_a_file(desk: TelegramDesk) -> None:
    say(desk, "匯出我的資料")
    button = desk.telegram.sent[-1].keyboard[-1][-1]
    desk.telegram.brings(updates.press(ANNA, button["callback_data"], [[button]]))
    desk.until(lambda: desk.telegram.sent[-1].document)
    name, content = desk.telegram.sent[-1].document or ("", b"")
    assert name.endswith(".json")
    assert json.loads(content)["conversations"][0]["channel"] == "telegram"


def test_stickers_voices_and_empty_messages_get_a_sentence(desk: TelegramDesk) -> None:
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    sticker |= {"is_animated": False, "is_video": False}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    desk.telegram.brings(updates.message(ANNA, sticker=sticker))
    assert "收到" in desk.hears(ANNA)[-1]
    desk.telegram.brings(updates.message(ANNA, voice=voice))
    assert "語音" in desk.hears(ANNA, 2)[-1]
    desk.telegram.brings(updates.message(ANNA, location={"latitude": 1.0, "longitude": 2.0}))
    assert "文字" in desk.hears(ANNA, 3)[-1]


def test_a_photo_outside_a_draft_asks_which_case_and_is_kept_there(desk: TelegramDesk) -> None:
    desk.telegram.files |= {"one": b"\xff\xd8\xff\xe0 a photo", "two": PDF}
    assert "還沒有草稿" in sends(desk, updates.photo(ANNA, "one"))
    case = draft(desk)
    say(desk, "取消")
    assert "哪一件" in sends(desk, updates.photo(ANNA, "one"))
    assert "已存" in press(desk, case)
    say(desk, "繼續")
    answer = sends(desk, updates.document(ANNA, "two", "../../invoice.pdf"))
    assert "invoice.pdf" in answer
    assert "第 9 題" in answer  # the open question stands below what came between
    found = desk.store.evidence(case)
    assert [one.kind for one in found] == ["jpeg", "pdf"]
    assert desk.store.evidence_content(found[1].id) == PDF
    assert "附件 2 份" in say(desk, "檢查答案")


def test_a_question_that_comes_with_a_photo_is_answered(desk: TelegramDesk) -> None:
    answer = sends(desk, updates.photo(ANNA, "one", caption="申請費 8 萬可以補助多少？"))
    assert "還沒有草稿" in answer
    assert "24,000" in answer  # 30% of 80,000, under the cap of 30,000
    assert "24,000" not in sends(desk, updates.photo(ANNA, "one", caption="8 萬的發票"))


@pytest.mark.parametrize(
    ("content", "size", "said"),
    [
        (b"MZ\x90 a program", 1000, "只收照片"),
        (b"<html>%PDF-1.7", 1000, "只收照片"),
        (b"%PDF-" + b"1" * 2**20 + b"x", 1000, "超過 1 MB"),
        (b"%PDF-1.7", 2**21, "超過 1 MB"),
        (None, 1000, "已經拿不到"),
    ],
)
def test_what_is_no_evidence_is_not_stored(
    tmp_path: Path, telegram: TelegramStandIn, content: bytes | None, size: int, said: str
) -> None:
    with serving(tmp_path, telegram, evidence_megabytes=1) as desk:
        case = draft(desk)
        if content is not None:
            telegram.files["file"] = content
        assert said in sends(desk, updates.document(ANNA, "file", "invoice.pdf", size))
        assert desk.store.evidence(case) == ()


def sends(desk: TelegramDesk, update: dict[str, object]) -> str:
    """Anything sent; all that is answered to it."""
    before = len(desk.telegram.texts(ANNA))
    desk.telegram.brings(update)
    desk.hears(ANNA, before + 1)
    desk.until(desk.quiet)
    return "\n".join(desk.telegram.texts(ANNA)[before:])


def test_in_a_group_it_answers_only_when_addressed_and_asks_nothing_personal(desk: TelegramDesk) -> None:
    desk.telegram.brings(updates.member(GROUP, "left", "member"))
    greeting = desk.hears(GROUP)[0]
    assert "測試中心" in greeting
    assert "標記我（@）" in greeting
    desk.telegram.brings(updates.text(GROUP, "藍天使有補助嗎？"), updates.text(GROUP, f"@{USERNAME} 藍天使有補助嗎？"))
    assert "藍天使" in desk.hears(GROUP, 2)[-1]
    assert "私訊" in say(desk, f"/drafts@{USERNAME}", chat=GROUP)
    assert "私訊" in say(desk, f"@{USERNAME} 準備申請", chat=GROUP)
    assert len(desk.telegram.texts(GROUP)) == 4


def test_quick_messages_in_a_group_stay_in_the_group(tmp_path: Path, telegram: TelegramStandIn) -> None:
    with serving(tmp_path, telegram, telegram_gathering=0.3) as desk:
        desk.telegram.brings(*(updates.text(GROUP, words) for words in (f"@{USERNAME}", f"@{USERNAME} 我的草稿")))
        (answer,) = desk.hears(GROUP)
        assert "私訊" in answer


def test_one_who_blocks_the_bot_is_left_alone(desk: TelegramDesk) -> None:
    say(desk, "選單")
    desk.telegram.blocked.add(ANNA)
    desk.telegram.brings(updates.text(ANNA, "真人"), updates.member(ANNA, "member", "kicked"))
    desk.until(lambda: any(one.text == "真人" for one in transcript(desk.store, "telegram", str(ANNA))))
    desk.until(lambda: not desk.telegram.updates)
    desk.until(desk.quiet)
    assert desk.store.undelivered() == ()
    desk.telegram.blocked.clear()
    assert "測試中心" in say(desk, "/start")


def test_started_on_the_web_page_and_gone_on_with_here(desk: TelegramDesk) -> None:
    from tests.desk import Person

    web = Person(desk.assistant)
    web.says("我要申請分攤")
    web.presses("先試算資格與金額")
    web.says("有登記")
    shown = web.says("換管道")
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", shown)
    assert code
    assert "已連結" in say(desk, f"連結 {code[0]}") or "已連結" in desk.telegram.texts(ANNA)[0]
    assert "第 2 題" in desk.telegram.texts(ANNA)[-1]
    assert "不對" in say(desk, f"連結 {code[0]}")


def test_the_desk_can_be_stopped_and_started_and_loses_nothing(tmp_path: Path, telegram: TelegramStandIn) -> None:
    with serving(tmp_path, telegram) as desk:
        say(desk, "選單")
    telegram.brings(updates.text(ANNA, "真人"))
    with serving(tmp_path, telegram) as desk:
        desk.hears(ANNA, 2)
        desk.until(desk.quiet)
        assert len(telegram.texts(ANNA)) == 2

"""Whole dialogs over real HTTP on both channels: the journeys' scripts, spoken as each platform shows and takes them.

Every request to LINE is held against its description, every call of Telegram against the library's models, by the
stand-ins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.channels.line_cards import pressed
from rules.yaml_data import load
from tests.channels import line_desk, line_events, telegram_desk
from tests.channels import telegram_updates as updates
from tests.channels.line_desk import LineDesk
from tests.channels.line_limits import actions
from tests.channels.line_standin import LineStandIn, standing_in
from tests.channels.telegram_desk import TelegramDesk
from tests.channels.telegram_standin import TelegramStandIn
from tests.desk import CLOSED_DAY

SCRIPTS = Path(__file__).parents[1] / "journeys"
CUT = "…"


class Chat(Protocol):
    """Somebody's chat with the desk."""

    def says(self, text: str) -> str:
        """Say something; what came back, with all that can be pressed."""
        ...

    def presses(self, label: str) -> str:
        """Press the newest button of that label."""
        ...

    def sends(self, value: str) -> str:
        """Press a button of any value."""
        ...

    def shows(self, kind: str) -> str:
        """Send a sticker or a voice message."""
        ...


class OnLine:
    """A chat on LINE."""

    def __init__(self, desk: LineDesk, line: LineStandIn, number: int = 1) -> None:
        self.desk, self.line, self.me = desk, line, line_events.user(number)

    def says(self, text: str) -> str:
        return self._heard(line_events.said(self.me, text, self.line.token(self.me)))

    def presses(self, label: str) -> str:
        shown = [pressed(data) for data in self._data()]
        (*_, value) = [value for value, shown_label in shown if shown_label == label]
        return self.sends(value)

    def sends(self, value: str) -> str:
        return self._heard(line_events.pressed(self.me, value, self.line.token(self.me)))

    def shows(self, kind: str) -> str:
        sticker = {"packageId": "1", "stickerId": "2", "stickerResourceType": "STATIC", "quoteToken": "q"}
        voice = {"contentProvider": {"type": "line"}}
        content = {"type": "sticker", **sticker} if kind == "sticker" else {"type": "audio", **voice}
        return self._heard(line_events.sent(self.me, self.line.token(self.me), **content))

    def _data(self) -> list[str]:
        messages = [message for one in self.line.delivered if one.to == self.me for message in one.messages]
        found = [action for message in messages[-5:] for action in actions(message)]
        found += [one["action"] for message in messages[-1:] for one in message.get("quickReply", {}).get("items", ())]
        return [action["data"] for action in found if action["type"] == "postback"]

    def _heard(self, event: dict[str, Any]) -> str:
        before = self._count()
        self.desk.until(lambda: self.desk.deliver(event) == 200)  # LINE delivers again what isn't taken
        self.desk.until(lambda: self._count() > before)
        (*_, last) = [one for one in self.line.delivered if one.to == self.me]
        assert last.by == "reply"
        said = [str(one.get("text") or one.get("altText")) for one in last.messages]
        found = [action for message in last.messages for action in actions(message)]
        buttons = [pressed(one["data"])[1] for one in found if one["type"] == "postback"]
        papers = [one["label"] for one in found if one["type"] == "uri"]
        return "\n".join([*said, *buttons, *papers])

    def _count(self) -> int:
        return sum(one.to == self.me for one in self.line.delivered)


class OnTelegram:
    """A chat on Telegram."""

    def __init__(self, desk: TelegramDesk, me: int = 11) -> None:
        self.desk, self.me = desk, me

    def says(self, text: str) -> str:
        return self._heard(updates.text(self.me, text))

    def presses(self, label: str) -> str:
        buttons = [button for one in self._mine() for row in one.keyboard for button in row]
        shown = [(re.sub(r"^\d+ ", "", button["text"]), button) for button in buttons]
        (*_, found) = [button for text, button in shown if text == label or _begins(text, label)]
        return self.sends(found["callback_data"])

    def sends(self, value: str) -> str:
        return self._heard(updates.press(self.me, value))

    def shows(self, kind: str) -> str:
        sticker = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
        content = {"file_id": "s", "file_unique_id": "s", **(sticker if kind == "sticker" else {"duration": 3})}
        sent: dict[str, Any] = {kind: content}
        return self._heard(updates.message(self.me, **sent))

    def _mine(self) -> list[Any]:
        return [one for one in self.desk.telegram.sent if one.chat == self.me]

    def _heard(self, update: dict[str, Any]) -> str:
        before = len(self._mine())
        self.desk.telegram.brings(update)
        self.desk.until(lambda: len(self._mine()) > before and self.desk.quiet())
        shown = self._mine()[before:]
        labels = [button["text"] for one in shown for row in one.keyboard for button in row]
        return "\n".join([*(one.text for one in shown), *labels])


def _begins(text: str, label: str) -> bool:
    return text.endswith(CUT) and label.startswith(text.removesuffix(CUT))


@contextmanager
def chatting(channel: str, folder: Path, today: date) -> Iterator[Chat]:
    """A chat with a desk of that day."""
    if channel == "line":
        with standing_in(LineStandIn()) as line, line_desk.serving(folder, line, today=today) as desk:
            yield OnLine(desk, line)
            assert not line.refused
            assert not desk.store.set_aside()
    else:
        with TelegramStandIn() as telegram, telegram_desk.serving(folder, telegram, today=today) as running:
            yield OnTelegram(running)
            assert not running.store.set_aside()


@pytest.mark.parametrize("channel", ["line", "telegram"])
@pytest.mark.parametrize("name", ["declaration", "county", "counselling", "stores", "which_fits"])
def test_a_dialog_is_the_same_on_every_channel(name: str, channel: str, tmp_path: Path) -> None:
    script = load(SCRIPTS / f"{name}.yaml")
    with chatting(channel, tmp_path, script.get("today", CLOSED_DAY)) as chat:
        for number, turn in enumerate(script["turns"], start=1):
            if "say" in turn:
                shown = chat.says(turn["say"])
            else:
                shown = chat.presses(turn["press"]) if "press" in turn else chat.sends(turn["value"])
            for wanted in turn.get("hears", []):
                assert wanted in shown, f"turn {number} {turn}: {wanted!r} is missing in\n{shown}"


ENGLISH = (
    ("English", "Which programme fits me"),
    ("declare", "What did you buy"),
    ("Green Mark paper 30,000, leased photocopier 120,000", "Line 2"),
    # half the rent of what is on table 1-4 counts (認列範圍4): 60,000, with the labelled paper 90,000
    ("no", "90,000"),
    ("done", "Nothing is declared yet"),
    ("county score", "Which county"),
    ("Taichung", "of 87"),
    ("result", "Score as Word"),
    ("which programme fits me", "What are you?"),
    ("we are a manufacturer", "Several may be named"),
    ("am i a green store", "nothing can be filed now"),
    ("menu", "Talk to a person"),
)


@pytest.mark.parametrize("channel", ["line", "telegram"])
def test_the_dialogs_in_english(channel: str, tmp_path: Path) -> None:
    with chatting(channel, tmp_path, CLOSED_DAY) as chat:
        for said, wanted in ENGLISH:
            shown = chat.says(said)
            assert wanted in shown, f"{said}: {wanted!r} is missing in\n{shown}"
            assert not re.search("[，。？]", shown)


@pytest.mark.parametrize("channel", ["line", "telegram"])
@pytest.mark.parametrize(
    ("said", "step"),
    [
        (("我要申報", "影印紙 3 萬"), "上面有什麼標章"),
        (("台中考評", "從第 1 題開始"), "第 1 題（共 21 題）"),
        (("哪個計畫適合我",), "您是哪一種單位"),
    ],
)
def test_a_sticker_or_voice_in_the_middle_repeats_the_step(
    channel: str, said: tuple[str, ...], step: str, tmp_path: Path
) -> None:
    with chatting(channel, tmp_path, CLOSED_DAY) as chat:
        for words in said:
            shown = chat.says(words)
        assert step in shown
        for kind, answer in (("sticker", "收到"), ("voice", "語音")):
            shown = chat.shows(kind)
            assert answer in shown
            assert step in shown


def test_what_is_expected_may_still_come_after_a_sticker(tmp_path: Path) -> None:
    with chatting("line", tmp_path, CLOSED_DAY) as chat:
        chat.says("台中考評")
        chat.says("從第 1 題開始")
        chat.says("真人")
        assert "先不用" in chat.shows("sticker")
        assert "已記下" in chat.says("表 3 的目標含汽車嗎")  # and isn't taken for a figure


@pytest.mark.parametrize("channel", ["line", "telegram"])
def test_a_button_of_an_earlier_dialog_changes_nothing_of_the_next(channel: str, tmp_path: Path) -> None:
    with chatting(channel, tmp_path, CLOSED_DAY) as chat:
        chat.says("哪個計畫適合我")
        chat.says("製造業")
        chat.says("我要申報")
        assert "上面有什麼標章" in chat.says("影印紙 3 萬")
        assert "失效" in chat.sends("fit_set:99:who:trader")
        assert "上面有什麼標章" in chat.says("繼續")


@pytest.mark.parametrize(("link", "opens"), [("declare", "買了什麼"), ("county", "哪個縣市"), ("fit", "哪一種單位")])
def test_a_deep_link_leads_to_its_tool(link: str, opens: str, tmp_path: Path) -> None:
    with chatting("telegram", tmp_path, CLOSED_DAY) as chat:
        assert opens in chat.says(f"/start {link}")


def test_two_people_at_once_and_events_sent_again(tmp_path: Path) -> None:
    with standing_in(LineStandIn()) as line, line_desk.serving(tmp_path, line) as desk:
        people = [line_events.user(number) for number in (1, 2)]
        turns = (("台中考評", "我要申報"), ("從第 1 題開始", "影印紙 3 萬"), ("7 億 2 千萬", "沒有"))
        for count, said in enumerate(turns, start=1):
            events = [line_events.said(one, text, line.token(one)) for one, text in zip(people, said, strict=True)]
            desk.deliver(*events)
            desk.deliver(*({**event, "deliveryContext": {"isRedelivery": True}} for event in reversed(events)))
            for one in people:
                desk.until(lambda: sum(sent.to == one for sent in line.delivered) >= count)  # noqa: B023
        desk.until(lambda: desk.store.health().waiting == 0)
        assert [sum(sent.to == one for sent in line.delivered) for one in people] == [3, 3]
        county, declared = ("\n".join(line.texts(one)) for one in people)
        assert "720,000,000" in county
        assert "影印紙" not in county
        assert "影印紙" in declared
        assert "臺中市" not in declared


def test_twenty_lines_at_once_come_back_in_a_few_messages(tmp_path: Path) -> None:
    with chatting("telegram", tmp_path, CLOSED_DAY) as chat:
        assert isinstance(chat, OnTelegram)
        chat.says("我要申報")
        before = len(chat.desk.telegram.sent)
        shown = chat.says("\n".join(f"環保標章影印紙第{number}批 {number},000 元" for number in range(1, 21)))
        assert len(chat.desk.telegram.sent) - before <= 5
        assert all(f"第{number}批" in shown for number in range(1, 21))
        assert "210,000" in shown  # 1,000 x (1 + ... + 20)


def test_a_county_is_wished_for_in_the_middle_of_another_dialog(tmp_path: Path) -> None:
    with chatting("line", tmp_path, CLOSED_DAY) as chat:
        for dialog in ("我要申報", "哪個計畫適合我"):
            chat.says(dialog)
            assert "從第 1 題開始" in chat.says("台中考評")

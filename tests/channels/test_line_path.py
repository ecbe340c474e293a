"""LINE, the whole path over real HTTP: webhook in, stored, answered, reply out."""

from __future__ import annotations

import base64
import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.channels.line_desk import LineDesk, serving
from tests.channels.line_events import body_of, event, group, pressed, said, sent, signed_headers, user
from tests.channels.line_standin import SECRET, LineStandIn, standing_in
from tests.desk import OPEN_DAY
from tests.kept import drafts_of, transcript

ME, US = user(), group()
ASK = "申請費 8 萬可以補助多少"
FIGURE = "24,000"
"""80,000 is in the middle tier: 30% = 24,000, under the cap of 30,000."""

PHOTO: dict[str, Any] = {"type": "image", "contentProvider": {"type": "line"}, "quoteToken": "q"}


@pytest.fixture
def line() -> Iterator[LineStandIn]:
    with standing_in(LineStandIn()) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, line: LineStandIn) -> Iterator[LineDesk]:
    with serving(tmp_path, line, today=OPEN_DAY) as found:
        yield found
    assert line.refused == []


def rows(line: LineStandIn) -> list[tuple[str, str]]:
    """The words and the data of the rows on the newest card."""
    body = line.delivered[-1].messages[-1]["contents"]["body"]["contents"]
    return [(row["contents"][-1]["text"], row["action"]["data"]) for row in body if row["type"] == "box"]


def test_a_friend_is_greeted_in_the_units_name(desk: LineDesk, line: LineStandIn) -> None:
    assert desk.deliver(event("follow", ME, line.token(ME), follow={"isUnblocked": False})) == 200
    assert "測試中心" in desk.hears(ME)[0]


def test_a_question_is_answered_by_reply(desk: LineDesk, line: LineStandIn) -> None:
    assert desk.deliver(said(ME, ASK, line.token(ME))) == 200
    assert FIGURE in desk.hears(ME)[0]
    assert (line.delivered[0].by, line.used) == ("reply", 0)


def test_an_event_delivered_again_is_answered_once(desk: LineDesk, line: LineStandIn) -> None:
    one = said(ME, ASK, line.token(ME))
    again = {**one, "deliveryContext": {"isRedelivery": True}}
    assert [desk.deliver(one), desk.deliver(again), desk.deliver(one, again)] == [200] * 3
    desk.deliver(said(ME, "選單", line.token(ME)))
    desk.hears(ME, 2)
    assert len(line.delivered) == 2


def test_doubled_and_shuffled_deliveries_are_heard_once_and_in_order(tmp_path: Path, line: LineStandIn) -> None:
    """10 messages of each of 100 people, every one three times, 50 to a call: 3,000 events in an order of chance."""
    chance, people = random.Random(3), [user(number) for number in range(1, 101)]
    events = [said(chat, f"選單 {number}", line.token(chat)) for number in range(10) for chat in people]
    again = [{**one, "deliveryContext": {"isRedelivery": True}} for one in events]
    deliveries = [*events, *again, *again]
    chance.shuffle(deliveries)
    with serving(tmp_path, line, line_gathering=3.0) as desk:
        for first in range(0, len(deliveries), 50):
            assert desk.deliver(*deliveries[first : first + 50]) == 200
        desk.until(lambda: len(line.delivered) == len(people), patience=60)
        desk.until(lambda: desk.store.health().waiting == 0)
        for chat in people:
            heard = [one.text for one in transcript(desk.store, "line", chat) if one.speaker == "firm"]
            assert heard == [f"選單 {number}" for number in range(10)]
    assert {one.by for one in line.delivered} == {"reply"}


def test_buttons_lead_through_a_trial(desk: LineDesk, line: LineStandIn) -> None:
    desk.deliver(pressed(ME, "start:certification", line.token(ME)))
    desk.hears(ME, 1)
    desk.deliver(pressed(ME, rows(line)[0][1], line.token(ME)))
    assert "第 1 題" in desk.hears(ME, 2)[-1]
    words, data = rows(line)[0]
    desk.deliver(pressed(ME, data, line.token(ME)))
    assert "第 2 題" in desk.hears(ME, 3)[-1]
    spoken = [one.text for one in transcript(desk.store, "line", ME) if one.speaker == "firm"]
    assert spoken[-1] == words


def test_the_number_of_a_choice_works_too(desk: LineDesk, line: LineStandIn) -> None:
    for count, text in enumerate(("我要申請分攤", "1", "1"), start=1):
        desk.deliver(said(ME, text, line.token(ME)))
        shown = desk.hears(ME, count)
    assert "第 2 題" in shown[-1]


def test_quick_messages_are_one_question(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line, line_gathering=0.2) as desk:
        for text in ("申請費", "8 萬", "可以補助多少"):
            desk.deliver(said(ME, text, line.token(ME)))
        assert FIGURE in desk.hears(ME)[0]
        assert len(line.delivered) == 1


def test_the_consoles_check_is_answered(desk: LineDesk) -> None:
    assert desk.deliver() == 200


def test_standby_is_silent(desk: LineDesk, line: LineStandIn) -> None:
    assert desk.deliver(said(ME, ASK, line.token(ME), mode="standby")) == 200
    assert desk.store.health().waiting == 0
    assert transcript(desk.store, "line", ME) == []


def test_an_unsent_message_is_erased(desk: LineDesk, line: LineStandIn) -> None:
    desk.deliver(said(ME, "我是王小明，申請費 8 萬可以補助多少", line.token(ME), "m-secret"))
    desk.hears(ME)
    assert desk.deliver(event("unsend", ME, unsend={"messageId": "m-secret"})) == 200
    desk.until(lambda: not any("王小明" in one.text for one in transcript(desk.store, "line", ME)))
    assert "王小明" not in str(desk.store.export_of("line", ME))
    assert len(line.delivered) == 1


def test_stickers_and_voice_get_a_light_reply(desk: LineDesk, line: LineStandIn) -> None:
    sticker = {"packageId": "1", "stickerId": "2", "stickerResourceType": "STATIC", "quoteToken": "q"}
    desk.deliver(sent(ME, line.token(ME), type="sticker", **sticker))
    desk.hears(ME, 1)
    desk.deliver(sent(ME, line.token(ME), type="audio", contentProvider={"type": "line"}))
    assert len(desk.hears(ME, 2)) == 2


def test_in_a_group_nothing_personal_is_asked(desk: LineDesk, line: LineStandIn) -> None:
    assert desk.deliver(said(US, "午安", line.token(US)), event("join", US, line.token(US))) == 200
    desk.hears(US, 1)
    desk.deliver(said(US, f"@desk {ASK}", line.token(US), mentions=[(0, 5, True)]))
    assert FIGURE in desk.hears(US, 2)[-1]
    desk.deliver(pressed(US, "prepare", line.token(US)))
    desk.deliver(pressed(US, "export", line.token(US)))
    desk.hears(US, 4)
    assert not any("http" in str(one.messages) for one in line.delivered)
    assert line.loading == []


def test_who_left_is_left_in_peace(desk: LineDesk, line: LineStandIn) -> None:
    desk.deliver(said(ME, ASK, line.token(ME)))
    desk.hears(ME)
    line.blocked.add(ME)
    assert desk.deliver(event("unfollow", ME)) == 200
    desk.until(lambda: desk.store.health().waiting == 0)
    assert len(line.delivered) == 1
    line.blocked.clear()
    desk.deliver(event("follow", ME, line.token(ME), follow={"isUnblocked": True}))
    assert "測試中心" in desk.hears(ME, 2)[-1]


def drafting(desk: LineDesk, line: LineStandIn) -> str:
    """A draft begun, every question of its trial answered by not knowing; its case number."""
    count = 0
    for value in ("start:certification", "trial:certification"):
        count += 1
        desk.deliver(pressed(ME, value, line.token(ME)))
        desk.hears(ME, count)
    while not any(row[1].startswith("prepare") for row in rows(line)):
        unknown = next(data for _, data in rows(line) if data.startswith("unknown:"))
        count += 1
        desk.deliver(pressed(ME, unknown, line.token(ME)))
        desk.hears(ME, count)
    for value in ("prepare", "consent:yes"):
        count += 1
        desk.deliver(pressed(ME, value, line.token(ME)))
        desk.hears(ME, count)
    (draft,) = drafts_of(desk.store, "line", ME)
    return draft.case


def test_a_photo_for_a_draft_is_kept_and_its_answer_is_free(desk: LineDesk, line: LineStandIn) -> None:
    case = drafting(desk, line)
    count = len(line.delivered)
    line.contents["photo-1"] = b"\xff\xd8\xff\xe0 a photo"
    desk.deliver(sent(ME, line.token(ME), **PHOTO, id="photo-1"))
    *_, told, step = desk.hears(ME, count + 1)
    (kept,) = desk.store.evidence(case)
    assert (kept.kind, kept.size) == ("jpeg", len(line.contents["photo-1"]))
    assert f"「{kept.name}」" in told
    assert "第 9 題" in step
    assert {one.by for one in line.delivered} == {"reply"}
    assert line.used == 0
    desk.deliver(event("unsend", ME, unsend={"messageId": "photo-1"}))
    desk.until(lambda: not desk.store.evidence(case))
    assert len(line.delivered) == count + 1


def test_several_photos_put_onto_a_draft_are_told_in_one_reply(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line, today=OPEN_DAY, line_gathering=0.6) as desk:
        case = drafting(desk, line)
        count = len(line.delivered) + 1
        desk.deliver(pressed(ME, "cancel", line.token(ME)))
        desk.hears(ME, count)
        line.contents |= {"one": b"\xff\xd8\xff\xe0 one", "two": b"\xff\xd8\xff\xe0 two"}
        desk.deliver(*(sent(ME, line.token(ME), **PHOTO, id=name) for name in line.contents))
        desk.hears(ME, count + 1)
        desk.deliver(pressed(ME, f"attach:{case}", line.token(ME)))
        desk.hears(ME, count + 2)
        assert len(desk.store.evidence(case)) == 2
        (*_, last) = line.delivered
        assert (last.by, sum("已存" in one["text"] for one in last.messages), line.used) == ("reply", 2, 0)


def test_that_a_photo_is_kept_is_not_worth_a_push_but_that_it_is_not_is(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line, today=OPEN_DAY) as desk:
        drafting(desk, line)
        count = len(line.delivered)
        line.contents |= {"good": b"\xff\xd8\xff\xe0 a photo", "bad": b"MZ a program"}
        desk.deliver(sent(ME, "used up", **PHOTO, id="good"))
        desk.until(lambda: "/v2/bot/message/reply: Invalid reply token" in line.refused)
        desk.deliver(said(ME, "為什麼問", line.token(ME)))
        assert any("已存" in text for text in desk.hears(ME, count + 1))
        assert (len(line.delivered), line.used) == (count + 1, 0)
        desk.deliver(sent(ME, "used up too", **PHOTO, id="bad"))
        desk.hears(ME, count + 2)
        assert "沒有存" in line.delivered[-1].messages[0]["text"]
        assert line.delivered[-1].by == "push"


def test_what_takes_long_is_announced(tmp_path: Path, line: LineStandIn) -> None:
    with serving(tmp_path, line, line_gathering=0.2) as desk:
        desk.deliver(sent(ME, line.token(ME), **PHOTO))
        desk.until(lambda: line.loading == [ME])
        desk.hears(ME)


def forged(chance: random.Random) -> tuple[bytes, dict[str, str | bytes]]:
    """A request that isn't LINE's: another secret, a changed body, a signature cut, odd, not ASCII or missing."""
    body = body_of([said(ME, f"forged {chance.random()}", "tok")])
    good = signed_headers(body, SECRET)["X-Line-Signature"]
    digest = hashlib.sha256(body).digest()
    kinds: list[str | bytes | None] = [
        signed_headers(body, "0" * 32)["X-Line-Signature"],
        signed_headers(body + b" ", SECRET)["X-Line-Signature"],
        good[: chance.randrange(len(good))],
        good.swapcase(),
        base64.b64encode(digest).decode(),
        "簽章".encode(),
        chance.randbytes(8).hex().encode() + b"\xff",
        None,
    ]
    signature = chance.choice(kinds)
    return body, {} if signature is None else {"X-Line-Signature": signature}


def test_a_thousand_forged_requests_store_nothing(desk: LineDesk, line: LineStandIn) -> None:
    chance = random.Random(4)
    statuses = {desk.post(*forged(chance)) for _ in range(1000)}
    assert statuses == {401}
    assert transcript(desk.store, "line", ME) == []
    assert desk.store.health().waiting == 0
    assert sum(line.calls.values()) == 0


def test_signed_nonsense_is_refused_and_too_much_is_not_read(desk: LineDesk) -> None:
    for body in (b"", b"[]", b"\xff\xfe", b'{"events": {}}'):
        assert desk.post(body, signed_headers(body, SECRET)) == 400
    assert desk.post(b"x" * 1_100_000, {"X-Line-Signature": "x"}) == 413


def test_line_is_answered_within_its_two_seconds(
    desk: LineDesk, line: LineStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = desk.assistant.receive_all

    def slowly(*given: Any) -> tuple[bool, ...]:
        time.sleep(2.5)
        return receive(*given)

    one, began = said(ME, ASK, line.token(ME)), time.monotonic()
    with monkeypatch.context() as patched:
        patched.setattr(desk.assistant, "receive_all", slowly)
        assert desk.deliver(one) == 503
    assert time.monotonic() - began < 2.0
    assert desk.deliver({**one, "deliveryContext": {"isRedelivery": True}}) == 200
    desk.hears(ME)
    desk.deliver(said(ME, "選單", line.token(ME)))
    desk.hears(ME, 2)
    assert len(line.delivered) == 2

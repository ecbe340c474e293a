"""The shell: one transaction a turn, failures that lose nothing, promises that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.clock import Clock
from bot.conversation import respond
from bot.messages import Inbound
from rules import programme as programmes
from rules.programme import load_programme
from storage.store import Store
from tests.databases import postgres_database
from tests.desk import CLOSED_DAY, KEY, OPEN_DAY, Person, open_desk, settings
from tests.kept import drafts_of
from tests.rules.test_editions import MADE_UP_2019
from tests.shipped import shipped


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Assistant, Store]]:
    assistant, store = open_desk(tmp_path)
    yield assistant, store
    store.close()


def test_the_same_event_is_answered_once(desk: tuple[Assistant, Store]) -> None:
    assistant, _ = desk
    assert assistant.receive("web", "somebody", Inbound("text", "真人"), event_id="1")
    assert not assistant.receive("web", "somebody", Inbound("text", "真人"), event_id="1")
    assert assistant.work()
    assert not assistant.work()
    assert len(assistant.exchanges("web", "somebody")) == 1


def test_a_message_that_cannot_be_handled_is_set_aside_and_the_rest_goes_on(
    desk: tuple[Assistant, Store], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assistant, store = desk
    person = Person(assistant)
    person.presses_value("trial:certification")

    def failing(conversation: object, cases: object, heard: tuple[Inbound, ...], desk: object) -> object:
        if "王小明" in heard[-1].text:
            raise RuntimeError("王小明 0912345678")
        return respond(conversation, cases, heard, desk)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.assistant.respond", failing)
    assistant.receive("web", person.address, Inbound("text", "王小明", id="x"), event_id="x")
    moment = [Clock().now()]
    monkeypatch.setattr(Clock, "now", lambda _: moment[0])
    for _ in range(3):
        assert assistant.work()
        moment[0] += timedelta(seconds=3)  # the next try waits a second, then two
    (aside,) = store.set_aside()
    assert aside.error == "RuntimeError"
    heard, replies = assistant.exchanges("web", person.address)[-1][1].heard, person.last
    assert [one.text for one in heard] == ["王小明"], "what was said stays on the page"
    assert replies
    assert "王小明" not in caplog.text
    assert "0912345678" not in caplog.text
    assert "第 2 題" in person.says("有登記")


@pytest.mark.parametrize("together", [False, True])
def test_one_at_fault_among_many_holds_up_nobody(
    together: bool, desk: tuple[Assistant, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant, store = desk

    def failing(conversation: object, cases: object, heard: tuple[Inbound, ...], desk: object) -> object:
        if heard[0].text == "bad":
            raise RuntimeError
        return respond(conversation, cases, heard, desk)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.assistant.respond", failing)
    people = [f"person-{number}" for number in range(20)]
    for person in people:
        said = Inbound("text", "bad" if person == "person-7" else "你好", id=person)
        assistant.receive("web", person, said, event_id=person)
    if together:
        with pytest.raises(RuntimeError), store.together():
            assistant.answer_due()
    while assistant.work():
        pass
    assert [person for person in people if not assistant.exchanges("web", person)] == ["person-7"]
    assert store.health().waiting == 1, "it is tried again in a second"


def test_word_of_a_new_year_is_given_once_and_only_to_those_who_wished(tmp_path: Path) -> None:
    assistant, store = open_desk(tmp_path)
    person, other = Person(assistant, "wished"), Person(assistant, "didn't")
    assert "通知您" in person.presses_value("news:certification")
    other.says("試算")

    folder = tmp_path / "editions"
    folder.mkdir()
    here = Path(programmes.__file__).parent / "certification"
    (folder / "2018.yaml").write_text((here / "editions" / "2018.yaml").read_text("utf-8"), "utf-8")
    (folder / "2019.yaml").write_text(MADE_UP_2019, "utf-8")
    for _ in range(2):
        later = Assistant(
            store, shipped(), settings(tmp_path), Clock(CLOSED_DAY), [load_programme(here, editions_dir=folder)]
        )
        while later.work():
            pass
    (told,) = later.exchanges("web", "wished", person.seen)
    assert "108 年虛構規範" in told[1].replies[0].text
    assert told[1].heard == ()
    assert not later.exchanges("web", "didn't", other.seen)
    store.close()


@pytest.mark.postgres
def test_a_draft_on_postgresql(tmp_path: Path) -> None:
    with postgres_database(migrated=True) as url:
        store = Store.open(url, [KEY])
        assistant = Assistant(store, shipped(), settings(tmp_path), Clock(OPEN_DAY))
        person = Person(assistant)
        person.presses_value("trial:certification")
        for answer in ("有登記", "臺灣", "107", "107/5/1", "藍天使", "80000", "沒有", "沒有"):
            person.says(answer)
        person.says("準備申請")
        person.presses("同意")
        case = person.says("我的草稿")
        assert "填寫中" in " ".join(person.labels()) + case
        (draft,) = drafts_of(store, "web", person.address)
        assert {answer["fact"] for answer in draft.answers} >= {"made_in", "application_fee"}
        assert assistant.documents.paper("web", person.address, draft.case) is not None
        assert assistant.documents.paper("web", "somebody else", draft.case) is None
        store.close()

"""Whole conversations as LINE shows them: every bubble within LINE's limits, nothing lost that the desk said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.line_cards import call, pressed
from bot.channels.line_messages import Json
from bot.messages import Choice, Link, Reply
from tests.channels.line_limits import actions, over_limit
from tests.channels.line_schema import problem
from tests.desk import OPEN_DAY, Person, open_desk

MOST_STEPS = 60
FORM = {
    "firm_name": "綠光實業有限公司",
    "ubn": "04595257",
    "contact_name": "王小明",
    "contact_phone": "03-591-4296",
    "contact_email": "ming@example.com",
    "product_name": "再生紙漿",
    "certifying_body": "SGS",
}
"""04595257: 0*1 + 4*2 + 5*1 + 9*2 + 5*1 + 2*2 + 5*4 + 7*1 by digits: 0+8+5+9+5+4+2+7 = 40, a multiple of 5."""


class OnLine(Person):
    """A person on LINE: what comes back is held against LINE's rules, and only what LINE brings back is pressed."""

    def shown(self) -> list[Json]:
        """The messages of the last delivery."""
        made = call(self.last, opens)
        assert made is not None
        messages = made.to_json()
        assert not [trouble for message in messages if (trouble := over_limit(message))]
        assert not problem("messaging-api", "PushMessageRequest", {"to": self.address, "messages": messages})
        return messages

    def buttons(self) -> set[str]:
        """The values behind everything that can be pressed."""
        found = [action for message in self.shown() for action in actions(message)]
        return {pressed(action["data"])[0] for action in found if action["type"] == "postback"}


def opens(link: Link) -> str:
    return f"https://desk.example/papers/{'x' * 300}?openExternalBrowser=1"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[OnLine]:
    assistant, store = open_desk(tmp_path, OPEN_DAY, line_gathering=0.0)
    yield OnLine(assistant, "U" + "1" * 32, "line")
    store.close()


def choices(replies: tuple[Reply, ...]) -> list[Choice]:
    return [choice for reply in replies for choice in reply.choices]


def next_step(person: OnLine) -> str:
    """What a firm would press or type next on the way to handing over."""
    values = [choice.value for choice in choices(person.last)]
    for wanted in ("trial:", "prepare", "consent:yes", "confirm:", "hand_over:"):
        if found := [value for value in values if value.startswith(wanted)]:
            return found[0]
    asked = [value.split(":") for value in values if value.startswith("why:")]
    fact = asked[-1][-1]
    suggested = [value for value in values if value.startswith(f"set:{asked[-1][1]}:{fact}:")]
    skipped = [value for value in values if value.startswith(("unknown:", "skip:"))]
    return FORM.get(fact) or (skipped or suggested)[0]


@pytest.mark.parametrize("language", ["繁體中文", "English", "简体中文"])
def test_from_the_greeting_to_handing_over(person: OnLine, language: str) -> None:
    person.sends("opened")
    person.shown()
    person.says(language)
    person.presses_value("start:certification")
    for _ in range(MOST_STEPS):
        assert {choice.value for choice in choices(person.last)} <= person.buttons()
        step = next_step(person)
        person.presses_value(step) if ":" in step or step == "prepare" else person.says(step)
        if step.startswith("hand_over:"):
            break
    else:
        pytest.fail("never handed over")
    papers = [action for message in person.shown() for action in actions(message) if action["type"] == "uri"]
    assert len(papers) == 2
    for value in ("drafts", "review", "details", "export", "menu", "person", "privacy"):
        person.presses_value(value)
        person.shown()


@pytest.mark.parametrize(
    "question", ["看標章清單", "申請費 8 萬可以補助多少", "碳費怎麼算", "綠色標章", "誰可以申請", "?" * 1999]
)
def test_answers_fit(person: OnLine, question: str) -> None:
    person.presses_value("start:certification")
    person.presses_value("trial:certification")
    person.says(question)
    assert person.shown()
    person.says("取消")
    person.says(question)
    assert {choice.value for choice in choices(person.last)} <= person.buttons()

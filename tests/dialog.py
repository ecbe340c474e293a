"""A conversation to test with that is held with the core alone: no store, no channel."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache

from bot.conversation import Turn, respond
from bot.messages import Inbound
from bot.state import Conversation, Sheet
from bot.talk import Desk, Operator
from bot.wording import words
from rules.programme import programmes
from tests.desk import CLOSED_DAY, OPEN_DAY
from tests.shipped import shipped

NOW = datetime(2018, 6, 1, 4, tzinfo=UTC)
OPERATOR = Operator("測試中心", "02-0000-0000", "陳承辦", "10:00", 365, 2000, 10, 20)


@cache
def desk(open_window: bool) -> Desk:
    numbers = itertools.count(1)
    return Desk(
        knowledge=shipped(),
        programmes={one.id: one for one in programmes()},
        words=words(),
        operator=OPERATOR,
        now=NOW,
        today=OPEN_DAY if open_window else CLOSED_DAY,
        new_case=lambda programme, edition: f"GT-107-{next(numbers):06}",
        new_code=lambda: "ABCDEFGH",
        join=lambda code: None,
    )


class Dialog:
    """A conversation held with the core alone."""

    def __init__(self, open_window: bool = False) -> None:
        self.desk = desk(open_window)
        self.conversation, self.cases = Conversation(), dict[str, Sheet]()

    def hears(self, *heard: Inbound) -> Turn:
        turn = respond(self.conversation, self.cases, heard, self.desk)
        # What is kept goes through JSON between two turns, as in the store.
        self.conversation = Conversation.model_validate_json(turn.conversation.model_dump_json())
        self.cases = {case: Sheet.model_validate_json(one.model_dump_json()) for case, one in turn.cases.items()}
        return turn

    def says(self, *texts: str) -> str:
        turn = self.hears(*(Inbound("text", text) for text in texts))
        return "\n".join(reply.text for reply in turn.replies)

    def presses(self, value: str) -> str:
        turn = self.hears(Inbound("choice", "", value))
        return "\n".join(reply.text for reply in turn.replies)


def trial(*answers: str) -> Dialog:
    dialog = Dialog()
    dialog.presses("trial:certification")
    for answer in answers:
        dialog.says(answer)
    return dialog


STRAIGHT = ("有登記", "臺灣", "107", "107/6/30", "藍天使", "120000", "沒有", "沒有")
"""Eligible; 120,000 is above 100,000, so 30% = 36,000, under the cap of 50,000."""

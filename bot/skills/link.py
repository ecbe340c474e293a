"""Start on one channel, go on in another: a one-time code makes both the same person's."""

from __future__ import annotations

from bot.skills import progress
from bot.talk import Talk

LINK_MINUTES = 10


def code(talk: Talk) -> None:
    """A code to type on the other channel."""
    made = talk.desk.new_code()
    talk.tell("link.code", talk.choice("menu", "menu"), code=f"{made[:4]}-{made[4:]}", minutes=LINK_MINUTES)


def join(talk: Talk, typed: str) -> None:
    """A code was typed here: the drafts of both are one person's now, and a trial under way comes along."""
    joined = talk.desk.join(typed)
    if joined is None:
        talk.tell("link.wrong", talk.choice("link", "link"), talk.choice("menu", "menu"))
        return
    conversation, other = talk.conversation, joined.conversation
    talk.cases.clear()
    talk.cases.update(joined.cases)
    conversation.consented = conversation.consented or other.consented
    if conversation.trial is None and other.trial is not None:
        conversation.trial = other.trial
        conversation.sheets = max(conversation.sheets, other.sheets)
    if conversation.county is None and other.county is not None:
        conversation.county = other.county
        conversation.sheets = max(conversation.sheets, other.sheets)
    if conversation.declaration is None and other.declaration is not None:
        conversation.declaration = other.declaration
        conversation.sheets = max(conversation.sheets, other.sheets)
    if conversation.purchases is None and other.purchases is not None and other.purchases.stage != "working":
        conversation.purchases, conversation.lists_agreed = other.purchases, other.lists_agreed
        conversation.sheets = max(conversation.sheets, other.sheets)
    if not conversation.focus and (other.focus in talk.cases or other.focus == "trial"):
        conversation.focus = other.focus
    talk.tell("link.joined", drafts=len(talk.cases))
    if talk.sheet is not None:
        progress.resume(talk)
    else:
        progress.drafts(talk)

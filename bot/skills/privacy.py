"""A person's data: the notice, the export, the deletion."""

from __future__ import annotations

from bot.effects import Erase
from bot.messages import Link
from bot.skills import draft
from bot.state import Conversation
from bot.talk import Talk


def notice(talk: Talk) -> None:
    """The whole notice; with the buttons to agree while a trial waits to become a draft."""
    if talk.conversation.trial is not None and not talk.conversation.consented:
        draft.notice(talk, full=True)
    else:
        talk.say(draft.notice_text(talk), talk.choice("export", "export"), talk.choice("erase", "erase"))


def export(talk: Talk) -> None:
    """Where all that is kept can be had."""
    link = Link(talk.word("button.mine"), "/mydata.json", talk.word("privacy.export_hint"))
    talk.tell("privacy.exported", talk.choice("erase", "erase"), talk.choice("menu", "menu"), links=(link,))


def erase(talk: Talk) -> None:
    """Ask once more before everything is deleted."""
    count = len(talk.cases)
    drafts = talk.word("privacy.erase_drafts", count=count) if count else talk.word("privacy.erase_none")
    choices = (talk.choice("erase_yes", "erased:yes"), talk.choice("erase_no", "erased:no"))
    talk.tell("privacy.erase_sure", *choices, drafts=drafts)


def erased(talk: Talk, answer: str) -> None:
    """Deleted, or kept."""
    if answer != "yes":
        talk.tell("privacy.kept", talk.choice("menu", "menu"))
        return
    before = talk.conversation
    talk.conversation = Conversation(lang=before.lang, spoken=before.spoken, script=before.script, greeted=True)
    talk.cases.clear()
    talk.do(Erase())
    talk.tell("privacy.erased", talk.choice("menu", "menu"))

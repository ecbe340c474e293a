"""Files that people send: a purchase list, or evidence on a draft."""

from __future__ import annotations

from bot.effects import DropPurchases
from bot.messages import FileRef
from bot.skills import evidence, purchases, sales
from bot.talk import Talk


def receive(talk: Talk, file: FileRef | None) -> None:
    """A file. A spreadsheet is a purchase list, unless sales are asked for or there are drafts it may belong to."""
    if file is not None and purchases.looks_like_list(file):
        if sales.receive(talk, file):
            return
        if evidence.taking(talk):
            _which(talk, file)
        else:
            purchases.receive(talk, file)
    elif file is not None and file.id.startswith(purchases.UPLOAD):  # the page takes purchase lists only
        talk.do(DropPurchases(int(file.id.removeprefix(purchases.UPLOAD))))
        talk.tell("purchases.not_a_list", name=file.name)
    else:
        evidence.receive(talk, file)


def unsent(talk: Talk, message: str) -> None:
    """A message was taken back: the file that it brought isn't kept, where it waits or is a purchase list."""
    talk.conversation.files = tuple(file for file in talk.conversation.files if file.id != message)
    purchases.unsent(talk, message)


def _which(talk: Talk, file: FileRef) -> None:
    evidence.wait(talk, file)
    uploaded = file.id.startswith(purchases.UPLOAD)
    cases = [] if uploaded else [evidence.case_button(talk, sheet) for sheet in evidence.taking(talk)]
    choices = (talk.choice("as_list", "as_list"), *cases, talk.choice("not_kept", "attach"))
    talk.tell("purchases.which", *choices, card="choice", name=file.name)

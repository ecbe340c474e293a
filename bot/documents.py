"""What a person may take away: drafts and scores on paper, purchase lists worked out, all that is kept of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.cases import from_record
from bot.messages import Lang
from bot.papers import Form, Paper, spreadsheet, word
from bot.papers.forms import FORMS
from bot.scoring.papers import REPORT, SCORE, paper_of
from bot.skills.paper import Register, paper
from bot.skills.purchases import TEMPLATES
from bot.state import Conversation, Sheet
from bot.talk import Desk, Talk
from storage.records import CaseRecord, Json
from storage.store import Store

MY_DATA = "/mydata.json"
_PURCHASES = re.compile(r"/purchases/(?P<file>\d{1,18})\.xlsx", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send."""

    name: str
    content: bytes


class Documents:
    """Makes what the links of replies lead to; each only for the person it belongs to."""

    def __init__(self, store: Store, desk: Callable[[], Desk]) -> None:
        self._store = store
        self._desk = desk

    def paper(self, channel: str, address: str, case: str) -> Paper | Form | None:
        """A draft, or the score of a county in conversation, as a paper."""
        if case in (SCORE, REPORT):
            return self._scored(channel, address, case)
        found = self._store.case_of(channel, address, case)
        return self.printed(found, "firm") if found else None

    def printed(self, found: CaseRecord, register: Register) -> Paper | Form:
        """A case as its programme's printed form where there is one, else as a sheet of that register."""
        form = FORMS.get(found.draft.programme)
        return form(*self._drafted(found)) if form else self.on_paper(found, register)

    def on_paper(self, found: CaseRecord, register: Register) -> Paper:
        """A case as a paper: plain for the firm, full for the officer."""
        return paper(*self._drafted(found), register)

    def _drafted(self, found: CaseRecord) -> tuple[Talk, Sheet]:
        sheet = from_record(found.draft, self._store.evidence(found.draft.case))
        return Talk(self._desk(), Conversation(lang="zh"), {sheet.case: sheet}), sheet

    def _scored(self, channel: str, address: str, which: str) -> Form | None:
        """A paper of the county that is scored in the conversation at an address."""
        state = self._store.state_of(channel, address)
        conversation = Conversation.model_validate(state or {})
        lang = conversation.lang or conversation.spoken
        return paper_of(which, conversation.county, lang, self._desk().today)

    def export(self, channel: str, address: str) -> Json:
        """Everything kept of the person at an address; nothing where nobody is known there."""
        return self._store.export_of(channel, address) or {}

    def linked(self, channel: str, address: str, href: str) -> Document | None:
        """What a link leads to, as a file; None for what isn't there or isn't theirs."""
        if href == MY_DATA:
            data = self.export(channel, address)
            text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
            return Document("greendesk-mydata.json", text.encode())
        if listed := _PURCHASES.fullmatch(href):
            found = self._store.purchases_result(channel, address, int(listed["file"]))
            return Document(*found) if found else None
        if href in TEMPLATES.values():
            return _template("en" if href == TEMPLATES["en"] else "zh")
        case, _, kind = href.removeprefix("/drafts/").rpartition(".")
        paper = self.paper(channel, address, case) if href == f"/drafts/{case}.{kind}" else None
        if paper and kind == "docx":
            return Document(f"{case}.docx", word(paper))
        if isinstance(paper, Form) and kind == "xlsx":
            return Document(f"{case}.xlsx", spreadsheet(paper))
        return None


def _template(lang: Lang) -> Document:
    from bot.ledger import template

    return Document(f"greendesk-purchases.{lang}.xlsx", template(lang))

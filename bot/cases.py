"""Between the core's sheets and the store's drafts: loading them, and carrying out what a turn wants done."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from bot.conversation import Turn as Answered
from bot.effects import (
    AskStaff,
    DropPurchases,
    Erase,
    FetchFile,
    FetchPurchases,
    FetchSales,
    GiveConsent,
    Hush,
    RecordMiss,
    Remember,
    SaveCase,
    Subscribe,
    Unsend,
    Unsubscribe,
    WorkPurchases,
)
from bot.messages import FileRef
from bot.personal import without_personal_data
from bot.skills.purchases import UPLOAD
from bot.skills.sales import SALES
from bot.state import Sheet
from storage.records import Consent, DraftEvent, DraftRecord, Evidence
from storage.states import DraftState
from storage.turn import Turn

Drafts = dict[str, DraftRecord]
QUESTION_LENGTH = 500
PURCHASES = "purchases"
"""The kind of the jobs that work purchase lists out."""


def from_record(record: DraftRecord, files: Iterable[Evidence] = ()) -> Sheet:
    """A stored draft as the core knows it, with the files kept with it (others are passed over)."""
    return Sheet.model_validate(
        {
            "programme": record.programme,
            "edition": record.edition,
            "case": record.case,
            "state": record.state.value,
            "answers": {answer["fact"]: answer for answer in record.answers},
            "evidence": tuple(one.name for one in files if one.case == record.case),
        }
    )


def carry_out(turn: Turn, drafts: Drafts, done: Answered, handles: Sequence[str] = ()) -> None:
    """Do what the core asked for, in order, within the turn's transaction.

    What is to be fetched takes a handle of what was heard with it, where no reply of this turn uses that up.
    """
    free = [] if done.replies else list(handles)
    for effect in done.effects:
        if isinstance(effect, FetchFile | FetchPurchases | FetchSales | WorkPurchases) and free:
            effect = replace(effect, handle=free.pop())
        _DOING[type(effect)](turn, drafts, effect)


def _save(turn: Turn, drafts: Drafts, effect: SaveCase) -> None:
    sheet = effect.sheet
    before = drafts.get(sheet.case) or turn.draft(sheet.case)
    assert before is not None, "the core saves only drafts it was given or has opened"
    after = replace(
        before,
        state=DraftState(sheet.state),
        answers=[answer.model_dump(mode="json") for answer in sheet.answers.values()],
        firm_name=_plain(sheet, "firm_name"),
        ubn=_plain(sheet, "ubn"),
    )
    event = DraftEvent(effect.event, "firm", turn.now, effect.detail, effect.snapshot)
    drafts[sheet.case] = turn.save_draft(after, event)


def _plain(sheet: Sheet, fact: str) -> str | None:
    answer = sheet.answers.get(fact)
    return str(answer.value) if answer is not None and answer.how == "given" else None


def _consent(turn: Turn, drafts: Drafts, effect: GiveConsent) -> None:
    turn.consent(Consent(notice=effect.notice, lang=effect.lang, given=True, at=turn.now))


def _ask_staff(turn: Turn, drafts: Drafts, effect: AskStaff) -> None:
    turn.ask_staff(effect.kind, effect.text, effect.case or None, effect.fact or None)


def _miss(turn: Turn, drafts: Drafts, effect: RecordMiss) -> None:
    question = without_personal_data(effect.question)[:QUESTION_LENGTH]
    turn.record_miss(question, effect.entry or None, effect.kind)


def _subscribe(turn: Turn, drafts: Drafts, effect: Subscribe) -> None:
    turn.subscribe(effect.programme, effect.edition)


def _unsubscribe(turn: Turn, drafts: Drafts, effect: Unsubscribe) -> None:
    turn.unsubscribe(effect.programme)


def _erase(turn: Turn, drafts: Drafts, effect: Erase) -> None:
    turn.erase()
    drafts.clear()


def _fetch(turn: Turn, drafts: Drafts, effect: FetchFile) -> None:
    here = turn.conversation
    payload = {"address": here.address, "case": effect.case, "file": asdict(effect.file), "handle": effect.handle}
    turn.enqueue(f"file:{uuid.uuid4().hex}", f"file:{here.channel}", payload)


def _fetch_purchases(turn: Turn, drafts: Drafts, effect: FetchPurchases) -> None:
    _fetch_list(turn, effect.file, {"number": effect.number, "handle": effect.handle, "step": "read"})


def _fetch_sales(turn: Turn, drafts: Drafts, effect: FetchSales) -> None:
    named = {"number": SALES, "case": effect.case, "handle": effect.handle, "step": SALES}
    _fetch_list(turn, effect.file, named)


def _fetch_list(turn: Turn, source: FileRef, named: dict[str, Any]) -> None:
    """A list from the page is there already; from a platform it is fetched first."""
    here = turn.conversation
    payload = {"channel": here.channel, "address": here.address, **named}
    if source.id.startswith(UPLOAD):
        file = int(source.id.removeprefix(UPLOAD))
        turn.keep_purchases(file)
        turn.enqueue(f"purchases:{file}:read", PURCHASES, {**payload, "file": file})
    else:
        fetching = {**payload, "purchases": True, "file": asdict(source)}
        turn.enqueue(f"file:{uuid.uuid4().hex}", f"file:{here.channel}", fetching)


def _work_purchases(turn: Turn, drafts: Drafts, effect: WorkPurchases) -> None:
    here = turn.conversation
    payload = {"channel": here.channel, "address": here.address, **asdict(effect)}
    turn.enqueue(f"purchases:{effect.file}:{effect.number}:{effect.job}", PURCHASES, payload)


def _drop_purchases(turn: Turn, drafts: Drafts, effect: DropPurchases) -> None:
    turn.drop_purchases(effect.file)


def _remember(turn: Turn, drafts: Drafts, effect: Remember) -> None:
    turn.remember(effect.kind, effect.key, effect.value)


def _unsend(turn: Turn, drafts: Drafts, effect: Unsend) -> None:
    turn.unsend(effect.message)


def _hush(turn: Turn, drafts: Drafts, effect: Hush) -> None:
    turn.hush()


_DOING: dict[type, Callable[[Turn, Drafts, Any], None]] = {
    SaveCase: _save,
    GiveConsent: _consent,
    AskStaff: _ask_staff,
    RecordMiss: _miss,
    Subscribe: _subscribe,
    Unsubscribe: _unsubscribe,
    Erase: _erase,
    FetchFile: _fetch,
    FetchPurchases: _fetch_purchases,
    FetchSales: _fetch_sales,
    WorkPurchases: _work_purchases,
    DropPurchases: _drop_purchases,
    Remember: _remember,
    Unsend: _unsend,
    Hush: _hush,
}

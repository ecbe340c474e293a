"""What the officers see on the command line until their console exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.clock import TAIPEI
from bot.papers import Paper
from storage.records import CaseRecord, DraftRecord
from storage.store import Store


def listing(drafts: Sequence[DraftRecord]) -> str:
    """The drafts handed over, one a line."""
    if not drafts:
        return "No draft has been handed over."
    return "\n".join(
        f"{one.case}  {one.state.value:13}  {one.updated_at.astimezone(TAIPEI):%Y-%m-%d %H:%M}  "
        f"{one.ubn or '-':8}  {one.firm_name or '-'}"
        for one in drafts
    )


def brief(draft: DraftRecord) -> dict[str, Any]:
    """One line of the list, as JSON."""
    return {
        "case": draft.case,
        "state": draft.state.value,
        "firm": draft.firm_name,
        "ubn": draft.ubn,
        "updated_at": draft.updated_at.isoformat(),
    }


def as_text(paper: Paper) -> str:
    """A paper for the terminal."""
    lines = [f"{paper.title}  {paper.case}", paper.subtitle, paper.made_on, paper.notice]
    for section in paper.sections:
        lines += ["", f"[{section.title}]", *(f"  {row.name}: {row.value}" for row in section.rows)]
        lines += [f"  {line}" for line in section.lines]
    return "\n".join(lines)


def whole(record: CaseRecord) -> dict[str, Any]:
    """A draft with its history, as JSON."""
    draft = record.draft
    return {
        "case": draft.case,
        "programme": draft.programme,
        "edition": draft.edition,
        "state": draft.state.value,
        "answers": draft.answers,
        "events": [
            {
                "kind": event.kind,
                "actor": event.actor,
                "at": event.at.isoformat(),
                "before": event.before.value,
                "after": event.after.value,
                "detail": event.detail,
                "snapshot": event.snapshot,
            }
            for event in record.events
        ],
    }


def open_work(store: Store) -> str:
    """Open requests, questions without a good answer, messages that could not be handled."""
    lines = ["Requests:"]
    lines += [f"  #{one.id} {one.kind} {one.case or ''} {one.fact or ''} {one.text}" for one in store.requests()]
    lines.append("Questions without a good answer:")
    lines += [f"  {one.kind} {one.entry or ''} {one.question}" for one in store.misses()]
    lines.append("Messages set aside:")
    lines += [f"  {one.channel} {one.error} {one.payload or ''}" for one in store.set_aside()]
    return "\n".join(lines)

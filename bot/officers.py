"""What the officers see on the command line until their console exists."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from rapidfuzz.fuzz import token_set_ratio

from bot.clock import TAIPEI
from bot.papers import Paper
from knowledge.text import fold
from storage.records import CaseRecord, DraftRecord, Miss, Undelivered
from storage.store import Store

ALIKE: Final = 72
"""Questions at least so alike, of 100, stand in one group."""
SUFFIXES = {"pdf": "pdf", "jpeg": "jpg", "png": "png", "webp": "webp", "heic": "heic"}


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
    lines.append("Replies that may not have arrived (uncertain) or that the platform refused:")
    lines += [_undelivered(one) for one in store.undelivered()]
    return "\n".join(lines)


def groups(misses: Sequence[Miss]) -> list[list[Miss]]:
    """Questions without a good answer, those that are alike together, the largest group first."""
    found: list[tuple[list[str], list[Miss]]] = []
    for one in misses:
        key = fold(one.question)
        near = max(found, key=lambda group: _likeness(key, group[0]), default=None)
        if near is not None and _likeness(key, near[0]) >= ALIKE:
            near[0].append(key)
            near[1].append(one)
        else:
            found.append(([key], [one]))
    return sorted((members for _, members in found), key=len, reverse=True)


def _likeness(key: str, keys: Sequence[str]) -> float:
    """How alike a folded question is to the nearest of a group, compared by its pairs of characters."""
    return max(token_set_ratio(_pairs(key), _pairs(other)) for other in keys)


def _pairs(key: str) -> str:
    return " ".join(key[place : place + 2] for place in range(max(1, len(key) - 1)))


def alike(misses: Sequence[Miss]) -> str:
    """The groups as text: how many, and each question with what it got."""
    if not misses:
        return "Every question has had its answer."
    lines = []
    for members in groups(misses):
        lines.append(f"{len(members)} x {members[0].question}")
        lines += [f"    {one.kind} {one.entry or '-'}: {one.question}" for one in members]
    return "\n".join(lines)


def _undelivered(one: Undelivered) -> str:
    replies = (one.payload or {}).get("replies", ())
    said = " ".join(reply["text"] for reply in replies).replace("\n", " ")
    when = one.created_at.astimezone(TAIPEI)
    return f"  #{one.id} {one.channel} {one.state} ({one.error}) {when:%Y-%m-%d %H:%M} {said[:80]}"


def save_evidence(store: Store, case: str, folder: Path) -> list[Path]:
    """Write the files kept with a draft into a folder, readable to its owner only; where they are now.

    A file that is there already is left alone: FileExistsError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = []
    for number, one in enumerate(store.evidence(case), start=1):
        path = folder / f"{case}-{number}.{SUFFIXES[one.kind]}"  # never a name that somebody typed
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(store.evidence_content(one.id) or b"")
        written.append(path)
    return written

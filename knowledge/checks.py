"""What ``greendesk check`` says of the knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.model import Problem

if TYPE_CHECKING:
    from knowledge.decision import Desk


def problems(desk: Desk) -> list[Problem]:
    """Everything wrong with a desk's entries, in file order."""
    return [p for entry in desk.entries.values() for p in _dangling(desk, entry.id)]


def _dangling(desk: Desk, entry_id: str) -> list[Problem]:
    entry = desk.entries[entry_id]
    return [
        Problem(
            entry.file,
            entry.line,
            f"{entry.id} follows up with {one!r}, which does not exist",
            "correct the id",
        )
        for one in entry.follow_ups
        if one not in desk.entries
    ]

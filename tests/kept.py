"""What a store keeps of a person, read as the person's own copy of it."""

from __future__ import annotations

from typing import NamedTuple

from storage.records import DraftRecord, Json
from storage.store import Store


class Line(NamedTuple):
    """One line of a transcript."""

    speaker: str
    text: str


def transcript(store: Store, channel: str, address: str) -> list[Line]:
    """What was said in the conversation at an address, oldest first."""
    there: list[Json] = (store.export_of(channel, address) or {"conversations": []})["conversations"]
    own = [one for one in there if (one["channel"], one["address"]) == (channel, address)]
    return [Line(said["speaker"], said["text"]) for one in own for said in one["transcript"]]


def drafts_of(store: Store, channel: str, address: str) -> list[DraftRecord]:
    """The drafts of the person at an address, the last changed first."""
    copy = store.export_of(channel, address) or {"drafts": []}
    found = (store.case_of(channel, address, draft["case"]) for draft in copy["drafts"])
    return [one.draft for one in found if one]

"""The plain values that go into storage and come out of it: frozen, without a database behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from storage.errors import BadArrival
from storage.states import DraftState

Json: TypeAlias = dict[str, Any]
"""A JSON object: what payloads, states and details are made of."""

MissKind = Literal["not_answered", "declined"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event from a channel, to be stored once however often the platform delivers it.

    `due_at` equal to `received_at` asks for an answer at once; a later one lets a burst of messages gather.
    `channel`, `event_id` and `address` are 1 to 255 printable characters (BadArrival otherwise); an event id
    outlives erasure, so it must say nothing about the person. A conversation's arrivals are read by `place`, then
    in the order in which they came; `message` is the platform's id of what was said, by which it is taken back.
    """

    channel: str
    event_id: str
    address: str
    payload: Mapping[str, Any]
    received_at: datetime
    due_at: datetime
    place: int = 0
    message: str | None = None

    def __post_init__(self) -> None:
        for name in ("channel", "event_id", "address"):
            value: str = getattr(self, name)
            if not 1 <= len(value) <= 255 or not value.isprintable():
                raise BadArrival(name)


@dataclass(frozen=True, slots=True)
class StoredArrival:
    """An arrival waiting in the inbox, as a turn sees it; `attempts` counts the turns it has failed."""

    id: int
    event_id: str
    payload: Json
    received_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """An arrival given up after three failures, for the officers; `payload` is None once expired."""

    id: int
    channel: str
    payload: Json | None
    received_at: datetime
    error: str
    set_aside_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """One person on one channel: where the dialog stands, and whether the bot or an officer speaks."""

    id: int
    channel: str
    address: str
    contact_id: int
    state: Json
    handled_by: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One row of the outbox: what is sent to one address in one go. Ids only ever grow.

    `attempts` counts the claims, `done` the calls of it that the platform has taken.
    """

    id: int
    address: str
    payload: Json
    created_at: datetime
    attempts: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """How the sending of a delivery went; `error` is a kind, never words.

    - `sent`: the platform has taken it.
    - `uncertain`: nobody can tell whether it arrived; shown so to the officers, not sent again.
    - `later`: it surely didn't arrive; sent again from `due_at`, later ones of its conversation after it.
    - `refused`: the platform will never take it; shown to the officers.
    - `held`: it surely didn't arrive; it waits for the person's next message, and holds up nothing.
    - `dropped`: the person can't be reached any more; all that waits for them is dropped, quietly.
    """

    id: int
    state: Literal["sent", "uncertain", "later", "refused", "held", "dropped"]
    error: str | None = None
    due_at: datetime | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A delivery that may not have arrived (uncertain) or never will (refused), for the officers."""

    id: int
    channel: str
    state: str
    payload: Json | None
    created_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or PDF that belongs to a draft: `kind` by its content, `size` in bytes."""

    id: int
    case: str
    kind: str
    name: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class PurchaseFile:
    """A firm's purchase list: `size` in bytes; `result_name` names the workbook made of it, None before."""

    id: int
    contact_id: int
    name: str
    size: int
    sha256: str
    agreed: bool
    result_name: str | None
    added_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer to a personal-data notice; `notice` is its text as it stood, the latest answer stands."""

    notice: str
    lang: str
    given: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft as stored. Change it with `dataclasses.replace` and hand it to `save_draft`.

    Writable are `state`, `answers`, `firm_name` and `ubn`; the last two stay readable to officers' search,
    all answers (fact, value, words, said_by, proof, at) are encrypted. `contact_id` is None once erased.
    """

    id: int
    case: str
    contact_id: int | None
    programme: str
    edition: str
    trial: bool
    state: DraftState
    version: int
    answers: list[Json]
    firm_name: str | None
    ubn: str | None
    created_at: datetime
    updated_at: datetime
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftEvent:
    """One step of a draft: what, by whom, when, why.

    `snapshot` is what was handed over or decided, whole (facts, edition, determination, version); handing
    over requires one.
    """

    kind: str
    actor: str
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    snapshot: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A draft's event as stored, with the state before and after and the draft's version after it."""

    kind: str
    actor: str
    at: datetime
    before: DraftState
    after: DraftState
    version: int
    detail: Json
    snapshot: Json | None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A draft with its whole history, oldest event first."""

    draft: DraftRecord
    events: tuple[StoredEvent, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that got no good answer; the caller has taken personal data out of it."""

    id: int
    question: str
    entry: str | None
    kind: MissKind
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffRequest:
    """Something a person has asked the officers for: a person to talk to, a fact to look up."""

    id: int
    kind: str
    text: str
    case: str | None
    fact: str | None
    state: Literal["open", "done"]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish for word of a new year, and the conversation to say it in: the contact's last one."""

    id: int
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Job:
    """Work to do at a time; `attempts` tells one claim from another, so a late worker can't finish it."""

    id: int
    key: str
    kind: str
    payload: Json
    due_at: datetime
    attempts: int
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How storage stands. `waiting` counts pending arrivals, `oldest_due` is when the first was due."""

    backend: Literal["sqlite", "postgresql"]
    revision: str
    waiting: int
    oldest_due: datetime | None
    set_aside: int
    uncertain: int
    open_requests: int


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """How many rows one run of the retention job removed or emptied."""

    conversations: int
    contacts: int
    payloads: int
    transcript: int
    drafts: int
    misses: int
    requests: int
    jobs: int
    purchases: int = 0
    remembered: int = 0

"""Turns that share a transaction: what they read is read at once, and so is written what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlmodel import Session

from storage import contacts, drafts, statements
from storage.records import Consent, ConversationRecord, DraftRecord, StoredArrival
from storage.vault import Vault

MAX_ATTEMPTS = 3
T = TypeVar("T")
Held = tuple[int, Mapping[str, Any]]


class ReadAhead(Generic[T]):
    """What all turns of a group are going to read, read once for all; read anew where that has been taken."""

    def __init__(self, load: Callable[[Sequence[int]], Mapping[int, tuple[T, ...]]], owners: Sequence[int]) -> None:
        self._load = load
        self._owners = owners
        self._found: dict[int, tuple[T, ...]] | None = None

    def take(self, owner: int) -> tuple[T, ...]:
        """What belongs to one of them."""
        if self._found is None:
            found = self._load(self._owners)
            self._found = {one: found.get(one, ()) for one in self._owners}
        if owner in self._found:
            return self._found.pop(owner)
        return self._load([owner]).get(owner, ())

    def forget(self, owner: int | None = None) -> None:
        """Something was written: what was read of this one (None: of all) stands no longer."""
        if owner is None or self._found is None:
            self._found = {}
        else:
            self._found.pop(owner, None)


@dataclass(slots=True)
class Place:
    """A conversation locked for its turn: where it stands, what the turn takes, and what becomes of it."""

    conversation: ConversationRecord
    identity_id: int
    arrivals: tuple[StoredArrival, ...]
    due_at: datetime | None
    state: Mapping[str, Any] | None = None
    erased: bool = False


@dataclass(slots=True)
class _Waiting:
    """What is still to be written."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)


class Group:
    """Conversations whose turn it is, of one contact each, locked until the transaction ends."""

    def __init__(self, session: Session, vault: Vault, now: datetime, most: int) -> None:
        self.session = session
        self._connection = session.connection()
        self.vault = vault
        self.now = now
        self._waiting = _Waiting()
        self.places = self._places(most)
        owners = [place.conversation.contact_id for place in self.places]
        self.drafts = ReadAhead[DraftRecord](lambda some: drafts.of_contacts(self._connection, some), owners)
        self.consents = ReadAhead[Consent](lambda some: contacts.consents_of(self._connection, some), owners)
        self.held = ReadAhead[Held](self._held, [place.conversation.id for place in self.places])

    def _places(self, most: int) -> tuple[Place, ...]:
        found: dict[int, Any] = {}
        for row in statements.DUE.rows(self._connection, now=self.now, most=most):
            found.setdefault(row.contact_id, row)  # a contact's second conversation waits for the next group
        if not found:
            return ()
        pending: dict[int, list[Any]] = defaultdict(list)
        for row in statements.PENDING.rows(self._connection, conversations=[row.id for row in found.values()]):
            pending[row.conversation_id].append(row)
        return tuple(self._place(row, pending[row.id]) for row in found.values())

    def _place(self, row: Any, waiting: Sequence[Any]) -> Place:  # noqa: ANN401 (a row)
        taken = ripe(waiting, self.now)
        rest = waiting[len(taken) :]
        conversation = ConversationRecord(row.id, row.channel, row.address, row.contact_id, row.state, row.handled_by)
        arrivals = (
            StoredArrival(one.id, one.event_id, one.payload or {}, one.received_at, one.attempts) for one in taken
        )
        return Place(conversation, row.identity_id, tuple(arrivals), max((one.due_at for one in rest), default=None))

    def _held(self, conversations: Sequence[int]) -> Mapping[int, tuple[Held, ...]]:
        found: dict[int, tuple[Held, ...]] = defaultdict(tuple)
        for row in statements.HELD.rows(self._connection, conversations=conversations):
            found[row.conversation_id] += ((row.id, row.payload or {}),)
        return found

    def note(self, conversation: int, speaker: str, text: str, message: str | None) -> None:
        """A line of a transcript."""
        line = {"conversation_id": conversation, "speaker": speaker, "text": text, "at": self.now, "message": message}
        self._waiting.lines.append(line)

    def say(self, conversation: int, payload: Mapping[str, Any]) -> None:
        """A delivery; a conversation is locked, so its ids follow the order of what is said."""
        self._waiting.deliveries.append(
            {
                "conversation_id": conversation,
                "payload": dict(payload),
                "state": "pending",
                "created_at": self.now,
                "due_at": self.now,
                "attempts": 0,
                "done": 0,
            }
        )

    def join(self, deliveries: Sequence[int]) -> None:
        """What was held is said with another delivery."""
        if deliveries:
            statements.JOIN.run(self._connection, deliveries=deliveries, now=self.now)

    def flush(self) -> None:
        """Write what waits, for something that reads or deletes it."""
        self.session.flush()
        waiting, self._waiting = self._waiting, _Waiting()
        statements.NOTE.run_for(self._connection, waiting.lines)
        statements.SAY.run_for(self._connection, waiting.deliveries)

    def forget(self, contact: int | None = None) -> None:
        """Something of this contact (None: of anyone) was written that turns read ahead."""
        self.drafts.forget(contact)
        self.consents.forget(contact)
        if contact is None:
            self.held.forget()

    def finish(self) -> None:
        """The arrivals are handled, the states stand; the store calls this at the end of the turns."""
        self.flush()
        handled = [arrival.id for place in self.places for arrival in place.arrivals]
        if handled:
            statements.HANDLED.run(self._connection, arrivals=handled, now=self.now)
        if erased := [arrival.id for place in self.places if place.erased for arrival in place.arrivals]:
            statements.FORGOTTEN.run(self._connection, arrivals=erased)
        self.keep_states()

    def keep_states(self) -> None:
        """Write where each conversation stands now, and when it wants its next turn."""
        standing, changed = [], []
        for place in self.places:
            stands = {"conversation": place.conversation.id, "due": place.due_at, "now": self.now}
            if place.state is None or (place.state == place.conversation.state and not place.erased):
                standing.append(stands)
            else:
                changed.append({**stands, "becomes": place.state})
        statements.WANTS_TURN.run_for(self._connection, standing)
        statements.KEEP_STATE.run_for(self._connection, changed)


def ripe(waiting: Sequence[Any], now: datetime) -> Sequence[Any]:
    """What a turn takes: all up to the last one that is due. One that failed twice is taken alone.

    Where the turn comes late, what has only just come in still waits for more of its own burst.
    """
    if waiting and waiting[0].attempts >= MAX_ATTEMPTS - 1:
        return waiting[:1]
    last_due = max((place for place, row in enumerate(waiting) if row.due_at <= now), default=len(waiting) - 1)
    return waiting[: last_due + 1]

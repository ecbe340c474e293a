"""The statements on a message's way, from the inbox through a turn to the outbox."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import ColumnElement, Integer, Select, Table, bindparam, exists, func, insert, inspect, or_, select
from sqlalchemy import update as change
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared
from storage.tables import (
    ConsentRow,
    ContactRow,
    ConversationRow,
    DraftRow,
    IdentityRow,
    InboxRow,
    OutboxRow,
    Row,
    TranscriptRow,
)


def _table(row: type[Row]) -> Table:
    return cast(Table, inspect(row).local_table)


_conversation, _identity = _table(ConversationRow), _table(IdentityRow)
_inbox, _outbox, _transcript = _table(InboxRow), _table(OutboxRow), _table(TranscriptRow)
_consent, _draft, _contact = _table(ConsentRow), _table(DraftRow), _table(ContactRow)
_theirs = _conversation.join(_identity, _conversation.c.identity_id == _identity.c.id)
_most = bindparam("most", type_=Integer)


def _given(column: ColumnElement[Any], name: str) -> Any:  # noqa: ANN401 (a parameter of the column's type)
    return bindparam(name, type_=column.type, required=True)


def _row(table: Table, *left_out: str) -> dict[str, Any]:
    """A parameter for each column, but the id and those that keep their default."""
    return {one.name: _given(one, one.name) for one in table.c if one.name not in ("id", *left_out)}


# The inbox

AT_ADDRESSES = Prepared(
    lambda among: (
        select(_conversation.c.id, _conversation.c.due_at, _identity.c.address_hash)
        .select_from(_theirs)
        .where(_identity.c.channel == _given(_identity.c.channel, "channel"), among(_identity.c.address_hash))
        .order_by(_conversation.c.id)
        .with_for_update(of=_conversation)
    ),
    some="hashes",
)
"""The conversations at addresses of one channel, locked by id, so that two processes lock them in the same order."""

NEW_CONTACT = Prepared(lambda _: insert(_contact).values(_row(_contact)).returning(_contact.c.id))


def _new_identity(dialect: Any) -> Prepared:  # noqa: ANN401 (a module)
    new = dialect.insert(_identity).values(_row(_identity))
    return Prepared(lambda _: new.on_conflict_do_nothing().returning(_identity.c.id))


NEW_IDENTITY = {"sqlite": _new_identity(sqlite), "postgresql": _new_identity(postgresql)}
"""An address heard of for the first time; its id, or nothing where another process was quicker, after its commit."""

NEW_CONVERSATION = Prepared(lambda _: insert(_conversation).values(_row(_conversation, "due_at")))

_ARRIVAL = _row(_inbox, "error", "closed_at")


def _receive(dialect: Any) -> Prepared:  # noqa: ANN401 (a module)
    return Prepared(lambda _: dialect.insert(_inbox).values(_ARRIVAL).on_conflict_do_nothing().returning(_inbox.c.id))


RECEIVE = {"sqlite": _receive(sqlite), "postgresql": _receive(postgresql)}
"""Store an arrival unless it is there; its id where it is new. PostgreSQL waits for a rival with the same one."""

_WANTS_TURN = (
    change(_conversation)
    .where(_conversation.c.id == _given(_conversation.c.id, "conversation"))
    .values(due_at=_given(_conversation.c.due_at, "due"), updated_at=_given(_conversation.c.updated_at, "now"))
)
WANTS_TURN = Prepared(lambda _: _WANTS_TURN)

# A turn

_DUE = _conversation.c.due_at <= _given(_conversation.c.due_at, "now")
ANYTHING_DUE = Prepared(lambda _: select(_conversation.c.id).where(_DUE).limit(1))

DUE = Prepared(
    lambda _: (
        select(
            _conversation.c.id,
            _conversation.c.identity_id,
            _conversation.c.state,
            _conversation.c.handled_by,
            _identity.c.channel,
            _identity.c.address,
            _identity.c.contact_id,
        )
        .select_from(_theirs)
        .where(_DUE)
        .order_by(_conversation.c.due_at, _conversation.c.id)
        .limit(_most)
        .with_for_update(of=_conversation, skip_locked=True)
    )
)
"""The conversations whose turn it is, locked; those another process holds are left to it."""

PENDING = Prepared(
    lambda among: (
        select(
            _inbox.c.conversation_id,
            _inbox.c.id,
            _inbox.c.event_id,
            _inbox.c.payload,
            _inbox.c.received_at,
            _inbox.c.due_at,
            _inbox.c.attempts,
        )
        .where(among(_inbox.c.conversation_id), _inbox.c.state == "pending")
        .order_by(_inbox.c.place, _inbox.c.id)
    ),
    some="conversations",
)
"""Their pending arrivals, by place, then in the order in which they came."""

DRAFTS = Prepared(
    lambda among: (
        select(_draft).where(among(_draft.c.contact_id)).order_by(_draft.c.updated_at.desc(), _draft.c.id.desc())
    ),
    some="contacts",
)

CONSENTS = Prepared(
    lambda among: select(_consent).where(among(_consent.c.contact_id)).order_by(_consent.c.id), some="contacts"
)

HELD = Prepared(
    lambda among: (
        select(_outbox.c.conversation_id, _outbox.c.id, _outbox.c.payload)
        .where(among(_outbox.c.conversation_id), _outbox.c.state == "held")
        .order_by(_outbox.c.id)
    ),
    some="conversations",
)

JOIN = Prepared(
    lambda among: (
        change(_outbox)
        .where(among(_outbox.c.id))
        .values(state="joined", closed_at=_given(_outbox.c.closed_at, "now"), payload=None)
    ),
    some="deliveries",
)
"""What was held is said with a later delivery."""

HANDLED = Prepared(
    lambda among: (
        change(_inbox)
        .where(among(_inbox.c.id))
        .values(state="handled", closed_at=_given(_inbox.c.closed_at, "now"), error=None)
    ),
    some="arrivals",
)

FORGOTTEN = Prepared(
    lambda among: change(_inbox).where(among(_inbox.c.id)).values(payload=None, conversation_id=None), some="arrivals"
)

KEEP_STATE = Prepared(lambda _: _WANTS_TURN.values(state=_given(_conversation.c.state, "becomes")))

NOTE = Prepared(lambda _: insert(_transcript).values(_row(_transcript)))

SAY = Prepared(lambda _: insert(_outbox).values(_row(_outbox, "lease_until", "error", "closed_at")))

# The outbox

_READY = (_outbox.c.state == "pending") & (_outbox.c.due_at <= _given(_outbox.c.due_at, "now"))
_DIED = (_outbox.c.state == "sending") & (_outbox.c.lease_until <= _given(_outbox.c.lease_until, "now"))
_MINE = _identity.c.channel == _given(_identity.c.channel, "channel")
_earlier = _outbox.alias("earlier")
_of_channel = _outbox.join(_conversation, _outbox.c.conversation_id == _conversation.c.id).join(
    _identity, _conversation.c.identity_id == _identity.c.id
)

ANYTHING_TO_SEND = Prepared(
    lambda _: select(_outbox.c.id).select_from(_of_channel).where(_MINE, or_(_READY, _DIED)).limit(1)
)

GIVE_UP_DEAD = Prepared(
    lambda _: (
        change(_outbox)
        .where(_DIED)
        .values(state="uncertain", error="lease ran out", closed_at=_given(_outbox.c.closed_at, "now"))
    )
)
"""A delivery whose sender died may or may not have been sent."""

SETTLE = Prepared(
    lambda _: (
        change(_outbox)
        .where(
            _outbox.c.id == _given(_outbox.c.id, "delivery"),
            or_(_outbox.c.state == "sending", _outbox.c.state == "uncertain"),
        )
        .values(
            state=_given(_outbox.c.state, "becomes"),
            error=_given(_outbox.c.error, "kind"),
            closed_at=_given(_outbox.c.closed_at, "closed"),
            due_at=func.coalesce(_given(_outbox.c.due_at, "due"), _outbox.c.due_at),
            lease_until=None,
            done=_given(_outbox.c.done, "calls"),
        )
    )
)
"""A late word settles an uncertain one; what was sent stays sent."""

_NEXT: Select[Any] = (
    select(
        _outbox.c.id, _outbox.c.payload, _outbox.c.created_at, _outbox.c.attempts, _outbox.c.done, _identity.c.address
    )
    .select_from(_of_channel)
    .where(
        _MINE,
        _READY,
        _outbox.c.payload.is_not(None),
        ~exists().where(
            _earlier.c.conversation_id == _outbox.c.conversation_id,
            _earlier.c.id < _outbox.c.id,
            or_(_earlier.c.state == "pending", _earlier.c.state == "sending"),
        ),
    )
    .order_by(_outbox.c.id)
    .limit(_most)
    .with_for_update(of=_outbox, skip_locked=True)
)
NEXT = Prepared(lambda _: _NEXT)
"""What can be sent now: of each conversation the first that waits."""

CLAIM = Prepared(
    lambda among: (
        change(_outbox)
        .where(among(_outbox.c.id))
        .values(
            state="sending",
            lease_until=_given(_outbox.c.lease_until, "until"),
            attempts=_outbox.c.attempts + 1,
        )
    ),
    some="deliveries",
)

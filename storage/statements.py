"""The statements on a message's way from the inbox through a turn to the outbox: built once, run for many at a time."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Integer, Select, Table, bindparam, exists, func, insert, inspect, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from storage.tables import (
    ConsentRow,
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
_consent = _table(ConsentRow)
_theirs = _conversation.join(_identity, _conversation.c.identity_id == _identity.c.id)


def _among(name: str) -> Any:  # noqa: ANN401 (a list of whatever the column holds)
    return bindparam(name, expanding=True)


# The inbox

AT_ADDRESSES: Select[Any] = (
    select(_conversation.c.id, _conversation.c.due_at, _identity.c.address_hash)
    .select_from(_theirs)
    .where(_identity.c.channel == bindparam("channel"), _identity.c.address_hash.in_(_among("hashes")))
    .order_by(_conversation.c.id)
    .with_for_update(of=_conversation)
)
"""The conversations at addresses of one channel, locked by id, so that two processes lock them in the same order."""

RECEIVE = {
    name: dialect.insert(_inbox).on_conflict_do_nothing().returning(_inbox.c.channel, _inbox.c.event_id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
"""Store arrivals unless they are there; the channels and event ids of the new ones."""

WANTS_TURN = (
    update(_conversation)
    .where(_conversation.c.id == bindparam("conversation"))
    .values(due_at=bindparam("due"), updated_at=bindparam("now"))
)

# A turn

ANYTHING_DUE = select(_conversation.c.id).where(_conversation.c.due_at <= bindparam("now")).limit(1)

DUE: Select[Any] = (
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
    .where(_conversation.c.due_at <= bindparam("now"))
    .order_by(_conversation.c.due_at, _conversation.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=_conversation, skip_locked=True)
)
"""The conversations whose turn it is, locked; those another process holds are left to it."""

PENDING: Select[Any] = (
    select(
        _inbox.c.conversation_id,
        _inbox.c.id,
        _inbox.c.event_id,
        _inbox.c.payload,
        _inbox.c.received_at,
        _inbox.c.due_at,
        _inbox.c.attempts,
    )
    .where(_inbox.c.conversation_id.in_(_among("conversations")), _inbox.c.state == "pending")
    .order_by(_inbox.c.place, _inbox.c.id)
)
"""Their pending arrivals, by place, then in the order in which they came."""

HANDLED = (
    update(_inbox)
    .where(_inbox.c.id.in_(_among("arrivals")))
    .values(state="handled", closed_at=bindparam("now"), error=None)
)

FORGOTTEN = update(_inbox).where(_inbox.c.id.in_(_among("arrivals"))).values(payload=None, conversation_id=None)

KEEP_STATE = WANTS_TURN.values(state=bindparam("becomes"))

NOTE = insert(_transcript)

SAY = insert(_outbox)

DRAFTS: Select[Any] = (
    select(DraftRow)
    .where(col(DraftRow.contact_id).in_(_among("contacts")))
    .order_by(col(DraftRow.updated_at).desc(), col(DraftRow.id).desc())
)

CONSENTS: Select[Any] = (
    select(_consent.c.contact_id, _consent.c.notice, _consent.c.lang, _consent.c.given, _consent.c.at)
    .where(_consent.c.contact_id.in_(_among("contacts")))
    .order_by(_consent.c.id)
)

HELD: Select[Any] = (
    select(_outbox.c.conversation_id, _outbox.c.id, _outbox.c.payload)
    .where(_outbox.c.conversation_id.in_(_among("conversations")), _outbox.c.state == "held")
    .order_by(_outbox.c.id)
)

JOIN = (
    update(_outbox)
    .where(_outbox.c.id.in_(_among("deliveries")))
    .values(state="joined", closed_at=bindparam("now"), payload=None)
)
"""What was held is said with a later delivery."""

# The outbox

_READY = (_outbox.c.state == "pending") & (_outbox.c.due_at <= bindparam("now"))
_DIED = (_outbox.c.state == "sending") & (_outbox.c.lease_until <= bindparam("now"))
_earlier = _outbox.alias("earlier")
_of_channel = _outbox.join(_conversation, _outbox.c.conversation_id == _conversation.c.id).join(
    _identity, _conversation.c.identity_id == _identity.c.id
)

ANYTHING_TO_SEND = (
    select(_outbox.c.id)
    .select_from(_of_channel)
    .where(_identity.c.channel == bindparam("channel"), or_(_READY, _DIED))
    .limit(1)
)

GIVE_UP_DEAD = update(_outbox).where(_DIED).values(state="uncertain", error="lease ran out", closed_at=bindparam("now"))
"""A delivery whose sender died may or may not have been sent."""

SETTLE = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("delivery"), or_(_outbox.c.state == "sending", _outbox.c.state == "uncertain"))
    .values(
        state=bindparam("becomes"),
        error=bindparam("kind"),
        closed_at=bindparam("closed"),
        due_at=func.coalesce(bindparam("due", type_=_outbox.c.due_at.type), _outbox.c.due_at),
        lease_until=None,
        done=bindparam("calls"),
    )
)
"""A late word settles an uncertain one; what was sent stays sent."""

NEXT: Select[Any] = (
    select(
        _outbox.c.id, _outbox.c.payload, _outbox.c.created_at, _outbox.c.attempts, _outbox.c.done, _identity.c.address
    )
    .select_from(_of_channel)
    .where(
        _identity.c.channel == bindparam("channel"),
        _READY,
        _outbox.c.payload.is_not(None),
        ~exists().where(
            _earlier.c.conversation_id == _outbox.c.conversation_id,
            _earlier.c.id < _outbox.c.id,
            or_(_earlier.c.state == "pending", _earlier.c.state == "sending"),
        ),
    )
    .order_by(_outbox.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=_outbox, skip_locked=True)
)
"""What can be sent now: of each conversation the first that waits."""

CLAIM = (
    update(_outbox)
    .where(_outbox.c.id.in_(_among("deliveries")))
    .values(state="sending", lease_until=bindparam("until"), attempts=_outbox.c.attempts + 1)
)

"""The store: everything kept, on SQLite or PostgreSQL, behind one door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage import statements
from storage.evidence import EvidenceStore
from storage.inbox import Inbox
from storage.jobs import Jobs
from storage.leases import Leases
from storage.officers import Officers
from storage.outbox import Outbox
from storage.purchases import Purchases
from storage.rekey import Rekey
from storage.retention import Retention
from storage.tallies import Tallies


class Store(Inbox, Outbox, Jobs, Leases, Officers, EvidenceStore, Purchases, Tallies, Retention, Rekey):
    """All of storage. Open it with `Store.open(url, keys)`, bring the tables up with `migrate`.

    Synchronous and thread-safe; one method is one transaction, and what it returns are plain records.
    """

    def anything_waits(self, now: datetime, channels: Sequence[str]) -> bool:
        """Whether a conversation is due, or something can be sent on one of these channels; takes no lock."""
        return self._any(statements.ANYTHING_DUE, now=now) or any(
            self._any(statements.ANYTHING_TO_SEND, channel=channel, now=now) for channel in channels
        )

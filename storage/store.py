"""The store: everything kept, on SQLite or PostgreSQL, behind one door."""

from __future__ import annotations

from storage.evidence import EvidenceStore
from storage.inbox import Inbox
from storage.jobs import Jobs
from storage.officers import Officers
from storage.outbox import Outbox
from storage.purchases import Purchases
from storage.rekey import Rekey
from storage.retention import Retention
from storage.tallies import Tallies


class Store(Inbox, Outbox, Jobs, Officers, EvidenceStore, Purchases, Tallies, Retention, Rekey):
    """All of storage. Open it with `Store.open(url, keys)`, bring the tables up with `migrate`.

    Synchronous and thread-safe; one method is one transaction, and what it returns are plain records.
    """

"""Timed work: today the daily retention run. Each chore is a job with a key of its own, done once however many run."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from bot.settings import Settings
from storage.records import RetentionReport
from storage.store import Store

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
KINDS = ("retention",)


def retain(store: Store, settings: Settings) -> RetentionReport:
    """Remove what has been kept for its whole period."""
    return store.retention(
        datetime.now(UTC),
        undrafted_days=settings.undrafted_days,
        draft_days=settings.draft_days,
        list_days=settings.list_days,
    )


def do_due(store: Store, settings: Settings, now: datetime) -> None:
    """Queue today's chores unless they are, and do what is due."""
    store.enqueue(f"retention:{now:%Y-%m-%d}", "retention", now, {})
    while (job := store.claim_job(now, LEASE, KINDS)) is not None:
        log.info("retention: %s", retain(store, settings))
        store.finish_job(job, now)

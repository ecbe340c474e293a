"""What `greendesk doctor` says of the desk itself: whether messages are answered, and what waits for the officers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.channels.adapter import Finding, Report
from bot.messages import Lang
from storage.records import Health

LATE: Final = timedelta(minutes=1)
"""A message due so long ago would be answered if the desk were running."""


def examine(health: Health, now: datetime, lang: Lang) -> list[Finding]:
    """Whether anybody answers what came in; then what the officers have to look at, if anything."""
    report = Report("storage", lang)
    if health.oldest_due is not None and health.oldest_due < now - LATE:
        report.bad("late", waiting=health.waiting)
    else:
        report.good("database", backend=health.backend, revision=health.revision, waiting=health.waiting)
    if health.set_aside or health.uncertain or health.open_requests:
        report.good("open", aside=health.set_aside, uncertain=health.uncertain, requests=health.open_requests)
    return report.findings

"""Jobs: slow or timed work, done once for each key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, or_, select, update

from storage.database import Database
from storage.records import Job
from storage.tables import JobRow
from storage.upsert import insert_unless_there


class Jobs(Database):
    """Work to do later."""

    def enqueue(
        self,
        key: str,
        kind: str,
        due_at: datetime,
        payload: Mapping[str, Any],
        *,
        contact_id: int | None = None,
    ) -> bool:
        """Queue a job; False where one with this key exists. It is erased with its contact."""
        values = {
            "key": key,
            "kind": kind,
            "contact_id": contact_id,
            "payload": dict(payload),
            "state": "pending",
            "due_at": due_at,
            "attempts": 0,
        }
        with self._writing() as session:
            return insert_unless_there(session, JobRow, values) is not None

    def claim_job(self, now: datetime, lease: timedelta, kinds: Sequence[str]) -> Job | None:
        """The next due job of these kinds, leased to the caller; one whose lease ran out is given again."""
        wanted = (
            select(JobRow)
            .where(
                col(JobRow.kind).in_(kinds),
                or_(
                    (col(JobRow.state) == "pending") & (col(JobRow.due_at) <= now),
                    (col(JobRow.state) == "running") & (col(JobRow.lease_until) <= now),
                ),
            )
            .order_by(col(JobRow.due_at), col(JobRow.id))
            .limit(1)
        )
        with self._reading() as session:
            if session.exec(wanted).first() is None:  # an idle worker takes no lock
                return None
        with self._writing() as session:
            row = session.exec(wanted.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.state, row.lease_until, row.attempts = "running", now + lease, row.attempts + 1
            assert row.id is not None
            return Job(row.id, row.key, row.kind, row.payload, row.due_at, row.attempts, row.contact_id)

    def finish_job(self, job: Job, now: datetime) -> bool:
        """The job is done; False where its lease ran out and another worker has it."""
        return self._close(job, state="done", closed_at=now, error=None)

    def retry_job(self, job: Job, error: str, due_at: datetime) -> bool:
        """The job failed and is tried again from `due_at`; `error` is a kind. False as for `finish_job`."""
        return self._close(job, state="pending", due_at=due_at, error=error[:255])

    def _close(self, job: Job, **values: object) -> bool:
        with self._writing() as session:
            result = session.exec(
                update(JobRow)
                .where(
                    col(JobRow.id) == job.id,
                    col(JobRow.state) == "running",
                    col(JobRow.attempts) == job.attempts,
                )
                .values(lease_until=None, **values)
            )
            return result.rowcount == 1

"""Jobs: one for each key, leased, taken over from the dead, never finished by the late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.store import Store
from tests.storage.scene import NOW, turn_for

LEASE = timedelta(minutes=5)
HOUR = timedelta(hours=1)


def test_one_job_for_each_key(store: Store) -> None:
    assert store.enqueue("remind-1", "remind", NOW, {"case": "GT-107-AAAAAA"})
    assert not store.enqueue("remind-1", "remind", NOW, {"case": "GT-107-BBBBBB"})
    job = store.claim_job(NOW, LEASE, ["remind"])
    assert job
    assert (job.key, job.kind, job.payload) == ("remind-1", "remind", {"case": "GT-107-AAAAAA"})
    assert store.claim_job(NOW, LEASE, ["remind"]) is None
    assert store.finish_job(job, NOW)
    assert store.claim_job(NOW + HOUR, LEASE, ["remind"]) is None
    assert not store.enqueue("remind-1", "remind", NOW, {})


@pytest.mark.parametrize(("early", "found"), [(1, False), (0, True), (-1, True)])
def test_a_job_waits_until_it_is_due(store: Store, early: int, found: bool) -> None:
    store.enqueue("k", "remind", NOW, {})
    assert (store.claim_job(NOW - timedelta(microseconds=early), LEASE, ["remind"]) is not None) is found


def test_the_longest_due_comes_first(store: Store) -> None:
    store.enqueue("late", "remind", NOW, {})
    store.enqueue("early", "remind", NOW - HOUR, {})
    found = [store.claim_job(NOW, LEASE, ["remind"]), store.claim_job(NOW, LEASE, ["remind"])]
    assert [job.key for job in found if job] == ["early", "late"]


def test_a_job_of_a_worker_that_died_is_given_again_and_the_late_one_cannot_finish_it(store: Store) -> None:
    store.enqueue("k", "remind", NOW, {})
    dead = store.claim_job(NOW, LEASE, ["remind"])
    assert dead
    assert store.claim_job(NOW + timedelta(minutes=4, seconds=59), LEASE, ["remind"]) is None
    again = store.claim_job(NOW + LEASE, LEASE, ["remind"])
    assert again
    assert (again.id, again.attempts) == (dead.id, 2)
    assert not store.finish_job(dead, NOW + LEASE)
    assert store.finish_job(again, NOW + LEASE)
    assert not store.finish_job(again, NOW + LEASE)


def test_a_failed_job_is_tried_again(store: Store) -> None:
    store.enqueue("k", "remind", NOW, {})
    job = store.claim_job(NOW, LEASE, ["remind"])
    assert job
    assert store.retry_job(job, "OSError", NOW + HOUR)
    assert store.claim_job(NOW, LEASE, ["remind"]) is None
    assert store.claim_job(NOW + HOUR, LEASE, ["remind"])


def test_a_contacts_jobs_go_with_it(store: Store) -> None:
    with turn_for(store) as turn:
        contact = turn.conversation.contact_id
    store.enqueue("k", "remind", NOW, {}, contact_id=contact)
    with turn_for(store) as turn:
        turn.erase()
    assert store.claim_job(NOW, LEASE, ["remind"]) is None

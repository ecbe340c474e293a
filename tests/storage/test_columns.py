"""Times: aware in, UTC out, naive refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from storage.errors import NaiveTime
from storage.store import Store
from tests.storage.scene import NOW, arrival, consent, turn_for

TAIPEI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "at",
    [
        datetime(2018, 6, 1, 12, 0, 0, tzinfo=TAIPEI),
        datetime(2018, 6, 1, 4, 0, 0, 1, tzinfo=UTC),
        datetime(2018, 6, 1, 4, 0, 0, 999_999, tzinfo=UTC),
        datetime(2018, 12, 31, 23, 59, 59, tzinfo=timezone(-timedelta(hours=11, minutes=30))),
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, tzinfo=UTC),
    ],
)
def test_a_time_comes_back_as_the_same_moment_in_utc(store: Store, at: datetime) -> None:
    with turn_for(store) as turn:
        turn.consent(consent(at=at))
        (found,) = turn.consents()
    assert found.at == at
    with turn_for(store) as turn:  # read from the database, not from memory
        (found,) = turn.consents()
    assert found.at == at
    assert found.at.utcoffset() == timedelta(0)


def test_times_are_compared_as_moments(store: Store) -> None:
    store.receive(arrival(at=datetime(2018, 6, 1, 12, 0, tzinfo=TAIPEI)))  # 04:00 UTC
    with store.turn(datetime(2018, 6, 1, 3, 59, 59, 999_999, tzinfo=UTC)) as turn:
        assert turn is None
    with store.turn(NOW) as turn:
        assert turn
        assert turn.arrivals[0].received_at == NOW


def test_a_naive_time_is_refused(store: Store) -> None:
    naive = datetime(2018, 6, 1)  # noqa: DTZ001 (that is the point)
    with pytest.raises(NaiveTime):
        store.receive(arrival(at=naive))
    with pytest.raises(NaiveTime):
        store.enqueue("k", "remind", naive, {})
    with pytest.raises(NaiveTime), store.turn(naive):
        pass

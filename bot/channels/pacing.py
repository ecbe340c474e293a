"""Pacing: how soon a call may be made, by a bucket for each address and one for all."""

from __future__ import annotations

from collections import OrderedDict

from bot.channels.adapter import Pace

REMEMBERED = 10_000


class Bucket:
    """Lets `burst` calls through at once, then one each `seconds`."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._free_at = 0.0
        """When the next call is due if every call so far had been made evenly; may lie a burst ahead."""

    def wait(self, now: float) -> float:
        """How many seconds until a call may be made."""
        return max(0.0, self._free_at - (self._pace.burst - 1) * self._pace.seconds - now)

    def take(self, now: float) -> None:
        """Count one call."""
        self._free_at = max(self._free_at, now) + self._pace.seconds

    def hold(self, until: float) -> None:
        """No call before this moment: the platform said so."""
        self._free_at = max(self._free_at, until + (self._pace.burst - 1) * self._pace.seconds)


class Pacing:
    """The buckets of one channel. Times are those of one monotonic clock."""

    def __init__(self, overall: Pace) -> None:
        self._overall = Bucket(overall)
        self._addresses: OrderedDict[str, Bucket] = OrderedDict()

    def bucket(self, address: str, pace: Pace) -> Bucket:
        """The bucket of an address; those longest unused are forgotten."""
        found = self._addresses.pop(address, None) or Bucket(pace)
        self._addresses[address] = found
        while len(self._addresses) > REMEMBERED:
            self._addresses.popitem(last=False)
        return found

    def wait(self, address: str, pace: Pace, now: float) -> float:
        """How long the next call to an address has to wait."""
        return max(self._overall.wait(now), self.bucket(address, pace).wait(now))

    def take(self, address: str, pace: Pace, now: float) -> None:
        """Count a call to an address."""
        self._overall.take(now)
        self.bucket(address, pace).take(now)

    def hold(self, address: str, pace: Pace, until: float) -> None:
        """No call to an address before this moment."""
        self.bucket(address, pace).hold(until)

"""How long a small piece of work takes, by the median of many rounds."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter

ROUNDS = 5_000


def median_ms(work: Callable[[], object]) -> float:
    """Return the median time of one round in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times) * 1000

"""The screening of all programmes, and of finding the next question, beside a plain filter over the same conditions."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.timing import median_ms
from rules.screening import screening

BAR_MS = 1.0

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "who": ("manufacturer",),
    "goals": ("certificate", "technology", "purchases"),
    "counselled": ("yes",),
    "made_in": ("taiwan",),
    "capital_size": ("large",),
}


def plain(answers: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The peer: names of programmes for a kind of body and what it wants; no clause, no reason, nothing unknown."""
    who, goals = answers["who"][0], answers["goals"]
    firm = who in ("manufacturer", "trader", "shop", "service")
    private = firm or who in ("association", "body")
    for_firms: tuple[str, ...] = ("certificate", "technology", "cooperation", "design")
    found = [goal for goal in for_firms if firm and goal in goals]
    found += ["declaration", "awards"] if private and "purchases" in goals else []
    found += ["stores"] if private and "store" in goals else []
    return [*found, *(["assessment"] if who in ("agency", "county") else [])]


def run() -> None:
    """Print the median time of all verdicts, of the next question, and of the plain filter, and their ratio."""
    table = screening()
    verdicts = median_ms(lambda: table.fits(ANSWERS))
    following = median_ms(lambda: table.next(ANSWERS))
    peer = median_ms(lambda: plain(ANSWERS))
    print(f"all programmes, with reasons and clauses     {verdicts:.4f} ms (bar {BAR_MS} ms)")
    print(f"the question worth asking next               {following:.4f} ms (bar {BAR_MS} ms)")
    print(f"plain filter, no reasons (the peer)          {peer:.4f} ms; the reasons cost x{verdicts / peer:.0f}")


if __name__ == "__main__":
    run()

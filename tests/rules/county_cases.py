"""Figures for tests of a county's score: one whole set, and strategies for random ones."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from rules.procurement import CountyFigures, counties

TAICHUNG: dict[str, Any] = {
    "store_sales": 720_000_000,
    "stores": 30,
    "stores_updated": 28,
    "firms": 200,
    "amount": 4_000_000_000,
    "event": 10,
    "post": 30,
    "advertisement": 0,
    "independent_place": 1,
    "chain_place": 0,
    "briefing": 1,
    "information": 8,
    "labels_a": 1,
    "labels_b": 1,
    "innovation": 1,
    "gold": 0,
    "silver": 1,
    "bronze": 0,
    "members": 2_500,
    "routes": 8,
    "subsidised_travel": False,
}
"""Every figure of a county, for 臺中市; its score is worked by hand in test_procurement_county_score."""

NAMES = st.sampled_from([county.zh for county in counties()])
_MONEY = st.integers(0, 6 * 10**9)
_COUNT = st.integers(0, 60)
NUMBERS: dict[str, st.SearchStrategy[int]] = {
    **dict.fromkeys(TAICHUNG, _COUNT),
    "store_sales": _MONEY,
    "amount": _MONEY,
    "firms": st.integers(0, 400),
    "members": st.integers(0, 5_000),
    "stores": st.integers(30, 60),
    "stores_updated": st.integers(0, 30),
}
FIGURES = st.fixed_dictionaries({**NUMBERS, "subsidised_travel": st.booleans()})
"""Whole sets of figures, nothing unknown."""
HIDDEN = st.sets(st.sampled_from(list(TAICHUNG)))
"""Names of figures to take for unknown."""


def figures(given: dict[str, Any], hidden: set[str] | None = None, **changed: Any) -> CountyFigures:
    """Figures from a whole set, some of them changed, some taken for unknown."""
    merged = {**given, **changed}
    shown: dict[str, Any] = {name: None if name in (hidden or ()) else value for name, value in merged.items()}
    return CountyFigures(**shown)

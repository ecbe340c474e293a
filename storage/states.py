"""The states of a draft and the steps between them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class DraftState(StrEnum):
    """Where a draft stands. Handing over is not applying: only FILED means that the firm has applied."""

    FILLING = "filling"
    READY = "ready"
    HANDED_OVER = "handed_over"
    UNDER_REVIEW = "under_review"
    NEEDS_MORE = "needs_more"
    READY_TO_FILE = "ready_to_file"
    FILED = "filed"
    APPROVED = "approved"
    REFUSED = "refused"
    WAITING = "waiting"
    CLAIMED = "claimed"
    PAID = "paid"
    LAPSED = "lapsed"
    REPAYMENT = "repayment"
    ERASED = "erased"


_S = DraftState

STEPS: Mapping[DraftState, frozenset[DraftState]] = {
    _S.FILLING: frozenset({_S.READY}),
    _S.READY: frozenset({_S.FILLING, _S.HANDED_OVER, _S.FILED}),
    _S.HANDED_OVER: frozenset({_S.UNDER_REVIEW, _S.FILED}),
    _S.UNDER_REVIEW: frozenset({_S.NEEDS_MORE, _S.READY_TO_FILE, _S.FILED}),
    _S.NEEDS_MORE: frozenset({_S.UNDER_REVIEW, _S.FILED}),
    _S.READY_TO_FILE: frozenset({_S.NEEDS_MORE, _S.FILED}),
    _S.FILED: frozenset({_S.APPROVED, _S.REFUSED, _S.WAITING}),
    _S.WAITING: frozenset({_S.APPROVED, _S.REFUSED}),
    _S.APPROVED: frozenset({_S.CLAIMED, _S.LAPSED}),
    _S.CLAIMED: frozenset({_S.PAID, _S.LAPSED}),
    _S.PAID: frozenset({_S.REPAYMENT}),
    _S.REFUSED: frozenset(),
    _S.LAPSED: frozenset(),
    _S.REPAYMENT: frozenset(),
    _S.ERASED: frozenset(),
}
"""From each state, the states a draft may go to next; the firm may file by itself from READY on.

Erasure isn't a step: it can happen in any state, and nothing follows it.
"""

TRIAL_STATES = frozenset({_S.FILLING, _S.READY})
"""A trial never enters the officers' queue."""


def allowed(before: DraftState, after: DraftState, *, trial: bool) -> bool:
    """Whether a draft may be written from `before` to `after`; staying (new answers) is no step.

    Nothing is ever written to an erased draft.
    """
    if before is _S.ERASED or (trial and after not in TRIAL_STATES):
        return False
    return after is before or after in STEPS[before]

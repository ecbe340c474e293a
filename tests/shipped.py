"""The shipped knowledge, built once for all tests of a process."""

from __future__ import annotations

from functools import cache

from knowledge.answering import Knowledge

_build = Knowledge.shipped


@cache
def shipped() -> Knowledge:
    """What the desk answers from; may stand in for `Knowledge.shipped` itself."""
    return _build()

"""Reading the package's own data files, and keeping what is made of them until they are read anew."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar, copy_context
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from rules.yaml_data import Table
from rules.yaml_data import load as read

HOME: Final = Path(__file__).parent
P = ParamSpec("P")
T = TypeVar("T")
_in_force: dict[Any, Any] = {}
_aside: ContextVar[dict[Any, Any] | None] = ContextVar("aside", default=None)


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function makes of the data files, until :func:`anew` has read them again."""

    @wraps(function)
    def result(*args: P.args, **kwargs: P.kwargs) -> T:
        aside = _aside.get()
        known = _in_force if aside is None else aside
        key = (function, args)
        if key not in known:
            known[key] = function(*args, **kwargs)
        return known[key]  # type: ignore[no-any-return]

    return result


def anew(build: Callable[[], T]) -> T:
    """What ``build`` makes of the files as they are now; only when it has succeeded is everything kept replaced.

    Whoever asks meanwhile, and after a failure, goes on with what was in force. Raises what ``build`` raises.
    """
    global _in_force  # noqa: PLW0603 - the one reference that is swapped
    fresh: dict[Any, Any] = {}

    def built() -> T:
        _aside.set(fresh)
        return build()

    made = copy_context().run(built)
    _in_force = fresh
    return made


@kept
def load(name: str) -> Table:
    """A data file of this package by its path inside the package; read once. Raises ``DataError``."""
    return read(HOME / name)

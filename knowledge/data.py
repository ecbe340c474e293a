"""Reading the package's own data files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from rules.yaml_data import Table
from rules.yaml_data import load as read

HOME: Final = Path(__file__).parent


@cache
def load(name: str) -> Table:
    """A data file of this package by its path inside the package; read once. Raises ``DataError``."""
    return read(HOME / name)

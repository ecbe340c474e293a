"""Retention: what has had its time goes."""

from __future__ import annotations

from storage.database import Database


class Retention(Database):
    """What is kept how long."""

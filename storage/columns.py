"""Column types: times in UTC, and personal values sealed on their way into the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import DateTime, Dialect, Engine, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from storage.errors import NaiveTime
from storage.vault import Vault

_vaults: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()


def bind_vault(engine: Engine, vault: Vault) -> None:
    """Let the Encrypted columns of this engine use this vault (each engine has a dialect of its own)."""
    _vaults[engine.dialect] = vault


class UtcTime(TypeDecorator[datetime]):
    """An aware time: stored as UTC, read back as UTC (SQLite would return a naive one)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; raises NaiveTime for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTime
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC, whatever the driver returned."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Encrypted(TypeDecorator[Any]):
    """A JSON value, sealed by the engine's vault; None stays NULL. Not searchable."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 (JSON)
        """Sealed."""
        return None if value is None else _vaults[dialect].seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 (JSON)
        """Opened; raises WrongKey where none of the keys fits."""
        return None if value is None else _vaults[dialect].unseal(value)


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes, such as a file, sealed by the engine's vault; None stays NULL."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Sealed."""
        return None if value is None else _vaults[dialect].seal_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Opened; raises WrongKey where none of the keys fits."""
        return None if value is None else _vaults[dialect].unseal_bytes(bytes(value))

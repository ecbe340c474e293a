"""What can go wrong in storage, each with the way out; no message carries anything a person wrote."""

from __future__ import annotations


class StorageError(Exception):
    """Base of everything `storage` raises on its own account."""


class DatabaseRefused(StorageError):
    """The database driver raised; only the kind of failure is kept, since drivers quote values."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the database refused: {kind}")
        self.kind = kind


class BadUrl(StorageError):
    """A database URL that Greendesk can't run on."""


class NotMigrated(StorageError):
    """The tables are missing or older than this version of the code."""

    def __init__(self, found: str | None, wanted: str) -> None:
        stands = f"stands at revision {found}" if found else "has no tables yet"
        super().__init__(f"the database {stands}, this version needs {wanted}: run the migrations first")


class NewerDatabase(StorageError):
    """The database was migrated by a later version of the code."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database stands at revision {found}, which this version doesn't know: "
            "start the newer version that made it, or restore a backup from before"
        )


class BrokenReference(StorageError):
    """A migration would have left rows pointing at nothing; it was rolled back."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(
            f"the migration was rolled back: rows of {', '.join(tables)} would point at rows that don't exist"
        )


class BadKey(StorageError):
    """No key, or one that isn't a key."""

    def __init__(self, position: int | None) -> None:
        which = "no encryption key was given" if position is None else f"encryption key {position + 1} isn't one"
        super().__init__(f"{which}: give keys made with `greendesk new-key`, the newest first")


class WrongKey(StorageError):
    """The database was written with a key that isn't among those given."""

    def __init__(self) -> None:
        super().__init__(
            "the encryption keys given don't open this database: put back the key it was written with "
            "(it is kept apart from the database); a new key goes in front of the old one, not in its place"
        )


class NaiveTime(StorageError):
    """A time without a zone was about to be stored."""

    def __init__(self) -> None:
        super().__init__("a time without a time zone can't be stored: give an aware datetime")


class BadArrival(StorageError):
    """A channel, event id or address that is empty, too long or unprintable."""

    def __init__(self, field: str) -> None:
        super().__init__(f"an arrival's {field} must be 1 to 255 printable characters")


class StaleDraft(StorageError):
    """Somebody else wrote the draft since it was read: read it again and repeat the change."""

    def __init__(self, case: str) -> None:
        super().__init__(f"draft {case} was changed meanwhile: load it again and repeat the change")
        self.case = case


class IllegalTransition(StorageError):
    """A step the draft's present state doesn't allow."""

    def __init__(self, case: str, before: str, after: str) -> None:
        super().__init__(f"draft {case} can't go from {before} to {after}")
        self.case, self.before, self.after = case, before, after


class UnknownCase(StorageError):
    """No such draft, or it belongs to somebody else."""

    def __init__(self, case: str) -> None:
        super().__init__(f"there is no draft {case} here")
        self.case = case


class BackupFailed(StorageError):
    """The backup couldn't be made or didn't pass its check."""

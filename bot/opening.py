"""Opening the desk: the data folder, the secrets, the store, the assistant."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet

from bot.assistant import Assistant
from bot.clock import Clock
from bot.settings import Settings
from knowledge.answering import Knowledge
from knowledge.holder import Holder, settled
from storage.store import Store

KEY_FILE = "encryption.key"
DATABASE_FILE = "greendesk.sqlite3"


def open_store(settings: Settings) -> Store:
    """The store by the settings, its tables brought up to date.

    Raises the errors of `storage.errors`, each with its cure, and OSError for a folder that can't be written.
    """
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = settings.database_url or f"sqlite:///{(settings.data / DATABASE_FILE).resolve()}"
    store = Store.open(url, encryption_keys(settings))
    store.migrate()
    return store


def open_assistant(settings: Settings) -> tuple[Assistant, Store]:
    """The assistant on its store, with the shipped knowledge, read anew when its files change."""
    store = open_store(settings)
    knowledge = Holder(settled(Knowledge.shipped()), Knowledge.shipped)
    return Assistant(store, knowledge, settings, Clock(settings.today)), store


def encryption_keys(settings: Settings) -> list[str]:
    """The keys of the settings, the newest first; where none is given, the one kept in the data folder."""
    given = [key.strip() for key in settings.encryption_keys.get_secret_value().split(",") if key.strip()]
    return given or [_generated(settings.data / KEY_FILE)]


def _generated(path: Path) -> str:
    """The key kept in the data folder, made on first use and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(Fernet.generate_key().decode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    return path.read_text(encoding="ascii").strip()

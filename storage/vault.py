"""Encryption of personal values, and the keyed hash that lets one be found again."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.errors import BadKey, WrongKey

_SEARCH = b"greendesk: exact search"
REMEMBERED = 1000
"""Sealed values that stay open in memory: those of the messages now under way."""


def new_key() -> str:
    """A fresh random key, as text, for a key file kept apart from the database."""
    return Fernet.generate_key().decode("ascii")


class Vault:
    """Seals JSON values with the first key and opens them with any; the keys live outside the database.

    Raises BadKey without keys, or where one isn't 32 bytes in URL-safe base64.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise BadKey(None)
        boxes = []
        self._search_keys = []
        for position, key in enumerate(keys):
            try:
                boxes.append(Fernet(key))
                raw = base64.b64decode(key, altchars=b"-_", validate=True)
            except (ValueError, binascii.Error):
                raise BadKey(position) from None
            self._search_keys.append(hmac.digest(raw, _SEARCH, hashlib.sha256))
        self._box = MultiFernet(boxes)
        self._recent: dict[str, str] = {}

    def seal(self, value: Any) -> str:  # noqa: ANN401 (any JSON value)
        """The JSON value as a sealed token. Raises TypeError or ValueError for what isn't JSON."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        token = self.seal_bytes(text.encode("utf-8", "surrogatepass")).decode("ascii")
        self._remember(token, text)
        return token

    def seal_bytes(self, content: bytes) -> bytes:
        """Bytes as a sealed token."""
        return self._box.encrypt(content)

    def unseal_bytes(self, token: str | bytes) -> bytes:
        """The bytes in a token. Raises WrongKey where none of the keys opens it."""
        try:
            return self._box.decrypt(token)
        except InvalidToken:
            raise WrongKey from None

    def unseal(self, token: str) -> Any:  # noqa: ANN401 (any JSON value)
        """The JSON value in a token. Raises WrongKey where none of the keys opens it."""
        text = self._recent.get(token)
        if text is None:
            text = self.unseal_bytes(token).decode("utf-8", "surrogatepass")
            self._remember(token, text)
        return json.loads(text)

    def _remember(self, token: str, text: str) -> None:
        """A token never changes what it means, so what was sealed or opened a moment ago needn't be opened again."""
        self._recent[token] = text
        if len(self._recent) > REMEMBERED:
            with suppress(KeyError, RuntimeError, StopIteration):  # another thread may be quicker
                del self._recent[next(iter(self._recent))]

    def forget(self) -> None:
        """Nothing opened stays in memory."""
        self._recent = {}

    def digest(self, *parts: str) -> str:
        """The keyed hash to store beside a sealed value, by the first key."""
        return self.digests(*parts)[0]

    def digests(self, *parts: str) -> list[str]:
        """The keyed hashes under which a value may have been stored, one for each key."""
        message = "\0".join(parts).encode("utf-8", "surrogatepass")
        return [hmac.digest(key, message, hashlib.sha256).hex() for key in self._search_keys]

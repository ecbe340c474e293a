"""What all tests share: settings come from the test, not from whoever runs it."""

from __future__ import annotations

import os

import pytest

KEPT = ("GREENDESK_REQUIRE_ALL", "GREENDESK_LINE_OPENAPI", "GREENDESK_CHROMIUM", "GREENDESK_SCREENSHOT")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("GREENDESK_") and name not in KEPT:
            monkeypatch.delenv(name)

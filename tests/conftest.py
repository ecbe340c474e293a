"""What all tests share: settings come from the test, not from whoever runs it."""

from __future__ import annotations

import os

import pytest

from knowledge.answering import Knowledge
from tests.shipped import shipped

KEPT = ("GREENDESK_REQUIRE_ALL", "GREENDESK_LINE_OPENAPI", "GREENDESK_CHROMIUM", "GREENDESK_SCREENSHOT")


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("GREENDESK_") and name not in KEPT:
            monkeypatch.delenv(name)


@pytest.fixture
def built_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that opens the desk takes the knowledge that is there."""
    monkeypatch.setattr(Knowledge, "shipped", shipped)

"""Settings: a default each, documented, and the secrets made with care."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.opening import KEY_FILE, open_store
from bot.settings import Settings
from tests.test_architecture import ROOT


def test_every_setting_has_a_line_with_its_default_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    lines = dict(re.findall(r"^#(GREENDESK_\w+)=(.*)$", example, re.MULTILINE))
    defaults = Settings(_env_file=None).model_dump(mode="json")
    shown = {"None": "", "True": "true", "False": "false"}
    wanted = {f"GREENDESK_{name.upper()}": shown.get(str(value), str(value)) for name, value in defaults.items()}
    assert lines == wanted


def test_the_generated_key_is_readable_by_its_owner_only_and_kept(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data=tmp_path / "data")
    open_store(settings).close()
    key = tmp_path / "data" / KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_text("ascii")
    open_store(settings).close()
    assert key.read_text("ascii") == before


def test_a_webhook_needs_the_address_that_telegram_calls() -> None:
    with pytest.raises(ValidationError, match="GREENDESK_PUBLIC_URL"):
        Settings(_env_file=None, telegram_webhook=True)
    assert Settings(_env_file=None, telegram_webhook=True, public_url="https://desk.example").telegram_webhook

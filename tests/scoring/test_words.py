"""The county's own wording: nothing in it is left unsaid."""

from __future__ import annotations

import re
from pathlib import Path

import bot
from bot import wording

CODE = "\n".join(path.read_text("utf-8") for path in Path(bot.__file__).parent.rglob("*.py"))
COMPOSED = {f"{found}." for found in re.findall(r'f"((?:county\.|paper\.|beside\.|no_next)[a-z_.]*?)\.?\{', CODE)}


def test_every_sentence_of_a_county_is_said_somewhere() -> None:
    names = [name.removeprefix("county.").removeprefix("button.") for name in wording.read("county.").names()]
    unsaid = [
        name
        for name in names
        if not any(
            f'"{prefix}{name.rpartition(end)[2] if end else name}"' in CODE
            for prefix in ("", "county.", "button.")
            for end in ("", ".")
        )
        and not any(name.startswith(one.removeprefix("county.")) for one in COMPOSED)
        and not name.startswith("sheet.how_")
    ]
    assert unsaid == []

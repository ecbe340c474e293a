"""Draws the picture of LINE's rich menu: `python -m bot.channels.line_menu_picture`. Needs Chromium and a CJK font."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path

from bot.channels.line_menu import PICTURE, Cell, Menu, menu

STYLE = """
body { margin: 0; background: #1b5e3a; }
main { position: relative; }
div { position: absolute; box-sizing: border-box; border: 6px solid #1b5e3a; background: #f6faf7; color: #14382a;
  display: flex; flex-direction: column; align-items: center; justify-content: center;
  font-family: "Noto Sans CJK TC", "Noto Sans TC", sans-serif; }
i { font: normal 700 170px "Noto Sans CJK TC", sans-serif; width: 300px; height: 300px; line-height: 300px;
  text-align: center; border-radius: 150px; background: #1b5e3a; color: #fff; margin-bottom: 44px; }
b { font-size: 128px; line-height: 1.25; }
span { font-size: 72px; color: #44604f; }
"""


def html(drawn: Menu) -> str:
    """The menu as a page of exactly its size."""
    cells = "".join(map(_cell, drawn.cells))
    size = f"width:{drawn.width}px;height:{drawn.height}px"
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><main style="{size}">{cells}</main>'


def _cell(cell: Cell) -> str:
    place = f"left:{cell.x}px;top:{cell.y}px;width:{cell.width}px;height:{cell.height}px"
    below = f"<span>{escape(cell.label('en'))}</span>"
    return f'<div style="{place}"><i>{escape(cell.mark)}</i><b>{escape(cell.label("zh"))}</b>{below}</div>'


def draw(drawn: Menu, picture: Path) -> None:
    """Write the picture. Raises FileNotFoundError without Chromium, CalledProcessError where it fails."""
    chromium = os.environ.get("GREENDESK_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise FileNotFoundError("chromium")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "menu.html"
        page.write_text(html(drawn), "utf-8")
        window = f"--window-size={drawn.width},{drawn.height}"
        flags = ("--headless", "--no-sandbox", "--hide-scrollbars", f"--user-data-dir={folder}/profile", window)
        command = [chromium, *flags, f"--screenshot={picture.resolve()}", page.as_uri()]
        subprocess.run(command, check=True, timeout=120, capture_output=True)  # noqa: S603 - our own page


if __name__ == "__main__":
    draw(menu(), PICTURE)

"""LINE's rich menu: what it looks like and does, as data, and putting it in place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.channels.line_cards import postback
from bot.channels.line_messages import Json
from bot.channels.line_text import clusters
from bot.messages import Choice, Lang
from bot.wording import words
from rules.yaml_data import load

if TYPE_CHECKING:
    from bot.channels.line_client import Access

FOLDER = Path(__file__).parent / "menu"
PICTURE = FOLDER / "menu.png"
PICTURE_KIND = "image/png"
LANG: Lang = "zh"
"""One menu for everybody: Chinese first, English below it in the picture."""
BAR_CLUSTERS = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the menu: its label's key, what it means to the desk, its place in the picture (pixels)."""

    word: str
    value: str
    mark: str
    x: int
    y: int
    width: int
    height: int

    def label(self, lang: Lang) -> str:
        """What the field says."""
        return words().say(f"line.menu.{self.word}", lang)


@dataclass(frozen=True, slots=True)
class Menu:
    """The rich menu's size (pixels) and fields."""

    width: int
    height: int
    cells: tuple[Cell, ...]

    def to_json(self) -> Json:
        """LINE's rich menu object."""
        bar = words().say("line.menu.bar", LANG)
        assert len(clusters(bar)) <= BAR_CLUSTERS
        return {
            "size": {"width": self.width, "height": self.height},
            "selected": True,
            "name": words().say("line.menu.name", LANG),
            "chatBarText": bar,
            "areas": [
                {
                    "bounds": {"x": cell.x, "y": cell.y, "width": cell.width, "height": cell.height},
                    "action": postback(Choice(cell.label(LANG), cell.value)).to_json(),
                }
                for cell in self.cells
            ],
        }


@cache
def menu() -> Menu:
    """The menu of `menu/menu.yaml`; its fields share the picture evenly and leave no gap."""
    data = load(FOLDER / "menu.yaml")
    width, height, columns = data["width"], data["height"], data["columns"]
    rows = -(-len(data["cells"]) // columns)
    cells = []
    for number, cell in enumerate(data["cells"]):
        row, column = divmod(number, columns)
        left, right = width * column // columns, width * (column + 1) // columns
        top, bottom = height * row // rows, height * (row + 1) // rows
        cells.append(Cell(cell["word"], cell["value"], cell["mark"], left, top, right - left, bottom - top))
    return Menu(width, height, tuple(cells))


async def put_in_place(access: Access) -> tuple[str, int]:
    """Make the menu, show it to everybody and delete the desk's older ones; its id and how many those were.

    Raises LineError for LINE's no, OSError, TimeoutError or aiohttp's errors where LINE can't be reached.
    """
    from bot.channels.line_client import LineClient

    wanted = menu().to_json()
    async with LineClient(access) as client:
        older = [known for known, name in (await client.menus()).items() if name == wanted["name"]]
        made = await client.create_menu(wanted, PICTURE.read_bytes(), PICTURE_KIND)
        await client.show_menu(made)
        for known in older:
            await client.delete_menu(known)
    return made, len(older)

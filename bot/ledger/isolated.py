"""The spreadsheet library in a process of its own, run by its path with a workbook on standard input.

A damaged file can make the library take all memory or end its process; here that ends nobody else's. Written out are
lines of JSON: the sheets' names, then each sheet asked for (its name as the first argument) or each visible one.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import sys
from typing import Any

import python_calamine

PASSWORD = 3
DAMAGED = 4
TOO_LARGE = 5
MOST_SHEETS = 40
MOST_CELLS = 1_000_000
_MOST_MEMORY = 2**30
_MOST_SECONDS = 30


def main(asked: str) -> int:
    """Read the workbook and write its sheets; returns the exit code."""
    _bound()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        names = [
            sheet.name
            for sheet in book.sheets_metadata[:MOST_SHEETS]
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and (sheet.visible == python_calamine.SheetVisibleEnum.Visible or sheet.name == asked)
        ]
        print(json.dumps({"all": book.sheet_names, "visible": names}))
        for name in names:
            if not asked or name == asked:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > MOST_CELLS:
                    return TOO_LARGE
                print(json.dumps(_sheet(sheet)))
    except python_calamine.PasswordError:
        return PASSWORD
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError):
        return DAMAGED
    return 0


def _sheet(sheet: python_calamine.CalamineSheet) -> dict[str, Any]:
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    return {"name": sheet.name, "rows": rows, "merged": sheet.merged_cell_ranges or []}


def _plain(cell: object) -> object:
    """A cell as JSON holds it: dates as a letter and a text, an empty cell as nothing."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, datetime.datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, datetime.date):
        return ["d", cell.isoformat()]
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    return cell


def _bound() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))

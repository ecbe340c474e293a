"""The work on purchase lists, killable: the desk's folder is the argument."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

from bot import purchases
from tests.desk import CLOSED_DAY, open_desk
from tests.killable import serve_for_each_line
from tests.shipped import shipped


def serve(folder: Path) -> None:
    """Work on what there is, until killed; the work of a killed one is taken up a second later."""
    purchases.LEASE = timedelta(seconds=1)
    assistant, _ = open_desk(folder, CLOSED_DAY)
    work = assistant.purchase_work()
    while True:
        if not work.work():
            time.sleep(0.02)


if __name__ == "__main__":
    shipped()
    serve_for_each_line(lambda: serve(Path(sys.argv[1])))

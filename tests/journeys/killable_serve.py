"""`greendesk serve`, killable: its settings come from the environment."""

from __future__ import annotations

import sys

from bot.channels import configured, service, web
from bot.cli import main
from knowledge.answering import Knowledge
from knowledge.holder import settled
from tests.killable import serve_for_each_line
from tests.shipped import shipped

LOADED_ONCE = (configured, service, web)
"""What the command would import as it starts."""

if __name__ == "__main__":
    Knowledge.shipped = shipped  # type: ignore[method-assign]
    settled(shipped())
    sys.argv[1:] = ["serve"]
    serve_for_each_line(main)

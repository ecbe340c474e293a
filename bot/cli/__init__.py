"""The command line: `greendesk`. Bad input ends with one clear line and exit code 2, never a traceback."""

from bot.cli import asking, declaring, keeping, programmes, running, scoring
from bot.cli.base import app

__all__ = ["app", "asking", "declaring", "keeping", "main", "programmes", "running", "scoring"]


def main() -> None:
    """Run the command line."""
    app()

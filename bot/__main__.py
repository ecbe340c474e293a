"""`python -m bot` is `greendesk`."""

from bot.cli import main

main()

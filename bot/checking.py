"""`greendesk check`: every data file, with file, line and cure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot import phrases, wording
from bot.channels import line_menu
from bot.ledger.headers import ledger_words
from bot.skills import bought_words
from knowledge.answering import Knowledge
from knowledge.model import Problem
from rules.procurement import LineWording, latest
from rules.programme import programmes
from rules.screening import screening
from rules.yaml_data import DataError


def problems() -> list[Problem]:
    """What is wrong with the wording, the editions or the knowledge; empty when all is in order."""
    found: list[Problem] = []
    parts: tuple[Callable[[], object], ...] = (
        *(partial(wording.read, path.name.removesuffix("zh.yaml")) for path in sorted(wording.FOLDER.glob("*zh.yaml"))),
        bought_words.words,
        ledger_words,
        lambda: LineWording(latest()),
        line_menu.menu,
        lambda: phrases.read(wording.FOLDER / "phrases.yaml"),
        programmes,
        screening,
    )
    for part in parts:
        try:
            part()
        except DataError as error:
            found.append(Problem(str(error.path), error.line, error.message, error.cure))
    try:
        found += Knowledge.shipped().check()
    except DataError as error:
        found.append(Problem(str(error.path), error.line, error.message, error.cure))
    return found

"""The printed forms: for a programme that prints one, it stands in the place of our preparation sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.papers.counselling import counselling_form
from bot.papers.printed import Form
from bot.papers.stores import statement_form
from bot.state import Sheet
from bot.talk import Talk

FORMS: Mapping[str, Callable[[Talk, Sheet], Form]] = {"counselling": counselling_form, "stores": statement_form}
"""What fills the form of a programme, by the programme's id."""

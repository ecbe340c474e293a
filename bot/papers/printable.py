"""The printable page of a sheet or a form: one HTML file that needs nothing else, even once saved or mailed."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.papers.paper import Paper, labels
from bot.papers.printed import Form

FOLDER = Path(__file__).parent
_STYLE = (FOLDER / "paper.css").read_text("utf-8")

STYLE_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
"""The Content-Security-Policy source that allows the page's own style element and no other."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(paper: Paper | Form, *, script: str = "") -> str:
    """A sheet or a form as HTML for A4; `script`, when given, is the path of a script that wakes a print button."""
    return printed_page(paper, script) if isinstance(paper, Form) else _rendered("paper.html", paper, script)


def printed_page(form: Form, script: str = "") -> str:
    """A printed form as HTML for A4; `script`, when given, is the path of a script that wakes a print button."""
    return _rendered("printed.html", form, script)


def _rendered(template: str, paper: Paper | Form, script: str) -> str:
    # The style is our own file, nobody's input; escaped, its hash would no longer hold.
    return (
        _environment()
        .get_template(template)
        .render(paper=paper, style=Markup(_STYLE), script=script, words=labels(paper.lang))  # noqa: S704
    )

"""Files and papers on their way to a browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from bot.channels.web_guard import policy
from bot.documents import Document
from bot.papers import STYLE_SOURCE, Form, Paper, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".xlsx": XLSX,
}


def attachment(name: str) -> str:
    """The Content-Disposition that saves a file under a name in any script (RFC 6266)."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def saved(document: Document) -> Response:
    """A document as a file to save."""
    headers = {"Content-Disposition": attachment(document.name)}
    return Response(document.content, media_type=KINDS[Path(document.name).suffix], headers=headers)


def printable(paper: Paper | Form) -> HTMLResponse:
    """A paper as a page for A4."""
    html = page(paper, script="/static/print.js")
    return HTMLResponse(html, headers={"Content-Security-Policy": policy(style_src=STYLE_SOURCE)})

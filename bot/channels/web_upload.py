"""A purchase list posted from the page: bounded, held in memory, never on the server's disk in the clear."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from bot.channels.files import safe_name
from bot.channels.web_guard import RefusalError, clean_text, is_event

OVERHEAD = 64 * 1024
"""Bytes of a post beside its file."""


@dataclass(frozen=True, slots=True)
class PostedFile:
    """What a browser posted; `name` is safe to show."""

    name: str
    content: bytes
    event: str
    token: str


async def posted_file(request: Request, most: int) -> PostedFile:
    """Reads a post with a file of at most so many bytes. Raises RefusalError for one too large or unreadable."""

    async def bounded() -> AsyncGenerator[bytes, None]:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > most + OVERHEAD:
                raise RefusalError(413, "file_too_large")
            yield chunk

    try:
        parser = MultiPartParser(request.headers, bounded(), max_files=1, max_fields=8)
        parser.spool_max_size = most + OVERHEAD  # never spooled to a file on disk
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise RefusalError(400, "unreadable") from error
    file = form.get("file")
    event = clean_text(form.get("event"))
    if not isinstance(file, UploadFile) or not is_event(event):
        raise RefusalError(400, "unreadable")
    name, content = safe_name(file.filename or ""), await file.read()
    if not name or not content:
        raise RefusalError(400, "no_file")
    if len(content) > most:
        raise RefusalError(413, "file_too_large")
    return PostedFile(name, content, event, clean_text(form.get("token")))

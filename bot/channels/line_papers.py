"""Papers for people on LINE, where a bot can't send files: links for one person that expire."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.downloads import printable, saved
from bot.documents import Documents
from bot.messages import Link

CHANNEL = "line"
FOLDER = "/papers"
VALID_SECONDS = 24 * 3600
OUTSIDE_LINE = urlencode({"openExternalBrowser": "1"})
"""Has LINE open the address in the person's own browser, which can save and print."""
PURPOSE = b"greendesk: links to papers, 1"
NOT_INDEXED = {"X-Robots-Tag": "noindex, nofollow"}
_PRINT = re.compile(r"/drafts/([\w-]{1,64})/print", re.ASCII)


class PaperLinks:
    """Makes and serves links to papers: sealed, for one person, good for a day.

    `public` is the address this server has for the world (https://desk.example); where it is empty there are no
    links. `keys` are the encryption keys, the newest first: links made under an older one stay good.
    """

    def __init__(
        self, documents: Documents, public: str, keys: Sequence[str], now: Callable[[], float] = time.time
    ) -> None:
        self._documents = documents
        self._public = public.rstrip("/")
        self._box = MultiFernet([Fernet(_derived(key)) for key in keys])
        self._now = now

    def address(self, person: str, link: Link, since: float) -> str:
        """Where a link's paper is had for a day after `since` (Unix time); empty where this server isn't reachable.

        The address names neither the person nor the case to whoever sees it.
        """
        if not self._public:
            return ""
        sealed = self._box.encrypt_at_time(json.dumps([person, link.href]).encode(), int(since))
        return f"{self._public}{FOLDER}/{sealed.decode()}?{OUTSIDE_LINE}"

    def routes(self) -> Sequence[BaseRoute]:
        """Where the links lead."""
        return (Route(f"{FOLDER}/{{token}}", self._served, methods=["GET"]),)

    def _served(self, request: Request) -> Response:
        """The paper a link names. Raises HTTPException 404 for a link that isn't ours, is too old, or leads nowhere."""
        try:
            opened = self._box.decrypt_at_time(request.path_params["token"], VALID_SECONDS, int(self._now()))
        except InvalidToken:
            raise HTTPException(404) from None
        person, href = json.loads(opened)
        made = self._made(person, href)
        made.headers.update(NOT_INDEXED)
        return made

    def _made(self, person: str, href: str) -> Response:
        if printed := _PRINT.fullmatch(href):
            if paper := self._documents.paper(CHANNEL, person, printed[1]):
                return printable(paper)
        elif document := self._documents.linked(CHANNEL, person, href):
            return saved(document)
        raise HTTPException(404)


def _derived(key: str) -> bytes:
    """A key of its own for links, so that a link's seal opens nothing that is stored."""
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(derived)

"""Who is at the other end of a request: the session, its language, and whether a post is its own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response

from bot.messages import Lang

_COOKIE = re.compile(r"[A-Za-z0-9_-]{43}")
_LANG_COOKIE = "greendesk_lang"


def _digest(purpose: str, cookie: str) -> str:
    digest = hashlib.sha256(f"{purpose}:{cookie}".encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Session:
    """A browser, known by a random 256-bit cookie.

    `address` is what the conversation is stored under: a digest, so that whoever reads the database (or a
    backup) can't sit down in somebody's session. `token` goes into the page's forms; only the page knows it.
    """

    cookie: str

    @property
    def address(self) -> str:
        """The conversation's address on the web channel."""
        return _digest("address", self.cookie)

    @property
    def token(self) -> str:
        """What every post of this session must carry."""
        return _digest("token", self.cookie)


def cookie_name(https: bool) -> str:
    """The session cookie's name; over HTTPS its prefix keeps sub-domains from planting one."""
    return "__Host-greendesk" if https else "greendesk"


def session_of(request: Request, https: bool) -> Session | None:
    """The session a request comes with, or None for a missing or malformed cookie."""
    cookie = request.cookies.get(cookie_name(https), "")
    return Session(cookie) if _COOKIE.fullmatch(cookie) else None


def new_session() -> Session:
    """A session nobody has had before."""
    return Session(secrets.token_urlsafe(32))


def keep(response: Response, session: Session, https: bool, days: int) -> None:
    """Has the browser keep the session for so many days from now."""
    response.set_cookie(
        cookie_name(https),
        session.cookie,
        max_age=days * 86_400,
        path="/",
        secure=https,
        httponly=True,
        samesite="lax",
    )


def language(request: Request) -> Lang:
    """The page's language: the one chosen; else English for a browser that wants it and no Chinese."""
    chosen = request.cookies.get(_LANG_COOKIE, "")
    if chosen in ("zh", "en"):
        return "en" if chosen == "en" else "zh"
    wanted = request.headers.get("accept-language", "").lower()
    tags = [part.split(";")[0].strip() for part in wanted.split(",")]
    english = any(tag.startswith("en") for tag in tags) and not any(tag.startswith("zh") for tag in tags)
    return "en" if english else "zh"


def keep_language(response: Response, lang: str, https: bool) -> None:
    """Has the browser keep the chosen language for a year."""
    response.set_cookie(_LANG_COOKIE, lang, max_age=365 * 86_400, path="/", secure=https, httponly=True, samesite="lax")


def own_post(request: Request, session: Session, token: str) -> bool:
    """Whether a post was made by our own page: fetch metadata, origin and the session's token all say so."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    return hmac.compare_digest(token.encode(), session.token.encode())

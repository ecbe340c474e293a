"""The LINE channel as the settings describe it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from errno import EHOSTUNREACH, ENXIO, EPERM
from typing import Any, TypeVar

import aiohttp

from bot.assistant import Assistant
from bot.channels.line import WEBHOOK, Line
from bot.channels.line_client import Access, LineClient, LineError
from bot.channels.line_doctor import Expected
from bot.channels.line_papers import PaperLinks
from bot.clock import TAIPEI
from bot.messages import Lang
from bot.opening import encryption_keys
from bot.settings import Settings
from bot.wording import words

SECURE = "https://"
Result = TypeVar("Result")


class Pushes:
    """Counts the desk's pushes by month, as LINE's quota does."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def add(self) -> None:
        """LINE took one more."""
        self._assistant.count(self._name())

    def this_month(self) -> int:
        """How many LINE took this month."""
        return self._assistant.counted(self._name())

    def _name(self) -> str:
        return f"line.push.{datetime.now(TAIPEI):%Y-%m}"


def access(settings: Settings) -> Access:
    """LINE, and the token for it."""
    token = settings.line_token.get_secret_value()
    return Access(token, settings.line_api.rstrip("/"), settings.line_data_api.rstrip("/"))


def public(settings: Settings) -> str:
    """This desk's address from outside, as LINE takes it: only with https; else empty."""
    address = settings.public_url.rstrip("/")
    return address if address.startswith(SECURE) else ""


def webhook(settings: Settings) -> str:
    """Where LINE is to deliver; empty where there is no public address."""
    return f"{public(settings)}{WEBHOOK}" if public(settings) else ""


def line(settings: Settings, assistant: Assistant) -> Line:
    """The channel of the official account whose token is set."""
    expected = Expected(settings.line_secret.get_secret_value(), webhook(settings))
    papers = PaperLinks(assistant.documents, public(settings), encryption_keys(settings))
    return Line(access(settings), expected, papers, Pushes(assistant))


def asked(settings: Settings, doing: Callable[[Access], Coroutine[Any, Any, Result]]) -> Result:
    """Ask LINE for something, on the command line. Raises OSError, in words for whoever types, where LINE says no."""
    if not settings.line_token.get_secret_value():
        raise OSError(ENXIO, "set the channel access token", "GREENDESK_LINE_TOKEN")
    try:
        return asyncio.run(doing(access(settings)))
    except LineError as error:
        raise OSError(EPERM, str(error), settings.line_api) from None
    except (TimeoutError, aiohttp.ClientError) as error:
        raise OSError(EHOSTUNREACH, f"no answer ({type(error).__name__})", settings.line_api) from None


async def point_here(line: Access, address: str) -> None:
    """Have LINE deliver to this address."""
    async with LineClient(line) as client:
        await client.set_webhook(address)


def said(key: str, lang: Lang = "en", **values: object) -> str:
    """What the command line says when something is done."""
    return words().say(f"line.{key}", lang, **values)

"""The LINE channel as the settings describe it."""

from __future__ import annotations

from datetime import datetime

from bot.assistant import Assistant
from bot.channels.line import WEBHOOK, Line
from bot.channels.line_client import Access, LineClient
from bot.channels.line_doctor import Expected
from bot.channels.line_papers import PaperLinks
from bot.clock import TAIPEI
from bot.opening import encryption_keys
from bot.settings import Settings

SECURE = "https://"


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
    papers = PaperLinks(assistant, public(settings), encryption_keys(settings))
    return Line(access(settings), expected, papers, Pushes(assistant))


async def point_webhook_here(settings: Settings) -> str:
    """Have LINE deliver to this desk; the address. Raises ValueError without a public one, LineError for LINE's no."""
    address = webhook(settings)
    if not address:
        raise ValueError("GREENDESK_PUBLIC_URL")
    async with LineClient(access(settings)) as client:
        await client.set_webhook(address)
    return address

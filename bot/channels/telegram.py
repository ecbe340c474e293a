"""Telegram: updates come in by polling or by a webhook, answers go out by `telegram.Bot`."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.assistant import place_of
from bot.channels.adapter import Adapter, Failure, FileRefused, Finding, Intake, Outgoing, Pace
from bot.channels.telegram_doctor import examine
from bot.channels.telegram_errors import classify, seconds_of
from bot.channels.telegram_events import WANTED, Me, event_of
from bot.channels.telegram_http import Http, TooMuch
from bot.channels.telegram_manners import Manners
from bot.channels.telegram_view import Call, calls
from bot.documents import Document
from bot.messages import FileRef, Lang
from bot.wording import words

log = logging.getLogger("greendesk.telegram")

WEBHOOK = "/telegram/webhook"
BODY_BYTES = 1024 * 1024
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
POLL_SECONDS = 25
STANDBY_SECONDS = 5.0
"""How often a process that doesn't poll looks whether it is to."""
AT_ONCE = 100
LONGEST_PAUSE = 60.0
COMMANDS = (
    *("menu", "apply", "trial", "fit", "declare", "county"),
    *("drafts", "continue", "person", "link", "privacy", "cancel"),
)
LANGUAGES: tuple[tuple[Lang, str], ...] = (("zh", ""), ("zh", "zh"), ("en", "en"))
"""Our languages and the codes Telegram shows them under; the empty one is for all others."""

Linked = Callable[[str, str, str], Document | None]


@dataclass(frozen=True, slots=True)
class Paces:
    """How often messages may be sent to a person, to a group, and in all."""

    person: Pace
    group: Pace
    overall: Pace


LIMITS = Paces(Pace(burst=5, seconds=1.0), Pace(burst=10, seconds=3.0), Pace(burst=30, seconds=1 / 30))
"""Telegram's: about one a second to a person, where short bursts pass; 20 a minute to a group; 30 a second in all."""


def secret_of(token: str) -> str:
    """The secret that Telegram sends with each update to the webhook: made from the token, so there is none to keep."""
    return hmac.digest(token.encode(), b"greendesk: telegram webhook", "sha256").hex()


class Telegram(Adapter[Call]):
    """The bot account of a token. `webhook` is the desk's public address where Telegram calls it; empty: it is polled.

    `documents` finds the file behind a link of a reply, for the person at an address.
    """

    channel: ClassVar[str] = "telegram"

    def __init__(
        self,
        token: str,
        documents: Linked,
        *,
        api: str = "https://api.telegram.org",
        webhook: str = "",
        paces: Paces = LIMITS,
        http: Http | None = None,
    ) -> None:
        self._paces = paces
        self.overall = self._paces.overall  # type: ignore[misc]
        self._http = http or Http()
        api = api.rstrip("/")
        self.bot = Bot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._http,
            get_updates_request=Http(),
        )
        self.webhook = f"{webhook.rstrip('/')}{WEBHOOK}" if webhook else ""
        self._secret = secret_of(token)
        self._documents = documents
        self._me = Me(0, "")
        self._offset = 0
        self._manners = Manners(self.bot)

    def pace(self, address: str) -> Pace:
        """A group's chat has a number below zero."""
        return self._paces.group if address.startswith("-") else self._paces.person

    async def open(self) -> None:
        """Learn the bot's own name. Raises TelegramError where the token isn't taken."""
        await self.bot.initialize()
        self._me = Me(self.bot.id, self.bot.username)

    async def close(self) -> None:
        """Drop what is only polite, close the connections."""
        await self._manners.close()
        await self.bot.shutdown()

    # Out

    def render(self, outgoing: Outgoing) -> Sequence[Call]:
        """One call for each bubble and document."""
        return calls(outgoing.exchange)

    async def send(self, outgoing: Outgoing, call: Call, number: int) -> None:
        """Send one message or document."""
        self._manners.answered(outgoing.address)
        chat = int(outgoing.address)
        if call.document is None:
            keyboard = [[InlineKeyboardButton(one.label, callback_data=one.data) for one in row] for row in call.rows]
            await self.bot.send_message(
                chat,
                call.text,
                reply_markup=InlineKeyboardMarkup(keyboard) if keyboard else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
            return
        document = await asyncio.to_thread(self._documents, self.channel, outgoing.address, call.document.href)
        if document is not None:  # it may have been deleted since
            await self.bot.send_document(chat, InputFile(document.content, filename=document.name))

    def classify(self, error: Exception) -> Failure:
        """What an exception of `send` means."""
        return classify(error)

    # In

    async def receiving(self, intake: Intake) -> None:
        """Tell Telegram how it is to bring updates; then poll for them, unless it calls or another process polls."""
        await self._persistently(self._prepared)
        if self.webhook:
            return
        self._offset = 0
        while True:
            if not await intake.on_watch(self.channel):
                await asyncio.sleep(STANDBY_SECONDS)
            elif updates := await self._persistently(self._polled):
                await self._take(intake, updates)
                self._offset = max(int(update["update_id"]) for update in updates) + 1

    async def _prepared(self) -> None:
        for lang, code in LANGUAGES:
            said = [BotCommand(name, words().say(f"telegram.command.{name}", lang)) for name in COMMANDS]
            await self.bot.set_my_commands(said, language_code=code or None)
        if self.webhook:
            await self.bot.set_webhook(self.webhook, secret_token=self._secret, allowed_updates=WANTED)
        else:
            await self.bot.delete_webhook()

    async def _polled(self) -> list[dict[str, Any]]:
        """Updates from the offset on, which tells Telegram that those before it are stored."""
        wanted = {"offset": self._offset, "limit": AT_ONCE, "timeout": POLL_SECONDS, "allowed_updates": list(WANTED)}
        # The API takes its names in any case; in this one the library lets the raw updates through without a word.
        try:
            return await self.bot.do_api_request(  # type: ignore[no-any-return]
                "getupdates", api_kwargs=wanted, read_timeout=POLL_SECONDS + 10
            )
        except Conflict:
            log.warning("somebody else polls")
            await asyncio.sleep(STANDBY_SECONDS)
            return []

    async def _persistently(self, act: Callable[[], Coroutine[Any, Any, Any]]) -> Any:  # noqa: ANN401
        """Try until it goes well, more slowly each time."""
        tries = 0
        while True:
            try:
                return await act()
            except TelegramError as error:
                tries += 1
                pause = seconds_of(error) or min(LONGEST_PAUSE, 0.5 * 2.0 ** min(tries, 10))
                if isinstance(error, InvalidToken):
                    pause = max(pause, 5.0)
                log.warning("receiving waits %.0f s: %s", pause, type(error).__name__)
                await asyncio.sleep(pause)

    async def _take(self, intake: Intake, updates: Sequence[dict[str, Any]]) -> None:
        """Store updates, then do what is only polite: end the buttons' spinners, show that an answer is coming."""
        read = [update for data in updates if (update := self._read(data))]
        events = [event for update in read if (event := event_of(update, self._me))]
        await intake.take(self.channel, events)
        for update in read:
            if update.callback_query:
                self._manners.pressed(update.callback_query)
        for event in events:
            self._manners.heard(event)

    def _read(self, data: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(data, self.bot)
        except Exception as error:  # noqa: BLE001 - one that can't be read must not hold up the others
            log.error("an update can't be read: %s", place_of(error))
            return None

    def routes(self, intake: Intake) -> Sequence[BaseRoute]:
        """The webhook, where Telegram calls."""

        async def called(request: Request) -> Response:
            given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
            if not hmac.compare_digest(given, self._secret.encode()):
                return PlainTextResponse("", 401)
            try:
                data = json.loads(await _body(request))
                if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
                    raise TypeError
            except (ValueError, TypeError, RecursionError, ClientDisconnect):
                return PlainTextResponse("", 400)
            await self._take(intake, [data])
            return PlainTextResponse("")

        return [Route(WEBHOOK, called, methods=["POST"])] if self.webhook else []

    async def fetch(self, file: FileRef, most: int) -> bytes:
        """A file that somebody sent."""
        try:
            found = await self.bot.get_file(file.id)
            if (found.file_size or 0) > most:
                raise FileRefused("too_large")
            return await self._http.download(found.file_path or "", most)
        except TooMuch:
            raise FileRefused("too_large") from None
        except BadRequest as error:
            raise FileRefused("too_large" if "too big" in error.message else "gone") from None

    async def examine(self, lang: Lang) -> list[Finding]:
        """Token, webhook address, secret and reachability."""
        return await examine(self.bot, self.webhook, self._secret, lang)


async def _body(request: Request) -> bytes:
    """A request's body. Raises ValueError for one that is too large."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_BYTES:
            raise ValueError
    return bytes(body)

"""What the page's addresses answer: the page itself, posts into the inbox, a stream out of the outbox."""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse

from bot.assistant import Assistant
from bot.channels import web_session as sessions
from bot.channels import web_view as view
from bot.channels.downloads import printable, saved
from bot.channels.files import MEGABYTE
from bot.channels.service import Service
from bot.channels.web_guard import Limits, Posted, RefusalError, is_form, posted
from bot.channels.web_session import Session
from bot.channels.web_upload import PostedFile, posted_file
from bot.channels.web_worker import POLL_SECONDS, Bell, Worker, heard, note_failure
from bot.documents import MY_DATA
from bot.messages import Exchange, Inbound, Lang
from bot.settings import Settings
from bot.skills.purchases import SHEETS

CHANNEL = "web"
FORM_WAIT_SECONDS = 3.0
RECONNECT_MILLISECONDS = 1000
LONGEST_CHOICE = 200
UPLOADS_PER_MINUTE = 6
LARGEST_ID = 2**63 - 1
_NUMBER = re.compile("[0-9]{1,18}")


def _known(request: Request) -> Session:
    """The session of a request. Raises HTTPException 404 for none: nothing here belongs to it."""
    session = sessions.session_of(request, request.app.state.settings.https)
    if session is None:
        raise HTTPException(404)
    return session


def _position(request: Request, after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0) -> int:
    """The last exchange a browser has: the header of a reconnecting stream, else the query."""
    last = request.headers.get("last-event-id", "")
    return int(last) if _NUMBER.fullmatch(last) else after


Known = Annotated[Session, Depends(_known)]
Position = Annotated[int, Depends(_position)]


class Web:
    """The page's requests. The assistant is synchronous: it is called in threads."""

    def __init__(self, assistant: Assistant, settings: Settings, channels: Service | None = None) -> None:
        self.assistant = assistant
        self.settings = settings
        self.channels = channels
        self.limits = Limits(settings.messages_per_minute)
        self.uploads = Limits(UPLOADS_PER_MINUTE)
        self.stopping: Callable[[], bool] = lambda: False
        self.bell: Bell
        self.worker: Worker
        self.lists: Worker

    @asynccontextmanager
    async def running(self, _: FastAPI) -> AsyncIterator[None]:
        """The application's lifespan: the worker and the messaging channels run from start to stop."""
        self.bell = Bell(asyncio.get_running_loop())
        self.worker = Worker(self.assistant, self.bell)
        self.lists = Worker(self.assistant.purchase_work(self.worker.wake), self.bell, name="greendesk-lists")
        self.worker.start()
        self.lists.start()
        async with AsyncExitStack() as running:
            if self.channels:
                self.bell.tell(self.channels.ring)
                await running.enter_async_context(self.channels.running(self.bell.ring))
            yield
        await run_in_threadpool(self.worker.stop)
        await run_in_threadpool(self.lists.stop)

    async def _exchanges(self, session: Session, after: int = 0) -> list[tuple[int, Exchange]]:
        return await run_in_threadpool(self.assistant.exchanges, CHANNEL, session.address, after)

    async def home(self, request: Request) -> Response:
        """GET /: the page with the conversation so far."""
        session = sessions.session_of(request, self.settings.https) or sessions.new_session()
        return await self._page(request, session)

    async def _page(
        self, request: Request, session: Session, *, status: int = 200, trouble: str = "", kept: str = ""
    ) -> HTMLResponse:
        lang = sessions.language(request)
        exchanges = (await self._exchanges(session))[-view.SHOWN :]
        html = view.render(
            "page.html",
            lang,
            exchanges=exchanges,
            last=exchanges[-1][0] if exchanges else 0,
            token=session.token,
            event=secrets.token_urlsafe(16),
            banner=view.banner(self.settings, lang),
            script_words=view.script_words(lang, self.settings),
            limit=self.settings.message_length,
            megabytes=self.settings.list_megabytes,
            sheets=",".join(sorted(SHEETS)),
            trouble=trouble,
            kept=kept,
        )
        response = HTMLResponse(html, status)
        sessions.keep(response, session, self.settings.https, self.settings.draft_days)
        return response

    async def message(self, request: Request) -> Response:
        """POST /messages: stores what was said; 202 once it is stored, or for a form back to the page."""
        session = sessions.session_of(request, self.settings.https)
        sent = await posted(request)
        if session is None or not sessions.own_post(request, session, sent.token):
            raise RefusalError(403, "session", kept=sent.text)
        if len(sent.text) > self.settings.message_length:
            raise RefusalError(413, "too_long", kept=sent.text)
        host = request.client.host if request.client else ""
        self.limits.check(session.address, host, kept=sent.text)
        before = await self._exchanges(session) if sent.form or sent.kind == "opened" else []
        inbound = _inbound(sent, before, sessions.language(request))
        if not (inbound.kind == "opened" and before):
            await run_in_threadpool(
                self.assistant.receive,
                CHANNEL,
                session.address,
                inbound,
                event_id=f"{session.address}:{inbound.id}",
            )
            self.worker.wake()
        return await self._taken(session, sent, inbound, before[-1][0] if before else 0)

    async def file(self, request: Request) -> Response:
        """POST /files: takes a purchase list in; 202 once it is stored, or for a form back to the page."""
        session = sessions.session_of(request, self.settings.https)
        host = request.client.host if request.client else ""
        if session is None:
            raise RefusalError(403, "session")
        self.uploads.check(session.address, host, kept="")
        sent = await posted_file(request, self.settings.list_megabytes * MEGABYTE)
        if not sessions.own_post(request, session, sent.token):
            raise RefusalError(403, "session")
        before = await self._exchanges(session)
        await run_in_threadpool(self._take_file, session, sent)
        self.worker.wake()
        if not is_form(request):
            return JSONResponse({"id": sent.event}, 202)
        await self._answered(session, before[-1][0] if before else 0)
        return RedirectResponse("/#latest", 303)

    def _take_file(self, session: Session, sent: PostedFile) -> None:
        """Keeps an upload and says it to the desk; one posted again is kept once."""
        file = self.assistant.upload(CHANNEL, session.address, sent.name, sent.content)
        inbound = Inbound("file", text=sent.name, id=sent.event, file=file)
        new = self.assistant.receive(CHANNEL, session.address, inbound, event_id=f"{session.address}:{sent.event}")
        if not new:
            self.assistant.drop_upload(CHANNEL, session.address, file)

    async def _taken(self, session: Session, sent: Posted, inbound: Inbound, last: int) -> Response:
        response: Response = JSONResponse({"id": inbound.id}, 202)
        if sent.form:
            await self._answered(session, last)
            response = RedirectResponse("/#latest", 303)
        if sent.choice in ("lang:zh", "lang:en"):
            sessions.keep_language(response, sent.choice.removeprefix("lang:"), self.settings.https)
        return response

    async def _answered(self, session: Session, last: int) -> None:
        """Waits a little for the reply, so that a page without scripts comes back with it."""
        until = asyncio.get_running_loop().time() + FORM_WAIT_SECONDS
        while asyncio.get_running_loop().time() < until:
            ring = self.bell.listen()
            if await self._exchanges(session, last):
                return
            await heard(ring, POLL_SECONDS / 4)

    async def refused(self, request: Request, refusal: Exception) -> Response:
        """Says why a post wasn't taken; a form gets its page back with the words still in it."""
        assert isinstance(refusal, RefusalError)
        lang = sessions.language(request)
        limit = f"{self.settings.message_length:,}"
        megabytes = self.settings.list_megabytes
        sentence = view.say(refusal.key, lang, limit=limit, seconds=refusal.seconds, megabytes=megabytes)
        if is_form(request):
            session = sessions.session_of(request, self.settings.https) or sessions.new_session()
            response: Response = await self._page(
                request, session, status=refusal.status, trouble=sentence, kept=refusal.kept
            )
        else:
            response = JSONResponse({"message": sentence}, refusal.status)
        if refusal.seconds:
            response.headers["Retry-After"] = str(refusal.seconds)
        return response

    async def exchanges(self, session: Known, after: Position) -> Response:
        """GET /exchanges?after=ID: what was said since, as JSON."""
        found = await self._exchanges(session, after)
        return JSONResponse({"exchanges": [view.exchange_data(*one) for one in found]})

    async def events(self, session: Known, after: Position) -> AsyncIterator[ServerSentEvent]:
        """GET /events?after=ID: the same as a stream; it ends with the server, and browsers reconnect."""
        yield ServerSentEvent(retry=RECONNECT_MILLISECONDS)
        while not self.stopping():
            ring = self.bell.listen()
            try:
                found = await self._exchanges(session, after)
            except Exception as error:  # noqa: BLE001 - the browser reconnects and asks again
                note_failure("event stream", error)
                return
            for number, exchange in found:
                after = number
                yield ServerSentEvent(id=str(number), data=view.exchange_data(number, exchange))
            await heard(ring, POLL_SECONDS)

    def _file(self, address: str, href: str) -> Response:
        document = self.assistant.documents.linked(CHANNEL, address, href)
        if document is None:
            raise HTTPException(404)
        return saved(document)

    def purchases(self, request: Request, name: str) -> Response:
        """GET /purchases/{name}: the template, or a purchase list worked out; 404 for what isn't this session's."""
        session = sessions.session_of(request, self.settings.https)
        return self._file(session.address if session else "", f"/purchases/{name}")

    def printed(self, session: Known, case: str) -> Response:
        """GET /drafts/{case}/print: the draft as a page for A4."""
        paper = self.assistant.documents.paper(CHANNEL, session.address, case)
        if paper is None:
            raise HTTPException(404)
        return printable(paper)

    def word_file(self, session: Known, case: str) -> Response:
        """GET /drafts/{case}.docx: the draft as a Word file."""
        return self._file(session.address, f"/drafts/{case}.docx")

    def spreadsheet_file(self, session: Known, case: str) -> Response:
        """GET /drafts/{case}.xlsx: the draft's printed form as a spreadsheet. 404 where its programme prints none."""
        return self._file(session.address, f"/drafts/{case}.xlsx")

    def my_data(self, session: Known) -> Response:
        """GET /mydata.json: all that is kept about this session's contact. 404 when nothing is."""
        if not self.assistant.exchanges(CHANNEL, session.address):
            raise HTTPException(404)
        return self._file(session.address, MY_DATA)

    def healthz(self) -> Response:
        """GET /healthz: 200 while the database answers, else 503."""
        try:
            self.assistant.exchanges(CHANNEL, "healthz")
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer is 503
            note_failure("health check", error)
            return PlainTextResponse("database unreachable", 503)
        return PlainTextResponse("ok")

    def icon(self) -> Response:
        """GET /favicon.ico: browsers ask for it on pages that name no icon, such as a paper."""
        return FileResponse(view.STATIC / "icon.svg")

    async def missing(self, request: Request, error: Exception) -> Response:
        """What isn't here, or isn't this session's."""
        assert isinstance(error, StarletteHTTPException)
        if error.status_code != 404:
            return PlainTextResponse(error.detail, error.status_code, error.headers)
        return HTMLResponse(view.render("missing.html", sessions.language(request)), 404)


def _inbound(sent: Posted, before: list[tuple[int, Exchange]], lang: Lang) -> Inbound:
    """What was posted as a message. Raises RefusalError when there is nothing in it."""
    event = sent.event
    if sent.form:
        # One page's forms share an id; two buttons pressed on it are two messages, the same one twice is one.
        event = hashlib.sha256(f"{event}|{sent.choice}|{sent.text}".encode()).hexdigest()[:40]
    if sent.kind == "opened":
        return Inbound("opened", choice=f"lang:{lang}", id=event)
    if len(sent.choice) > LONGEST_CHOICE or not (sent.choice or sent.text.strip()):
        raise RefusalError(400, "unreadable")
    if sent.choice:
        label = sent.text if not sent.form else view.label_of(sent.choice, before, lang)
        return Inbound("choice", text=label, choice=sent.choice, id=event)
    return Inbound("text", text=sent.text, id=event)

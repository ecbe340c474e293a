"""The web page's channel: the application and the server it runs in."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI
from fastapi.sse import EventSourceResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Route

from bot.api.app import PREFIX, create_api
from bot.assistant import Assistant
from bot.channels.service import Service
from bot.channels.web_guard import Guard, RefusalError
from bot.channels.web_page import Web
from bot.channels.web_view import STATIC
from bot.settings import Settings

GRACE_SECONDS = 2
YOUNG_OBJECTS = 20_000
"""How many objects may be made before the garbage collector looks at them: most are gone by themselves by then."""


def create_app(assistant: Assistant, settings: Settings, channels: Service | None = None) -> FastAPI:
    """The web application around an assistant, with the messaging channels beside it.

    `app.state.web.stopping` tells its streams when to end.
    """
    web = Web(assistant, settings, channels)
    app = FastAPI(title="Greendesk", docs_url=None, redoc_url=None, openapi_url=None, lifespan=web.running)
    app.state.web = web
    app.state.settings = settings
    routes = [route for adapter in channels.adapters for route in adapter.routes(channels)] if channels else []
    webhooks = {one.path: one.endpoint for one in routes if isinstance(one, Route) and one.methods == {"POST"}}
    app.add_middleware(Guard, https=settings.https, webhooks=webhooks)
    app.add_exception_handler(RefusalError, web.refused)
    app.add_exception_handler(HTTPException, web.missing)
    app.add_api_route("/", web.home, methods=["GET", "HEAD"])
    app.add_api_route("/messages", web.message, methods=["POST"])
    app.add_api_route("/files", web.file, methods=["POST"])
    app.add_api_route("/purchases/{name}", web.purchases, methods=["GET"])
    app.add_api_route("/exchanges", web.exchanges, methods=["GET"])
    app.add_api_route("/events", web.events, methods=["GET"], response_class=EventSourceResponse)
    app.add_api_route("/drafts/{case}/print", web.printed, methods=["GET"])
    app.add_api_route("/drafts/{case}.docx", web.word_file, methods=["GET"])
    app.add_api_route("/drafts/{case}.xlsx", web.spreadsheet_file, methods=["GET"])
    app.add_api_route("/mydata.json", web.my_data, methods=["GET"])
    app.add_api_route("/healthz", web.healthz, methods=["GET", "HEAD"])
    app.add_api_route("/favicon.ico", web.icon, methods=["GET"])
    app.router.routes.extend(routes)
    if settings.api_per_minute:
        app.mount(PREFIX, create_api(assistant, settings))
    app.mount("/static", StaticFiles(directory=STATIC))
    return app


def serve(
    assistant: Assistant,
    settings: Settings,
    ready: Callable[[str], None] = lambda _: None,
    channels: Service | None = None,
) -> None:
    """Serves the page and the channels until told to stop; `ready` is called with the address once it can be called.

    Raises OSError when the address can't be listened on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.create_server((settings.host, settings.port), family=family, backlog=2048) as listening:
        server = server_of(create_app(assistant, settings, channels))
        _settle()
        host = f"[{settings.host}]" if family is socket.AF_INET6 else settings.host
        ready(f"http://{host}:{settings.port}/")
        server.run(sockets=[listening])


def _settle() -> None:
    """What stands before the first request lives as long as the process: the garbage collector passes it over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


def server_of(app: FastAPI) -> uvicorn.Server:
    """A server for the application that logs no requests and ends its streams when it is told to stop."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
    )
    app.state.web.stopping = lambda: server.should_exit
    return server

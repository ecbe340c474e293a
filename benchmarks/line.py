"""LINE's whole path, beside a bare echo bot of line-bot-sdk: see `benchmarks.channels`."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json

from aiohttp import web

from benchmarks.channels import Platform, Said, main, measure, numbers, serve_echo, settings

SECRET, TOKEN = "0123456789abcdef0123456789abcdef", "token"
PATH = "/line/webhook"


class Line(Platform):
    """LINE as far as a reply goes."""

    name, library, path = "line", "line-bot-sdk", PATH

    async def handle(self, request: web.Request) -> web.Response:
        """Any call; a reply is noted."""
        data = await request.json()
        if token := data.get("replyToken", ""):
            self.came(token)
        return web.json_response({"sentMessages": [{"id": "1"}]})

    def message(self, person: int, said: Said) -> tuple[str, bytes, dict[str, str]]:
        """One event, as LINE delivers it."""
        number = next(numbers)
        typed = {"type": "text", "id": str(number), "text": said.text, "quoteToken": "q"}
        what = {"postback": {"data": said.text}} if said.pressed else {"message": typed}
        event = {
            "type": next(iter(what)),
            **what,
            "source": {"type": "user", "userId": f"U{person:032x}"},
            "timestamp": 1_700_000_000_000 + number,
            "mode": "active",
            "webhookEventId": f"01H{number:023d}",
            "deliveryContext": {"isRedelivery": False},
            "replyToken": f"token-{number}",
        }
        body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
        headers = {"X-Line-Signature": base64.b64encode(digest).decode(), "Content-Type": "application/json"}
        return f"token-{number}", body, headers


def run() -> None:
    """Print both bots' figures."""
    asyncio.run(measure(Line()))


def desk(port: int, line: str, folder: str) -> None:
    """Serve our desk, without the pause that gathers quick messages."""
    from pydantic import SecretStr

    from bot.channels.configured import adapters
    from bot.channels.service import Service
    from bot.channels.web import serve
    from bot.opening import open_assistant

    account = {"line_token": SecretStr(TOKEN), "line_secret": SecretStr(SECRET)}
    own = settings(port, folder, line_api=line, line_data_api=line, line_gathering=0.0, **account)
    assistant, store = open_assistant(own)
    serve(assistant, own, channels=Service(assistant, store, own, adapters(own, assistant)))


def echo(port: int, line: str, _: str) -> None:
    """Serve the library's own example: check, parse, echo."""
    from linebot.v3 import WebhookParser
    from linebot.v3.messaging import AsyncApiClient, AsyncMessagingApi, Configuration, ReplyMessageRequest, TextMessage
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse

    parser, ready = WebhookParser(SECRET), list[AsyncMessagingApi]()

    async def callback(request: Request) -> PlainTextResponse:
        if not ready:
            ready.append(AsyncMessagingApi(AsyncApiClient(Configuration(access_token=TOKEN, host=line))))
        body = (await request.body()).decode()
        for event in parser.parse(body, request.headers["X-Line-Signature"]):
            said = [TextMessage(text=event.postback.data if event.type == "postback" else event.message.text)]
            await ready[0].reply_message(ReplyMessageRequest(replyToken=event.reply_token, messages=said))
        return PlainTextResponse("OK")

    serve_echo(port, PATH, callback)


if __name__ == "__main__":
    main(run, {"desk": desk, "echo": echo})

"""What went wrong, as problem details (RFC 9457): a type, a title, a sentence that says what to do, the places."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from bot.channels.web_session import language
from bot.messages import Lang
from bot.wording import Words, read

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:greendesk:problem:"


@cache
def api_words() -> Words:
    """The API's own sentences."""
    return read("api.")


class ProblemError(HTTPException):
    """A request that can't be answered; an HTTPException, since the framework lets nothing else out of a body.

    `key` names the sentence `problem.<key>.detail`, `values` fill it. `places` are the JSON pointers of what is wrong
    in the body, each with its sentence by language; `members` are further members of the problem.
    """

    def __init__(
        self,
        status: HTTPStatus,
        key: str,
        places: Iterable[tuple[str, Mapping[Lang, str]]] = (),
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, object] | None = None,
        **values: object,
    ) -> None:
        super().__init__(status, key, dict(headers or {}))
        self.status = status
        self.key = key
        self.places = tuple(places)
        self.members = members or {}
        self.values = values


def problem(request: Request, error: ProblemError) -> JSONResponse:
    """The problem as a response, in the caller's language."""
    lang = language(request)
    body: dict[str, object] = {
        "type": _TYPE + error.key.replace("_", "-"),
        "title": api_words().say(f"problem.{error.key}.title", lang),
        "status": error.status.value,
        "detail": api_words().say(f"problem.{error.key}.detail", lang, **error.values),
    }
    if error.places:
        body["errors"] = [{"pointer": pointer, "detail": said[lang]} for pointer, said in error.places]
    body |= error.members
    headers = {"Content-Language": "zh-TW" if lang == "zh" else "en"} | dict(error.headers or {})
    return JSONResponse(body, error.status, headers, MEDIA_TYPE)


async def on_problem(request: Request, error: Exception) -> JSONResponse:
    """A problem raised by one of our own functions."""
    assert isinstance(error, ProblemError)
    return problem(request, error)


async def on_invalid(request: Request, error: Exception) -> JSONResponse:
    """A body or query that isn't what the OpenAPI description says."""
    assert isinstance(error, RequestValidationError)
    places: list[tuple[str, dict[Lang, str]]] = []
    for one in error.errors():
        where, *steps = one["loc"] if one["type"] != "json_invalid" else ("body",)  # there the place is a character's
        pointer = "".join(f"/{step}" for step in steps) if where == "body" else f"{where}:{'.'.join(map(str, steps))}"
        places.append((pointer, {"zh": one["msg"], "en": one["msg"]}))
    return problem(request, ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", places))


async def on_http(request: Request, error: Exception) -> JSONResponse:
    """What the framework itself refuses: no such address, no such method, an unreadable body."""
    assert isinstance(error, HTTPException)
    keys = {404: "no_address", 405: "no_method"}
    status = HTTPStatus(error.status_code)
    return problem(request, ProblemError(status, keys.get(error.status_code, "unreadable"), headers=error.headers))


async def on_failure(request: Request, error: Exception) -> JSONResponse:
    """Anything unforeseen; logged by its place, never by its words."""
    return problem(request, ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "failure"))

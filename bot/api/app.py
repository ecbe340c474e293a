"""The application that is mounted at /api/v1: its addresses, its limits, its description."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.api import problems
from bot.api.declaring import Declaring
from bot.api.limits import Bounded, Pace
from bot.api.lookups import Lookups
from bot.api.questions import Questions
from bot.assistant import Assistant
from bot.settings import Settings

PREFIX = "/api/v1"


def create_api(assistant: Assistant, settings: Settings) -> FastAPI:
    """The API around an assistant. Its OpenAPI description is at /openapi.json below where it is mounted."""
    api = FastAPI(
        title="Greendesk",
        version="1",
        description=problems.api_words().say("description", "en"),
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(Pace(settings.api_per_minute))],
        responses={
            code: {"description": "problem details (RFC 9457)", "content": {problems.MEDIA_TYPE: {}}}
            for code in (404, 413, 422, 429)
        },
    )
    api.add_middleware(Bounded, most=settings.api_megabytes * 2**20)
    api.add_exception_handler(problems.ProblemError, problems.on_problem)
    api.add_exception_handler(RequestValidationError, problems.on_invalid)
    api.add_exception_handler(HTTPException, problems.on_http)
    api.add_exception_handler(Exception, problems.on_failure)
    api.include_router(Questions(assistant, settings).router)
    api.include_router(Lookups(assistant).router)
    api.include_router(Declaring(assistant).router)
    return api

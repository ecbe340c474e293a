"""A firm's ledger in, the declaration worked out: as the firm's own workbook with ours added, or as JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, File, Form, Header, Request, Response, UploadFile
from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse

from bot.api.problems import ProblemError, api_words
from bot.assistant import Assistant
from bot.channels.downloads import XLSX, saved
from bot.channels.web_session import language
from bot.documents import Document
from bot.ledger import (
    Answers,
    Columns,
    Declaration,
    LedgerProblem,
    amount_of,
    declare,
    guess,
    read_table,
    template,
    write_workbook,
)
from bot.wording import LANGS
from rules.procurement import LineWording, latest

JSON = "application/json"

Ledger = Annotated[UploadFile, File(description="XLSX, XLS, ODS or CSV (UTF-8 or Big5)")]
Said = Annotated[str, Form(max_length=2_000_000, description="answers kept from an earlier file, as JSON")]
Corrected = Annotated[
    str,
    Form(
        max_length=20_000,
        description=(
            "columns (counted from 0), tax, basis, year and unit that differ from the guess, as JSON; "
            '"confirmed": true once they have been looked at'
        ),
    ),
]


class Declaring:
    """The addresses for declarations. Nothing that is sent is kept."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.router = APIRouter()
        self.router.add_api_route(
            "/declare",
            self.declare,
            methods=["POST"],
            response_class=Response,
            responses={200: {"content": {XLSX: {}, JSON: {}}}},
        )
        self.router.add_api_route(
            "/declare/template",
            self.template,
            methods=["GET"],
            response_class=Response,
            responses={200: {"content": {XLSX: {}}}},
        )

    def declare(
        self,
        request: Request,
        file: Ledger,
        sheet: Annotated[str, Form(max_length=100, description="which sheet; empty: the likeliest")] = "",
        columns: Corrected = "{}",
        answers: Said = "{}",
        accept: Annotated[str, Header(description="application/json for figures instead of the workbook")] = "",
    ) -> Response:
        """Work out a ledger line by line: what is recognised, by which clause, what is open, what staff judge.

        Columns that can't be told surely are asked about first: 422 with the guess and what is open.
        """
        kept = _read(Answers, answers, "answers")
        try:
            table = read_table(file.file.read(), file.filename or "", sheet)
            chosen = _corrected(guess(table, kept.columns), columns)
            found = declare(table, chosen, kept, latest(), self._assistant.desk().knowledge.labels)
        except LedgerProblem as problem:
            places = [(problem.cell or "/file", {lang: problem.say(lang) for lang in LANGS})]
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_spreadsheet", places) from None
        if JSON in accept:
            return JSONResponse(_figures(found))
        book = write_workbook(table, found, language(request), today=self._assistant.desk().today)
        return saved(Document("declared.xlsx", book))

    def template(self, request: Request) -> Response:
        """An empty workbook to fill in."""
        return saved(Document("purchases.xlsx", template(language(request))))


Model = TypeVar("Model", bound=BaseModel)


def _read(model: type[Model], text: str, field: str) -> Model:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        places = [
            (f"/{field}/{'/'.join(map(str, one['loc']))}", dict.fromkeys(LANGS, one["msg"])) for one in error.errors()
        ]
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", places) from None


def _corrected(guessed: Columns, text: str) -> Columns:
    """The guess with what the caller says; raises ProblemError with both while something is still open."""
    said = _read(Columns, text, "columns").model_dump(exclude_unset=True)
    columns = Columns.model_validate(guessed.model_dump() | said)
    if columns.open():
        places = [
            (f"/columns/{one}", {lang: api_words().say(f"open.{one}", lang) for lang in LANGS})
            for one in columns.open()
        ]
        extra = {"columns": columns.model_dump(mode="json")}
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "columns_open", places, members=extra)
    return columns


def _figures(found: Declaration) -> dict[str, Any]:
    """The declaration as JSON: money as text, exact; each line's verdict with its clause and reason."""
    wording, totals = LineWording(found.plan), found.totals
    money = ("recognised", "at_least", "at_most", "more", "staff")
    return {
        "programme": "procurement",
        "edition": found.plan.id,
        "columns": found.columns.model_dump(mode="json"),
        "totals": {name: str(getattr(totals, name)) for name in money},
        "to_threshold": str(found.to_threshold),
        "lines": [
            {
                "row": one.row,
                "verdict": one.result.verdict.value,
                "amount": str(one.result.amount),
                "at_least": str(one.result.at_least),
                "at_most": str(one.result.at_most),
                "ground": one.result.ground,
                "clause": one.result.clause,
                "reason": {lang: wording.reason(one.result, lang) for lang in LANGS},
                "group": one.group,
            }
            for one in found.lines
        ],
        "groups": [
            {
                "key": group.key,
                "item": group.item,
                "supplier": group.supplier,
                "rows": list(group.rows),
                "amount": amount_of(group),
                "share": round(group.share, 4),
                "missing": list(group.missing),
                "choices": list(group.choices),
            }
            for group in found.groups
        ],
        "duplicates": [list(rows) for rows in found.duplicates],
        "notes": [{lang: note.say(lang) for lang in LANGS} for note in found.notes],
    }

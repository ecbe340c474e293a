"""Asking and working out: a question, a programme's facts, a determination, a county's score."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field

from bot.api.problems import ProblemError, api_words
from bot.asking import Reader
from bot.assistant import Assistant
from bot.determining import as_json
from bot.messages import Lang
from bot.settings import Settings
from bot.wording import LANGS
from rules.facts import BadFact, FactValue
from rules.parameters import Edition, NoEdition
from rules.procurement import AmbiguousCounty, UnknownCounty, latest
from rules.procurement.county_figures import BadFigures, read_figures
from rules.procurement.county_next import cheapest, missing
from rules.procurement.county_score import CountyScore, score_county
from rules.procurement.scoring_words import scoring_words
from rules.programme import Programme


class Question(BaseModel):
    """A question in the person's own words; `context` is the question asked just before, which it may lean on."""

    question: str = Field(min_length=1, max_length=2000)
    context: str | None = Field(None, max_length=2000)
    lang: Literal["zh", "en"] | None = Field(None, description="the language of the reply; null: that of the question")


class Option(BaseModel):
    """One of the things a question may have meant, and the reply to it."""

    label: str
    text: str


class Source(BaseModel):
    """Where an answer stands."""

    entry: str
    programme: str | None
    document: str
    clause: str
    edition: str | None
    says: str = Field(description="what the clause says, in our words")


class Reply(BaseModel):
    """What the desk says: an answer with its sources, options to choose from, or a friendly no."""

    outcome: Literal["answer", "clarify", "decline"]
    text: str
    options: list[Option]
    sources: list[Source]


class Facts(BaseModel):
    """The facts of one case, as /facts/{programme} describes them; null is a fact not known."""

    facts: dict[str, Any]
    as_of: date = Field(description="the day that picks the edition")


class Questions:
    """The addresses that ask and work out."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self._assistant = assistant
        self._settings = settings
        self.router = APIRouter()
        self.router.add_api_route("/ask", self.ask, methods=["POST"], response_model=Reply)
        self.router.add_api_route("/facts/{programme}", self.facts, methods=["GET"])
        self.router.add_api_route("/determine/{programme}", self.determine, methods=["POST"])
        self.router.add_api_route("/score/{county}", self.score, methods=["POST"])

    def ask(self, asked: Question) -> dict[str, Any]:
        """Answer a question, with the clause."""
        return Reader(self._assistant.desk()).ask(asked.question, asked.context, asked.lang)

    def facts(self, programme: str, as_of: date | None = None) -> dict[str, Any]:
        """The facts a programme's rules know, as a JSON Schema (draft 2020-12), by the edition of a day."""
        found = self._programme(programme)
        return found.schema(_edition(found, as_of) if as_of else found.latest())

    def determine(self, programme: str, case: Facts) -> dict[str, Any]:
        """Work out what a programme's rules say of these facts: every condition with its clause, the amount, duties."""
        found = self._programme(programme)
        edition = _edition(found, case.as_of)
        return as_json(found, found.determine(_checked(found, case.facts), edition))

    def score(self, county: str, figures: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        """A county's score by table 2 of the plan on file, with what is missing to the next points."""
        plan = latest()
        try:
            score = score_county(plan, county, read_figures(figures))
        except (UnknownCounty, AmbiguousCounty) as error:
            raise no_county(error) from None
        except BadFigures as bad:
            say = scoring_words().problem
            places = [
                (f"/{str(one.values['field']).replace('.', '/')}", {lang: say(one, lang) for lang in LANGS})
                for one in bad.problems
            ]
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_figures", places) from None
        return _in_words(score) | {
            "missing": [one.to_json() for one in missing(plan, score)],
            "cheapest": [one.to_json() for one in cheapest(plan, score)],
        }

    def _programme(self, id: str) -> Programme:
        known = self._assistant.desk().programmes
        if id not in known:
            raise ProblemError(HTTPStatus.NOT_FOUND, "no_programme", name=id[:40], known=", ".join(known))
        return known[id]


def _edition(programme: Programme, as_of: date) -> Edition:
    try:
        return programme.edition(as_of)
    except NoEdition:
        last = programme.latest()
        raise ProblemError(
            HTTPStatus.NOT_FOUND,
            "no_edition",
            programme=programme.id,
            day=as_of.isoformat(),
            last=last.id,
            closed=programme.window(last)[1].isoformat(),
        ) from None


def _checked(programme: Programme, given: dict[str, Any]) -> dict[str, FactValue]:
    values: dict[str, FactValue] = {}
    places = []
    for fact, value in given.items():
        try:
            if fact not in programme.facts:
                raise BadFact(fact, "no_such_fact")
            if value is not None:
                values[fact] = programme.check(fact, value)
        except BadFact as bad:
            said = {lang: api_words().say(f"reason.{bad.reason}", lang) for lang in LANGS}
            places.append((f"/facts/{fact[:80]}", said))
    if places:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "bad_facts", places, programme=programme.id)
    return values


def no_county(error: UnknownCounty | AmbiguousCounty) -> ProblemError:
    """The problem of a name that is no county's, or the name of two."""
    if isinstance(error, UnknownCounty):
        return ProblemError(HTTPStatus.NOT_FOUND, "no_county", name=error.name[:40])
    either = ", ".join(one.zh for one in error.counties)
    return ProblemError(HTTPStatus.NOT_FOUND, "which_county", name=error.name[:40], either=either)


def _in_words(score: CountyScore) -> dict[str, Any]:
    """The score as JSON, each line named and its working written out in both languages."""
    words, found = scoring_words(), score.to_json()
    for line, shown in zip(score.lines, found["lines"], strict=True):
        shown["name"] = _each(lambda lang, line=line: words.line(line.id, lang))
        for step, said in zip(line.working, shown["working"], strict=True):
            said["text"] = _each(lambda lang, step=step: words.step(step, lang))
    return found


def _each(say: Any) -> dict[Lang, str]:  # noqa: ANN401 - a function of the language
    return {lang: say(lang) for lang in LANGS}

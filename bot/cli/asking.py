"""Asking from a script: questions, facts, determinations, and how well the desk answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.base import UsageError, app, read_json, settings, show_json, told

if TYPE_CHECKING:
    from rules.parameters import Edition
    from rules.programme import Programme


def _programme(name: str) -> Programme:
    from rules.programme import programme, programmes

    try:
        return programme(name)
    except KeyError:
        known = ", ".join(one.id for one in programmes())
        raise UsageError(f"there is no programme {name!r}; there is: {known}") from None


def _edition(programme: Programme, as_of: str) -> Edition:
    from rules.parameters import NoEdition

    try:
        day = date.fromisoformat(as_of) if as_of else programme.latest().covers_to
    except ValueError:
        raise UsageError(f"{as_of!r} is no date; write it as 2018-06-01") from None
    try:
        return programme.edition(day)
    except NoEdition:
        latest = programme.latest()
        raise UsageError(
            f"no edition of {programme.id} covers {day}; the latest on file is {latest.id}, "
            f"which closed on {programme.window(latest)[1]}"
        ) from None


@app.command()
@told
def ask(
    question: Annotated[str, typer.Argument(help="what to ask")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="the answer as JSON")] = False,
    batch: Annotated[Path | None, typer.Option(help="a file of questions, one JSON object a line; - for stdin")] = None,
) -> None:
    """Ask one question, or a file of them; needs no database."""
    from bot.asking import Reader
    from bot.clock import Clock

    if bool(question) == bool(batch):
        raise UsageError('give a question, as in: greendesk ask "申請費 8 萬可以補助多少", or --batch FILE')
    here = settings()
    reader = Reader.opened(here, Clock(here.today).today())
    if batch:
        for line in _questions(batch):
            found = reader.ask(line["query"], line.get("context"))
            typer.echo(json.dumps({"id": line.get("id")} | found, ensure_ascii=False))
    elif as_json:
        show_json(reader.ask(question))
    else:
        typer.echo(reader.ask(question)["text"])


def _questions(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = (sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")).split("\n")
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} isn't UTF-8 text; save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            raise UsageError(f"{path}:{number}: not a JSON object") from None
        if not isinstance(question, dict) or not isinstance(question.get("query"), str):
            raise UsageError(f'{path}:{number}: give each line a "query"')
        if not isinstance(question.get("context"), str | None):
            raise UsageError(f'{path}:{number}: "context" is a question or null')
        yield question


@app.command("eval")
@told
def evaluate(
    file: Annotated[Path, typer.Argument(help="a file of questions with what their answers must hold; - for stdin")],
) -> None:
    """Score the answers to a set of questions; each miss with the five entries that came closest."""
    from bot import evaluating
    from bot.asking import Reader
    from bot.clock import Clock

    here = settings()
    reader = Reader.opened(here, Clock(here.today).today())
    typer.echo(evaluating.report(evaluating.evaluate(reader, _questions(file))))


@app.command()
@told
def explain(
    question: Annotated[str, typer.Argument(help="what was asked")],
    before: Annotated[str, typer.Option(help="what was asked just before")] = "",
) -> None:
    """Show how a question is read, which entries come close, and why it was answered, asked back or declined."""
    from bot.asking import Reader
    from bot.clock import Clock

    here = settings()
    today = Clock(here.today).today()
    knowledge = Reader.opened(here, today).desk.knowledge
    topic = knowledge.ask(before, today=today).topic if before else None
    show_json(knowledge.explain(question, topic, today))


@app.command()
@told
def facts(
    programme: Annotated[str, typer.Argument(help="for instance: certification")],
    as_of: Annotated[str, typer.Option(help="a day of the edition, as 2018-06-01")] = "",
) -> None:
    """The facts a programme's rules know, as a JSON Schema."""
    found = _programme(programme)
    show_json(found.schema(_edition(found, as_of)))


@app.command()
@told
def determine(
    programme: Annotated[str, typer.Argument(help="for instance: certification")],
    facts: Annotated[Path, typer.Option(help="a JSON file of facts; - for stdin")],
    as_of: Annotated[str, typer.Option(help="the day that picks the edition, as 2018-06-01")],
    as_json: Annotated[bool, typer.Option("--json", help="the determination as JSON")] = False,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
) -> None:
    """Work out what the rules say of these facts."""
    from bot.determining import as_json as in_full
    from bot.determining import checked, in_words

    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    found = _programme(programme)
    given = read_json(facts)
    if not isinstance(given, dict):
        raise UsageError(f"{facts}: the facts are a JSON object, as greendesk facts {programme} describes it")
    values, problems = checked(found, given)
    if problems:
        raise UsageError(f"{facts}: {'; '.join(problems)}")
    determination = found.determine(values, _edition(found, as_of))
    if as_json:
        show_json(in_full(found, determination))
    else:
        typer.echo(in_words(found, determination, "en" if lang == "en" else "zh"))


@app.command()
@told
def check() -> None:
    """Validate every data file; names file, line and cure."""
    from bot.checking import problems

    found = problems()
    for problem in found:
        typer.echo(f"{problem.file}:{problem.line}: {problem.message} ({problem.cure})", err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("All data files are in order.")

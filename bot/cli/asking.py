"""Asking from a script: questions, how they are read, and how well the desk answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.base import UsageError, app, settings, show_json, told


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
        raise UsageError('give a question, as in: greendesk ask "How much for a fee of 80,000?", or --batch FILE')
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
def check() -> None:
    """Validate every data file; names file, line and cure."""
    from bot.checking import problems

    found = problems()
    for problem in found:
        typer.echo(f"{problem.file}:{problem.line}: {problem.message} ({problem.cure})", err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("All data files are in order.")

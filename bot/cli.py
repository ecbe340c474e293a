"""The command line: `greendesk`. Bad input ends with one clear line and exit code 2, never a traceback."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer
from pydantic import ValidationError

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from rules.parameters import Edition
    from rules.programme import Programme
    from storage.store import Store

app = typer.Typer(
    name="greendesk",
    help="A chat desk for Taiwan's green-trade and green-procurement programmes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
line_app = typer.Typer(help="Set up the official account on LINE.", no_args_is_help=True)
app.add_typer(line_app, name="line")
P = ParamSpec("P")


class UsageError(Exception):
    """Something the person at the command line can put right; the text says what to do."""


def told(command: Callable[P, None]) -> Callable[P, None]:
    """Turn what the person can put right into one line on standard error and exit code 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        from rules.yaml_data import DataError
        from storage.errors import StorageError

        try:
            command(*args, **kwargs)
        except ValidationError as error:
            first = error.errors()[0]
            name = "GREENDESK_" + "_".join(str(part) for part in first["loc"]).upper()
            _stop(f"the setting {name} can't be used: {first['msg']}")
        except (UsageError, DataError, StorageError) as error:
            _stop(str(error))
        except OSError as error:
            _stop(f"{error.filename or 'the system'}: {error.strerror or error}")

    return run


def _stop(message: str) -> None:
    typer.echo(f"greendesk: {' '.join(message.split())}", err=True)
    raise typer.Exit(2)


def settings() -> Settings:
    """The settings of this process."""
    return Settings()


@contextmanager
def opened() -> Iterator[tuple[Assistant, Store]]:
    """The assistant on its store, closed afterwards."""
    from bot.opening import open_assistant

    assistant, store = open_assistant(settings())
    try:
        yield assistant, store
    finally:
        store.close()


def _json(value: Any) -> None:  # noqa: ANN401 - anything JSON can hold
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _read_json(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
        return json.loads(text)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} isn't UTF-8 text; save it as UTF-8") from None
    except json.JSONDecodeError as error:
        raise UsageError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
    except RecursionError:
        raise UsageError(f"{path} is nested too deeply") from None


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
            f"which closed on {latest.closes}"
        ) from None


@app.command()
@told
def serve() -> None:
    """Serve the web page and the channels that are set up (and make the database where there is none)."""
    from bot.channels.configured import adapters
    from bot.channels.service import Service
    from bot.channels.web import serve as serve_web

    here = settings()
    with opened() as (assistant, store):
        channels = Service(assistant, store, here, adapters(here, assistant))
        try:
            serve_web(assistant, here, lambda address: typer.echo(_welcome(address)), channels)
        except OSError as error:
            where = f"{here.host}:{here.port}"
            raise UsageError(f"can't listen on {where} ({error.strerror}); set GREENDESK_PORT to a free port") from None


@app.command()
@told
def doctor(lang: Annotated[str, typer.Option(help="zh or en")] = "zh") -> None:
    """Check the channels that are set up, from the token to the webhook, and say what to do."""
    from bot.channels.configured import examined
    from bot.wording import words

    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    with opened() as (assistant, _):
        found = examined(settings(), assistant, "en" if lang == "en" else "zh")
    for channel, finding in found:
        typer.echo(f"{'✓' if finding.good else '✗'} {channel}: {finding.text}")
        if finding.cure:
            typer.echo(f"  → {finding.cure}")
    if not found:
        typer.echo(words().say("doctor.nothing", "en" if lang == "en" else "zh"))
    if not all(finding.good for _, finding in found):
        raise typer.Exit(1)


def _welcome(address: str) -> str:
    from bot.wording import words

    examples = "\n".join(f"  {words().say(f'example.{number}', lang)}" for lang in ("zh", "en") for number in (1, 3))
    today = settings().today
    demonstrated = f"\nThe date is set to {today} (GREENDESK_TODAY)." if today else ""
    return f"Greendesk is ready at {address}{demonstrated}\nTry, for example:\n{examples}\nStop it with Ctrl-C."


@app.command()
@told
def chat(
    name: Annotated[str, typer.Option(help="whose conversation; each name has its own")] = "terminal",
) -> None:
    """Hold a conversation in the terminal."""
    from bot.channels.terminal import converse

    today = settings().today
    if today:
        typer.echo(f"The date is set to {today} (GREENDESK_TODAY).")
    with opened() as (assistant, _):
        converse(assistant, name)


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
        _json(reader.ask(question))
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
    _json(knowledge.explain(question, topic, today))


@app.command()
@told
def facts(
    programme: Annotated[str, typer.Argument(help="for instance: certification")],
    as_of: Annotated[str, typer.Option(help="a day of the edition, as 2018-06-01")] = "",
) -> None:
    """The facts a programme's rules know, as a JSON Schema."""
    found = _programme(programme)
    _json(found.schema(_edition(found, as_of)))


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
    given = _read_json(facts)
    if not isinstance(given, dict):
        raise UsageError(f"{facts}: the facts are a JSON object, as greendesk facts {programme} describes it")
    values, problems = checked(found, given)
    if problems:
        raise UsageError(f"{facts}: {'; '.join(problems)}")
    determination = found.determine(values, _edition(found, as_of))
    if as_json:
        _json(in_full(found, determination))
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


@app.command()
@told
def drafts(
    case: Annotated[str, typer.Argument(help="a case number, to show that draft")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    word: Annotated[Path | None, typer.Option(help="write the draft as a Word file")] = None,
    evidence: Annotated[Path | None, typer.Option(help="write the photos and PDFs sent with it into a folder")] = None,
) -> None:
    """List the drafts handed over to the officers, or show one."""
    from bot import officers, papers

    with opened() as (assistant, store):
        if not case:
            found = store.handed_over()
            _json([officers.brief(one) for one in found]) if as_json else typer.echo(officers.listing(found))
            return
        record = store.case(case)
        if record is None:
            raise UsageError(f"there is no draft {case}; greendesk drafts lists them")
        if as_json:
            _json(officers.whole(record))
            return
        paper = assistant.on_paper(record, "officer")
        if word:
            word.write_bytes(papers.word(paper))
            typer.echo(f"written to {word}")
        elif evidence:
            written = officers.save_evidence(store, record.draft.case, evidence)
            typer.echo("\n".join(f"written to {path}" for path in written) or "nothing was sent with it")
        else:
            typer.echo(officers.as_text(paper))


@app.command()
@told
def requests() -> None:
    """List what people have asked the officers for, and the questions the desk could not answer."""
    from bot.officers import open_work

    with opened() as (_, store):
        typer.echo(open_work(store))


@app.command()
@told
def misses() -> None:
    """List the questions the desk could not answer or answered badly, those that are alike together."""
    from bot.officers import alike

    with opened() as (_, store):
        typer.echo(alike(store.misses()))


@app.command()
@told
def export(name: Annotated[str, typer.Argument(help="whose terminal conversation")] = "terminal") -> None:
    """Everything kept of the person who converses in this terminal, as JSON."""
    from bot.channels.terminal import CHANNEL

    with opened() as (assistant, _):
        typer.echo(json.dumps(assistant.export(CHANNEL, name), ensure_ascii=False, indent=2, default=str))


@app.command("new-key")
@told
def new_key() -> None:
    """A new encryption key for GREENDESK_ENCRYPTION_KEYS."""
    from storage.vault import new_key as made

    typer.echo(made())


@app.command()
@told
def backup(path: Annotated[Path, typer.Argument(help="a new file")]) -> None:
    """Copy the running SQLite database into a new file (keep the key file too, and elsewhere)."""
    from bot.opening import DATABASE_FILE, open_store

    here = settings()
    if not here.database_url and not (here.data / DATABASE_FILE).exists():
        raise UsageError(f"there is no database in {here.data}; set GREENDESK_DATA to the folder that holds it")
    store = open_store(here)
    store.backup(path)
    store.close()
    typer.echo(f"written to {path}")


@app.command()
@told
def retain() -> None:
    """Remove what has been kept for its whole period (the server does so daily)."""
    from dataclasses import asdict

    from bot.chores import retain as run

    with opened() as (_, store):
        report = asdict(run(store, settings()))
    typer.echo(", ".join(f"{name} {count}" for name, count in report.items()))


@line_app.command("menu")
@told
def line_menu() -> None:
    """Put the rich menu in place, instead of the desk's older ones."""
    from bot.channels.line_menu import put_in_place
    from bot.channels.line_setup import asked, said

    made, deleted = asked(settings(), put_in_place)
    typer.echo(said("menu.shown", id=made, deleted=deleted))


@line_app.command("webhook")
@told
def line_webhook() -> None:
    """Have LINE deliver to GREENDESK_PUBLIC_URL."""
    from bot.channels.line_setup import asked, point_here, said, webhook

    address = webhook(settings())
    if not address:
        raise UsageError("set GREENDESK_PUBLIC_URL to this desk's address from outside, beginning with https://")
    asked(settings(), lambda line: point_here(line, address))
    typer.echo(said("webhook_set", address=address))


def main() -> None:
    """Run the command line."""
    app()

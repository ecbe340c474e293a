"""Keeping the desk: what the officers have to do, a person's data, keys, backup, retention."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.base import UsageError, app, opened, settings, show_json, told


@app.command()
@told
def drafts(
    case: Annotated[str, typer.Argument(help="a case number, to show that draft")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
    word: Annotated[Path | None, typer.Option(help="write the draft as a Word file")] = None,
    sheet: Annotated[Path | None, typer.Option(help="write the printed form as a spreadsheet")] = None,
    evidence: Annotated[Path | None, typer.Option(help="write the photos and PDFs sent with it into a folder")] = None,
) -> None:
    """List the drafts handed over to the officers, or show one."""
    from bot import officers, papers

    with opened() as (assistant, store):
        if not case:
            found = store.handed_over()
            show_json([officers.brief(one) for one in found]) if as_json else typer.echo(officers.listing(found))
            return
        record = store.case(case)
        if record is None:
            raise UsageError(f"there is no draft {case}; greendesk drafts lists them")
        if as_json:
            show_json(officers.whole(record))
            return
        if word:
            word.write_bytes(papers.word(assistant.documents.printed(record, "officer")))
            typer.echo(f"written to {word}")
        elif sheet:
            form = assistant.documents.printed(record, "officer")
            if not isinstance(form, papers.Form):
                raise UsageError(f"the programme of {case} prints no form; use --word")
            sheet.write_bytes(papers.spreadsheet(form))
            typer.echo(f"written to {sheet}")
        elif evidence:
            written = officers.save_evidence(store, record.draft.case, evidence)
            typer.echo("\n".join(f"written to {path}" for path in written) or "nothing was sent with it")
        else:
            typer.echo(officers.as_text(assistant.documents.on_paper(record, "officer")))


@app.command()
@told
def requests(done: Annotated[int, typer.Option(help="the number of a request that is done")] = 0) -> None:
    """List what people have asked the officers for, and the questions the desk could not answer."""
    from datetime import UTC, datetime

    from bot.officers import open_work

    with opened() as (_, store):
        if done and not store.close_request(done, datetime.now(UTC)):
            raise UsageError(f"no request #{done} is open; greendesk requests lists them")
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
        typer.echo(json.dumps(assistant.documents.export(CHANNEL, name), ensure_ascii=False, indent=2, default=str))


@app.command("new-key")
@told
def new_key() -> None:
    """A new encryption key for GREENDESK_ENCRYPTION_KEYS."""
    from storage.vault import new_key as made

    typer.echo(made())


@app.command()
@told
def rekey() -> None:
    """Seal everything kept anew with the first of GREENDESK_ENCRYPTION_KEYS, so that the old key can be put away.

    Start the desk anew with the new key in front and the old one behind it before.
    """
    with opened() as (_, store):
        typer.echo(f"{store.rekey()} rows sealed anew; only backups made before need the old key")


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

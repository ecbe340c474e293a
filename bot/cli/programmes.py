"""Programmes from a script: their facts, what their rules say of a case, what changed from year to year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.base import UsageError, app, read_json, show_json, told

if TYPE_CHECKING:
    from bot.messages import Lang
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


def _language(lang: str) -> Lang:
    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    return "en" if lang == "en" else "zh"


def _owner(name: str) -> Programme:
    """The programme of that name, or one that reads its editions, as the award reads those of procurement."""
    from rules.programme import programmes

    readers = [one for one in programmes() if one.rules.editions_of == name]
    return readers[0] if readers else _programme(name)


def _named_edition(programme: Programme, name: str) -> Edition:
    """The edition of an id, or the one in a file that isn't on file yet."""
    from rules.parameters import Edition

    if name.endswith(".yaml"):
        return Edition(Path(name), programme.rules.editions_of or programme.id, programme.rules.parameters)
    found = {edition.id: edition for edition in programme.editions}
    if name not in found:
        known = ", ".join(found)
        raise UsageError(f"there is no edition {name!r}; there is: {known}; or give the path of a YAML file")
    return found[name]


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

    spoken = _language(lang)
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
        typer.echo(in_words(found, determination, spoken))


@app.command()
@told
def diff(
    programme: Annotated[str, typer.Argument(help="for instance: certification")],
    before: Annotated[str, typer.Argument(help="an edition's id, or the path of its YAML file")],
    after: Annotated[str, typer.Argument(help="the edition to compare with it, likewise")],
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
) -> None:
    """List what changed between two editions of a programme, in words."""
    from bot.comparing import compare
    from bot.wording import read
    from knowledge.labels import Labels

    spoken = _language(lang)
    found = _owner(programme)
    old, new = _named_edition(found, before), _named_edition(found, after)
    changes = compare(found, old, new, Labels.shipped(), spoken)
    typer.echo("\n".join(changes) or read("editions.").say("same", spoken))

"""Running the desk: the server, the terminal, the channels' set-up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.base import UsageError, app, line_app, opened, settings, told


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
    """Check the desk and the channels that are set up, from the token to the webhook, and say what to do."""
    from bot.channels import desk_doctor
    from bot.channels.configured import examined
    from bot.wording import words

    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    with opened() as (assistant, store):
        channels = examined(settings(), assistant, "en" if lang == "en" else "zh")
        itself = desk_doctor.examine(store.health(), datetime.now(UTC), "en" if lang == "en" else "zh")
    found = [*(("desk", finding) for finding in itself), *channels]
    for channel, finding in found:
        typer.echo(f"{'✓' if finding.good else '✗'} {channel}: {finding.text}")
        if finding.cure:
            typer.echo(f"  → {finding.cure}")
    if not channels:
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

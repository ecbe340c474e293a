"""`greendesk declare`: a firm's spreadsheet of purchases worked out, from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from bot.cli.base import UsageError, app, settings, told, write_whole
from bot.cli.ledger_dialog import Dialog, given, said_of

if TYPE_CHECKING:
    from bot.ledger import Answers, Columns, Declaration, Table
    from bot.messages import Lang

_SHOWN_NOTES = 10


@app.command()
@told
def declare(
    file: Annotated[Path | None, typer.Argument(help="XLSX, XLS, ODS or CSV")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="where the workbook goes (XLSX)")] = None,
    template: Annotated[Path | None, typer.Option(help="write an empty workbook to fill in, and stop")] = None,
    answers: Annotated[Path | None, typer.Option(help="a JSON file of answers, read if there, saved after")] = None,
    sheet: Annotated[str, typer.Option(help="the sheet to read")] = "",
    item: Annotated[str, typer.Option(help="the column of items, by letter or header")] = "",
    supplier: Annotated[str, typer.Option(help="the column of suppliers")] = "",
    amount: Annotated[str, typer.Option(help="the column of amounts")] = "",
    label: Annotated[str, typer.Option(help="the column of labels")] = "",
    date: Annotated[str, typer.Option(help="the column of dates")] = "",
    year: Annotated[int, typer.Option(help="the year of lines without a date, as 2024 or 113")] = 0,
    tax: Annotated[str, typer.Option(help="included or excluded")] = "",
    basis: Annotated[str, typer.Option(help="order, invoice, payment or receipt: which date it is")] = "",
    unit: Annotated[int, typer.Option(help="how many NT$ a unit of the amounts is")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="ask nothing, take the columns as guessed")] = False,
    lang: Annotated[str, typer.Option(help="zh or en")] = "zh",
) -> None:
    """Work out what purchases count as green procurement; writes a workbook, summary first."""
    language: Lang = "en" if lang == "en" else "zh"
    if lang not in ("zh", "en"):
        raise UsageError(f"{lang!r} is no language here; write zh or en")
    if template is not None:
        from bot.ledger import template as made

        write_whole(template, made(language))
        typer.echo(said_of("cli.written", language, file=template))
        return
    if file is None:
        raise UsageError("name a file, as in: greendesk declare purchases.xlsx -o declared.xlsx (or --template FILE)")
    target = output or file.with_name(f"{file.stem}.declared.xlsx")
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}: the workbook is written as XLSX; name it {target.stem}.xlsx")
    if target.exists() and target.resolve() == file.resolve():
        raise UsageError(f"{target} is the file itself; name another with -o")
    named = {"item": item, "supplier": supplier, "amount": amount, "label": label, "date": date}
    western = year + 1911 if 0 < year < 1000 else year
    said: dict[str, object] = {"tax": tax, "basis": basis, "unit": unit, "year": western}
    _Run(file, target, answers, language, asks=not yes and sys.stdin.isatty()).done(sheet, named, said, guessed=yes)


class _Run:
    """One file worked out: read, asked about, worked out, written."""

    def __init__(self, file: Path, target: Path, answers: Path | None, lang: Lang, *, asks: bool) -> None:
        self.file, self.target, self.kept, self.lang, self.asks = file, target, answers, lang, asks

    def done(self, sheet: str, named: dict[str, str], said: dict[str, object], *, guessed: bool) -> None:
        from bot.ledger import LedgerProblem, guess, read_table, write_workbook

        answers = _kept(self.kept)
        try:
            table = read_table(self._bytes(), self.file.name, sheet)
            columns = given(guess(table, answers.columns), table, named, said)
            self._settled(columns, guessed)
            if self.asks:
                columns = Dialog(self.lang).columns(columns, table)
                answers = answers.with_columns(columns)
            declaration, answers = self._worked(table, columns, answers)
            data = write_workbook(table, declaration, self.lang, settings().today)
        except LedgerProblem as problem:
            raise UsageError(f"{self.file}: {problem.say(self.lang)}") from None
        write_whole(self.target, data)
        self._told(declaration)
        if self.kept is not None:
            write_whole(self.kept, answers.model_dump_json(indent=2, exclude_defaults=True).encode())
            self._echo("cli.kept", file=self.kept)

    def _bytes(self) -> bytes:
        from bot.ledger.bounds import MOST_BYTES

        try:
            with self.file.open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except FileNotFoundError:
            raise UsageError(f"there is no file {self.file}") from None

    def _settled(self, columns: Columns, guessed: bool) -> None:
        """Nobody can be asked: what must be known has to be given."""
        from bot.ledger import letter

        unsure = [one for one in columns.open() if one in ("item", "amount", "unit")]
        if unsure and not self.asks and not guessed:
            shown = ", ".join(f"{letter(index)} {title}" for index, title in enumerate(columns.titles) if title)
            options = " ".join(f"--{one}" for one in unsure)
            raise UsageError(f"{self.file}: not sure of the columns; give {options}, or --yes (columns: {shown})")

    def _worked(self, table: Table, columns: Columns, answers: Answers) -> tuple[Declaration, Answers]:
        declaration = self._declared(table, columns, answers)
        only: set[str] | None = None
        goes_on = self.asks
        while goes_on and any(only is None or one.key in only for one in declaration.groups):
            before = answers
            answers, goes_on = Dialog(self.lang).groups(declaration, answers, only)
            only = {key for key, said in answers.groups.items() if said != before.groups.get(key)}
            declaration = self._declared(table, columns, answers)
        return declaration, answers

    def _declared(self, table: Table, columns: Columns, answers: Answers) -> Declaration:
        from bot.ledger import declare
        from knowledge.labels import Labels
        from rules.procurement import latest

        shows = sys.stderr.isatty()

        def progress(done: int, of: int) -> None:
            if shows:
                typer.echo(f"\r{said_of('cli.lines', self.lang, done=done, all=of)}", err=True, nl=done == of)

        return declare(table, columns, answers, latest(), Labels.shipped(), progress)

    def _told(self, declaration: Declaration) -> None:
        from bot.ledger import percent
        from rules.determination import Verdict
        from rules.procurement import LineWording, whole_dollars

        totals, wording = declaration.totals, LineWording(declaration.plan)
        sums = {Verdict.MET: totals.recognised, Verdict.UNKNOWN: totals.more, Verdict.STAFF: totals.staff}
        for verdict in (one for one in Verdict if totals.lines[one] or one is Verdict.MET):
            money = wording.money(whole_dollars(sums.get(verdict, totals.recognised)), self.lang)
            self._echo(f"cli.{verdict.value}", lines=totals.lines[verdict], amount=money)
        if declaration.groups:
            number, share = declaration.leading()
            self._echo("cli.leading", number=number, percent=percent(share))
        if declaration.duplicates:
            self._echo("cli.duplicates", count=len(declaration.duplicates))
        if declaration.left_out:
            self._echo("cli.left_out", count=len(declaration.left_out))
        for note in declaration.notes[:_SHOWN_NOTES]:
            typer.echo(note.say(self.lang))
        if len(declaration.notes) > _SHOWN_NOTES:
            self._echo("cli.more_notes", count=len(declaration.notes) - _SHOWN_NOTES)
        self._closing(declaration)

    def _closing(self, declaration: Declaration) -> None:
        from bot.clock import Clock

        edition = declaration.plan.edition
        closed = Clock(settings().today).today() > edition.runs_to
        self._echo(
            "cli.year",
            document=edition.document[self.lang],
            clause=edition.clause_of("runs_to"),
            closed=said_of("cli.closed" if closed else "cli.open", self.lang),
        )
        self._echo("sheet.not_declared")
        self._echo("cli.written", file=self.target)

    def _echo(self, key: str, **values: object) -> None:
        typer.echo(said_of(key, self.lang, **values))


def _kept(path: Path | None) -> Answers:
    from bot.ledger import Answers

    if path is None or not path.exists():
        return Answers()
    try:
        return Answers.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UsageError(f"{path}: no answers of greendesk declare: {error.errors()[0]['msg']}") from None

"""Asking about a ledger on a terminal: its columns, and the groups of lines that nobody knows yet."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Final

import typer
from pydantic import ValidationError

from bot.cli.base import UsageError

if TYPE_CHECKING:
    from bot.ledger import Answers, Columns, Declaration, Group, Table
    from bot.messages import Lang

_CHOICES: Final = {
    "tax": {"y": "included", "n": "excluded"},
    "basis": {"1": "order", "2": "invoice", "3": "payment", "4": "receipt"},
}


class Dialog:
    """Questions about one file in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def columns(self, columns: Columns, table: Table) -> Columns:
        """Show what the columns seem to hold and ask what isn't sure."""
        from bot.ledger import letter
        from bot.ledger.columns import FIELDS

        self._echo("cli.columns", sheet=table.sheet or table.name, header=columns.header)
        for field in FIELDS:
            column = getattr(columns, field)
            key = "cli.no_column" if column is None else "cli.column"
            shown = {} if column is None else {"column": letter(column), "title": columns.title(column)}
            self._echo(key, field=said_of(f"field.{field}", self.lang), **shown)
        for name in ("tax", "basis"):
            if known := getattr(columns, name):
                self._echo("cli.said", said=said_of(f"{name}.{known}", self.lang))
        for question in columns.open():
            columns = self._answered(question, columns, table)
        return columns

    def _answered(self, question: str, columns: Columns, table: Table) -> Columns:
        while True:
            text = typer.prompt(said_of(f"cli.ask.{question}", self.lang), default="", show_default=False).strip()
            try:
                return _heard(question, text, columns, table, self.lang)
            except UsageError as error:
                typer.echo(str(error), err=True)

    def groups(
        self, declaration: Declaration, answers: Answers, only: Container[str] | None = None
    ) -> tuple[Answers, bool]:
        """Ask about the unknown groups (`only` those), the most money first: the answers, and whether to go on."""
        from bot.ledger import understand
        from bot.ledger.marks import Marks

        marks = Marks(declaration.plan, declaration.labels)
        if only is None:
            self._echo("cli.ask.groups")
        for number, group in enumerate(declaration.groups, start=1):
            if only is not None and group.key not in only:
                continue
            question = self._question(number, group, declaration)
            while text := typer.prompt(question, default="", show_default=False).strip():
                if text.lower() == "q":
                    return answers, False
                said = understand(text, group, declaration.plan, marks)
                if said is not None:
                    answers = answers.with_group(group.key, said)
                    break
                self._echo("cli.again")
        return answers, True

    def _question(self, number: int, group: Group, declaration: Declaration) -> str:
        from bot.ledger import percent
        from rules.procurement import LineWording

        wording = LineWording(declaration.plan)
        missing = next(wording.missing(one.result, self.lang) for one in declaration.lines if one.group == group.key)
        choices = [wording.ground(id, self.lang) for id in group.choices if id in declaration.plan.grounds.by_id]
        return said_of(
            "cli.ask.group",
            self.lang,
            number=number,
            item=group.item or "—",
            supplier=group.supplier or "—",
            lines=len(group.rows),
            amount=wording.money(group.amount, self.lang),
            share=percent(group.share),
            missing=missing[0],
            choices=said_of("cli.ask.choices", self.lang, choices=" / ".join(choices)) if choices else "",
        )

    def _echo(self, key: str, **values: object) -> None:
        typer.echo(said_of(key, self.lang, **values))


def said_of(key: str, lang: Lang, **values: object) -> str:
    """A sentence about ledgers."""
    from bot.ledger.problem import words

    return words().say(key, lang, **values)


def given(columns: Columns, table: Table, named: dict[str, str], said: dict[str, object]) -> Columns:
    """The columns with what the options say. Raises UsageError or LedgerProblem for what can't be."""
    from bot.ledger import Columns

    chosen = {field: _column(name, columns, table) for field, name in named.items() if name}
    update: dict[str, object] = chosen | {name: value for name, value in said.items() if value}
    sure = {**columns.confidence, **dict.fromkeys((*chosen, *(name for name in said if said[name])), 1.0)}
    try:
        return Columns.model_validate(columns.model_dump() | update | {"confidence": sure})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"--{first['loc'][0]}: {first['msg']}") from None


def _column(name: str, columns: Columns, table: Table) -> int:
    """The column that a letter or a header names."""
    from bot.ledger import LedgerProblem, letter
    from bot.ledger.headers import folded

    exact = [index for index, title in enumerate(columns.titles) if folded(title) == folded(name)]
    letters = [index for index in range(table.width) if letter(index) == name.strip().upper()]
    found = exact or letters
    if len(found) != 1:
        shown = ", ".join(f"{letter(index)} {columns.title(index)}".strip() for index in range(table.width))
        raise LedgerProblem("no_such_column", column=name, columns=shown)
    return found[0]


def _heard(question: str, text: str, columns: Columns, table: Table, lang: Lang) -> Columns:
    """The columns with one answer; raises UsageError for one that can't be read."""
    from bot.ledger import LedgerProblem

    if question in ("item", "amount"):
        if not text and getattr(columns, question) is not None:
            return columns
        try:
            column = _column(text, columns, table)
        except LedgerProblem as problem:
            raise UsageError(problem.say(lang)) from None
        return columns.model_copy(update={question: column})
    if not text:
        return columns.model_copy(update={question: "unknown"}) if question in ("tax", "basis") else columns
    if question in _CHOICES:
        if text.lower() not in _CHOICES[question]:
            raise UsageError(" / ".join(_CHOICES[question]))
        return columns.model_copy(update={question: _CHOICES[question][text.lower()]})
    if not text.isdecimal() or not int(text):
        raise UsageError("1, 2, 3 …")
    number = int(text)
    return columns.model_copy(update={question: number + 1911 if question == "year" and number < 1000 else number})

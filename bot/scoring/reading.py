"""Reading the filled template: a county and its figures from every row, every problem with its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.ledger import LedgerProblem, Table, cell_name, read_table
from bot.ledger.headers import folded, folded_list
from bot.messages import Lang
from bot.scoring.template import CODES, COUNTY
from bot.scoring.told import words
from bot.wording import LANGS
from rules.determination import Step
from rules.procurement import (
    AmbiguousCounty,
    BadFigures,
    County,
    CountyFigures,
    CountyScore,
    Plan,
    UnknownCounty,
    county,
    read_figures,
    score_county,
    scoring_words,
)
from rules.procurement.county_figures import FIELDS

SHOWN = 10
"""So many problems are told at once."""
FARTHEST_HEAD = 20
"""The row of codes stands among the first so many."""


class SheetProblems(Exception):
    """What is wrong with a filled template: each problem with its cell, in both languages."""

    def __init__(self, problems: list[Mapping[Lang, str]]) -> None:
        super().__init__("; ".join(one["en"] for one in problems))
        self.problems = problems

    def say(self, lang: Lang) -> str:
        """The first problems, and how many more there are."""
        told = [one[lang] for one in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            told.append(words().say("county.bad.more", lang, count=len(self.problems) - SHOWN))
        return words().say("county.separator", lang).join(told)


def read_sheet(path: Path, plan: Plan) -> list[CountyScore]:
    """The scores of all counties of a filled template, in its order; rows without any figure are passed over.

    Raises SheetProblems, each problem naming its cell, and OSError where the file can't be read.
    """
    return read_scores(path.read_bytes(), path.name, plan)


def read_scores(data: bytes, name: str, plan: Plan) -> list[CountyScore]:
    """The same from the bytes of a file."""
    table = _table(data, name)
    row, columns = _codes(table)
    reader = _Rows(table, columns, plan)
    scores = [score for at in range(row + 1, len(table.rows)) if (score := reader.score(at))]
    if reader.problems:
        raise SheetProblems(reader.problems)
    if not scores:
        raise SheetProblems([_both("empty")])
    return scores


def _table(data: bytes, name: str) -> Table:
    """The sheet of figures under its name in either language, else the one that is there."""
    problem: LedgerProblem | None = None
    for sheet in (*(words().say("county.sheet.figures", lang) for lang in LANGS), ""):
        try:
            return read_table(data, name, sheet)
        except LedgerProblem as found:
            problem = found
            if found.key != "no_such_sheet":
                break
    assert problem is not None
    raise SheetProblems([{lang: problem.say(lang) for lang in LANGS}])


def _codes(table: Table) -> tuple[int, dict[str, int]]:
    """The row of codes, and the column of each."""
    for number, row in enumerate(table.rows[:FARTHEST_HEAD]):
        texts = [str(value).strip() if value is not None else "" for value in row]
        if COUNTY in texts and sum(text in CODES for text in texts) > 1:
            wrong = [
                _at(table, number, column, "twice_column" if text in CODES else "no_such_code", code=text[:SHOWN])
                for column, text in enumerate(texts)
                if text and (text not in CODES or text in texts[:column])
            ]
            if wrong:
                raise SheetProblems(wrong)
            return number, {text: column for column, text in enumerate(texts) if text in CODES}
    name = table.sheet or table.name
    raise SheetProblems([{lang: words().say("county.bad.no_table", lang, sheet=name) for lang in LANGS}])


class _Rows:
    """Reads row after row, and collects what is wrong."""

    def __init__(self, table: Table, columns: dict[str, int], plan: Plan) -> None:
        self.table = table
        self.columns = columns
        self.plan = plan
        self.problems: list[Mapping[Lang, str]] = []
        self.rows: dict[str, int] = {}

    def score(self, row: int) -> CountyScore | None:
        """The score of a row; None for a total, one without figures, or with problems, which are noted."""
        if folded(self._name(row)) in folded_list("totals"):
            return None
        before = len(self.problems)
        figures = dict(self._figures(row))
        if not figures and len(self.problems) == before:
            return None
        where = self._county(row)
        read = self._read(row, figures)
        if where is None or read is None or len(self.problems) > before:
            return None
        return score_county(self.plan, where.id, read)

    def _figures(self, row: int) -> Iterator[tuple[str, object]]:
        for code, column in self.columns.items():
            if code == COUNTY:
                continue
            if (row, column) in self.table.bad:
                self.problems.append(_at(self.table, row, column, "unusable"))
            elif (row, column) in self.table.spread and self.table.at(row, column) is not None:
                self.problems.append(_at(self.table, row, column, "merged"))
            elif (value := self.table.at(row, column)) is not None:
                yield code, _plain(code, value)

    def _name(self, row: int) -> str:
        return str(self.table.at(row, self.columns[COUNTY]) or "").strip()

    def _county(self, row: int) -> County | None:
        column, name = self.columns[COUNTY], self._name(row)
        try:
            found = county(name)
        except UnknownCounty:
            key = "unknown_county" if name else "no_county"
            self.problems.append(_at(self.table, row, column, key, **({"name": name[:SHOWN]} if name else {})))
            return None
        except AmbiguousCounty as two:
            names = "、".join(one.zh for one in two.counties)
            self.problems.append(_at(self.table, row, column, "ambiguous_county", name=name, names=names))
            return None
        if found.id in self.rows:
            first = self.rows[found.id] + 1
            self.problems.append(_at(self.table, row, column, "twice", county=found.zh, first=first))
        self.rows.setdefault(found.id, row)
        return found

    def _read(self, row: int, figures: dict[str, object]) -> CountyFigures | None:
        own = {code: value for code, value in figures.items() if code in FIELDS}
        declared = {code.removeprefix("declared."): value for code, value in figures.items() if code not in FIELDS}
        try:
            return read_figures({**own, "declared": declared})
        except BadFigures as bad:
            self.problems += [self._problem(row, problem) for problem in bad.problems]
            return None

    def _problem(self, row: int, problem: Step) -> Mapping[Lang, str]:
        place = cell_name(row, self.columns[str(problem.values["field"])])
        return {
            lang: words().say(
                "county.bad.at",
                lang,
                sheet=self.table.sheet,
                cell=place,
                problem=scoring_words().problem(problem, lang),
            )
            for lang in LANGS
        }


def _plain(code: str, value: object) -> object:
    """A cell's value as a figure may be: digits written as text are a number, yes and no are truth values."""
    if code in FIELDS and FIELDS[code].unit == "yes_no":
        said = folded(str(value))
        meant = {folded(scoring_words().yes_no(one, lang)): one for one in (True, False) for lang in LANGS}
        meant |= dict.fromkeys(folded_list("yes"), True) | dict.fromkeys(folded_list("no"), False)
        return meant.get(said, bool(value) if value in (0, 1) else value)
    if isinstance(value, str):
        digits = unicodedata.normalize("NFKC", value).strip().replace(",", "")
        return int(digits) if digits.isascii() and digits.isdecimal() else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _at(table: Table, row: int, column: int, key: str, **values: object) -> Mapping[Lang, str]:
    return {
        lang: words().say(
            "county.bad.at",
            lang,
            sheet=table.sheet,
            cell=cell_name(row, column),
            problem=words().say(f"county.bad.{key}", lang, **values),
        )
        for lang in LANGS
    }


def _both(key: str) -> Mapping[Lang, str]:
    return {lang: words().say(f"county.bad.{key}", lang) for lang in LANGS}

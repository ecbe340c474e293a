"""The words of a county's score in both languages: names, questions, units, working, problems."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from rules.determination import Step
from rules.procurement.county_figures import FIELDS
from rules.procurement.county_score import INPUTS
from rules.wording import LANGS, Lang
from rules.yaml_data import DataError, Table, load

FILE = Path(__file__).parent / "scoring_wording.yaml"
_SECTIONS = (
    *("units", "unit_names", "yes_no", "figures", "lines", "parts"),
    *("steps", "problems", "declared", "remarks"),
)


class ScoringWords:
    """The words of one file. Every text is there in both languages; raises DataError where one isn't."""

    def __init__(self, path: Path) -> None:
        self._data = load(path)
        _has(path, self._data, _SECTIONS)
        for section, keys in (("figures", FIELDS), ("lines", INPUTS)):
            _has(path, self._data[section], keys)
        for unit in {one.unit for one in FIELDS.values()}:
            _has(path, self._data["units"], [unit])
            _has(path, self._data["unit_names"], [unit])
        _bilingual(path, self._data)

    def figure(self, id: str, lang: Lang) -> str:
        """Name a figure; `declared.firms` is what firms themselves declared."""
        plain = id.removeprefix("declared.")
        if plain not in self._data["figures"]:
            return id
        name = str(self._data["figures"][plain]["name"][lang])
        return name if plain == id else _WRITER.format(self._data["declared"][lang], name=name)

    def question(self, id: str, lang: Lang, year: int) -> str:
        """Ask for a figure of a year (western)."""
        return _WRITER.format(self._data["figures"][id]["question"][lang], roc=year - 1911, year=year)

    def hint(self, id: str, lang: Lang) -> str:
        """Say what counts in a figure."""
        return str(self._data["figures"][id]["hint"][lang])

    def unit(self, figure: str, lang: Lang) -> str:
        """Name the unit of a figure, as the head of a column has it."""
        return str(self._data["unit_names"][FIELDS[figure].unit][lang])

    def number(self, figure: str, number: int, lang: Lang) -> str:
        """Write a number of a figure with its unit, yes or no in words."""
        if FIELDS[figure].unit == "yes_no":
            return self.yes_no(bool(number), lang)
        return self.counted(figure, number, lang)

    def counted(self, figure: str, number: int, lang: Lang) -> str:
        """Write so many of what a figure counts, as in "3 more firms"."""
        return _WRITER.format(self._data["units"][FIELDS[figure].unit][lang], n=number)

    def yes_no(self, value: bool, lang: Lang) -> str:
        """Write yes or no."""
        return str(self._data["yes_no"]["yes" if value else "no"][lang])

    def line(self, id: str, lang: Lang) -> str:
        """Name a line of table 2."""
        return str(self._data["lines"][id][lang])

    def part(self, id: str, lang: Lang) -> str:
        """Name a part of table 1, or the total."""
        return str(self._data["parts"][id][lang])

    def step(self, step: Step, lang: Lang) -> str:
        """Write one line of working."""
        return _WRITER.vformat(self._data["steps"][step.key][lang], (), step.values)

    def problem(self, problem: Step, lang: Lang) -> str:
        """Say what is wrong with a figure and what to do."""
        name = self.figure(str(problem.values["field"]), lang)
        return _WRITER.vformat(self._data["problems"][problem.key][lang], (), {**problem.values, "name": name})

    def remark(self, key: str, lang: Lang) -> str:
        """Say what staff should look at."""
        return str(self._data["remarks"][key][lang])


@cache
def scoring_words() -> ScoringWords:
    """Return the words this package ships with."""
    return ScoringWords(FILE)


class _Writer(Formatter):
    """Fills the gaps; `:n` separates thousands, of a number or of one written as text."""

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as the base class has it
        if format_spec != "n":
            return str(value)
        try:
            return f"{Decimal(str(value)):,}"
        except InvalidOperation:
            return str(value)


_WRITER = _Writer()


def _has(path: Path, table: Table, keys: Iterable[str]) -> None:
    for key in keys:
        if key not in table:
            raise DataError(path, table.line, f"{key!r} is missing", "add it, in zh and en")


def _bilingual(path: Path, table: Table) -> None:
    for key, value in table.items():
        if set(LANGS) & set(value):
            if {lang for lang in LANGS if str(value.get(lang, "")).strip()} != set(LANGS):
                raise DataError(path, table.line_of(key), f"{key!r} lacks a language", "write it in zh and en")
        else:
            _bilingual(path, value)

"""The words for a declaration's lines: verdicts, reasons, working and what is missing, from wording.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from rules.determination import Step, Verdict
from rules.procurement.annual import Plan
from rules.procurement.grounds import GroundKind
from rules.procurement.lines import LineResult
from rules.wording import LANGS, Lang
from rules.yaml_data import DataError, Table, load

PATH = Path(__file__).parent / "wording.yaml"
_SECTIONS = ("forms", "verdicts", "grounds", "proofs", "missing", "reasons", "steps")


class LineWording:
    """What is said of lines by one year's plan; names come from the plan, sentences from wording.yaml.

    Raises DataError, naming file and line, for a text that is missing in one of the languages.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._data = _texts()
        self._writers = {lang: _Writer(self, lang) for lang in LANGS}

    def verdict(self, verdict: Verdict, lang: Lang) -> str:
        """Name a verdict in a word."""
        return str(self._data["verdicts"][verdict.value][lang])

    def ground(self, id: str | None, lang: Lang) -> str:
        """Name what a line counts on; an empty text where it is unknown, the id itself for a label not listed."""
        if id is None:
            return ""
        if id in self._data["grounds"]:
            return str(self._data["grounds"][id][lang])
        ground = self._plan.grounds.by_id.get(id)
        return id if ground is None else (ground.zh if lang == "zh" else ground.en)

    def proof(self, id: str, lang: Lang) -> str:
        """Name the label or proof that a ground requires."""
        if id in self._plan.grounds.by_id:
            return self.ground(id, lang)
        proofs = self._data["proofs"]
        return str(proofs[id if id in proofs else "other"][lang])

    def leased(self, id: str, lang: Lang) -> str:
        """Name a product of 附表1-4."""
        (item,) = self._plan.leasing.find(id)
        return item.zh if lang == "zh" else item.en

    def reason(self, result: LineResult, lang: Lang, *, ground: str = "") -> str:
        """Say in one sentence why a line has its verdict; `ground` names a label that the plan doesn't list."""
        return self._fill(self._data["reasons"][result.reason][lang], result, lang, ground)

    def missing(self, result: LineResult, lang: Lang) -> tuple[str, ...]:
        """Name what is still to be known of a line, the first thing first."""
        return tuple(self._fill(self._data["missing"][key][lang], result, lang, "") for key in result.missing)

    def step(self, step: Step, lang: Lang) -> str:
        """Write one line of working."""
        return self._writers[lang].vformat(self._data["steps"][step.key][lang], (), step.values)

    def clause(self, clause: str, lang: Lang) -> str:
        """Show a clause as the document prints it, its brackets full-width in zh."""
        return clause.replace("(", "（").replace(")", "）") if lang == "zh" else clause

    def day(self, day: date, lang: Lang) -> str:
        """Show a day in ROC and western reckoning."""
        return self.form("date", day, lang)

    def money(self, amount: int | Decimal, lang: Lang) -> str:
        """Show an amount of NT$."""
        return self.form("money", amount, lang)

    def form(self, name: str, value: object, lang: Lang) -> str:
        """Show a value in one of the forms: money, date, proof, leased."""
        if name == "proof":
            return self.proof(str(value), lang)
        if name == "leased":
            return self.leased(str(value), lang)
        form = str(self._data["forms"][name][lang])
        if isinstance(value, date):
            return form.format(day=value, roc=value.year - 1911, iso=value.isoformat())
        return form.format(value=Decimal(str(value)))

    def _fill(self, template: str, result: LineResult, lang: Lang, ground: str) -> str:
        if "{" not in template:
            return template
        services = self._plan.grounds.of_kind(GroundKind.SERVICE)
        named = self._plan.grounds.by_id.get(result.ground or "")
        required = named.requires if named else None
        values: Mapping[str, object] = {
            "ground": ground or self.ground(result.ground or "none", lang),
            "proof": self.proof(required or "other", lang),
            "services": self._data["forms"]["list_separator"][lang].join(
                one.zh if lang == "zh" else one.en for one in services
            ),
            "first": self._plan.edition.runs_from,
            "last": self._plan.edition.runs_to,
            "percent": format(self._plan.leasing.percent.normalize(), "f"),
        }
        return self._writers[lang].vformat(template, (), values)


class _Writer(Formatter):
    """Fills `{amount:money}`, `{day:date}`, `{proof:proof}`, `{item:leased}` and plain gaps into a text."""

    def __init__(self, words: LineWording, lang: Lang) -> None:
        self._words = words
        self._lang = lang

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as the base class has it
        return self._words.form(format_spec, value, self._lang) if format_spec else str(value)


@cache
def _texts() -> Table:
    data = load(PATH)
    for section in _SECTIONS:
        if not isinstance(data.get(section), Table):
            raise DataError(PATH, data.line_of(section), f"the section {section!r} is missing", "add it")
        for key, texts in data[section].items():
            line = data[section].line_of(key)
            if not isinstance(texts, Table) or set(texts) != set(LANGS) or not all(texts.values()):
                raise DataError(PATH, line, f"{key!r} hasn't a text in zh and en", "give both")
    return data

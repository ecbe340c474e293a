"""What a programme says: questions, reasons, working, duties, in zh-TW and English, from its wording.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from rules.determination import Condition, Determination, Duty, NearMiss, Outcome, Step, Verdict
from rules.facts import WAN, Fact, FactValue, Kind
from rules.yaml_data import DataError, Table, load

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

_NUMERALS = "一二三四五六七八九"
_SECTIONS = ("title", "at_hand", "forms", "facts", "conditions", "steps", "near_misses", "duties", "values", "outcomes")
_FULL_WIDTH = str.maketrans("()", "（）")
_FORMS = ("clause", "clauses", "money", "amount", "date", "year", "short_year", "count", "due", "list_separator")
_NO_VALUES: Mapping[str, FactValue] = {}
_FACT_TEXTS = ("name", "question", "why", "where")


class Wording:
    """The words of one programme. Every text is checked at load for both languages."""

    def __init__(self, path: Path, data: Table, facts: Mapping[str, Fact]) -> None:
        self._data = data
        self._facts = facts
        self._writers = {lang: _Writer(data["forms"], lang) for lang in LANGS}
        self.path = path

    @classmethod
    def load(
        cls,
        path: Path,
        facts: Mapping[str, Fact],
        conditions: Iterable[str],
        near_misses: Iterable[str],
        duties: Iterable[str],
        values: Iterable[str],
    ) -> Wording:
        """Read a wording file; raises DataError, naming file and line, for a missing or unknown text."""
        data = load(path)
        check = _Check(path)
        check.keys(data, _SECTIONS)
        check.text(data, "title")
        check.text(data, "at_hand")
        in_wan = any(fact.unit == WAN for fact in facts.values())
        check.texts(data, "forms", [*_FORMS, "wan"] if in_wan else _FORMS)
        check.texts(data, "near_misses", near_misses)
        check.texts(data, "duties", duties)
        check.texts(data, "values", values)
        check.texts(data, "outcomes", [outcome.value for outcome in Outcome])
        check.texts(data, "steps", data["steps"])
        check.keys(data["facts"], facts)
        for id, fact in facts.items():
            check.fact(data["facts"], id, fact)
        check.keys(data["conditions"], conditions)
        for condition in data["conditions"].values():
            check.keys(condition, ("name", "reasons"))
            check.text(condition, "name")
            check.texts(condition, "reasons", {Verdict.UNKNOWN.value, *condition["reasons"]})
        return cls(path, data, facts)

    def title(self, lang: Lang) -> str:
        """Return the programme's short name."""
        return str(self._data["title"][lang])

    def at_hand(self, lang: Lang) -> str:
        """Return what the firm should have at hand for the interview."""
        return str(self._data["at_hand"][lang])

    def day(self, day: date, lang: Lang) -> str:
        """Return a day as people read it, in ROC and western reckoning."""
        return self._writers[lang].write(day, "date")

    def clause(self, clause: str, lang: Lang) -> str:
        """Name a clause as the document does: "五(1)" is 第五點（1） or clause 5(1); other names stand as printed."""
        head, bracket, tail = clause.partition("(")
        if not self.is_point(clause):
            return clause.translate(_FULL_WIDTH)
        if lang == "en":
            head, tail = _digits(head), re.sub(f"[{_NUMERALS}十]+", lambda found: _digits(found[0]), tail)
            return self._form("clause", lang).format(head=head, tail=bracket + tail)
        wide = f"（{tail}".translate(_FULL_WIDTH) if bracket else ""
        return self._form("clause", lang).format(head=head, tail=wide)

    @staticmethod
    def is_point(clause: str) -> bool:
        """Say whether a clause is a numbered point, such as "五(1)", which `clause` names."""
        return bool(re.fullmatch(f"[{_NUMERALS}十]+", clause.partition("(")[0]))

    def clauses(self, clauses: Iterable[str], lang: Lang) -> str:
        """Name several clauses at once, by their heads and in order: 第三、五點 or clauses 3, 5.

        Clauses that aren't numbered points are named one by one, as they stand.
        """
        named = list(dict.fromkeys(clauses))
        if not all(self.is_point(clause) for clause in named):
            return self._form("list_separator", lang).join(self.clause(one, lang) for one in named)
        heads = sorted({clause.partition("(")[0] for clause in named}, key=lambda head: int(_digits(head)))
        shown = [_digits(head) for head in heads] if lang == "en" else heads
        form = "clauses" if len(shown) > 1 else "clause"
        return self._form(form, lang).format(head=self._form("list_separator", lang).join(shown), tail="")

    def name(self, fact: str, lang: Lang) -> str:
        """Return a fact's short name, as a list of answers shows it."""
        return str(self._data["facts"][fact]["name"][lang])

    def question(self, fact: str, lang: Lang) -> str:
        """Return the question that asks for a fact."""
        return str(self._data["facts"][fact]["question"][lang])

    def why(self, fact: str, lang: Lang) -> str:
        """Return what hangs on a fact, with its clause."""
        return str(self._data["facts"][fact]["why"][lang])

    def where(self, fact: str, lang: Lang) -> str:
        """Return where the firm finds a fact."""
        return str(self._data["facts"][fact]["where"][lang])

    def option(self, fact: str, value: str, lang: Lang) -> str:
        """Return a value's short name, as a button shows it; KeyError for a label's id (see `show`)."""
        return str(self._data["facts"][fact]["options"][value][lang])

    def show(self, fact: str, value: FactValue, lang: Lang) -> str:
        """Return a value as people read it: money in NT$, days and years in ROC and western reckoning.

        The names of listed labels stand in the label registry, not here: a label's id is returned as it is.
        """
        described, options = self._facts[fact], self._data["facts"][fact].get("options", {})
        if isinstance(value, tuple):
            names = [str(options[one][lang]) for one in value]
            if described.kind is Kind.RANKING:
                names = [f"{place} {name}" for place, name in enumerate(names, start=1)]
            return self._form("list_separator", lang).join(names)
        if isinstance(value, str):
            return str(options[value][lang]) if value in options else value
        form = {Kind.MONEY: "money", Kind.YEAR: "year", Kind.DATE: "date"}.get(described.kind, "count")
        form = "wan" if described.unit == WAN else form
        return self._writers[lang].write(value, form)

    def condition(self, id: str, lang: Lang) -> str:
        """Return a condition's short name."""
        return str(self._data["conditions"][id]["name"][lang])

    def reason(self, condition: Condition, determination: Determination, lang: Lang) -> str:
        """Say why a condition has its verdict, in one plain sentence."""
        template = self._data["conditions"][condition.id]["reasons"][condition.reason][lang]
        return self._fill(template, determination, lang)

    def step(self, step: Step, lang: Lang) -> str:
        """Write one line of working."""
        return self._writers[lang].vformat(self._data["steps"][step.key][lang], (), step.values)

    def near_miss(self, near_miss: NearMiss, determination: Determination, lang: Lang) -> str:
        """Say what may still happen and what to do for it."""
        return self._fill(self._data["near_misses"][near_miss.id][lang], determination, lang, near_miss.values)

    def duty(self, duty: Duty, lang: Lang) -> str:
        """Say what follows, with its last day where that is known."""
        writer = self._writers[lang]
        sentence = writer.vformat(self._data["duties"][duty.id][lang], (), duty.values)
        if not duty.due:
            return sentence
        space = " " if lang == "en" else ""
        return sentence + space + writer.vformat(self._form("due", lang), (), {"due": duty.due})

    def value(self, name: str, lang: Lang) -> str:
        """Name one of an edition's values."""
        return str(self._data["values"][name][lang])

    def outcome(self, outcome: Outcome, lang: Lang) -> str:
        """Name the outcome, always as a preliminary one."""
        return str(self._data["outcomes"][outcome.value][lang])

    def _form(self, form: str, lang: Lang) -> str:
        return str(self._data["forms"][form][lang])

    def _fill(
        self, template: str, determination: Determination, lang: Lang, more: Mapping[str, FactValue] = _NO_VALUES
    ) -> str:
        if "{" not in template:
            return template
        values = {one.name: one.value for one in determination.values}
        return self._writers[lang].vformat(template, (), {**values, **determination.facts, **more})


class _Writer(Formatter):
    """Fills `{fee:money}`, `{due:date}`, `{year:year}` and plain `{percent}` into a text."""

    def __init__(self, forms: Table, lang: Lang) -> None:
        self._forms = {form: str(texts[lang]) for form, texts in forms.items()}

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - as the base class has it
        return self.write(value, format_spec) if format_spec else str(value)

    def write(self, value: int | date, form: str) -> str:
        if isinstance(value, date):
            return self._forms[form].format(day=value, roc=value.year - 1911, iso=value.isoformat())
        if form == "wan":
            return self._forms[form].format(value=value, wan=f"{Decimal(value) / WAN:,f}")
        return self._forms[form].format(value=value, roc=value - 1911)


class _Check:
    """Blames the line of a text that is missing, empty or unknown."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keys(self, table: object, expected: Iterable[str]) -> None:
        if not isinstance(table, Table):
            raise DataError(self.path, 1, "a section holds no mapping", "indent `key: value` lines under it")
        wanted = list(expected)
        for key in table:
            if key not in wanted:
                problem = f"{key!r} isn't known here"
                raise DataError(self.path, table.line_of(key), problem, "remove it or correct its name")
        for key in wanted:
            if key not in table:
                raise DataError(self.path, table.line, f"{key!r} is missing", "add it, in zh and en")

    def text(self, table: Table, key: str) -> None:
        if not isinstance(table[key], Table):
            raise DataError(self.path, table.line_of(key), f"{key!r} holds no texts", "give zh and en")
        self.keys(table[key], LANGS)
        for lang, text in table[key].items():
            if not isinstance(text, str) or not text.strip():
                line = table[key].line_of(lang)
                raise DataError(self.path, line, f"{key!r} has no text in {lang}", "write it")

    def texts(self, table: Table, section: str, keys: Iterable[str]) -> None:
        if not isinstance(table[section], Table):
            raise DataError(self.path, table.line_of(section), f"{section!r} is empty", "give its texts")
        wanted = list(keys)
        self.keys(table[section], wanted)
        for key in wanted:
            self.text(table[section], key)

    def fact(self, table: Table, id: str, fact: Fact) -> None:
        words = _words(fact)
        self.keys(table[id], [*_FACT_TEXTS, "options"] if words else _FACT_TEXTS)
        for key in _FACT_TEXTS:
            self.text(table[id], key)
        if words:
            self.texts(table[id], "options", words)


def _words(fact: Fact) -> tuple[str, ...]:
    """The options that need words here; the names of labels stand in the label registry."""
    return ("other",) if fact.kind is Kind.LABEL else fact.options


def _digits(numeral: str) -> str:
    """Turn a clause's Chinese numeral (一 to 九十九) into digits."""
    tens, ten, ones = numeral.rpartition("十")
    value = (_NUMERALS.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return str(value + _NUMERALS.index(ones) + 1 if ones else value)

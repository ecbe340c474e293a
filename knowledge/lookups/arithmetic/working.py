"""Two or more printed figures put together: a sum, a difference, a share, a multiple, a quotient; exact, and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.model import say
from knowledge.model import Lang

PERCENT: Final = "percent"
BETWEEN: Final = "points_between"
DIGITS: Final = 60
"""Digits worked with: more than any printed figures need, so that only the last step rounds."""
GAP: Final = {"zh": "", "en": " "}
"""Between a text and what is added in brackets or as a sentence."""
SIGNS: Final = {"sum": " + ", "difference": " − ", "share": " ÷ ", "times": " ÷ ", "each": " ÷ "}


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure: its value in its unit, its names, where it is printed, and the year it is of (0: of none).

    ``about``: the document itself says "some". ``said``: other printed forms of the value. ``per``: what it counts,
    where something is worked out for one of them.
    """

    id: str
    value: Decimal
    unit: str
    name: Mapping[str, str]
    clause: str
    year: int = 0
    about: bool = False
    said: tuple[Decimal, ...] = ()
    per: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be worked out: the operation, and how its result is told.

    ``relative``: a difference as a share of the earlier figure. ``tenths``: a share in tenths. ``rest``: a difference
    as what is left. ``directed``: which of two is the greater is asked for, or taken for granted.
    """

    operation: str
    relative: bool = False
    tenths: bool = False
    rest: bool = False
    directed: bool = False


class Working:
    """Works out what an operation makes of figures, and puts result and working into words."""

    def __init__(self) -> None:
        self.data: Mapping[str, Any] = load("facts.yaml")
        self.text: Mapping[str, Any] = self.data["text"]
        self.units: Mapping[str, Any] = self.data["units"]

    def told(self, asked: Asked, figures: Sequence[Figure], lang: Lang) -> str:
        """The result of an operation, its working below it; nothing where it would say nothing."""
        operation, first, last = asked.operation, figures[0], figures[-1]
        if operation in ("sum", "difference") and len({figure.unit for figure in figures}) > 1:
            terms = str(self.text["join"][lang]).join(self._term(figure, lang) for figure in figures)
            return self._put("mixed", lang, terms=terms)
        if operation == "difference" and first.value == last.value:
            return self._put("same", lang, working=self._terms(figures, " = ", lang))
        if asked.relative and first.unit != PERCENT:
            return self._changed(figures, lang)
        value, unit = self._worked(operation, figures)
        result = self._shown(value, unit, lang)
        rounded = value != self._rounded(value, unit)
        about = self._about(figures, lang, also=rounded)
        terms = self._terms(figures, SIGNS[operation], lang)
        working = self._line(terms, result, figures if operation != "difference" else (), lang, rounded=rounded)
        shown = f"{about}{result}{self._in_round(value, unit, lang)}"
        if asked.tenths and operation == "share":
            shown = self._put("tenths", lang, value=f"{about}{_grouped(value / 10, 1)}", percent=shown)
        one = self.data["ones"].get(last.per, {}).get(lang, "")
        key = "rest" if asked.rest and operation == "difference" else operation
        told = _opened(self._put(key, lang, result=shown, working=working, one=one))
        if key == "difference" and asked.directed:
            told += "\n" + _opened(say(self.text["greater"], lang, name=first.name[lang]))
        return told

    def named(self, figure: Figure, parts: Sequence[Figure], sign: str, lang: Lang) -> str:
        """A figure that is itself worked out of others: what it is, and the working."""
        result = self._shown(figure.value, figure.unit, lang)
        working = self._line(self._terms(parts, sign, lang), result, parts, lang, rounded=False)
        shown = self._about(parts, lang) + result
        return _opened(self._put("told", lang, name=figure.name[lang], result=shown, working=working))

    def alone(self, figure: Figure, words: Mapping[str, Any], lang: Lang) -> str:
        """One figure in words of its own."""
        return _opened(
            say(words, lang, value=self._about((figure,), lang) + self._shown(figure.value, figure.unit, lang))
        )

    # -- working out

    @staticmethod
    def _worked(operation: str, figures: Sequence[Figure]) -> tuple[Decimal, str]:
        """The exact value of an operation, and its unit."""
        first, last = figures[0], figures[-1]
        if operation == "sum":
            return sum((one.value for one in figures), Decimal(0)), first.unit
        if operation == "difference":
            return first.value - last.value, BETWEEN if first.unit == PERCENT else first.unit
        ratio = _ratio(first.value, last.value)
        if operation == "share":
            return ratio * 100, PERCENT
        return ratio, "times" if operation == "times" else first.unit

    def _changed(self, figures: Sequence[Figure], lang: Lang) -> str:
        """A difference as a share of the earlier figure; nothing where neither is earlier."""
        more, less = figures[0], figures[-1]
        if more.year == less.year:
            return ""
        base = min((more, less), key=lambda one: one.year)
        value = _ratio(more.value - less.value, base.value) * 100
        result, rounded = self._shown(value, PERCENT, lang), value != self._rounded(value, PERCENT)
        terms = f"({self._terms(figures, SIGNS['difference'], lang)}) ÷ {self._shown(base.value, base.unit, lang)}"
        working = self._line(terms, result, (), lang, rounded=rounded)
        shown = self._about(figures, lang, also=rounded) + result
        return _opened(self._put("less" if base is more else "more", lang, result=shown, working=working))

    def _places(self, unit: str) -> int:
        return int(self.units[unit]["places"])

    def _rounded(self, value: Decimal, unit: str) -> Decimal:
        return _rounded(value, self._places(unit))

    # -- putting into words

    def _put(self, key: str, lang: Lang, **values: str) -> str:
        about = str(self.text["about"][lang])
        return say(self.text[key], lang, **values).replace(f" {about}", f"{GAP[lang]}{about}")

    def _shown(self, value: Decimal, unit: str, lang: Lang) -> str:
        """A value with its unit, rounded to the unit's places."""
        words = self.units[unit]
        exact = value == self._rounded(value, unit)
        scale = Decimal(words.get("scale", "1")) if lang == "en" else Decimal(1)
        places = self._places(unit) + (-scale.normalize().adjusted() if scale < 1 else 0)
        text = _grouped(value * scale, places, strip=exact)
        return say(words, lang, value=text.replace(",", "") if words.get("plain") else text)

    def _in_round(self, value: Decimal, unit: str, lang: Lang) -> str:
        """A large amount of money in round figures beside its exact ones."""
        large = self.data["large"]
        if unit != large["unit"] or value < large["from"]:
            return ""
        return GAP[lang] + say(large, lang, value=_grouped(value / large[f"{lang}_size"], 2))

    def _term(self, figure: Figure, lang: Lang) -> str:
        value = self._about((figure,), lang) + self._shown(figure.value, figure.unit, lang)
        return self._put("term", lang, name=figure.name[lang], value=value)

    def _terms(self, figures: Sequence[Figure], sign: str, lang: Lang) -> str:
        return sign.join(self._term(figure, lang) for figure in figures)

    def _line(self, terms: str, result: str, figures: Sequence[Figure], lang: Lang, *, rounded: bool) -> str:
        """The working; of figures of several years it says so."""
        mark = GAP[lang] + say(self.text["rounded"], lang) if rounded else ""
        years = {figure.year for figure in figures if figure.year}
        note = GAP[lang] + say(self.text["years"], lang) if len(years) > 1 else ""
        return self._put("working", lang, terms=terms, result=result, rounded=mark, note=note)

    def _about(self, figures: Sequence[Figure], lang: Lang, *, also: bool = False) -> str:
        return str(self.text["about"][lang]) if also or any(figure.about for figure in figures) else ""


def _ratio(value: Decimal, of: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return value / of


def _rounded(value: Decimal, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grouped(value: Decimal, places: int, *, strip: bool = False) -> str:
    """Grouped by thousands, rounded; ``strip``: without zeros that say nothing."""
    text = f"{_rounded(value, places):,f}"
    return text.rstrip("0").rstrip(".") if strip and "." in text else text

"""Values as people read them: facts, labels, amounts, lists."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sales import sales_of
from bot.state import Answered, Sheet
from bot.talk import Talk
from rules.facts import FactValue, Kind
from rules.parameters import Edition
from rules.programme import Programme

_LEFT_OPEN = {
    "unknown": "draft.open_answer",
    "skipped": "draft.skipped_answer",
    "staff_asked": "draft.staff_answer",
}


def show(talk: Talk, programme: Programme, fact: str, value: FactValue) -> str:
    """A value in words; a label by its name in the registry."""
    descriptor = programme.facts.get(fact) or programme.form[fact]
    names = talk.desk.knowledge.labels.by_id
    if descriptor.kind is Kind.LABEL and value in names:
        label = names[str(value)]
        return label.zh if talk.lang == "zh" else label.en
    return programme.wording.show(fact, value, talk.lang)


def show_answer(talk: Talk, sheet: Sheet, answer: Answered) -> str:
    """An answer in words: the value, or that it was left open."""
    if answer.how in _LEFT_OPEN:
        return talk.word(_LEFT_OPEN[answer.how])
    programme = talk.programme(sheet)
    descriptor = programme.form.get(answer.fact)
    if descriptor is not None and descriptor.kind is Kind.LINES:
        sales = sales_of(sheet, talk.edition(sheet))
        return talk.word("sales.summary", count=len(sales.lines), total=f"{sales.total():,}")
    return show(talk, programme, answer.fact, programme.check(answer.fact, answer.value, override=True))


def pairs(talk: Talk, programme: Programme, facts: Mapping[str, FactValue]) -> str:
    """Facts as one line: "name value, name value"."""
    shown = (
        f"{programme.wording.name(fact, talk.lang)} {show(talk, programme, fact, value)}"
        for fact, value in facts.items()
    )
    return talk.word("list.comma").join(shown)


def of_its_end(talk: Talk, key: str, programme: Programme, edition: Edition) -> str:
    """The sentence `key` about the last day of a programme; `<key>_undated` where its document prints none."""
    document, year = edition.document[talk.lang], edition.covers_from.year
    if programme.rules.undated:
        return talk.word(f"{key}_undated", programme=document, roc=year - 1911, year=year)
    day = programme.wording.day(programme.window(edition)[1], talk.lang)
    return talk.word(key, programme=document, day=day)


def bounds(talk: Talk, low: int, high: int) -> str:
    """One figure, or two bounds, in NT$."""
    if low == high:
        return talk.word("result.amount", low=f"{low:,}")
    return talk.word("result.amount_range", low=f"{low:,}", high=f"{high:,}")

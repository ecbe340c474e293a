"""A draft on paper, in two registers: plain for the firm; with facts, values and all clauses for the officer."""

from __future__ import annotations

from typing import Literal

from bot.messages import Link
from bot.papers import Paper, Row, Section
from bot.skills import draft, result
from bot.skills.steps import standing
from bot.skills.values import show, show_answer
from bot.state import Sheet
from bot.talk import Gone, Talk
from rules.determination import Determination

Register = Literal["firm", "officer"]


def paper(talk: Talk, sheet: Sheet, register: Register) -> Paper:
    """The draft of a sheet as a paper."""
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    where = standing(talk, sheet)
    sections = [
        _answers(talk, sheet, "paper.form", [one.fact for one in where.answers if one.fact in programme.form]),
        _answers(talk, sheet, "paper.answers", [one.fact for one in where.answers if one.fact in programme.facts]),
        _outcome(talk, sheet, where.determination),
        *_explained(talk, sheet, where.determination),
        Section(talk.word("evidence.title"), lines=sheet.evidence),
    ]
    if register == "officer":
        sections += _in_full(talk, sheet, where.determination)
    return Paper(
        title=talk.word("paper.title"),
        subtitle=edition.document[talk.lang],
        case=sheet.case,
        made_on=programme.wording.day(talk.desk.today, talk.lang),
        notice=talk.word("paper.notice", how_to_file=draft.how_to_file(talk, sheet)),
        sections=tuple(section for section in sections if section.rows or section.lines),
        lang=talk.lang,
    )


def hand_out(talk: Talk, what: str, case: str = "") -> None:
    """A paper or all of a person's data as a file in the chat, where the platform takes files from a bot."""
    if what == "mine" and not case:
        document = Link(talk.word("button.mine"), "/mydata.json", talk.word("privacy.export_hint"))
        talk.say(talk.word("privacy.exported"), documents=(document,))
    elif what == "word" and case in talk.cases:
        document = draft.papers(talk, talk.cases[case])[0]
        talk.say(talk.word("draft.word_here", case=case), documents=(document,))
    else:
        raise Gone(what)


def _answers(talk: Talk, sheet: Sheet, title: str, facts: list[str]) -> Section:
    wording = talk.programme(sheet).wording
    rows = tuple(Row(wording.name(fact, talk.lang), show_answer(talk, sheet, sheet.answers[fact])) for fact in facts)
    return Section(talk.word(title), rows)


def _outcome(talk: Talk, sheet: Sheet, determination: Determination) -> Section:
    rows = (
        Row(
            talk.word("paper.outcome"),
            talk.programme(sheet).wording.outcome(determination.outcome, talk.lang),
        ),
        Row(talk.word("paper.amount"), result.amount(talk, determination)),
    )
    return Section(talk.word("paper.result"), rows, (result.assumed(talk, sheet),))


def _explained(talk: Talk, sheet: Sheet, determination: Determination) -> list[Section]:
    wording = talk.programme(sheet).wording
    return [
        Section(
            talk.word("paper.conditions"),
            lines=tuple(result.detail(talk, sheet, one, determination) for one in determination.conditions),
        ),
        Section(
            talk.word("paper.working"),
            lines=tuple(wording.step(step, talk.lang) for step in determination.amount.working),
        ),
        Section(
            talk.word("paper.duties"),
            lines=tuple(wording.duty(duty, talk.lang) for duty in determination.duties),
        ),
    ]


def _in_full(talk: Talk, sheet: Sheet, determination: Determination) -> list[Section]:
    programme = talk.programme(sheet)
    facts = tuple(
        Row(f"{programme.wording.name(fact, talk.lang)} ({fact})", show(talk, programme, fact, value))
        for fact, value in determination.facts.items()
    )
    values = tuple(
        Row(f"{value['name']} · {value['clause']}", str(value["value"]))
        for value in (one.to_json() for one in determination.values)
    )
    return [Section(talk.word("paper.facts"), facts), Section(talk.word("paper.values"), values)]

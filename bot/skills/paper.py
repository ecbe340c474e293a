"""A draft on paper, in two registers: plain for the firm; with facts, values and all clauses for the officer."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bot.messages import Link
from bot.papers import Paper, Row, Section
from bot.scoring.papers import REPORT, SCORE
from bot.skills import county_telling, draft, result, sales
from bot.skills.steps import standing
from bot.skills.values import show, show_answer
from bot.state import Sheet
from bot.talk import Gone, Talk
from rules.certification.tiers import Tier
from rules.determination import Determination, Outcome
from rules.facts import Kind
from rules.programme import Programme

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
        title=talk.word("paper.title", programme=programme.wording.title(talk.lang)),
        subtitle=edition.document[talk.lang],
        case=sheet.case,
        made_on=programme.wording.day(talk.desk.today, talk.lang),
        notice=_notice(talk, sheet),
        sections=tuple(section for section in sections if section.rows or section.lines),
        lang=talk.lang,
    )


def hand_out(talk: Talk, what: str, case: str = "") -> None:
    """A paper or all of a person's data as a file in the chat, where the platform takes files from a bot."""
    if what == "mine" and not case:
        document = Link(talk.word("button.mine"), "/mydata.json", talk.word("privacy.export_hint"))
        talk.say(talk.word("privacy.exported"), documents=(document,))
    elif what in ("word", "sheet") and case in talk.cases:
        ending = {"word": ".docx", "sheet": ".xlsx"}[what]
        found = [link for link in draft.papers(talk, talk.cases[case]) if link.href.endswith(ending)]
        if not found:
            raise Gone(what)
        talk.say(talk.word(f"draft.here.{what}", case=case), documents=tuple(found))
    elif what == "word" and case in (SCORE, REPORT) and (scoring := talk.conversation.county) and scoring.county:
        document = county_telling.document(talk, scoring, case)
        talk.say(talk.word("county.word_here", name=document.label), documents=(document,))
    else:
        raise Gone(what)


def _notice(talk: Talk, sheet: Sheet) -> str:
    """That this isn't filing, and how one files; once filed, that the firm has recorded it."""
    if sheet.state in draft.UNFILED:
        return talk.word("paper.notice", how_to_file=draft.how_to_file(talk, sheet))
    return talk.word("paper.standing", state=talk.word(f"draft.state.{sheet.state}"))


def _answers(talk: Talk, sheet: Sheet, title: str, facts: list[str]) -> Section:
    programme = talk.programme(sheet)

    def shown(fact: str) -> str:
        said = show_answer(talk, sheet, sheet.answers[fact])
        descriptor = programme.form.get(fact)
        holds_lines = descriptor is not None and descriptor.kind is Kind.LINES
        return f"{said}\n{sales.listed(talk, sheet)}" if holds_lines else said

    return Section(talk.word(title), tuple(Row(programme.wording.name(fact, talk.lang), shown(fact)) for fact in facts))


def _outcome(talk: Talk, sheet: Sheet, determination: Determination) -> Section:
    outcome = talk.programme(sheet).wording.outcome(determination.outcome, talk.lang)
    rows = [Row(talk.word("paper.outcome"), outcome)]
    if determination.priced:
        rows.append(Row(talk.word("paper.amount"), result.amount(talk, determination)))
    return Section(talk.word("paper.result"), tuple(rows), (result.assumed(talk, sheet),))


def _explained(talk: Talk, sheet: Sheet, determination: Determination) -> list[Section]:
    wording = talk.programme(sheet).wording
    return [
        Section(
            talk.word("paper.conditions"),
            lines=tuple(result.detail(talk, sheet, one, determination) for one in determination.conditions),
        ),
        Section(talk.word("paper.working"), lines=_working(talk, sheet, determination)),
        Section(
            talk.word("paper.duties"),
            lines=tuple(wording.duty(duty, talk.lang) for duty in determination.duties),
        ),
    ]


def _working(talk: Talk, sheet: Sheet, determination: Determination) -> tuple[str, ...]:
    if determination.outcome is Outcome.NOT_ELIGIBLE:
        return ()
    return tuple(talk.programme(sheet).wording.step(step, talk.lang) for step in determination.amount.working)


def _in_full(talk: Talk, sheet: Sheet, determination: Determination) -> list[Section]:
    programme = talk.programme(sheet)
    wording, assumed = programme.wording, sheet.assumed()
    facts = tuple(
        Row(
            wording.name(fact, talk.lang),
            show(talk, programme, fact, value) + (talk.word("paper.assumed") if fact in assumed else ""),
        )
        for fact, value in determination.facts.items()
    )
    values = tuple(
        Row(
            talk.word(
                "paper.value", name=wording.value(one.name, talk.lang), clause=wording.clause(one.clause, talk.lang)
            ),
            _in_force(talk, programme, one.value),
        )
        for one in determination.values
    )
    return [Section(talk.word("paper.facts"), facts), Section(talk.word("paper.values"), values)]


def _in_force(talk: Talk, programme: Programme, value: object) -> str:
    """A value of the edition as people read it: days, label names, tiers line by line."""
    if isinstance(value, tuple):
        return talk.word("list.comma").join(_in_force(talk, programme, one) for one in value)
    if isinstance(value, date):
        return programme.wording.day(value, talk.lang)
    if isinstance(value, Tier):
        return programme.wording.step(value.step(), talk.lang)
    label = talk.desk.knowledge.labels.by_id.get(str(value))
    return str(value) if label is None else label.zh if talk.lang == "zh" else label.en

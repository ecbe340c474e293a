"""The determination, told: the short bubble, item by item, and "what if"."""

from __future__ import annotations

from collections import Counter

from bot.messages import Choice
from bot.phrases import phrases
from bot.reading import Read
from bot.skills.steps import reader_of, standing
from bot.skills.values import bounds, of_its_end, pairs, show, show_answer
from bot.state import Said, Sheet
from bot.talk import Talk
from rules.determination import Condition, Determination, Outcome, Verdict
from rules.facts import FactValue, Kind

BRIEF_REASONS = 3
BRIEF_BESIDE = 4
BRIEF_STEPS = 2


def brief(talk: Talk, sheet: Sheet) -> None:
    """The result in one bubble: outcome and amount, the working, what is against it or open, the next steps."""
    talk.conversation.said = Said()
    determination = standing(talk, sheet).determination
    wording = talk.programme(sheet).wording
    lines = [headline(talk, sheet, determination)]
    if determination.outcome is not Outcome.NOT_ELIGIBLE:
        lines += [wording.step(step, talk.lang) for step in determination.amount.working[-BRIEF_STEPS:]]
    deciding = [one for one in determination.conditions if one.decides]
    beside = [one for one in determination.conditions if not one.decides]
    counted = deciding if len(deciding) > 1 else beside or deciding
    count = Counter(condition.verdict for condition in counted)
    counts = [talk.word(f"result.count.{verdict.value}", count=count[verdict]) for verdict in Verdict if count[verdict]]
    lines.append(talk.word("list.space").join(counts))
    lines += _notable(talk, sheet, determination)
    if is_open(talk, sheet) or not talk.programme(sheet).rules.ways_to_file:
        lines += [
            talk.word("result.near", near_miss=wording.near_miss(near, determination, talk.lang))
            for near in determination.near_miss
        ]
    lines.append(basis_line(talk, sheet, determination))
    choices = (talk.choice("details", "details"), *_next_steps(talk, sheet, determination))
    talk.say("\n".join(lines), *choices, card="result")


def headline(talk: Talk, sheet: Sheet, determination: Determination) -> str:
    """Outcome and amount, with the year; without money, what the programme calls the outcome."""
    edition = talk.edition(sheet)
    year = talk.word("result.year", roc=edition.covers_from.year - 1911, year=edition.covers_from.year)
    if not determination.priced:
        outcome = talk.programme(sheet).wording.outcome(determination.outcome, talk.lang)
        return talk.word("result.headline.unpriced", outcome=outcome, year=year)
    key = f"result.headline.{determination.outcome.value}"
    return talk.word(
        key,
        **({} if determination.outcome is Outcome.NOT_ELIGIBLE else {"amount": amount(talk, determination)}),
        year=year,
    )


def amount(talk: Talk, determination: Determination) -> str:
    """What may still come; where only the officers' judgement is open, what it is if they agree."""
    money = determination.amount
    if determination.outcome is Outcome.STAFF:
        return bounds(talk, money.if_met_low, money.if_met_high)
    return bounds(talk, money.low, money.high)


def _notable(talk: Talk, sheet: Sheet, determination: Determination) -> list[str]:
    """What is against it or open, the weightiest first; then, as they come, the conditions beside the outcome."""
    keys = {
        Verdict.UNMET: "result.unmet",
        Verdict.STAFF: "result.staff_item",
        Verdict.UNKNOWN: "result.unknown",
        Verdict.MET: "result.met",
    }
    wording = talk.programme(sheet).wording
    deciding = [one for one in determination.conditions if one.decides and one.verdict is not Verdict.MET]
    shown = [one for verdict in keys for one in deciding if one.verdict is verdict]
    if determination.outcome is Outcome.NOT_ELIGIBLE:
        shown = [one for one in shown if one.verdict is Verdict.UNMET]
    beside = [one for one in determination.conditions if not one.decides]
    if determination.outcome is Outcome.NOT_ELIGIBLE:
        beside = [one for one in beside if one.verdict is not Verdict.UNKNOWN]
    lines = []
    for one in [*shown[:BRIEF_REASONS], *beside[:BRIEF_BESIDE]]:
        values = {"name": wording.condition(one.id, talk.lang)}
        if one.verdict is not Verdict.UNKNOWN:
            values["reason"] = wording.reason(one, determination, talk.lang)
        lines.append(talk.word(keys[one.verdict], **values))
    return lines


def basis_line(talk: Talk, sheet: Sheet, determination: Determination) -> str:
    """The document and the clauses that decided, what was assumed, and that only the written decision counts."""
    wording, edition = talk.programme(sheet).wording, talk.edition(sheet)
    conditions = [one for one in determination.conditions if one.decides]
    deciding = [one.clause for one in conditions if one.verdict is Verdict.UNMET]
    share_clause = talk.programme(sheet).rules.share_clause
    of_share = [share_clause] if share_clause else []
    clauses = deciding or [one.clause for one in conditions] + of_share
    shown = wording.clauses(clauses, talk.lang)
    source = talk.word("answer.source", document=edition.document[talk.lang], clause=shown)
    return f"{source}{_closed(talk, sheet)}\n{assumed(talk, sheet)}"


def _closed(talk: Talk, sheet: Sheet) -> str:
    """That the edition has closed, or where there is nothing to file, that it is of an earlier year; else nothing."""
    programme, edition = talk.programme(sheet), talk.edition(sheet)
    year = edition.covers_from.year
    if is_open(talk, sheet):
        return ""
    if not programme.rules.ways_to_file:
        return talk.word("answer.of_year", roc=year - 1911, year=year)
    return of_its_end(talk, "answer.closed", programme, edition)


def assumed(talk: Talk, sheet: Sheet) -> str:
    """What a trial assumes, and that only the written decision counts."""
    programme = talk.programme(sheet)
    facts = standing(talk, sheet).facts
    presets = {fact: facts[fact] for fact in sheet.assumed()}
    if not programme.rules.ways_to_file:
        return talk.word("result.footer_unfiled")
    if not programme.priced:
        return talk.word("result.footer_unpriced")
    if not presets:
        return talk.word("result.footer_plain")
    return talk.word("result.footer", assumed=pairs(talk, programme, presets))


def _next_steps(talk: Talk, sheet: Sheet, determination: Determination) -> list[Choice]:
    steps = [talk.choice("what_if", "what_if"), talk.choice("answers", "review"), talk.choice("ask_officer", "person")]
    ruled_out = determination.outcome is Outcome.NOT_ELIGIBLE
    if talk.programme(sheet).form and not (sheet.case or ruled_out) and is_open(talk, sheet):
        steps.insert(0, talk.choice("prepare", "prepare"))
    return steps


def is_open(talk: Talk, sheet: Sheet) -> bool:
    """Whether papers can still be filed today; never where there are none to file."""
    programme = talk.programme(sheet)
    return bool(programme.rules.ways_to_file) and talk.desk.today <= programme.window(talk.edition(sheet))[1]


def details(talk: Talk) -> None:
    """「逐項看」: each condition with clause and reason; the working; what follows."""
    sheet = talk.sheet
    if sheet is None:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
        return
    determination = standing(talk, sheet).determination
    wording, edition = talk.programme(sheet).wording, talk.edition(sheet)
    items = "\n".join(detail(talk, sheet, one, determination) for one in determination.conditions)
    talk.tell("result.details", programme=edition.document[talk.lang], items=items)
    if determination.priced and determination.outcome is not Outcome.NOT_ELIGIBLE:
        steps = "\n".join(wording.step(step, talk.lang) for step in determination.amount.working)
        clause = wording.clause(talk.programme(sheet).rules.share_clause, talk.lang)
        talk.tell("result.working", clause=clause, steps=steps)
    if determination.duties:
        duties = "\n".join(f"・{wording.duty(duty, talk.lang)}" for duty in determination.duties)
        talk.tell("result.duties" if is_open(talk, sheet) else "result.duties_then", duties=duties)
    last = talk.replies.pop()
    talk.say(last.text, *_next_steps(talk, sheet, determination))


def detail(talk: Talk, sheet: Sheet, condition: Condition, determination: Determination) -> str:
    """One condition: verdict, name, reason, clause."""
    wording = talk.programme(sheet).wording
    return talk.word(
        f"result.detail.{condition.verdict.value}",
        name=wording.condition(condition.id, talk.lang),
        reason=wording.reason(condition, determination, talk.lang),
        clause=wording.clause(condition.clause, talk.lang),
    )


def choose_what_if(talk: Talk) -> None:
    """「換條件看看」: which answer shall be another?"""
    sheet = talk.sheet
    answers = standing(talk, sheet).answers if sheet else ()
    if sheet is None or not answers:
        talk.tell("result.nothing", talk.choice("menu", "menu"))
        return
    programme = talk.programme(sheet)
    facts = [one.fact for one in answers if one.fact in programme.facts] + list(sheet.assumed())
    choices = [Choice(programme.wording.name(fact, talk.lang), f"if:{fact}") for fact in facts]
    talk.tell("step.which_what_if", *choices, card="choice")


SUPPOSED = (Kind.MONEY, Kind.DATE, Kind.LABEL, Kind.CHOICE, Kind.YEAR, Kind.INTEGER)
"""Kinds of facts that "what if …" in words may name, the surest to read first."""


def suppose_text(talk: Talk, text: str) -> bool:
    """ "如果申請費 12 萬呢": both results, when the words give the value of an answered fact; False otherwise."""
    sheet = talk.sheet
    assert sheet is not None
    programme = talk.programme(sheet)
    reader = reader_of(talk, sheet)
    known = [one.fact for one in standing(talk, sheet).answers if one.fact in programme.facts] + list(sheet.assumed())
    facts = [programme.facts[fact] for fact in known if programme.facts[fact].kind in SUPPOSED]
    for fact in sorted(facts, key=lambda one: (not phrases().is_about(one.id, text), SUPPOSED.index(one.kind))):
        if fact.kind is Kind.INTEGER and not phrases().is_about(fact.id, text):
            continue  # a number alone doesn't tell what it counts
        match reader.read(fact, text):
            case Read(value=value):
                what_if(talk, sheet, fact.id, value)
                return True
    return False


def what_if(talk: Talk, sheet: Sheet, fact_id: str, value: FactValue) -> None:
    """Both results side by side; nothing is stored."""
    programme = talk.programme(sheet)
    where = standing(talk, sheet)
    after = programme.determine(where.facts | {fact_id: value}, talk.edition(sheet))
    own = sheet.answers.get(fact_id)
    talk.tell(
        "result.what_if",
        talk.choice("what_if", "what_if"),
        talk.choice("continue", "resume"),
        name=programme.wording.name(fact_id, talk.lang),
        before=show_answer(talk, sheet, own) if own else talk.word("draft.open_answer"),
        before_result=_short(talk, sheet, where.determination),
        after=show(talk, programme, fact_id, value),
        after_result=_short(talk, sheet, after),
    )


def _short(talk: Talk, sheet: Sheet, determination: Determination) -> str:
    if not determination.priced:
        return talk.programme(sheet).wording.outcome(determination.outcome, talk.lang)
    if determination.outcome is Outcome.NOT_ELIGIBLE:
        return talk.word("result.short.not_eligible")
    return talk.word(f"result.short.{determination.outcome.value}", amount=amount(talk, determination))

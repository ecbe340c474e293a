"""What a declaration comes to: each line in words, the total as bounds, how far it is to the award, what it is not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.skills.values import bounds
from bot.state_declaration import Bought, Declaring
from bot.talk import Gone, Talk
from knowledge.labels import Labels
from rules.determination import Verdict
from rules.procurement import Plan, plans, whole_dollars
from rules.procurement.lines import Line, LineResult, Totals, recognise_line, total
from rules.procurement.wording import LineWording

LONGEST_LIST = 10
"""Lines that one bubble lists."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A declaration worked out: its plan, each line with its result, and the totals."""

    plan: Plan
    lines: tuple[tuple[Bought, LineResult], ...]
    totals: Totals


@cache
def wording_of(plan: Plan) -> LineWording:
    """The words for a plan's lines."""
    return LineWording(plan)


def plan_in(declaring: Declaring) -> Plan:
    """The plan a declaration was begun under. Raises Gone when it is no longer on file."""
    found = next((plan for plan in plans() if plan.id == declaring.edition), None)
    if found is None:
        raise Gone(declaring.edition)
    return found


def line_of(plan: Plan, bought: Bought) -> Line:
    """A line as the rules take it. Where no year was told, the plan's own is supposed, which every result says."""
    year = plan.edition.runs_from.year if bought.year is None else bought.year
    return Line(
        item=bought.item,
        amount=bought.amount,
        kind=bought.kind,
        ground=bought.ground,
        proven=bought.proven,
        year=year,
        leased=bought.leased,
    )


def result_of(plan: Plan, bought: Bought) -> LineResult:
    """What a line counts."""
    return recognise_line(plan, line_of(plan, bought))


def reckoned(declaring: Declaring) -> Reckoned:
    """All lines worked out."""
    plan = plan_in(declaring)
    lines = tuple((bought, result_of(plan, bought)) for bought in declaring.lines)
    return Reckoned(plan, lines, total((line_of(plan, bought), result) for bought, result in lines))


def ground_name(talk: Talk, plan: Plan, ground: str) -> str:
    """A ground or label by the plan's name, else by the registry's."""
    labels: Labels = talk.desk.knowledge.labels
    if ground not in plan.grounds.by_id and ground in labels.by_id:
        label = labels.by_id[ground]
        return label.zh if talk.lang == "zh" else label.en
    return wording_of(plan).ground(ground, talk.lang)


def titled(talk: Talk, bought: Bought) -> str:
    """A line by its name and amount; a group of alike ones by what hangs on it."""
    if bought.stake is not None:
        supplier = talk.word("declaration.supplier", supplier=bought.stake.supplier) if bought.stake.supplier else ""
        return talk.word(
            "declaration.group_line",
            item=bought.item,
            supplier=supplier,
            rows=bought.stake.rows,
            amount=f"{bought.amount:,}",
            share=bought.stake.share,
        )
    if bought.amount is None:
        return talk.word("declaration.line_blank", item=bought.item)
    return talk.word("declaration.line", item=bought.item, amount=f"{bought.amount:,}")


def brief(talk: Talk, bought: Bought, result: LineResult) -> str:
    """What a line counts, in a few words."""
    least = result.at_least if (bought.amount or 0) < 0 else max(result.at_least, result.amount)
    low, high = whole_dollars(least), whole_dollars(result.at_most)
    key = "unknown_amount" if result.verdict is Verdict.UNKNOWN and bought.amount is None else result.verdict.value
    return talk.word(f"declaration.brief.{key}", low=f"{low:,}", high=f"{high:,}")


def listed(talk: Talk, number: int, bought: Bought, result: LineResult) -> str:
    """One line of a list: number, name, amount, what it counts."""
    what = brief(talk, bought, result)
    return talk.word(f"declaration.listed.{result.verdict.value}", number=number, line=titled(talk, bought), brief=what)


def explained(talk: Talk, plan: Plan, bought: Bought, result: LineResult) -> str:
    """What a line counts, why, by which clause, and how it is worked out."""
    words = wording_of(plan)
    ground = ground_name(talk, plan, bought.ground) if bought.ground else ""
    lines = [
        talk.word("declaration.counts", line=titled(talk, bought), brief=brief(talk, bought, result)),
        words.reason(result, talk.lang, ground=ground),
    ]
    if result.working and result.verdict is not Verdict.UNMET:
        lines.append(talk.word("list.comma").join(words.step(step, talk.lang) for step in result.working))
    clause = words.clause(result.clause, talk.lang)
    lines.append(talk.word("answer.source", document=plan.edition.document[talk.lang], clause=clause))
    return "\n".join(lines)


def counts(talk: Talk, totals: Totals) -> str:
    """How many lines of each verdict."""
    shown = [
        talk.word(f"declaration.count.{verdict.value}", count=totals.lines[verdict])
        for verdict in Verdict
        if totals.lines[verdict]
    ]
    return talk.word("list.space").join(shown)


def sum_shown(talk: Talk, low: int, high: int, without: int) -> str:
    """The recognised total: one figure, or bounds; "at least" while lines that may count have no amount yet."""
    key = "declaration.at_least" if without else "declaration.sum"
    return talk.word(key, amount=bounds(talk, low, high), count=without)


def spread(worked: Reckoned) -> tuple[int, int, int]:
    """The least and the most that is recognised, in whole NT$, and how many lines that may count lack an amount."""
    without = sum(line.amount is None and result.verdict is not Verdict.UNMET for line, result in worked.lines)
    return whole_dollars(worked.totals.at_least), whole_dollars(worked.totals.at_most), without


def award_distance(talk: Talk, plan: Plan, low: int, high: int, without: int) -> str:
    """How far it is to the award's threshold, as far as that is known: the firm's group isn't asked here."""
    edition = plan.edition
    threshold, capital = edition.award_threshold, edition.award_capital
    key = "reached" if low >= threshold else "may_be_reached" if high >= threshold or without else "short"
    words = wording_of(plan)
    return talk.word(
        f"declaration.award.{key}",
        capital=words.money(capital, talk.lang),
        threshold=words.money(threshold, talk.lang),
        distance=bounds(talk, 0 if without else max(0, threshold - high), max(0, threshold - low)),
        clause=words.clause(edition.clause_of("award_threshold"), talk.lang),
    )


def years(plan: Plan) -> tuple[int, int]:
    """A plan's year in ROC and in western reckoning."""
    year = plan.edition.runs_from.year
    return year - 1911, year


def standing(talk: Talk, plan: Plan) -> str:
    """Whether the plan's year is over, and that no later one is on file."""
    edition = plan.edition
    closed = talk.desk.today > edition.runs_to
    day = wording_of(plan).day(edition.runs_to, talk.lang)
    return talk.word(
        "declaration.closed" if closed else "declaration.running",
        document=edition.document[talk.lang],
        day=day,
    )

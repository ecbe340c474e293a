"""A purchase list's unknown lines: alike ones asked about as one, the most money first; one answer fills them all."""

from __future__ import annotations

from typing import Any, Literal

from bot.effects import Remember, WorkPurchases
from bot.messages import Choice, Link
from bot.skills import declared
from bot.skills.declaring import ask, current, reopened
from bot.state_declaration import NONE, Bought, Declaring, Stake
from bot.state_purchases import PurchaseList, Sums
from bot.talk import Talk
from rules.determination import Verdict
from rules.procurement import Plan, latest

SHOWN_GROUNDS = 3
"""Grounds whose sums a bubble names."""
SHOWN_NOTES = 2


def take(listed: PurchaseList, edition: str, data: dict[str, Any]) -> None:
    """What a job has worked out: the sums, and the groups that are still to be asked about."""
    listed.introduced = False
    listed.sums = Sums.model_validate(data["sums"])
    listed.open_groups, listed.leading = data["open"], (data["leading"][0], data["leading"][1])
    groups = [_group(one) for one in data["groups"] if one["key"] not in listed.passed]
    listed.groups = Declaring(number=listed.number, edition=edition, lines=tuple(groups), adding=False, grouped=True)


def _group(data: dict[str, Any]) -> Bought:
    stake = Stake(key=data["key"], supplier=data["supplier"], rows=data["rows"], share=data["share"])
    return Bought(
        item=data["item"],
        kind=data["kind"],
        ground=data["ground"],
        proven=data["proven"],
        leased=data["leased"],
        amount=data["amount"],
        stake=stake,
    )


def go_on(talk: Talk, listed: PurchaseList) -> None:
    """Ask about the next group; when all that were brought along are done, have the list worked out anew, or sum up."""
    groups = listed.groups
    if listed.stage == "done":
        listed.stage = "groups"
    if listed.stage != "groups" or groups is None:
        talk.tell("purchases.still_working", name=listed.name)
        return
    now = current(groups)
    if now is not None:
        if not listed.introduced:
            _introduce(talk, listed)
        ask(talk, groups, *now)
    elif any(_is_answered(line) for line in groups.lines):
        work(talk, listed, "run")
    else:
        tell_sums(talk, listed, *_choices(talk, listed))


def can_answer(talk: Talk) -> bool:
    """Whether the groups can be answered now; while the list is being worked out that is said instead."""
    listed = talk.conversation.purchases
    if listed is None or listed.stage == "working":
        talk.tell("purchases.still_working", name=listed.name if listed else "")
        return False
    listed.stage = "groups"
    return True


def _introduce(talk: Talk, listed: PurchaseList) -> None:
    """What the list comes to before the questions, and which of them matter most."""
    tell_sums(talk, listed)
    listed.introduced = True
    first, percent = listed.leading
    talk.tell("purchases.groups", count=listed.open_groups, first=first, percent=percent)


def _choices(talk: Talk, listed: PurchaseList) -> list[Choice]:
    change = talk.choice("columns_change", f"columns:{listed.number}:change")
    return [talk.choice("line_done", "declared"), change, talk.choice("list_drop", f"list_drop:{listed.number}")]


def work(talk: Talk, listed: PurchaseList, step: Literal["read", "run", "finish"]) -> None:
    """Have the list worked out, or its workbook made; the conversation goes on meanwhile."""
    listed.stage, listed.jobs = "working", listed.jobs + 1
    talk.do(WorkPurchases(listed.number, listed.jobs, listed.file, step, listed.columns, talk.lang, listed.sheet))
    tell_working(talk, listed, "reading" if step == "read" else step)


def tell_working(talk: Talk, listed: PurchaseList, step: str) -> None:
    """Say how far the work is; where only one answer is free, that is left for what comes of it."""
    if talk.one_free:
        talk.replies.clear()
    else:
        talk.tell(f"purchases.{step}", name=listed.name, rows=f"{listed.rows:,}")


def _is_answered(line: Bought) -> bool:
    return line.staff or (line.stake is not None and line.stake.answered)


def settled(talk: Talk, groups: Declaring, place: int) -> None:
    """A group has all its answers, or nobody knows: what was said is remembered, for this list and the next."""
    listed = talk.conversation.purchases
    assert listed is not None
    line = groups.lines[place]
    assert line.stake is not None
    said = {
        "ground": line.ground,
        "staff": line.staff,
        "kind": line.kind,
        "leased": line.leased,
        "proven": line.proven,
    }
    if line.passed and not line.staff:
        listed.passed = (*listed.passed, line.stake.key)
        talk.tell("purchases.passed", rows=line.stake.rows)
    if line.staff or line.ground is not None or line.leased is not None:
        talk.do(Remember("answer", line.stake.key, said))
        stake = line.stake.model_copy(update={"answered": True})
        groups.put(place, line.model_copy(update={"stake": stake}))
        listed.answered += 1
        key = "staff" if line.staff else "filled"
        plan = declared.plan_in(groups)
        talk.tell(f"purchases.{key}", rows=line.stake.rows, what=_what(talk, plan, line), share=line.stake.share)


def _what(talk: Talk, plan: Plan, line: Bought) -> str:
    result = declared.result_of(plan, line)
    name = declared.ground_name(talk, plan, result.ground or line.ground or NONE)
    verdict = declared.wording_of(plan).verdict(result.verdict, talk.lang)
    return talk.word("purchases.what", verdict=verdict, ground=name)


def back(talk: Talk, listed: PurchaseList) -> None:
    """「上一題」: the answer given last is asked for again."""
    groups = listed.groups
    if listed.stage != "groups" or groups is None or not groups.trail:
        talk.tell("step.first")
        return
    *rest, (place, step) = groups.trail
    groups.trail, groups.group = tuple(rest), ""
    line = groups.lines[place]
    groups.before = groups.before or (place, line)
    assert line.stake is not None
    listed.passed = tuple(key for key in listed.passed if key != line.stake.key)
    groups.put(place, reopened(declared.plan_in(groups), line, step).model_copy(update={"staff": False}))
    go_on(talk, listed)


def tell_sums(talk: Talk, listed: PurchaseList, *choices: Choice) -> None:
    """What a list comes to so far: the bounds, the lines by verdict, what completing it may add."""
    talk.say(_sums(talk, listed), *choices, card="result")


def tell_result(talk: Talk, listed: PurchaseList, workbook: Link) -> None:
    """What a list comes to, with the workbook: also by label, what looks entered twice, how far to the award."""
    assert listed.sums is not None
    lines = [_sums(talk, listed), *_extra(talk, latest(), listed.sums)]
    talk.say("\n".join(lines), documents=(workbook,), card="result")


def _sums(talk: Talk, listed: PurchaseList) -> str:
    sums = listed.sums
    assert sums is not None
    roc, year = declared.years(latest())
    return talk.word(
        "purchases.sums",
        name=listed.name,
        roc=roc,
        year=year,
        amount=declared.sum_shown(talk, sums.at_least, sums.at_most, sums.without),
        counts=_counts(talk, sums),
        more=_more(talk, sums),
    )


def _counts(talk: Talk, sums: Sums) -> str:
    shown = [
        talk.word(f"declaration.count.{verdict.value}", count=f"{sums.lines[verdict.value]:,}")
        for verdict in Verdict
        if sums.lines.get(verdict.value)
    ]
    return talk.word("list.space").join(shown)


def _more(talk: Talk, sums: Sums) -> str:
    lines = []
    if sums.more:
        lines.append(talk.word("purchases.more", more=f"{sums.more:,}"))
    if sums.staff:
        lines.append(talk.word("purchases.for_staff", staff=f"{sums.staff:,}"))
    return "\n".join(lines) or talk.word("purchases.no_more")


def _extra(talk: Talk, plan: Plan, sums: Sums) -> list[str]:
    """By label, duplicates, what couldn't be read, the distance to the award."""
    lines = []
    if sums.by_ground:
        named = [
            talk.word("purchases.ground", ground=declared.ground_name(talk, plan, ground), amount=f"{amount:,}")
            for ground, amount in sums.by_ground[:SHOWN_GROUNDS]
        ]
        lines.append(talk.word("purchases.by_ground", grounds=talk.word("list.comma").join(named)))
    if sums.duplicates:
        lines.append(talk.word("purchases.duplicates", count=sums.duplicates))
    lines += [note[talk.lang] for note in sums.notes[:SHOWN_NOTES]]
    left = len(sums.notes) - SHOWN_NOTES + sums.more_notes
    if left > 0:
        lines.append(talk.word("purchases.more_notes", count=left))
    lines.append(declared.award_distance(talk, plan, sums.at_least, sums.at_most, sums.without))
    return lines

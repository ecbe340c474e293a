"""The steps of a declaration's lines: which is open, how it is asked, what a button or a text answers to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.messages import Choice
from bot.skills.bought import leased_hinted, marked, signed
from bot.skills.declared import ground_name, plan_in, result_of, titled, wording_of
from bot.state_declaration import NONE, UNKNOWN, Bought, Declaring, LineKind, Step
from bot.talk import Gone, Talk
from rules.procurement import Ground, GroundKind, Plan

ORDER: tuple[Step, ...] = ("ground", "service", "leased", "proof", "amount")
KINDS: Mapping[str, LineKind] = {"lease": "lease", "service": "service", "purchase": "purchase"}
GROUPS = (GroundKind.LABEL, GroundKind.EFFICIENCY, GroundKind.FOREIGN_LABEL, GroundKind.PURCHASE)
STAFF = "staff"
"""The answer that staff are to judge, for a group of a purchase list's lines."""
UNLISTED = "unlisted"
"""A label that nobody has on file."""
MOST = 10**12
MOST_HINTS = 3
"""Grounds offered because a thing's name hints at them."""


def open_step(plan: Plan, bought: Bought) -> Step | None:
    """The next step of a line: the first thing missing that nobody has passed."""
    if bought.staff:
        return None
    missing = result_of(plan, bought).missing
    return next((step for step in ORDER if step in missing and step not in bought.passed), None)


def current(declaring: Declaring) -> tuple[int, Step] | None:
    """The line and step asked now: those of the line being edited first. None while something else is asked."""
    if declaring.adding:
        return None
    plan = plan_in(declaring)
    places = list(range(len(declaring.lines)))
    if declaring.before is not None:
        places.insert(0, declaring.before[0])
    found = ((place, open_step(plan, declaring.lines[place])) for place in places)
    return next(((place, step) for place, step in found if step), None)


def ask(talk: Talk, declaring: Declaring, place: int, step: Step) -> None:
    """One question about one line, with its buttons."""
    bought = declaring.lines[place]
    question = talk.word(_question(bought, step, declaring.group), **_gaps(talk, declaring, bought, step))
    key = "declaration.asking_group" if declaring.grouped else "declaration.asking"
    shown = talk.word(key, number=place + 1, count=len(declaring.lines), line=titled(talk, bought), question=question)
    talk.say(shown, *buttons(talk, declaring, place, step), card="choice")
    talk.asks = step == "amount"


def _question(bought: Bought, step: Step, group: str) -> str:
    if step == "ground" and group:
        return f"declaration.which.{group}"
    if step in ("ground", "amount") and bought.kind in ("lease", "service"):
        return f"declaration.ask.{step}_{bought.kind}"
    return f"declaration.ask.{step}"


def _gaps(talk: Talk, declaring: Declaring, bought: Bought, step: Step) -> dict[str, str]:
    if step != "proof":
        return {}
    plan = plan_in(declaring)
    needed = plan.grounds.by_id[bought.ground or ""].requires or ""
    return {"proof": wording_of(plan).proof(needed, talk.lang)}


def buttons(talk: Talk, declaring: Declaring, place: int, step: Step) -> list[Choice]:
    """The buttons of a step: its answers, "I don't know", and quietly why, and back."""
    offered = [_answer(declaring, place, step, value, label) for value, label in _answers(talk, declaring, place, step)]
    if step == "ground":
        offered = _ground_buttons(talk, declaring, place, offered)
    key = "other_service" if step == "service" else "unknown"
    offered.append(talk.choice(key, f"line:{declaring.stamp}:{place}:{step}:{UNKNOWN}"))
    if declaring.grouped:
        offered.append(talk.choice("let_staff", f"line:{declaring.stamp}:{place}:{step}:{STAFF}"))
    offered.append(talk.choice("why", f"line_why:{declaring.stamp}:{place}:{step}", aside=True))
    if declaring.grouped:
        offered.append(talk.choice("line_done", "declared", aside=True))
    if declaring.trail:
        offered.append(talk.choice("back", "back", aside=True))
    return offered


def _answer(declaring: Declaring, place: int, step: str, value: str, label: str) -> Choice:
    return Choice(label, f"line:{declaring.stamp}:{place}:{step}:{value}")


def _answers(talk: Talk, declaring: Declaring, place: int, step: Step) -> list[tuple[str, str]]:
    """The values of a step and what they are called."""
    plan, bought = plan_in(declaring), declaring.lines[place]
    match step:
        case "ground" if declaring.group:
            return [(ground.id, _name(talk, ground.zh, ground.en)) for ground in _grounds(plan, declaring.group)]
        case "ground":
            hinted = marked(bought.item, plan, talk.desk.knowledge.labels).hints
            return [(ground, ground_name(talk, plan, ground)) for ground in hinted[:MOST_HINTS]]
        case "service":
            needed = bought.ground
            services = [one for one in plan.grounds.of_kind(GroundKind.SERVICE) if one.requires == needed]
            return [(one.id, _name(talk, one.zh, one.en)) for one in services]
        case "proof":
            return [("yes", talk.word("button.have_it")), ("no", talk.word("button.have_not"))]
        case "leased":
            hinted_items = leased_hinted(bought.item, plan) or plan.leasing.items
            listed = [(one.id, _name(talk, one.zh, one.en)) for one in hinted_items]
            return [*listed, (NONE, talk.word("button.not_on_list"))]
    return []


def _name(talk: Talk, zh: str, en: str) -> str:
    return zh if talk.lang == "zh" else en


def _grounds(plan: Plan, group: str) -> tuple[Ground, ...]:
    try:
        return plan.grounds.of_kind(GroundKind(group))
    except ValueError:
        raise Gone(group) from None


def _ground_buttons(talk: Talk, declaring: Declaring, place: int, hinted: list[Choice]) -> list[Choice]:
    bought, stamp = declaring.lines[place], declaring.stamp
    if declaring.group:
        return [*hinted, talk.choice("other_group", f"line_group:{stamp}:{place}:")]
    plan = plan_in(declaring)
    groups = [
        talk.choice(f"group_{kind.value}", f"line_group:{stamp}:{place}:{kind.value}")
        for kind in GROUPS
        if plan.grounds.of_kind(kind)
    ]
    kinds = [
        talk.choice(f"is_{kind}", f"line:{stamp}:{place}:kind:{kind}")
        for kind in ("lease", "service")
        if bought.kind is None
    ]
    nothing = talk.choice("no_label", f"line:{stamp}:{place}:ground:{NONE}")
    return [*hinted, *groups, *kinds, nothing]


def answered(talk: Talk, plan: Plan, bought: Bought, step: str, value: str) -> Bought:
    """A line with an answer in it. Raises Gone for a value that isn't one of the step's."""
    if value == UNKNOWN and step in ORDER:
        return bought.model_copy(update={"passed": (*bought.passed, step)})
    if value == STAFF and step in ORDER and bought.stake is not None:
        return bought.model_copy(update={"staff": True})
    take = _TAKING.get(step)
    if take is None:
        raise Gone(step)
    return bought.model_copy(update=take(talk, plan, bought, value))


def _take_kind(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    if value not in KINDS:
        raise Gone(value)
    return {"kind": KINDS[value]}


def _take_ground(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    known = value in plan.grounds.by_id or value in talk.desk.knowledge.labels.by_id
    if not known and value not in (NONE, UNLISTED):
        raise Gone(value)
    ground = plan.grounds.by_id.get(value)
    service = ground is not None and ground.kind is GroundKind.SERVICE
    kind = bought.kind or ("service" if service else "purchase")
    return {"ground": value, "kind": kind, "proven": None}


def _take_service(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    ground = plan.grounds.by_id.get(value)
    if ground is None or ground.kind is not GroundKind.SERVICE:
        raise Gone(value)
    return {"ground": value, "kind": "service", "proven": True}  # the label it requires was named before


def _take_proof(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    if value not in ("yes", "no"):
        raise Gone(value)
    return {"proven": value == "yes"}


def _take_leased(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    if value != NONE and len(plan.leasing.find(value)) != 1:
        raise Gone(value)
    return {"leased": value}


def _take_amount(talk: Talk, plan: Plan, bought: Bought, value: str) -> dict[str, object]:
    if not (value.isascii() and value.isdecimal()) or int(value) > MOST:
        raise Gone(value)
    return {"amount": signed(bought.item, int(value))}


_TAKING: Mapping[str, Callable[[Talk, Plan, Bought, str], dict[str, object]]] = {
    "kind": _take_kind,
    "ground": _take_ground,
    "service": _take_service,
    "proof": _take_proof,
    "leased": _take_leased,
    "amount": _take_amount,
}


def reopened(plan: Plan, bought: Bought, step: Step) -> Bought:
    """A line with the answer to a step taken back, and whatever hangs on it."""
    ground = plan.grounds.by_id.get(bought.ground or "")
    fields: dict[Step, dict[str, object]] = {
        "ground": {"ground": None, "proven": None, "kind": bought.kind if bought.kind == "lease" else None},
        "service": {"ground": ground.requires if ground else None, "proven": None},
        "proof": {"proven": None},
        "leased": {"leased": None},
        "amount": {"amount": None},
    }
    left = tuple(one for one in bought.passed if one != step)
    return bought.model_copy(update={**fields[step], "passed": left})

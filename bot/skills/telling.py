"""A text read as the answer to a declaration's step: a label, a thing leased, an amount, yes or no."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.phrases import phrases
from bot.skills.bought import ground_named, leased_hinted, marked
from bot.skills.bought_words import words
from bot.skills.declared import ground_name
from bot.skills.declaring import KINDS
from bot.state_declaration import NONE, Bought, Step
from bot.talk import Talk
from knowledge.quantities import Ambiguous, ForeignMoney, MoneyRange, read_money
from knowledge.text import fold, plain
from rules.procurement import GroundKind, Plan

SHOWN = 20
"""Characters of a text that are said back."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the step it is for, which may be a line's kind, and its value as a button has it."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Not understood, or not surely: the sentence to say, its gaps, and the answers that may be meant, with names."""

    key: str
    values: dict[str, object] = field(default_factory=dict)
    candidates: tuple[tuple[Given, str], ...] = ()


def read(talk: Talk, plan: Plan, bought: Bought, step: Step, text: str) -> Given | Unsure:
    """A text as the answer to a step of a line. Never raises."""
    return _READING[step](talk, plan, bought, text)


def _ground(talk: Talk, plan: Plan, bought: Bought, text: str) -> Given | Unsure:
    folded = plain(text)
    if fold(text) in phrases().options["none"] or words().says_nothing(folded):
        return Given("ground", NONE)
    if bought.kind is None and words().has("lease", folded):
        return Given("kind", KINDS["lease"])
    if ground := ground_named(text, plan, talk.desk.knowledge.labels):
        return Given("ground", ground)
    meant = dict.fromkeys(label.id for match in talk.desk.knowledge.labels.find(text) for label in match.labels)
    meant |= dict.fromkeys(marked(text, plan, talk.desk.knowledge.labels).hints)
    if meant and not phrases().denies(folded):
        named = tuple((Given("ground", one), ground_name(talk, plan, one)) for one in meant)
        return Unsure("reading.which_label", {}, named)
    return Unsure("declaration.unclear.ground", {"text": text[:SHOWN]})


def _service(talk: Talk, plan: Plan, bought: Bought, text: str) -> Given | Unsure:
    mark = marked(text, plan, talk.desk.knowledge.labels)
    services = {one.id for one in plan.grounds.of_kind(GroundKind.SERVICE)}
    found = services.intersection({mark.ground, *mark.hints})
    if len(found) == 1:
        return Given("service", found.pop())
    return Unsure("declaration.unclear.service")


def _leased(talk: Talk, plan: Plan, bought: Bought, text: str) -> Given | Unsure:
    if fold(text) in phrases().options["none"] | phrases().options["no"] | phrases().options["other"]:
        return Given("leased", NONE)
    found = leased_hinted(text, plan)
    if len(found) == 1:
        return Given("leased", found[0].id)
    named = tuple((Given("leased", one.id), one.zh if talk.lang == "zh" else one.en) for one in found)
    return Unsure("declaration.unclear.leased", {}, named)


def _proof(talk: Talk, plan: Plan, bought: Bought, text: str) -> Given | Unsure:
    said = next((word for word in ("yes", "no") if fold(text) in phrases().options[word]), None)
    said = said or _proof_named(talk, plan, bought, text)
    return Given("proof", said) if said else Unsure("reading.not_an_option")


def _proof_named(talk: Talk, plan: Plan, bought: Bought, text: str) -> str | None:
    """Whether a text says that what is required is there by naming it, or that it isn't."""
    folded = plain(text)
    if words().says_nothing(folded):
        return "no"
    labels = talk.desk.knowledge.labels
    required = {bought.ground, plan.grounds.by_id[bought.ground or ""].requires}
    if ground_named(text, plan, labels) in required:
        return "yes"
    denied = phrases().denies(folded) and not words().has("wondering", folded)
    return "no" if denied and required.intersection(marked(text, plan, labels).hints) else None


def _amount(talk: Talk, plan: Plan, bought: Bought, text: str) -> Given | Unsure:
    if words().has("each", plain(text)):
        return Unsure("declaration.unclear.each")
    match read_money(text, "other"):
        case MoneyRange(low=low, high=high) if low == high:
            return Given("amount", str(low))
        case MoneyRange(low=low, high=high):
            return Unsure("declaration.unclear.blurred", {"low": f"{low:,}", "high": f"{high:,}"})
        case Ambiguous(values=values):
            named = tuple((Given("amount", str(one)), f"{one:,}") for one in values if isinstance(one, int))
            return Unsure("reading.which_amount", {"text": text[:SHOWN]}, named)
        case ForeignMoney():
            return Unsure("declaration.unclear.foreign")
    return Unsure("declaration.unclear.amount")


_READING: Mapping[Step, Callable[[Talk, Plan, Bought, str], Given | Unsure]] = {
    "ground": _ground,
    "service": _service,
    "leased": _leased,
    "proof": _proof,
    "amount": _amount,
}

"""Lines that a text tells, also while another line is asked about."""

from __future__ import annotations

from bot.skills.bought import amounts_in, is_label, marked, read_lines
from bot.skills.declared import plan_in
from bot.state_declaration import Bought, Declaring, Step
from bot.talk import Talk


def told_lines(talk: Talk, declaring: Declaring, text: str) -> tuple[Bought, ...]:
    """The lines that a text tells."""
    return read_lines(text, plan_in(declaring), talk.desk.knowledge.labels, talk.desk.today)


def told_besides(talk: Talk, declaring: Declaring, asked: Bought, step: Step, text: str) -> tuple[Bought, ...]:
    """Lines of their own that a text tells while another line is asked about: things with other amounts than its own.

    Where its amount is asked, only what names a ground of its own: other words may stand beside an amount.
    """
    plan, labels = plan_in(declaring), talk.desk.knowledge.labels
    told = () if declaring.grouped else told_lines(talk, declaring, text)
    if step == "amount":
        own = [one for one in told if one.amount is not None and one.ground != asked.ground]
        return told if any(one.ground or marked(one.item, plan, labels).hints for one in own) else ()
    other = asked.amount is not None and any(amount != asked.amount for amount in amounts_in(text))
    return told if other and any(not is_label(one.item, plan, labels) for one in told) else ()

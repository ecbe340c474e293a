"""What a person answers about a group of unknown lines, read."""

from __future__ import annotations

from bot.ledger.answers import Said
from bot.ledger.declaring import Group
from bot.ledger.headers import folded, folded_list
from bot.ledger.marks import Marks
from rules.procurement import NO_GROUND, GroundKind, Plan


def understand(text: str, group: Group, plan: Plan, marks: Marks) -> Said | None:
    """Return what a text says of a group, asked for the first thing it lacks; None where that isn't sure.

    Staff to judge, yes and no, the name of a label or product, of a service, or of a leased product.
    """
    word = folded(text)
    if not word:
        return None
    if word in folded_list("staff"):
        return Said(staff=True)
    first = group.missing[0]
    if first == "leased":
        return _leased(word, text, plan)
    if first == "proof":
        return Said(proven=word in folded_list("yes")) if word in folded_list("yes") | folded_list("no") else None
    mark = marks.of("", text)
    if mark.ground is None:
        return None
    ground = plan.grounds.by_id.get(mark.ground)
    if first == "service" and (ground is None or ground.kind is not GroundKind.SERVICE):
        return None
    return Said(ground=mark.ground, proven=mark.proven)


def _leased(word: str, text: str, plan: Plan) -> Said | None:
    if word in folded_list("no"):
        return Said(leased=NO_GROUND)
    found = plan.leasing.find(text.strip())
    return Said(leased=found[0].id) if len(found) == 1 else None

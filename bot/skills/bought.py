"""What people say they bought, read as lines: 「環保標章影印紙 3 萬，租影印機 12 萬」. What isn't sure stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.phrases import phrases
from bot.skills.bought_words import words
from bot.state_declaration import NONE, Bought, LineKind
from knowledge.labels import Labels
from knowledge.money import Impossible, MoneyRange, Span, spans
from knowledge.quantities import western
from knowledge.text import clean, plain, simplified
from rules.procurement import Ground, GroundKind, Leased, Plan

if TYPE_CHECKING:
    from bot.ledger.marks import Mark, Marks

LONGEST_ITEM = 60
"""Characters of a line's name that are kept."""
LONGEST_NOTHING = 8
"""A longer text than this says more than that there is no label."""
LONGEST_NAME = 20
"""A longer answer than this says more than a label's name."""
POINTS = "green_points"
_DATED = re.compile(
    r"(?<!\d)(?:民国\s?)?(?P<year>1[01]\d|20\d\d)\s?(?:年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?|[/-]\d{1,2}(?:[/-]\d{1,2})?)"
)
"""A year, with or without month and day, as one writes when something was bought."""
_CLASS = re.compile(r"第?[一二三四五1-5]级")
"""A class of energy efficiency, answered by itself."""
_EDGES = " ,，:：;；=。.()（）[]-—"
_MINUS = " -−－負负"
_GAP = re.compile(r"[\s\-_.,，、()（）/「」『』]+")


@dataclass(frozen=True, slots=True)
class _Said:
    """One piece of a message: what it names, as written, and its amount where it has a sure one.

    `after`: it follows the amount of another piece of the same part.
    """

    item: str
    amount: int | None
    tells_amount: bool
    part: str
    after: bool = False


def read_lines(text: str, plan: Plan, labels: Labels, today: date) -> tuple[Bought, ...]:
    """The lines that a message tells, in order; none where it names nothing. 去年 is the year before `today`'s."""
    lines: list[Bought] = []
    told: list[_Said] = []
    for piece in (piece for part in _parts(text) for piece in _pieces(part)):
        label = _label_after(piece, lines[-1], plan, labels) if lines else None
        if label is not None:  # said of the things before: 碳粉匣，有環保標章，2 萬
            first = 0 if words().has("all", plain(piece.part)) else len(lines) - 1
            lines[first:] = [_labelled(line, label, plan) for line in lines[first:]]
            if lines[-1].amount is None:
                lines[-1] = lines[-1].model_copy(update={"amount": piece.amount})
        elif piece.after and lines:  # more words of the same thing: a supplier, a model
            told[-1] = replace(told[-1], item=f"{told[-1].item} {piece.item}"[:LONGEST_ITEM])
            lines[-1] = _line(told[-1], plan, labels, today)
        elif piece.item:
            lines.append(_line(piece, plan, labels, today))
            told.append(piece)
        elif piece.tells_amount and lines:  # a second amount of the same line: which is meant has to be asked
            only = piece.amount if lines[-1].amount is None else None
            lines[-1] = lines[-1].model_copy(update={"amount": only})
    year = _ago(text, today) if len(lines) > 1 else None  # of all that is told, but for what has its own
    return tuple(line if line.year or year is None else line.model_copy(update={"year": year}) for line in lines)


def _label_after(piece: _Said, line: Bought, plan: Plan, labels: Labels) -> str | None:
    """The label, or NONE, of which a piece says only that the thing before bears it: 「，有環保標章」."""
    item, folded = piece.item, plain(piece.item)
    if not item or (piece.tells_amount and line.amount is not None) or words().has("unsure", plain(piece.part)):
        return None
    if words().says_nothing(folded) and len(folded) <= LONGEST_NOTHING:
        return NONE
    return _marks(plan, labels).label_alone(_without(item, words().lists["bears"]))


def _labelled(line: Bought, label: str, plan: Plan) -> Bought:
    """A line with the label said after it: the proof of a service, the ground of what names none itself."""
    ground = plan.grounds.by_id.get(line.ground or "")
    if ground is not None and ground.requires is not None:
        proven = label == ground.requires
        return line.model_copy(update={"proven": proven}) if proven or label == NONE else line
    if line.ground is not None:
        return line
    return line.model_copy(update={"ground": label, "kind": line.kind or "purchase"})


def amounts_in(text: str) -> tuple[int, ...]:
    """The exact amounts that a text tells, in NT$, of a whole line or of a piece."""
    found = (_exact(span) for span in spans(text) if not span.bare)
    return tuple(amount for amount in found if amount is not None)


def is_label(text: str, plan: Plan, labels: Labels) -> bool:
    """Whether a text is the name of a label and nothing else."""
    return _marks(plan, labels).label_alone(text) is not None


def _parts(text: str) -> list[str]:
    """A message cut between its things."""
    whole = "\n".join(clean(line) for line in text.splitlines())
    folded = simplified(whole)
    if len(folded) != len(whole):  # a character folded to several: then the folded text is the message
        whole = folded
    cuts = [0, *(place for found in words().between.finditer(folded) for place in found.span()), len(whole)]
    return [whole[start:end].strip() for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def _pieces(part: str) -> list[_Said]:
    """The things of one part, each ended by its amount; a rest without one is a thing of its own."""
    found = [span for span in spans(part) if not span.bare or len(part) == span.end - span.start]
    if words().has("each", plain(part)) and len(found) != 1:
        found = found[-1:]
    pieces, place = [], 0
    for span in found:
        pieces.append(_Said(_name(part[place : span.start]), _sure(span, part), True, part))
        place = span.end
    rest = _name(part[place:])
    if pieces and rest and not pieces[-1].item:  # the amount stood first: 3 萬的影印紙
        pieces[-1] = _Said(rest, pieces[-1].amount, True, part)
    elif rest:
        pieces.append(_Said(rest, None, False, part, after=bool(pieces)))
    return pieces


def _sure(span: Span, part: str) -> int | None:
    """An amount that is exact and for the whole line; one for a month or a piece has to be added up first."""
    return None if span.denied or words().has("each", plain(part)) else _exact(span)


def _exact(span: Span) -> int | None:
    """An exact amount, one below 0 too; None for any other."""
    money = span.money
    if isinstance(money, Impossible) and money.reason == "negative":
        below = [_exact(one) for one in spans(money.words.lstrip(_MINUS))]
        return -below[0] if len(below) == 1 and below[0] is not None else None
    return money.low if isinstance(money, MoneyRange) and money.low == money.high else None


def _name(said: str) -> str:
    """What stands beside an amount, without the words that only lead to it."""
    dated = _DATED.search(simplified(said))
    kept = (said[: dated.start()] + said[dated.end() :] if dated else said).strip(_EDGES)
    shorter = True
    while shorter and kept:
        folded = simplified(kept)
        lead = next((w for w in (*words().lists["lead"], *words().lists["purchase"]) if _begins(folded, w)), "")
        trails = (*words().lists["trail"], *words().lists["each"])
        trail = next((w for w in trails if _ends(folded, w)), "") if not lead else ""
        shorter = bool(lead or trail)
        kept = kept[len(lead) : len(kept) - len(trail)].strip(_EDGES)
    return kept[:LONGEST_ITEM] if re.search(r"[^\W\d_]", kept) else ""


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not (word.isascii() and text[len(word) : len(word) + 1].isalpha())


def _ends(text: str, word: str) -> bool:
    before = text[: -len(word)]
    return text.endswith(word) and not (word.isascii() and word.isalpha() and before[-1:].isalpha())


def _line(piece: _Said, plan: Plan, labels: Labels, today: date) -> Bought:
    folded = plain(piece.item)
    mark = marked(piece.item, plan, labels)
    found = plan.grounds.by_id.get(mark.ground or "")
    thing = found is not None and found.kind is GroundKind.PURCHASE  # it needs no label
    ground = NONE if words().says_nothing(folded) and not thing else mark.ground
    if words().has("unsure", plain(piece.part)):
        ground = None
    kind = mark.kind or _kind(folded, plan.grounds.by_id.get(ground or "")) or _bought(piece.part)
    if kind == "points":
        ground = POINTS
    item = _without(piece.item, words().lists["lease"]) if kind == "lease" else piece.item
    return Bought(
        item=item,
        kind=kind,
        ground=ground,
        proven=mark.proven if ground == mark.ground else None,
        leased=mark.leased,
        amount=signed(piece.item, piece.amount),
        year=_year(piece.part, today),
    )


def signed(item: str, amount: int | None) -> int | None:
    """An amount as it counts: that of a return or a discount below zero."""
    return -abs(amount) if amount is not None and words().has("returned", plain(item)) else amount


def _year(part: str, today: date) -> int | None:
    """The year that is said of a thing, None where none is."""
    if dated := _DATED.search(simplified(part)):
        return western(int(dated["year"]))
    return _ago(part, today)


def _ago(text: str, today: date) -> int | None:
    """The year that is last year or this one as said, None where neither is."""
    folded = plain(text)
    ago = next((years for word, years in words().years_ago.items() if word in folded), None)
    return None if ago is None else today.year - ago


def _bought(part: str) -> LineKind | None:
    return "purchase" if words().has("purchase", plain(part)) else None


def _kind(folded: str, ground: Ground | None) -> LineKind | None:
    """Whether it was bought, leased or a service, where the words or the ground tell."""
    said = words()
    if said.has("points", folded):
        return "points"
    if said.has("lease", folded):
        return "lease"
    if ground is not None:
        return "service" if ground.kind is GroundKind.SERVICE else "purchase"
    if said.has("service", folded):
        return "service"
    return None


def _without(item: str, words_of: tuple[str, ...]) -> str:
    """An item without the words it begins or ends with that only say what was done with it."""
    folded = simplified(item)
    first = next((word for word in words_of if _begins(folded, word)), "")
    last = next((word for word in words_of if _ends(folded[len(first) :], word)), "")
    return item[len(first) : len(item) - len(last)].strip() or item


def marked(item: str, plan: Plan, labels: Labels) -> Mark:
    """What a thing's own words say it is, as in a purchase list: only what is sure, and hints. Loaded when wanted."""
    return _marks(plan, labels).of(item, "")


def _marks(plan: Plan, labels: Labels) -> Marks:
    from bot.ledger.marks import Marks

    return Marks(plan, labels)


def ground_named(text: str, plan: Plan, labels: Labels) -> str | None:
    """The ground that an answer surely names: a label in whole or in short, or a thing that needs none.

    A denial beside a name leaves it open, unless it says that there is no label at all.
    """
    folded = plain(text)
    if words().says_nothing(folded):
        return NONE
    if phrases().denies(folded) or words().has("unsure", folded):
        return None
    marks = _marks(plan, labels)
    if _CLASS.fullmatch(folded):
        text = words().lists["efficiency"][0] + text
    said = marks.of("", text).ground or marks.of(text, "").ground
    if said is not None:
        return said
    sure = [match.labels[0].id for match in labels.find(text) if match.exact and not match.ambiguous]
    return sure[0] if len(sure) == 1 and len(folded) <= LONGEST_NAME else None


def leased_hinted(text: str, plan: Plan) -> tuple[Leased, ...]:
    """The products of the leasing list whose names stand in a text."""
    exact = plan.leasing.find(text)
    if exact:
        return exact
    folded = _tight(plain(text))
    return tuple(one for one in plan.leasing.items if any(_tight(plain(name)) in folded for name in one.names()))


def _tight(folded: str) -> str:
    return _GAP.sub("", folded)

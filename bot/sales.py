"""A green store's sales as typed, read as lines of its statement: 「電腦螢幕，1234，環保標章，120000，20台」."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.phrases import phrases
from bot.skills.bought_words import words as bought_words
from bot.state import Sheet
from knowledge.labels import Labels
from knowledge.quantities import ForeignMoney, MoneyRange, read_money
from knowledge.text import clean, fold, plain
from rules.facts import LARGE_MONEY
from rules.parameters import Edition
from rules.procurement import Plan, plan_of
from rules.stores.sales import Sale, Sales, judged

Problem = Literal["no_label", "unlabelled", "which_label", "no_amount", "negative", "too_large", "foreign_money"]
"""Why a line can't be taken."""

LONGEST_PART = 60
_ENDS = re.compile(r"[\n\r;；]+")
_BETWEEN = re.compile(r"[,|\t]| {2,}|、(?=\S)")
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d年/-])")
_NUMBER = re.compile(r"\d{1,15}")
_COUNTED = re.compile(r"\d[\d.]*\s?[^\d\s,.%$/~-]{1,4}")
_NEGATIVE = re.compile(r"[-−－]\s*(?:nt)?\$?\s*\d", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\d{1,3}(?:[.)、]\s*|\t)")


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that can't be taken as it stands: its words and what is wrong with it."""

    words: str
    problem: Problem


@dataclass(slots=True)
class _Parts:
    """The parts of one line, sorted by what they look like."""

    label: str = ""
    amount: str = ""
    quantity: str = ""
    period: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_sales(text: str, plan: Plan, labels: Labels) -> Iterator[Sale | Unread]:
    """Yield each line of a text, taken or not; nothing for a text that has no line with a name and something more."""
    for line in _ENDS.split(text):
        parts = _split(line)
        read = _read(" ".join(parts)[:LONGEST_PART], parts, plan, labels) if len(parts) > 1 else None
        if read is not None:
            yield read


def _split(line: str) -> list[str]:
    """The parts of a line: between commas, bars, tabs or wide gaps; where there is none of these, between spaces."""
    whole = _GROUPED.sub(lambda found: found[0].replace(",", ""), _NUMBERED.sub("", line)).replace("，", ",")
    parts = [clean(part)[:LONGEST_PART] for part in _BETWEEN.split(whole)]
    kept = [part for part in parts if part]
    return kept if len(kept) > 1 else clean(whole).split(" ")


def _read(words: str, parts: list[str], plan: Plan, labels: Labels) -> Sale | Unread | None:
    """The first part is the product; what the others are shows in themselves, else in their order. None: a header."""
    if any(_NEGATIVE.match(part) for part in parts[1:]):
        return Unread(words, "negative")
    found = _Parts()
    for part in parts[1:]:
        problem = _place(part, found, plan, labels)
        if problem:
            return Unread(words, problem)
    if not found.label:
        unlabelled = any(bought_words().says_nothing(plain(part)) for part in parts[1:])
        return Unread(words, "unlabelled" if unlabelled else "no_label") if any(map(str.isdecimal, words)) else None
    number = _settle(found)
    amount = _amount(found.amount)
    if not isinstance(amount, int):
        return Unread(words, amount)
    product = " ".join([parts[0], *found.others])[:LONGEST_PART]
    return Sale(product, found.label, amount, number, found.quantity, found.period)


def _place(part: str, found: _Parts, plan: Plan, labels: Labels) -> Problem | None:
    """Put a part where it belongs; says what is wrong with it, if anything."""
    if not found.label:
        named = labels_named(part, plan, labels)
        if len(named) > 1:
            return "which_label"
        if named:
            found.label = named[0]
            return None
    if _NUMBER.fullmatch(part):
        (found.after if found.label else found.before).append(part)
    elif phrases().is_period(part):
        found.period = part
    elif phrases().is_batch(part) or (_COUNTED.fullmatch(part) and not phrases().is_priced(part)):
        found.quantity = part
    elif not found.amount and isinstance(read_money(part, "other"), (MoneyRange, ForeignMoney)):
        found.amount = part
    elif any(character.isdigit() for character in part):
        found.before.insert(0, part)
    elif found.label and not found.quantity:
        found.quantity = part
    else:
        found.others.append(part)
    return None


def labels_named(part: str, plan: Plan, labels: Labels) -> tuple[str, ...]:
    """The ids of the grounds and labels that a part names; none where it names no label at all."""
    listed = plan.grounds.find(part)
    if listed:
        return tuple(ground.id for ground in listed)
    if _NUMBER.fullmatch(part) or phrases().denies(fold(part)):
        return ()
    named = [match for match in labels.find(part) if match.exact]
    return tuple(dict.fromkeys(label.id for match in named for label in match.labels))


def _settle(found: _Parts) -> str:
    """Tell bare numbers apart by the printed order (number, label, amount, quantity); return the label's number.

    One number alone, before the label, may be either: then there is no amount. Nor is there where a group of three
    figures got parted from its number (120，000).
    """
    before, after = found.before, found.after
    if not found.amount and not any(part.startswith("0") for part in after):
        if len(after) > 1 and int(after[1]) > int(after[0]):  # more pieces than dollars: the first is the number
            before.append(after.pop(0))
        if after or len(before) > 1:
            found.amount = after.pop(0) if after else before.pop()
    if after and not found.quantity:
        found.quantity = after.pop(0)
    return (before or after or [""])[0]


def _amount(said: str) -> int | Problem:
    """The amount in NT$; a bare number is dollars, since the column says so."""
    if _NUMBER.fullmatch(said):
        amount = int(said)
    else:
        match read_money(said, "other") if said else None:
            case MoneyRange(low=low, high=high) if low == high:
                amount = low
            case ForeignMoney():
                return "foreign_money"
            case _:
                return "no_amount"
    return amount if amount <= LARGE_MONEY else "too_large"


def sales_of(sheet: Sheet, edition: Edition) -> Sales:
    """The lines that a draft keeps, judged by its edition; none where they were left open."""
    known = sheet.known()
    texts = known["sales"].value if "sales" in known else ()
    channel = str(known["channel"].value) if "channel" in known else "none"
    return judged(plan_of(edition), [Sale.of(text) for text in texts], channel)

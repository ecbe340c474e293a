"""The procurement plan's lists: product criteria with their weight, and what is leased rather than bought."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from rapidfuzz.distance import OSA

from knowledge.data import load
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang, Option
from knowledge.numerals import CHARS
from knowledge.sound import alike, syllables
from knowledge.text import clean
from knowledge.words import Names, any_of, shown
from rules.procurement import Criterion, GroundKind, Leased, Plan, county_names

AT_MOST: Final = 3
HEARD: Final = 3
"""So many characters at least has a name that is known by its sound."""
COUNTED: Final = re.compile(rf"[\d{CHARS}]+[台部辆个间盆支组套张]$")
"""How many of a thing, said after its name."""
NUMERALS: Final = frozenset(CHARS + "万元块年月天")
"""Characters of sums and spans of time, which are no thing's name."""
ENDS: Final = "跟和与與及 "
"""Words that join, at the end of a thing's name."""


def by_name(things: Iterable[Criterion] | Iterable[Leased]) -> dict[str, tuple[str, ...]]:
    """The ids of those who bear a name; several for a shared one."""
    named: dict[str, tuple[str, ...]] = {}
    for thing in things:
        id = f"{thing.list}-{thing.number}" if isinstance(thing, Criterion) else thing.id
        single = thing.en.removesuffix("s")
        for name in (*thing.names(), re.sub(r"\(.*?\)", "", thing.zh), single):
            named[name] = tuple(dict.fromkeys((*named.get(name, ()), id)))
    return named


def lettered(plan: Plan) -> dict[str, list[str]]:
    """The names of the product criteria by their list; none that both lists bear."""
    named = by_name(item for one in plan.criteria.lists.values() for item in one.items)
    named |= {word: named[name] for word, name in load("lookups.yaml")["criterion"]["also"].items()}
    lists: dict[str, list[str]] = {}
    for name, ids in named.items():
        letters = {id.partition("-")[0].lower() for id in ids}
        if len(letters) == 1:
            lists.setdefault(letters.pop(), []).append(name)
    return lists


def like(thing: str, names: Iterable[str]) -> bool:
    """Whether a shown word is part of a shown name or holds it, sounds like one or is one but for a slip: then it may
    be what is meant.
    """
    return any(thing in name or name in thing or alike(thing, name) or slipped(thing, name) for name in names)


def slipped(thing: str, name: str) -> bool:
    """Whether a word is a longer name with one character left out or two of them swapped: 飲機, 飲機水."""
    return (
        len(name) >= HEARD
        and -1 <= len(thing) - len(name) <= 0
        and OSA.distance(thing, name, score_cutoff=1) == 1
        and (len(thing) < len(name) or sorted(thing) == sorted(name))
    )


def _county(thing: str) -> bool:
    """Whether what is taken for a product's name is a county's: 金門拿到一張."""
    return thing in {shown(name) for name in county_names()}


class CriteriaList:
    """Says on which list a product criterion stands and what a firm under it counts."""

    kind = "criterion"

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("lookups.yaml")["criterion"]
        items = [item for one in plan.criteria.lists.values() for item in one.items]
        self._items = {f"{item.list}-{item.number}": item for item in items}
        self._every = tuple(map(shown, by_name(items)))
        named = by_name(items)
        self._names = Names({**named, **{word: named[name] for word, name in self.text["also"].items()}})
        self._calls = any_of(self.text["calls"])
        self._on_list = re.compile(self.text["on_list"])
        self._no_name = any_of(self.text["no_name"])
        self._firms = any_of(self.text["firms"])

    def find(self, inquiry: Inquiry) -> Found | None:
        """The criteria a question names, where it asks for their list or weight, not how one firm's labels count."""
        if not (self._calls.search(inquiry.text) or "criterion" in inquiry.before) or self._firms.search(inquiry.text):
            return None
        groups = list(dict.fromkeys(seen.what for seen in self._names.find(inquiry.text)))
        if inquiry.paid:
            return None
        if not groups:
            found = self._on_list.search(inquiry.text)
            thing = next((part for part in found.groups() if part), "") if found else ""
            named = thing and not (self._no_name.search(thing) or like(thing, self._every) or _county(thing))
            return Found("procurement", (self._off(thing, inquiry),)) if named else None
        slots = {"criterion": groups[-1][0]}
        lang = inquiry.lang
        if len(groups[0]) > 1:
            options = tuple(Option(name_of(self._items[id], lang), self.rebuild(id, lang)) for id in groups[0])
            return Found("procurement", asked=say(self.text["which"], lang), options=options[:AT_MOST], slots=slots)
        answers = tuple(self.rebuild(group[0], lang) for group in groups[:AT_MOST])
        return Found("procurement", answers, slots=slots)

    def _off(self, thing: str, inquiry: Inquiry) -> Answer:
        """The answer for a product on neither list."""
        lang, lists = inquiry.lang, self.plan.criteria.lists
        written = clean(inquiry.question.text)
        place = inquiry.text.find(thing)
        name = written[place : place + len(thing)] if len(written) == len(inquiry.text) else thing
        text = say(self.text["unlisted"], lang, name=name)
        clause = "、".join(one.clause for one in lists.values())
        basis = rests_on(self.plan.edition, clause, self.text["unlisted_says"], lang)
        return Answer(self.text["unlisted_entry"], "procurement", "lookup", text, name, basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<list>-<number>``."""
        item = self._items[name]
        terms: dict[str, Any] = {
            "list": item.list,
            "weight": f"{item.weight:f}",
            "clause": item.clause,
            "number": item.number,
        }
        text = say(self.text["is"], lang, name=name_of(item, lang), **terms)
        basis = rests_on(self.plan.edition, terms.pop("clause"), self.text["says"], lang, **terms)
        title = say(self.text["title"], lang, name=name_of(item, lang))
        return Answer(f"{self.kind}.{name}", "procurement", "lookup", text, title, basis)


class LeasingList:
    """Says what part of the rent of a leased product counts."""

    kind = "lease"

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.text = load("lookups.yaml")["lease"]
        self._items = {item.id: item for item in plan.leasing.items}
        other = {name: (id,) for name, id in self.text["also"].items()}
        self.names: Names[tuple[str, ...]] = Names({**other, **by_name(plan.leasing.items)})
        self._calls = any_of(self.text["calls"])
        self._every = tuple(map(shown, by_name(plan.leasing.items)))
        self._names_heard: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """The names by how they may begin."""
        for name, ids in by_name(plan.leasing.items).items():
            for syllable in syllables(shown(name)[0]) if len(name) >= HEARD else ():
                self._names_heard[syllable].append((shown(name), ids[0]))
        self._things = [re.compile(pattern) for pattern in self.text["things"]]
        labelled = load("reckoning.yaml")["amount"]["words"]
        self._label, self._no_label = any_of(labelled["label"]), any_of(labelled["no_label"])
        self._elsewhere = any_of(self.text["elsewhere"])
        self._whole = any_of(self.text["whole"])
        self._reported = any_of(self.text["reported"])
        self._whether = any_of(self.text["whether"])
        self._no_name = any_of(self.text["no_name"])
        bought = plan.grounds.of_kind(GroundKind.PURCHASE)
        self._known = Names({name: one.id for one in bought for name in one.names()})

    def unlisted(self, inquiry: Inquiry) -> str | None:
        """The thing that a question says is leased, as written, where it is none of the list nor recognised anyway."""
        if next(self.names.find(inquiry.text), None) is not None:
            return None
        for found in self._leased(inquiry.text):
            if not self._may_count(found[1]):
                return self._written(inquiry, found)
        return None

    def _off_list(self, inquiry: Inquiry) -> list[str]:
        """The things said to be leased beside listed ones that are on no list: 租 AED 跟租投影機."""
        return [
            self._written(inquiry, found)
            for found in self._leased(inquiry.text)
            if not self._may_count(found[1]) and next(self.names.find(found[1]), None) is None
        ]

    def _may_count(self, thing: str) -> bool:
        """Whether a thing leased may be one of the list or counts anyway, or is no thing's name."""
        thing = COUNTED.sub("", thing)
        known = next(self._known.find(thing), None) is not None or like(thing.rstrip(ENDS), self._every)
        return known or self._no_name.search(thing) is not None or not set(thing) - NUMERALS

    @staticmethod
    def _written(inquiry: Inquiry, found: re.Match[str]) -> str:
        """The thing as it was typed."""
        written = clean(inquiry.question.text)
        thing = written[found.start(1) : found.end(1)] if len(written) == len(inquiry.text) else found[1]
        return thing.rstrip(ENDS)

    def _leased(self, text: str) -> Iterator[re.Match[str]]:
        """The things that a shown text says are leased."""
        return (found for pattern in self._things for found in pattern.finditer(text))

    def recognised(self, text: str) -> str | None:
        """The id of a thing leased that counts without any list, such as a bicycle."""
        seen = (one for found in self._leased(text) for one in self._known.find(found[1]))
        return next((one.what for one in seen), None)

    def find(self, inquiry: Inquiry) -> Found | None:
        """The leased products a question names; after a lease was talked of, the product's name is enough."""
        found = list(dict.fromkeys(seen.what[0] for seen in self.names.find(inquiry.text)))
        found = found or self._heard(inquiry)
        asked = self._whether.search(inquiry.text) or self._leant(inquiry)
        asked = asked and not self._elsewhere.search(inquiry.text)
        if not found and asked and (thing := self.unlisted(inquiry)):
            return Found("procurement", (self._said("unlisted", thing, inquiry.lang),))
        if not found and asked and (id := self.recognised(inquiry.text)):
            name = name_of(self.plan.grounds.by_id[id], inquiry.lang)
            return Found("procurement", (self._said("recognised", name, inquiry.lang),))
        if not found or inquiry.paid:
            return None
        own = {concept for concept, ids in self.text["own_names"].items() if set(found) & set(ids)}
        if inquiry.asks - own - set(self.text["asks"]):
            return None
        if not (self._calls.search(inquiry.text) or self._leant(inquiry)) or self._reported.search(inquiry.text):
            return None
        answers = tuple(self.rebuild(id, inquiry.lang) for id in found[:AT_MOST])
        if self._label.search(self._no_label.sub(" ", inquiry.text)):
            name = say(self.text["labelled"], inquiry.lang, **self._terms(found[0], inquiry.lang))
            answers = (self._said("recognised", name, inquiry.lang),)
        elif self._whole.search(inquiry.text):
            part = {id: say(self.text["part"], inquiry.lang, **self._terms(id, inquiry.lang)) for id in found}
            answers = tuple(replace(answer, text=part[id]) for id, answer in zip(found, answers, strict=False))
        others = [self._said("unlisted", thing, inquiry.lang) for thing in self._off_list(inquiry)] if asked else []
        return Found("procurement", (*answers, *others)[:AT_MOST], slots={"lease": found[-1]})

    def _heard(self, inquiry: Inquiry) -> list[str]:
        """The products whose names a message about leasing has by their sound: 飲水雞."""
        text = inquiry.text
        if "lease" not in inquiry.question.reading.concepts:
            return []
        near = (
            id
            for at, char in enumerate(text)
            for syllable in syllables(char)
            for name, id in self._names_heard.get(syllable, ())
            if alike(text[at : at + len(name)], name)
        )
        return list(dict.fromkeys(near))

    def _said(self, key: str, thing: str, lang: Lang) -> Answer:
        """The answer for a thing that isn't on the list, or is recognised by itself."""
        leasing = self.plan.leasing
        terms = {"name": thing, "percent": f"{leasing.percent:f}"}
        basis = rests_on(self.plan.edition, leasing.clause, self.text["unlisted_says"], lang, **terms)
        text, title = say(self.text[key], lang, **terms), say(self.text["title"], lang, **terms)
        return Answer(self.text["unlisted_entry"], "procurement", "lookup", text, title, basis)

    def _terms(self, id: str, lang: Lang) -> dict[str, str]:
        return {"name": name_of(self._items[id], lang), "percent": f"{self.plan.leasing.percent:f}"}

    def _leant(self, inquiry: Inquiry) -> bool:
        topic = inquiry.question.topic
        return (
            topic is not None
            and ("lease" in topic.slots or topic.entry in self.text["entries"])
            and bool(len(inquiry.text) <= self.text["terse"])
        )

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of a listed product's id."""
        leasing, terms = self.plan.leasing, self._terms(name, lang)
        basis = rests_on(self.plan.edition, leasing.clause, self.text["says"], lang, **terms)
        text, title = say(self.text["is"], lang, **terms), say(self.text["title"], lang, **terms)
        if name in self.text["notes"]:
            text += "\n" + say(self.text["notes"][name], lang)
        return Answer(f"{self.kind}.{name}", "procurement", "lookup", text, title, basis)

"""Finding what a line counts as in its label column and its own words; only what is sure is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from bot.ledger.headers import folded, folded_list, ledger_words
from bot.ledger.names import LABELS, FoldedText, Name, names_by_first, word_keys
from knowledge.labels import Labels
from rules.determination import Verdict
from rules.procurement import NO_GROUND, GroundKind, LineKind, Plan


@dataclass(frozen=True, slots=True)
class Mark:
    """What was found of a line.

    `ground` is sure, or None; `kind`, `proven` and `leased` go with it as in rules.procurement.Line. `hints` are
    grounds that may be meant: choices to offer. `where` says what it was found in, `words` the words themselves.
    """

    ground: str | None = None
    kind: LineKind | None = None
    proven: bool | None = None
    leased: str | None = None
    hints: tuple[str, ...] = ()
    where: Literal["label", "item", "answer"] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    name: Name
    start: int
    end: int
    sure: bool


class Marks:
    """Every name of a plan's grounds, of the registry's labels and of what is leased, ready to be found in texts."""

    def __init__(self, plan: Plan, labels: Labels) -> None:
        self._plan = plan
        self._by_first = names_by_first(plan, labels)
        self._known: dict[tuple[str, str, str, str], Mark] = {}

    def of(self, item: str, label: str, header: str = "", detail: str = "") -> Mark:
        """What a line is by its label column (`header` is that column's) and its item's words, the column first.

        Where neither names anything, a label that the detail names is taken like one in the item's words.
        """
        key = (item, label, header, detail)
        if key not in self._known:
            self._known[key] = self._of(*key)
        return self._known[key]

    def _of(self, item: str, label: str, header: str, detail: str) -> Mark:
        said = self._in_label(label, header)
        own = self._detailed(self._in_item(item), item, detail)
        if said.ground is None:
            if own.ground is not None and not said.hints:
                return own
            return replace(own, ground=None, hints=_unique((*said.hints, *own.hints, *_one(own.ground))))
        if said.ground == NO_GROUND:
            return self._unlabelled(said, own)
        service = self._plan.grounds.by_id.get(own.ground or "")
        if service is not None and service.kind is GroundKind.SERVICE:
            if service.requires == said.ground:
                return replace(own, proven=True, where="label", words=said.words)
            return Mark(kind=own.kind, hints=(service.id, said.ground))
        return replace(said, kind=own.kind, leased=own.leased)

    def label_alone(self, text: str) -> str | None:
        """The one label, or ground in a label column's words, that a text consists of and nothing else."""
        key = FoldedText(text).shown
        if key in self._short:
            return self._short[key]
        named = (one for one in self._by_first.get(key[:1], ()) if one.key == key and one.origin == "label")
        ids = {id for one in named for id in one.ids}
        return ids.pop() if len(ids) == 1 else None

    def answered(self, mark: Mark, ground: str) -> Mark:
        """The mark with the ground that a person names: a service and the label it requires prove each other."""
        if self._requires(mark.ground, ground):
            return replace(mark, proven=True, where="answer")
        return replace(
            mark, ground=ground, where="answer", proven=True if self._requires(ground, mark.ground) else None
        )

    def completes(self, mark: Mark, ground: str | None) -> bool:
        """Whether a person's answer adds to what the label column says: the kind of a service that bears the label."""
        return ground in (None, mark.ground) or self._requires(ground, mark.ground)

    def _requires(self, service: str | None, label: str | None) -> bool:
        ground = self._plan.grounds.by_id.get(service or "")
        return ground is not None and ground.requires is not None and ground.requires == label

    def _unlabelled(self, said: Mark, own: Mark) -> Mark:
        """A line whose column says that it bears no label: its words may still name a thing that needs none."""
        ground = self._plan.grounds.by_id.get(own.ground or "")
        if own.ground is None and not own.hints:
            return replace(said, kind=own.kind, leased=own.leased)
        if ground is not None and ground.kind in LABELS:
            return replace(own, ground=None, hints=(ground.id,))  # the column denies what the item's words claim
        if ground is not None and ground.kind is GroundKind.SERVICE:
            return replace(own, proven=False)
        if own.ground is None and all(map(self._counts_by_label, own.hints)):
            return replace(said, kind=own.kind, leased=own.leased)
        return own

    def _counts_by_label(self, id: str) -> bool:
        """Whether it counts by a label alone: a label itself, or a thing that doesn't count without one."""
        return self._is_label(id) or self._verdict(id) is Verdict.UNMET

    def _is_label(self, id: str) -> bool:
        ground = self._plan.grounds.by_id.get(id)
        return ground is None or ground.kind in LABELS

    def _in_label(self, text: str, header: str) -> Mark:
        word = folded(text)
        if not word:
            return Mark()
        headed = self._headed(header)
        if word in folded_list("yes"):
            return Mark(headed, where="label", words=text) if headed else Mark()
        if word in folded_list("no"):
            return Mark() if headed else Mark(NO_GROUND, where="label", words=text)
        if word in self._short:
            return Mark(self._short[word], where="label", words=text)
        return self._labelled(FoldedText(text), text)

    @cached_property
    def _short(self) -> Mapping[str, str]:
        return {
            folded(str(name)): id
            for id, names in ledger_words()["short"].items()
            if id in self._plan.grounds.by_id
            for name in names
        }

    def _headed(self, header: str) -> str | None:
        """The one ground that a label column's header names (環保標章: ✓), None where it names none or several."""
        ids = {id for one in self._scan(FoldedText(header)) if one.sure for id in one.name.ids}
        return ids.pop() if len(ids) == 1 else None

    def _detailed(self, own: Mark, item: str, detail: str) -> Mark:
        """What an item is whose own words name nothing, by a label that its specification or remarks name."""
        if not detail or own.ground is not None or own.hints:
            return own
        found = self._labelled(FoldedText(detail), detail)
        about_it = not FoldedText(item).has(word_keys("doubt_label"))
        if found.ground is None or not about_it or not self._listed(found.ground) or not self._is_label(found.ground):
            return replace(own, hints=_unique((*found.hints, *_one(found.ground))))
        return replace(own, ground=found.ground, where="item", words=detail)

    def _labelled(self, text: FoldedText, words: str) -> Mark:
        found = [one for one in self._scan(text) if one.name.origin != "leased"]
        doubtful = text.has(word_keys("doubt_label")) or _questioned(words)
        sure = [] if doubtful else [one.name.ids[0] for one in found if one.sure and len(one.name.ids) == 1]
        hints = _unique(id for one in found for id in one.name.ids if one.name.ids[0] not in sure)
        best = self._best(sure)
        if best is None or (hints and self._verdict(best) is not Verdict.MET):
            return Mark(hints=_unique((*sure, *hints)))
        return Mark(best, proven=self._proof_said(best, text), where="label", words=words)

    def _in_item(self, item: str) -> Mark:
        text = FoldedText(item)
        found = self._scan(text)
        named = [(one.start, one.end) for one in found if one.name.origin != "leased"]
        rest = text.without(named) if named else text
        doubt_label = bool(named) and (rest.has(word_keys("doubt_label")) or _questioned(item))
        doubt_thing = bool(named) and rest.has(word_keys("doubt_thing"))
        lease = text.has(word_keys("lease")) and not text.has(word_keys("not_lease"))
        service = not text.shown or text.has(word_keys("service"))
        sure: list[str] = []
        hints: list[str] = []
        leased: list[str] = []
        for one in found:
            label = one.name.origin == "label"
            unless = rest.has(_unless(one.name.ids[0]))
            doubt = one.name.weak or doubt_label or unless or (doubt_thing and not label)
            bounded = not text.in_a_number(one.start, one.end) if label else self._bounded(text, one)
            certain = one.sure and not doubt and bounded and len(one.name.ids) == 1
            if one.name.origin == "leased":
                leased += one.name.ids if one.sure and bounded and len(one.name.ids) == 1 else ()
            elif certain and self._listed(one.name.ids[0]):
                sure.append(one.name.ids[0])
            else:
                hints += one.name.ids
        kind: LineKind | None = "lease" if lease else "service" if service else None
        rented = leased[0] if lease and len(set(leased)) == 1 else None
        return replace(self._settled(sure, hints, text), kind=kind, leased=rented, words=item)

    def _settled(self, sure: list[str], hints: list[str], text: FoldedText) -> Mark:
        """One ground of those an item's words name, with the proof the words speak of."""
        grounds = self._plan.grounds.by_id
        services = [id for id in dict.fromkeys(sure) if grounds[id].kind is GroundKind.SERVICE]
        others = [id for id in dict.fromkeys(sure) if id not in services]
        if len(services) == 1 and all(id == grounds[services[0]].requires for id in others):
            return Mark(services[0], proven=True if others else None, where="item")
        best = self._best(others)
        hints = [id for id in hints if id not in sure]
        about_service = any(id in grounds and grounds[id].kind is GroundKind.SERVICE for id in (*services, *hints))
        if about_service or best is None or (hints and self._verdict(best) is not Verdict.MET):
            return Mark(hints=_unique((*sure, *hints)))
        return Mark(best, proven=self._proof_said(best, text), where="item")

    def _proof_said(self, id: str, text: FoldedText) -> bool | None:
        """True where the text itself speaks of the proof that a ground requires; None where nothing is said."""
        ground = self._plan.grounds.by_id.get(id)
        words = ledger_words()["proof_said"].get(ground.requires, ()) if ground and ground.requires else ()
        return True if text.has(tuple(FoldedText(str(word)).shown for word in words)) else None

    def _listed(self, id: str) -> bool:
        """Whether an edition names the ground; a label it doesn't name says nothing of what else the thing bears."""
        return id in self._plan.grounds.by_id

    def _best(self, ids: Iterable[str]) -> str | None:
        """One ground is enough: the one that counts before those that are open or don't."""
        order = (Verdict.MET, Verdict.STAFF, Verdict.UNKNOWN, Verdict.UNMET)
        return min(ids, key=lambda id: order.index(self._verdict(id)), default=None)

    def _verdict(self, id: str) -> Verdict:
        return self._plan.grounds.standing(id, "enterprise").verdict

    def _scan(self, text: FoldedText) -> list[_Found]:
        found: list[_Found] = []
        place = 0
        while place < len(text.shown):
            here = [
                one
                for one in self._by_first.get(text.shown[place], ())
                if text.shown.startswith(one.key, place) and text.whole(place, place + len(one.key))
            ]
            longest = [one for one in here if len(one.key) == len(here[0].key)] if here else []
            for one in longest:
                end = place + len(one.key)
                found.append(_Found(one, place, end, not one.vague and not self._denied(text, one, place)))
            place += len(longest[0].key) if longest else 1
        return found

    def _denied(self, text: FoldedText, name: Name, start: int) -> bool:
        if text.ends(word_keys("denials"), start):
            return True
        ground = self._plan.grounds.by_id.get(name.ids[0])
        ours = ground is not None and ground.kind is GroundKind.LABEL
        joint = 1 if text.shown.endswith("的", 0, start) else 0
        return ours and text.ends(word_keys("abroad"), start - joint)

    def _bounded(self, text: FoldedText, found: _Found) -> bool:
        """Whether a thing's name isn't part of a longer one: 自行車, but not 自行車停車架."""
        before, after = text.shown[: found.start], text.shown[found.end :]
        free_before = not before or not _han(before[-1]) or text.ends(word_keys("before_thing"), found.start)
        free_after = not after or not _han(after[0]) or after.startswith(word_keys("after_thing"))
        return free_before and free_after


def _han(char: str) -> bool:
    return not char.isascii() and char.isalpha()


def _unless(id: str) -> tuple[str, ...]:
    return tuple(FoldedText(str(word)).shown for word in ledger_words()["unless"].get(id, ()))


def _questioned(text: str) -> bool:
    return "?" in text or "？" in text


def _one(id: str | None) -> tuple[str, ...]:
    return () if id is None else (id,)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))

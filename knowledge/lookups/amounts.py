"""What a lease, a service or a purchase counts as green procurement, worked out from a question with its amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from knowledge.calculation import corrected, roles
from knowledge.data import load
from knowledge.lookups.labels import LabelStandings
from knowledge.lookups.lists import LeasingList
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange
from knowledge.words import Names, any_of
from rules.determination import Verdict
from rules.procurement import Buyer, Ground, GroundKind, Plan, Recognised, recognise, recognise_lease, whole_dollars

AT_MOST: Final = 3
Worked = Callable[[int], Recognised]


class Amounts:
    """Works out the recognised amount of a lease (附表1-4), a service (附表1-3) or a purchase."""

    kind = "amount"

    def __init__(self, plan: Plan, leasing: LeasingList, labels: LabelStandings) -> None:
        self.plan = plan
        self.leasing = leasing
        self.labels = labels
        self.text = load("reckoning.yaml")["amount"]
        grounds = plan.grounds
        self._services = Names(self._named(grounds.of_kind(GroundKind.SERVICE)))
        bought = [ground for ground in grounds.by_id.values() if ground.kind is not GroundKind.SERVICE]
        self._bought = Names(self._named(bought))
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}

    def _named(self, grounds: Iterable[Ground]) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {}
        for ground in grounds:
            for name in (*ground.names(), *self.text["aliases"].get(ground.id, ())):
                named[name] = (*named.get(name, ()), ground.id)
        for name, ids in self.text["shared"].items():
            named[name] = tuple(ids)
        return named

    def _says(self, name: str, text: str) -> bool:
        return self._words[name].search(text) is not None

    # -- reading

    def find(self, inquiry: Inquiry) -> Found | None:
        """The amount recognised of the one sum in a question; None where it is about another programme's money."""
        money = self._money(inquiry)
        if money is None or self._says("elsewhere", inquiry.text):
            return None
        subjects = self._subjects(inquiry)
        if not subjects and "amount" in inquiry.before:
            subjects = inquiry.before["amount"].split(",")
        if not subjects:
            return None
        label = self._labelled(inquiry.text)
        if label == "" and "labelled" in inquiry.before:
            label = inquiry.before["labelled"]
        answers = [self._answer(subject, label, money, inquiry) for subject in subjects[:AT_MOST]]
        slots = {"amount": ",".join(subjects), "labelled": label}
        return Found("procurement", tuple(answers), slots=slots)

    def _money(self, inquiry: Inquiry) -> MoneyRange | None:
        said = corrected(inquiry.question.text, roles(inquiry.question.text, inquiry.question.money))
        if any(one.role == "application" for one in said):
            return None
        sums = {one.span.money for one in said if not one.span.bare}
        found = next(iter(sums), None)
        return found if len(sums) == 1 and isinstance(found, MoneyRange) else None

    def _subjects(self, inquiry: Inquiry) -> list[str]:
        """What the sum was paid for: `lease:<item>`, or a ground's id."""
        text = inquiry.text
        if self._says("lease", text):
            items = [seen.what[0] for seen in self.leasing.names.find(text)]
            return [f"lease:{item}" for item in dict.fromkeys(items)][:1] or [
                "lease:any" if self._says("listed", text) else "lease:"
            ]
        groups = [seen.what for seen in self._services.find(text)]
        plain = [group for group in groups if len(group) == 1] or groups
        services = [id for group in plain for id in group]
        if services and (self._says("counted", text) or self._says("label", text)):
            return list(dict.fromkeys(services))
        buyers = self.labels.buyers(inquiry)
        if not (set(buyers) & {"enterprise", "store"}) or not self._says("counted", text):
            return []
        if self._says("no_label", text):
            text = self._words["no_label"].sub(" ", text)
        bought = [id for seen in self._bought.find(text) for id in seen.what]
        bought += [match.labels[0].id for match in inquiry.question.labels if not match.ambiguous]
        return list(dict.fromkeys(bought))[:1]

    def _labelled(self, text: str) -> str:
        """Whether the text says that the label (for services the reduction label) is there: yes, no or nothing."""
        if self._says("no_label", text):
            return "no"
        return "yes" if self._says("label", text) else ""

    # -- answering

    def _answer(self, subject: str, label: str, money: MoneyRange, inquiry: Inquiry) -> Answer:
        kind, _, item = subject.partition(":")
        if kind == "lease":
            return self._leased(item, label, money, inquiry.lang)
        return self._ground(subject, label, money, inquiry)

    def _leased(self, item: str, label: str, money: MoneyRange, lang: Lang) -> Answer:
        name = item if item not in ("", "any") else next(iter(self.plan.leasing.items)).id
        found = self._ends(money, lambda rent: recognise_lease(self.plan, name, rent, otherwise_recognised=False))
        whole = self._shown(money.low, money.high, lang)
        listed = next((name_of(one, lang) for one in self.plan.leasing.items if one.id == item), "")
        percent = f"{self.plan.leasing.percent:f}"
        terms = {"half": self._result(found, lang), "whole": whole, "name": listed, "percent": percent}
        key = {"yes": "lease_labelled", "no": "lease"}.get(label, "lease_if")
        key = {"": "lease_unknown", "any": "lease_any"}.get(item, key)
        text = say(self.text[key], lang, **terms, amount=self._plain(money.low, money.high))
        return self._made("lease", text, found[0].clause, lang)

    def _ground(self, id: str, label: str, money: MoneyRange, inquiry: Inquiry) -> Answer:
        lang = inquiry.lang
        ground = self.plan.grounds.by_id.get(id)
        buyer: Buyer = "store" if "store" in self.labels.buyers(inquiry) else "enterprise"
        proven = True if ground is None or ground.requires is None else {"yes": True, "no": False}.get(label)
        found = self._ends(money, lambda sum_: recognise(self.plan, id, sum_, buyer=buyer, proven=proven))
        name = name_of(ground, lang) if ground else self.labels.labels.by_id[id].zh
        service = ground is not None and ground.kind is GroundKind.SERVICE
        terms: dict[str, Any] = {"name": name, "result": self._result(found, lang)}
        terms["amount"] = self._plain(money.low, money.high)
        terms["percent"] = f"{ground.percent:f}" if ground else "0"
        terms["cap"] = ground.cap if ground and ground.cap else 0
        verdict = found[0].verdict
        key = {Verdict.MET: "met", Verdict.UNMET: "unmet", Verdict.STAFF: "staff"}.get(verdict, "unknown")
        words = self.text["service" if service else "purchase"][key]
        text = say(words, lang, **terms)
        if service and terms["cap"] and verdict is not Verdict.UNMET:
            text += "\n" + say(self.text["cap"], lang, cap=terms["cap"])
        return self._made(id if service else buyer, text, found[0].clause, lang)

    def _ends(self, money: MoneyRange, worked: Worked) -> tuple[Recognised, Recognised]:
        return worked(money.low), worked(money.high)

    def _result(self, found: tuple[Recognised, Recognised], lang: Lang) -> str:
        low, high = (whole_dollars(one.at_most) for one in found)
        return self._shown(low, high, lang)

    def _plain(self, low: int, high: int) -> str:
        return f"{low:,}" if low == high else f"{low:,}～{high:,}"

    def _shown(self, low: int, high: int, lang: Lang) -> str:
        return say(self.text["money"], lang, value=self._plain(low, high))

    def _made(self, rule: str, text: str, clause: str, lang: Lang) -> Answer:
        entry = self.text["entries"][rule]
        basis = rests_on(self.plan.edition, clause, self.text["says"], lang)
        return Answer(entry, "procurement", "calculation", text, say(self.text["title"], lang), basis)

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """Calculations bear the ids of entries, so none is built again here."""
        raise KeyError(name)

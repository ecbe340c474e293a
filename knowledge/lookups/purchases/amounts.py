"""What a lease, a service or a purchase counts as green procurement, worked out from a question with its amount."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from knowledge.data import load
from knowledge.lookups.labels.standings import LabelStandings
from knowledge.lookups.model import Found, Inquiry, name_of, rests_on, say
from knowledge.lookups.purchases.bare import Bare
from knowledge.lookups.purchases.lists import LeasingList
from knowledge.lookups.purchases.paid import Paid
from knowledge.lookups.purchases.rents import Rent, Rents
from knowledge.lookups.purchases.sums import Added
from knowledge.model import Answer, Lang
from knowledge.money import MoneyRange, Span
from knowledge.text import clean
from knowledge.words import Names, any_of
from rules.determination import Verdict
from rules.procurement import Buyer, Ground, GroundKind, Plan, Recognised, recognise, recognise_lease, whole_dollars

AT_MOST: Final = 3
DEALS: Final = "brokerage"
"""The service whose cap is per deal, so that several deals are worked out one by one."""
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
        self._rents = Rents(self.text["rents"])
        self._words = {name: any_of(words) for name, words in self.text["words"].items()}
        self._paid = Paid(self.text, self._words, self._rents)
        self._unlabelled = frozenset(self.text["unlabelled"])
        self._first = re.compile(self.text["amount_first"])
        self._bare = Bare(self.text, self._services, leasing.names)
        self._shop = re.compile(self.text["shop_labelled"])
        names = self._services, self._bought
        self._added = Added(plan, leasing, labels, names, self._rents, self.text, self._words)

    def _named(self, grounds: Iterable[Ground]) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {}
        for ground in grounds:
            for name in (*ground.names(), *self.text["aliases"].get(ground.id, ())):
                named[name] = tuple(dict.fromkeys((*named.get(name, ()), ground.id)))
        for name, ids in self.text["shared"].items():
            named[name] = tuple(ids)
        return named

    def _says(self, name: str, text: str) -> bool:
        return self._words[name].search(text) is not None

    # -- reading

    def find(self, inquiry: Inquiry) -> Found | None:
        """The amount recognised of the one sum in a question; None where it is about another programme's money."""
        summed = inquiry.question.money or inquiry.before.get("sum")
        if not summed or self._says("elsewhere", inquiry.text):
            return None
        subjects = self._subjects(inquiry)
        spans, claim = self._paid.sums(inquiry)
        sums = [span.money for span in spans if isinstance(span.money, MoneyRange)]
        if subjects == [DEALS] and len(sums) == 1:
            sums = sums * self._paid.repeated(inquiry.text)
            if not sums:
                return None  # the cap is per deal, and what each brought isn't said
        if len(sums) > 1 and subjects == [DEALS] and self._says("deals", inquiry.text):
            return self._deals(sums, inquiry)
        if len(spans) > 1 and (together := self._together(spans, claim, inquiry)) is not None:
            return together
        money = sums[0] if len(set(sums)) == 1 else None
        if money is None and not sums:
            subjects, money = self._kept(inquiry)
        if money is None:
            return None
        if not subjects and "amount" in inquiry.before:
            subjects = self._gone_on(inquiry, spans)
        if subjects in ([], ["lease:"]):
            subjects = self._asked_before(inquiry, spans) or subjects
        if not subjects:
            return None
        label = self._labelled(inquiry.text)
        if label == "" and inquiry.before.get("amount") == ",".join(subjects):
            label = inquiry.before.get("labelled", "")
        if not subjects[0].startswith("lease:"):
            pieces = self._rents.pieces(inquiry.text)
            money = replace(money, low=money.low * pieces, high=money.high * pieces)
        if len(subjects) > 1 and self._says("apiece", inquiry.text) and self._says("whole", inquiry.text):
            found = self._added.each(subjects, label, money, inquiry.lang)
            return Found("procurement", (self._made("enterprise", found.text, "、".join(found.clauses), inquiry.lang),))
        answers = [self._answer(subject, label, money, inquiry) for subject in subjects[:AT_MOST]]
        if claim is not None and self._says("asks_whether", inquiry.text):
            answers = [self._not_claimed(answer, claim, inquiry.lang) for answer in answers]
        whole = self._rents.read(inquiry.text, money).whole if subjects[0].startswith("lease:") else money
        slots = {"amount": ",".join(subjects), "labelled": label, "sum": str(whole.low) if money.exact else ""}
        return Found("procurement", tuple(answers), slots=slots)

    def _kept(self, inquiry: Inquiry) -> tuple[list[str], MoneyRange | None]:
        """Another service or product, with the sum of the message before: 那人身的呢."""
        before, text = inquiry.before, inquiry.text
        if not before.get("sum") or inquiry.question.years:
            return [], None
        groups = [seen.what for seen in self._services.find(text)]
        subjects = [group[0] for group in groups if len(group) == 1]
        if before["amount"].startswith("lease:"):
            subjects = [f"lease:{seen.what[0]}" for seen in self.leasing.names.find(text)]
        if not subjects and self._labelled(text) and self._bare.names_nothing(inquiry, ()):
            subjects = before["amount"].split(",")
        money = MoneyRange(int(before["sum"]), int(before["sum"]), True, before["sum"])
        return list(dict.fromkeys(subjects)), money if subjects else None

    def _asked_before(self, inquiry: Inquiry, spans: Sequence[Span]) -> list[str]:
        """What the question before was about, which had no sum, where nothing is named beside the one said now."""
        topic, asked = inquiry.question.topic, self.text["asked_before"]["purchase"]
        if topic is None or "amount" in inquiry.before:
            return []
        before = replace(inquiry.question, text=f"{topic.question} {asked}")
        subjects = [one for one in self._subjects(replace(inquiry, question=before)) if one != "lease:"]
        leased = any(one.startswith("lease:") for one in subjects)
        return subjects if self._bare.goes_on(inquiry, spans, leased=leased) else []

    def _gone_on(self, inquiry: Inquiry, spans: Sequence[Span]) -> list[str]:
        """What another sum was paid for: the same as before, unless something is named beside it: 飲水機 3 萬呢."""
        before = inquiry.before["amount"]
        if self._bare.names_nothing(inquiry, spans):
            return before.split(",")
        asked = self.text["asked_before"]["lease" if before.startswith("lease:") else "purchase"]
        question = replace(inquiry.question, text=f"{inquiry.question.text} {asked}")
        return [one for one in self._subjects(replace(inquiry, question=question)) if one != "lease:"]

    def _together(self, spans: Sequence[Span], claim: MoneyRange | None, inquiry: Inquiry) -> Found | None:
        """Several sums, each paid for something of its own."""
        if not any(self._says(name, inquiry.text) for name in ("counted", "label", "spent")):
            return None
        if (
            self._says("tax", inquiry.text)
            or self.labels.buyers(inquiry) == ("store",)
            or self._says("apiece", inquiry.text)
            or (self._first.search(inquiry.text) and not self._each_told(inquiry.text, spans))
        ):
            return None
        found = self._added.of(inquiry.text, spans, inquiry.lang, clean(inquiry.question.text))
        if found is None:
            return None
        answer = self._made("enterprise", found.text, "、".join(found.clauses), inquiry.lang)
        if claim is not None and self._says("asks_whether", inquiry.text):
            answer = self._not_claimed(answer, claim, inquiry.lang)
        return Found("procurement", (answer,))

    def _each_told(self, text: str, spans: Sequence[Span]) -> bool:
        """Whether of bought and leased things each sum is told how it was paid: 買 30 萬的影印機 租 10 萬的飲水機."""
        if not self._says("lease", text):
            return True
        ways = ("lease", "spent")
        return all(any(self._paid.ends_with(way, text[: span.start]) for way in ways) for span in spans)

    def _not_claimed(self, answer: Answer, claim: MoneyRange, lang: Lang) -> Answer:
        """The answer after a denial of the sum claimed, where it isn't the answer's."""
        if f"{claim.low:,}" in answer.text.splitlines()[0] or self.text["lease_off"][lang][:2] == answer.text[:2]:
            return answer
        denial = say(self.text["no_claim"], lang, claim=self._shown(claim.low, claim.high, lang))
        return replace(answer, text=f"{denial}{answer.text}" if lang == "zh" else f"{denial} {answer.text}")

    def _subjects(self, inquiry: Inquiry) -> list[str]:
        """What the sum was paid for: `lease:<item>`, or a ground's id."""
        text = inquiry.text
        if self._says("lease", text) or self._bare.lease(inquiry):
            items = [seen.what[0] for seen in self.leasing.names.find(text)]
            if items:
                items = list(dict.fromkeys(items)) if self._says("apiece", text) else items[:1]
                return [f"lease:{item}" for item in items]
            if self.leasing.recognised(text):
                return []  # that it is recognised by itself is the leasing list's to say
            if self.leasing.unlisted(inquiry):
                return ["lease:off"]
            return ["lease:any" if self._says("listed", text) else "lease:"]
        groups = [seen.what for seen in self._services.find(text)] or [("retail",)] * bool(self._shop.search(text))
        plain = [group for group in groups if len(group) == 1] or groups
        services = [id for group in plain for id in group]
        if services and (
            any(self._says(name, text) for name in ("counted", "label", "deals")) or self._bare.service(inquiry)
        ):
            return list(dict.fromkeys(services))
        buyers = self.labels.buyers(inquiry)
        counted, spent = self._says("counted", text), self._says("spent", text)
        proven = self._says("label", text) and spent
        if not (counted or proven) or not (counted is False or set(buyers) & {"enterprise", "store"} or spent):
            return []
        if self._says("no_label", text):
            text = self._words["no_label"].sub(" ", text)
        bought = [id for seen in self._bought.find(text) for id in seen.what]
        if set(bought) & self._unlabelled and not self._says("no_label", inquiry.text):
            return []  # LED 燈泡: with a label it counts, without one it doesn't
        if not counted:
            return list(dict.fromkeys(bought))[:1]
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
            return self._leased(item, label, money, inquiry)
        return self._ground(subject, label, money, inquiry)

    def _leased(self, item: str, label: str, money: MoneyRange, inquiry: Inquiry) -> Answer:
        lang, rent = inquiry.lang, self._rents.read(inquiry.text, money)
        name = item if item not in ("", "any", "off") else next(iter(self.plan.leasing.items)).id
        whole = rent.whole
        found = self._ends(whole, lambda rent: recognise_lease(self.plan, name, rent, otherwise_recognised=False))
        listed = next((name_of(one, lang) for one in self.plan.leasing.items if one.id == item), "")
        if item == "off":
            listed = self.leasing.unlisted(inquiry) or ""
        percent = f"{self.plan.leasing.percent:f}"
        terms = {"half": self._result(found, lang), "whole": self._shown(whole.low, whole.high, lang)}
        key = {"yes": "lease_labelled", "no": "lease"}.get(label, "lease_if")
        key = {"": "lease_unknown", "any": "lease_any", "off": "lease_off"}.get(item, key)
        amount = self._plain(whole.low, whole.high)
        text = say(self.text[key], lang, **terms, name=listed, percent=percent, amount=amount)
        if item not in ("", "off"):
            text += self._rent_line(rent, lang)
            if number := self._rents.unclear(inquiry.text):
                text += "\n" + say(
                    self.text["rent_unclear"], lang, each=self._plain(money.low, money.high), number=number
                )
        return self._made("lease", text, found[0].clause, lang)

    def _rent_line(self, rent: Rent, lang: Lang) -> str:
        """How the whole rent was come by, where it isn't the sum said."""
        if not rent.times:
            return "\n" + say(self.text["rent_month"], lang)
        units = [(rent.unit, rent.times), ("pieces", rent.pieces)]
        times = " × ".join(say(self.text[unit], lang, number=number) for unit, number in units if number > 1)
        if not times:
            return ""
        each, whole = self._plain(rent.said.low, rent.said.high), self._plain(rent.whole.low, rent.whole.high)
        return "\n" + say(self.text["rent_line"], lang, each=each, times=times, whole=whole)

    def _deals(self, sums: Sequence[MoneyRange], inquiry: Inquiry) -> Found:
        """Several deals, each with its own cap, added."""
        lang, label = inquiry.lang, self._labelled(inquiry.text)
        proven = {"yes": True, "no": False}.get(label)
        each = [self._ends(one, lambda sum_: recognise(self.plan, DEALS, sum_, proven=proven)) for one in sums]
        low, high = (sum(whole_dollars(found[end].at_most) for found in each) for end in (0, 1))
        total = MoneyRange(sum(one.low for one in sums), sum(one.high for one in sums), sums[0].exact, "")
        said = "(" + " + ".join(self._plain(one.low, one.high) for one in sums) + ")"
        answer = self._ground(DEALS, label, total, inquiry, result=self._shown(low, high, lang), parts=each, said=said)
        return Found("procurement", (answer,), slots={"amount": DEALS, "labelled": label})

    def _ground(
        self,
        id: str,
        label: str,
        money: MoneyRange,
        inquiry: Inquiry,
        *,
        result: str = "",
        parts: Sequence[tuple[Recognised, Recognised]] = (),
        said: str = "",
    ) -> Answer:
        lang = inquiry.lang
        ground = self.plan.grounds.by_id.get(id)
        bought = self._says("spent", inquiry.text)  # who pays a shop is no shop
        buyer: Buyer = "store" if "store" in self.labels.buyers(inquiry) and not bought else "enterprise"
        proven = True if ground is None or ground.requires is None else {"yes": True, "no": False}.get(label)
        found = self._ends(money, lambda sum_: recognise(self.plan, id, sum_, buyer=buyer, proven=proven))
        name = name_of(ground, lang) if ground else self.labels.labels.by_id[id].zh
        service = ground is not None and ground.kind is GroundKind.SERVICE
        terms: dict[str, Any] = {"name": name, "result": result or self._result(found, lang)}
        terms["amount"] = said or self._plain(money.low, money.high)
        terms["percent"] = f"{ground.percent:f}" if ground else "0"
        terms["cap"] = ground.cap if ground and ground.cap else 0
        verdict = found[0].verdict
        key = {Verdict.MET: "met", Verdict.UNMET: "unmet", Verdict.STAFF: "staff"}.get(verdict, "unknown")
        words = self.text["service" if service else "purchase"][key]
        text = say(words, lang, **terms)
        if service and terms["cap"] and verdict is not Verdict.UNMET:
            text += "\n" + say(self.text["cap"], lang, cap=terms["cap"])
        if parts and verdict is not Verdict.UNMET:
            each = " + ".join(self._plain(*(whole_dollars(one.at_most) for one in part)) for part in parts)
            text += "\n" + say(self.text["deals_line"], lang, number=len(parts), each=each)
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

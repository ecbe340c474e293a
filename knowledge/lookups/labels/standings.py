"""Whether a label counts: within the cost sharing, for firms that declare, for green stores."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from knowledge.data import load
from knowledge.labels import Label, Labels
from knowledge.lookups.labels.told import AGENCY, BUYERS, CERTIFICATION, EVERYONE, KIND, LabelsTold
from knowledge.lookups.model import Found, Inquiry, say
from knowledge.model import Answer, Lang, Option
from knowledge.search import Candidate
from knowledge.words import any_of
from rules.parameters import Edition
from rules.procurement import Plan

AT_MOST: Final = 3
PAIR: Final = 2
SURE: Final = 0.62
"""What an entry needs beside a label and whose list is asked: 可以報 says that the standing is the question."""
CLARIFY_FROM: Final = 0.40
"""An entry that fits at least so well answers what is asked of a label beyond its standing."""


class LabelStandings:
    """Looks up where a label counts; all programmes side by side where none is named."""

    kind = KIND

    def __init__(self, labels: Labels, edition: Edition, plan: Plan) -> None:
        self.labels = labels
        self.told = LabelsTold(labels, edition, plan)
        self.edition = edition
        self.plan = plan
        self.text = load("lookups.yaml")["label"]
        self._strong = {name: any_of(words["strong"]) for name, words in self.text["buyers"].items()}
        self._not = any_of(self.text["not"])
        self._everywhere = any_of(self.text["everywhere"])
        self._whether = any_of(self.text["whether"])
        self._which = any_of(self.text["which_of"])
        self._on_list = any_of(self.text["on_list"])
        self._leased = any_of(self.text["leased"])
        self._price = re.compile(self.text["price"])
        self._no_more = re.compile(self.text["no_more"])
        self._bought_at = re.compile(self.text["bought_at"])
        self._weak = {name: any_of(words["weak"]) for name, words in self.text["buyers"].items()}

    def find(self, inquiry: Inquiry) -> Found | None:
        """The standing of the labels in a question, where nothing more particular is asked about them."""
        question, best = inquiry.question, inquiry.best
        if not question.labels and self._other_buyer(inquiry):
            return self._answers(inquiry, self.buyers(inquiry), [self.labels.by_id[inquiry.before["label"]]])
        if not question.labels:
            return None
        if best is not None and self._beside(best):
            return None
        if reason := self._of_itself(inquiry):
            name = self.told.named(question.labels[0].labels[0], inquiry.lang)
            return Found(CERTIFICATION, reason=say(self.text[reason], inquiry.lang, name=name))
        buyers = self.buyers(inquiry) or self._only(inquiry)
        if self._lists_all(inquiry):
            told = best is not None and best.entry.id in self.text["told_across"]
            return None if told else self._of(inquiry, ())
        beyond = self._beyond(inquiry)
        plain = set(buyers) & set(BUYERS) and self._whether.search(inquiry.text)
        least = SURE if plain else CLARIFY_FROM
        if best is not None and self._lists(inquiry, best):
            return None
        if beyond and best is not None and best.score >= least and self._tells_more(inquiry, best, buyers):
            return None
        if AGENCY in buyers or (not buyers and self._talked_of(inquiry)):
            return None
        return self._of(inquiry, buyers)

    def _tells_more(self, inquiry: Inquiry, best: Candidate, buyers: Sequence[str]) -> bool:
        """Whether an entry says what a label's own answer doesn't: 檢測費也可以嗎 beside the list is told by that."""
        told = best.entry.id in self.text["tells_too"] and CERTIFICATION in buyers
        return best.entry.kind == "answer" and not (told and self._on_list.search(inquiry.text))

    def _lists(self, inquiry: Inquiry, best: Candidate) -> bool:
        """Whether a name that many labels share only says what is listed: 東南亞的綠標有哪些."""
        general = all(match.ambiguous for match in inquiry.question.labels)
        return general and best.entry.id in self.text["listing"] and best.score >= SURE

    def _talked_of(self, inquiry: Inquiry) -> bool:
        """Whether another programme is talked of that says something of the label: 那 RoHS 呢, after its EPEAT."""
        topic, best = inquiry.question.topic, inquiry.best
        own = best.entry.programme if best is not None and best.entry.kind == "answer" else None
        if best is None or own in (None, CERTIFICATION, "procurement") or best.score < SURE:
            return False
        return topic is not None and topic.programme == own

    def _beside(self, best: Candidate) -> bool:
        """Whether the best entry asks for more than the standing of the label it names: 幾種減碳標籤產品才能當綠店."""
        least: float | None = self.text["beside"].get(best.entry.id)
        return least is not None and best.score >= least

    def _beyond(self, inquiry: Inquiry) -> frozenset[str]:
        """What is asked beyond a label's standing; a product named with it asks nothing, unless it is leased."""
        beyond = inquiry.asks - set(self.text["about_scope"])
        return beyond if self._leased.search(inquiry.text) else beyond - set(self.text["bought"])

    def _only(self, inquiry: Inquiry) -> tuple[str, ...]:
        """Whose list alone can be meant by the labels named: nobody shares the cost of a power certificate."""
        only = [self.text["only"].get(label.id) for match in inquiry.question.labels for label in match.labels]
        return (str(only[0]),) if only and only[0] and len(set(only)) == 1 else ()

    def _of_year(self, inquiry: Inquiry) -> tuple[str, ...]:
        """Whose lists are asked where nothing but the plan's year is named."""
        return BUYERS if set(inquiry.question.years) == {int(self.plan.id)} else ()

    def _lists_all(self, inquiry: Inquiry) -> bool:
        """Whether a label is asked about for every programme: in so many words, or by the years of two."""
        years = {int(self.edition.id), int(self.plan.id)}
        if any(match.ambiguous for match in inquiry.question.labels):
            return False
        return bool(self._everywhere.search(inquiry.text)) or years <= set(inquiry.question.years)

    def _other_buyer(self, inquiry: Inquiry) -> bool:
        """Whether only another list is named, after a label was looked up: 那企業呢."""
        topic = inquiry.question.topic
        before = inquiry.before.get("label") in self.labels.by_id and "buyer" in inquiry.before
        named = any(pattern.search(inquiry.text) for pattern in self._strong.values())
        brief = len(inquiry.text) <= self.text["terse"][inquiry.lang] or not self._no_more.sub("", inquiry.text)
        return before and named and brief and topic is not None

    def _of_itself(self, inquiry: Inquiry) -> str:
        """Which of a label's own affairs is asked for that no document has: its procedure, its price, or none."""
        if self._not.search(inquiry.text) and not self._strong[CERTIFICATION].search(inquiry.text):
            return "no_itself"
        return "no_price" if self._price.search(inquiry.text) and not inquiry.paid else ""

    def buyers(self, inquiry: Inquiry) -> tuple[str, ...]:
        """Whose list is asked; empty for everyone's."""
        text = self._bought_at.sub(" ", _unnamed(inquiry))
        for patterns in (self._strong, self._weak):
            found = [name for name, pattern in patterns.items() if pattern.search(text)]
            if "store" in found:
                others = [name for name in found if name != "enterprise"]
                found = [*others, "enterprise"] if self._both(text) else others
            if found:
                return tuple(found)
        before = inquiry.before.get("buyer", "")
        if before:
            return tuple(before.split(","))
        topic = inquiry.question.topic
        talked_of = topic is not None and topic.programme == CERTIFICATION and "buyer" not in topic.slots
        return (CERTIFICATION,) if talked_of else ()

    def _both(self, text: str) -> bool:
        return any(word in text for word in self.text["firms"])

    def _maybe(self, inquiry: Inquiry, buyers: tuple[str, ...]) -> tuple[str, ...]:
        """Whose list is asked; everyone's where a weak word (報) names a list without what the cost sharing has."""
        strong = any(self._strong[name].search(inquiry.text) for name in buyers)
        hints = {found.group() for name in buyers for found in self._weak[name].finditer(inquiry.text)}
        if strong or len(hints) > 1 or not set(buyers) & set(BUYERS):
            return buyers
        named = [match.labels[0] for match in inquiry.question.labels if not match.ambiguous]
        shared = [label for label in named if self.told.key(label) == "listed"]
        lacking = [label for label in shared if any(self.told.standing(label, one) != "met" for one in buyers)]
        return () if lacking and "buyer" not in inquiry.before else buyers

    def _of(self, inquiry: Inquiry, buyers: tuple[str, ...]) -> Found:
        lang = inquiry.lang
        buyers = self._maybe(inquiry, buyers) or self._of_year(inquiry)
        suffixes = [f".{buyer}" for buyer in buyers] or [""]
        programme = "procurement" if set(buyers) & set(BUYERS) else CERTIFICATION
        shared = next((match for match in inquiry.question.labels if match.ambiguous), None)
        alone = len(inquiry.question.labels) == 1 and not self._which.search(inquiry.text)
        if shared and alone and not self._alike(shared.labels, buyers):
            options = tuple(Option(one.short, self.rebuild(one.id + suffixes[0], lang)) for one in shared.labels)
            return Found(
                programme, asked=say(self.text["which"], lang), options=options, slots={"buyer": ",".join(buyers)}
            )
        labels = dict.fromkeys(label for match in inquiry.question.labels for label in match.labels)
        return self._answers(inquiry, buyers, list(labels))

    def _alike(self, labels: Sequence[Label], buyers: tuple[str, ...]) -> bool:
        """Whether the few labels of one name stand alike on the lists asked, so that none needs to be chosen."""
        if len(labels) > PAIR:
            return False
        standings = {tuple(self.told.standing(label, buyer) for buyer in buyers or EVERYONE) for label in labels}
        return len(standings) == 1

    def _answers(self, inquiry: Inquiry, buyers: tuple[str, ...], labels: Sequence[Label]) -> Found:
        suffixes = [f".{buyer}" for buyer in buyers if buyer != AGENCY] or [""]
        programme = "procurement" if set(buyers) & set(BUYERS) else CERTIFICATION
        answers: tuple[Answer, ...]
        if len(labels) * len(suffixes) > AT_MOST:
            answers = (self.told.side_by_side(labels, [one for one in buyers if one != AGENCY], inquiry.lang),)
        else:
            answers = tuple(self.rebuild(label.id + suffix, inquiry.lang) for label in labels for suffix in suffixes)
        goods = self.told.goods.beside(inquiry.text, [one for one in BUYERS if one in buyers], inquiry.lang)
        answers = (*answers, *goods)[:AT_MOST]
        return Found(programme, answers, slots={"buyer": ",".join(buyers), "label": labels[-1].id})

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<label>``, everyone's lists, or ``<label>.<buyer>``."""
        return self.told.rebuild(name, lang)


def _unnamed(inquiry: Inquiry) -> str:
    """The text without its labels' own names: an environmental product declaration declares no purchases."""
    said = sorted((match.words for match in inquiry.question.labels), key=len, reverse=True)
    names = "|".join(r"\W*".join(map(re.escape, words)) for words in said)
    return re.sub(names, " ", inquiry.text) if names else inquiry.text

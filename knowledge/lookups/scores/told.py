"""How points worked out are told, and what a question says of whose they are: shared by the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from knowledge.data import load
from knowledge.lookups.counties.figures import CountyFigures
from knowledge.lookups.counties.printed import EVERYWHERE
from knowledge.lookups.model import Found, Inquiry, rests_on, say
from knowledge.model import Answer, Kind, Lang
from rules.procurement import LineScore, Plan
from rules.procurement.scores import plain


class Told:
    """Puts scores into words, and reads the county and the items of a question."""

    def __init__(self, plan: Plan, figures: CountyFigures) -> None:
        self.plan = plan
        self.figures = figures
        self.text: Mapping[str, Any] = load("reckoning.yaml")["score"]

    def county(self, inquiry: Inquiry) -> str:
        """The one county that a question is about, as said or as before; nothing where it isn't one."""
        groups = self.figures.groups(inquiry.text)
        if not groups:
            before = inquiry.before.get("county", "").split(",")
            kept = before[0] if len(before) == 1 and before[0] != EVERYWHERE else ""
            return kept or ("" if self.figures.elsewhere(inquiry.text) else inquiry.home)
        return groups[0][0] if len(groups) == 1 and len(groups[0]) == 1 else ""

    def items(self, inquiry: Inquiry) -> list[str]:
        """The items of the tables that a question names, else those of the message before."""
        items = self.figures.items(inquiry.text)
        before = inquiry.before.get("score_item", inquiry.before.get("item", ""))
        return items or [name for name in before.split(",") if name]

    def times(self, name: Mapping[str, Any], score: LineScore, lang: Lang) -> str:
        """How so many times so many points make a score."""
        step = score.working[0]
        terms = {key: str(value) for key, value in step.values.items()}
        key = "capped" if step.key == "times_capped" else "times"
        return say(self.text[key], lang, name=name[lang], **terms)

    def found(self, rule: str, score: LineScore, lines: Sequence[str], inquiry: Inquiry) -> Found:
        """A score as what a look-up finds."""
        return Found("procurement", (self.answer(rule, score, lines, inquiry.lang),))

    def answer(self, rule: str, score: LineScore, lines: Sequence[str], lang: Lang) -> Answer:
        """A score's answer: the points, then how they come about."""
        most = plain(Decimal(score.most))
        head = say(self.text["result"], lang, points=plain(score.points), most=most)
        return self.made(rule, "\n".join([head, *lines]), score.clause, lang)

    def made(self, rule: str, text: str, clause: str, lang: Lang, kind: Kind = "calculation") -> Answer:
        """An answer under the id of the rule's entry."""
        basis = rests_on(self.plan.edition, clause, self.text["says"], lang)
        entry = self.text["entries"][rule]
        return Answer(entry, "procurement", kind, text, say(self.text["title"], lang), basis)

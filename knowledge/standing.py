"""What a person has said of themselves and doesn't say again: the county whose figures they ask for, or a shop."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from knowledge.data import load
from knowledge.lookups.counties.printed import EVERYWHERE
from knowledge.lookups.model import HOME, name_of
from knowledge.model import Finding, Lang, Topic
from knowledge.parting import WORKED
from knowledge.programmes import STRONG
from knowledge.restating import Restating
from knowledge.retrieval import MEANT
from knowledge.words import shown
from rules.procurement import county

ROLE: Final = "role"
"""The slot of what a person has said to be: a key of ``roles`` in ``answering.yaml``."""
PROGRAMME: Final = "procurement"
OF_COUNTIES: Final = ("county.", "procurement.item_", "procurement.refine_")
"""How the entries begin whose figures are a county's."""


class Standing(Restating):
    """Decides as its base does, with the county that was spoken of where a message names none."""

    def ask(self, text: str, *, lang: Lang | None, topic: Topic | None, today: date) -> Finding:
        """What a message comes back as."""
        found = super().ask(text, lang=lang, topic=topic, today=today)
        named = self._named_counties(text)
        if topic is not None and topic.programme == PROGRAMME:
            found = self._placed(text, named, found, topic, today) or found
        role = self._role(text, topic)
        if role and topic is not None:
            found = self._as_role(text, role, found, topic, today) or found
        return self._remembering(found, named, role, topic)

    @staticmethod
    def _role(text: str, topic: Topic | None) -> str:
        """As what a person has said to ask, now or before: the owner of a shop."""
        roles = load("answering.yaml")["roles"]
        now = next((role for role, one in roles.items() if re.search(one["said"], shown(text))), "")
        return now or (topic.slots.get(ROLE, "") if topic else "")

    def _as_role(self, text: str, role: str, found: Finding, topic: Topic, today: date) -> Finding | None:
        """What a message that names nobody finds for those who ask in a role, where what was found isn't for them."""
        one = load("answering.yaml")["roles"][role]
        question = self.question(text, found.lang, topic, today)
        told = {concept for answer in found.answers for concept in self.index.explains.get(answer.entry, ())}
        strong = {name for name, weight in question.named.items() if weight >= STRONG}
        if one["concept"] in told | set(question.reading.concepts) or strong - {PROGRAMME}:
            return None
        if found.answers and found.answers[0].kind != "answer":
            return None
        apart = Topic(PROGRAMME, None, "", topic.slots)
        again = super().ask(f"{one['named'][found.lang]} {text}", lang=found.lang, topic=apart, today=today)
        fits = again.answers and one["concept"] in self.index.explains.get(again.answers[0].entry, ())
        return replace(again, script=found.script) if again.outcome == "answer" and fits else None

    def _remembering(self, found: Finding, named: list[str], role: str, topic: Topic | None) -> Finding:
        """A finding whose topic keeps the role and the county: one whose figures were told, else the one before."""
        if found.topic is None:
            return found
        told = [one for one in found.answers if one.kind in WORKED and one.programme == PROGRAMME]
        asked = found.topic.slots.get("county", "") if told else ""
        here = named if told and len(named) == 1 else [asked] if asked and "," not in asked else []
        home = next((one for one in here if one != EVERYWHERE), "") or (topic.slots.get(HOME, "") if topic else "")
        kept = {name: value for name, value in ((HOME, home), (ROLE, role)) if value}
        return replace(found, topic=replace(found.topic, slots={**found.topic.slots, **kept})) if kept else found

    def _placed(self, text: str, named: list[str], found: Finding, topic: Topic, today: date) -> Finding | None:
        """What a message finds with a county put in: one named alone into the question before, or else the one kept."""
        if found.answers and found.answers[0].kind != "answer":
            return None
        home = topic.slots.get(HOME, "")
        if named:
            if found.outcome == "answer" or len(named) > 1 or not self._names_only(text):
                return None
            asked = f"{text} {self._figures.unplaced(topic.question)}"
        elif home and not self._figures.elsewhere(shown(text)):
            asked = f"{name_of(county(home), found.lang)} {text}"
        else:
            return None
        apart = replace(topic, slots={HOME: home})
        again = super().ask(asked, lang=found.lang, topic=apart, today=today)
        worked = tuple(one for one in again.answers if one.kind in WORKED)
        if again.outcome != "answer" or not worked:
            return None
        again = replace(again, script=found.script, answers=worked)
        return again if named or self._asked_of_home(text, again, found) else None

    def _names_only(self, text: str) -> bool:
        """Whether a message names a county and asks nothing: 那嘉義市呢."""
        concepts = self.lexicon.read(self._figures.unplaced(text)).concepts
        return all(self.lexicon.weight[name] <= MEANT for name in concepts)

    def _asked_of_home(self, text: str, again: Finding, found: Finding) -> bool:
        """Whether the county's own figures are asked for, rather than what holds of all counties."""
        if not all(one.entry.startswith(OF_COUNTIES) for one in again.answers):
            return False
        unsure = found.outcome != "answer" or len(found.answers) > 1 or self._figures.aimed(shown(text))
        return unsure or all(one.kind == "calculation" for one in again.answers)

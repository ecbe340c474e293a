"""Where labels stand on the lists of the cost sharing, of firms and of green stores, put into words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from knowledge.data import load
from knowledge.figures import editions, resolve
from knowledge.labels import Label, Labels
from knowledge.lookups.labels.goods import Goods
from knowledge.lookups.model import rests_on, say
from knowledge.model import Answer, Basis, Lang
from rules.determination import Verdict
from rules.parameters import Edition
from rules.procurement import Buyer, GroundKind, Plan

KIND: Final = "label"
CERTIFICATION: Final = "certification"
AGENCY: Final = "agency"
BUYERS: Final[tuple[Buyer, ...]] = ("enterprise", "store")
EVERYONE: Final = (CERTIFICATION, *BUYERS)
ABBREVIATION: Final = re.compile(r"[A-Z]{3,}")


class LabelsTold:
    """Tells of one label or of several where they stand, each with its clause."""

    def __init__(self, labels: Labels, edition: Edition, plan: Plan) -> None:
        self.labels = labels
        self.edition = edition
        self.plan = plan
        self.text = load("lookups.yaml")["label"]
        self.goods = Goods(plan, self.text, KIND)

    def standing(self, label: Label, buyer: str) -> str:
        """How a label stands on a list: listed, met, unmet."""
        if buyer in (CERTIFICATION, AGENCY):
            return self.key(label) if buyer == CERTIFICATION else ""
        return self.plan.grounds.standing(label.id, next(one for one in BUYERS if one == buyer)).verdict.value

    def rebuild(self, name: str, lang: Lang) -> Answer:
        """The answer of ``<label>``, everyone's lists, or ``<label>.<buyer>``."""
        id, _, buyer = name.partition(".")
        if id not in self.labels.by_id and buyer in BUYERS:
            return self.goods.answer(id, next(one for one in BUYERS if one == buyer), lang)
        label = self.labels.by_id[id]
        if buyer == CERTIFICATION:
            return self._shared(name, label, lang)
        if buyer:
            return self._counted(name, label, next(one for one in BUYERS if one == buyer), lang)
        return self._overview(name, label, lang)

    def domestic(self, labels: Sequence[Label], lang: Lang) -> Answer | None:
        """That the one label named is no foreign one, so that nothing of its fee is shared."""
        if len(labels) != 1 or self.key(labels[0]) != "domestic":
            return None
        return self.rebuild(f"{labels[0].id}.{CERTIFICATION}", lang)

    def side_by_side(self, labels: Sequence[Label], buyers: Sequence[str], lang: Lang) -> Answer:
        """Many labels on the lists asked, or on everyone's: for each list which are on it and which are not."""
        words, lines = self.text["together"], []
        for buyer in buyers or EVERYONE:
            by_standing: dict[str, list[str]] = {}
            for label in labels:
                shown = label.short if lang == "zh" else self.named(label, lang)
                by_standing.setdefault(self.standing(label, buyer), []).append(shown)
            lines.append(say(words["lists"][buyer], lang))
            lines += (say(words[key], lang, names=words["join"][lang].join(by_standing[key])) for key in by_standing)
        shared = tuple(buyers) == (CERTIFICATION,)
        programme = CERTIFICATION if shared else None
        basis = self._of_everyone(labels[0], lang)
        if shared:
            clause = self.text[CERTIFICATION]["clause"]
            basis = Basis(self.edition.document[lang], clause, say(words["says"], lang), self.edition.id)
        elif CERTIFICATION not in buyers and buyers:
            basis = self._basis(labels[0], next(one for one in BUYERS if one in buyers), lang)
        title = say(words["title"], lang)
        return Answer(words["entry"], programme, "lookup", "\n".join(lines), title, basis, ())

    def named(self, label: Label, lang: Lang) -> str:
        """A label's name with its other one: its English beside the Chinese, its abbreviation beside the English."""
        if lang == "en":
            short = ABBREVIATION.search(label.zh)
            return label.en if short is None or short.group() in label.en else f"{label.en} ({short.group()})"
        same = label.zh.casefold() == label.en.casefold()
        return label.zh if same else f"{label.zh}（{label.en}）"

    def _made(self, name: str, label: Label, lang: Lang, text: str, basis: Basis, programme: str | None) -> Answer:
        title = label.short if lang == "zh" else label.en
        follow = tuple(self.text[CERTIFICATION]["follow_ups"]) if programme == CERTIFICATION else ()
        return Answer(f"{KIND}.{name}", programme, "lookup", text, title, basis, follow)

    def key(self, label: Label) -> str:
        """How a label stands to the cost sharing: listed, unlisted, or domestic, which it leaves out."""
        if label.id in self.edition.labels:
            return "listed"
        ground = self.plan.grounds.by_id.get(label.id)
        return "domestic" if ground is not None and ground.kind is GroundKind.LABEL else "unlisted"

    def _shared(self, name: str, label: Label, lang: Lang) -> Answer:
        words, key = self.text[CERTIFICATION], self.key(label)
        shown = self.named(label, lang)
        kind = words["kinds"]["country" if label.id in self.edition.country_labels else "global"][lang]
        text = words[key][lang].strip().replace("{name}", shown).replace("{kind}", kind)
        text = resolve(text, lang, editions())
        says = words[key + "_says"][lang].replace("{name}", shown)
        clause = words.get(key + "_clause", words["clause"])
        basis = Basis(self.edition.document[lang], clause, says, self.edition.id)
        return self._made(name, label, lang, text, basis, CERTIFICATION)

    def _verdicts(self, label: Label) -> dict[Buyer, Verdict]:
        return {buyer: self.plan.grounds.standing(label.id, buyer).verdict for buyer in BUYERS}

    def _counted(self, name: str, label: Label, buyer: Buyer, lang: Lang) -> Answer:
        verdicts = self._verdicts(label)
        own = verdicts[buyer]
        other = next(verdict for one, verdict in verdicts.items() if one != buyer)
        note = self.text["note"][buyer][lang] if own is Verdict.UNMET and other is Verdict.MET else ""
        if label.id in self.text["own_notes"]:
            note = self.text["own_notes"][label.id][lang]
        words: Any = self.text[buyer][own.value]
        text = say(words, lang, name=self.named(label, lang), note=note)
        return self._made(name, label, lang, text, self._basis(label, buyer, lang), "procurement")

    def _basis(self, label: Label, buyer: Buyer, lang: Lang) -> Basis:
        clause = self.plan.grounds.standing(label.id, buyer).clause
        return rests_on(self.plan.edition, clause, self.text["says"], lang)

    def _overview(self, name: str, label: Label, lang: Lang) -> Answer:
        lines = [say(self.text["overview"], lang, name=self.named(label, lang))]
        lines.append(self.text[CERTIFICATION][self.key(label) + "_line"][lang])
        for buyer, verdict in self._verdicts(label).items():
            lines.append(self.text[buyer][verdict.value + "_line"][lang])
        return self._made(name, label, lang, "\n".join(lines), self._of_everyone(label, lang), None)

    def _of_everyone(self, label: Label, lang: Lang) -> Basis:
        """What rests on the lists of all programmes."""
        found = self._basis(label, "enterprise", lang)
        documents = self.text["join"][lang].join((self.edition.document[lang], found.document))
        clauses = self.text["join"][lang].join((self.text[CERTIFICATION]["clause"], found.clause))
        return Basis(documents, clauses, found.says, None)

"""What ``greendesk check`` says of the knowledge: each problem with its file, line and cure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from rapidfuzz.fuzz import ratio

from knowledge.data import load
from knowledge.decision import Desk
from knowledge.entries import LANGS, Entry
from knowledge.figures import DeadReference
from knowledge.model import Problem
from knowledge.text import fold
from knowledge.thresholds import CLARIFY
from rules.procurement import GroundKind, latest

LONGEST_ANSWER: Final = {"zh": 350, "en": 700}
"""Characters of an answer that a phone shows without scrolling far."""
ALIKE: Final = 96
"""Phrasings of two entries closer than this percentage ask the same."""
LANGUAGE_NAMES: Final = {"zh": "Chinese", "en": "English"}


def problems(desk: Desk) -> list[Problem]:
    """Everything wrong with a desk's entries and what they refer to, by file and line."""
    found = [p for entry in desk.entries.values() for p in _of_entry(desk, entry)]
    if not found:  # asking is only safe where every reference holds
        lost = (entry for entry in desk.entries.values() if not _reached(desk, entry))
        cure = "write questions that are its own"
        found += [_problem(entry, "none of its own questions leads to it", cure) for entry in lost]
    found += [*_same_ids(desk), *_alike(desk), *_nameless_labels(desk), *_lost_look_ups(desk)]
    return sorted(found, key=lambda problem: (problem.file, problem.line, problem.message))


def _problem(entry: Entry, message: str, cure: str) -> Problem:
    return Problem(entry.file, entry.line, f"{entry.id}: {message}", cure)


def _of_entry(desk: Desk, entry: Entry) -> Iterator[Problem]:
    for other in entry.follow_ups:
        if other not in desk.entries:
            yield _problem(entry, f"follows up with {other!r}, which does not exist", "correct the id")
    for cue in entry.cues:
        for concept in sorted((cue.all | cue.none) - set(desk.lexicon.weight)):
            yield _problem(entry, f"a cue names {concept!r}, no concept of the lexicon", "correct or add it")
    if entry.programme is not None and entry.programme not in desk.programmes.by_id:
        yield _problem(entry, f"programme {entry.programme!r} is unknown", "add it to programmes.yaml")
    for lang in LANGS:
        try:
            answer = desk.answer(entry.id, lang)
        except DeadReference as error:
            yield _problem(entry, f"refers to {error}, which no edition has", "name a value of the edition")
            return
        if len(answer.text) > LONGEST_ANSWER[lang]:
            too_long = f"the {LANGUAGE_NAMES[lang]} answer has {len(answer.text)} characters"
            yield _problem(entry, too_long, f"shorten it to {LONGEST_ANSWER[lang]}")


def _reached(desk: Desk, entry: Entry) -> bool:
    """Whether a question of the entry comes back with it, at least as a choice."""
    for text in entry.phrasings():
        finding = desk.ask(text, lang=None, topic=None, today=date.max)
        given = {answer.entry for answer in finding.answers} | {o.answer.entry for o in finding.options}
        if entry.id in given:
            return True
        best = next(iter(desk.candidates(desk.question(text, None, None, date.max))), None)
        if best is not None and best.entry is entry and best.score >= CLARIFY:
            return True
    return False


def _same_ids(desk: Desk) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in desk.index.entries:
        if entry.id in first:
            yield _problem(entry, f"the id is taken at {first[entry.id].file}:{first[entry.id].line}", "rename one")
        first.setdefault(entry.id, entry)


def _alike(desk: Desk) -> Iterator[Problem]:
    """Questions of two entries that ask the same; compared within groups of the same beginning or length."""
    groups: dict[str, list[tuple[str, str, Entry]]] = defaultdict(list)
    for entry in desk.index.entries:
        for text in entry.phrasings():
            key = fold(text)
            for group in {key[:2], key[-2:]}:
                groups[group].append((key, text, entry))
    seen: set[tuple[str, str]] = set()
    for phrasings in groups.values():
        for number, (key, text, entry) in enumerate(phrasings):
            for other_key, other_text, other in phrasings[number + 1 :]:
                if other is entry or (text, other_text) in seen:
                    continue
                if ratio(key, other_key, score_cutoff=ALIKE):
                    seen.add((text, other_text))
                    message = f"asks {other_text!r}, much like {text!r} of {entry.id}"
                    yield _problem(other, message, "keep it in one of the two")


def _nameless_labels(desk: Desk) -> Iterator[Problem]:
    plan = latest()
    kinds = (GroundKind.LABEL, GroundKind.FOREIGN_LABEL)
    counted = [ground.id for kind in kinds for ground in plan.grounds.of_kind(kind)]
    listed = [(str(edition.path), getattr(edition, "labels", ())) for edition in desk.editions.values()]
    for file, labels in [*listed, (str(plan.folder), counted)]:
        for label in labels:
            if label not in desk.labels.by_id:
                message = f"the edition lists label {label!r}, which has no name"
                yield Problem(file, 1, message, "add it to knowledge/labels.yaml")


def _lost_look_ups(desk: Desk) -> Iterator[Problem]:
    """Look-ups that refer to entries there are not, or that no programme declares."""
    amounts, scores = load("reckoning.yaml")["amount"], load("reckoning.yaml")["score"]
    lookups = load("lookups.yaml")
    named = [("reckoning.yaml", table, id) for table in (amounts, scores) for id in table["entries"].values()]
    named += [("lookups.yaml", lookups["label"], id) for id in lookups["label"]["certification"]["follow_ups"]]
    named.append(("answering.yaml", load("answering.yaml"), desk.wording["rates"]))
    for file, table, id in named:
        if id not in desk.entries:
            yield Problem(
                file, table.line_of("entries"), f"refers to entry {id!r}, which does not exist", "correct the id"
            )
    declared = {kind for kinds in lookups["programmes"].values() for kind in kinds}
    for kind in sorted(set(desk.shelf.by_kind) ^ declared):
        line = lookups.line_of("programmes")
        yield Problem("lookups.yaml", line, f"look-up {kind!r} is unknown or no programme's", "declare each once")

"""The matcher's thresholds, learnt and validated by cross-validation on questions that no phrasing was written from.

The held-out questions are cut into folds. For each fold the thresholds are chosen on the other folds, one after
another, and scored on the fold itself; a wrong answer costs as much as three right ones gain. Printed beside the
values in force: what each fold would choose, and what that choice and ours score on questions not chosen on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from knowledge import thresholds
from knowledge.answering import Knowledge
from tests.knowledge.scoring import HERE, TODAY, questions, verdict

FOLDS = 4
GAIN = {"right": 1.0, "clarified": 0.5, "missed": 0.0, "wrong": -3.0}
GRID: Mapping[str, Sequence[float]] = {
    "ANSWER": (0.50, 0.53, 0.56, 0.60, 0.64),
    "LEANING": (0.40, 0.44, 0.48, 0.52),
    "CLARIFY": (0.34, 0.37, 0.40, 0.44),
    "MARGIN": (0.015, 0.03, 0.045),
    "SURE": (0.74, 0.80, 0.86),
    "PART": (0.52, 0.58, 0.64),
    "COVERING": (0.0, 0.1, 0.2, 0.3, 0.4),
    "COVERED": (0.5, 0.6, 0.7),
}
Thresholds = Mapping[str, float]


@contextmanager
def using(values: Thresholds) -> Iterator[None]:
    """The decision with other thresholds for a while."""
    before = {name: getattr(thresholds, name) for name in values}
    try:
        for name, value in values.items():
            setattr(thresholds, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(thresholds, name, value)


def tally(knowledge: Knowledge, asked: Sequence[Mapping[str, Any]], values: Thresholds) -> Counter[str]:
    """The verdicts on a set of questions under some thresholds."""
    found: Counter[str] = Counter()
    with using(values):
        for question in asked:
            context = question.get("context")
            topic = knowledge.ask(context, today=TODAY).topic if context else None
            found[verdict(dict(question), knowledge.ask(question["query"], topic=topic, today=TODAY))] += 1
    return found


def worth(found: Counter[str]) -> float:
    """What verdicts are worth, per question."""
    return sum(GAIN[name] * count for name, count in found.items()) / max(1, found.total())


def learnt(knowledge: Knowledge, asked: Sequence[Mapping[str, Any]], start: Thresholds) -> dict[str, float]:
    """The thresholds worth most on a set, one chosen after another; ties stay with what was."""
    best = dict(start)
    for name, grid in GRID.items():
        scores = {value: worth(tally(knowledge, asked, {**best, name: value})) for value in {*grid, best[name]}}
        top = max(scores.values())
        if scores[best[name]] < top:
            best[name] = min(value for value, score in scores.items() if score == top)
    return best


def run() -> None:
    """Print the folds' choices and scores, and ours beside them."""
    knowledge = Knowledge.shipped()
    asked = [question for path in sorted(HERE.glob("heldout*.jsonl")) for question in questions(path.name)]
    ours = {name: float(getattr(thresholds, name)) for name in GRID}
    theirs: Counter[str] = Counter()
    for fold in range(FOLDS):
        kept = [question for number, question in enumerate(asked) if number % FOLDS != fold]
        left = [question for number, question in enumerate(asked) if number % FOLDS == fold]
        chosen = learnt(knowledge, kept, ours)
        found = tally(knowledge, left, chosen)
        theirs += found
        print(f"fold {fold + 1}: {chosen} -> {worth(found):.3f}", file=sys.stderr)
    here = tally(knowledge, asked, ours)
    print(f"{len(asked)} questions, {FOLDS} folds")
    print(f"in force {ours}: {dict(here)}, worth {worth(here):.3f}")
    print(f"chosen on the other folds: {dict(theirs)}, worth {worth(theirs):.3f}")


if __name__ == "__main__":
    run()

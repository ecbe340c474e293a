"""Right, clarified, missed, wrong and time: ours on all kept questions, then ours and three peers on every tenth.

Then the same rankers with a hundred thousand generated phrasings: how long the index takes, and a question.

The peers rank the same phrasings and answer with the best entry, or decline below a score chosen for each on the very
questions it is judged by (so in their favour). They neither calculate, look labels up, nor lean on the question before.
All would take the peers minutes, therefore every tenth.
"""

from __future__ import annotations

import gc
import math
import random
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from knowledge.answering import Knowledge
from knowledge.entries import Entry
from knowledge.holder import settled
from knowledge.lexicon import Lexicon
from knowledge.model import Finding, Lang
from knowledge.search import Index, phrasings
from knowledge.text import fold
from tests.knowledge.scoring import HERE, TODAY, questions, verdict

FILES = tuple(sorted(path.name for path in HERE.glob("*.jsonl")))
STEP = 10
"""Every so many-th question is put to the peers too."""
MANY = 100_000
"""Generated phrasings of the second part."""
FEW = 40
"""Questions asked of the slow peers there."""
VERDICTS = ("right", "clarified", "missed", "wrong")
Ranker = Callable[[str], tuple[str, float] | None]
Asked = Sequence[dict[str, Any]]
"""Kept questions, each with what is right to answer."""


def pairs(text: str) -> list[str]:
    """The character bigrams of a key."""
    return [text[i : i + 2] for i in range(len(text) - 1)] or [text]


def by_wratio(known: Sequence[tuple[str, str]]) -> Ranker:
    """Rapidfuzz WRatio over every phrasing."""
    keys = [fold(text) for text, _ in known]

    def rank(text: str) -> tuple[str, float] | None:
        found = process.extractOne(fold(text), keys, scorer=WRatio)
        return (known[found[2]][1], found[1]) if found else None

    return rank


def by_bm25(known: Sequence[tuple[str, str]], k1: float = 1.5, b: float = 0.75) -> Ranker:
    """BM25 over character bigrams."""
    documents = [Counter(pairs(fold(text))) for text, _ in known]
    lengths = [sum(document.values()) for document in documents]
    mean = sum(lengths) / len(lengths)
    worn = [k1 * (1 - b + b * length / mean) for length in lengths]
    postings: dict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for pair in document:
            postings[pair].append(number)

    def rank(text: str) -> tuple[str, float] | None:
        scores: dict[int, float] = defaultdict(float)
        for pair in pairs(fold(text)):
            holders = postings.get(pair, [])
            idf = math.log(1 + (len(documents) - len(holders) + 0.5) / (len(holders) + 0.5))
            for number in holders:
                count = documents[number][pair]
                scores[number] += idf * count * (k1 + 1) / (count + worn[number])
        best = max(scores, key=lambda number: scores[number], default=None)
        return None if best is None else (known[best][1], scores[best])

    return rank


def by_fts5(known: Sequence[tuple[str, str]]) -> Ranker:
    """SQLite FTS5 with the trigram tokenizer, any trigram of the question matching, ranked by its own bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table phrasing using fts5(key, entry unindexed, tokenize='trigram')")
    base.executemany("insert into phrasing values (?, ?)", [(fold(text), entry) for text, entry in known])

    def rank(text: str) -> tuple[str, float] | None:
        key = fold(text)
        terms = [key[i : i + 3].replace('"', "") for i in range(len(key) - 2)]
        wanted = " OR ".join(f'"{term}"' for term in terms if len(term) == 3)
        if not wanted:
            return None
        query = "select entry, rank from phrasing where phrasing match ? order by rank limit 1"
        row = base.execute(query, (wanted,)).fetchone()
        return None if row is None else (row[0], -row[1])

    return rank


def judge(rank: Ranker, knowledge: Knowledge, asked: Asked) -> tuple[list[str], list[float]]:
    """A peer's verdicts at the score where right minus wrong is best, and its times."""
    found, times = [], []
    for question in asked:
        start = time.process_time()
        best = rank(question["query"])
        times.append(time.process_time() - start)
        found.append(best)
    judged = []
    scores = sorted({best[1] for best in found if best})
    for least in scores[:: max(1, len(scores) // 20)]:
        verdicts = []
        for question, best in zip(asked, found, strict=True):
            lang: Lang = "en" if question["query"].isascii() else "zh"
            answers = (knowledge.answer(best[0], lang),) if best and best[1] >= least else ()
            verdicts.append(verdict(question, Finding("answer" if answers else "decline", "zh", answers=answers)))
        judged.append(verdicts)
    return max(judged, key=lambda verdicts: verdicts.count("right") - verdicts.count("wrong")), times


def ours(knowledge: Knowledge, asked: Asked) -> tuple[list[str], list[float]]:
    """Our verdicts, with the question before where there is one, and our times."""
    verdicts, times = [], []
    for question in asked:
        topic = knowledge.ask(question["context"], today=TODAY).topic if question.get("context") else None
        start = time.process_time()
        finding = knowledge.ask(question["query"], topic=topic, today=TODAY)
        times.append(time.process_time() - start)
        verdicts.append(verdict(question, finding))
    return verdicts, times


def quantile(times: list[float], part: float) -> float:
    """A quantile of times, in milliseconds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000


def generated(entries: Sequence[Entry], number: int) -> list[Entry]:
    """The entries with so many phrasings in all, each new one made of the halves of two of the entry's own."""
    draw = random.Random(number)
    made = []
    for entry in entries:
        own = list(entry.phrasings())
        texts = list(own)
        while len(texts) < number / len(entries):
            first, second = draw.choice(own), draw.choice(own)
            texts.append(first[: draw.randint(1, len(first))] + second[draw.randint(0, len(second) - 1) :])
        made.append(replace(entry, questions={"zh": tuple(texts), "en": ()}))
    return made


def timed(rank: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    """What each question takes, in seconds of this process: single-threaded all, so other work does not count."""
    times = []
    for text in asked:
        start = time.process_time()
        rank(text)
        times.append(time.process_time() - start)
    return times


def at_scale(knowledge: Knowledge, asked: Sequence[str]) -> None:
    """Print what the index and a question take with many phrasings, beside FTS5 and plain rapidfuzz."""
    lexicon = Lexicon.shipped()
    entries = generated(knowledge.entries(), MANY)
    known = phrasings(entries)
    gc.collect()
    gc.freeze()
    builders: dict[str, Callable[[], Callable[[str], object]]] = {
        "greendesk": lambda: _searching(Index(entries, lexicon), lexicon),
        "FTS5 trigram": lambda: by_fts5(known),
        "rapidfuzz WRatio": lambda: by_wratio(known),
    }
    print(f"\n{len(known):,} generated phrasings", flush=True)
    for name, build in builders.items():
        start = time.process_time()
        rank = build()
        built = time.process_time() - start
        times = timed(rank, asked if name == "greendesk" else asked[:: max(1, len(asked) // FEW)])
        p50, p99 = quantile(times, 0.5), quantile(times, 0.99)
        print(f"{name:18} built in {built:5.2f} s  p50 {p50:8.2f} ms  p99 {p99:8.2f} ms", flush=True)


def _searching(index: Index, lexicon: Lexicon) -> Callable[[str], object]:
    return lambda text: index.search(lexicon.read(text))


def told(name: str, verdicts: Sequence[str], times: list[float]) -> None:
    """Print one row: verdicts in percent, and the times of a question."""
    shares = "  ".join(f"{one} {100 * verdicts.count(one) / len(verdicts):5.1f}%" for one in VERDICTS)
    print(f"{name:18} {shares}  p50 {quantile(times, 0.5):6.2f} ms  p99 {quantile(times, 0.99):6.2f} ms", flush=True)


def run() -> None:
    """Print how we do on all questions, then the table beside the peers, then both at scale."""
    start = time.process_time()
    knowledge = Knowledge.shipped()
    built = time.process_time() - start
    settled(knowledge)
    known = phrasings(knowledge.entries())
    asked = [question for name in FILES for question in questions(name)]
    entries = len(knowledge.entry_ids())
    print(f"answers: {len(asked):,} questions, {len(known):,} phrasings, {entries} entries, built in {built:.2f} s")
    verdicts, times = ours(knowledge, asked)
    told("greendesk", verdicts, times)
    some = asked[::STEP]
    print(f"\nevery {STEP}th of them, {len(some)} questions")
    told("greendesk", verdicts[::STEP], times[::STEP])
    for name, ranker in (("rapidfuzz WRatio", by_wratio), ("BM25 bigrams", by_bm25), ("FTS5 trigram", by_fts5)):
        told(name, *judge(ranker(known), knowledge, some))
    at_scale(knowledge, [question["query"] for question in asked])


if __name__ == "__main__":
    run()

"""Right, clarified, missed, wrong and time on one question set: ours and three peers over the same entries.

Then the same rankers with a hundred thousand generated phrasings: how long the index takes, and a question.

The peers rank phrasings and answer with the best entry, or decline below a score chosen for each on this same set
(so in their favour). They neither calculate, look labels up, nor lean on the question before.
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

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from knowledge.answering import Knowledge
from knowledge.entries import Entry
from knowledge.lexicon import Lexicon
from knowledge.model import Finding, Lang
from knowledge.search import Index, phrasings
from knowledge.text import fold
from tests.knowledge.scoring import HERE, TODAY, questions, verdict

FILES = tuple(sorted(path.name for path in HERE.glob("*.jsonl")))
MANY = 100_000
"""Generated phrasings of the second part."""
FEW = 40
"""Questions asked of the slow peers there."""
VERDICTS = ("right", "clarified", "missed", "wrong")
Ranker = Callable[[str], tuple[str, float] | None]


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
    mean = sum(sum(d.values()) for d in documents) / len(documents)
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
                count, length = documents[number][pair], sum(documents[number].values())
                scores[number] += idf * count * (k1 + 1) / (count + k1 * (1 - b + b * length / mean))
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


def judge(rank: Ranker, knowledge: Knowledge) -> tuple[Counter[str], list[float]]:
    """A peer's verdicts at the score where right minus wrong is best, and its times."""
    asked = [question for name in FILES for question in questions(name)]
    found, times = [], []
    for question in asked:
        start = time.process_time()
        best = rank(question["query"])
        times.append(time.process_time() - start)
        found.append(best)
    tallies = []
    scores = sorted({best[1] for best in found if best})
    for least in scores[:: max(1, len(scores) // 20)]:
        tally: Counter[str] = Counter()
        for question, best in zip(asked, found, strict=True):
            lang: Lang = "en" if question["query"].isascii() else "zh"
            answers = (knowledge.answer(best[0], lang),) if best and best[1] >= least else ()
            tally[verdict(question, Finding("answer" if answers else "decline", "zh", answers=answers))] += 1
        tallies.append(tally)
    return max(tallies, key=lambda tally: tally["right"] - tally["wrong"]), times


def ours(knowledge: Knowledge) -> tuple[Counter[str], list[float]]:
    """Our verdicts, with the question before where there is one, and our times."""
    tally: Counter[str] = Counter()
    times = []
    for question in (question for name in FILES for question in questions(name)):
        topic = knowledge.ask(question["context"], today=TODAY).topic if question.get("context") else None
        start = time.process_time()
        finding = knowledge.ask(question["query"], topic=topic, today=TODAY)
        times.append(time.process_time() - start)
        tally[verdict(question, finding)] += 1
    return tally, times


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


def at_scale(knowledge: Knowledge) -> None:
    """Print what the index and a question take with many phrasings, beside FTS5 and plain rapidfuzz."""
    lexicon = Lexicon.shipped()
    entries = generated(knowledge.entries(), MANY)
    known = phrasings(entries)
    asked = [question["query"] for name in FILES for question in questions(name)]
    gc.collect()
    gc.freeze()
    builders: dict[str, Callable[[], Callable[[str], object]]] = {
        "greendesk": lambda: _searching(Index(entries, lexicon), lexicon),
        "FTS5 trigram": lambda: by_fts5(known),
        "rapidfuzz WRatio": lambda: by_wratio(known),
    }
    print(f"\n{len(known):,} generated phrasings")
    for name, build in builders.items():
        start = time.process_time()
        rank = build()
        built = time.process_time() - start
        times = timed(rank, asked if name == "greendesk" else asked[:: max(1, len(asked) // FEW)])
        p50, p99 = quantile(times, 0.5), quantile(times, 0.99)
        print(f"{name:18} built in {built:5.2f} s  p50 {p50:8.2f} ms  p99 {p99:8.2f} ms")


def _searching(index: Index, lexicon: Lexicon) -> Callable[[str], object]:
    return lambda text: index.search(lexicon.read(text))


def run() -> None:
    """Print the table: verdicts in percent, and times as ratios to ours."""
    start = time.process_time()
    knowledge = Knowledge.shipped()
    built = time.process_time() - start
    known = phrasings(knowledge.entries())
    results = {"greendesk": ours(knowledge)}
    for name, ranker in (("rapidfuzz WRatio", by_wratio), ("BM25 bigrams", by_bm25), ("FTS5 trigram", by_fts5)):
        results[name] = judge(ranker(known), knowledge)
    total = sum(results["greendesk"][0].values())
    print(f"answers: {total} questions, {len(known)} phrasings, {len(knowledge.entry_ids())} entries")
    print(f"built in {built:.2f} s")
    base = {part: quantile(results["greendesk"][1], part) for part in (0.5, 0.99)}
    for name, (tally, times) in results.items():
        shares = "  ".join(f"{v} {100 * tally[v] / total:5.1f}%" for v in VERDICTS)
        ratios = "  ".join(f"p{int(100 * p)} x{quantile(times, p) / base[p]:.2f}" for p in base)
        print(f"{name:18} {shares}  {ratios}")
    print(f"greendesk p50 {base[0.5]:.2f} ms, p99 {base[0.99]:.2f} ms")
    at_scale(knowledge)


if __name__ == "__main__":
    run()

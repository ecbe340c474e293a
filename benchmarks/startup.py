"""From nothing to the first answer: a whole process, beside an interpreter that only starts."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time

RUNS = 5
OURS = [sys.executable, "-m", "bot", "ask", "申請費 8 萬可以補助多少"]
PEER = [sys.executable, "-c", "import pydantic, typer"]


def seconds(command: list[str]) -> float:
    """How long a command takes, in seconds of wall time."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def run() -> None:
    """Print the median time to the first answer, its ratio to the peer, and the largest resident size."""
    pairs = [(seconds(OURS), seconds(PEER)) for _ in range(RUNS)]
    ours = statistics.median(pair[0] for pair in pairs)
    ratio = statistics.median(pair[0] / pair[1] for pair in pairs)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"cold start to first answer   {ours:.2f} s (bar 1.5), {ratio:.1f} x python importing pydantic and typer")
    print(f"largest resident size        {megabytes:.0f} MB (bar 200)")

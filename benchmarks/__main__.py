"""`make bench`: every benchmark, each beside a named peer in the same run."""

from benchmarks import answers, determination, ledger, line, screening, startup, telegram

# The start comes first: a child's memory would count what the benchmark itself had taken before.
for part in (startup, determination, screening, answers, telegram, line, ledger):
    print(f"\n{part.__name__.rpartition('.')[2]}")
    part.run()

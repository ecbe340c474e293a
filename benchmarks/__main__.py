"""`make bench`: every benchmark, each beside a named peer in the same run."""

from benchmarks import answers, determination, line, startup, telegram

for part in (determination, answers, startup, telegram, line):
    print(f"\n{part.__name__.rpartition('.')[2]}")
    part.run()

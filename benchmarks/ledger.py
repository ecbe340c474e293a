"""A ledger of 10,000 lines worked out and handed back, beside openpyxl that only reads and writes it."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

LINES = 10_000
RUNS = 3
BAR_SECONDS = 5
BAR_MB = 300


def ledger() -> bytes:
    """A ledger as a firm of some size keeps it: most lines bear no label, amounts and dates in several ways."""
    import io

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["113 年度採購明細"])
    sheet.append(["日期", "廠商", "品名", "規格", "數量", "單價", "金額", "標章", "發票號碼", "備註"])
    items = ("影印紙", "原子筆", "月影印機租金", "LED燈管", "運費", "洗手乳", "茶包", "冷氣 一級能效", "電腦椅")
    for number in range(LINES):
        day = date(2024, 1, 1) + timedelta(days=number % 366)
        shown = day if number % 2 else f"{day.year - 1911}/{day.month}/{day.day}"
        item = f"{items[number % len(items)]} {number % 700}"
        label = ("環保標章", "", "", "無", "", "", "FSC", "", "")[number % 9]
        amount = number % 500 * 37 if number % 3 else f"{number % 500 * 37:,}"
        sheet.append([shown, f"廠商{number % 300}", item, "A4", 1, 37, amount, label, f"AB{number:08}", ""])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ours(path: Path) -> None:
    """Read, work out and write, with nothing remembered."""
    from bot.ledger import Answers, declare, guess, read_table, write_workbook
    from knowledge.labels import Labels
    from rules.procurement import latest

    table = read_table(path.read_bytes(), path.name)
    declaration = declare(table, guess(table), Answers(), latest(), Labels.shipped())
    assert len(declaration.lines) == LINES
    path.with_suffix(".ours.xlsx").write_bytes(write_workbook(table, declaration, "zh"))


def peer(path: Path) -> None:
    """Read and write, nothing in between."""
    from openpyxl import load_workbook

    load_workbook(path).save(path.with_suffix(".peer.xlsx"))


def measured(name: str, path: Path) -> tuple[float, float, float]:
    """Seconds of processor, seconds of wall, and MB at most, of a process of its own and what it starts."""
    command = [sys.executable, "-m", "benchmarks.ledger", name, str(path)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, time.perf_counter() - began, megabytes


def run() -> None:
    """Print the processor time of both, their ratio, and the most memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        path.write_bytes(ledger())
        pairs = [(measured("ours", path), measured("peer", path)) for _ in range(RUNS)]
    mine, other = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    wall = statistics.median(pair[0][1] for pair in pairs)
    ratio = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
    most = max(pair[0][2] for pair in pairs)
    print(f"{LINES:,} lines, start included   {mine:.2f} s of processor (bar {BAR_SECONDS} s), {wall:.2f} s of wall")
    print(f"openpyxl alone (the peer)     {other:.2f} s of processor; ours x{ratio:.1f}")
    print(f"largest resident size         {most:.0f} MB (bar {BAR_MB} MB)")


def _once(name: str, path: Path) -> None:
    {"ours": ours, "peer": peer}[name](path)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    print(seconds, sum(one.ru_maxrss for one in used) / 1024)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _once(sys.argv[1], Path(sys.argv[2]))
    else:
        run()

"""Writes sounds.txt: which characters sound alike.

Run once, when the readings change: ``python -m knowledge.sound_table``. Needs pypinyin, which is a development
dependency only; what runs in service reads the committed table.

One line is one syllable without its tone, and every character that can be read so. What people in Taiwan often
do not tell apart while typing Zhuyin is joined: the retroflex initials with the plain ones, -ing with -in, -eng with
-en. Characters are in the simplified form that keys are folded to.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import opencc
import yaml

TABLE = Path(__file__).with_name("sounds.txt")
OVERRIDES = Path(__file__).with_name("sounds_taiwan.yaml")
FIRST, LAST = 0x4E00, 0x9FFF
BIG5_FREQUENT_END = 0xC6  # lead bytes A4..C6 hold Big5's 5,401 frequent characters


def merged(syllable: str) -> str:
    """The syllable with the distinctions dropped that homophone typing loses: zheng and zen are one."""
    for initial in ("zh", "ch", "sh"):
        if syllable.startswith(initial):
            syllable = initial[0] + syllable[2:]
    if syllable.endswith(("ing", "eng")):
        syllable = syllable[:-1]
    return syllable.replace("ü", "v")


def characters() -> list[str]:
    """The characters of the table: all of GB 2312 and the frequent half of Big5, in simplified form."""
    fold = opencc.OpenCC("t2s")
    found: set[str] = set()
    for code in range(FIRST, LAST + 1):
        char = chr(code)
        if char.encode("gb2312", "ignore"):
            found.add(char)
            continue
        big5 = char.encode("big5", "ignore")
        if big5 and big5[0] <= BIG5_FREQUENT_END:
            found.update(fold.convert(char))
    return sorted(found)


def readings(chars: list[str]) -> dict[str, set[str]]:
    """Every toneless reading of each character: the mainland's from pypinyin, and Taiwan's where it differs."""
    from pypinyin import Style, pinyin

    taiwan = yaml.safe_load(OVERRIDES.read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for char in chars:
        spoken = {r for r in pinyin(char, style=Style.NORMAL, heteronym=True)[0] if r.isalpha() and r.isascii()}
        spoken |= {r for r in pinyin(char, style=Style.NORMAL, heteronym=True)[0] if "ü" in r}
        spoken.update(taiwan.get(char, ()))
        spoken.difference_update(taiwan.get(f"-{char}", ()))
        found[char] = {merged(r) for r in spoken}
    return found


def main() -> None:
    """Write the table."""
    lines: dict[str, list[str]] = defaultdict(list)
    for char, spoken in readings(characters()).items():
        for syllable in spoken:
            lines[syllable].append(char)
    text = "".join(f"{syllable} {''.join(sorted(lines[syllable]))}\n" for syllable in sorted(lines))
    TABLE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

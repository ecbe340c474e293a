"""Numbers in Chinese characters, as exact decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{"两": 2, "贰": 2, "参": 3, "叄": 3, "○": 0},
}
SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE: Final = {"万": 10**4, "亿": 10**8}
POINT: Final = "点"
CHARS: Final = "".join([*DIGITS, *SMALL, "廿", "卅"])
"""Every character of a number below ten thousand, in simplified form, for building patterns."""
_SHORT: Final = {"廿": "二十", "卅": "三十"}


def _below_myriad(text: str) -> int | None:
    """The value of 三百五 (350), 一百零五 (105), 二〇一八 (2018) or 十二; None when it is no number."""
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text)) if len(text) <= 8 else None
    total, digit, last, zero = 0, None, 10_000, False
    for char in text:
        if char in DIGITS:
            if digit is not None and not zero:
                return None
            digit, zero = DIGITS[char], DIGITS[char] == 0
        elif char in SMALL and SMALL[char] < last:
            if digit is None and char not in "十拾":
                return None
            last, total, digit, zero = SMALL[char], total + (digit or 1) * SMALL[char], None, False
        else:
            return None
    if digit is None:
        return total
    spoken_short = "零" not in text and "〇" not in text
    return total + digit * (last // 10 if spoken_short and last > 10 else 1)


def _whole(text: str) -> int | None:
    for char, size in sorted(LARGE.items(), key=lambda item: -item[1]):
        if char not in text:
            continue
        left, _, right = text.partition(char)
        head = _whole(left)
        if head is None:
            return None
        if len(right) == 1 and right in DIGITS:  # 十二万五 is 125,000
            return head * size + DIGITS[right] * size // 10
        tail = _whole(right) if right else 0
        return None if tail is None or tail >= size else head * size + tail
    return _below_myriad(text) if text else None


def parse(text: str) -> Decimal | None:
    """The value of a number in simplified Chinese characters (八点五万 is 85,000); None when it is none."""
    for short, full in _SHORT.items():
        text = text.replace(short, full)
    if POINT not in text:
        whole = _whole(text)
        return None if whole is None else Decimal(whole)
    size = 1
    while text and text[-1] in LARGE:
        size, text = size * LARGE[text[-1]], text[:-1]
    left, _, right = text.partition(POINT)
    whole = _whole(left)
    if whole is None or not right or any(char not in DIGITS for char in right):
        return None
    return (whole + Decimal("0." + "".join(str(DIGITS[char]) for char in right))) * size

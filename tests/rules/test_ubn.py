"""The Unified Business Number's check digit, each sum worked by hand (weights 1 2 1 2 1 2 4 1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.ubn import is_valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("04595257", True),  # 0 + 8 + 5 + 9(18) + 5 + 4 + 2(20) + 7 = 40
        ("04595252", True),  # 0 + 8 + 5 + 9 + 5 + 4 + 2 + 2 = 35: divisible by 5 only, so since 2023-04-01
        ("04595253", False),  # 36
        ("10458575", True),  # 1 + 0 + 4 + 1(10) + 8 + 1(10) + (1 or 0) + 5 = 21 or 20
        ("10458574", True),  # 20 or 19
        ("10458576", False),  # 22 or 21
        ("10458579", True),  # 25 or 24
        ("00000000", False),  # its sum is 0, but nobody has it
        ("0459525", False),
        ("045952570", False),
        ("0459525a", False),
        ("０４５９５２５７", False),  # full width is folded before the check, not by it
        ("", False),
    ],
)
def test_the_check_digit(number: str, valid: bool) -> None:
    assert is_valid(number) is valid


@given(st.text())
def test_any_text_is_either_valid_or_not(text: str) -> None:
    assert is_valid(text) in (True, False)


@given(st.from_regex(r"[0-9]{6}[0-689][0-9]", fullmatch=True))
def test_one_last_digit_in_five_is_valid(number: str) -> None:
    """Without a seventh 7 the last digit alone moves the sum by one, so two of ten are valid."""
    valid = [digit for digit in "0123456789" if is_valid(number[:7] + digit)]
    assert len(valid) == (2 if number[:7] != "0000000" else 1)
